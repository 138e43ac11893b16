#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"
#include "window/parallel/dz-cell-host.h"
#include "window/parallel/dz-text-measure.h"

G_BEGIN_DECLS

#define DZ_TYPE_TEXT_CELL (dz_text_cell_get_type ())
/* One side of one block. Its height follows its width at once, a composition included. */
G_DECLARE_FINAL_TYPE (DzTextCell, dz_text_cell, DZ, TEXT_CELL, GtkTextView)

/* @host and @measure are alive as long as the cell. */
GtkWidget *dz_text_cell_new (DzSide side, DzCellHost *host, DzTextMeasure *measure);

/* @block may be NULL. */
void dz_text_cell_bind (DzTextCell *self, DzProject *project, DzBlock *block, const char *language);
DzBlock *dz_text_cell_get_block (DzTextCell *self);
DzSide dz_text_cell_get_side (DzTextCell *self);
guint dz_text_cell_get_length (DzTextCell *self);

/* Computes the highlights again. */
void dz_text_cell_update_highlights (DzTextCell *self, const char *emphasis, DzHighlight *current);
/* The font is another one. */
void dz_text_cell_forget_height (DzTextCell *self);

/* Code points; @anchor = @head for a caret alone. The host is not told. */
void dz_text_cell_select (DzTextCell *self, guint anchor, guint head);
void dz_text_cell_get_selected (DzTextCell *self, guint *anchor, guint *head);
/* Shows the part of a selection over several blocks that lies here; start = end for none. */
void dz_text_cell_cover (DzTextCell *self, guint start, guint end);

/* In the coordinates of the cell. */
void dz_text_cell_get_rect (DzTextCell *self, guint position, GdkRectangle *rect);
guint dz_text_cell_position_at (DzTextCell *self, double x, double y);
/* TRUE and the position a display line up (-1) or down (1), near @x; FALSE when there is no line that way. */
gboolean dz_text_cell_line_step (DzTextCell *self, guint position, int direction, int x, guint *result);
/* On the first or the last display line. */
guint dz_text_cell_position_on_edge (DzTextCell *self, gboolean last, int x);
guint dz_text_cell_line_edge (DzTextCell *self, guint position, gboolean end);
/* The next caret position that is not inside a cluster. */
guint dz_text_cell_character_step (DzTextCell *self, guint position, int count);

gboolean dz_text_cell_is_composing (DzTextCell *self);
void dz_text_cell_end_composition (DzTextCell *self);
/* For a button that was let go where the cell could not hear of it. */
void dz_text_cell_forget_press (DzTextCell *self);

G_END_DECLS
