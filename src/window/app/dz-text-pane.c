#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-settings.h"
#include "window/app/dz-text-pane.h"

#define STANDARD_SIZE 100

struct _DzTextPane
{
  AdwBin parent_instance;

  GtkWidget *view;
  GtkCssProvider *sizes;
};

G_DEFINE_FINAL_TYPE (DzTextPane, dz_text_pane, ADW_TYPE_BIN)

static void
size_changed_cb (DzTextPane *self)
{
  int percent = dz_settings_get_int ("text-size", STANDARD_SIZE);
  g_autofree char *css = g_strdup_printf (".dz-text-pane { font-size: %d%%; }", CLAMP (percent, 50, 300));

  gtk_css_provider_load_from_data (self->sizes, css, -1);
}

static void
dz_text_pane_dispose (GObject *object)
{
  DzTextPane *self = DZ_TEXT_PANE (object);

  if (self->sizes)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->sizes));
  g_clear_object (&self->sizes);
  G_OBJECT_CLASS (dz_text_pane_parent_class)->dispose (object);
}

static void
dz_text_pane_class_init (DzTextPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_text_pane_dispose;
}

static void
add_shortcut (GtkEventController *controller, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (action)));
}

static void
dz_text_pane_init (DzTextPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GSettings *settings = dz_settings_get ();

  self->view = dz_parallel_view_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_set_size_request (scroller, 480, -1);
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dz-text-pane");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);

  add_shortcut (shortcuts, "<Alt>Down", "win.next-highlight");
  add_shortcut (shortcuts, "<Alt>Up", "win.previous-highlight");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);

  self->sizes = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->sizes),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  if (settings)
    g_signal_connect_object (settings, "changed::text-size", G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
  size_changed_cb (self);
}

DzParallelView *
dz_text_pane_get_view (DzTextPane *self)
{
  return DZ_PARALLEL_VIEW (self->view);
}

void
dz_text_pane_translate (DzTextPane *self, GdkRectangle *rect)
{
  const graphene_point_t from = GRAPHENE_POINT_INIT (rect->x, rect->y);
  graphene_point_t to;

  if (gtk_widget_compute_point (self->view, GTK_WIDGET (self), &from, &to))
    {
      rect->x = (int) to.x;
      rect->y = (int) to.y;
    }
}
