#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "store/dz-change-json.h"
#include "store/dz-project-json.h"

static const char project_text[] = "{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\",\"speakers\":[{\"id\":\"s\"}],"
                                   "\"tags\":[{\"id\":\"t\",\"color\":"
                                   "\"#000000\"}],\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\",\"original\":"
                                   "\"一二三四\",\"translation\":\"one\"},{"
                                   "\"id\":\"c\",\"original\":\"五六\"}]}],\"highlights\":[{\"id\":\"h\",\"document\":"
                                   "\"d\",\"tags\":[\"t\"],\"original\":{"
                                   "\"start\":{\"block\":\"b\",\"position\":1},\"end\":{\"block\":\"c\",\"position\":1}"
                                   ",\"quote\":\"二三四\\n五\"}}]}";

/* Reads it or says what is wrong; what was read is written as a line that says the same; a project refuses it, or takes
 * it and can take it back. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *)data, size), *once = NULL, *twice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzChange) change = dz_change_from_json (line, &error), again = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (project_text, strlen (project_text)), before = NULL, after = NULL;
  g_autoptr (DzProject) project = NULL;

  g_assert_true ((change == NULL) == (error != NULL));
  if (change == NULL)
    return 0;
  once = dz_change_to_json (change);
  again = dz_change_from_json (once, &error);
  g_assert_no_error (error);
  twice = dz_change_to_json (again);
  g_assert_cmpstr (once, ==, twice);

  project = dz_project_from_json (bytes, NULL, NULL);
  before = dz_project_to_json (project);
  if (dz_project_apply (project, change, NULL))
    dz_project_undo (project);
  after = dz_project_to_json (project);
  g_assert_true (g_bytes_equal (before, after));
  return 0;
}
