#include "config.h"

#include "formats/dz-formats.h"
#include "fuzz.h"
#include "fuzz-writes.h"

/* Reads it or says what is wrong. What was read can be saved as a project, and written in every format. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = dz_formats_lookup ("markdown")->read (bytes, NULL, NULL, &error);

  g_assert_true ((project == NULL) == (error != NULL));
  if (project == NULL)
    return 0;
  fuzz_check_saves (project);
  fuzz_check_writes (project, (guint)size);
  return 0;
}
