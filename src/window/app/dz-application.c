#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "window/app/dz-application.h"
#include "window/app/dz-open-files.h"
#include "window/app/dz-settings.h"
#include "window/app/dz-window.h"
#include "window/dz-compat.h"
#include "window/preferences/dz-preferences-page.h"

struct _DzApplication
{
  AdwApplication parent_instance;

  /* What programs that crashed left unsaved was looked for. */
  gboolean has_restored;
};

G_DEFINE_FINAL_TYPE (DzApplication, dz_application, ADW_TYPE_APPLICATION)

static DzWindow *
find_window (DzApplication *self, GFile *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (DZ_IS_WINDOW (l->data) && dz_window_holds (l->data, file))
      return l->data;
  return NULL;
}

static DzWindow *
get_empty_window (DzApplication *self, GtkWindow *window)
{
  if (window && DZ_IS_WINDOW (window) && dz_window_is_empty (DZ_WINDOW (window)))
    return DZ_WINDOW (window);
  return dz_window_new (self);
}

void
dz_application_open_file (DzApplication *self, GFile *file, GtkWindow *window)
{
  DzWindow *holder = find_window (self, file);

  if (holder)
    {
      gtk_window_present (GTK_WINDOW (holder));
      return;
    }
  window = GTK_WINDOW (get_empty_window (self, window));
  gtk_window_present (window);
  dz_window_open (DZ_WINDOW (window), file);
}

void
dz_application_restore (DzApplication *self, DzLeftover *leftover, GtkWindow *window)
{
  DzWindow *shown = get_empty_window (self, window);

  gtk_window_present (GTK_WINDOW (shown));
  dz_window_restore (shown, leftover);
}

/* What was not saved when the program ended unexpectedly is there again, without a question. */
static void
restore_leftovers (DzApplication *self)
{
  g_autoptr (GPtrArray) leftovers = self->has_restored ? NULL : dz_recovery_list ();

  g_autoptr (GPtrArray) files = self->has_restored ? NULL : dz_open_files_take ();

  self->has_restored = TRUE;
  for (guint i = 0; leftovers && i < leftovers->len; i++)
    dz_application_restore (self, g_ptr_array_index (leftovers, i),
                            gtk_application_get_active_window (GTK_APPLICATION (self)));
  for (guint i = 0; files && i < files->len; i++)
    dz_application_open_file (self, g_ptr_array_index (files, i),
                              gtk_application_get_active_window (GTK_APPLICATION (self)));
}

void
dz_application_remember_files (DzApplication *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (DZ_IS_WINDOW (l->data) && dz_window_get_file (l->data))
      g_ptr_array_add (files, dz_window_get_file (l->data));
  dz_open_files_set (files);
}

static void
dz_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (dz_application_parent_class)->window_removed (application, window);
  dz_application_remember_files (DZ_APPLICATION (application));
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (dz_window_new (user_data)));
}

/* Each window asks for itself; the program ends with the last. One that stays open keeps it running. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dz_compat_present_preferences (gtk_application_get_active_window (user_data), dz_preferences_page_new ());
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const DzAbout about = {
    .name = _ ("Duizhao"),
    .icon = APP_ID,
    .version = PACKAGE_VERSION,
    .comments = _ ("Read a Chinese interview, tag what matters, translate it beside the original, and publish both"),
    .developer = _ ("The Duizhao developers"),
    /* Translators: your names, one a line */
    .translators = _ ("translator-credits"),
  };

  dz_compat_present_about (gtk_application_get_active_window (user_data), &about);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
};

typedef struct
{
  const char *action;
  const char *keys[3];
} Accelerator;

/* The keys of the text itself are the parallel view's. */
static const Accelerator accelerators[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.publish", { "<Control>e" } },
  { "win.versions", { "<Control><Alt>v" } },
  { "win.merge", { "<Control><Alt>m" } },
  { "win.conflicts", { "<Control><Alt>c" } },
  { "win.update-original", { "<Control><Alt>u" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.bold", { "<Control>b" } },
  { "win.italic", { "<Control>i" } },
  { "win.next-unfinished", { "<Alt>Page_Down" } },
  { "win.previous-unfinished", { "<Alt>Page_Up" } },
  { "win.tag-passage", { "<Control>t" } },
  { "win.show-highlights", { "<Control>h" } },
  { "win.join-with", { "<Control>j" } },
  { "win.find-highlight", { "<Control>f" } },
  { "win.page('tags')", { "<Control><Shift>t" } },
  { "win.page('highlights')", { "<Control><Shift>h" } },
  { "win.page('details')", { "<Control><Shift>d" } },
  { "win.panel", { "F9" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },

  { "win.fullscreen", { "F11" } },
  { "win.larger-text", { "<Control>plus", "<Control>equal" } },
  { "win.smaller-text", { "<Control>minus" } },
  { "win.normal-text", { "<Control>0" } },
  { "window.close", { "<Control>w" } },
};

static void
style_changed_cb (DzApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int style = dz_settings_get_enum ("style", 0);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[CLAMP (style, 0, 2)]);
}

/* Without a compositor what is transparent is black: shadows, and the corners round an arrow. */
static void
style_for_display (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) plain = NULL;

  if (gdk_display_is_composited (display))
    return;
  plain = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (plain, "/io/github/duizhao/Duizhao/style-plain.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (plain),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
dz_application_startup (GApplication *application)
{
  DzApplication *self = DZ_APPLICATION (application);
  GSettings *settings = dz_settings_get ();

  G_APPLICATION_CLASS (dz_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.tag(%d)", i);
      g_autofree char *key = g_strdup_printf ("<Alt>%d", i);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]) { key, NULL });
    }
  gtk_window_set_default_icon_name (APP_ID);
  style_for_display ();
  if (settings)
    g_signal_connect_object (settings, "changed::style", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  style_changed_cb (self);
}

static void
dz_application_activate (GApplication *application)
{
  GtkWindow *window;

  restore_leftovers (DZ_APPLICATION (application));
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (!window)
    window = GTK_WINDOW (dz_window_new (DZ_APPLICATION (application)));
  gtk_window_present (window);
}

static void
dz_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  DzApplication *self = DZ_APPLICATION (application);

  restore_leftovers (self);
  for (int i = 0; i < n_files; i++)
    dz_application_open_file (self, files[i], gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
dz_application_class_init (DzApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = dz_application_startup;
  application_class->activate = dz_application_activate;
  application_class->open = dz_application_open;
  GTK_APPLICATION_CLASS (klass)->window_removed = dz_application_window_removed;
}

static void
dz_application_init (DzApplication *self)
{
}

DzApplication *
dz_application_new (void)
{
  return g_object_new (DZ_TYPE_APPLICATION, "application-id", APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/duizhao/Duizhao", NULL);
}

int
dz_window_main (int argc, char **argv)
{
  g_autoptr (DzApplication) application = NULL;

  if (!gtk_init_check ())
    {
      fprintf (stderr, "duizhao: %s\n",
               _ ("There is no display to open a window on. Start it on a desktop, or see “duizhao --help” for what it "
                  "does without."));
      return 1;
    }

  application = dz_application_new ();
  g_set_application_name (_ ("Duizhao"));
  return g_application_run (G_APPLICATION (application), argc, argv);
}
