#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DZ_TYPE_COMPARE_PAIR (dz_compare_pair_get_type ())
/**
 * DzComparePair:
 *
 * Two labels, side by side in columns of one width, or the right one under the left one where there is little room. A
 * label without text takes none of the height.
 */
G_DECLARE_FINAL_TYPE (DzComparePair, dz_compare_pair, DZ, COMPARE_PAIR, GtkWidget)

GtkWidget *dz_compare_pair_new (void);
/* (transfer none) */
GtkLabel *dz_compare_pair_get_label (DzComparePair *self, gboolean right);
/* How wide each column is in @width pixels. */
int dz_compare_pair_get_column (int width);

G_END_DECLS
