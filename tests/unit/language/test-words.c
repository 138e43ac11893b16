#include <glib.h>

#include "language/dz-words.h"

typedef struct
{
  const char *text;
  guint position;
  guint start;
  guint end;
} WordCase;

static void
test_at (void)
{
  static const WordCase cases[] = {
    { "我们昨天在北京采访了王老师。", 0, 0, 2 },
    { "我们昨天在北京采访了王老师。", 6, 5, 7 },
    { "我们昨天在北京采访了王老师。", 13, 13, 14 },
    { "the quick fox", 5, 4, 9 },
    { "the quick fox", 3, 3, 4 },
    { "the quick fox", 13, 10, 13 },
    { "GPU芯片", 1, 0, 3 },
    { "", 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint start, end;

      dz_words_at (cases[i].text, cases[i].position, &start, &end);
      g_test_message ("%s at %u", cases[i].text, cases[i].position);
      g_assert_cmpuint (start, ==, cases[i].start);
      g_assert_cmpuint (end, ==, cases[i].end);
    }
}

static void
test_step (void)
{
  g_assert_cmpuint (dz_words_step ("one two, three", 0, 1), ==, 3);
  g_assert_cmpuint (dz_words_step ("one two, three", 3, 1), ==, 7);
  g_assert_cmpuint (dz_words_step ("one two, three", 7, 1), ==, 14);
  g_assert_cmpuint (dz_words_step ("one two, three", 0, 2), ==, 7);
  g_assert_cmpuint (dz_words_step ("one two, three", 14, -1), ==, 9);
  g_assert_cmpuint (dz_words_step ("one two, three", 9, -1), ==, 4);
  g_assert_cmpuint (dz_words_step ("one two, three", 11, -1), ==, 9);
  g_assert_cmpuint (dz_words_step ("one two", 2, -1), ==, 0);
  g_assert_cmpuint (dz_words_step ("我们昨天，在北京", 0, 1), ==, 2);
  g_assert_cmpuint (dz_words_step ("我们昨天，在北京", 4, 1), ==, 6);
  g_assert_cmpuint (dz_words_step ("我们昨天，在北京", 8, -1), ==, 6);
  g_assert_cmpuint (dz_words_step ("😀 a", 0, 1), ==, 3);
  g_assert_cmpuint (dz_words_step ("", 0, 1), ==, 0);
  g_assert_cmpuint (dz_words_step ("", 0, -1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/at", test_at);
  g_test_add_func ("/words/step", test_step);
  return g_test_run ();
}
