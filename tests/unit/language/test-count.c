#include <locale.h>

#include "language/dz-count.h"

static void
test_characters (void)
{
  g_assert_cmpuint (dz_count_characters (""), ==, 0);
  g_assert_cmpuint (dz_count_characters ("𠮷野家😀"), ==, 4);
  g_assert_cmpuint (dz_count_characters ("e\xcc\x81 葛\xf3\xa0\x84\x80。"), ==, 6); /* U+0301, U+E0100 */
}

static void
test_han (void)
{
  g_assert_cmpuint (dz_count_han (""), ==, 0);
  g_assert_cmpuint (dz_count_han ("AI 时代，2024 年！"), ==, 3);
  g_assert_cmpuint (dz_count_han ("𠮷野家😀"), ==, 3);
  g_assert_cmpuint (dz_count_han ("人々〇二〇"), ==, 5);
  g_assert_cmpuint (dz_count_han ("葛\xf3\xa0\x84\x80城市"), ==, 3); /* a variation selector */
  g_assert_cmpuint (dz_count_han ("𰻝面 𫝀 㐀"), ==, 4);       /* extensions G, D and A */
  g_assert_cmpuint (dz_count_han ("ひらがな カタカナ 한글 ㄅㄆ 。、「」〈〉"), ==, 0);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    gsize n_words;
  } cases[] = {
    { "", 0 },
    { "  \n ", 0 },
    { "Hello, world!", 2 },
    { "I don’t know; you don't either.", 6 },
    { "state-of-the-art GPUs", 2 },
    { "He left—and she stayed -- alone.", 6 },
    { "3.5 million, 1,000 times, at 00:12:33", 6 },
    { "The U.S. and R&D and/or e-mail", 6 },
    { "one,two three.Four", 3 },
    { "“Yes,” he said. ‘No.’", 4 },
    { "naïve cafe\xcc\x81 Ünal", 3 },
    { "我们的AI时代 and GPU们", 3 },
    { "全是汉字。", 0 },
    { "ＡＩ ｔｏｏ", 2 },
    { "... ! — “”", 0 },
    { "𠮷野家😀 Yoshinoya", 1 },
    { "tag_name 50% $5 C++ C#", 5 },
    { "trailing-", 1 },
    { "'", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (dz_count_words (cases[i].text), ==, cases[i].n_words);
    }
}

static void
test_sentences (void)
{
  g_assert_cmpuint (dz_count_sentences ("", DZ_SENTENCE_CHINESE), ==, 0);
  g_assert_cmpuint (dz_count_sentences ("我来了。我看到了！我赢了？", DZ_SENTENCE_CHINESE), ==, 3);
  g_assert_cmpuint (dz_count_sentences ("好。😀", DZ_SENTENCE_CHINESE), ==, 1);
  g_assert_cmpuint (dz_count_sentences ("……\n", DZ_SENTENCE_CHINESE), ==, 0);
  g_assert_cmpuint (dz_count_sentences ("Dr. Li came. He left.", DZ_SENTENCE_ENGLISH), ==, 2);
}

static void
test_interview (void)
{
  const char *path = g_getenv ("DUIZHAO_INTERVIEW");
  g_autofree char *text = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the real transcript is not there");
      return;
    }

  g_assert_cmpuint (dz_count_characters (text), ==, 19613);
  g_assert_cmpuint (dz_count_han (text), ==, 12863);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/count/characters", test_characters);
  g_test_add_func ("/language/count/han", test_han);
  g_test_add_func ("/language/count/words", test_words);
  g_test_add_func ("/language/count/sentences", test_sentences);
  g_test_add_func ("/language/count/interview", test_interview);

  return g_test_run ();
}
