#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_HIGHLIGHT_POPOVER (dz_highlight_popover_get_type ())
/**
 * DzHighlightPopover:
 *
 * What lies at one place of the text: a list where it is more than one highlight, and an editor for the chosen one.
 *
 * Signals: "current-changed" (DzHighlight, nullable); "jump" (DzHighlight, DzSide as int); "join" (DzHighlight).
 */
G_DECLARE_FINAL_TYPE (DzHighlightPopover, dz_highlight_popover, DZ, HIGHLIGHT_POPOVER, GtkPopover)

GtkWidget *dz_highlight_popover_new (void);
void dz_highlight_popover_show (DzHighlightPopover *self,
                                DzProject *project,
                                GPtrArray *highlights,
                                DzSide side,
                                const GdkRectangle *place,
                                gboolean read_only);
void dz_highlight_popover_flush (DzHighlightPopover *self);

G_END_DECLS
