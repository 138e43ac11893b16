#include <string.h>

#include <glib.h>

#include "language/dz-diff.h"

typedef struct
{
  const guint8 *a;
  const guint8 *b;
} Pair;

static gboolean
equal_bytes (guint a, guint b, gpointer data)
{
  Pair *pair = data;

  return pair->a[a] == pair->b[b];
}

/* What lies between the edits is the same on both sides, and none touch. */
static guint
check_edits (GArray *edits, guint n_a, guint n_b, DzDiffEqual equal, gpointer data)
{
  guint a = 0, b = 0, cost = 0;

  for (guint i = 0; i <= edits->len; i++)
    {
      DzDiffEdit end = { n_a, 0, n_b, 0 };
      const DzDiffEdit *edit = i < edits->len ? &g_array_index (edits, DzDiffEdit, i) : &end;

      g_assert_cmpuint (edit->a_start - a, ==, edit->b_start - b);
      g_assert_true (i == 0 || i == edits->len || edit->a_start > a);
      for (; a < edit->a_start; a++, b++)
        g_assert_true (equal (a, b, data));
      g_assert_true (i == edits->len || edit->a_length + edit->b_length > 0);
      a += edit->a_length;
      b += edit->b_length;
      cost += edit->a_length + edit->b_length;
    }
  g_assert_cmpuint (a, ==, n_a);
  g_assert_cmpuint (b, ==, n_b);
  return cost;
}

static guint
longest_common (const guint8 *a, guint n_a, const guint8 *b, guint n_b)
{
  g_autofree guint *row = g_new0 (guint, n_b + 1);

  for (guint i = 0; i < n_a; i++)
    {
      guint corner = 0;

      for (guint j = 0; j < n_b; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = a[i] == b[j] ? corner + 1 : MAX (above, row[j]);
          corner = above;
        }
    }
  return row[n_b];
}

static void
fill (guint8 *bytes, guint n, guint letters)
{
  for (guint i = 0; i < n; i++)
    bytes[i] = (guint8)g_test_rand_int_range (0, (gint32)letters);
}

static void
test_fewest (void)
{
  for (guint round = 0; round < 4000; round++)
    {
      guint8 a[60], b[60];
      guint n_a = (guint)g_test_rand_int_range (0, 60), n_b = (guint)g_test_rand_int_range (0, 60);
      guint letters = (guint)g_test_rand_int_range (1, 8);
      Pair pair = { a, b };
      g_autoptr (GArray) edits = NULL;

      fill (a, n_a, letters);
      fill (b, n_b, letters);
      edits = dz_diff (n_a, n_b, equal_bytes, &pair);
      g_assert_cmpuint (check_edits (edits, n_a, n_b, equal_bytes, &pair), ==,
                        n_a + n_b - 2 * longest_common (a, n_a, b, n_b));
    }
}

/* Beyond the bound of its search it is still right, and what is equal at both ends is found. */
static void
test_large (void)
{
  const guint n = 60000;
  g_autofree guint8 *a = g_malloc (n);
  g_autofree guint8 *b = g_malloc (n);
  Pair pair = { a, b };

  for (guint letters = 2; letters <= 250; letters += 124)
    {
      g_autoptr (GArray) edits = NULL;

      fill (a, n, letters);
      fill (b, n, letters);
      memcpy (b, a, 100);
      memcpy (b + n - 100, a + n - 100, 100);
      edits = dz_diff (n, n, equal_bytes, &pair);
      check_edits (edits, n, n, equal_bytes, &pair);
      g_assert_cmpuint (g_array_index (edits, DzDiffEdit, 0).a_start, >=, 100);
    }
}

static char *
show (const char *a, const char *b)
{
  g_autoptr (GArray) edits = dz_diff_words (a, b);
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      g_autofree char *before = g_utf8_substring (a, edit->a_start, edit->a_start + edit->a_length);
      g_autofree char *after = g_utf8_substring (b, edit->b_start, edit->b_start + edit->b_length);

      g_string_append_printf (shown, "[%s|%s]", before, after);
    }
  return g_string_free (shown, FALSE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    const char *edits;
  } cases[] = {
    { "", "", "" },
    { "", "abc", "[|abc]" },
    { "The quick fox.", "The quack fox.", "[quick|quack]" },
    { "The quick brown fox", "The slow red fox", "[quick brown|slow red]" },
    { "我们采访了老师。", "我们采访过老师！", "[了|过][。|！]" },
    { "GPU芯片", "CPU芯片", "[GPU|CPU]" },
    { "cafe\xcc\x81 x", "cafe x", "[cafe\xcc\x81|cafe]" },
    { "one", "one two", "[| two]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = show (cases[i].a, cases[i].b);

      g_assert_cmpstr (shown, ==, cases[i].edits);
    }
}

static void
test_likeness (void)
{
  g_autoptr (GString) latin = g_string_new (NULL);
  g_autoptr (GString) han = g_string_new (NULL);

  g_assert_cmpfloat (dz_diff_likeness ("", ""), ==, 1);
  g_assert_cmpfloat (dz_diff_likeness ("", "a"), ==, 0);
  g_assert_cmpfloat (dz_diff_likeness ("我们走", "我们走"), ==, 1);
  g_assert_cmpfloat_with_epsilon (dz_diff_likeness ("我们走吧", "我们来吧"), 0.75, 1e-9);
  for (guint i = 0; i < 200000; i++)
    {
      g_string_append_c (latin, "ab cd"[i % 5]);
      g_string_append_unichar (han, 0x4E00 + i % 20000);
    }
  g_assert_cmpfloat (dz_diff_likeness (latin->str, han->str), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diff/fewest", test_fewest);
  g_test_add_func ("/diff/large", test_large);
  g_test_add_func ("/diff/words", test_words);
  g_test_add_func ("/diff/likeness", test_likeness);
  return g_test_run ();
}
