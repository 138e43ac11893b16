#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

/* What goes on behind a cut: the same kind of thing, but that a picture or a rule is not had twice. */
static DzBlockForm
form_behind (DzBlock *block)
{
  DzBlockForm form = *dz_block_get_form (block);

  form.starts = FALSE;
  if (form.kind == DZ_BLOCK_PICTURE || form.kind == DZ_BLOCK_RULE)
    form.kind = DZ_BLOCK_PARAGRAPH;
  if (form.kind == DZ_BLOCK_LIST_ITEM && form.ordered)
    form.number++;
  return form;
}

/**
 * dz_edit_split:
 * @original: code point of the original at which the new block begins
 * @translation: the same of the translation
 *
 * The new block has the same speaker, state and earlier original; where one of the two has no translation left, it is
 * untranslated.
 *
 * Returns: (transfer none): the new block, which follows @block
 */
DzBlock *
dz_edit_split (DzProject *project, DzBlock *block, guint original, guint translation)
{
  guint cuts[DZ_N_SIDES] = { original, translation };
  g_autoptr (DzText) behind_original = NULL;
  g_autoptr (DzText) behind_translation = NULL;
  g_autoptr (DzBlock) second = NULL;
  DzBlockForm form;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block), NULL);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzText *text = dz_block_get_text (block, side);

      cuts[side] = MIN (cuts[side], dz_text_get_length (text));
    }
  behind_original = dz_text_slice (dz_block_get_text (block, DZ_SIDE_ORIGINAL), cuts[DZ_SIDE_ORIGINAL], G_MAXUINT);
  behind_translation
      = dz_text_slice (dz_block_get_text (block, DZ_SIDE_TRANSLATION), cuts[DZ_SIDE_TRANSLATION], G_MAXUINT);
  form = form_behind (block);
  second = dz_block_new (NULL, &form, behind_original, behind_translation);
  dz_block_init_speech (second, dz_block_get_speaker (block), FALSE);
  dz_block_init_state (second,
                       dz_text_is_empty (behind_translation) ? DZ_STATE_UNTRANSLATED : dz_block_get_state (block));
  if (!dz_text_is_empty (behind_translation))
    dz_block_init_earlier_original (second, dz_block_get_earlier_original (block));

  dz_project_begin_step (project, _ ("Split Block"));
  dz_edit_apply (project, dz_change_new_split (dz_block_get_id (block), cuts[DZ_SIDE_ORIGINAL],
                                               cuts[DZ_SIDE_TRANSLATION], DZ_ENTITY (second)));
  if (dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION)))
    {
      dz_edit_apply_set (project, block, "state", g_variant_new_string (dz_state_to_word (DZ_STATE_UNTRANSLATED)));
      dz_edit_apply_set (project, block, "earlier-original", g_variant_new_string (""));
    }
  dz_project_end_step (project);
  return second;
}

/* Two words that meet need a blank, unless one of them is written without any. */
static gboolean
needs_blank (DzText *first, DzText *second)
{
  const char *string = dz_text_get_string (first);
  gunichar last;
  gunichar next;

  if (dz_text_is_empty (first) || dz_text_is_empty (second))
    return FALSE;

  last = g_utf8_get_char (g_utf8_prev_char (string + strlen (string)));
  next = g_utf8_get_char (dz_text_get_string (second));
  return !g_unichar_isspace (last) && !g_unichar_isspace (next) && !g_unichar_iswide (last) && !g_unichar_iswide (next);
}

/* Two parts are as far as the one that is less far; an empty part is no part. */
static DzState
state_of_both (DzBlock *block, DzBlock *next)
{
  if (!dz_block_is_translatable (next))
    return dz_block_get_state (block);
  if (!dz_block_is_translatable (block))
    return dz_block_get_state (next);
  if (dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION))
      && dz_text_is_empty (dz_block_get_text (next, DZ_SIDE_TRANSLATION)))
    return DZ_STATE_UNTRANSLATED;

  return MAX (DZ_STATE_DRAFT, MIN (dz_block_get_state (block), dz_block_get_state (next)));
}

/* (transfer full): what two translations were made of, when not both of the present originals */
static char *
dup_earlier_of_both (DzBlock *block, DzBlock *next)
{
  const char *earlier[] = { dz_block_get_earlier_original (block), dz_block_get_earlier_original (next) };

  if (*earlier[0] == '\0' && *earlier[1] == '\0')
    return g_strdup ("");
  if (*earlier[0] == '\0')
    earlier[0] = dz_text_get_string (dz_block_get_text (block, DZ_SIDE_ORIGINAL));
  if (*earlier[1] == '\0')
    earlier[1] = dz_text_get_string (dz_block_get_text (next, DZ_SIDE_ORIGINAL));
  return g_strconcat (earlier[0], earlier[1], NULL);
}

gboolean
dz_edit_join_next (DzProject *project, DzBlock *block)
{
  DzDocument *document;
  DzBlock *next;
  DzState state;
  g_autoptr (DzText) blank = NULL;
  g_autofree char *earlier = NULL;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (block), FALSE);

  document = dz_project_document_of (project, block);
  next = dz_document_get_block (document, dz_document_index_of (document, block) + 1);
  if (next == NULL || dz_block_get_kind (block) >= DZ_BLOCK_PICTURE || dz_block_get_kind (next) >= DZ_BLOCK_PICTURE)
    return FALSE;

  state = state_of_both (block, next);
  earlier = dup_earlier_of_both (block, next);
  blank = dz_text_new (" ");
  dz_project_begin_step (project, _ ("Join Blocks"));
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzText *text = dz_block_get_text (block, side);

      if (needs_blank (text, dz_block_get_text (next, side)))
        dz_edit_apply (project,
                       dz_change_new_text (dz_block_get_id (block), side, dz_text_get_length (text), NULL, blank));
    }
  dz_edit_apply (project, dz_change_new_join (
                              dz_block_get_id (block), dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL)),
                              dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION)), DZ_ENTITY (next)));
  dz_edit_apply_set (project, block, "state", g_variant_new_string (dz_state_to_word (state)));
  dz_edit_apply_set (project, block, "earlier-original", g_variant_new_string (earlier));
  dz_project_end_step (project);
  return TRUE;
}

/**
 * dz_edit_insert_block:
 * @index: where it comes to stand
 * @form: (nullable): NULL for a plain paragraph
 *
 * Whoever speaks before it speaks on in it.
 *
 * Returns: (transfer none): the new block, which is empty
 */
DzBlock *
dz_edit_insert_block (DzProject *project, DzDocument *document, guint index, const DzBlockForm *form)
{
  g_autoptr (DzBlock) block = NULL;
  DzBlock *before;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_DOCUMENT (document), NULL);

  index = MIN (index, dz_document_get_n_blocks (document));
  before = index > 0 ? dz_document_get_block (document, index - 1) : NULL;
  block = dz_block_new (NULL, form, NULL, NULL);
  if (before != NULL)
    dz_block_init_speech (block, dz_block_get_speaker (before), FALSE);
  dz_project_begin_step (project, _ ("Insert Block"));
  dz_edit_apply_insert (project, dz_document_get_id (document), index, block);
  dz_project_end_step (project);
  return block;
}

void
dz_edit_remove_blocks (DzProject *project, DzDocument *document, guint index, guint n_blocks)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_DOCUMENT (document));

  for (guint i = 0; i < n_blocks && dz_document_get_block (document, index + i) != NULL; i++)
    g_ptr_array_add (blocks, dz_document_get_block (document, index + i));
  if (blocks->len == 0)
    return;

  dz_project_begin_step (project, ngettext ("Remove Block", "Remove Blocks", blocks->len));
  dz_edit_apply (project, dz_change_new_remove (dz_document_get_id (document), index, blocks));
  dz_project_end_step (project);
}
