#include "config.h"

#include "fuzz.h"
#include "store/dz-project-json.h"

/* Reads it or says what is wrong; what was read, saved and opened again, is the same to the byte. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = dz_project_from_json (bytes, NULL, &error);

  g_assert_true ((project == NULL) == (error != NULL));
  if (project != NULL)
    fuzz_check_saves (project);
  return 0;
}
