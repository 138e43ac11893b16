#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-apply-private.h"
#include "model/dz-change-private.h"
#include "model/dz-check-private.h"
#include "model/dz-follow-private.h"

/* The functions below do one kind of change to a project for which it was checked. They cannot fail, and the same for
 * the inverse takes it back. */

static void
mutate_text (DzProject *project, DzChange *change, DzNews *news)
{
  DzBlock *block = dz_project_lookup_block (project, change->target);
  guint removed = dz_text_get_length (change->removed);
  g_autoptr (DzText) text = dz_text_replace (dz_block_get_text (block, change->side), change->position,
                                             change->position + removed, change->inserted);

  dz_block_set_text (block, change->side, text);
  dz_news_text (news, block, change->side, change->position, removed, dz_text_get_length (change->inserted));
}

static void
mutate_split (DzProject *project, DzChange *change, DzNews *news)
{
  DzBlock *block = dz_project_lookup_block (project, change->target);
  DzDocument *document = dz_block_get_document (block);
  guint index = dz_document_index_of (document, block);
  const guint cuts[DZ_N_SIDES] = { change->position, change->position2 };

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzText *text = dz_block_get_text (block, side);
      guint length = dz_text_get_length (text);
      g_autoptr (DzText) kept = dz_text_slice (text, 0, cuts[side]);

      dz_block_set_text (block, side, kept);
      dz_news_text (news, block, side, cuts[side], length - cuts[side], 0);
    }
  dz_project_attach (project, dz_document_get_id (document), index + 1, g_ptr_array_index (change->objects, 0));
  dz_news_items (news, G_LIST_MODEL (document), index + 1, 0, 1);
}

static void
mutate_join (DzProject *project, DzChange *change, DzNews *news)
{
  DzBlock *block = dz_project_lookup_block (project, change->target);
  DzDocument *document = dz_block_get_document (block);
  DzBlock *leaving = g_ptr_array_index (change->objects, 0);
  guint index = dz_document_index_of (document, leaving);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzText *text = dz_block_get_text (block, side);
      DzText *added = dz_block_get_text (leaving, side);
      g_autoptr (DzText) whole = dz_text_concat (text, added);

      dz_news_text (news, block, side, dz_text_get_length (text), 0, dz_text_get_length (added));
      dz_block_set_text (block, side, whole);
    }
  dz_project_detach (project, G_LIST_MODEL (document), index);
  dz_news_items (news, G_LIST_MODEL (document), index, 1, 0);
}

static void
mutate_insert (DzProject *project, DzChange *change, DzNews *news)
{
  GListModel *container;

  container = dz_project_find_container (project, G_OBJECT_TYPE (g_ptr_array_index (change->objects, 0)),
                                         change->parent, NULL);
  for (guint i = 0; i < change->objects->len; i++)
    {
      gpointer object = g_ptr_array_index (change->objects, i);

      dz_project_attach (project, change->parent, change->position + i, object);
      if (DZ_IS_HIGHLIGHT (object))
        dz_news_all_of_highlight (news, project, object);
    }
  dz_news_items (news, container, change->position, 0, change->objects->len);
}

static void
mutate_remove (DzProject *project, DzChange *change, DzNews *news)
{
  GListModel *container;

  container = dz_project_find_container (project, G_OBJECT_TYPE (g_ptr_array_index (change->objects, 0)),
                                         change->parent, NULL);
  for (guint i = change->objects->len; i > 0; i--)
    {
      gpointer object = g_ptr_array_index (change->objects, i - 1);

      if (DZ_IS_HIGHLIGHT (object))
        dz_news_all_of_highlight (news, project, object);
      dz_project_detach (project, container, change->position + i - 1);
    }
  dz_news_items (news, container, change->position, change->objects->len, 0);
}

static void
mutate_move (DzProject *project, DzChange *change, DzNews *news)
{
  g_autoptr (GObject) target = g_object_ref (dz_project_lookup (project, change->target));
  GListModel *from = dz_project_find_container (project, G_OBJECT_TYPE (target), change->parent, NULL);
  GListModel *to = dz_project_find_container (project, G_OBJECT_TYPE (target), change->parent2, NULL);

  dz_container_remove (from, change->position);
  dz_container_insert (to, change->position2, target);
  if (DZ_IS_TAG (target))
    dz_tag_set_parent (DZ_TAG (target),
                       change->parent2 != NULL ? dz_project_lookup_tag (project, change->parent2) : NULL);

  if (from == to)
    {
      guint first = MIN (change->position, change->position2);
      guint n = MAX (change->position, change->position2) - first + 1;

      dz_news_items (news, from, first, n, n);
    }
  else
    {
      dz_news_items (news, from, change->position, 1, 0);
      dz_news_items (news, to, change->position2, 0, 1);
    }
}

static void
mutate_set (DzProject *project, DzChange *change, DzNews *news)
{
  DzEntity *target = dz_project_lookup (project, change->target);
  gboolean tags = DZ_IS_HIGHLIGHT (target) && g_str_equal (change->field, "tags");
  gboolean speaker = DZ_IS_BLOCK (target) && g_str_equal (change->field, "speaker");

  if (tags)
    {
      dz_news_all_of_highlight (news, project, DZ_HIGHLIGHT (target));
      dz_project_count_tags (project, DZ_HIGHLIGHT (target), -1);
    }
  if (speaker)
    dz_project_count_speaker (project, DZ_BLOCK (target), -1);

  dz_entity_write (target, change->field, change->new_value);

  if (tags)
    {
      dz_project_count_tags (project, DZ_HIGHLIGHT (target), 1);
      dz_news_all_of_highlight (news, project, DZ_HIGHLIGHT (target));
    }
  if (speaker)
    dz_project_count_speaker (project, DZ_BLOCK (target), 1);
  if (!g_str_equal (change->field, DZ_FIELD_UNKNOWN))
    dz_news_notify (news, target, change->field);
  if (DZ_IS_HIGHLIGHT (target))
    dz_news_highlight (news, DZ_HIGHLIGHT (target));
}

static void
mutate_anchor (DzProject *project, DzChange *change, DzNews *news)
{
  DzHighlight *highlight = dz_project_lookup_highlight (project, change->target);

  dz_news_anchor (news, project, change->side, change->old_anchor);
  dz_project_unindex_anchor (project, highlight, change->side);
  dz_highlight_set_anchor (highlight, change->side, change->new_anchor);
  dz_project_index_anchor (project, highlight, change->side);
  dz_news_anchor (news, project, change->side, change->new_anchor);
  dz_news_highlight (news, highlight);
}

static void
mutate (DzProject *project, DzChange *change, DzNews *news)
{
  static void (*const by_kind[]) (DzProject *, DzChange *, DzNews *) = {
    [DZ_CHANGE_TEXT] = mutate_text,     [DZ_CHANGE_SPLIT] = mutate_split,   [DZ_CHANGE_JOIN] = mutate_join,
    [DZ_CHANGE_INSERT] = mutate_insert, [DZ_CHANGE_REMOVE] = mutate_remove, [DZ_CHANGE_MOVE] = mutate_move,
    [DZ_CHANGE_SET] = mutate_set,       [DZ_CHANGE_ANCHOR] = mutate_anchor,
  };

  by_kind[change->kind](project, change, news);
}

/* A change out of a file names copies: from here on it holds the project's own, so that undoing brings those back. */
static void
adopt_objects (DzProject *project, DzChange *change)
{
  if (change->kind != DZ_CHANGE_REMOVE && change->kind != DZ_CHANGE_JOIN)
    return;

  for (guint i = 0; i < change->objects->len; i++)
    {
      gpointer copy = g_ptr_array_index (change->objects, i);

      g_ptr_array_index (change->objects, i) = g_object_ref (dz_project_lookup (project, dz_entity_get_id (copy)));
      g_object_unref (copy);
    }
}

/* Those of the kinds that anchors follow. */
static gboolean
has_place_for_effects (DzProject *project, DzChange *change)
{
  switch (change->kind)
    {
    case DZ_CHANGE_TEXT:
    case DZ_CHANGE_SPLIT:
    case DZ_CHANGE_JOIN:
      return TRUE;
    case DZ_CHANGE_INSERT:
    case DZ_CHANGE_REMOVE:
      return DZ_IS_BLOCK (g_ptr_array_index (change->objects, 0));
    case DZ_CHANGE_MOVE:
      return dz_project_lookup_block (project, change->target) != NULL;
    default:
      return FALSE;
    }
}

gboolean
dz_change_perform (DzProject *project, DzChange *change, GHashTable *quotes, GError **error)
{
  g_autoptr (DzNews) news = dz_news_new ();
  g_autoptr (DzFollow) follow = NULL;

  if (!dz_change_check (project, change, error))
    return FALSE;
  if (change->effects != NULL && !has_place_for_effects (project, change))
    {
      g_set_error_literal (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE,
                           _ ("A change claims to move highlights, which its kind cannot"));
      return FALSE;
    }
  adopt_objects (project, change);
  follow = dz_follow_new (project, change, quotes, error);
  if (follow == NULL)
    return FALSE;

  dz_follow_lift (follow, news);
  mutate (project, change, news);
  if (!dz_follow_settle (follow, news, error))
    {
      g_autoptr (DzChange) inverse = dz_change_invert_bare (change);

      mutate (project, inverse, NULL);
      dz_follow_put_back (follow);
      return FALSE;
    }

  if (change->kind == DZ_CHANGE_ANCHOR)
    dz_quotes_forget (quotes, change->target);
  dz_news_tell (news);
  return TRUE;
}
