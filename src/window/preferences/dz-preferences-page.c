#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-settings.h"
#include "window/preferences/dz-preferences-page.h"

struct _DzPreferencesPage
{
  AdwPreferencesPage parent_instance;

  AdwComboRow *style;
  GtkAdjustment *text_size_range;
  GtkWidget *save_automatically;
};

G_DEFINE_FINAL_TYPE (DzPreferencesPage, dz_preferences_page, ADW_TYPE_PREFERENCES_PAGE)

static void
style_chosen_cb (DzPreferencesPage *self)
{
  dz_settings_set_enum ("style", (int) adw_combo_row_get_selected (self->style));
}

static void
dz_preferences_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DZ_TYPE_PREFERENCES_PAGE);
  G_OBJECT_CLASS (dz_preferences_page_parent_class)->dispose (object);
}

static void
dz_preferences_page_class_init (DzPreferencesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_preferences_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duizhao/Duizhao/preferences/dz-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DzPreferencesPage, style);
  gtk_widget_class_bind_template_child (widget_class, DzPreferencesPage, text_size_range);
  gtk_widget_class_bind_template_child (widget_class, DzPreferencesPage, save_automatically);
}

static void
dz_preferences_page_init (DzPreferencesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->style, (guint) dz_settings_get_enum ("style", 0));
  g_signal_connect_swapped (self->style, "notify::selected", G_CALLBACK (style_chosen_cb), self);
  dz_settings_bind ("text-size", self->text_size_range, "value");
  dz_settings_bind ("save-automatically", self->save_automatically, "active");
}

AdwPreferencesPage *
dz_preferences_page_new (void)
{
  return g_object_new (DZ_TYPE_PREFERENCES_PAGE, NULL);
}
