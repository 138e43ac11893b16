#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pieces of two sorts are never paired. */
typedef enum
{
  DZ_PIECE_TEXT,
  DZ_PIECE_PICTURE,
  DZ_PIECE_RULE,
} DzPieceSort;

/**
 * DzPiece:
 * @text: its words; of a picture, where it lies; of a rule ""
 * @sort: what it is
 * @speaker: (nullable): who says it, by name
 *
 * What of a block says which block of another version it is.
 */
typedef struct
{
  const char *text;
  DzPieceSort sort;
  const char *speaker;
} DzPiece;

/**
 * DzPairs:
 * @partners: for each piece of the new version its partner in the old one; G_MAXUINT for none
 * @moved: for each piece of the new version: its partner stands in another order
 * @joined: for each piece of the old version without a partner, the piece of the new one in which its words stand now
 *   beside those of its partner; G_MAXUINT for none
 *
 * Which piece of one version is which of the other.
 */
typedef struct
{
  guint *partners;
  gboolean *moved;
  guint *joined;
} DzPairs;

/**
 * dz_pairs_find:
 * @olds: (element-type DzPiece):
 * @news: (element-type DzPiece):
 *
 * Long ones that are equal and stand once in either first; between them, in order, what has the most words in common with
 * each other; at last what is equal, or very like, in another place. Of a piece that was cut or joined, the larger part counts.
 * Likeness is that of runs of two words (of Chinese: characters); marks and blanks do not count.
 *
 * Returns: (transfer full)
 */
DzPairs *dz_pairs_find (GArray *olds, GArray *news);
void dz_pairs_free (DzPairs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzPairs, dz_pairs_free)

G_END_DECLS
