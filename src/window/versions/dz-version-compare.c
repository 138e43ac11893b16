#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/compare/dz-compare-item.h"
#include "window/versions/dz-version-blocks.h"
#include "window/versions/dz-version-compare.h"
#include "window/versions/dz-version-field.h"
#include "window/versions/dz-version-marks.h"

static void
add_field (DzCompareItem *item, const char *name, DzEntity *earlier, DzEntity *present)
{
  g_autoptr (GVariant) before = earlier ? dz_entity_dup_field (earlier, name) : NULL;
  g_autoptr (GVariant) now = present ? dz_entity_dup_field (present, name) : NULL;
  g_autofree char *left = before ? dz_version_field_dup_value (before) : NULL;
  g_autofree char *right = now ? dz_version_field_dup_value (now) : NULL;

  if (g_strcmp0 (left, right) != 0)
    dz_compare_item_add_part (item, dz_version_field_get_caption (name), earlier && present && !left ? "" : left,
                              earlier && present && !right ? "" : right);
}

/* A row for what has fields alone; none when they are the same. Either side may be NULL. */
static void
add_entity (GPtrArray *items, const char *heading, DzEntity *earlier, DzEntity *present)
{
  DzCompareKind kind = !earlier ? DZ_COMPARE_ADDED : !present ? DZ_COMPARE_REMOVED : DZ_COMPARE_CHANGED;
  g_autoptr (DzCompareItem) item = dz_compare_item_new (kind, heading, NULL);
  const DzField *fields = dz_entity_get_fields (earlier ? earlier : present);

  for (guint i = 0; fields[i].name; i++)
    add_field (item, fields[i].name, earlier, present);
  if (dz_compare_item_get_n_parts (item) > 0)
    g_ptr_array_add (items, g_steal_pointer (&item));
}

static void
add_documents (GPtrArray *items, DzProject *earlier, DzProject *present)
{
  GListModel *list = dz_project_get_documents (present);
  guint n = g_list_model_get_n_items (list);

  add_entity (items, _ ("Project"), DZ_ENTITY (earlier), DZ_ENTITY (present));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (list, i);
      DzDocument *before = dz_project_lookup_document (earlier, dz_document_get_id (document));

      if (before)
        add_entity (items, _ ("Document"), DZ_ENTITY (before), DZ_ENTITY (document));
    }
}

static void
add_speakers (GPtrArray *items, DzProject *earlier, DzProject *present)
{
  GListModel *now = dz_project_get_speakers (present), *then = dz_project_get_speakers (earlier);

  for (guint i = 0; i < g_list_model_get_n_items (now); i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (now, i);
      DzSpeaker *before = dz_project_lookup_speaker (earlier, dz_speaker_get_id (speaker));

      add_entity (items, _ ("Speaker"), (DzEntity *) before, DZ_ENTITY (speaker));
    }
  for (guint i = 0; i < g_list_model_get_n_items (then); i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (then, i);

      if (!dz_project_lookup_speaker (present, dz_speaker_get_id (speaker)))
        add_entity (items, _ ("Speaker"), DZ_ENTITY (speaker), NULL);
    }
}

static void
add_tags (GPtrArray *items, GListModel *tags, DzProject *other, gboolean tags_are_present)
{
  guint n = g_list_model_get_n_items (tags);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzTag) tag = g_list_model_get_item (tags, i);
      DzTag *counterpart = dz_project_lookup_tag (other, dz_tag_get_id (tag));
      g_autofree char *heading = g_strdup_printf (_ ("Tag “%s”"), dz_tag_get_name (tag));

      if (tags_are_present)
        add_entity (items, heading, (DzEntity *) counterpart, DZ_ENTITY (tag));
      else if (!counterpart)
        add_entity (items, heading, DZ_ENTITY (tag), NULL);
      add_tags (items, dz_tag_get_children (tag), other, tags_are_present);
    }
}

GPtrArray *
dz_version_compare (DzProject *earlier, DzProject *present, gboolean editable)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  add_documents (items, earlier, present);
  dz_version_blocks_add (items, earlier, present, editable);
  add_speakers (items, earlier, present);
  add_tags (items, dz_project_get_tags (present), earlier, TRUE);
  add_tags (items, dz_project_get_tags (earlier), present, FALSE);
  dz_version_marks_add (items, earlier, present, editable);
  return items;
}
