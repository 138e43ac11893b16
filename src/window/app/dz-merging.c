#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-become.h"
#include "model/dz-project-copy.h"
#include "store/dz-merge.h"
#include "window/app/dz-merging.h"

/* Who types on and on is not waited for longer. */
#define MOST_TRIES 4

/**
 * Work:
 * @ours: a copy of the project, as it was when the present try began
 * @revision: that state
 * @merged: (nullable): what the try gave
 *
 * The copies are the thread's while there is one, and the main thread's otherwise.
 */
typedef struct
{
  DzProject *base;
  DzProject *ours;
  DzProject *theirs;
  DzProject *merged;
  char *label;
  guint64 revision;
  guint n_tries;
  guint n_conflicts;
  guint n_blocks;
  gboolean changed;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  dz_project_drop (work->base);
  dz_project_drop (work->ours);
  dz_project_drop (work->theirs);
  dz_project_drop (work->merged);
  g_free (work->label);
  g_free (work);
}

/* How many blocks of @project are not in @other, or (@changed) are another there. */
static guint
count_blocks (DzProject *project, DzProject *other, gboolean changed)
{
  GListModel *documents = dz_project_get_documents (project);
  guint count = 0;

  for (guint d = 0; d < g_list_model_get_n_items (documents); d++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, d);
      guint n_blocks = dz_document_get_n_blocks (document);

      for (guint i = 0; i < n_blocks; i++)
        {
          DzBlock *block = dz_document_get_block (document, i);
          DzBlock *there = dz_project_lookup_block (other, dz_block_get_id (block));

          count += there == NULL || (changed && !dz_entity_equal (DZ_ENTITY (block), DZ_ENTITY (there)));
        }
    }
  return count;
}

static gboolean
merge (Work *work, GError **error)
{
  work->merged = dz_merge (work->base, work->ours, work->theirs, &work->n_conflicts, error);
  if (work->merged == NULL)
    return FALSE;
  work->n_blocks = count_blocks (work->merged, work->ours, TRUE) + count_blocks (work->ours, work->merged, FALSE);
  return TRUE;
}

static void
merge_thread (GTask *try, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (merge (data, &error))
    g_task_return_boolean (try, TRUE);
  else
    g_task_return_error (try, error);
}

static void start (GTask *task);

static void
become (GTask *task)
{
  DzProject *project = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);

  dz_edit_become (project, work->merged, work->label);
  work->changed = dz_project_get_revision (project) != work->revision;
  g_task_return_boolean (task, TRUE);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DzProject *project = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (dz_project_get_revision (project) == work->revision)
    become (task);
  else
    start (task);
}

/* The thread is handed the copies, and gives them back. */
static void
start (GTask *task)
{
  DzProject *project = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GTask) try = NULL;
  GError *error = NULL;

  g_clear_pointer (&work->ours, dz_project_drop);
  g_clear_pointer (&work->merged, dz_project_drop);
  work->ours = dz_project_copy (project);
  work->revision = dz_project_get_revision (project);
  if (++work->n_tries < MOST_TRIES)
    {
      /* Not of the project: a thread may be the last that lets go of it. */
      try = g_task_new (NULL, g_task_get_cancellable (task), tried_cb, g_object_ref (task));
      g_task_set_source_tag (try, start);
      g_task_set_task_data (try, work, NULL);
      g_task_run_in_thread (try, merge_thread);
    }
  else if (merge (work, &error))
    become (task);
  else
    g_task_return_error (task, error);
}

void
dz_merging_run_async (DzProject *project, DzProject *base, DzProject *theirs, const char *label,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_PROJECT (theirs) && label != NULL);

  work = g_new0 (Work, 1);
  work->base = base != NULL ? dz_project_copy (base) : NULL;
  work->theirs = dz_project_copy (theirs);
  work->label = g_strdup (label);
  task = g_task_new (project, cancellable, callback, data);
  g_task_set_source_tag (task, dz_merging_run_async);
  /* It is done by then, and whoever asked has to know. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  start (task);
}

gboolean
dz_merging_run_finish (GAsyncResult *result, guint *n_conflicts, GError **error)
{
  Work *work;

  g_return_val_if_fail (g_async_result_is_tagged (result, dz_merging_run_async), FALSE);

  work = g_task_get_task_data (G_TASK (result));
  if (n_conflicts != NULL)
    *n_conflicts = work->n_conflicts;
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
dz_merging_run_get_changed (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dz_merging_run_async), FALSE);

  return ((Work *) g_task_get_task_data (G_TASK (result)))->changed;
}

DzProject *
dz_merging_run_get_earlier (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dz_merging_run_async), NULL);

  return ((Work *) g_task_get_task_data (G_TASK (result)))->ours;
}

guint
dz_merging_run_get_n_blocks (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dz_merging_run_async), 0);

  return ((Work *) g_task_get_task_data (G_TASK (result)))->n_blocks;
}
