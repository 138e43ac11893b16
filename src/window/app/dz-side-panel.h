#pragma once

#include <adwaita.h>

#include "window/details/dz-details-panel.h"
#include "window/highlights/dz-highlight-panel.h"
#include "window/tags/dz-tag-panel.h"

G_BEGIN_DECLS

#define DZ_TYPE_SIDE_PANEL (dz_side_panel_get_type ())
/**
 * DzSidePanel:
 *
 * The three pages beside the text: "tags", "highlights", "details".
 */
G_DECLARE_FINAL_TYPE (DzSidePanel, dz_side_panel, DZ, SIDE_PANEL, AdwBin)

DzTagPanel *dz_side_panel_get_tags (DzSidePanel *self);
DzHighlightPanel *dz_side_panel_get_highlights (DzSidePanel *self);
DzDetailsPanel *dz_side_panel_get_details (DzSidePanel *self);
void dz_side_panel_show_page (DzSidePanel *self, const char *name);

G_END_DECLS
