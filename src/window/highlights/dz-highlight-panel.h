#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_HIGHLIGHT_PANEL (dz_highlight_panel_get_type ())
/**
 * DzHighlightPanel:
 *
 * The highlights of a document in the order of its text, those that lost their text last; found by words and by tag.
 *
 * Signals: "chosen" (DzHighlight): it is to be shown in the text; "edit" (DzHighlight): and opened there.
 */
G_DECLARE_FINAL_TYPE (DzHighlightPanel, dz_highlight_panel, DZ, HIGHLIGHT_PANEL, GtkBox)

void dz_highlight_panel_set_project (DzHighlightPanel *self,
                                     DzProject *project,
                                     DzDocument *document,
                                     gboolean read_only);
/* Only those with @tag, and with tags under it; NULL: all. */
void dz_highlight_panel_set_tag (DzHighlightPanel *self, DzTag *tag);
/* Shows those alone whose words are gone from either side. */
void dz_highlight_panel_show_lost (DzHighlightPanel *self);
void dz_highlight_panel_focus_search (DzHighlightPanel *self);

G_END_DECLS
