#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-settings.h"
#include "window/welcome/dz-sample.h"

#define NAME "sample.duizhao"

GFile *
dz_sample_find (void)
{
  const char *build = dz_settings_get_build_dir ();
  g_autofree char *installed = g_build_filename (PKGDATADIR, NAME, NULL);
  g_autofree char *source = build ? g_build_filename (build, "..", "data", NAME, NULL) : NULL;
  g_autofree char *built = build ? g_build_filename (build, "data", NAME, NULL) : NULL;
  const char *const places[] = { built, source, installed };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] && g_file_test (places[i], G_FILE_TEST_EXISTS))
      return g_file_new_for_path (places[i]);
  return NULL;
}

gboolean
dz_sample_is (GFile *file)
{
  g_autoptr (GFile) sample = dz_sample_find ();

  return sample && g_file_equal (sample, file);
}
