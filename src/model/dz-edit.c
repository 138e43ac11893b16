#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

void
dz_edit_apply (DzProject *project, DzChange *change)
{
  g_autoptr (DzChange) owned = change;
  g_autoptr (GError) error = NULL;

  if (!dz_project_apply (project, owned, &error))
    g_critical ("An edit does not fit the project: %s", error->message);
}

void
dz_edit_apply_set (DzProject *project, gpointer entity, const char *field, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  g_autoptr (GVariant) present = dz_entity_dup_field (entity, field);

  if (!g_variant_equal (present, sunk))
    dz_edit_apply (project, dz_change_new_set (entity, field, sunk));
}

void
dz_edit_apply_insert (DzProject *project, const char *parent, guint position, gpointer object)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  g_ptr_array_add (objects, object);
  dz_edit_apply (project, dz_change_new_insert (parent, position, objects));
}

void
dz_edit_apply_remove (DzProject *project, const char *parent, guint position, gpointer object)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  g_ptr_array_add (objects, object);
  dz_edit_apply (project, dz_change_new_remove (parent, position, objects));
}

static void
apply_state (DzProject *project, DzBlock *block, DzState state)
{
  dz_edit_apply_set (project, block, "state", g_variant_new_string (dz_state_to_word (state)));
}

static void
forget_earlier (DzProject *project, DzBlock *block)
{
  dz_edit_apply_set (project, block, "earlier-original", g_variant_new_string (""));
}

/* The state of a block whose translation was edited by hand. */
static void
follow_translation (DzProject *project, DzBlock *block)
{
  gboolean empty = dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION));

  apply_state (project, block, empty ? DZ_STATE_UNTRANSLATED : DZ_STATE_DRAFT);
  if (empty)
    forget_earlier (project, block);
}

static void
apply_text (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, DzText *inserted)
{
  DzText *text = dz_block_get_text (block, side);
  g_autoptr (DzText) removed = dz_text_slice (text, start, end);

  if (dz_text_equal (removed, inserted))
    return;

  dz_edit_apply (project, dz_change_new_text (dz_block_get_id (block), side, MIN (start, dz_text_get_length (text)),
                                              removed, inserted));
}

void
dz_edit_type (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, const char *string)
{
  g_autoptr (DzText) text = NULL;
  g_autoptr (DzText) empty = dz_text_empty ();
  g_autoptr (DzText) rest = NULL;
  g_autoptr (DzText) inserted = NULL;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block) && string != NULL);

  text = dz_text_ref (dz_block_get_text (block, side));
  rest = dz_text_replace (text, start, end, empty);
  inserted = dz_text_inherit (rest, start, string);

  dz_project_begin_typing_step (project, *string != '\0' ? _ ("Type") : _ ("Delete Text"));
  apply_text (project, block, side, start, end, inserted);
  if (side == DZ_SIDE_TRANSLATION && text != dz_block_get_text (block, side))
    follow_translation (project, block);
  dz_project_end_step (project);
}

void
dz_edit_replace (
    DzProject *project, DzBlock *block, DzSide side, guint start, guint end, DzText *text, const char *label)
{
  g_autoptr (DzText) before = NULL;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block) && text != NULL && label != NULL);

  before = dz_text_ref (dz_block_get_text (block, side));
  dz_project_begin_step (project, label);
  apply_text (project, block, side, start, end, text);
  if (side == DZ_SIDE_TRANSLATION && before != dz_block_get_text (block, side))
    follow_translation (project, block);
  dz_project_end_step (project);
}

/**
 * dz_edit_toggle_span:
 * @kind: "bold" and the like
 *
 * Takes the format away where every character has it, gives it to all otherwise. A block's state stays.
 */
void
dz_edit_toggle_span (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, const char *kind)
{
  DzText *text;
  g_autoptr (DzText) slice = NULL;
  g_autoptr (DzText) styled = NULL;
  gboolean has;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block) && kind != NULL);

  text = dz_block_get_text (block, side);
  has = dz_text_has_span (text, start, end, kind);
  slice = dz_text_slice (text, start, end);
  styled = has ? dz_text_remove_span (slice, 0, dz_text_get_length (slice), kind)
               : dz_text_add_span (slice, 0, dz_text_get_length (slice), kind, NULL);
  dz_project_begin_step (project, _ ("Format"));
  apply_text (project, block, side, start, end, styled);
  dz_project_end_step (project);
}

void
dz_edit_set_state (DzProject *project, DzBlock *block, DzState state)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block) && (guint)state < DZ_N_STATES);

  dz_project_begin_step (project, _ ("Set State"));
  apply_state (project, block, state);
  if (state >= DZ_STATE_TRANSLATED)
    forget_earlier (project, block);
  dz_project_end_step (project);
}

/**
 * dz_edit_set_string:
 * @field: a field of type s
 * @value: one that the field can have
 * @label: shown and translated
 */
void
dz_edit_set_string (DzProject *project, DzEntity *entity, const char *field, const char *value, const char *label)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_ENTITY (entity) && value != NULL && label != NULL);

  dz_project_begin_step (project, label);
  dz_edit_apply_set (project, entity, field, g_variant_new_string (value));
  dz_project_end_step (project);
}

/**
 * dz_edit_type_string:
 *
 * As dz_edit_set_string(), in a typing step: see dz_project_begin_typing_step().
 */
void
dz_edit_type_string (DzProject *project, DzEntity *entity, const char *field, const char *value, const char *label)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_ENTITY (entity) && value != NULL && label != NULL);

  dz_project_begin_typing_step (project, label);
  dz_edit_apply_set (project, entity, field, g_variant_new_string (value));
  dz_project_end_step (project);
}

/**
 * dz_edit_add_speaker:
 * @name: in the original's language
 *
 * Returns: (transfer none): the new speaker
 */
DzSpeaker *
dz_edit_add_speaker (DzProject *project, const char *name)
{
  g_autoptr (DzSpeaker) speaker = NULL;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && name != NULL, NULL);

  speaker = dz_speaker_new (NULL, name, NULL);
  dz_project_begin_step (project, _ ("Add Speaker"));
  dz_edit_apply_insert (project, NULL, g_list_model_get_n_items (dz_project_get_speakers (project)), speaker);
  dz_project_end_step (project);
  return speaker;
}

/**
 * dz_edit_set_speaker:
 * @speaker: (nullable): NULL for nobody
 *
 * Of @block, and of the blocks behind it that go on with the same turn.
 */
void
dz_edit_set_speaker (DzProject *project, DzBlock *block, DzSpeaker *speaker)
{
  DzDocument *document;
  const char *id = speaker != NULL ? dz_speaker_get_id (speaker) : "";
  g_autofree char *old = NULL;
  guint index;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block));

  document = dz_project_document_of (project, block);
  index = dz_document_index_of (document, block);
  old = g_strdup (dz_block_get_speaker (block));
  dz_project_begin_step (project, _ ("Set Speaker"));
  do
    {
      dz_edit_apply_set (project, block, "speaker", g_variant_new_string (id));
      block = dz_document_get_block (document, ++index);
    }
  while (block != NULL && !dz_block_get_turn (block) && g_strcmp0 (dz_block_get_speaker (block), old) == 0);
  dz_project_end_step (project);
}
