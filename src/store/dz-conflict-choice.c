#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-edit.h"
#include "store/dz-json-take.h"
#include "store/dz-merge.h"
#include "store/dz-text-json.h"
#include "store/dz-variant-json.h"

static const char *
value_of (DzConflict *conflict, DzConflictChoice choice)
{
  if (choice == DZ_CONFLICT_OURS)
    return dz_conflict_get_ours (conflict);
  return choice == DZ_CONFLICT_THEIRS ? dz_conflict_get_theirs (conflict) : dz_conflict_get_base (conflict);
}

static gboolean
side_of (DzConflict *conflict, DzSide *side)
{
  return dz_side_from_word (dz_conflict_get_what (conflict), side);
}

static gboolean
anchor_side_of (DzConflict *conflict, DzSide *side)
{
  g_autofree char *word = g_strdup (dz_conflict_get_what (conflict));

  if (!g_str_has_suffix (word, "-anchor"))
    return FALSE;
  word[strlen (word) - strlen ("-anchor")] = '\0';
  return dz_side_from_word (word, side);
}

static const DzField *
field_of (DzProject *project, DzConflict *conflict)
{
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));

  for (const DzField *field = target ? dz_entity_get_fields (target) : NULL; field && field->name; field++)
    if (g_str_equal (field->name, dz_conflict_get_what (conflict)))
      return field;
  return NULL;
}

/* (nullable): what is between the outermost brackets of a value. */
static DzJsonTree *
parse (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return *json != '\0' ? dz_json_parse (bytes, NULL) : NULL;
}

static DzText *
text_from (const char *json)
{
  g_autoptr (DzJsonTree) tree = parse (json);
  DzReading reading = { .lenient = TRUE };
  DzText *text = tree != NULL ? dz_text_from_json (dz_json_tree_get_root (tree), &reading, NULL) : NULL;

  return text != NULL ? text : dz_text_ref (dz_text_empty ());
}

static DzText *
chosen_text (DzConflict *conflict, DzConflictChoice choice)
{
  g_autoptr (DzText) ours = NULL, theirs = NULL, blank = NULL, first = NULL;

  if (choice != DZ_CONFLICT_BOTH)
    return text_from (value_of (conflict, choice));
  ours = text_from (dz_conflict_get_ours (conflict));
  theirs = text_from (dz_conflict_get_theirs (conflict));
  blank = dz_text_new ("\n");
  first = dz_text_concat (ours, blank);
  return dz_text_concat (first, theirs);
}

static gboolean
apply (DzProject *project, DzChange *change)
{
  g_autoptr (GError) error = NULL;
  gboolean good = change != NULL && dz_project_apply (project, change, &error);

  if (change != NULL)
    dz_change_unref (change);
  return good;
}

static gboolean
choose_text (DzProject *project, DzConflict *conflict, DzSide side, DzConflictChoice choice)
{
  DzBlock *block = dz_project_lookup_block (project, dz_conflict_get_target (conflict));
  g_autoptr (DzText) text = chosen_text (conflict, choice);

  if (block == NULL)
    return FALSE;
  if (!dz_text_equal (dz_block_get_text (block, side), text))
    dz_edit_replace (project, block, side, 0, dz_text_get_length (dz_block_get_text (block, side)), text,
                     _ ("Choose between Copies"));
  return TRUE;
}

static gboolean
choose_field (DzProject *project, DzConflict *conflict, const DzField *field, DzConflictChoice choice)
{
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));
  g_autoptr (DzJsonTree) tree = parse (value_of (conflict, choice));
  g_autoptr (GVariant) value = NULL, now = NULL;

  if (choice == DZ_CONFLICT_BOTH)
    {
      g_autoptr (DzText) text = chosen_text (conflict, choice);

      value = g_variant_ref_sink (g_variant_new_string (dz_text_get_string (text)));
    }
  else if (tree != NULL)
    value = dz_variant_from_json (dz_json_tree_get_root (tree), G_VARIANT_TYPE (field->type), NULL);
  if (value == NULL)
    return FALSE;
  now = dz_entity_dup_field (target, field->name);
  return g_variant_equal (now, value) || apply (project, dz_change_new_set (target, field->name, value));
}

static gboolean
choose_anchor (DzProject *project, DzConflict *conflict, DzSide side, DzConflictChoice choice)
{
  DzHighlight *highlight = dz_project_lookup_highlight (project, dz_conflict_get_target (conflict));
  g_autoptr (DzJsonTree) tree = parse (value_of (conflict, choice));
  DzReading reading = { .lenient = TRUE };
  g_autoptr (DzAnchor) anchor
      = tree != NULL ? dz_anchor_from_json (dz_json_tree_get_root (tree), &reading, NULL) : NULL;
  DzAnchor *now;

  if (highlight == NULL)
    return FALSE;
  now = dz_highlight_get_anchor (highlight, side);
  return dz_anchor_equal (now, anchor)
         || apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), side, now, anchor));
}

static void
remove_tag_or_speaker (DzProject *project, DzEntity *target)
{
  if (DZ_IS_TAG (target))
    dz_edit_remove_tag (project, DZ_TAG (target));
}

/* What one changed and the other removed: it goes when nothing was chosen. */
static gboolean
choose_presence (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));

  if (target == NULL)
    return FALSE;
  if (*value_of (conflict, choice) != '\0')
    return TRUE;
  if (DZ_IS_BLOCK (target))
    {
      DzDocument *document = dz_project_document_of (project, DZ_BLOCK (target));

      dz_edit_remove_blocks (project, document, dz_document_index_of (document, DZ_BLOCK (target)), 1);
    }
  else if (DZ_IS_HIGHLIGHT (target))
    dz_edit_remove_highlight (project, DZ_HIGHLIGHT (target));
  else
    remove_tag_or_speaker (project, target);
  return TRUE;
}

static gboolean
choose_place (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  DzTag *tag = dz_project_lookup_tag (project, dz_conflict_get_target (conflict));
  g_autoptr (DzJsonTree) tree = parse (value_of (conflict, choice));
  DzJson *root = tree != NULL ? dz_json_tree_get_root (tree) : NULL;
  DzTag *parent, *above;

  if (tag == NULL || root == NULL || root->type != DZ_JSON_STRING)
    return FALSE;
  parent = *root->string != '\0' ? dz_project_lookup_tag (project, root->string) : NULL;
  for (above = parent; above != NULL; above = dz_tag_get_parent (above))
    if (above == tag)
      return FALSE;
  if (parent != dz_tag_get_parent (tag))
    dz_edit_move_tag (project, tag, parent,
                      g_list_model_get_n_items (parent ? dz_tag_get_children (parent) : dz_project_get_tags (project)));
  return TRUE;
}

gboolean
dz_conflict_can_choose (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  const char *what = dz_conflict_get_what (conflict);
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));
  DzSide side;

  if (target == NULL)
    return FALSE;
  if (choice == DZ_CONFLICT_BOTH)
    return side_of (conflict, &side) || g_str_equal (what, "note") || g_str_equal (what, "description")
           || g_str_equal (what, "summary");
  if (g_str_equal (what, "presence"))
    return choice != DZ_CONFLICT_BASE && (*value_of (conflict, choice) != '\0' || !DZ_IS_SPEAKER (target))
           && (*value_of (conflict, choice) != '\0' || !DZ_IS_DOCUMENT (target));
  if (g_str_equal (what, "place") || anchor_side_of (conflict, &side))
    return *value_of (conflict, choice) != '\0';
  return side_of (conflict, &side) ? choice != DZ_CONFLICT_BASE || *value_of (conflict, choice) != '\0'
                                   : field_of (project, conflict) != NULL && *value_of (conflict, choice) != '\0';
}

static gboolean
put_in_place (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  const DzField *field = field_of (project, conflict);
  DzSide side;

  if (side_of (conflict, &side))
    return choose_text (project, conflict, side, choice);
  if (anchor_side_of (conflict, &side))
    return choose_anchor (project, conflict, side, choice);
  if (g_str_equal (dz_conflict_get_what (conflict), "presence"))
    return choose_presence (project, conflict, choice);
  if (g_str_equal (dz_conflict_get_what (conflict), "place"))
    return choose_place (project, conflict, choice);
  return field != NULL && choose_field (project, conflict, field, choice);
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
  gboolean done;

  dz_project_begin_step (project, _ ("Choose between Copies"));
  done = put_in_place (project, conflict, choice);
  remove_conflict (project, kept);
  dz_project_end_step (project);
  return done;
}
