#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The files that were worked on last, as the desktop keeps them. */

/* (transfer full) of GtkRecentInfo, the latest first; only those that are still there. */
GPtrArray *dz_recent_list (guint most);
void dz_recent_add (GFile *file);
/* (transfer full): for a menu whose items open them: "win.open-uri" with the address */
GMenu *dz_recent_make_menu (guint most);

G_END_DECLS
