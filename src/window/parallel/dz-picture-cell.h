#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_PICTURE_CELL (dz_picture_cell_get_type ())
/**
 * DzPictureCell:
 *
 * Shows a block's picture: one that the project holds, decoded in another thread and never larger than a screen needs;
 * for one on the web, which is not fetched unasked, a frame with its caption and address.
 *
 * Signal "size-changed" (): the height that it needs is another one now.
 */
G_DECLARE_FINAL_TYPE (DzPictureCell, dz_picture_cell, DZ, PICTURE_CELL, GtkWidget)

GtkWidget *dz_picture_cell_new (void);
/* @block NULL: shows nothing and lets go of what it holds. */
void dz_picture_cell_bind (DzPictureCell *self, DzProject *project, DzBlock *block);
/* Pixels that @block's picture takes in a column @width wide, as far as is known of it; 0 for a block without one. */
int dz_picture_cell_height_for (DzProject *project, DzBlock *block, int width);

G_END_DECLS
