#include <locale.h>
#include <string.h>

#include "language/dz-decode.h"

#define SIMPLIFIED "主持人：我们非常荣幸能请到您。\n马克：谢谢，很高兴来到这里！AI 是一种新的计算机。"
#define TRADITIONAL "主持人：我們非常榮幸能請到您。\n馬克：謝謝，很高興來到這裡！AI 是一種新的計算機。"

static GBytes *
encode (const char *text, const char *charset, const char *mark, gsize mark_length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *encoded = NULL;
  gsize length;

  encoded = g_convert (text, -1, charset, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *)mark, mark_length);
  g_byte_array_append (bytes, (const guint8 *)encoded, length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
check (GBytes *bytes, const char *text, const char *charset)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found_charset = NULL;
  g_autofree char *found = dz_decode (bytes, &found_charset, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, text);
  g_assert_cmpstr (found_charset, ==, charset);
}

static void
check_encoded (const char *text, const char *charset, const char *mark, gsize mark_length)
{
  g_autoptr (GBytes) bytes = encode (text, charset, mark, mark_length);

  check (bytes, text, charset);
}

static void
test_marks (void)
{
  static const char *const texts[] = { SIMPLIFIED, TRADITIONAL, "𠮷野家😀 e\xcc\x81 葛\xf3\xa0\x84\x80", "a", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      check_encoded (texts[i], "UTF-8", "\xef\xbb\xbf", 3);
      check_encoded (texts[i], "UTF-8", "", 0);
      check_encoded (texts[i], "UTF-16LE", "\xff\xfe", 2);
      check_encoded (texts[i], "UTF-16BE", "\xfe\xff", 2);
      check_encoded (texts[i], "UTF-32LE", "\xff\xfe\0\0", 4);
      check_encoded (texts[i], "UTF-32BE", "\0\0\xfe\xff", 4);
      check_encoded (texts[i], "GB18030", "\x84\x31\x95\x33", 4);
    }
}

static void
test_detection (void)
{
  static const struct
  {
    const char *text;
    const char *charset;
  } cases[] = {
    { SIMPLIFIED, "GB18030" },
    { TRADITIONAL, "GB18030" },
    { TRADITIONAL, "Big5-HKSCS" },
    { SIMPLIFIED, "UTF-16LE" },
    { TRADITIONAL, "UTF-16BE" },
    { "Only ASCII here.\n", "UTF-16LE" },
    { "Only ASCII here.\n", "UTF-16BE" },
    { "问：你好吗？答：很好。", "GB18030" },
    { "問：你好嗎？答：很好。", "Big5-HKSCS" },
    { "訪談", "Big5-HKSCS" },
    { "访谈", "GB18030" },
    { "𠮷野家😀", "GB18030" },
    { "他說：佢哋喺度。咁樣", "Big5-HKSCS" },
    { "Andreessen: We start in English.\n\n# 访谈全程\n\n**主持人：** 欢迎。", "GB18030" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_encoded (cases[i].text, cases[i].charset, "", 0);
}

static void
test_lines (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("一\r\n二\r三\n四\r\r\n五\v六\f七\xc2\x85"
                                                 "八\x01\x7f\xc2\x9f九",
                                                 sizeof "一\r\n二\r三\n四\r\r\n五\v六\f七\xc2\x85"
                                                        "八\x01\x7f\xc2\x9f九"
                                                     - 1);
  g_autofree char *text = g_strnfill (200, 'a');
  g_autofree char *all = g_strconcat (text, g_bytes_get_data (bytes, NULL), NULL);
  g_autofree char *expected = g_strconcat (text, "一\n二\n三\n四\n\n五\n六\n七\n八九", NULL);
  g_autoptr (GBytes) input = g_bytes_new (all, strlen (all));

  check (input, expected, "UTF-8");
}

static void
check_error (const char *data, gsize length, DzLanguageError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autofree char *charset = NULL;
  g_autofree char *text = dz_decode (bytes, &charset, &error);

  g_assert_null (text);
  g_assert_null (charset);
  g_assert_error (error, DZ_LANGUAGE_ERROR, (int)code);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_errors (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  char noise[4096];

  check_error ("abc\0def", 7, DZ_LANGUAGE_ERROR_BINARY);
  check_error ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0", 29, DZ_LANGUAGE_ERROR_BINARY);
  check_error ("\1\2\3\4\5\6", 6, DZ_LANGUAGE_ERROR_BINARY);
  check_error ("\xff\xff\xff\xff", 4, DZ_LANGUAGE_ERROR_CHARSET);
  check_error ("\xef\xbb\xbf"
               "abc\xff",
               7, DZ_LANGUAGE_ERROR_CHARSET);
  check_error ("\xff\xfe\x00\xd8", 4, DZ_LANGUAGE_ERROR_CHARSET);
  check_error ("\xff\xfe"
               "abc",
               5, DZ_LANGUAGE_ERROR_CHARSET);
  check_error ("caf\xe9 au lait", 12, DZ_LANGUAGE_ERROR_CHARSET);
  check_error ("na\xefve", 5, DZ_LANGUAGE_ERROR_CHARSET);
  /* UTF-8 that breaks off is not taken for GB18030. */
  check_error ("我们非常荣幸", strlen ("我们非常荣幸") - 1, DZ_LANGUAGE_ERROR_CHARSET);
  check_error ("我们非常荣幸", strlen ("我们非常荣幸") - 2, DZ_LANGUAGE_ERROR_CHARSET);

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = g_rand_int_range (random, 0x80, 0x100);
  check_error (noise, sizeof noise, DZ_LANGUAGE_ERROR_CHARSET);
}

static GBytes *
repeat (GBytes *piece, gsize size)
{
  gsize length;
  const char *data = g_bytes_get_data (piece, &length);
  GByteArray *bytes = g_byte_array_sized_new (size + length);

  while (bytes->len < size)
    g_byte_array_append (bytes, (const guint8 *)data, length);

  return g_byte_array_free_to_bytes (bytes);
}

static void
test_large (void)
{
  static const char *const charsets[] = { "UTF-8", "UTF-16LE", "GB18030", "Big5-HKSCS" };

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (GBytes) piece = encode (TRADITIONAL, charsets[i], "", 0);
      g_autoptr (GBytes) bytes = repeat (piece, 50 * 1000 * 1000);
      gint64 start = g_get_monotonic_time ();
      g_autofree char *charset = NULL;
      g_autofree char *text = dz_decode (bytes, &charset, NULL);
      gint64 taken = g_get_monotonic_time () - start;

      g_assert_nonnull (text);
      g_assert_cmpstr (charset, ==, charsets[i]);
      g_test_message ("%s: %.2f s", charset, taken / (double)G_USEC_PER_SEC);
      g_assert_cmpint (taken, <, 2 * G_USEC_PER_SEC);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/decode/marks", test_marks);
  g_test_add_func ("/language/decode/detection", test_detection);
  g_test_add_func ("/language/decode/lines", test_lines);
  g_test_add_func ("/language/decode/errors", test_errors);
  g_test_add_func ("/language/decode/large", test_large);

  return g_test_run ();
}
