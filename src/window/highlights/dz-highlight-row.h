#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_HIGHLIGHT_ROW (dz_highlight_row_get_type ())
/**
 * DzHighlightRow:
 *
 * A highlight in a list: its words on both sides, who says them, its tags and its note.
 */
G_DECLARE_FINAL_TYPE (DzHighlightRow, dz_highlight_row, DZ, HIGHLIGHT_ROW, GtkBox)

GtkWidget *dz_highlight_row_new (void);
/* @heading: (nullable): shown over it: it is the first of its kind. @highlight may be NULL. */
void dz_highlight_row_set_highlight (DzHighlightRow *self,
                                     DzProject *project,
                                     DzHighlight *highlight,
                                     const char *heading);

G_END_DECLS
