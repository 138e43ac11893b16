#include "config.h"

#include "dz-test-home.h"

#include <glib/gstdio.h>

char *
dz_test_home_new (void)
{
  static const char *const places[][2] = {
    { "HOME", "home" },
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_STATE_HOME", "state" },
    { "XDG_CACHE_HOME", "cache" },
    { "XDG_RUNTIME_DIR", "run" },
    { "TMPDIR", "tmp" },
  };
  /* Not g_dir_make_tmp(): it asks for the temporary folder, which is to be another one from now on. */
  const char *tmp = g_getenv ("TMPDIR");
  char *home = g_mkdtemp (g_build_filename (tmp != NULL ? tmp : "/tmp", "duizhao-home-XXXXXX", NULL));

  g_assert_nonnull (home);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (home, places[i][1], NULL);

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_setenv (places[i][0], path, TRUE);
    }
  return home;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

void
dz_test_home_remove (char *home)
{
  remove_all (home);
  g_free (home);
}
