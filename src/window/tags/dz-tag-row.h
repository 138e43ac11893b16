#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_TAG_ROW (dz_tag_row_get_type ())
/**
 * DzTagRow:
 *
 * A tag in the tree: its colour, which can be changed there, its name and how many highlights carry it. Can be dragged, and
 * other tags dropped on it: on its middle they go under it, on its edges before or behind it.
 */
G_DECLARE_FINAL_TYPE (DzTagRow, dz_tag_row, DZ, TAG_ROW, GtkBox)

GtkWidget *dz_tag_row_new (DzProject *project);
/* NULL: empty. */
void dz_tag_row_set_row (DzTagRow *self, GtkTreeListRow *row);
/* (transfer none) (nullable) */
DzTag *dz_tag_row_get_tag (DzTagRow *self);
/* Marks it as the one that the text shows alone. */
void dz_tag_row_set_emphasized (DzTagRow *self, gboolean emphasized);

G_END_DECLS
