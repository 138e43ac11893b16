#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzLayout:
 * @DZ_LAYOUT_ORIGINAL: the original alone
 * @DZ_LAYOUT_TRANSLATION: the translation alone; what is not translated yet is left out, and said to be
 * @DZ_LAYOUT_SIDE_BY_SIDE: two columns, each pair of blocks level
 * @DZ_LAYOUT_INTERLEAVED: each block of the original, and its translation under it
 *
 * Which sides a published document shows, and how they lie.
 */
typedef enum
{
  DZ_LAYOUT_ORIGINAL,
  DZ_LAYOUT_TRANSLATION,
  DZ_LAYOUT_SIDE_BY_SIDE,
  DZ_LAYOUT_INTERLEAVED,
} DzLayout;

#define DZ_N_LAYOUTS 4

/* The words of the command line: "original", "translation", "side-by-side", "interleaved".
 * dz_layout_from_word() returns FALSE for a word that is none of them and leaves @layout as it was. */
const char *
dz_layout_to_word (DzLayout layout);
gboolean
dz_layout_from_word (const char *word, DzLayout *layout);

G_END_DECLS
