#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-versions-private.h"

/* More are not looked at: each is read and compared as a whole. */
#define MOST_CANDIDATES 40

typedef struct
{
  DzProject *version;
  DzProject *ours;
  DzProject *theirs;
} Copies;

/* Things of a list of ours that theirs has too, and the version has not. */
static guint
count_foreign (const Copies *copies, GListModel *list)
{
  guint n = g_list_model_get_n_items (list), foreign = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzEntity) entity = g_list_model_get_item (list, i);
      DzEntity *theirs = dz_project_lookup (copies->theirs, dz_entity_get_id (entity));
      DzEntity *before = dz_project_lookup (copies->version, dz_entity_get_id (entity));

      if (DZ_IS_DOCUMENT (entity))
        foreign += count_foreign (copies, G_LIST_MODEL (entity));
      else if (theirs != NULL && dz_entity_equal (entity, theirs))
        foreign += before == NULL || !dz_entity_equal (entity, before);
      if (DZ_IS_TAG (entity))
        foreign += count_foreign (copies, dz_tag_get_children (DZ_TAG (entity)));
    }
  return foreign;
}

/* What both copies have and the version has not was done after it, and before they parted. */
static guint
count_all_foreign (const Copies *copies)
{
  return count_foreign (copies, dz_project_get_documents (copies->ours))
         + count_foreign (copies, dz_project_get_tags (copies->ours))
         + count_foreign (copies, dz_project_get_speakers (copies->ours))
         + count_foreign (copies, dz_project_get_highlights (copies->ours));
}

DzProject *
dz_versions_find_base (DzVersions *self, DzProject *ours, DzProject *theirs)
{
  g_autoptr (GPtrArray) versions = dz_versions_list (self);
  guint least = G_MAXUINT;
  DzProject *best = NULL;

  for (guint i = 0; i < MIN (versions->len, MOST_CANDIDATES); i++)
    {
      DzVersion *version = g_ptr_array_index (versions, i);
      g_autoptr (DzProject) project = dz_versions_load (self, dz_version_get_digest (version), NULL);
      const Copies copies = { project, ours, theirs };
      guint foreign = project != NULL ? count_all_foreign (&copies) : G_MAXUINT;

      if (project == NULL || foreign > least)
        continue;
      least = foreign;
      g_set_object (&best, project);
    }
  return best;
}
