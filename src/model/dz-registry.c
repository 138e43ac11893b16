#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-project-private.h"

void
dz_container_insert (GListModel *container, guint position, gpointer object)
{
  if (DZ_IS_DOCUMENT (container))
    dz_document_insert_block (DZ_DOCUMENT (container), position, object);
  else
    dz_list_insert (DZ_LIST (container), position, object);
}

void
dz_container_remove (GListModel *container, guint position)
{
  if (DZ_IS_DOCUMENT (container))
    dz_document_remove_block (DZ_DOCUMENT (container), position);
  else
    dz_list_remove (DZ_LIST (container), position);
}

gpointer
dz_container_get (GListModel *container, guint position)
{
  return DZ_IS_DOCUMENT (container) ? (gpointer)dz_document_get_block (DZ_DOCUMENT (container), position)
                                    : dz_list_get (DZ_LIST (container), position);
}

guint
dz_container_find (GListModel *container, gpointer object)
{
  return DZ_IS_DOCUMENT (container) ? dz_document_index_of (DZ_DOCUMENT (container), object)
                                    : dz_list_find (DZ_LIST (container), object);
}

GListModel *
dz_project_find_container (DzProject *self, GType type, const char *parent, GError **error)
{
  if (type == DZ_TYPE_BLOCK)
    {
      DzDocument *document = parent != NULL ? dz_project_lookup_document (self, parent) : NULL;

      if (document != NULL)
        return G_LIST_MODEL (document);
    }
  else if (type == DZ_TYPE_TAG && parent != NULL)
    {
      DzTag *tag = dz_project_lookup_tag (self, parent);

      if (tag != NULL)
        return dz_tag_get_children (tag);
    }
  else if (parent == NULL)
    {
      DzList *list = dz_project_get_list (self, type);

      if (list != NULL)
        return G_LIST_MODEL (list);
    }

  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID, _ ("Nothing of this kind can lie in “%s”"),
               parent != NULL ? parent : "");
  return NULL;
}

gboolean
dz_project_check_tags (DzProject *self, const char *const *tags, GError **error)
{
  for (guint i = 0; tags[i] != NULL; i++)
    if (dz_project_lookup_tag (self, tags[i]) == NULL)
      {
        g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID, _ ("There is no tag with the id “%s”"), tags[i]);
        return FALSE;
      }

  return TRUE;
}

gboolean
dz_project_check_tag_depth (DzTag *parent, guint height, GError **error)
{
  if (parent == NULL || dz_tag_get_depth (parent) + height <= DZ_TAG_MAX_DEPTH)
    return TRUE;

  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE,
               _ ("Under the tag “%s” is no room: tags cannot lie under each other more than %d deep"),
               dz_tag_get_name (parent), DZ_TAG_MAX_DEPTH);
  return FALSE;
}

gboolean
dz_project_check_speaker (DzProject *self, const char *speaker, GError **error)
{
  if (speaker == NULL || *speaker == '\0' || dz_project_lookup_speaker (self, speaker) != NULL)
    return TRUE;

  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID, _ ("There is no speaker with the id “%s”"), speaker);
  return FALSE;
}

static gboolean
check_place (
    DzProject *self, const char *document, DzSide side, const char *id, guint position, DzBlock **block, GError **error)
{
  DzDocument *home;

  *block = dz_project_lookup_block (self, id);
  home = *block != NULL ? dz_project_document_of (self, *block) : NULL;
  if (home == NULL || !g_str_equal (dz_document_get_id (home), document))
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID,
                   _ ("A highlight lies on the block “%s”, which is not in its document"), id);
      return FALSE;
    }
  if (position > dz_text_get_length (dz_block_get_text (*block, side)))
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE, _ ("A highlight lies beyond the end of the block “%s”"),
                   id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_orphan (DzProject *self, const char *document, DzSide side, DzAnchor *anchor, GError **error)
{
  DzBlock *block;

  if (anchor->start != anchor->end || g_strcmp0 (anchor->start_block, anchor->end_block) != 0 || anchor->quote == NULL
      || (anchor->start_block == NULL && anchor->start != 0))
    {
      g_set_error_literal (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE,
                           _ ("A highlight without its text still claims a stretch of text"));
      return FALSE;
    }

  return anchor->start_block == NULL
         || check_place (self, document, side, anchor->start_block, anchor->start, &block, error);
}

/* A live anchor begins before a character of its first block and ends after one of its last: then it is never empty,
 * and no edit between the two can make it so. */
gboolean
dz_project_check_anchor (DzProject *self, const char *document, DzSide side, DzAnchor *anchor, GError **error)
{
  DzBlock *first;
  DzBlock *last;
  gboolean good;

  if (anchor->orphan)
    return check_orphan (self, document, side, anchor, error);
  if (!check_place (self, document, side, anchor->start_block, anchor->start, &first, error)
      || !check_place (self, document, side, anchor->end_block, anchor->end, &last, error))
    return FALSE;

  if (first == last)
    good = anchor->start < anchor->end;
  else
    good = dz_document_index_of (dz_block_get_document (first), first)
               < dz_document_index_of (dz_block_get_document (last), last)
           && anchor->start < dz_text_get_length (dz_block_get_text (first, side)) && anchor->end > 0;
  if (!good)
    g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE, _ ("A highlight on the block “%s” covers no text"),
                 anchor->start_block);

  return good;
}

static gboolean
check_highlight (DzProject *self, DzHighlight *highlight, GError **error)
{
  const char *document = dz_highlight_get_document (highlight);
  guint n_anchors = 0;

  if (dz_project_lookup_document (self, document) == NULL)
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID, _ ("There is no document with the id “%s”"),
                   document);
      return FALSE;
    }
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

      if (anchor == NULL)
        continue;
      n_anchors++;
      if (!dz_project_check_anchor (self, document, side, anchor, error))
        return FALSE;
    }
  if (n_anchors == 0)
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("The highlight %s lies nowhere"),
                   dz_highlight_get_id (highlight));
      return FALSE;
    }

  return dz_project_check_tags (self, dz_highlight_get_tags (highlight), error);
}

/* What an entity of its own type needs, beside a new id. @ids collects those that come in. */
static gboolean
check_object (DzProject *self, DzEntity *object, GHashTable *ids, GError **error)
{
  const char *id = dz_entity_get_id (object);

  if (dz_entity_get_base (object)->attached || *id == '\0' || g_hash_table_contains (dz_project_get_entities (self), id)
      || !g_hash_table_add (ids, (gpointer)id))
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_DUPLICATE_ID, _ ("The id “%s” is there already"), id);
      return FALSE;
    }
  if (!dz_entity_check_fields (object, error))
    return FALSE;

  if (DZ_IS_BLOCK (object))
    return dz_project_check_speaker (self, dz_block_get_speaker (DZ_BLOCK (object)), error);
  if (DZ_IS_HIGHLIGHT (object))
    return check_highlight (self, DZ_HIGHLIGHT (object), error);
  if (DZ_IS_DOCUMENT (object))
    for (guint i = 0; i < dz_document_get_n_blocks (DZ_DOCUMENT (object)); i++)
      if (!check_object (self, DZ_ENTITY (dz_document_get_block (DZ_DOCUMENT (object), i)), ids, error))
        return FALSE;

  return TRUE;
}

static gboolean
check_room (DzProject *self, GHashTable *coming, GError **error)
{
  if (g_hash_table_size (dz_project_get_entities (self)) + g_hash_table_size (coming) <= DZ_PROJECT_MAX_ENTITIES)
    return TRUE;

  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE,
               _ ("A project cannot have more than %d blocks, highlights, tags and other things"),
               DZ_PROJECT_MAX_ENTITIES);
  return FALSE;
}

gboolean
dz_project_check_insert (DzProject *self, const char *parent, guint position, GPtrArray *objects, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *container;
  GType type;

  if (objects == NULL || objects->len == 0)
    {
      g_set_error_literal (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("A change brings in nothing"));
      return FALSE;
    }

  type = G_OBJECT_TYPE (g_ptr_array_index (objects, 0));
  container = dz_project_find_container (self, type, parent, error);
  if (container == NULL)
    return FALSE;
  if (position > g_list_model_get_n_items (container))
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE, _ ("There is no place %u in “%s”"), position,
                   parent != NULL ? parent : "");
      return FALSE;
    }
  if (type == DZ_TYPE_TAG && parent != NULL
      && !dz_project_check_tag_depth (dz_project_lookup_tag (self, parent), 1, error))
    return FALSE;
  for (guint i = 0; i < objects->len; i++)
    {
      DzEntity *object = g_ptr_array_index (objects, i);

      if (G_OBJECT_TYPE (object) != type)
        {
          g_set_error_literal (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE,
                               _ ("A change mixes things of several kinds"));
          return FALSE;
        }
      if (!check_object (self, object, ids, error))
        return FALSE;
    }

  return check_room (self, ids, error);
}

void
dz_project_count_tags (DzProject *self, DzHighlight *highlight, int n)
{
  const char *const *tags = dz_highlight_get_tags (highlight);

  for (guint i = 0; tags[i] != NULL; i++)
    dz_tag_add_highlights (dz_project_lookup_tag (self, tags[i]), n);
}

void
dz_project_count_speaker (DzProject *self, DzBlock *block, int n)
{
  const char *id = dz_block_get_speaker (block);
  DzSpeaker *speaker;

  if (id == NULL)
    return;

  speaker = dz_project_lookup_speaker (self, id);
  dz_speaker_add_blocks (speaker, n);
  dz_block_share_speaker (block, dz_entity_get_base (DZ_ENTITY (speaker))->id);
}

void
dz_project_index_anchor (DzProject *self, DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  DzBlock *first;
  DzBlock *last;

  if (anchor == NULL || anchor->start_block == NULL)
    return;

  first = dz_project_lookup_block (self, anchor->start_block);
  last = dz_project_lookup_block (self, anchor->end_block);
  dz_block_add_anchored (first, side, highlight);
  if (first != last)
    {
      dz_block_add_anchored (last, side, highlight);
      g_ptr_array_add (dz_document_get_spanning (dz_block_get_document (first), side), highlight);
    }
}

void
dz_project_unindex_anchor (DzProject *self, DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  DzBlock *first;
  DzBlock *last;

  if (anchor == NULL || anchor->start_block == NULL)
    return;

  first = dz_project_lookup_block (self, anchor->start_block);
  last = dz_project_lookup_block (self, anchor->end_block);
  dz_block_remove_anchored (first, side, highlight);
  if (first != last)
    {
      dz_block_remove_anchored (last, side, highlight);
      g_ptr_array_remove_fast (dz_document_get_spanning (dz_block_get_document (first), side), highlight);
    }
}

static void
enter_list (DzProject *self, GHashTable *entities, GListModel *list)
{
  guint n_items = g_list_model_get_n_items (list);

  for (guint i = 0; i < n_items; i++)
    {
      DzEntity *object = dz_container_get (list, i);

      g_hash_table_insert (entities, dz_entity_get_base (object)->id, object);
      if (DZ_IS_DOCUMENT (object))
        enter_list (self, entities, G_LIST_MODEL (object));
      else if (DZ_IS_TAG (object))
        enter_list (self, entities, dz_tag_get_children (DZ_TAG (object)));
      else if (DZ_IS_HIGHLIGHT (object))
        for (guint side = 0; side < DZ_N_SIDES; side++)
          dz_project_index_anchor (self, DZ_HIGHLIGHT (object), side);
    }
}

void
dz_project_enter_all (DzProject *self)
{
  GHashTable *entities = dz_project_get_entities (self);
  GType type;

  g_hash_table_insert (entities, dz_entity_get_base (DZ_ENTITY (self))->id, self);
  for (guint i = 0; (type = dz_project_get_list_type (i)) != G_TYPE_INVALID; i++)
    enter_list (self, entities, G_LIST_MODEL (dz_project_get_list (self, type)));
}

static void
enroll (DzProject *self, DzEntity *object)
{
  DzEntityBase *base = dz_entity_get_base (object);

  g_hash_table_insert (dz_project_get_entities (self), base->id, object);
  base->attached = TRUE;
  if (DZ_IS_BLOCK (object))
    dz_project_count_speaker (self, DZ_BLOCK (object), 1);
  else if (DZ_IS_DOCUMENT (object))
    for (guint i = 0; i < dz_document_get_n_blocks (DZ_DOCUMENT (object)); i++)
      enroll (self, DZ_ENTITY (dz_document_get_block (DZ_DOCUMENT (object), i)));
  else if (DZ_IS_HIGHLIGHT (object))
    {
      dz_project_count_tags (self, DZ_HIGHLIGHT (object), 1);
      for (guint side = 0; side < DZ_N_SIDES; side++)
        dz_project_index_anchor (self, DZ_HIGHLIGHT (object), side);
    }
}

static void
dismiss (DzProject *self, DzEntity *object)
{
  DzEntityBase *base = dz_entity_get_base (object);

  if (DZ_IS_BLOCK (object))
    dz_project_count_speaker (self, DZ_BLOCK (object), -1);
  else if (DZ_IS_DOCUMENT (object))
    for (guint i = 0; i < dz_document_get_n_blocks (DZ_DOCUMENT (object)); i++)
      dismiss (self, DZ_ENTITY (dz_document_get_block (DZ_DOCUMENT (object), i)));
  else if (DZ_IS_HIGHLIGHT (object))
    {
      dz_project_count_tags (self, DZ_HIGHLIGHT (object), -1);
      for (guint side = 0; side < DZ_N_SIDES; side++)
        dz_project_unindex_anchor (self, DZ_HIGHLIGHT (object), side);
    }
  base->attached = FALSE;
  g_hash_table_remove (dz_project_get_entities (self), base->id);
}

void
dz_project_attach (DzProject *self, const char *parent, guint position, DzEntity *object)
{
  dz_container_insert (dz_project_find_container (self, G_OBJECT_TYPE (object), parent, NULL), position, object);
  if (DZ_IS_TAG (object) && parent != NULL)
    dz_tag_set_parent (DZ_TAG (object), dz_project_lookup_tag (self, parent));
  enroll (self, object);
}

void
dz_project_detach (DzProject *self, GListModel *container, guint position)
{
  DzEntity *object = dz_container_get (container, position);

  dismiss (self, object);
  if (DZ_IS_TAG (object))
    dz_tag_set_parent (DZ_TAG (object), NULL);
  dz_container_remove (container, position);
}
