#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * dz_toast_show:
 * @toast: (transfer full): without a timeout of its own
 * @seconds: how long it is shown
 *
 * Shows a message over @overlay, after those that are shown or wait there. libadwaita 1.2 frees a toast that is dismissed
 * while it is still coming in, by its timeout when no frame was drawn for so long, as in a window that is out of sight, or by
 * Escape, and at the next frame writes into what it freed: here a toast goes only when it has come in.
 */
void dz_toast_show (AdwToastOverlay *overlay, AdwToast *toast, guint seconds);

G_END_DECLS
