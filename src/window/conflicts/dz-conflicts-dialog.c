#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "window/compare/dz-compare-view.h"
#include "window/conflicts/dz-conflict-items.h"
#include "window/conflicts/dz-conflicts-dialog.h"
#include "window/dz-compat.h"
#include "window/dz-menus.h"

#include "model/dz-project-copy.h"
#include "store/dz-merge.h"

/* Milliseconds: a burst of changes is looked at once. */
#define RELIST 150

struct _DzConflictsDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *all;
  GtkWidget *reason;
  GtkWidget *hint;
  DzCompareView *compare;

  DzSession *session;
  DzProject *project;
  GListStore *items;
  GCancellable *cancellable;
  gboolean listing;
  gboolean stale;
  /* There are rows, or it is known that there are none. */
  gboolean shown;
  guint relist;
};

#define DZ_TYPE_CONFLICTS_DIALOG (dz_conflicts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DzConflictsDialog, dz_conflicts_dialog, DZ, CONFLICTS_DIALOG, AdwWindow)
G_DEFINE_FINAL_TYPE (DzConflictsDialog, dz_conflicts_dialog, ADW_TYPE_WINDOW)

/* What a thread makes rows of, which nobody else touches meanwhile. */
typedef struct
{
  DzProject *project;
  gboolean editable;
} Listing;

static void list_conflicts (DzConflictsDialog *self);

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_object (&listing->project);
  g_free (listing);
}

static gboolean
is_editable (DzConflictsDialog *self)
{
  return !dz_session_get_read_only (self->session);
}

static guint
count_left (DzConflictsDialog *self)
{
  return g_list_model_get_n_items (dz_project_get_conflicts (self->project));
}

static void
update (DzConflictsDialog *self)
{
  guint left = count_left (self);

  gtk_widget_set_visible (self->reason, !is_editable (self));
  gtk_widget_set_visible (self->hint, is_editable (self) && left > 0);
  gtk_widget_set_visible (self->all, is_editable (self) && left > 1);
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (ngettext ("%u conflict is left", "%u conflicts are left", n), n);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Listing *listing = data;
  GPtrArray *items = dz_conflict_items_make (listing->project, listing->editable);

  g_clear_object (&listing->project);
  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzConflictsDialog) self = user_data;
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!items || !self->project)
    return;
  self->listing = FALSE;
  dz_compare_item_update_store (self->items, items);
  if (!self->shown)
    {
      self->shown = TRUE;
      dz_compare_view_set_model (self->compare, G_LIST_MODEL (self->items));
      gtk_widget_grab_focus (GTK_WIDGET (self->compare));
    }
  if (self->stale)
    list_conflicts (self);
}

static void
list_conflicts (DzConflictsDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Listing *listing;

  g_clear_handle_id (&self->relist, g_source_remove);
  update (self);
  self->stale = self->listing;
  if (self->listing)
    return;
  listing = g_new0 (Listing, 1);
  listing->project = dz_project_copy (self->project);
  listing->editable = is_editable (self);
  self->listing = TRUE;
  /* Not of the dialog: a thread may be the last that lets go of it. */
  task = g_task_new (NULL, self->cancellable, listed_cb, g_object_ref (self));
  g_task_set_source_tag (task, list_conflicts);
  g_task_set_task_data (task, listing, listing_free);
  g_task_run_in_thread (task, list_thread);
}

static gboolean
relist_cb (gpointer user_data)
{
  DzConflictsDialog *self = user_data;

  self->relist = 0;
  list_conflicts (self);
  return G_SOURCE_REMOVE;
}

static void
list_soon (DzConflictsDialog *self)
{
  update (self);
  if (!self->relist)
    self->relist = g_timeout_add (RELIST, relist_cb, self);
}

static DzConflict *
find_conflict (DzConflictsDialog *self, DzCompareItem *item)
{
  GtkStringObject *id = dz_compare_item_get_object (item);
  gpointer found = dz_project_lookup (self->project, gtk_string_object_get_string (id));

  return DZ_IS_CONFLICT (found) ? found : NULL;
}

/* How many are left the window says, which counts them too. */
static void
tell_end (DzConflictsDialog *self)
{
  if (count_left (self) == 0)
    dz_compat_announce (GTK_WIDGET (self), _ ("Everything is chosen."));
}

/* The row goes at once, and the focus to the next one; what else changed with it is looked up a moment later. */
static void
chosen_cb (DzConflictsDialog *self, DzCompareItem *item, const char *id)
{
  DzConflict *conflict = find_conflict (self, item);
  DzConflictChoice choice;
  guint position;

  if (!is_editable (self) || !dz_conflict_items_parse_action (id, &choice))
    return;
  if (conflict && dz_conflict_choose (self->project, conflict, choice))
    {
      if (g_list_store_find (self->items, item, &position))
        g_list_store_remove (self->items, position);
      tell_end (self);
    }
  list_soon (self);
}

static void
all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzConflictsDialog *self = DZ_CONFLICTS_DIALOG (widget);
  g_autoptr (GPtrArray) conflicts = dz_conflict_list (self->project);
  DzConflictChoice choice;

  if (!is_editable (self) || !dz_conflict_items_parse_action (g_variant_get_string (parameter, NULL), &choice))
    return;
  dz_project_begin_step (self->project, _ ("Choose between Copies"));
  for (guint i = 0; i < conflicts->len; i++)
    dz_conflict_choose (self->project, g_ptr_array_index (conflicts, i), choice);
  dz_project_end_step (self->project);
  tell_end (self);
  list_conflicts (self);
}

static void
project_cb (DzConflictsDialog *self)
{
  if (dz_session_get_project (self->session) != self->project)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
difference_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_compare_view_go (DZ_CONFLICTS_DIALOG (widget)->compare, g_str_equal (action, "conflicts.next") ? 1 : -1);
}

static void
parent_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), g_str_equal (action, "conflicts.undo") ? "win.undo" : "win.redo", NULL);
}

static void
undo_cb (DzConflictsDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.undo",
                                 is_editable (self) && dz_project_get_can_undo (self->project));
}

static void
dz_conflicts_dialog_dispose (GObject *object)
{
  DzConflictsDialog *self = DZ_CONFLICTS_DIALOG (object);

  g_clear_handle_id (&self->relist, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->items);
  g_clear_object (&self->project);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_CONFLICTS_DIALOG);
  G_OBJECT_CLASS (dz_conflicts_dialog_parent_class)->dispose (object);
}

static void
dz_conflicts_dialog_class_init (DzConflictsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_conflicts_dialog_dispose;
  g_type_ensure (DZ_TYPE_COMPARE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/conflicts/dz-conflicts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DzConflictsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DzConflictsDialog, all);
  gtk_widget_class_bind_template_child (widget_class, DzConflictsDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, DzConflictsDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, DzConflictsDialog, compare);
  gtk_widget_class_install_action (widget_class, "conflicts.all", "s", all_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.next", NULL, difference_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.previous", NULL, difference_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.undo", NULL, parent_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.redo", NULL, parent_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, 0, "conflicts.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, GDK_SHIFT_MASK, "conflicts.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "conflicts.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "conflicts.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
dz_conflicts_dialog_init (DzConflictsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->all), dz_menus_get ("conflicts"));
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (DZ_TYPE_COMPARE_ITEM);
  dz_compare_view_set_headings (self->compare, _ ("Here"), _ ("In the Other Copy"));
  dz_compare_view_set_count (self->compare, dup_count);
  dz_compare_view_set_empty_text (self->compare, _ ("Everything is chosen. Undo takes the last choice back."));
  g_signal_connect_swapped (self->compare, "action", G_CALLBACK (chosen_cb), self);
}

static GtkWindow *
find_open (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (DZ_IS_CONFLICTS_DIALOG (window) && gtk_window_get_transient_for (window) == parent)
        return window; /* the toolkit keeps it */
    }
  return NULL;
}

void
dz_conflicts_dialog_present (GtkWindow *parent, DzSession *session)
{
  GtkWindow *open = find_open (parent);
  DzConflictsDialog *self;

  if (open)
    {
      gtk_window_present (open);
      return;
    }
  self = g_object_new (DZ_TYPE_CONFLICTS_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->project = g_object_ref (dz_session_get_project (session));
  adw_window_title_set_subtitle (self->title, dz_session_get_name (session));
  g_signal_connect_swapped (self->project, "step-ended", G_CALLBACK (list_soon), self);
  g_signal_connect_swapped (self->project, "notify::can-undo", G_CALLBACK (undo_cb), self);
  g_signal_connect_swapped (session, "notify::project", G_CALLBACK (project_cb), self);
  g_signal_connect_swapped (session, "notify::read-only", G_CALLBACK (list_conflicts), self);
  list_conflicts (self);
  undo_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
