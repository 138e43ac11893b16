#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-text.h"

static char *
describe (DzText *text)
{
  GString *string = g_string_new (dz_text_get_string (text));
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      g_string_append_printf (string, " [%u,%u) %s", spans[i].start, spans[i].end, spans[i].kind);
      if (spans[i].value != NULL)
        g_string_append_printf (string, "=%s", spans[i].value);
    }

  return g_string_free (string, FALSE);
}

static void
assert_text (DzText *text, const char *expected)
{
  g_autofree char *described = describe (text);

  g_assert_cmpstr (described, ==, expected);
}

static void
test_counts_code_points (void)
{
  g_autoptr (DzText) text = dz_text_new ("𠮷野家😀e\u0301葛\U000e0100");
  g_autoptr (DzText) slice = dz_text_slice (text, 3, 6);
  g_autoptr (DzText) beyond = dz_text_slice (text, 6, 99);
  g_autoptr (DzText) nothing = dz_text_slice (text, 5, 5);

  g_assert_cmpuint (dz_text_get_length (text), ==, 8);
  assert_text (slice, "😀e\u0301");
  assert_text (beyond, "葛\U000e0100");
  g_assert_true (dz_text_is_empty (nothing));
}

static void
test_mends_bad_bytes (void)
{
  g_autoptr (DzText) text = dz_text_new ("a\xff"
                                         "b");

  assert_text (text, "a\uFFFD"
                     "b");
}

static void
test_normal_form (void)
{
  const DzSpan spans[] = {
    { 4, 9, DZ_SPAN_BOLD, NULL },        { 0, 4, DZ_SPAN_BOLD, NULL },        { 2, 2, DZ_SPAN_ITALIC, NULL },
    { 1, 3, DZ_SPAN_LINK, (char *)"x" }, { 2, 5, DZ_SPAN_LINK, (char *)"y" }, { 3, 4, DZ_SPAN_CODE, NULL },
  };
  g_autoptr (DzText) text = dz_text_new_with_spans ("abcdef", spans, G_N_ELEMENTS (spans));

  assert_text (text, "abcdef [0,6) bold [1,3) link=x [3,5) link=y [3,4) code");
}

static void
test_cut_and_put_together (void)
{
  const DzSpan spans[] = { { 1, 5, DZ_SPAN_BOLD, NULL }, { 2, 4, DZ_SPAN_LINK, (char *)"https://a" } };
  g_autoptr (DzText) text = dz_text_new_with_spans ("一二三四五六", spans, G_N_ELEMENTS (spans));

  for (guint start = 0; start <= 6; start++)
    for (guint end = start; end <= 6; end++)
      {
        g_autoptr (DzText) cut = dz_text_slice (text, start, end);
        g_autoptr (DzText) empty = dz_text_empty ();
        g_autoptr (DzText) rest = dz_text_replace (text, start, end, empty);
        g_autoptr (DzText) whole = dz_text_replace (rest, start, start, cut);

        g_assert_true (dz_text_equal (whole, text));
      }
}

static void
test_typed_text_inherits (void)
{
  const DzSpan spans[] = { { 1, 4, DZ_SPAN_BOLD, NULL }, { 2, 4, DZ_SPAN_LINK, (char *)"u" } };
  g_autoptr (DzText) text = dz_text_new_with_spans ("abcdef", spans, G_N_ELEMENTS (spans));
  g_autoptr (DzText) edge = dz_text_inherit (text, 1, "xy");
  g_autoptr (DzText) bold = dz_text_inherit (text, 2, "xy");
  g_autoptr (DzText) both = dz_text_inherit (text, 3, "xy");
  g_autoptr (DzText) behind = dz_text_inherit (text, 4, "xy");

  assert_text (edge, "xy");
  assert_text (bold, "xy [0,2) bold");
  assert_text (both, "xy [0,2) bold [0,2) link=u");
  assert_text (behind, "xy");
}

static void
test_spans_come_and_go (void)
{
  g_autoptr (DzText) plain = dz_text_new ("abcdef");
  g_autoptr (DzText) bold = dz_text_add_span (plain, 1, 5, DZ_SPAN_BOLD, NULL);
  g_autoptr (DzText) holed = dz_text_remove_span (bold, 2, 3, DZ_SPAN_BOLD);
  g_autoptr (DzText) link = dz_text_add_span (bold, 0, 3, DZ_SPAN_LINK, "x");
  g_autoptr (DzText) relinked = dz_text_add_span (link, 1, 2, DZ_SPAN_LINK, "y");

  assert_text (holed, "abcdef [1,2) bold [3,5) bold");
  assert_text (relinked, "abcdef [0,1) link=x [1,5) bold [1,2) link=y [2,3) link=x");
  g_assert_true (dz_text_has_span (bold, 1, 5, DZ_SPAN_BOLD));
  g_assert_true (dz_text_has_span (relinked, 0, 3, DZ_SPAN_LINK));
  g_assert_false (dz_text_has_span (holed, 1, 5, DZ_SPAN_BOLD));
  g_assert_false (dz_text_has_span (bold, 1, 1, DZ_SPAN_BOLD));
}

/* Of long ones the place of every so manieth character is known. */
static void
test_long_texts (void)
{
  static const char *const letters[] = { "a", "é", "我", "𠮷" };
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint length = 0; length < 5000; length++)
    {
      if (length % 512 <= 1 || length % 512 == 511)
        {
          g_autoptr (DzText) text = dz_text_new (string->str);
          guint start = (guint)g_rand_int_range (random, 0, (gint)length + 1), end = start + length / 3;
          g_autofree char *slice = dz_text_dup_slice_string (text, start, end);
          g_autofree char *expected = g_utf8_substring (string->str, start, MIN (end, length));

          g_assert_cmpstr (slice, ==, expected);
        }
      g_string_append (string, letters[g_rand_int_range (random, 0, G_N_ELEMENTS (letters))]);
    }
}

static DzText *
random_text (GRand *random)
{
  static const char *const letters[] = { "a", "我", "𠮷" };
  static const char *const kinds[] = { DZ_SPAN_BOLD, DZ_SPAN_LINK, DZ_SPAN_ITALIC };
  g_autoptr (GString) string = g_string_new (NULL);
  DzSpan spans[4];
  guint n_spans = (guint)g_rand_int_range (random, 0, G_N_ELEMENTS (spans) + 1);

  for (int n = g_rand_int_range (random, 0, 6); n > 0; n--)
    g_string_append (string, letters[g_rand_int_range (random, 0, G_N_ELEMENTS (letters))]);
  for (guint i = 0; i < n_spans; i++)
    {
      guint start = (guint)g_rand_int_range (random, 0, 6);

      spans[i] = (DzSpan){ start, start + (guint)g_rand_int_range (random, 0, 4),
                           kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))],
                           g_rand_boolean (random) ? NULL : (char *)"x" };
    }
  return dz_text_new_with_spans (string->str, spans, n_spans);
}

static gboolean
is_same_stretch (DzText *a, guint a_start, DzText *b, guint b_start, guint length)
{
  g_autoptr (DzText) mine = dz_text_slice (a, a_start, a_start + length);
  g_autoptr (DzText) theirs = dz_text_slice (b, b_start, b_start + length);

  return dz_text_equal (mine, theirs);
}

/* As much as there is, and no more. */
static void
test_common (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (DzText) start = random_text (random), end = random_text (random), middle = random_text (random);
      g_autoptr (DzText) other = random_text (random), x = dz_text_concat (start, middle);
      g_autoptr (DzText) y = dz_text_concat (start, other), a = dz_text_concat (x, end), b = dz_text_concat (y, end);
      guint n_a = dz_text_get_length (a), n_b = dz_text_get_length (b), most = MIN (n_a, n_b), head, tail;

      dz_text_get_common (a, b, &head, &tail);
      g_assert_cmpuint (head + tail, <=, most);
      g_assert_true (is_same_stretch (a, 0, b, 0, head));
      g_assert_true (is_same_stretch (a, n_a - tail, b, n_b - tail, tail));
      if (head < most)
        g_assert_false (is_same_stretch (a, 0, b, 0, head + 1));
      if (head + tail < most)
        g_assert_false (is_same_stretch (a, n_a - tail - 1, b, n_b - tail - 1, tail + 1));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/text/counts-code-points", test_counts_code_points);
  g_test_add_func ("/model/text/mends-bad-bytes", test_mends_bad_bytes);
  g_test_add_func ("/model/text/normal-form", test_normal_form);
  g_test_add_func ("/model/text/cut-and-put-together", test_cut_and_put_together);
  g_test_add_func ("/model/text/typed-text-inherits", test_typed_text_inherits);
  g_test_add_func ("/model/text/spans-come-and-go", test_spans_come_and_go);

  g_test_add_func ("/model/text/long-texts", test_long_texts);
  g_test_add_func ("/model/text/common", test_common);
  return g_test_run ();
}
