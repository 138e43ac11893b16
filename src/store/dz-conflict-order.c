#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-merge.h"

/* Where a reader comes upon it. */
typedef struct
{
  DzConflict *conflict;
  guint group;
  guint document;
  guint block;
} Place;

enum
{
  GROUP_PROJECT,
  GROUP_TEXT,
  GROUP_SPEAKERS,
  GROUP_TAGS,
  GROUP_REST,
};

static guint
index_in (GListModel *list, gpointer wanted)
{
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      if (item == wanted)
        return i;
    }
  return n;
}

static void
find_block (DzProject *project, DzBlock *block, Place *place)
{
  DzDocument *document = dz_project_document_of (project, block);

  place->document = index_in (dz_project_get_documents (project), document);
  place->block = dz_document_index_of (document, block) + 1;
}

/* By the block in which it begins, on the side where it lies; before its document's blocks where that is gone. */
static void
find_highlight (DzProject *project, DzHighlight *highlight, Place *place)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
      DzBlock *block = anchor != NULL && anchor->start_block != NULL ? dz_project_lookup_block (project, anchor->start_block) : NULL;

      if (block == NULL)
        continue;
      find_block (project, block, place);
      return;
    }
  place->document = index_in (dz_project_get_documents (project),
                              dz_project_lookup_document (project, dz_highlight_get_document (highlight)));
}

static Place
find_place (DzProject *project, DzConflict *conflict)
{
  gpointer target = dz_project_lookup (project, dz_conflict_get_target (conflict));
  Place place = { conflict, GROUP_TEXT, 0, 0 };

  if (DZ_IS_BLOCK (target))
    find_block (project, target, &place);
  else if (DZ_IS_HIGHLIGHT (target))
    find_highlight (project, target, &place);
  else if (DZ_IS_DOCUMENT (target))
    place.document = index_in (dz_project_get_documents (project), target);
  else if (DZ_IS_PROJECT (target))
    place.group = GROUP_PROJECT;
  else if (DZ_IS_SPEAKER (target))
    place.group = GROUP_SPEAKERS;
  else
    place.group = DZ_IS_TAG (target) ? GROUP_TAGS : GROUP_REST;
  return place;
}

static int
compare_places (gconstpointer pa, gconstpointer pb)
{
  const Place *a = pa, *b = pb;

  if (a->group != b->group)
    return a->group < b->group ? -1 : 1;
  if (a->document != b->document)
    return a->document < b->document ? -1 : 1;
  if (a->block != b->block)
    return a->block < b->block ? -1 : 1;
  return strcmp (dz_conflict_get_id (a->conflict), dz_conflict_get_id (b->conflict));
}

GPtrArray *
dz_conflict_list (DzProject *project)
{
  GListModel *conflicts = dz_project_get_conflicts (project);
  guint n = g_list_model_get_n_items (conflicts);
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), n);
  GPtrArray *list = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzConflict) conflict = g_list_model_get_item (conflicts, i);
      Place place = find_place (project, conflict);

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, g_object_ref (g_array_index (places, Place, i).conflict));
  return list;
}
