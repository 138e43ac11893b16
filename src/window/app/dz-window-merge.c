#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-merging.h"
#include "window/app/dz-window-private.h"
#include "window/dz-compat.h"

#include "model/dz-project-copy.h"
#include "store/dz-project-file.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

/**
 * Merge:
 * @name: of the copy's file, shown
 * @theirs: (nullable): the copy, once it is read
 * @base: (nullable): what both began with, when it is found
 *
 * A copy that is being merged into the window's project.
 */
typedef struct
{
  DzWindow *window;
  DzProject *project;
  GCancellable *cancellable;
  char *name;
  DzProject *theirs;
  DzProject *base;
  DzVersions *versions;
} Merge;

/* What a thread looks for the base with. */
typedef struct
{
  DzVersions *versions;
  DzProject *ours;
  DzProject *theirs;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->versions);
  dz_project_drop (search->ours);
  dz_project_drop (search->theirs);
  g_free (search);
}

/* Still the same project in the same window, and one that may be edited. */
static gboolean
is_wanted (Merge *merge)
{
  DzSession *session = merge->window->session;

  return session && dz_session_get_project (session) == merge->project && !dz_session_get_read_only (session)
         && !g_cancellable_is_cancelled (merge->cancellable);
}

static void
merge_end (Merge *merge)
{
  DzWindow *self = merge->window;

  if (self->merging == merge->cancellable)
    {
      dz_task_bar_end (self->merge_bar);
      g_clear_object (&self->merging);
      dz_window_update_actions (self);
    }
  g_object_unref (merge->window);
  g_object_unref (merge->project);
  g_object_unref (merge->cancellable);
  g_object_unref (merge->versions);
  dz_project_drop (merge->theirs);
  dz_project_drop (merge->base);
  g_free (merge->name);
  g_free (merge);
}

static void
merge_fail (Merge *merge, const GError *error)
{
  if (merge->window->session && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dz_window_show_error (merge->window, _ ("This Copy Could Not Be Merged"), error);
  merge_end (merge);
}

/* (transfer full): "Merged with “talk”: 12 blocks changed, 2 conflicts to choose" */
static char *
dup_news (Merge *merge, guint n_blocks, guint n_conflicts)
{
  g_autofree char *blocks
      = g_strdup_printf (ngettext ("%u block changed", "%u blocks changed", n_blocks), n_blocks);
  g_autofree char *conflicts
      = g_strdup_printf (ngettext ("%u conflict to choose", "%u conflicts to choose", n_conflicts), n_conflicts);

  if (n_conflicts > 0)
    /* Translators: %s are the name of a file, "12 blocks changed" and "2 conflicts to choose" */
    return g_strdup_printf (_ ("Merged with “%s”: %s, %s"), merge->name, blocks, conflicts);
  /* Translators: %s are the name of a file and "12 blocks changed" */
  return g_strdup_printf (_ ("Merged with “%s”: %s"), merge->name, blocks);
}

/* In the line that offers to see it and to take it back. */
static void
tell (Merge *merge, GAsyncResult *result, guint n_conflicts)
{
  gboolean changed = dz_merging_run_get_changed (result);
  g_autofree char *text = changed
                              ? dup_news (merge, dz_merging_run_get_n_blocks (result), n_conflicts)
                              : g_strdup_printf (_ ("“%s” has nothing that is not here already"), merge->name);
  g_autoptr (DzProject) earlier = changed ? dz_project_copy (dz_merging_run_get_earlier (result)) : NULL;

  g_signal_emit_by_name (merge->window->session, "news", DZ_SESSION_MERGED, earlier, text);
}

static void
copy_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!dz_versions_keep_finish (DZ_VERSIONS (source), result, &error))
    g_message ("%s", error->message);
}

/* When the same person's copy comes again, this is what both begin with. */
static void
keep_copy (Merge *merge)
{
  g_autofree char *reason = g_strdup_printf (_ ("The copy “%s”, as it was merged"), merge->name);

  dz_versions_keep_async (merge->versions, merge->theirs, reason, copy_kept_cb, NULL);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;
  guint n_conflicts;

  if (!dz_merging_run_finish (result, &n_conflicts, &error))
    {
      merge_fail (merge, error);
      return;
    }
  keep_copy (merge);
  if (merge->window->session && dz_session_get_project (merge->window->session) == merge->project)
    {
      tell (merge, result, n_conflicts);
      if (n_conflicts > 0)
        dz_window_show_conflicts (merge->window);
    }
  merge_end (merge);
}

static void
run (Merge *merge)
{
  dz_window_flush (merge->window);
  dz_merging_run_async (merge->project, merge->base, merge->theirs, _ ("Merge with a Copy"), merge->cancellable, merged_cb,
                        merge);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;

  if (g_str_equal (dz_compat_ask_finish (result), "go") && is_wanted (merge))
    run (merge);
  else
    merge_end (merge);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = dz_versions_keep_finish (DZ_VERSIONS (source), result, &error);
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "go", _ ("Merge _All the Same"), ADW_RESPONSE_DEFAULT },
                                   { 0 } };

  if (!is_wanted (merge))
    merge_end (merge);
  else if (kept)
    run (merge);
  else
    {
      g_autofree char *body
          = g_strdup_printf (_ ("%s\nUndo can still take back what you do now, until the window is closed."), error->message);
      const DzQuestion question
          = { _ ("The Present State Could Not Be Kept as a Version"), body, NULL, responses, "cancel", "cancel" };

      dz_compat_ask_async (GTK_WIDGET (merge->window), &question, asked_cb, merge);
    }
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;

  g_task_return_pointer (task, dz_versions_find_base (search->versions, search->ours, search->theirs), g_object_unref);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;

  merge->base = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!is_wanted (merge))
    {
      merge_end (merge);
      return;
    }
  dz_window_flush (merge->window);
  dz_versions_keep_async (merge->versions, merge->project, _ ("Merge with a Copy"), kept_cb, merge);
}

static void
find_base (Merge *merge)
{
  g_autoptr (GTask) task = g_task_new (NULL, merge->cancellable, found_cb, merge);
  Search *search = g_new0 (Search, 1);

  search->versions = g_object_ref (merge->versions);
  search->ours = dz_project_copy (merge->project);
  search->theirs = dz_project_copy (merge->theirs);
  g_task_set_source_tag (task, find_base);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

static GError *
check_copy (Merge *merge, gboolean newer)
{
  if (newer)
    return g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN,
                        _ ("“%s” was written by a newer version of Duizhao, and a merge would not be whole. Update Duizhao."),
                        merge->name);
  if (!g_str_equal (dz_project_get_id (merge->theirs), dz_project_get_id (merge->project)))
    return g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN,
                        _ ("“%s” is another project, not a copy of this one. A copy is made by saving this project under another "
                           "name, or by copying its file."),
                        merge->name);
  return NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;
  gboolean newer = FALSE;

  merge->theirs = dz_project_file_load_finish (G_FILE (source), result, &newer, &error);
  if (merge->theirs && !is_wanted (merge))
    {
      merge_end (merge);
      return;
    }
  if (merge->theirs)
    error = check_copy (merge, newer);
  if (error)
    merge_fail (merge, error);
  else
    find_base (merge);
}

static void
start (DzWindow *self, GFile *file)
{
  Merge *merge = g_new0 (Merge, 1);
  g_autofree char *base = g_file_get_basename (file), *what = NULL;

  merge->window = g_object_ref (self);
  merge->project = g_object_ref (dz_session_get_project (self->session));
  merge->versions = dz_versions_new (dz_project_get_id (merge->project));
  merge->name = g_filename_display_name (base);
  what = g_strdup_printf (_ ("Merging with %s…"), merge->name);
  merge->cancellable = g_object_ref (dz_task_bar_begin (self->merge_bar, what));
  g_set_object (&self->merging, merge->cancellable);
  dz_window_update_actions (self);
  dz_project_file_load_async (file, merge->cancellable, loaded_cb, merge);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  g_autoptr (GFile) file = dz_compat_file_finish (result, NULL);
  GFile *own;

  if (!file || !self->session || self->merging || !dz_session_get_project (self->session)
      || dz_session_get_read_only (self->session))
    return;
  own = dz_session_get_file (self->session);
  if (own && g_file_equal (file, own))
    {
      const GError error = { DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN, _ ("This is the project’s own file. Choose a copy of it.") };

      dz_window_show_error (self, _ ("This Copy Could Not Be Merged"), &error);
    }
  else
    start (self, file);
}

static void
merge_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  dz_window_flush (self);
  gtk_file_filter_set_name (filter, _ ("Duizhao projects"));
  gtk_file_filter_add_suffix (filter, "duizhao");
  g_list_store_append (filters, filter);
  dz_compat_open_file_async (GTK_WINDOW (self), _ ("Merge with a Copy"), G_LIST_MODEL (filters),
                             dz_session_get_folder (self->session), file_chosen_cb, g_object_ref (self));
}

void
dz_window_install_merge_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.merge", NULL, merge_cb);
}

void
dz_window_update_merge_actions (DzWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.merge",
                                 dz_session_get_project (self->session) && !dz_session_get_read_only (self->session)
                                     && !self->merging);
}
