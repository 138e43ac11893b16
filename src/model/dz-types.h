#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DzSide:
 * @DZ_SIDE_ORIGINAL: the text as it was spoken and transcribed
 * @DZ_SIDE_TRANSLATION: its translation
 *
 * The two sides of a block.
 */
typedef enum
{
  DZ_SIDE_ORIGINAL,
  DZ_SIDE_TRANSLATION,
} DzSide;

#define DZ_N_SIDES 2

/**
 * DzState:
 *
 * A block's progress, in the order in which it is made.
 */
typedef enum
{
  DZ_STATE_UNTRANSLATED,
  DZ_STATE_DRAFT,
  DZ_STATE_TRANSLATED,
  DZ_STATE_REVIEWED,
  DZ_STATE_FINAL,
} DzState;

#define DZ_N_STATES 5

/**
 * DzBlockKind:
 * @DZ_BLOCK_QUOTATION: a paragraph in a quotation box; other kinds lie in one when their form's `quoted` is not 0
 * @DZ_BLOCK_PICTURE: a picture; its caption is the block's text, on each side
 * @DZ_BLOCK_RULE: a line between parts; it has no text
 */
typedef enum
{
  DZ_BLOCK_PARAGRAPH,
  DZ_BLOCK_HEADING,
  DZ_BLOCK_LIST_ITEM,
  DZ_BLOCK_QUOTATION,
  DZ_BLOCK_PICTURE,
  DZ_BLOCK_RULE,
} DzBlockKind;

#define DZ_N_BLOCK_KINDS 6

/* The words of the project file and of the command line: "original", "list-item", "untranslated"…
 * The from_ functions return FALSE for a word that is none of theirs and leave the value as it was. */
const char *dz_side_to_word (DzSide side);
gboolean dz_side_from_word (const char *word, DzSide *side);
const char *dz_state_to_word (DzState state);
gboolean dz_state_from_word (const char *word, DzState *state);
const char *dz_block_kind_to_word (DzBlockKind kind);
gboolean dz_block_kind_from_word (const char *word, DzBlockKind *kind);

/**
 * DZ_MODEL_ERROR:
 *
 * Errors of changes that cannot be applied: from a journal, a merge, a damaged file; never from a widget.
 */
#define DZ_MODEL_ERROR (dz_model_error_quark ())
GQuark dz_model_error_quark (void);

/**
 * DzModelError:
 * @DZ_MODEL_ERROR_UNKNOWN_ID: the change names an object that the project does not have
 * @DZ_MODEL_ERROR_DUPLICATE_ID: the change adds an object whose id is there already
 * @DZ_MODEL_ERROR_RANGE: a position is outside of its text or list
 * @DZ_MODEL_ERROR_MISMATCH: the text that a change removes is not the text that is there
 * @DZ_MODEL_ERROR_VALUE: a property is unknown, or its value is of the wrong kind
 */
typedef enum
{
  DZ_MODEL_ERROR_UNKNOWN_ID,
  DZ_MODEL_ERROR_DUPLICATE_ID,
  DZ_MODEL_ERROR_RANGE,
  DZ_MODEL_ERROR_MISMATCH,
  DZ_MODEL_ERROR_VALUE,
} DzModelError;

G_END_DECLS
