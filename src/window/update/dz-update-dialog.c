#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/compare/dz-compare-view.h"
#include "window/dz-compat.h"
#include "window/update/dz-update-dialog.h"
#include "window/update/dz-update-items.h"
#include "window/update/dz-update-summary.h"

#include "model/dz-project-copy.h"
#include "store/dz-versions.h"

/* Milliseconds: a burst of changes, or of choices, is looked at once. */
#define REPLAN 300
#define RECOUNT 120
/* Nothing is said of a wait that is shorter. */
#define SPIN 120

struct _DzUpdateDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *cancel;
  GtkWidget *warning;
  GtkWidget *bar;
  GtkLabel *summary;
  GtkStack *stack;
  DzCompareView *compare;

  DzSession *session;
  DzProject *project;
  char *document;
  /* While a thread plans, only that thread touches it. */
  DzProject *transcript;
  DzVersions *versions;
  /* (nullable): until it is made. */
  GListModel *plan;
  GListModel *items;
  DzUpdateResult result;
  GCancellable *cancellable;
  gboolean planning;
  gboolean stale;
  gboolean counting;
  gboolean count_again;
  gboolean keeping;
  gboolean choosing_all;
  guint replan;
  guint recount;
  guint spin;
};

G_DEFINE_FINAL_TYPE (DzUpdateDialog, dz_update_dialog, ADW_TYPE_WINDOW)

static guint updated_signal;

/* What a thread works on, and what it found. */
typedef struct
{
  DzProject *project;
  char *document;
  DzProject *transcript;
  GHashTable *takes;
  GListModel *plan;
  GPtrArray *items;
  DzUpdateResult result;
} Work;

static void
plan (DzUpdateDialog *self);
static void
count_soon (DzUpdateDialog *self);

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->project);
  g_clear_object (&work->transcript);
  g_clear_pointer (&work->takes, g_hash_table_unref);
  g_clear_object (&work->plan);
  g_clear_pointer (&work->items, g_ptr_array_unref);
  g_free (work->document);
  g_free (work);
}

/* What a row is of, in another plan too. */
static char *
dup_key (DzUpdateRow *row)
{
  DzBlock *old = dz_update_row_get_old (row);

  if (dz_update_row_get_entity (row))
    return g_strdup_printf ("field %s %s", dz_entity_get_id (dz_update_row_get_entity (row)),
                            dz_update_row_get_field (row));
  if (old)
    return g_strdup_printf ("block %s", dz_block_get_id (old));
  return g_strdup_printf ("new %s",
                          dz_text_get_string (dz_block_get_text (dz_update_row_get_new (row), DZ_SIDE_ORIGINAL)));
}

/* (transfer full): what was chosen so far */
static GHashTable *
list_takes (GListModel *plan)
{
  GHashTable *takes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = plan ? g_list_model_get_n_items (plan) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzUpdateRow) row = g_list_model_get_item (plan, i);

      if (dz_update_row_get_kind (row) != DZ_UPDATE_SAME)
        g_hash_table_insert (takes, dup_key (row), GINT_TO_POINTER (dz_update_row_get_take (row)));
    }
  return takes;
}

static void
choose_again (GListModel *plan, GHashTable *takes)
{
  guint n = g_hash_table_size (takes) > 0 ? g_list_model_get_n_items (plan) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzUpdateRow) row = g_list_model_get_item (plan, i);
      g_autofree char *key = dup_key (row);
      gpointer take;

      if (g_hash_table_lookup_extended (takes, key, NULL, &take))
        dz_update_row_set_take (row, GPOINTER_TO_INT (take));
    }
}

static void
plan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  DzDocument *document = dz_project_lookup_document (work->project, work->document);
  g_autoptr (DzProject) scratch = NULL;

  work->plan = dz_update_plan (work->project, document, work->transcript);
  choose_again (work->plan, work->takes);
  work->items = dz_update_items_make (work->project, document, work->plan);
  scratch = dz_project_copy (work->project);
  dz_update_apply (scratch, dz_project_lookup_document (scratch, work->document), work->plan, &work->result);
  g_task_return_boolean (task, TRUE);
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  dz_update_apply (work->project, dz_project_lookup_document (work->project, work->document), work->plan,
                   &work->result);
  g_task_return_boolean (task, TRUE);
}

static gboolean
has_something_to_do (DzUpdateDialog *self)
{
  const DzUpdateResult *result = &self->result;

  return result->changed + result->added + result->removed + result->fields > 0;
}

static void
update_actions (DzUpdateDialog *self)
{
  gboolean ready = self->plan && !self->planning && !self->replan && !self->keeping;
  gboolean editable = !dz_session_get_read_only (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "update.apply", ready && editable && has_something_to_do (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "update.take-all", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "update.take-none", ready);
}

static void
show_page (DzUpdateDialog *self, const char *name)
{
  g_clear_handle_id (&self->spin, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
spin_cb (gpointer user_data)
{
  DzUpdateDialog *self = user_data;

  self->spin = 0;
  show_page (self, "comparing");
  return G_SOURCE_REMOVE;
}

static void
show_summary (DzUpdateDialog *self, const DzUpdateResult *result)
{
  g_autofree char *text = dz_update_summary_dup (result);

  self->result = *result;
  gtk_label_set_text (self->summary, text);
  update_actions (self);
}

static void
chosen_cb (DzUpdateDialog *self, GParamSpec *pspec, DzCompareItem *item)
{
  dz_update_row_set_take (dz_compare_item_get_object (item), dz_compare_item_get_chosen (item));
  if (!self->choosing_all)
    count_soon (self);
}

/* What was chosen while the thread planned counts too. */
static void
take_plan (DzUpdateDialog *self, GListModel *plan, GPtrArray *items)
{
  g_autoptr (GHashTable) takes = self->plan ? list_takes (self->plan) : NULL;

  g_set_object (&self->plan, plan);
  if (!takes)
    return;
  choose_again (plan, takes);
  for (guint i = 0; i < items->len; i++)
    {
      DzCompareItem *item = g_ptr_array_index (items, i);

      if (dz_compare_item_get_checkable (item))
        g_object_set (item, "chosen", dz_update_row_get_take (dz_compare_item_get_object (item)), NULL);
    }
  count_soon (self);
}

static void
show_items (DzUpdateDialog *self, GPtrArray *items)
{
  GListStore *store = g_list_store_new (DZ_TYPE_COMPARE_ITEM);

  for (guint i = 0; i < items->len; i++)
    if (dz_compare_item_get_checkable (g_ptr_array_index (items, i)))
      g_signal_connect_object (g_ptr_array_index (items, i), "notify::chosen", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  g_clear_object (&self->items);
  self->items = G_LIST_MODEL (store);
  dz_compare_view_set_model (self->compare, self->items);
}

static gboolean
has_choice (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (dz_compare_item_get_checkable (g_ptr_array_index (items, i)))
      return TRUE;
  return FALSE;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DzUpdateDialog *self = DZ_UPDATE_DIALOG (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  gboolean first = self->plan == NULL;

  /* The window went meanwhile. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL) || !self->project)
    return;
  self->planning = FALSE;
  take_plan (self, work->plan, work->items);
  show_items (self, work->items);
  gtk_widget_set_visible (self->warning, dz_update_summary_is_strange (self->plan));
  gtk_widget_set_visible (self->bar, has_choice (work->items));
  show_summary (self, &work->result);
  show_page (self, "compare");
  if (first && !dz_compare_view_go (self->compare, 1))
    gtk_widget_grab_focus (self->cancel);
  if (self->stale)
    plan (self);
}

static Work *
work_new (DzUpdateDialog *self)
{
  Work *work = g_new0 (Work, 1);

  work->project = dz_project_copy (self->project);
  work->document = g_strdup (self->document);
  return work;
}

static void
plan (DzUpdateDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_clear_handle_id (&self->replan, g_source_remove);
  self->stale = self->planning;
  if (self->planning)
    return;
  if (!dz_project_lookup_document (self->project, self->document))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  work = work_new (self);
  work->transcript = g_object_ref (self->transcript);
  work->takes = list_takes (self->plan);
  self->planning = TRUE;
  update_actions (self);
  task = g_task_new (self, self->cancellable, planned_cb, NULL);
  g_task_set_source_tag (task, plan);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, plan_thread);
}

static gboolean
replan_cb (gpointer user_data)
{
  DzUpdateDialog *self = user_data;

  self->replan = 0;
  plan (self);
  return G_SOURCE_REMOVE;
}

/* The project changed: what was planned may not fit any more. */
static void
plan_soon (DzUpdateDialog *self)
{
  if (!self->replan)
    self->replan = g_timeout_add (REPLAN, replan_cb, self);
  update_actions (self);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DzUpdateDialog *self = DZ_UPDATE_DIALOG (source);
  Work *work = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || !self->project)
    return;
  self->counting = FALSE;
  if (self->count_again)
    count_soon (self);
  else
    show_summary (self, &work->result);
}

static gboolean
recount_cb (gpointer user_data)
{
  DzUpdateDialog *self = user_data;
  g_autoptr (GTask) task = NULL;
  Work *work;

  self->recount = 0;
  self->count_again = self->counting;
  if (self->counting || self->planning)
    return G_SOURCE_REMOVE;
  work = work_new (self);
  work->plan = dz_update_plan_copy (self->plan);
  self->counting = TRUE;
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_source_tag (task, recount_cb);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, count_thread);
  return G_SOURCE_REMOVE;
}

static void
count_soon (DzUpdateDialog *self)
{
  if (!self->recount)
    self->recount = g_timeout_add (RECOUNT, recount_cb, self);
}

static void
choose_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzUpdateDialog *self = DZ_UPDATE_DIALOG (widget);
  gboolean all = g_str_equal (action, "update.take-all");
  guint n = g_list_model_get_n_items (self->items);

  self->choosing_all = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzCompareItem) item = g_list_model_get_item (self->items, i);

      if (dz_compare_item_get_checkable (item))
        g_object_set (item, "chosen", all, NULL);
    }
  self->choosing_all = FALSE;
  count_soon (self);
}

static gboolean
go_cb (gpointer self)
{
  gtk_window_destroy (self);
  return G_SOURCE_REMOVE;
}

static void
update (DzUpdateDialog *self)
{
  DzDocument *document = dz_project_lookup_document (self->project, self->document);
  DzUpdateResult result;

  if (!document || self->planning || self->replan || dz_session_get_read_only (self->session))
    return;
  g_signal_handlers_disconnect_by_data (self->project, self);
  dz_update_apply (self->project, document, self->plan, &result);
  g_signal_emit (self, updated_signal, 0, &result);
  /* Not before a question that was asked has gone, which belongs to it. */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_idle_add_full (G_PRIORITY_LOW, go_cb, g_object_ref (self), g_object_unref);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzUpdateDialog) self = user_data;

  if (g_str_equal (dz_compat_ask_finish (result), "go") && self->project)
    update (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzUpdateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = dz_versions_keep_finish (DZ_VERSIONS (source), result, &error);
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "go", _ ("Update _All the Same"), ADW_RESPONSE_DEFAULT },
                                   { 0 } };
  g_autofree char *body = NULL;

  self->keeping = FALSE;
  if (!self->project)
    return;
  update_actions (self);
  if (kept)
    {
      update (self);
      return;
    }
  body = g_strdup_printf (_ ("%s\nUndo can still take back what you do now, until the window is closed."),
                          error->message);
  dz_compat_ask_async (GTK_WIDGET (self),
                       &(const DzQuestion){ _ ("The Present State Could Not Be Kept as a Version"), body, NULL,
                                            responses, "cancel", "cancel" },
                       asked_cb, g_object_ref (self));
}

static void
apply_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzUpdateDialog *self = DZ_UPDATE_DIALOG (widget);

  self->keeping = TRUE;
  update_actions (self);
  dz_versions_keep_async (self->versions, self->project, _ ("Update the Original"), kept_cb, g_object_ref (self));
}

static void
difference_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_compare_view_go (DZ_UPDATE_DIALOG (widget)->compare, g_str_equal (action, "update.next") ? 1 : -1);
}

static void
project_cb (DzUpdateDialog *self)
{
  if (dz_session_get_project (self->session) != self->project)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
dz_update_dialog_dispose (GObject *object)
{
  DzUpdateDialog *self = DZ_UPDATE_DIALOG (object);

  g_clear_handle_id (&self->replan, g_source_remove);
  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_handle_id (&self->spin, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->plan);
  g_clear_object (&self->items);
  g_clear_object (&self->versions);
  g_clear_object (&self->project);
  g_clear_object (&self->session);
  g_clear_pointer (&self->transcript, dz_project_drop);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_UPDATE_DIALOG);
  G_OBJECT_CLASS (dz_update_dialog_parent_class)->dispose (object);
}

static void
dz_update_dialog_finalize (GObject *object)
{
  DzUpdateDialog *self = DZ_UPDATE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->document);
  G_OBJECT_CLASS (dz_update_dialog_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "update.apply", NULL, apply_cb);
  gtk_widget_class_install_action (klass, "update.take-all", NULL, choose_all_cb);
  gtk_widget_class_install_action (klass, "update.take-none", NULL, choose_all_cb);
  gtk_widget_class_install_action (klass, "update.next", NULL, difference_cb);
  gtk_widget_class_install_action (klass, "update.previous", NULL, difference_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Return, GDK_CONTROL_MASK, "update.apply", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "update.apply", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F7, 0, "update.next", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F7, GDK_SHIFT_MASK, "update.previous", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
dz_update_dialog_class_init (DzUpdateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_update_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dz_update_dialog_finalize;
  g_type_ensure (DZ_TYPE_COMPARE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/update/dz-update-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, warning);
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DzUpdateDialog, compare);
  updated_signal = g_signal_new ("updated", DZ_TYPE_UPDATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_POINTER);
  install_keys (widget_class);
}

static void
dz_update_dialog_init (DzUpdateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->bar, FALSE);
  dz_compare_view_set_headings (self->compare, _ ("Now"), _ ("New Version"));
  dz_compare_view_set_empty_text (self->compare, _ ("The new version says the same as the original."));
}

DzUpdateDialog *
dz_update_dialog_new (GtkWindow *parent, DzSession *session, GFile *file, DzProject *transcript)
{
  DzUpdateDialog *self = g_object_new (DZ_TYPE_UPDATE_DIALOG, "transient-for", parent, NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  self->session = g_object_ref (session);
  self->project = g_object_ref (dz_session_get_project (session));
  self->document = g_strdup (dz_document_get_id (dz_session_get_document (session)));
  self->transcript = g_object_ref (transcript);
  self->versions = dz_versions_new (dz_project_get_id (self->project));
  adw_window_title_set_subtitle (self->title, shown);
  g_signal_connect_swapped (self->project, "step-ended", G_CALLBACK (plan_soon), self);
  g_signal_connect_swapped (session, "notify::project", G_CALLBACK (project_cb), self);
  g_signal_connect_swapped (session, "notify::read-only", G_CALLBACK (update_actions), self);
  self->spin = g_timeout_add (SPIN, spin_cb, self);
  plan (self);
  return self;
}
