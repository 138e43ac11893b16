#pragma once

#include "window/parallel/dz-height-index.h"

G_BEGIN_DECLS

typedef struct _DzViewLayout DzViewLayout;

/* The exact height of a row at the present width. */
typedef int (*DzMeasureRow) (guint row, gpointer user_data);

/**
 * DzViewLayout:
 *
 * Which rows lie where in a viewport over a long column of rows. The truth is an anchor: one row and the distance of
 * its top from the viewport's top. What lies above it may be estimated: a better estimate changes the scroll bar, and
 * never what is on screen. Knows no toolkit.
 */
struct _DzViewLayout
{
  DzHeightIndex *index;
  guint anchor;
  int offset;
  int viewport;
  DzMeasureRow measure;
  gpointer user_data;
};

void dz_view_layout_init (DzViewLayout *self, DzMeasureRow measure, gpointer user_data);
void dz_view_layout_clear (DzViewLayout *self);

/* Height of @row, measured when it is not known yet. */
int dz_view_layout_height (DzViewLayout *self, guint row);
/* Rows came and went; the anchor stays with its row. */
void dz_view_layout_splice (DzViewLayout *self, guint row, guint removed, guint added);
void dz_view_layout_scroll_by (DzViewLayout *self, int pixels);
/* To the pixel @y of the whole column, as far as it is known: for a dragged scroll bar. */
void dz_view_layout_scroll_to_pixel (DzViewLayout *self, gint64 y);
/* Exact. @align 0.0 the row's top at the viewport's top … 1.0 bottom at bottom. */
void dz_view_layout_scroll_to_row (DzViewLayout *self, guint row, double align);

/**
 * dz_view_layout_place:
 *
 * Measures what is in sight, moves the anchor to the first row in sight, and keeps to both ends of the column.
 *
 * @first, @end: (out): the rows in sight are [first, end)
 */
void dz_view_layout_place (DzViewLayout *self, guint *first, guint *end);
/* Distance of @row's top from the viewport's top, after dz_view_layout_place(). Cheap near the anchor. */
gint64 dz_view_layout_row_top (DzViewLayout *self, guint row);
/* How far the viewport is down the column, and how long that is, as far as known. */
gint64 dz_view_layout_value (DzViewLayout *self);
gint64 dz_view_layout_total (DzViewLayout *self);

G_END_DECLS
