#pragma once

#include <gtk/gtk.h>

#include "window/parallel/dz-row-metrics.h"
#include "window/parallel/dz-text-cell.h"

G_BEGIN_DECLS

#define DZ_TYPE_PARALLEL_ROW (dz_parallel_row_get_type ())
/**
 * DzParallelRow:
 *
 * One block: its number, who begins to speak, picture, both texts, the mark of its state. Rows are used again for other
 * blocks.
 *
 * Signals: "state-activated" (GdkRectangle): the mark was clicked; "picture-sized" (): its height is another one.
 */
G_DECLARE_FINAL_TYPE (DzParallelRow, dz_parallel_row, DZ, PARALLEL_ROW, GtkWidget)

GtkWidget *dz_parallel_row_new (DzCellHost *host, DzTextMeasure *measure);

/* @block NULL: a spare row. @index: where the block stands, from 0 */
void dz_parallel_row_bind (
    DzParallelRow *self, DzProject *project, DzBlock *block, guint index, const DzRowLanguages *languages);
/* Number, speaker and state may have changed; the texts stay. */
void dz_parallel_row_refresh (DzParallelRow *self, guint index);
DzBlock *dz_parallel_row_get_block (DzParallelRow *self);
guint dz_parallel_row_get_index (DzParallelRow *self);
DzTextCell *dz_parallel_row_get_cell (DzParallelRow *self, DzSide side);
void dz_parallel_row_set_current (DzParallelRow *self, gboolean current);
void dz_parallel_row_set_read_only (DzParallelRow *self, gboolean read_only);
void dz_parallel_row_set_extra_menu (DzParallelRow *self, GMenuModel *menu);
/* To be called when it was given its parent: the cells take their font now, not with the next frame. */
void dz_parallel_row_take_style (DzParallelRow *self);
void dz_parallel_row_forget_height (DzParallelRow *self);

G_END_DECLS
