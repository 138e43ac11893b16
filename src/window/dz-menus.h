#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * dz_menus_get:
 * @name: an id of dz-menus.ui
 *
 * They never change, so all windows share them. In GTK 4.8 the sections of a menu that was shown once stay behind for ever:
 * menus that each window makes for itself would pile up.
 *
 * Returns: (transfer none): lives as long as the program
 */
GMenuModel *
dz_menus_get (const char *name);

G_END_DECLS
