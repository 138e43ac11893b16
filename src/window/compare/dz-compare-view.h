#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DzCompareKind:
 *
 * What became of the thing between the left and the right side; shown by a word and a colour.
 */
typedef enum
{
  DZ_COMPARE_SAME,
  DZ_COMPARE_CHANGED,
  DZ_COMPARE_ADDED,
  DZ_COMPARE_REMOVED,
} DzCompareKind;

/**
 * DzCompareItem:
 *
 * One row: a heading, one or more pairs of texts (with a caption each: "Original", "Translation", "Note"…), buttons, and
 * perhaps a check box. Properties: "chosen" (boolean, read and write, notifying): of the check box.
 */
#define DZ_TYPE_COMPARE_ITEM (dz_compare_item_get_type ())
G_DECLARE_FINAL_TYPE (DzCompareItem, dz_compare_item, DZ, COMPARE_ITEM, GObject)

/* @object: (nullable): what the row is about, for who made it */
DzCompareItem *dz_compare_item_new (DzCompareKind kind, const char *heading, gpointer object);
/* Either text may be NULL: there is none on that side. */
void dz_compare_item_add_part (DzCompareItem *self, const char *caption, const char *left, const char *right);
/* @label has a mnemonic. Pressing it emits "action" on the view. */
void dz_compare_item_add_action (DzCompareItem *self, const char *id, const char *label);
/* A remark under the heading: "2 highlights will lose their place". */
void dz_compare_item_set_remark (DzCompareItem *self, const char *remark);
void dz_compare_item_set_checkable (DzCompareItem *self, gboolean checkable);
gboolean dz_compare_item_get_chosen (DzCompareItem *self);
DzCompareKind dz_compare_item_get_kind (DzCompareItem *self);
gpointer dz_compare_item_get_object (DzCompareItem *self);

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
/* (element-type DzCompareItem) */
void dz_compare_view_set_model (DzCompareView *self, GListModel *items);
/* What is said where @items has no row that differs. */
void dz_compare_view_set_empty_text (DzCompareView *self, const char *text);

G_END_DECLS
