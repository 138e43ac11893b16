#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/welcome/dz-recent.h"
#include "window/welcome/dz-welcome-page.h"

#define MOST_RECENT 6

struct _DzWelcomePage
{
  AdwBin parent_instance;

  GtkWidget *open;
  AdwPreferencesGroup *recent;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (DzWelcomePage, dz_welcome_page, ADW_TYPE_BIN)

static char *
dup_folder (GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = folder ? g_file_get_parse_name (folder) : g_strdup ("");
  const char *home = g_get_home_dir ();

  if (home && g_str_has_prefix (name, home) && (name[strlen (home)] == '/' || !name[strlen (home)]))
    return g_strconcat ("~", name + strlen (home), NULL);
  return g_steal_pointer (&name);
}

static GtkWidget *
make_row (GtkRecentInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (gtk_recent_info_get_display_name (info), -1);
  g_autofree char *folder = dup_folder (info);
  g_autofree char *subtitle = g_markup_escape_text (folder, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", gtk_recent_info_get_uri (info));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

void
dz_welcome_page_refresh (DzWelcomePage *self)
{
  g_autoptr (GPtrArray) recent = dz_recent_list (MOST_RECENT);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->recent, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < recent->len; i++)
    {
      GtkWidget *row = make_row (g_ptr_array_index (recent, i));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->recent, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recent), recent->len > 0);
}

static gboolean
dz_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DZ_WELCOME_PAGE (widget)->open);
}

static void
dz_welcome_page_dispose (GObject *object)
{
  DzWelcomePage *self = DZ_WELCOME_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (dz_welcome_page_parent_class)->dispose (object);
}

static void
dz_welcome_page_class_init (DzWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_welcome_page_dispose;
  widget_class->grab_focus = dz_welcome_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/welcome/dz-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DzWelcomePage, open);
  gtk_widget_class_bind_template_child (widget_class, DzWelcomePage, recent);
}

static void
dz_welcome_page_init (DzWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  dz_welcome_page_refresh (self);
}
