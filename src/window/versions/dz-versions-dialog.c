#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-toast.h"
#include "window/compare/dz-compare-view.h"
#include "window/dz-compat.h"
#include "window/versions/dz-version-compare.h"
#include "window/versions/dz-version-list.h"
#include "window/versions/dz-versions-dialog.h"

#include "model/dz-become.h"
#include "model/dz-project-copy.h"
#include "store/dz-versions.h"

/* Milliseconds: a burst of changes is compared once, and a version that was just kept is listed a moment later. */
#define RECOMPARE 300
#define RELIST 800
/* Nothing is said of a wait that is shorter. */
#define SPIN 120
#define TOAST_SECONDS 5

struct _DzVersionsDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *reason;
  AdwToastOverlay *toasts;
  DzVersionList *list;
  GtkStack *stack;
  DzCompareView *compare;
  AdwStatusPage *damaged;

  DzSession *session;
  DzProject *project;
  DzVersions *versions;
  /* (nullable): what is shown beside the present, once it is read. */
  DzProject *earlier;
  /* A copy of it, for the thread that compares. */
  DzProject *compared;
  GListStore *items;
  GCancellable *cancellable;
  gboolean with_list;
  gboolean comparing;
  gboolean stale;
  gboolean keeping;
  guint recompare;
  guint relist;
  guint spin;
};

#define DZ_TYPE_VERSIONS_DIALOG (dz_versions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DzVersionsDialog, dz_versions_dialog, DZ, VERSIONS_DIALOG, AdwWindow)
G_DEFINE_FINAL_TYPE (DzVersionsDialog, dz_versions_dialog, ADW_TYPE_WINDOW)

/* The two projects that a thread compares, which nobody else touches meanwhile. */
typedef struct
{
  DzProject *earlier;
  DzProject *present;
  gboolean editable;
} Pair;

static void compare (DzVersionsDialog *self);

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_clear_object (&pair->earlier);
  g_clear_object (&pair->present);
  g_free (pair);
}

static gboolean
is_editable (DzVersionsDialog *self)
{
  return !dz_session_get_read_only (self->session);
}

static void
update_back (DzVersionsDialog *self)
{
  gtk_widget_set_visible (self->reason, !is_editable (self));
  gtk_widget_set_sensitive (self->back, is_editable (self) && self->earlier && !self->keeping);
}

static void
show_page (DzVersionsDialog *self, const char *name)
{
  g_clear_handle_id (&self->spin, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
spin_cb (gpointer user_data)
{
  DzVersionsDialog *self = user_data;

  self->spin = 0;
  show_page (self, "loading");
  return G_SOURCE_REMOVE;
}

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Pair *pair = data;
  GPtrArray *items = dz_version_compare (pair->earlier, pair->present, pair->editable);

  g_clear_object (&pair->earlier);
  g_clear_object (&pair->present);
  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DzVersionsDialog *self = DZ_VERSIONS_DIALOG (source);
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), NULL);

  /* None when another version was chosen meanwhile, or the window went. */
  if (!items || !self->project)
    return;
  self->comparing = FALSE;
  if (self->items)
    dz_compare_item_update_store (self->items, items);
  else
    {
      self->items = g_list_store_new (DZ_TYPE_COMPARE_ITEM);
      g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
      dz_compare_view_set_model (self->compare, G_LIST_MODEL (self->items));
    }
  show_page (self, "compare");
  if (self->stale)
    compare (self);
}

static void
compare (DzVersionsDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Pair *pair;

  g_clear_handle_id (&self->recompare, g_source_remove);
  self->stale = self->comparing;
  if (self->comparing || !self->earlier)
    return;
  pair = g_new0 (Pair, 1);
  pair->earlier = g_object_ref (self->compared);
  pair->present = dz_project_copy (self->project);
  pair->editable = is_editable (self);
  self->comparing = TRUE;
  task = g_task_new (self, self->cancellable, compared_cb, NULL);
  g_task_set_source_tag (task, compare);
  g_task_set_task_data (task, pair, pair_free);
  g_task_run_in_thread (task, compare_thread);
}

static gboolean
recompare_cb (gpointer user_data)
{
  DzVersionsDialog *self = user_data;

  self->recompare = 0;
  compare (self);
  return G_SOURCE_REMOVE;
}

static void
compare_soon (DzVersionsDialog *self)
{
  if (!self->recompare)
    self->recompare = g_timeout_add (RECOMPARE, recompare_cb, self);
}

static void
take_earlier (DzVersionsDialog *self, DzProject *earlier)
{
  g_set_object (&self->earlier, earlier);
  self->compared = dz_project_copy (earlier);
  update_back (self);
  compare (self);
}

/* What was being read or compared is of no interest any more. */
static void
start_over (DzVersionsDialog *self, const char *heading)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->comparing = self->stale = FALSE;
  g_clear_pointer (&self->earlier, dz_project_drop);
  g_clear_pointer (&self->compared, dz_project_drop);
  g_clear_object (&self->items);
  dz_compare_view_set_headings (self->compare, heading, _ ("Now"));
  update_back (self);
  if (!self->spin)
    self->spin = g_timeout_add (SPIN, spin_cb, self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzVersionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  DzProject *earlier = dz_versions_load_finish (DZ_VERSIONS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->project)
    {
      dz_project_drop (earlier);
      return;
    }
  if (earlier)
    {
      take_earlier (self, earlier);
      g_object_unref (earlier);
    }
  else
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->damaged, markup);
      show_page (self, "damaged");
    }
}

static void
chosen_cb (DzVersionsDialog *self, DzVersion *version)
{
  g_autofree char *heading = dz_version_list_dup_when (version);

  start_over (self, heading);
  dz_versions_load_async (self->versions, dz_version_get_digest (version), self->cancellable, loaded_cb,
                          g_object_ref (self));
}

static void
listed_cb (DzVersionsDialog *self, guint n)
{
  /* From there one walks through them; F6 goes to the texts. */
  if (n > 0 && !gtk_widget_get_visible (GTK_WIDGET (self->list)))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->back, n > 0);
  if (n == 0)
    show_page (self, "none");
}

static void
list (DzVersionsDialog *self)
{
  DzSaver *saver = dz_session_get_saver (self->session);
  DzFileStamp *stamp = saver && !dz_session_get_modified (self->session) ? dz_saver_get_stamp (saver) : NULL;

  dz_version_list_load (self->list, self->versions, stamp ? dz_file_stamp_get_digest (stamp) : NULL);
}

static gboolean
relist_cb (gpointer user_data)
{
  DzVersionsDialog *self = user_data;

  self->relist = 0;
  list (self);
  return G_SOURCE_REMOVE;
}

static void
modified_cb (DzVersionsDialog *self)
{
  if (self->versions && !self->relist && !dz_session_get_modified (self->session))
    self->relist = g_timeout_add (RELIST, relist_cb, self);
}

static void
undo_cb (DzVersionsDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.undo", NULL);
}

static void
tell_done (DzVersionsDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  dz_toast_show (self->toasts, toast, TOAST_SECONDS);
}

static void
become (DzVersionsDialog *self)
{
  if (!self->earlier || !is_editable (self))
    return;
  dz_edit_become (self->project, self->earlier, _ ("Bring Back a Version"));
  tell_done (self, _ ("The earlier version is the present one now"));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzVersionsDialog) self = user_data;

  if (g_str_equal (dz_compat_ask_finish (result), "go") && self->project)
    become (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzVersionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = dz_versions_keep_finish (DZ_VERSIONS (source), result, &error);
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "go", _ ("Bring Back _All the Same"), ADW_RESPONSE_DEFAULT },
                                   { 0 } };

  self->keeping = FALSE;
  if (!self->project)
    return;
  update_back (self);
  if (kept)
    {
      become (self);
      list (self);
    }
  else
    {
      g_autofree char *body
          = g_strdup_printf (_ ("%s\nUndo can still take back what you do now, until the window is closed."), error->message);
      const DzQuestion question
          = { _ ("The Present State Could Not Be Kept as a Version"), body, NULL, responses, "cancel", "cancel" };

      dz_compat_ask_async (GTK_WIDGET (self), &question, asked_cb, g_object_ref (self));
    }
}

static void
back_cb (DzVersionsDialog *self)
{
  if (!self->earlier || !is_editable (self) || self->keeping)
    return;
  self->keeping = TRUE;
  update_back (self);
  dz_versions_keep_async (self->versions, self->project, _ ("Bring Back a Version"), kept_cb, g_object_ref (self));
}

static void
row_back_cb (DzVersionsDialog *self, DzCompareItem *item, const char *id)
{
  GtkStringObject *block = dz_compare_item_get_object (item);

  if (!self->earlier || !is_editable (self))
    return;
  dz_edit_become_block (self->project, self->earlier, gtk_string_object_get_string (block), _ ("Bring Back a Block"));
  compare (self);
}

static void
project_cb (DzVersionsDialog *self)
{
  if (dz_session_get_project (self->session) != self->project)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
read_only_cb (DzVersionsDialog *self)
{
  update_back (self);
  compare (self);
}

static void
difference_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_compare_view_go (DZ_VERSIONS_DIALOG (widget)->compare, g_str_equal (action, "versions.next") ? 1 : -1);
}

static void
pane_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzVersionsDialog *self = DZ_VERSIONS_DIALOG (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_list = focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

  gtk_widget_grab_focus (in_list || !self->with_list ? GTK_WIDGET (self->compare) : GTK_WIDGET (self->list));
}

static void
parent_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), g_str_equal (action, "versions.undo") ? "win.undo" : "win.redo", NULL);
}

static void
dz_versions_dialog_dispose (GObject *object)
{
  DzVersionsDialog *self = DZ_VERSIONS_DIALOG (object);

  g_clear_handle_id (&self->recompare, g_source_remove);
  g_clear_handle_id (&self->relist, g_source_remove);
  g_clear_handle_id (&self->spin, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->items);
  g_clear_pointer (&self->earlier, dz_project_drop);
  g_clear_pointer (&self->compared, dz_project_drop);
  g_clear_object (&self->versions);
  g_clear_object (&self->project);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_VERSIONS_DIALOG);
  G_OBJECT_CLASS (dz_versions_dialog_parent_class)->dispose (object);
}

static void
dz_versions_dialog_class_init (DzVersionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_versions_dialog_dispose;
  g_type_ensure (DZ_TYPE_VERSION_LIST);
  g_type_ensure (DZ_TYPE_COMPARE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/versions/dz-versions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, back);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, compare);
  gtk_widget_class_bind_template_child (widget_class, DzVersionsDialog, damaged);
  gtk_widget_class_install_action (widget_class, "versions.next", NULL, difference_cb);
  gtk_widget_class_install_action (widget_class, "versions.previous", NULL, difference_cb);
  gtk_widget_class_install_action (widget_class, "versions.pane", NULL, pane_cb);
  gtk_widget_class_install_action (widget_class, "versions.undo", NULL, parent_cb);
  gtk_widget_class_install_action (widget_class, "versions.redo", NULL, parent_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, 0, "versions.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, GDK_SHIFT_MASK, "versions.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "versions.pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, GDK_SHIFT_MASK, "versions.pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "versions.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "versions.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
dz_versions_dialog_init (DzVersionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dz_compare_view_set_empty_text (self->compare, _ ("This version and the present are the same."));
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->list, "loaded", G_CALLBACK (listed_cb), self);
  g_signal_connect_swapped (self->list, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->compare, "action", G_CALLBACK (row_back_cb), self);
}

/* The one with the list that is open already. */
static GtkWindow *
find_open (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (DZ_IS_VERSIONS_DIALOG (window) && gtk_window_get_transient_for (window) == parent
          && DZ_VERSIONS_DIALOG (window)->with_list)
        return window; /* the toolkit keeps it */
    }
  return NULL;
}

void
dz_versions_dialog_present (GtkWindow *parent, DzSession *session, DzProject *earlier, const char *heading)
{
  GtkWindow *open = earlier ? NULL : find_open (parent);
  DzVersionsDialog *self;

  if (open)
    {
      gtk_window_present (open);
      return;
    }
  self = g_object_new (DZ_TYPE_VERSIONS_DIALOG, "transient-for", parent, NULL);
  self->with_list = earlier == NULL;
  self->session = g_object_ref (session);
  self->project = g_object_ref (dz_session_get_project (session));
  self->versions = dz_versions_new (dz_project_get_id (self->project));
  adw_window_title_set_subtitle (self->title, dz_session_get_name (session));
  g_signal_connect_swapped (self->project, "step-ended", G_CALLBACK (compare_soon), self);
  g_signal_connect_swapped (session, "notify::project", G_CALLBACK (project_cb), self);
  g_signal_connect_swapped (session, "notify::read-only", G_CALLBACK (read_only_cb), self);
  update_back (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  if (earlier)
    {
      start_over (self, heading ? heading : _ ("Earlier"));
      take_earlier (self, earlier);
    }
  else
    {
      g_signal_connect_swapped (session, "notify::modified", G_CALLBACK (modified_cb), self);
      self->spin = g_timeout_add (SPIN, spin_cb, self);
      list (self);
    }
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->compare));
}
