#include "config.h"

#include <string.h>

#include "outline.h"

/* What every reader in the table does with what is no transcript. */

#define SECONDS 2

static GError *
read_bad (const DzFormat *format, GBytes *bytes)
{
  DzReadOptions options = { NULL, "晨会.md" };
  GError *error = NULL;
  g_autoptr (DzProject) project = format->read (bytes, &options, NULL, &error);

  g_assert_null (project);
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, "晨会.md"));
  return error;
}

static const DzFormat *
text_format (gsize index)
{
  return dz_formats_lookup (index == 0 ? "markdown" : "text");
}

static void
check_bad (const char *data, gsize size, DzFormatError code)
{
  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
      g_autoptr (GError) error = read_bad (text_format (i), bytes);

      g_assert_error (error, DZ_FORMAT_ERROR, (int)code);
    }
}

static void
test_empty (void)
{
  check_bad ("", 0, DZ_FORMAT_ERROR_EMPTY);
  check_bad (" \n\t\r\n\xe3\x80\x80", 8, DZ_FORMAT_ERROR_EMPTY);
  check_bad ("\xef\xbb\xbf", 3, DZ_FORMAT_ERROR_EMPTY);
}

static void
test_no_text (void)
{
  static const char picture[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\6\0\0\0";

  check_bad (picture, sizeof picture, DZ_FORMAT_ERROR_ENCODING);
  check_bad ("\xe4\xbd\xff\xfe\xfe\x80\x80\xff\xff", 9, DZ_FORMAT_ERROR_ENCODING);
}

static void
test_too_large (void)
{
  gsize size = 50 * 1000 * 1000;
  char *data = g_malloc (size);
  gint64 start = g_get_monotonic_time ();

  memset (data, 'a', size);
  check_bad (data, size, DZ_FORMAT_ERROR_TOO_LARGE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, SECONDS * G_USEC_PER_SEC);
  g_free (data);
}

static void
test_too_many_paragraphs (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, "a。\n\n");
  check_bad (text->str, text->len, DZ_FORMAT_ERROR_TOO_LARGE);
  g_string_free (text, TRUE);
}

static void
test_cancelled (void)
{
  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static ("a", 1);
      g_autoptr (GError) error = NULL;

      g_cancellable_cancel (cancellable);
      g_assert_null (text_format (i)->read (bytes, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* A great deal of what a parser could go back over again and again. The limit leaves room for slow machines and
 * sanitizers; what is not linear takes minutes. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "**",  "**a",       ">",   "> ", "[",   "[]",   "](",   "![",  "<",       "<a ",     "<!--",       "<a \"",
    "`",   "` ``",      "*_",  "~~", "_a ", "**，", "，**", "\\*", "http://", "(12:33)", "：",         "名：",
    "A: ", "**A：**\n", "1. ", "- ", "&",   "&#",   "|",    "\t",  "【",      "（",      "https://a(", "---\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *text = g_string_new ("x ");
      g_autoptr (GBytes) bytes = NULL;

      while (text->len < 400 * 1000)
        g_string_append (text, pieces[i]);
      bytes = g_string_free_to_bytes (text);
      for (gsize k = 0; k < 2; k++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autoptr (GError) error = NULL;
          g_autoptr (DzProject) project = text_format (k)->read (bytes, NULL, NULL, &error);

          g_assert_true ((project == NULL) == (error != NULL));
          g_test_message ("%s, %s: %.2f s", text_format (k)->id, pieces[i],
                          (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
          g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * SECONDS * G_USEC_PER_SEC);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bad-input/empty", test_empty);
  g_test_add_func ("/bad-input/no-text", test_no_text);
  g_test_add_func ("/bad-input/too-large", test_too_large);
  g_test_add_func ("/bad-input/too-many-paragraphs", test_too_many_paragraphs);
  g_test_add_func ("/bad-input/cancelled", test_cancelled);
  g_test_add_func ("/bad-input/hostile", test_hostile);
  return g_test_run ();
}
