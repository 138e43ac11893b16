#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

static gboolean
has_text (DzBlock *block)
{
  DzBlockKind kind = dz_block_get_kind (block);

  return kind != DZ_BLOCK_PICTURE && kind != DZ_BLOCK_RULE;
}

DzBlock *
dz_edit_split (DzProject *project, DzBlock *block, guint original, guint translation)
{
  DzDocument *document = dz_project_document_of (project, block);
  DzText *texts[DZ_N_SIDES] = { dz_block_get_text (block, DZ_SIDE_ORIGINAL),
                                dz_block_get_text (block, DZ_SIDE_TRANSLATION) };
  g_autoptr (DzText) original_tail = NULL;
  g_autoptr (DzText) translation_tail = NULL;
  DzBlockForm form = *dz_block_get_form (block);
  DzState state = dz_block_get_state (block);
  DzBlock *tail;
  DzChange *change;

  g_return_val_if_fail (document != NULL && has_text (block), NULL);
  g_return_val_if_fail (original <= dz_text_get_length (texts[0]) && translation <= dz_text_get_length (texts[1]), NULL);

  original_tail = dz_text_slice (texts[0], original, dz_text_get_length (texts[0]));
  translation_tail = dz_text_slice (texts[1], translation, dz_text_get_length (texts[1]));
  form.starts = FALSE;
  tail = dz_block_new (NULL, &form, original_tail, translation_tail);
  dz_block_init_speech (tail, dz_block_get_speaker (block), FALSE);
  dz_block_init_state (tail, dz_text_is_empty (translation_tail) ? DZ_STATE_UNTRANSLATED : state);

  change = dz_change_new (DZ_CHANGE_SPLIT);
  change->target = g_strdup (dz_block_get_id (block));
  change->position = original;
  change->position2 = translation;
  change->objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (change->objects, tail);

  dz_project_begin_step (project, _("Split"));
  dz_edit_apply (project, change);
  if (translation == 0)
    dz_edit_set_field (project, block, "state", g_variant_new_string (dz_state_to_word (DZ_STATE_UNTRANSLATED)));
  dz_project_end_step (project);
  return dz_document_get_block (document, dz_document_index_of (document, block) + 1);
}

/* English halves need a blank between them. */
static void
part_translations (DzProject *project, DzBlock *block, DzBlock *next)
{
  DzText *first = dz_block_get_text (block, DZ_SIDE_TRANSLATION);
  DzText *second = dz_block_get_text (next, DZ_SIDE_TRANSLATION);
  g_autoptr (DzText) nothing = dz_text_empty ();
  g_autoptr (DzText) blank = dz_text_new (" ");
  const char *string = dz_text_get_string (first);

  if (dz_text_is_empty (first) || dz_text_is_empty (second))
    return;
  if (g_unichar_isspace (g_utf8_get_char (g_utf8_find_prev_char (string, string + strlen (string))))
      || g_unichar_isspace (g_utf8_get_char (dz_text_get_string (second))))
    return;
  dz_edit_apply (project, dz_change_new_text (dz_block_get_id (block), DZ_SIDE_TRANSLATION,
                                              dz_text_get_length (first), nothing, blank));
}

gboolean
dz_edit_join_next (DzProject *project, DzBlock *block)
{
  DzDocument *document = dz_project_document_of (project, block);
  guint index = dz_document_index_of (document, block);
  DzBlock *next = dz_document_get_block (document, index + 1);
  DzState state;
  DzChange *change;

  if (next == NULL || !has_text (block) || !has_text (next))
    return FALSE;

  state = MIN (dz_block_get_state (block), dz_block_get_state (next));
  dz_project_begin_step (project, _("Join"));
  part_translations (project, block, next);
  change = dz_change_new (DZ_CHANGE_JOIN);
  change->target = g_strdup (dz_block_get_id (block));
  change->position = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL));
  change->position2 = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION));
  change->objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (change->objects, g_object_ref (next));
  dz_edit_apply (project, change);
  if (state == DZ_STATE_UNTRANSLATED && !dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION)))
    state = DZ_STATE_DRAFT;
  dz_edit_set_field (project, block, "state", g_variant_new_string (dz_state_to_word (state)));
  dz_project_end_step (project);
  return TRUE;
}

DzBlock *
dz_edit_insert_block (DzProject *project, DzDocument *document, guint index, const DzBlockForm *form)
{
  g_autoptr (DzBlock) block = dz_block_new (NULL, form, NULL, NULL);
  DzBlock *before = index > 0 ? dz_document_get_block (document, index - 1) : NULL;

  if (before != NULL)
    dz_block_init_speech (block, dz_block_get_speaker (before), FALSE);
  dz_project_begin_step (project, _("Insert Block"));
  dz_edit_insert (project, dz_document_get_id (document), index, block);
  dz_project_end_step (project);
  return dz_document_get_block (document, index);
}

void
dz_edit_remove_blocks (DzProject *project, DzDocument *document, guint index, guint n_blocks)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (index + n_blocks <= dz_document_get_n_blocks (document));

  for (guint i = 0; i < n_blocks; i++)
    g_ptr_array_add (blocks, g_object_ref (dz_document_get_block (document, index + i)));
  if (n_blocks == 0)
    return;
  dz_project_begin_step (project, n_blocks > 1 ? _("Remove Blocks") : _("Remove Block"));
  dz_edit_apply (project, dz_change_new_remove (dz_document_get_id (document), index, blocks));
  dz_project_end_step (project);
}

DzSpeaker *
dz_edit_add_speaker (DzProject *project, const char *name)
{
  g_autoptr (DzSpeaker) speaker = dz_speaker_new (NULL, name, NULL);

  dz_project_begin_step (project, _("Add Speaker"));
  dz_edit_insert (project, NULL, g_list_model_get_n_items (dz_project_get_speakers (project)), speaker);
  dz_project_end_step (project);
  return dz_project_lookup_speaker (project, dz_speaker_get_id (speaker));
}

void
dz_edit_set_speaker (DzProject *project, DzBlock *block, DzSpeaker *speaker)
{
  DzDocument *document = dz_project_document_of (project, block);
  g_autofree char *old = g_strdup (dz_block_get_speaker (block));
  const char *id = speaker != NULL ? dz_speaker_get_id (speaker) : "";

  dz_project_begin_step (project, _("Change Speaker"));
  for (guint i = dz_document_index_of (document, block); i < dz_document_get_n_blocks (document); i++)
    {
      DzBlock *next = dz_document_get_block (document, i);

      if (next != block && (dz_block_get_turn (next) || g_strcmp0 (dz_block_get_speaker (next), old) != 0)
          && dz_block_get_kind (next) != DZ_BLOCK_PICTURE)
        break;
      if (next == block || g_strcmp0 (dz_block_get_speaker (next), old) == 0)
        dz_edit_set_field (project, next, "speaker", g_variant_new_string (id));
    }
  dz_project_end_step (project);
}
