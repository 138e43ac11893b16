#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "language/dz-diff.h"
#include "model/dz-edit.h"
#include "store/dz-json-take.h"
#include "store/dz-merge-private.h"
#include "store/dz-reanchor.h"
#include "store/dz-text-json.h"
#include "store/dz-variant-json.h"

const char *
dz_conflict_get_value (DzConflict *conflict, DzConflictChoice choice)
{
  switch (choice)
    {
    case DZ_CONFLICT_OURS:
      return dz_conflict_get_ours (conflict);
    case DZ_CONFLICT_THEIRS:
      return dz_conflict_get_theirs (conflict);
    case DZ_CONFLICT_BASE:
      return dz_conflict_get_base (conflict);
    default:
      return "";
    }
}

gboolean
dz_conflict_is_of_text (DzConflict *conflict, DzSide *side)
{
  return dz_side_from_word (dz_conflict_get_what (conflict), side);
}

gboolean
dz_conflict_is_of_anchor (DzConflict *conflict, DzSide *side)
{
  g_autofree char *word = g_strdup (dz_conflict_get_what (conflict));

  if (!g_str_has_suffix (word, "-anchor"))
    return FALSE;
  word[strlen (word) - strlen ("-anchor")] = '\0';
  return dz_side_from_word (word, side);
}

static gboolean
is_of (DzConflict *conflict, const char *what)
{
  return g_str_equal (dz_conflict_get_what (conflict), what);
}

gboolean
dz_conflict_is_of_place (DzProject *project, DzConflict *conflict)
{
  /* Of a document it is where the interview took place. */
  return is_of (conflict, "place") && !DZ_IS_DOCUMENT (dz_project_lookup (project, dz_conflict_get_target (conflict)));
}

static gpointer
target_of (DzProject *project, DzConflict *conflict)
{
  return dz_project_lookup (project, dz_conflict_get_target (conflict));
}

static const DzField *
field_of (DzProject *project, DzConflict *conflict)
{
  DzEntity *target = target_of (project, conflict);

  for (const DzField *field = target ? dz_entity_get_fields (target) : NULL; field && field->name; field++)
    if (is_of (conflict, field->name))
      return field;
  return NULL;
}

static gboolean
has_value (DzConflict *conflict, DzConflictChoice choice)
{
  return *dz_conflict_get_value (conflict, choice) != '\0';
}

static DzJsonTree *
parse (DzConflict *conflict, DzConflictChoice choice)
{
  const char *json = dz_conflict_get_value (conflict, choice);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return *json != '\0' ? dz_json_parse (bytes, NULL) : NULL;
}

/* (transfer full): the empty one where there is none. */
static DzText *
get_text (DzConflict *conflict, DzConflictChoice choice)
{
  g_autoptr (DzJsonTree) tree = parse (conflict, choice);
  DzReading reading = { .lenient = TRUE };
  DzText *text = tree != NULL ? dz_text_from_json (dz_json_tree_get_root (tree), &reading, NULL) : NULL;

  return text != NULL ? text : dz_text_ref (dz_text_empty ());
}

static DzText *
get_chosen_text (DzConflict *conflict, DzConflictChoice choice)
{
  g_autoptr (DzText) ours = NULL, theirs = NULL, line_end = NULL, first = NULL;

  if (choice != DZ_CONFLICT_BOTH)
    return get_text (conflict, choice);
  ours = get_text (conflict, DZ_CONFLICT_OURS);
  theirs = get_text (conflict, DZ_CONFLICT_THEIRS);
  line_end = dz_text_new ("\n");
  first = dz_text_concat (ours, line_end);
  return dz_text_concat (first, theirs);
}

/* (transfer full) (nullable): the value of a field; NULL when it has no place in the project any more. */
static GVariant *
get_chosen_field (DzProject *project, DzConflict *conflict, const DzField *field, DzConflictChoice choice)
{
  g_autoptr (DzJsonTree) tree = parse (conflict, choice);
  g_autoptr (GVariant) value = NULL;

  if (choice == DZ_CONFLICT_BOTH)
    {
      g_autoptr (DzText) text = get_chosen_text (conflict, choice);

      return g_variant_ref_sink (g_variant_new_string (dz_text_get_string (text)));
    }
  if (tree != NULL)
    value = dz_variant_from_json (dz_json_tree_get_root (tree), G_VARIANT_TYPE (field->type), NULL);
  if (value != NULL && is_of (conflict, "speaker") && *g_variant_get_string (value, NULL) != '\0'
      && dz_project_lookup_speaker (project, g_variant_get_string (value, NULL)) == NULL)
    return NULL;
  return g_steal_pointer (&value);
}

/* Its texts belong to @tree; FALSE when it has no words by which it could be found. */
static gboolean
read_anchor (DzJsonTree *tree, DzAnchor *stored)
{
  DzReading reading = { .lenient = TRUE };

  return tree != NULL && dz_anchor_read_json (dz_json_tree_get_root (tree), stored, &reading, NULL) && stored->quote != NULL;
}

/* (transfer full) (nullable): where a passage lies whose words were written down with it. */
static DzAnchor *
get_chosen_anchor (DzProject *project, DzConflict *conflict, DzSide side, DzConflictChoice choice)
{
  DzHighlight *highlight = target_of (project, conflict);
  g_autoptr (DzJsonTree) tree = parse (conflict, choice);
  g_autoptr (DzReanchor) reanchor = dz_reanchor_new (project);
  DzAnchor stored;

  if (!read_anchor (tree, &stored))
    return NULL;
  return dz_reanchor_resolve (reanchor, dz_highlight_get_document (highlight), side, &stored);
}

/* Where a tag would go: FALSE when that is not there any more, or under the tag itself. */
static gboolean
get_chosen_place (DzProject *project, DzConflict *conflict, DzConflictChoice choice, DzTag **parent)
{
  g_autoptr (DzJsonTree) tree = parse (conflict, choice);
  DzJson *root = tree != NULL ? dz_json_tree_get_root (tree) : NULL;
  DzTag *tag = dz_project_lookup_tag (project, dz_conflict_get_target (conflict));

  if (tag == NULL || root == NULL || root->type != DZ_JSON_STRING)
    return FALSE;
  *parent = *root->string != '\0' ? dz_project_lookup_tag (project, root->string) : NULL;
  for (DzTag *above = *parent; above != NULL; above = dz_tag_get_parent (above))
    if (above == tag)
      return FALSE;
  return *parent != NULL || *root->string == '\0';
}

static gboolean
can_choose_anchor (DzProject *project, DzConflict *conflict, DzSide side, DzConflictChoice choice)
{
  g_autoptr (DzJsonTree) tree = parse (conflict, choice);
  DzAnchor stored;

  /* A highlight has to lie somewhere; where the words are by now is seen when it is chosen. */
  if (!has_value (conflict, choice))
    return choice != DZ_CONFLICT_BASE && dz_highlight_get_anchor (target_of (project, conflict), 1 - side) != NULL;
  return read_anchor (tree, &stored);
}

/* What has a value stays; what has none would go, and only some things can. */
static gboolean
can_choose_presence (gpointer target, DzConflict *conflict, DzConflictChoice choice)
{
  if (choice == DZ_CONFLICT_BASE)
    return FALSE;
  return has_value (conflict, choice) || DZ_IS_BLOCK (target) || DZ_IS_HIGHLIGHT (target) || DZ_IS_TAG (target);
}

/* Whether one of the three values can be put in, or two of them. */
static gboolean
can_put_in (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  gpointer target = target_of (project, conflict);
  const DzField *field = field_of (project, conflict);
  g_autoptr (GVariant) value = NULL;
  DzTag *parent;
  DzSide side;

  if (dz_conflict_is_of_text (conflict, &side))
    return DZ_IS_BLOCK (target) && (choice != DZ_CONFLICT_BASE || has_value (conflict, choice));
  if (choice == DZ_CONFLICT_BOTH)
    return field != NULL && (is_of (conflict, "note") || is_of (conflict, "description") || is_of (conflict, "summary"));
  if (dz_conflict_is_of_anchor (conflict, &side))
    return DZ_IS_HIGHLIGHT (target) && can_choose_anchor (project, conflict, side, choice);
  if (is_of (conflict, "presence"))
    return target != NULL && can_choose_presence (target, conflict, choice);
  if (dz_conflict_is_of_place (project, conflict))
    return get_chosen_place (project, conflict, choice, &parent);
  value = field != NULL ? get_chosen_field (project, conflict, field, choice) : NULL;
  return value != NULL;
}

/* Whether what stands there is what a choice would put there; of what can be compared. */
static gboolean
is_there (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  gpointer target = target_of (project, conflict);
  const DzField *field = field_of (project, conflict);
  DzSide side;

  if (dz_conflict_is_of_text (conflict, &side))
    {
      g_autoptr (DzText) text = get_chosen_text (conflict, choice);

      return dz_text_equal (dz_block_get_text (DZ_BLOCK (target), side), text);
    }
  if (field != NULL)
    {
      g_autoptr (GVariant) value = get_chosen_field (project, conflict, field, choice);
      g_autoptr (GVariant) now = dz_entity_dup_field (target, field->name);

      return g_variant_equal (value, now);
    }
  return TRUE;
}

gboolean
dz_conflict_can_choose (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  gboolean nothing = TRUE, is_another = TRUE;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_CONFLICT (conflict), FALSE);

  if (choice != DZ_CONFLICT_NOW)
    return can_put_in (project, conflict, choice);
  for (guint i = 0; i < DZ_CONFLICT_NOW; i++)
    if (can_put_in (project, conflict, i))
      {
        nothing = FALSE;
        is_another &= !is_there (project, conflict, i);
      }
  return nothing || is_another;
}

static gboolean
apply (DzProject *project, DzChange *change)
{
  g_autoptr (GError) error = NULL;
  gboolean good = dz_project_apply (project, change, &error);

  dz_change_unref (change);
  /* A file may say anything. */
  if (!good)
    g_info ("A choice between copies cannot be made: %s", error->message);
  return good;
}

static gboolean
replace (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, DzText *inserted)
{
  g_autoptr (DzText) removed = dz_text_slice (dz_block_get_text (block, side), start, end);

  return apply (project, dz_change_new_text (dz_block_get_id (block), side, start, removed, inserted));
}

/* Word by word, so that highlights on the other words stay; then the formats. The state stays, but of what has to be put
 * together by hand. */
static gboolean
choose_text (DzProject *project, DzConflict *conflict, DzSide side, DzConflictChoice choice)
{
  DzBlock *block = target_of (project, conflict);
  g_autoptr (DzText) text = get_chosen_text (conflict, choice);
  g_autoptr (GArray) edits
      = dz_diff_words (dz_text_get_string (dz_block_get_text (block, side)), dz_text_get_string (text));

  for (guint i = edits->len; i > 0; i--)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i - 1);
      g_autoptr (DzText) words = dz_text_slice (text, edit->b_start, edit->b_start + edit->b_length);

      if (!replace (project, block, side, edit->a_start, edit->a_start + edit->a_length, words))
        return FALSE;
    }
  if (choice == DZ_CONFLICT_BOTH && side == DZ_SIDE_TRANSLATION && dz_block_get_state (block) > DZ_STATE_DRAFT)
    dz_edit_set_state (project, block, DZ_STATE_DRAFT);
  return dz_text_equal (dz_block_get_text (block, side), text)
         || replace (project, block, side, 0, dz_text_get_length (text), text);
}

static gboolean
choose_field (DzProject *project, DzConflict *conflict, const DzField *field, DzConflictChoice choice)
{
  DzEntity *target = target_of (project, conflict);
  g_autoptr (GVariant) value = get_chosen_field (project, conflict, field, choice);
  g_autoptr (GVariant) now = dz_entity_dup_field (target, field->name);

  return g_variant_equal (now, value) || apply (project, dz_change_new_set (target, field->name, value));
}

static gboolean
choose_anchor (DzProject *project, DzConflict *conflict, DzSide side, DzConflictChoice choice)
{
  DzHighlight *highlight = target_of (project, conflict);
  g_autoptr (DzAnchor) anchor = get_chosen_anchor (project, conflict, side, choice);
  DzAnchor *now = dz_highlight_get_anchor (highlight, side);

  return dz_anchor_equal (now, anchor)
         || apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), side, now, anchor));
}

/* What one changed and the other removed: it goes when nothing was chosen. */
static gboolean
choose_presence (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  DzEntity *target = target_of (project, conflict);

  if (has_value (conflict, choice))
    return TRUE;
  if (DZ_IS_BLOCK (target))
    {
      DzDocument *document = dz_project_document_of (project, DZ_BLOCK (target));

      dz_edit_remove_blocks (project, document, dz_document_index_of (document, DZ_BLOCK (target)), 1);
    }
  else if (DZ_IS_HIGHLIGHT (target))
    dz_edit_remove_highlight (project, DZ_HIGHLIGHT (target));
  else
    dz_edit_remove_tag (project, DZ_TAG (target));
  return TRUE;
}

static gboolean
choose_place (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  DzTag *tag = target_of (project, conflict), *parent;

  if (get_chosen_place (project, conflict, choice, &parent) && parent != dz_tag_get_parent (tag))
    dz_edit_move_tag (project, tag, parent,
                      g_list_model_get_n_items (parent ? dz_tag_get_children (parent) : dz_project_get_tags (project)));
  return TRUE;
}

static gboolean
put_in_place (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  DzSide side;

  if (choice == DZ_CONFLICT_NOW)
    return TRUE;
  if (dz_conflict_is_of_text (conflict, &side))
    return choose_text (project, conflict, side, choice);
  if (dz_conflict_is_of_anchor (conflict, &side))
    return choose_anchor (project, conflict, side, choice);
  if (is_of (conflict, "presence"))
    return choose_presence (project, conflict, choice);
  if (dz_conflict_is_of_place (project, conflict))
    return choose_place (project, conflict, choice);
  return choose_field (project, conflict, field_of (project, conflict), choice);
}

static void
remove_conflict (DzProject *project, DzConflict *conflict)
{
  GListModel *list = dz_project_get_conflicts (project);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzConflict) at = g_list_model_get_item (list, i);
      g_autoptr (GPtrArray) objects = g_ptr_array_new ();

      if (at != conflict)
        continue;
      g_ptr_array_add (objects, conflict);
      apply (project, dz_change_new_remove (NULL, i, objects));
      return;
    }
}

gboolean
dz_conflict_choose (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  g_autoptr (DzConflict) kept = g_object_ref (conflict);

  if (!dz_conflict_can_choose (project, conflict, choice))
    return FALSE;
  dz_project_begin_step (project, _ ("Choose between Copies"));
  if (!put_in_place (project, conflict, choice))
    {
      dz_project_cancel_step (project);
      return FALSE;
    }
  remove_conflict (project, kept);
  dz_project_end_step (project);
  return TRUE;
}
