#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DZ_TYPE_SWATCH_GRID (dz_swatch_grid_get_type ())
/**
 * DzSwatchGrid:
 *
 * The colours that a tag may have, to choose one. Property and signal: "color" ("#rrggbb").
 */
G_DECLARE_FINAL_TYPE (DzSwatchGrid, dz_swatch_grid, DZ, SWATCH_GRID, GtkGrid)

GtkWidget *dz_swatch_grid_new (const char *color);
const char *dz_swatch_grid_get_color (DzSwatchGrid *self);

G_END_DECLS
