#pragma once

#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"

G_BEGIN_DECLS

/**
 * DzCompareView:
 *
 * Two texts side by side, row by row, with what differs between them marked by word (dz_diff_words()): taken out on the left,
 * put in on the right, by colour and by line (struck through, underlined). Rows that are the same on both sides fold into
 * one line "14 unchanged", which opens. Fit for 20,000 rows. Under 700 pixels the right text comes under the left one.
 *
 * Signal "action" (DzCompareItem *item, const char *id).
 */
#define DZ_TYPE_COMPARE_VIEW (dz_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (DzCompareView, dz_compare_view, DZ, COMPARE_VIEW, GtkWidget)

GtkWidget *dz_compare_view_new (void);
void dz_compare_view_set_headings (DzCompareView *self, const char *left, const char *right);
/* (element-type DzCompareItem) (nullable) */
void dz_compare_view_set_model (DzCompareView *self, GListModel *items);
/* How the head of the view says that there are @n differences: (transfer full). */
typedef char *(*DzCompareCountFunc) (guint n);
void dz_compare_view_set_count (DzCompareView *self, DzCompareCountFunc dup_count);
/* What is said where @items has no row that differs. */
void dz_compare_view_set_empty_text (DzCompareView *self, const char *text);
/* Goes to the next (1) or the previous (-1) difference, with the focus: F7 and Shift+F7 for who has the keys elsewhere. */
gboolean dz_compare_view_go (DzCompareView *self, int direction);

G_END_DECLS
