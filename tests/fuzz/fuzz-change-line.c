#include "config.h"

#include "fuzz.h"
#include "model/dz-project-copy.h"
#include "store/dz-change-json.h"

/* Reads it or says what is wrong; what was read is written as a line that says the same; a project refuses it, or takes
 * it and can take it back. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *)data, size), *once = NULL, *twice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzChange) change = dz_change_from_json (line, &error), again = NULL;
  g_autoptr (DzProject) project = NULL, before = NULL;

  g_assert_true ((change == NULL) == (error != NULL));
  if (change == NULL)
    return 0;
  once = dz_change_to_json (change);
  again = dz_change_from_json (once, &error);
  g_assert_no_error (error);
  twice = dz_change_to_json (again);
  g_assert_cmpstr (once, ==, twice);

  project = fuzz_project_new ();
  before = dz_project_copy (project);
  if (dz_project_apply (project, change, NULL))
    {
      fuzz_check_saves (project);
      dz_project_undo (project);
    }
  fuzz_check_equal (project, before);
  return 0;
}
