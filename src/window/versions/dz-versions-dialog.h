#pragma once

#include <gtk/gtk.h>

#include "window/app/dz-session.h"

G_BEGIN_DECLS

/**
 * dz_versions_dialog_present:
 * @earlier: (nullable): show this state beside the present one, and no list of versions
 * @heading: (nullable): what that state is
 *
 * Earlier states of the session's project beside the present one; whole, or block by block, they can be brought back.
 */
void dz_versions_dialog_present (GtkWindow *parent, DzSession *session, DzProject *earlier, const char *heading);

G_END_DECLS
