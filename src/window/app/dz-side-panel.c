#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-settings.h"
#include "window/app/dz-side-panel.h"

/* In the order of the settings' enumeration. */
static const char *const names[] = { "tags", "highlights", "details" };

struct _DzSidePanel
{
  AdwBin parent_instance;

  AdwViewStack *pages;
  DzTagPanel *tags;
  DzHighlightPanel *highlights;
  DzDetailsPanel *details;
};

G_DEFINE_FINAL_TYPE (DzSidePanel, dz_side_panel, ADW_TYPE_BIN)

static void
page_changed_cb (DzSidePanel *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      dz_settings_set_enum ("panel-page", (int) i);
}

static gboolean
dz_side_panel_grab_focus (GtkWidget *widget)
{
  DzSidePanel *self = DZ_SIDE_PANEL (widget);

  return gtk_widget_child_focus (adw_view_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

static void
dz_side_panel_dispose (GObject *object)
{
  DzSidePanel *self = DZ_SIDE_PANEL (object);

  if (self->pages)
    g_signal_handlers_disconnect_by_data (self->pages, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_SIDE_PANEL);
  G_OBJECT_CLASS (dz_side_panel_parent_class)->dispose (object);
}

static void
dz_side_panel_class_init (DzSidePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_side_panel_dispose;
  widget_class->grab_focus = dz_side_panel_grab_focus;
  g_type_ensure (DZ_TYPE_TAG_PANEL);
  g_type_ensure (DZ_TYPE_HIGHLIGHT_PANEL);
  g_type_ensure (DZ_TYPE_DETAILS_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/app/dz-side-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DzSidePanel, pages);
  gtk_widget_class_bind_template_child (widget_class, DzSidePanel, tags);
  gtk_widget_class_bind_template_child (widget_class, DzSidePanel, highlights);
  gtk_widget_class_bind_template_child (widget_class, DzSidePanel, details);
}

static void
dz_side_panel_init (DzSidePanel *self)
{
  guint page = (guint) dz_settings_get_enum ("panel-page", 0);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_view_stack_set_visible_child_name (self->pages, names[page < G_N_ELEMENTS (names) ? page : 0]);
  g_signal_connect_swapped (self->pages, "notify::visible-child", G_CALLBACK (page_changed_cb), self);
}

DzTagPanel *
dz_side_panel_get_tags (DzSidePanel *self)
{
  return self->tags;
}

DzHighlightPanel *
dz_side_panel_get_highlights (DzSidePanel *self)
{
  return self->highlights;
}

DzDetailsPanel *
dz_side_panel_get_details (DzSidePanel *self)
{
  return self->details;
}

void
dz_side_panel_show_page (DzSidePanel *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->pages, name);
}
