#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-merge-private.h"

static const char *
parent_in (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  if (DZ_IS_TAG (entity))
    {
      DzTag *parent = dz_tag_get_parent (DZ_TAG (entity));

      return parent != NULL ? dz_tag_get_id (parent) : "";
    }
  if (DZ_IS_BLOCK (entity))
    return dz_document_get_id (dz_project_document_of (self->copies[copy], DZ_BLOCK (entity)));
  return "";
}

/* Every entity of a list, with those under it. */
static void
add_all (GPtrArray *all, GListModel *list)
{
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      DzEntity *entity = g_list_model_get_item (list, i);

      g_ptr_array_add (all, entity);
      if (DZ_IS_TAG (entity))
        add_all (all, dz_tag_get_children (DZ_TAG (entity)));
      else if (DZ_IS_DOCUMENT (entity))
        add_all (all, G_LIST_MODEL (entity));
    }
}

static GPtrArray *
list_all (DzProject *project)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  add_all (all, dz_project_get_pictures (project));
  add_all (all, dz_project_get_speakers (project));
  add_all (all, dz_project_get_tags (project));
  add_all (all, dz_project_get_documents (project));
  add_all (all, dz_project_get_highlights (project));
  add_all (all, dz_project_get_conflicts (project));
  return all;
}

static gboolean
has_equal_fields (DzEntity *a, DzEntity *b)
{
  for (const DzField *field = dz_entity_get_fields (a); field->name != NULL; field++)
    {
      g_autoptr (GVariant) value = dz_entity_dup_field (a, field->name);
      g_autoptr (GVariant) other = dz_entity_dup_field (b, field->name);

      if (!g_variant_equal (value, other))
        return FALSE;
    }
  return g_strcmp0 (dz_entity_get_unknown (a), dz_entity_get_unknown (b)) == 0;
}

/* Whether somebody changed it since; that its anchors followed a text is nobody's doing. */
static gboolean
is_untouched (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  DzEntity *before = dz_merge_lookup (self, DZ_BASE, G_OBJECT_TYPE (entity), dz_entity_get_id (entity));

  if (before == NULL)
    return FALSE;
  if (!DZ_IS_HIGHLIGHT (entity))
    return DZ_IS_BLOCK (entity) ? dz_entity_equal (entity, before) : has_equal_fields (entity, before);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      g_autofree char *quote = dz_project_dup_quote (self->copies[copy], DZ_HIGHLIGHT (entity), side);
      g_autofree char *old = dz_project_dup_quote (self->copies[DZ_BASE], DZ_HIGHLIGHT (before), side);

      if (g_strcmp0 (quote, old) != 0)
        return FALSE;
    }
  return has_equal_fields (entity, before);
}

/* One removed what the other changed, or still needs: it stays, and both are told. */
static void
keep_removed (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  const char *id = dz_entity_get_id (entity);
  DzEntity *before = dz_merge_lookup (self, DZ_BASE, G_OBJECT_TYPE (entity), id);
  char *now = dz_merge_entity_json (self, copy, entity);
  char *base = before != NULL ? dz_merge_entity_json (self, DZ_BASE, before) : NULL;

  g_hash_table_remove (self->dropped, id);
  dz_merge_conflict (self, id, "presence", base, copy == DZ_OURS ? now : NULL, copy == DZ_OURS ? NULL : now);
}

static void
decide_presence (DzMerge *self, DzCopy copy, GPtrArray *entities)
{
  for (guint i = 0; i < entities->len; i++)
    {
      DzEntity *entity = g_ptr_array_index (entities, i);
      const char *id = dz_entity_get_id (entity);

      if (dz_merge_lookup (self, 1 - copy, G_OBJECT_TYPE (entity), id) != NULL
          || dz_merge_lookup (self, DZ_BASE, G_OBJECT_TYPE (entity), id) == NULL)
        continue;
      if (is_untouched (self, copy, entity) || DZ_IS_CONFLICT (entity) || DZ_IS_PICTURE (entity))
        g_hash_table_add (self->dropped, (gpointer)id);
      else
        keep_removed (self, copy, entity);
    }
}

/* What an entity names, by its id; NULL for nothing. */
typedef const char *(*NameFunc) (DzMerge *self, DzCopy copy, DzEntity *entity);

static const char *
speaker_in (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  return dz_block_get_speaker (DZ_BLOCK (entity));
}

static const char *
document_in (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  return DZ_IS_HIGHLIGHT (entity) ? dz_highlight_get_document (DZ_HIGHLIGHT (entity)) : parent_in (self, copy, entity);
}

static const char *
picture_in (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  static const char prefix[] = "picture:";
  const char *address = DZ_IS_BLOCK (entity) ? dz_block_get_source (DZ_BLOCK (entity))
                                             : dz_document_get_detail (DZ_DOCUMENT (entity), "cover");

  return g_str_has_prefix (address, prefix) ? address + strlen (prefix) : NULL;
}

/* Whether the result will name what @entity names in @copy: not where the other copy named something else since, or went
 * on naming what it had removed. */
static gboolean
is_name_taken (DzMerge *self, DzCopy copy, DzEntity *entity, NameFunc name_in)
{
  const char *id = dz_entity_get_id (entity);
  DzEntity *other = dz_merge_lookup (self, 1 - copy, G_OBJECT_TYPE (entity), id);
  DzEntity *before = dz_merge_lookup (self, DZ_BASE, G_OBJECT_TYPE (entity), id);
  const char *name = name_in (self, copy, entity);

  return other == NULL
         || (g_strcmp0 (name_in (self, 1 - copy, other), name) != 0
             && (before == NULL || g_strcmp0 (name_in (self, DZ_BASE, before), name) != 0));
}

/* @id is named by something that stays in @copy. */
static void
need (DzMerge *self, DzCopy copy, GType type, const char *id)
{
  DzEntity *entity = id != NULL && !dz_merge_is_kept (self, id) ? dz_merge_lookup (self, copy, type, id) : NULL;

  if (entity == NULL)
    return;
  if (type == DZ_TYPE_PICTURE)
    g_hash_table_remove (self->dropped, id);
  else
    keep_removed (self, copy, entity);
}

static void
need_named (DzMerge *self, DzCopy copy, DzEntity *entity, GType type, NameFunc name_in)
{
  if (is_name_taken (self, copy, entity, name_in))
    need (self, copy, type, name_in (self, copy, entity));
}

static void
need_tags (DzMerge *self, DzCopy copy, DzHighlight *highlight)
{
  DzEntity *before = dz_merge_lookup (self, DZ_BASE, DZ_TYPE_HIGHLIGHT, dz_highlight_get_id (highlight));
  const char *const *tags = dz_highlight_get_tags (highlight);

  /* What it had already when the tag was removed goes with the tag. */
  for (guint i = 0; tags[i] != NULL; i++)
    if (before == NULL || !dz_highlight_has_tag (DZ_HIGHLIGHT (before), tags[i]))
      need (self, copy, DZ_TYPE_TAG, tags[i]);
}

/* From the last on, for in the list what is named stands before what names it. */
static void
need_what_is_named (DzMerge *self, DzCopy copy, GPtrArray *entities)
{
  for (guint i = entities->len; i > 0; i--)
    {
      DzEntity *entity = g_ptr_array_index (entities, i - 1);

      if (!dz_merge_is_kept (self, dz_entity_get_id (entity)))
        continue;
      if (DZ_IS_BLOCK (entity))
        need_named (self, copy, entity, DZ_TYPE_SPEAKER, speaker_in);
      if (DZ_IS_BLOCK (entity) || DZ_IS_HIGHLIGHT (entity))
        need_named (self, copy, entity, DZ_TYPE_DOCUMENT, document_in);
      if (DZ_IS_BLOCK (entity) || DZ_IS_DOCUMENT (entity))
        need_named (self, copy, entity, DZ_TYPE_PICTURE, picture_in);
      if (DZ_IS_HIGHLIGHT (entity))
        need_tags (self, copy, DZ_HIGHLIGHT (entity));
    }
}

/* Under what something goes: where the one that moved it has it. */
static const char *
merge_parent (DzMerge *self, GType type, const char *id)
{
  const char *parents[DZ_N_COPIES] = { NULL };
  const char *chosen;

  for (guint i = 0; i < DZ_N_COPIES; i++)
    {
      DzEntity *entity = dz_merge_lookup (self, i, type, id);

      parents[i] = entity != NULL ? parent_in (self, i, entity) : NULL;
    }
  if (parents[DZ_OURS] == NULL || parents[DZ_THEIRS] == NULL)
    return parents[DZ_OURS] != NULL ? parents[DZ_OURS] : parents[DZ_THEIRS];
  if (g_str_equal (parents[DZ_OURS], parents[DZ_THEIRS]) || g_strcmp0 (parents[DZ_THEIRS], parents[DZ_BASE]) == 0)
    return parents[DZ_OURS];
  if (g_strcmp0 (parents[DZ_OURS], parents[DZ_BASE]) == 0)
    return parents[DZ_THEIRS];
  chosen = strcmp (parents[DZ_OURS], parents[DZ_THEIRS]) >= 0 ? parents[DZ_OURS] : parents[DZ_THEIRS];
  dz_merge_conflict (self, id, "place", parents[DZ_BASE] ? dz_merge_string_json (parents[DZ_BASE]) : NULL,
                     dz_merge_string_json (parents[DZ_OURS]), dz_merge_string_json (parents[DZ_THEIRS]));
  return chosen;
}

static void
decide_parents (DzMerge *self, GPtrArray *entities)
{
  for (guint i = 0; i < entities->len; i++)
    {
      DzEntity *entity = g_ptr_array_index (entities, i);
      const char *id = dz_entity_get_id (entity);
      GType type = G_OBJECT_TYPE (entity);

      if ((type == DZ_TYPE_TAG || type == DZ_TYPE_BLOCK) && dz_merge_is_kept (self, id)
          && !g_hash_table_contains (self->parents, id))
        g_hash_table_insert (self->parents, (gpointer)id, (gpointer)merge_parent (self, type, id));
    }
}

static const char *
kept_parent (DzMerge *self, const char *id)
{
  const char *parent = g_hash_table_lookup (self->parents, id);
  guint left = DZ_TAG_MAX_DEPTH;

  /* What lay under a tag that is gone moves up. */
  while (parent != NULL && *parent != '\0' && !dz_merge_is_kept (self, parent) && left-- > 0)
    for (DzCopy copy = 0; copy < DZ_N_COPIES; copy++)
      {
        DzEntity *gone = dz_merge_lookup (self, copy, DZ_TYPE_TAG, parent);

        if (gone == NULL)
          continue;
        parent = parent_in (self, copy, gone);
        break;
      }
  return parent != NULL && dz_merge_is_kept (self, parent) ? parent : "";
}

/* Two moves can put two tags under each other: then the one whose id comes first goes to the top. */
static void
break_circle (DzMerge *self, const char *id)
{
  const char *first = id;
  const char *at = id;
  guint left = g_hash_table_size (self->parents);
  char *values[DZ_N_COPIES];

  do
    {
      at = g_hash_table_lookup (self->parents, at);
      if (at == NULL || *at == '\0' || left-- == 0)
        return;
      if (strcmp (at, first) < 0)
        first = at;
    }
  while (!g_str_equal (at, id));
  for (guint i = 0; i < DZ_N_COPIES; i++)
    {
      DzEntity *tag = dz_merge_lookup (self, i, DZ_TYPE_TAG, first);

      values[i] = tag != NULL ? dz_merge_string_json (parent_in (self, i, tag)) : NULL;
    }
  dz_merge_conflict (self, first, "place", values[DZ_BASE], values[DZ_OURS], values[DZ_THEIRS]);
  g_hash_table_insert (self->parents, (gpointer)first, (gpointer) "");
}

static void
settle_tags (DzMerge *self, GPtrArray *entities)
{
  for (guint i = 0; i < entities->len; i++)
    {
      DzEntity *entity = g_ptr_array_index (entities, i);
      const char *id = dz_entity_get_id (entity);

      if (!DZ_IS_TAG (entity) || !dz_merge_is_kept (self, id))
        continue;
      g_hash_table_insert (self->parents, (gpointer)id, (gpointer)kept_parent (self, id));
      break_circle (self, id);
    }
}

static char *
place_key (GType type, const char *parent)
{
  return g_strconcat (g_type_name (type), " ", parent, NULL);
}

/* The ids of what stays of a copy, by what they go under now. */
static GHashTable *
sort_by_place (DzMerge *self, GPtrArray *entities)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < entities->len; i++)
    {
      DzEntity *entity = g_ptr_array_index (entities, i);
      const char *id = dz_entity_get_id (entity), *parent = g_hash_table_lookup (self->parents, id);
      g_autofree char *key = place_key (G_OBJECT_TYPE (entity), parent != NULL ? parent : "");
      GPtrArray *ids = g_hash_table_lookup (places, key);

      if (!dz_merge_is_kept (self, id))
        continue;
      if (ids == NULL)
        {
          ids = g_ptr_array_new ();
          g_hash_table_insert (places, g_steal_pointer (&key), ids);
        }
      g_ptr_array_add (ids, (gpointer)id);
    }
  return places;
}

void
dz_merge_decide (DzMerge *self)
{
  GPtrArray *lists[DZ_N_COPIES] = { NULL };

  for (DzCopy copy = 0; copy < DZ_N_COPIES; copy++)
    lists[copy] = self->copies[copy] != NULL ? list_all (self->copies[copy]) : g_ptr_array_new ();
  for (DzCopy copy = 0; copy < DZ_BASE; copy++)
    decide_presence (self, copy, lists[copy]);
  /* Twice: a document that stays for one of its blocks names a picture. */
  for (guint i = 0; i < 2 * DZ_BASE; i++)
    need_what_is_named (self, i % DZ_BASE, lists[i % DZ_BASE]);
  for (DzCopy copy = 0; copy < DZ_BASE; copy++)
    decide_parents (self, lists[copy]);
  for (DzCopy copy = 0; copy < DZ_BASE; copy++)
    settle_tags (self, lists[copy]);
  for (DzCopy copy = 0; copy < DZ_N_COPIES; copy++)
    {
      self->places[copy] = sort_by_place (self, lists[copy]);
      g_ptr_array_unref (lists[copy]);
    }
}

GPtrArray *
dz_merge_list (DzMerge *self, GType type, const char *parent)
{
  g_autofree char *key = place_key (type, parent);
  g_autoptr (GPtrArray) none = g_ptr_array_new (), moved = NULL;
  GPtrArray *ids[DZ_N_COPIES];

  for (DzCopy copy = 0; copy < DZ_N_COPIES; copy++)
    {
      ids[copy] = g_hash_table_lookup (self->places[copy], key);
      if (ids[copy] == NULL)
        ids[copy] = none;
    }
  return dz_merge_order (ids[DZ_BASE], ids[DZ_OURS], ids[DZ_THEIRS], &moved);
}
