#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_SELECTION_BAR (dz_selection_bar_get_type ())
/**
 * DzSelectionBar:
 *
 * The small bar at a selected passage: the first tags, an entry that finds or makes one, a highlight without tag, joining.
 * It takes neither focus nor keys until it is asked to.
 *
 * Signals: "chosen" (DzTag), "made" (const char *), "plain" (), "join" (), "left" (): Escape was pressed in it.
 */
G_DECLARE_FINAL_TYPE (DzSelectionBar, dz_selection_bar, DZ, SELECTION_BAR, GtkPopover)

GtkWidget *dz_selection_bar_new (void);
/* @joins: whether "Join" is offered. */
void dz_selection_bar_show (DzSelectionBar *self,
                            DzProject *project,
                            DzSide side,
                            const GdkRectangle *place,
                            gboolean joins);
/* Takes the focus into the entry, with @text (nullable) in it. */
void dz_selection_bar_enter (DzSelectionBar *self, const char *text);
/* Empties the entry. */
void dz_selection_bar_clear (DzSelectionBar *self);

G_END_DECLS
