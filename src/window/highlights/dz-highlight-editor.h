#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_HIGHLIGHT_EDITOR (dz_highlight_editor_get_type ())
/**
 * DzHighlightEditor:
 *
 * All that can be done with one highlight: tags on and off, its note, the way to its other side, joining, parting, removing.
 *
 * Signals: "jump" (DzSide as int), "join" (), "removed" ().
 */
G_DECLARE_FINAL_TYPE (DzHighlightEditor, dz_highlight_editor, DZ, HIGHLIGHT_EDITOR, GtkBox)

/* @side: the side from which it was opened. @highlight NULL: none. */
void dz_highlight_editor_set_highlight (DzHighlightEditor *self,
                                        DzProject *project,
                                        DzHighlight *highlight,
                                        DzSide side,
                                        gboolean read_only);
/* Not where they stand beside it already. */
void dz_highlight_editor_set_shows_quotes (DzHighlightEditor *self, gboolean shows);
/* Puts a note that is being written into the project. */
void dz_highlight_editor_flush (DzHighlightEditor *self);

G_END_DECLS
