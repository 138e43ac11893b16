#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-settings.h"
#include "window/app/dz-toast.h"
#include "window/app/dz-window-private.h"
#include "window/details/dz-progress.h"
#include "window/dz-compat.h"
#include "window/dz-menus.h"
#include "window/highlights/dz-highlight-words.h"
#include "window/welcome/dz-recent.h"

#define MOST_RECENT 10
#define STANDARD_WIDTH 1280
#define STANDARD_HEIGHT 800
#define TOAST_SECONDS 3
/* Milliseconds: the blocks of a long document are not counted at every letter. */
#define RETITLE 80

G_DEFINE_FINAL_TYPE (DzWindow, dz_window, ADW_TYPE_APPLICATION_WINDOW)

void
dz_window_tell (DzWindow *self, const char *message)
{
  g_autofree char *text = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (text);

  dz_toast_show (self->toasts, toast, TOAST_SECONDS);
}

static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  dz_compat_ask_finish (result);
}

void
dz_window_show_error (DzWindow *self, const char *heading, const GError *error)
{
  const DzResponse responses[] = { { "close", _ ("_Close"), ADW_RESPONSE_DEFAULT }, { 0 } };
  const DzQuestion question = { heading, error->message, NULL, responses, "close", "close" };

  dz_compat_ask_async (GTK_WIDGET (self), &question, ignore_cb, NULL);
}

void
dz_window_flush (DzWindow *self)
{
  dz_parallel_view_commit_composition (self->view);
  dz_annotator_flush (self->annotator);
  dz_details_panel_flush (dz_side_panel_get_details (self->panel));
}

static char *
dup_subtitle (DzWindow *self)
{
  DzDocument *document = dz_session_get_document (self->session);
  const char *title = document ? dz_document_get_title (document) : "";
  DzProgress progress;
  g_autofree char *counted = NULL;

  dz_progress_count (&progress, document);
  counted = g_strdup_printf (ngettext ("%u of %u block", "%u of %u blocks", progress.all), progress.done, progress.all);
  if (*title && g_strcmp0 (title, dz_session_get_name (self->session)) != 0)
    return g_strdup_printf ("%s · %s", title, counted);
  return g_steal_pointer (&counted);
}

static void
update_title (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);
  gboolean unsaved = project && dz_window_is_unsaved (self);
  const char *name = dz_session_get_name (self->session);
  g_autofree char *title = unsaved ? g_strdup_printf ("• %s", name) : g_strdup (name);
  g_autofree char *subtitle = project ? dup_subtitle (self) : g_strdup ("");

  adw_window_title_set_title (self->title, project ? title : _ ("Duizhao"));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), project ? title : _ ("Duizhao"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), unsaved ? _ ("Not saved yet") : NULL);
  dz_window_update_actions (self);
}

static gboolean
retitle_cb (gpointer user_data)
{
  DzWindow *self = user_data;

  self->retitle = 0;
  update_title (self);
  return G_SOURCE_REMOVE;
}

void
dz_window_retitle_soon (DzWindow *self)
{
  if (!self->retitle)
    self->retitle = g_timeout_add (RETITLE, retitle_cb, self);
}

static void
project_changed_cb (DzWindow *self, DzChange *change)
{
  if (dz_progress_is_changed_by (change) || g_strcmp0 (change->field, "title") == 0)
    dz_window_retitle_soon (self);
}

static void
update_undo (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);
  const char *undo = project ? dz_project_get_undo_label (project) : NULL;
  const char *redo = project ? dz_project_get_redo_label (project) : NULL;
  /* Translators: %s is what was done, as "Type" or "Merge Tags" */
  g_autofree char *undo_text = undo && *undo ? g_strdup_printf (_ ("Undo: %s"), undo) : g_strdup (_ ("Undo"));
  g_autofree char *redo_text = redo && *redo ? g_strdup_printf (_ ("Redo: %s"), redo) : g_strdup (_ ("Redo"));

  gtk_widget_set_tooltip_text (self->undo_button, undo_text);
  gtk_widget_set_tooltip_text (self->redo_button, redo_text);
  dz_window_update_actions (self);
}

static void
project_cb (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);
  DzDocument *document = dz_session_get_document (self->session);
  gboolean read_only = dz_session_get_read_only (self->session);

  if (project == dz_parallel_view_get_project (self->view))
    return;
  dz_annotator_set_project (self->annotator, project, document, read_only);
  dz_parallel_view_set_project (self->view, project);
  dz_parallel_view_set_document (self->view, document);
  dz_tag_panel_set_project (dz_side_panel_get_tags (self->panel), project, read_only);
  dz_highlight_panel_set_project (dz_side_panel_get_highlights (self->panel), project, document, read_only);
  dz_details_panel_set_project (dz_side_panel_get_details (self->panel), project, document, read_only);
  g_signal_connect_object (project, "changed", G_CALLBACK (project_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::undo-label", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::redo-label", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::can-undo", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::can-redo", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  dz_window_watch_conflicts (self);
  gtk_stack_set_visible_child_name (self->stack, "project");
  gtk_widget_set_visible (self->panel_button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), TRUE);
  dz_window_leave_news (self);
  dz_window_show_read_only (self);
  dz_parallel_view_focus_side (self->view, DZ_SIDE_TRANSLATION);
  update_undo (self);
  update_title (self);
}

static void
read_only_cb (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);
  DzDocument *document = dz_session_get_document (self->session);
  gboolean read_only = dz_session_get_read_only (self->session);

  dz_window_show_read_only (self);
  dz_parallel_view_set_read_only (self->view, read_only);
  if (!project || project != dz_parallel_view_get_project (self->view))
    return;
  dz_annotator_set_project (self->annotator, project, document, read_only);
  dz_tag_panel_set_project (dz_side_panel_get_tags (self->panel), project, read_only);
  dz_highlight_panel_set_project (dz_side_panel_get_highlights (self->panel), project, document, read_only);
  dz_details_panel_set_project (dz_side_panel_get_details (self->panel), project, document, read_only);
  dz_window_update_actions (self);
}

static void
joining_cb (DzWindow *self)
{
  DzHighlight *joining = dz_annotator_get_joining (self->annotator);

  if (joining)
    {
      DzSide side = dz_highlight_words_is_on (joining, DZ_SIDE_ORIGINAL) ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION;
      g_autofree char *quote
          = dz_highlight_words_dup_quote (dz_session_get_project (self->session), joining, side);
      g_autofree char *start = g_utf8_substring (quote, 0, MIN (24, g_utf8_strlen (quote, -1)));
      g_autofree char *text = NULL;

      if (dz_highlight_is_orphan (joining))
        text = g_strdup_printf (_ ("Select the passage that “%s…” lies on, then press Enter. Escape leaves."), start);
      else if (side == DZ_SIDE_ORIGINAL)
        text = g_strdup_printf (_ ("Select the translation of “%s…”, then press Enter. Escape leaves."), start);
      else
        text = g_strdup_printf (_ ("Select the original of “%s…”, then press Enter. Escape leaves."), start);
      gtk_label_set_text (self->join_label, text);
      dz_compat_announce (GTK_WIDGET (self), text);
    }
  gtk_revealer_set_reveal_child (self->join_bar, joining != NULL);
  dz_window_update_actions (self);
}

static void
emphasis_cb (DzWindow *self, DzTag *tag)
{
  dz_parallel_view_set_emphasis (self->view, tag ? dz_tag_get_id (tag) : NULL);
}

static void
chosen_cb (DzWindow *self, DzHighlight *highlight)
{
  dz_annotator_go_to (self->annotator, highlight);
}

static void
edit_cb (DzWindow *self, DzHighlight *highlight)
{
  dz_annotator_edit (self->annotator, highlight);
}

/* In a narrow window the panel lies over the text, and so only while it is asked for. */
static void
folded_cb (DzWindow *self)
{
  gboolean folded, shown;

  g_object_get (self->flap, "folded", &folded, "reveal-flap", &shown, NULL);
  if (folded)
    self->panel_when_wide = shown;
  g_object_set (self->flap, "reveal-flap", !folded && self->panel_when_wide, NULL);
  dz_notice_bar_set_narrow (self->read_only_bar, folded);
  dz_notice_bar_set_narrow (self->problem_bar, folded);
  dz_notice_bar_set_narrow (self->news_bar, folded);
  dz_notice_bar_set_narrow (self->conflicts_bar, folded);
}

static void
recent_cb (DzWindow *self)
{
  g_autoptr (GMenu) menu = dz_recent_make_menu (MOST_RECENT);

  adw_split_button_set_menu_model (self->open_button, G_MENU_MODEL (menu));
  dz_welcome_page_refresh (self->welcome);
}

void
dz_window_save_state (DzWindow *self)
{
  int width, height;
  gboolean folded, shown;

  g_object_get (self->flap, "folded", &folded, "reveal-flap", &shown, NULL);
  dz_settings_set_boolean ("panel-visible", folded ? self->panel_when_wide : shown);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  dz_settings_set_boolean ("window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (!gtk_window_is_maximized (GTK_WINDOW (self)) && width >= 360 && height >= 294)
    {
      dz_settings_set_int ("window-width", width);
      dz_settings_set_int ("window-height", height);
    }
}

static gboolean
dz_window_close_request (GtkWindow *window)
{
  DzWindow *self = DZ_WINDOW (window);

  if (dz_window_hold_close (self))
    return TRUE;
  dz_window_save_state (self);
  return GTK_WINDOW_CLASS (dz_window_parent_class)->close_request (window);
}

static void
dz_window_dispose (GObject *object)
{
  DzWindow *self = DZ_WINDOW (object);

  g_clear_handle_id (&self->retitle, g_source_remove);
  if (self->annotator)
    {
      g_signal_handlers_disconnect_by_data (self->annotator, self);
      dz_annotator_detach (self->annotator);
    }
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->fetching)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  if (self->merging)
    g_cancellable_cancel (self->merging);
  g_clear_object (&self->merging);
  g_clear_object (&self->annotator);
  g_clear_object (&self->session);
  g_clear_object (&self->opening);
  g_clear_object (&self->earlier);
  g_clear_object (&self->wanted);
  if (self->flap)
    g_signal_handlers_disconnect_by_data (self->flap, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_WINDOW);
  G_OBJECT_CLASS (dz_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DzWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, panel_button);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, task_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, fetch_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, merge_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, read_only_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, news_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, conflicts_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, join_bar);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, join_label);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, join_button);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, text_pane);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, DzWindow, menu_button);
}

static void
dz_window_class_init (DzWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = dz_window_close_request;
  g_type_ensure (DZ_TYPE_NOTICE_BAR);
  g_type_ensure (DZ_TYPE_SAVE_BUTTON);
  g_type_ensure (DZ_TYPE_TASK_BAR);
  g_type_ensure (DZ_TYPE_WELCOME_PAGE);
  g_type_ensure (DZ_TYPE_TEXT_PANE);
  g_type_ensure (DZ_TYPE_SIDE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/app/dz-window.ui");
  bind_children (widget_class);
  dz_window_install_file_actions (widget_class);
  dz_window_install_actions (widget_class);
  dz_window_install_picture_actions (widget_class);
  dz_window_install_keeping_actions (widget_class);
  dz_window_install_version_actions (widget_class);
  dz_window_install_conflict_actions (widget_class);
  dz_window_install_merge_actions (widget_class);
  dz_window_install_update_actions (widget_class);
}

static void
file_cb (DzWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application)
    dz_application_remember_files (DZ_APPLICATION (application));
}

static void
connect_all (DzWindow *self)
{
  DzHighlightPanel *highlights = dz_side_panel_get_highlights (self->panel);

  g_signal_connect_swapped (self->session, "notify::project", G_CALLBACK (project_cb), self);
  g_signal_connect_swapped (self->session, "notify::read-only", G_CALLBACK (read_only_cb), self);
  g_signal_connect_swapped (self->session, "notify::modified", G_CALLBACK (dz_window_retitle_soon), self);
  g_signal_connect_swapped (self->session, "notify::file", G_CALLBACK (file_cb), self);
  g_signal_connect_swapped (self->session, "notify::name", G_CALLBACK (dz_window_retitle_soon), self);
  g_signal_connect_swapped (self->session, "notify::busy", G_CALLBACK (dz_window_update_actions), self);
  g_signal_connect_object (self->view, "state-activated", G_CALLBACK (dz_window_show_states), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->annotator, "notify::joining", G_CALLBACK (joining_cb), self);
  g_signal_connect_swapped (self->annotator, "notify::can-join", G_CALLBACK (dz_window_update_actions), self);
  g_signal_connect_swapped (self->annotator, "message", G_CALLBACK (dz_window_tell), self);
  g_signal_connect_swapped (dz_side_panel_get_tags (self->panel), "emphasis-changed", G_CALLBACK (emphasis_cb), self);
  g_signal_connect_swapped (highlights, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (highlights, "edit", G_CALLBACK (edit_cb), self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (recent_cb), self, G_CONNECT_SWAPPED);
}

static void
dz_window_init (DzWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = dz_text_pane_get_view (self->text_pane);
  self->session = dz_session_new ();
  self->annotator = dz_annotator_new (self->text_pane);
  gtk_menu_button_set_menu_model (self->menu_button, dz_menus_get ("primary"));
  dz_parallel_view_set_extra_menu (self->view, dz_menus_get ("text"));
  gtk_window_set_default_size (GTK_WINDOW (self), dz_settings_get_int ("window-width", STANDARD_WIDTH),
                               dz_settings_get_int ("window-height", STANDARD_HEIGHT));
  if (dz_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  self->panel_when_wide = dz_settings_get_boolean ("panel-visible", TRUE);
  g_object_set (self->flap, "reveal-flap", self->panel_when_wide, NULL);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
  gtk_widget_set_visible (self->panel_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), FALSE);
  connect_all (self);
  dz_window_start_keeping (self);
  dz_window_accept_drops (self);
  recent_cb (self);
  dz_window_update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->welcome));
}

DzWindow *
dz_window_new (DzApplication *application)
{
  return g_object_new (DZ_TYPE_WINDOW, "application", application, NULL);
}

gboolean
dz_window_is_empty (DzWindow *self)
{
  return !dz_session_get_project (self->session) && !dz_session_get_busy (self->session);
}

GFile *
dz_window_get_file (DzWindow *self)
{
  return self->session ? dz_session_get_file (self->session) : NULL;
}

gboolean
dz_window_holds (DzWindow *self, GFile *file)
{
  GFile *own = dz_session_get_file (self->session);

  return (own && g_file_equal (own, file)) || (self->opening && g_file_equal (self->opening, file));
}
