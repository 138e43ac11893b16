#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-window-private.h"
#include "window/versions/dz-versions-dialog.h"

static void
versions_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  dz_window_flush (self);
  dz_versions_dialog_present (GTK_WINDOW (self), self->session, NULL, NULL);
}

void
dz_window_install_version_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.versions", NULL, versions_cb);
}

void
dz_window_update_version_actions (DzWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.versions", dz_session_get_project (self->session) != NULL);
}
