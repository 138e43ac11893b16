#pragma once

#include "window/compare/dz-compare-item.h"

G_BEGIN_DECLS

/**
 * DzCompareFold:
 * @first: index of the first item in the row
 * @n: how many items it stands for
 * @folded: they are the same on both sides and lie folded; otherwise @n is 1 and the item is shown
 *
 * A row of a list of items.
 */
typedef struct
{
  guint first;
  guint n;
  gboolean folded;
} DzCompareFold;

/* (transfer full) (element-type DzCompareFold): the rows that show @items; what is the same, and was not unfolded, lies
 * together. @n_different: (out): how many items are not the same. */
GArray *dz_compare_folds_make (GListModel *items, guint *n_different);
/* The row in which item @index stands; G_MAXUINT when none does. */
guint dz_compare_folds_find (GArray *folds, guint index);

G_END_DECLS
