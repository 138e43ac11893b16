#include "config.h"

#include <string.h>

#include "formats/dz-formats.h"

static void
test_table (void)
{
  const DzFormat *const *formats = dz_formats_list ();

  for (guint i = 0; formats[i] != NULL; i++)
    {
      const DzFormat *format = formats[i];

      g_assert_true (format->read != NULL || format->write != NULL);
      g_assert_cmpstr (format->name, !=, NULL);
      g_assert_nonnull (strchr (format->media_type, '/'));
      g_assert_nonnull (format->suffixes[0]);
      g_assert_true (dz_formats_lookup (format->id) == format);
      for (guint k = 0; format->suffixes[k] != NULL; k++)
        {
          g_autofree char *name = g_strconcat ("a b.", format->suffixes[k], NULL);

          g_assert_true (dz_formats_for_name (name) == format);
        }
    }
}

static void
test_names (void)
{
  const DzFormat *markdown = dz_formats_lookup ("markdown");

  g_assert_true (dz_formats_for_name ("/tmp/甲 😀.MD") == markdown);
  g_assert_true (dz_formats_for_name (" .txt.md") == markdown);
  g_assert_null (dz_formats_for_name ("md"));
  g_assert_null (dz_formats_for_name ("a.duizhao-nothing"));
  g_assert_null (dz_formats_lookup ("nothing"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/table", test_table);
  g_test_add_func ("/formats/names", test_names);
  return g_test_run ();
}
