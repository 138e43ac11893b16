#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-window-private.h"
#include "window/conflicts/dz-conflicts-dialog.h"

static guint
count_conflicts (DzWindow *self)
{
  DzProject *project = self->session ? dz_session_get_project (self->session) : NULL;

  return project ? g_list_model_get_n_items (dz_project_get_conflicts (project)) : 0;
}

static void
conflicts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_window_show_conflicts (DZ_WINDOW (widget));
}

void
dz_window_show_conflicts (DzWindow *self)
{
  dz_window_flush (self);
  dz_conflicts_dialog_present (GTK_WINDOW (self), self->session);
}

static void
changed_cb (DzWindow *self)
{
  const DzNotice choose[] = { { _ ("_Choose…"), "win.conflicts" }, { 0 } };
  guint n = count_conflicts (self);
  g_autofree char *text = g_strdup_printf (
      ngettext ("Two copies differ in %u place that is left to choose.", "Two copies differ in %u places that are left to choose.", n),
      n);

  if (n > 0)
    dz_notice_bar_show (self->conflicts_bar, "dialog-information-symbolic", text, choose, FALSE);
  else
    dz_notice_bar_hide (self->conflicts_bar);
  dz_window_update_conflict_actions (self);
}

void
dz_window_watch_conflicts (DzWindow *self)
{
  g_signal_connect_object (dz_project_get_conflicts (dz_session_get_project (self->session)), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

void
dz_window_install_conflict_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.conflicts", NULL, conflicts_cb);
}

void
dz_window_update_conflict_actions (DzWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.conflicts", count_conflicts (self) > 0);
}
