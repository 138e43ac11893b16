#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

/* The state a translation takes after its text has become @text. */
static DzState
state_after (DzBlock *block, DzText *text)
{
  return dz_text_is_empty (text) ? DZ_STATE_UNTRANSLATED : DZ_STATE_DRAFT;
}

static void
apply_state (DzProject *project, DzBlock *block, DzState state)
{
  if (dz_block_get_state (block) != state)
    dz_edit_set_field (project, block, "state", g_variant_new_string (dz_state_to_word (state)));
}

static void
replace (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, DzText *inserted)
{
  DzText *text = dz_block_get_text (block, side);
  g_autoptr (DzText) removed = dz_text_slice (text, start, end);

  if (dz_text_equal (removed, inserted))
    return;
  dz_edit_apply (project, dz_change_new_text (dz_block_get_id (block), side, start, removed, inserted));
  if (side == DZ_SIDE_TRANSLATION)
    apply_state (project, block, state_after (block, dz_block_get_text (block, side)));
}

void
dz_edit_type (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, const char *string)
{
  DzText *text = dz_block_get_text (block, side);
  g_autoptr (DzText) inserted = NULL;

  g_return_if_fail (start <= end && end <= dz_text_get_length (text));

  inserted = dz_text_inherit (text, start, string);
  dz_project_begin_typing_step (project, *string != '\0' ? _("Type") : _("Delete Text"));
  replace (project, block, side, start, end, inserted);
  dz_project_end_step (project);
}

void
dz_edit_replace (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, DzText *text,
                 const char *label)
{
  g_return_if_fail (start <= end && end <= dz_text_get_length (dz_block_get_text (block, side)));

  dz_project_begin_step (project, label);
  replace (project, block, side, start, end, text);
  dz_project_end_step (project);
}

void
dz_edit_toggle_span (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, const char *kind)
{
  DzText *text = dz_block_get_text (block, side);
  g_autoptr (DzText) removed = NULL;
  g_autoptr (DzText) inserted = NULL;
  guint length;

  if (start >= end)
    return;
  removed = dz_text_slice (text, start, end);
  length = dz_text_get_length (removed);
  if (dz_text_has_span (text, start, end, kind))
    inserted = dz_text_remove_span (removed, 0, length, kind);
  else
    inserted = dz_text_add_span (removed, 0, length, kind, NULL);

  dz_project_begin_step (project, _("Change Format"));
  dz_edit_apply (project, dz_change_new_text (dz_block_get_id (block), side, start, removed, inserted));
  dz_project_end_step (project);
}

void
dz_edit_set_state (DzProject *project, DzBlock *block, DzState state)
{
  dz_project_begin_step (project, _("Set State"));
  apply_state (project, block, state);
  dz_project_end_step (project);
}
