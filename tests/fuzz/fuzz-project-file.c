#include "config.h"

#include "fuzz.h"
#include "store/dz-project-json.h"

/* Reads it or says what is wrong; what was read is written, and read again gives the same bytes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size), once = NULL, twice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = dz_project_from_json (bytes, NULL, &error), again = NULL;

  g_assert_true ((project == NULL) == (error != NULL));
  if (project == NULL)
    return 0;
  once = dz_project_to_json (project);
  again = dz_project_from_json (once, NULL, &error);
  g_assert_no_error (error);
  twice = dz_project_to_json (again);
  g_assert_true (g_bytes_equal (once, twice));
  return 0;
}
