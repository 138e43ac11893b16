#include "config.h"

#include "fuzz.h"
#include "store/dz-damage.h"
#include "store/dz-project-json.h"

static gboolean
has_blocks (DzProject *project)
{
  GListModel *documents = dz_project_get_documents (project);
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, i);

      any |= dz_document_get_n_blocks (document) > 0;
    }
  return any;
}

/* Recovers what is in it, and says what is not: nothing is lost of what is no damage, and nothing silently of what is. What
 * was recovered can be written, and that is no damage. Where a project is whole but has no block, blocks may be looked for
 * under a name that is scratched. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size), once = NULL, twice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = dz_project_from_damaged_json (bytes, &damage), again = NULL;
  gboolean newer = FALSE, is_whole;
  g_autoptr (DzProject) whole = dz_project_from_json (bytes, &newer, NULL);

  is_whole = whole != NULL && !newer && has_blocks (whole);
  g_assert_nonnull (damage);
  g_assert_cmpuint (damage->problems->len, ==, MIN (damage->n_problems, DZ_DAMAGE_MOST));
  g_assert_true (whole != NULL || damage->n_problems > 0);
  g_assert_true (!is_whole || damage->n_problems == 0);
  if (project == NULL)
    {
      g_assert_false (is_whole);
      return 0;
    }
  once = dz_project_to_json (project);
  if (is_whole)
    {
      twice = dz_project_to_json (whole);
      g_assert_true (g_bytes_equal (once, twice));
      return 0;
    }
  again = dz_project_from_json (once, NULL, &error);
  g_assert_no_error (error);
  return 0;
}
