#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_DETAILS_PANEL (dz_details_panel_get_type ())
/**
 * DzDetailsPanel:
 *
 * What is known of a document, who speaks in it, and how far its translation is.
 */
G_DECLARE_FINAL_TYPE (DzDetailsPanel, dz_details_panel, DZ, DETAILS_PANEL, GtkBox)

void dz_details_panel_set_project (DzDetailsPanel *self, DzProject *project, DzDocument *document, gboolean read_only);
/* Puts what is being typed into the project. */
void dz_details_panel_flush (DzDetailsPanel *self);

G_END_DECLS
