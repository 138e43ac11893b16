#pragma once

#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"

G_BEGIN_DECLS

#define DZ_TYPE_COMPARE_LIST (dz_compare_list_get_type ())
/**
 * DzCompareList:
 *
 * A scrollable column of rows that show items; only those in sight are widgets, so that thousands cost what a screenful
 * does. What is the same on both sides lies folded.
 *
 * Keys: the arrows, Page Up and Down, Home and End go from row to row; F7 and Alt+Down to the next difference, Shift+F7
 * and Alt+Up to the one before; Enter and the space bar unfold or check; a digit presses a button of the row, Tab goes
 * to them.
 *
 * Property "n-different" (guint, read-only, notifying): how many items are not the same on both sides.
 * Signal "action" (DzCompareItem *item, const char *id).
 */
G_DECLARE_FINAL_TYPE (DzCompareList, dz_compare_list, DZ, COMPARE_LIST, GtkWidget)

GtkWidget *dz_compare_list_new (void);
/* (element-type DzCompareItem) (nullable) */
void dz_compare_list_set_model (DzCompareList *self, GListModel *items);
guint dz_compare_list_get_n_different (DzCompareList *self);
/* Goes to the next (1) or the previous (-1) row that differs; FALSE when there is none that way. */
gboolean dz_compare_list_go (DzCompareList *self, int direction);

G_END_DECLS
