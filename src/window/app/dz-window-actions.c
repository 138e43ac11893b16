#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-settings.h"
#include "window/app/dz-window-private.h"
#include "window/dz-menus.h"

#define SIZE_STEP 10
#define SIZE_LEAST 60
#define SIZE_MOST 300
#define SIZE_STANDARD 100

static gboolean
has_focus_in (DzWindow *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* An entry or a note that has the focus takes back its own typing first. */
static gboolean
undo_in_widget (DzWindow *self, const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (!focus || has_focus_in (self, GTK_WIDGET (self->view)) || !(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    return FALSE;
  return gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  if (!undo_in_widget (self, "text.undo"))
    dz_parallel_view_undo (self->view);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  if (!undo_in_widget (self, "text.redo"))
    dz_parallel_view_redo (self->view);
}

static void
span_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  if (has_focus_in (self, GTK_WIDGET (self->view))
      && !dz_parallel_view_toggle_span (self->view, action + strlen ("win.")))
    dz_window_tell (self, _ ("Select a passage of the translation first"));
}

static void
tag_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_tag (DZ_WINDOW (widget)->annotator, (guint) g_variant_get_int32 (parameter));
}

static void
tag_passage_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_enter_bar (DZ_WINDOW (widget)->annotator);
}

static void
highlight_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_highlight (DZ_WINDOW (widget)->annotator);
}

static void
show_highlights_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_show_here (DZ_WINDOW (widget)->annotator);
}

static void
unfinished_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_parallel_view_go_unfinished (DZ_WINDOW (widget)->view, g_str_equal (action, "win.next-unfinished") ? 1 : -1);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_step (DZ_WINDOW (widget)->annotator, g_str_equal (action, "win.next-highlight") ? 1 : -1);
}

static void
join_with_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_join_with (DZ_WINDOW (widget)->annotator);
}

static void
join_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_join (DZ_WINDOW (widget)->annotator);
}

static void
cancel_join_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_annotator_cancel_join (DZ_WINDOW (widget)->annotator);
}

static void
state_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  DzBlock *block = NULL;
  DzState state;

  if (dz_state_from_word (g_variant_get_string (parameter, NULL), &state)
      && dz_parallel_view_get_caret (self->view, &block, NULL, NULL) && dz_block_get_state (block) != state)
    dz_edit_set_state (dz_session_get_project (self->session), block, state);
}

static gboolean
drop_menu_cb (gpointer menu)
{
  GtkWidget *pane = gtk_widget_get_parent (menu);

  gtk_widget_unparent (menu);
  if (pane)
    dz_parallel_view_focus_side (dz_text_pane_get_view (DZ_TEXT_PANE (pane)), DZ_SIDE_TRANSLATION);
  return G_SOURCE_REMOVE;
}

/* Its action runs after it has closed. */
static void
menu_closed_cb (GtkWidget *menu)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_menu_cb, g_object_ref (menu), g_object_unref);
}

void
dz_window_show_states (DzWindow *self, DzBlock *block, GdkRectangle *place)
{
  GdkRectangle at = *place;
  GtkWidget *menu;

  if (dz_session_get_read_only (self->session))
    return;
  dz_parallel_view_focus (self->view, block, DZ_SIDE_TRANSLATION, 0);
  dz_text_pane_translate (self->text_pane, &at);
  menu = gtk_popover_menu_new_from_model (dz_menus_get ("state"));
  gtk_widget_set_parent (menu, GTK_WIDGET (self->text_pane));
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &at);
  g_signal_connect (menu, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (menu));
}

static void
set_panel (DzWindow *self, gboolean shown)
{
  g_object_set (self->flap, "reveal-flap", shown, NULL);
}

static gboolean
get_panel (DzWindow *self)
{
  gboolean shown;

  g_object_get (self->flap, "reveal-flap", &shown, NULL);
  return shown;
}

static void
focus_text (DzWindow *self, DzSide side)
{
  dz_parallel_view_focus_side (self->view, side);
}

static void
panel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  gboolean shown = get_panel (self);

  if (shown && has_focus_in (self, GTK_WIDGET (self->panel)))
    focus_text (self, DZ_SIDE_TRANSLATION);
  set_panel (self, !shown);
}

static void
page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  set_panel (self, TRUE);
  dz_side_panel_show_page (self->panel, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->panel));
}

static void
find_highlight_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  set_panel (self, TRUE);
  dz_side_panel_show_page (self->panel, "highlights");
  dz_highlight_panel_focus_search (dz_side_panel_get_highlights (self->panel));
}

/* Original, translation, panel, and round again. */
static void
pane_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  int direction = g_str_equal (action, "win.next-pane") ? 1 : -1;
  int n = get_panel (self) ? 3 : 2, at = -1;
  int side = DZ_SIDE_ORIGINAL;

  g_object_get (self->view, "side-with-focus", &side, NULL);
  if (has_focus_in (self, GTK_WIDGET (self->view)))
    at = side == DZ_SIDE_ORIGINAL ? 0 : 1;
  else if (has_focus_in (self, GTK_WIDGET (self->panel)))
    at = 2;
  at = at < 0 ? 0 : (at + direction + n) % n;
  if (at == 2)
    gtk_widget_grab_focus (GTK_WIDGET (self->panel));
  else
    focus_text (self, at == 0 ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION);
}

static void
fullscreen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_object_set (widget, "fullscreened", !gtk_window_is_fullscreen (GTK_WINDOW (widget)), NULL);
}

static void
text_size_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int size = dz_settings_get_int ("text-size", SIZE_STANDARD);

  if (g_str_equal (action, "win.larger-text"))
    size += SIZE_STEP;
  else if (g_str_equal (action, "win.smaller-text"))
    size -= SIZE_STEP;
  else
    size = SIZE_STANDARD;
  dz_settings_set_int ("text-size", CLAMP (size, SIZE_LEAST, SIZE_MOST));
}

typedef struct
{
  const char *name;
  const char *type;
  GtkWidgetActionActivateFunc activate;
  gboolean edits;
} Action;

static const Action actions[] = {
  { "win.undo", NULL, undo_cb, TRUE },
  { "win.redo", NULL, redo_cb, TRUE },
  { "win.bold", NULL, span_cb, TRUE },
  { "win.italic", NULL, span_cb, TRUE },
  { "win.state", "s", state_cb, TRUE },
  { "win.tag", "i", tag_cb, TRUE },
  { "win.tag-passage", NULL, tag_passage_cb, TRUE },
  { "win.highlight", NULL, highlight_cb, TRUE },
  { "win.join-with", NULL, join_with_cb, TRUE },
  { "win.join", NULL, join_cb, TRUE },
  { "win.cancel-join", NULL, cancel_join_cb, FALSE },
  { "win.show-highlights", NULL, show_highlights_cb, FALSE },
  { "win.next-unfinished", NULL, unfinished_cb, FALSE },
  { "win.previous-unfinished", NULL, unfinished_cb, FALSE },
  { "win.next-highlight", NULL, step_cb, FALSE },
  { "win.previous-highlight", NULL, step_cb, FALSE },
  { "win.find-highlight", NULL, find_highlight_cb, FALSE },
  { "win.panel", NULL, panel_cb, FALSE },
  { "win.page", "s", page_cb, FALSE },
  { "win.next-pane", NULL, pane_cb, FALSE },
  { "win.previous-pane", NULL, pane_cb, FALSE },
};

void
dz_window_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].activate);
  gtk_widget_class_install_action (klass, "win.fullscreen", NULL, fullscreen_cb);
  gtk_widget_class_install_action (klass, "win.larger-text", NULL, text_size_cb);
  gtk_widget_class_install_action (klass, "win.smaller-text", NULL, text_size_cb);
  gtk_widget_class_install_action (klass, "win.normal-text", NULL, text_size_cb);
}

void
dz_window_update_actions (DzWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  DzProject *project = dz_session_get_project (self->session);
  gboolean busy = dz_session_get_busy (self->session), read_only = dz_session_get_read_only (self->session);
  gboolean can_join = FALSE;

  g_object_get (self->annotator, "can-join", &can_join, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (widget, actions[i].name, project && !(actions[i].edits && read_only));
  gtk_widget_action_set_enabled (widget, "win.undo", project && !read_only && dz_project_get_can_undo (project));
  gtk_widget_action_set_enabled (widget, "win.redo", project && !read_only && dz_project_get_can_redo (project));
  gtk_widget_action_set_enabled (widget, "win.join", can_join);
  gtk_widget_action_set_enabled (widget, "win.open", !busy);
  gtk_widget_action_set_enabled (widget, "win.save", project && !busy);
  gtk_widget_action_set_enabled (widget, "win.save-as", project && !busy);
  gtk_widget_action_set_enabled (widget, "win.publish", project && !busy);
  dz_window_update_picture_actions (self);
  dz_window_update_keeping_actions (self);
  dz_window_update_version_actions (self);
  dz_window_update_conflict_actions (self);
  dz_window_update_merge_actions (self);
  dz_window_update_update_actions (self);
}
