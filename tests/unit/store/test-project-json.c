#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

static void
test_whole (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "files", "whole.duizhao", NULL), *text = NULL;
  g_autoptr (GBytes) bytes = NULL, again = NULL;
  g_autoptr (DzProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean newer = TRUE;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (text, length);
  project = dz_project_from_json (bytes, &newer, &error);
  g_assert_no_error (error);
  g_assert_false (newer);
  again = dz_project_to_json (project);
  g_assert_cmpstr (g_bytes_get_data (again, NULL), ==, text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/project-json/whole", test_whole);
  return g_test_run ();
}
