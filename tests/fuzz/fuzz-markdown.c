#include "config.h"

#include "formats/dz-formats.h"
#include "fuzz.h"

/* Reads it or says what is wrong. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = dz_formats_lookup ("markdown")->read (bytes, NULL, NULL, &error);

  g_assert_true ((project == NULL) == (error != NULL));
  return 0;
}
