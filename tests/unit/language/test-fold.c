#include <locale.h>

#include "language/dz-fold.h"

static void
test_trim (void)
{
  static const struct
  {
    const char *text;
    const char *trimmed;
  } cases[] = {
    { "", "" },
    { "   ", "" },
    { "你好", "你好" },
    { "\xe3\x80\x80\xe3\x80\x80你好", "你好" }, /* U+3000 indent */
    { "主持人\xc2\xa0", "主持人" },             /* U+00A0 */
    { "\xef\xbb\xbf你好\xe2\x80\x8b", "你好" }, /* U+FEFF, U+200B */
    { "\t a b \r\n", "a b" },
    { "\xe2\x81\xa0字\xe2\x80\xaf", "字" },   /* U+2060, U+202F */
    { " 👩\xe2\x80\x8d💻 ", "👩\xe2\x80\x8d💻" }, /* a joiner is no blank */
    { " e\xcc\x81 ", "e\xcc\x81" },
    { "𠮷野家😀 ", "𠮷野家😀" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *trimmed = dz_fold_trim (cases[i].text);

      g_assert_cmpstr (trimmed, ==, cases[i].trimmed);
    }
}

static void
test_width (void)
{
  g_autofree char *folded = dz_fold_width ("ＡＩ　（２０２４）：“１～３”。ｶ𠮷");

  g_assert_cmpstr (folded, ==, "AI (2024):“1~3”。ｶ𠮷");
}

static void
test_blank (void)
{
  g_assert_true (dz_fold_is_blank (' '));
  g_assert_true (dz_fold_is_blank (0x3000));
  g_assert_true (dz_fold_is_blank (0xfeff));
  g_assert_true (dz_fold_is_blank (0x2028));
  g_assert_false (dz_fold_is_blank (0x200d));
  g_assert_false (dz_fold_is_blank (0xfe0f));
  g_assert_false (dz_fold_is_blank (0x3002));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/fold/trim", test_trim);
  g_test_add_func ("/language/fold/width", test_width);
  g_test_add_func ("/language/fold/blank", test_blank);

  return g_test_run ();
}
