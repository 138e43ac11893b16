#include "config.h"

#include "formats/dz-formats.h"
#include "fuzz-writes.h"

void
fuzz_check_writes (DzProject *project, guint choice)
{
  const DzArticleOptions options = { .layout = choice % DZ_N_LAYOUTS, .annotations = choice / DZ_N_LAYOUTS % 2 };

  for (const DzFormat *const *format = dz_formats_list (); *format != NULL; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) written = NULL;
      g_autoptr (DzProject) read = NULL;

      if ((*format)->write == NULL || (options.layout == DZ_LAYOUT_SIDE_BY_SIDE && !(*format)->columns))
        continue;
      written = (*format)->write (project, &options, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_get_size (written) == 0
                     || g_utf8_validate (g_bytes_get_data (written, NULL), (gssize)g_bytes_get_size (written), NULL));
      if ((*format)->read == NULL)
        continue;
      read = (*format)->read (written, NULL, NULL, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}
