#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DZ_TYPE_TAG_SWATCH (dz_tag_swatch_get_type ())
/**
 * DzTagSwatch:
 *
 * A small field of a tag's colour, with the number of its key where it has one. Property "color" ("#rrggbb").
 */
G_DECLARE_FINAL_TYPE (DzTagSwatch, dz_tag_swatch, DZ, TAG_SWATCH, GtkWidget)

GtkWidget *dz_tag_swatch_new (const char *color, guint number);
void dz_tag_swatch_set_color (DzTagSwatch *self, const char *color);
/* 0 for none. */
void dz_tag_swatch_set_number (DzTagSwatch *self, guint number);

G_END_DECLS
