#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_TAG_PANEL (dz_tag_panel_get_type ())
/**
 * DzTagPanel:
 *
 * The tree of tags: made, named, coloured, described, moved, merged, deleted here; choosing one emphasizes it.
 *
 * Signal "emphasis-changed" (DzTag *tag, nullable).
 */
G_DECLARE_FINAL_TYPE (DzTagPanel, dz_tag_panel, DZ, TAG_PANEL, GtkBox)

void dz_tag_panel_set_project (DzTagPanel *self, DzProject *project, gboolean read_only);

G_END_DECLS
