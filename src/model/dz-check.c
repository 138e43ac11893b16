#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-check-private.h"

static gboolean
fail_range (DzChange *change, GError **error)
{
  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_RANGE, _ ("A change of “%s” lies outside of it"),
               change->target != NULL   ? change->target
               : change->parent != NULL ? change->parent
                                        : "");
  return FALSE;
}

static gboolean
fail_mismatch (DzChange *change, GError **error)
{
  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_MISMATCH, _ ("A change of “%s” takes away what is not there"),
               change->target != NULL   ? change->target
               : change->parent != NULL ? change->parent
                                        : "");
  return FALSE;
}

static gboolean
fail_value (GError **error)
{
  g_set_error_literal (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("A change lacks what its kind needs"));
  return FALSE;
}

static gpointer
find_target (DzProject *project, DzChange *change, GType type, GError **error)
{
  gpointer target = change->target != NULL ? dz_project_lookup (project, change->target) : NULL;

  if (target != NULL && (type == G_TYPE_NONE || G_OBJECT_TYPE (target) == type))
    return target;

  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID, _ ("A change is of “%s”, which is not there"),
               change->target != NULL ? change->target : "");
  return NULL;
}

/* TRUE when @text is what @whole has from @position on, up to its end when @to_end. */
static gboolean
stands_at (DzText *whole, guint position, DzText *text, gboolean to_end)
{
  g_autoptr (DzText) there = NULL;
  guint end = position + dz_text_get_length (text);

  if (to_end && end != dz_text_get_length (whole))
    return FALSE;

  there = dz_text_slice (whole, position, end);
  return dz_text_equal (there, text);
}

static gboolean
check_text (DzProject *project, DzChange *change, GError **error)
{
  DzBlock *block = find_target (project, change, DZ_TYPE_BLOCK, error);
  DzText *text;
  guint length;

  if (block == NULL)
    return FALSE;
  if ((guint)change->side >= DZ_N_SIDES || change->removed == NULL || change->inserted == NULL)
    return fail_value (error);

  text = dz_block_get_text (block, change->side);
  length = dz_text_get_length (text);
  if (change->position > length || dz_text_get_length (change->removed) > length - change->position)
    return fail_range (change, error);
  if (!stands_at (text, change->position, change->removed, FALSE))
    return fail_mismatch (change, error);
  if (dz_text_get_length (change->inserted) > G_MAXINT - length)
    return fail_range (change, error);

  return TRUE;
}

static gboolean
check_split (DzProject *project, DzChange *change, GError **error)
{
  DzBlock *block = find_target (project, change, DZ_TYPE_BLOCK, error);
  const guint cuts[DZ_N_SIDES] = { change->position, change->position2 };
  DzDocument *document;

  if (block == NULL)
    return FALSE;
  if (change->objects == NULL || change->objects->len != 1 || !DZ_IS_BLOCK (g_ptr_array_index (change->objects, 0)))
    return fail_value (error);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzText *text = dz_block_get_text (block, side);

      if (cuts[side] > dz_text_get_length (text))
        return fail_range (change, error);
      if (!stands_at (text, cuts[side], dz_block_get_text (g_ptr_array_index (change->objects, 0), side), TRUE))
        return fail_mismatch (change, error);
    }

  document = dz_block_get_document (block);
  return dz_project_check_insert (project, dz_document_get_id (document), dz_document_index_of (document, block) + 1,
                                  change->objects, error);
}

static gboolean
check_join (DzProject *project, DzChange *change, GError **error)
{
  DzBlock *block = find_target (project, change, DZ_TYPE_BLOCK, error);
  const guint lengths[DZ_N_SIDES] = { change->position, change->position2 };
  DzDocument *document;
  DzBlock *next;

  if (block == NULL)
    return FALSE;
  if (change->objects == NULL || change->objects->len != 1)
    return fail_value (error);

  document = dz_block_get_document (block);
  next = dz_document_get_block (document, dz_document_index_of (document, block) + 1);
  if (next == NULL || !dz_entity_equal (DZ_ENTITY (next), g_ptr_array_index (change->objects, 0)))
    return fail_mismatch (change, error);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    if (lengths[side] != dz_text_get_length (dz_block_get_text (block, side)))
      return fail_mismatch (change, error);

  return TRUE;
}

static gboolean
fail_in_use (DzEntity *object, GError **error)
{
  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("“%s” cannot be removed as long as it is in use"),
               dz_entity_get_id (object));
  return FALSE;
}

/* What others still point to cannot leave. */
static gboolean
check_free (DzProject *project, DzEntity *object, GError **error)
{
  if (DZ_IS_SPEAKER (object) && dz_speaker_get_n_blocks (DZ_SPEAKER (object)) > 0)
    return fail_in_use (object, error);
  if (DZ_IS_TAG (object)
      && (dz_tag_get_n_highlights (DZ_TAG (object)) > 0
          || g_list_model_get_n_items (dz_tag_get_children (DZ_TAG (object))) > 0))
    return fail_in_use (object, error);
  if (DZ_IS_DOCUMENT (object))
    {
      DzList *highlights = dz_project_get_list (project, DZ_TYPE_HIGHLIGHT);

      for (guint i = 0; i < dz_list_get_length (highlights); i++)
        if (g_str_equal (dz_highlight_get_document (dz_list_get (highlights, i)), dz_entity_get_id (object)))
          return fail_in_use (object, error);
    }

  return TRUE;
}

static gboolean
check_remove (DzProject *project, DzChange *change, GError **error)
{
  GListModel *container;

  if (change->objects == NULL || change->objects->len == 0)
    return fail_value (error);

  container = dz_project_find_container (project, G_OBJECT_TYPE (g_ptr_array_index (change->objects, 0)),
                                         change->parent, error);
  if (container == NULL)
    return FALSE;
  if (change->position > g_list_model_get_n_items (container)
      || change->objects->len > g_list_model_get_n_items (container) - change->position)
    return fail_range (change, error);
  for (guint i = 0; i < change->objects->len; i++)
    {
      DzEntity *there = dz_container_get (container, change->position + i);

      if (!dz_entity_equal (there, g_ptr_array_index (change->objects, i)))
        return fail_mismatch (change, error);
      if (!check_free (project, there, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_move_tag (DzProject *project, DzChange *change, DzTag *target, GError **error)
{
  DzTag *parent = change->parent2 != NULL ? dz_project_lookup_tag (project, change->parent2) : NULL;

  for (DzTag *tag = parent; tag != NULL; tag = dz_tag_get_parent (tag))
    if (tag == target)
      {
        g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("The tag “%s” cannot lie under itself"),
                     dz_tag_get_name (tag));
        return FALSE;
      }

  return parent == NULL || parent == dz_tag_get_parent (target)
         || dz_project_check_tag_depth (parent, dz_tag_get_height (target), error);
}

static gboolean
check_move (DzProject *project, DzChange *change, GError **error)
{
  gpointer target = find_target (project, change, G_TYPE_NONE, error);
  GListModel *from;
  GListModel *to;

  if (target == NULL)
    return FALSE;

  from = dz_project_find_container (project, G_OBJECT_TYPE (target), change->parent, error);
  if (from == NULL)
    return FALSE;
  to = dz_project_find_container (project, G_OBJECT_TYPE (target), change->parent2, error);
  if (to == NULL)
    return FALSE;
  if (dz_container_get (from, change->position) != target)
    return fail_mismatch (change, error);
  if (change->position2 > g_list_model_get_n_items (to) - (from == to ? 1 : 0))
    return fail_range (change, error);
  if (DZ_IS_BLOCK (target) && from != to)
    return fail_value (error);

  return !DZ_IS_TAG (target) || check_move_tag (project, change, target, error);
}

static gboolean
check_set (DzProject *project, DzChange *change, GError **error)
{
  DzEntity *target = find_target (project, change, G_TYPE_NONE, error);
  g_autoptr (GVariant) present = NULL;

  if (target == NULL)
    return FALSE;
  if (change->field == NULL || change->old_value == NULL || change->new_value == NULL)
    return fail_value (error);
  if (!dz_entity_check_field (target, change->field, change->new_value, error))
    return FALSE;

  present = dz_entity_dup_field (target, change->field);
  if (!g_variant_is_of_type (change->old_value, g_variant_get_type (present))
      || !g_variant_equal (present, change->old_value))
    return fail_mismatch (change, error);
  if (DZ_IS_HIGHLIGHT (target) && g_str_equal (change->field, "tags"))
    {
      g_autofree const char **tags = g_variant_get_strv (change->new_value, NULL);

      return dz_project_check_tags (project, tags, error);
    }
  if (DZ_IS_BLOCK (target) && g_str_equal (change->field, "speaker"))
    return dz_project_check_speaker (project, g_variant_get_string (change->new_value, NULL), error);

  return TRUE;
}

static gboolean
check_anchor (DzProject *project, DzChange *change, GError **error)
{
  DzHighlight *highlight = find_target (project, change, DZ_TYPE_HIGHLIGHT, error);

  if (highlight == NULL)
    return FALSE;
  if ((guint)change->side >= DZ_N_SIDES)
    return fail_value (error);
  if (!dz_anchor_equal (dz_highlight_get_anchor (highlight, change->side), change->old_anchor))
    return fail_mismatch (change, error);
  if (change->new_anchor == NULL && dz_highlight_get_anchor (highlight, DZ_N_SIDES - 1 - change->side) == NULL)
    return fail_value (error);

  return change->new_anchor == NULL
         || dz_project_check_anchor (project, dz_highlight_get_document (highlight), change->side, change->new_anchor,
                                     error);
}

gboolean
dz_change_check (DzProject *project, DzChange *change, GError **error)
{
  switch (change->kind)
    {
    case DZ_CHANGE_TEXT:
      return check_text (project, change, error);
    case DZ_CHANGE_SPLIT:
      return check_split (project, change, error);
    case DZ_CHANGE_JOIN:
      return check_join (project, change, error);
    case DZ_CHANGE_INSERT:
      return dz_project_check_insert (project, change->parent, change->position, change->objects, error);
    case DZ_CHANGE_REMOVE:
      return check_remove (project, change, error);
    case DZ_CHANGE_MOVE:
      return check_move (project, change, error);
    case DZ_CHANGE_SET:
      return check_set (project, change, error);
    case DZ_CHANGE_ANCHOR:
      return check_anchor (project, change, error);
    default:
      return fail_value (error);
    }
}
