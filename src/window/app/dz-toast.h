#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * dz_toast_show:
 * @toast: (transfer full): without a timeout of its own
 * @seconds: how long it is shown
 *
 * Shows a message over @overlay, after those that are shown or wait there. libadwaita 1.2 lets its own timeout free a toast
 * whose coming in is still under way when no frame was drawn for so long, as in a window that is out of sight, and crashes
 * at the next one: here a toast goes only when frames were drawn.
 */
void dz_toast_show (AdwToastOverlay *overlay, AdwToast *toast, guint seconds);

G_END_DECLS
