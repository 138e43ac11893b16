#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/dz-menus.h"

GMenuModel *
dz_menus_get (const char *name)
{
  static GtkBuilder *builder;
  GObject *menu;

  if (builder == NULL)
    builder = gtk_builder_new_from_resource ("/io/github/duizhao/Duizhao/dz-menus.ui");
  menu = gtk_builder_get_object (builder, name);
  g_return_val_if_fail (G_IS_MENU_MODEL (menu), NULL);

  return G_MENU_MODEL (menu);
}
