#pragma once

#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"

G_BEGIN_DECLS

#define DZ_TYPE_COMPARE_ROW (dz_compare_row_get_type ())
/**
 * DzCompareRow:
 *
 * Shows one item, or a line that stands for several which are the same on both sides.
 *
 * Signals: "action" (const char *id): a button of the item was pressed. "unfold" (): the line was.
 */
G_DECLARE_FINAL_TYPE (DzCompareRow, dz_compare_row, DZ, COMPARE_ROW, GtkWidget)

GtkWidget *dz_compare_row_new (void);
void dz_compare_row_show_item (DzCompareRow *self, DzCompareItem *item);
void dz_compare_row_show_fold (DzCompareRow *self, guint n);
/* Lets go of the item. */
void dz_compare_row_clear (DzCompareRow *self);
/* (transfer none) (nullable): NULL for a fold */
DzCompareItem *dz_compare_row_get_item (DzCompareRow *self);
/* As if its button @action, counted from 0, were pressed; FALSE when there is none. */
gboolean dz_compare_row_press (DzCompareRow *self, guint action);
/* What Enter and the space bar do: unfolds, or turns the check mark. */
gboolean dz_compare_row_toggle (DzCompareRow *self);

/* Its place in the list, kept for it. */
guint dz_compare_row_get_index (DzCompareRow *self);
void dz_compare_row_set_index (DzCompareRow *self, guint index);

G_END_DECLS
