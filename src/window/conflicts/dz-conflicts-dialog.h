#pragma once

#include <gtk/gtk.h>

#include "window/app/dz-session.h"

G_BEGIN_DECLS

/**
 * dz_conflicts_dialog_present:
 *
 * The conflicts of the session's project, each with its two values side by side, to be chosen from. What is not chosen
 * stays in the project. There is one such dialog of a window.
 */
void dz_conflicts_dialog_present (GtkWindow *parent, DzSession *session);

G_END_DECLS
