#pragma once

#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"

G_BEGIN_DECLS

/* Differences for the eye and for the ear. */

/* (transfer full): the look of the left or the right text of a part: what is not on the other side has a colour behind it,
 * and a line through it (left) or under it (right) */
PangoAttrList *dz_compare_marks_make (DzCompareItem *item, guint part, gboolean right);
/* (transfer full): what differs, in words; the first differences of each part. "" where nothing does. */
char *dz_compare_marks_dup_spoken (DzCompareItem *item);
/* (nullable): "Changed", "Added", "Removed"; NULL for what is the same */
const char *dz_compare_marks_get_word (DzCompareKind kind);

G_END_DECLS
