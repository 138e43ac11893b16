#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-types.h"

G_DEFINE_QUARK (dz - model - error - quark, dz_model_error)

static const char *const side_words[DZ_N_SIDES] = { "original", "translation" };

static const char *const state_words[DZ_N_STATES] = { "untranslated", "draft", "translated", "reviewed", "final" };

static const char *const block_kind_words[DZ_N_BLOCK_KINDS]
    = { "paragraph", "heading", "list-item", "quotation", "picture", "rule" };

static gboolean
find_word (const char *const *words, guint n_words, const char *word, guint *found)
{
  g_return_val_if_fail (word != NULL, FALSE);

  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (words[i], word))
      {
        *found = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dz_side_to_word:
 *
 * Returns: (transfer none): the word of a side in files and on the command line
 */
const char *
dz_side_to_word (DzSide side)
{
  g_return_val_if_fail ((guint)side < DZ_N_SIDES, NULL);

  return side_words[side];
}

/**
 * dz_side_from_word:
 * @side: (out): left as it was when @word is no side's
 *
 * Returns: whether @word names a side
 */
gboolean
dz_side_from_word (const char *word, DzSide *side)
{
  guint found;

  if (!find_word (side_words, DZ_N_SIDES, word, &found))
    return FALSE;

  *side = (DzSide)found;
  return TRUE;
}

/**
 * dz_state_to_word:
 *
 * Returns: (transfer none): the word of a state in files and on the command line
 */
const char *
dz_state_to_word (DzState state)
{
  g_return_val_if_fail ((guint)state < DZ_N_STATES, NULL);

  return state_words[state];
}

/**
 * dz_state_from_word:
 * @state: (out): left as it was when @word is no state's
 *
 * Returns: whether @word names a state
 */
gboolean
dz_state_from_word (const char *word, DzState *state)
{
  guint found;

  if (!find_word (state_words, DZ_N_STATES, word, &found))
    return FALSE;

  *state = (DzState)found;
  return TRUE;
}

/**
 * dz_block_kind_to_word:
 *
 * Returns: (transfer none): the word of a block's kind in files and on the command line
 */
const char *
dz_block_kind_to_word (DzBlockKind kind)
{
  g_return_val_if_fail ((guint)kind < DZ_N_BLOCK_KINDS, NULL);

  return block_kind_words[kind];
}

/**
 * dz_block_kind_from_word:
 * @kind: (out): left as it was when @word is no kind's
 *
 * Returns: whether @word names a kind of block
 */
gboolean
dz_block_kind_from_word (const char *word, DzBlockKind *kind)
{
  guint found;

  if (!find_word (block_kind_words, DZ_N_BLOCK_KINDS, word, &found))
    return FALSE;

  *kind = (DzBlockKind)found;
  return TRUE;
}
