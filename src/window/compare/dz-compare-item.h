#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DzCompareKind:
 *
 * What became of the thing between the left and the right side; shown by a word and a colour. Of a conflict neither side is
 * the later one: it has no word, other marks, and its buttons stand under the texts.
 */
typedef enum
{
  DZ_COMPARE_SAME,
  DZ_COMPARE_CHANGED,
  DZ_COMPARE_ADDED,
  DZ_COMPARE_REMOVED,
  DZ_COMPARE_CONFLICT,
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
/* Of the part that was added last (BCP 47, nullable): chooses the shapes of Han characters. */
void dz_compare_item_set_language (DzCompareItem *self, const char *language);
/* @label has a mnemonic. Pressing it, or the digit that counts it on the row, emits "action" on the view. */
void dz_compare_item_add_action (DzCompareItem *self, const char *id, const char *label);
/* A remark under the heading: "2 highlights will lose their place". */
void dz_compare_item_set_remark (DzCompareItem *self, const char *remark);
void dz_compare_item_set_checkable (DzCompareItem *self, gboolean checkable);
gboolean dz_compare_item_get_checkable (DzCompareItem *self);
gboolean dz_compare_item_get_chosen (DzCompareItem *self);
DzCompareKind dz_compare_item_get_kind (DzCompareItem *self);
gpointer dz_compare_item_get_object (DzCompareItem *self);
const char *dz_compare_item_get_heading (DzCompareItem *self);
/* (nullable) */
const char *dz_compare_item_get_remark (DzCompareItem *self);

guint dz_compare_item_get_n_parts (DzCompareItem *self);
/* (nullable) (transfer none): caption, text and language of a part */
const char *dz_compare_item_get_caption (DzCompareItem *self, guint part);
const char *dz_compare_item_get_left (DzCompareItem *self, guint part);
const char *dz_compare_item_get_right (DzCompareItem *self, guint part);
const char *dz_compare_item_get_language (DzCompareItem *self, guint part);
/* (transfer none) (element-type DzDiffEdit): where the two texts of a part differ; computed once, when first asked for.
 * Of a part that has one text only there are none. */
GArray *dz_compare_item_get_edits (DzCompareItem *self, guint part);

guint dz_compare_item_get_n_actions (DzCompareItem *self);
const char *dz_compare_item_get_action_id (DzCompareItem *self, guint action);
const char *dz_compare_item_get_action_label (DzCompareItem *self, guint action);

/* Whether both say the same: everything but the objects, and what was done to the row. */
gboolean dz_compare_item_equal (DzCompareItem *a, DzCompareItem *b);
/* Makes @store, of DzCompareItem, hold @items (element-type DzCompareItem). Rows at both ends that say the same stay. */
void dz_compare_item_update_store (GListStore *store, GPtrArray *items);

/* Whether the row stays out of the fold that its being the same would put it into. */
gboolean dz_compare_item_get_unfolded (DzCompareItem *self);
void dz_compare_item_set_unfolded (DzCompareItem *self, gboolean unfolded);

G_END_DECLS
