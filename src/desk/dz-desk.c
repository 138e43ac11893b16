#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk/dz-desk.h"
#include "desk/dz-desk-read.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-replace-file.h"

typedef struct
{
  GFile *file;
  char *format;
  GBytes *project;
  gboolean has_options;
  DzArticleOptions options;
  gboolean is_project;
  gboolean read_only;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->file);
  g_free (job->format);
  g_clear_pointer (&job->project, g_bytes_unref);
  g_strfreev ((char **) job->options.tags);
  g_free (job);
}

static Job *
job_new (GFile *file, const char *format)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  job->format = g_strdup (format);

  return job;
}

/* A message that comes from below may not know the file's name. */
static void
take_error (GError **error, GFile *file, GError *cause)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (base, -1);
  g_autofree char *name = NULL;

  if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) && strstr (cause->message, shown) == NULL)
    {
      name = g_file_get_parse_name (file);
      g_prefix_error (&cause, "“%s”: ", name);
    }
  g_propagate_error (error, cause);
}

static DzProject *
read_document (GFile *file, const DzFormat *format, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = dz_desk_read (file, DZ_FORMAT_MAX_BYTES, cancellable, error);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = folder != NULL ? g_file_get_path (folder) : NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  DzReadOptions options = { base, shown };

  return bytes != NULL ? format->read (bytes, &options, cancellable, error) : NULL;
}

DzProject *
dz_desk_open (GFile *file, const char *format, gboolean *is_project, gboolean *read_only, GCancellable *cancellable,
              GError **error)
{
  const DzDeskFormat *found;
  DzProject *project;
  gboolean newer = FALSE;
  GError *cause = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  found = dz_desk_find_format (file, format, FALSE, error);
  if (found == NULL)
    return NULL;
  if (found->format == NULL)
    project = dz_project_file_load (file, &newer, cancellable, &cause);
  else
    project = read_document (file, found->format, cancellable, &cause);
  if (project == NULL)
    {
      take_error (error, file, cause);
      return NULL;
    }
  if (is_project != NULL)
    *is_project = found->format == NULL;
  if (read_only != NULL)
    *read_only = newer;

  return project;
}

static gboolean
has_translation (DzProject *project)
{
  GListModel *documents = dz_project_get_documents (project);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, i);

      for (guint j = 0; j < dz_document_get_n_blocks (document); j++)
        if (!dz_text_is_empty (dz_block_get_text (dz_document_get_block (document, j), DZ_SIDE_TRANSLATION)))
          return TRUE;
    }

  return FALSE;
}

DzLayout
dz_desk_default_layout (DzProject *project)
{
  g_return_val_if_fail (DZ_IS_PROJECT (project), DZ_LAYOUT_ORIGINAL);

  return has_translation (project) ? DZ_LAYOUT_SIDE_BY_SIDE : DZ_LAYOUT_ORIGINAL;
}

DzLayout
dz_desk_default_layout_for (DzProject *project, const DzDeskFormat *format)
{
  DzLayout layout = dz_desk_default_layout (project);

  return dz_desk_format_has_layout (format, layout) ? layout : DZ_LAYOUT_INTERLEAVED;
}

static gboolean
write_document (DzProject *project, GFile *file, const DzDeskFormat *format, const DzArticleOptions *options,
                GCancellable *cancellable, GError **error)
{
  DzArticleOptions defaults = { dz_desk_default_layout_for (project, format), TRUE, NULL };
  g_autoptr (GBytes) bytes = format->format->write (project, options != NULL ? options : &defaults, cancellable, error);

  return bytes != NULL && dz_replace_file (file, bytes, FALSE, cancellable, error);
}

gboolean
dz_desk_write (DzProject *project, GFile *file, const char *format, const DzArticleOptions *options,
               GCancellable *cancellable, GError **error)
{
  const DzDeskFormat *found;
  gboolean written;
  GError *cause = NULL;

  g_return_val_if_fail (DZ_IS_PROJECT (project), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  found = dz_desk_find_format (file, format, TRUE, error);
  if (found == NULL)
    return FALSE;
  if (found->format == NULL)
    written = dz_project_file_save (project, file, cancellable, &cause);
  else
    written = write_document (project, file, found, options, cancellable, &cause);
  if (!written)
    take_error (error, file, cause);

  return written;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  DzProject *project = dz_desk_open (job->file, job->format, &job->is_project, &job->read_only, cancellable, &error);

  if (project != NULL)
    g_task_return_pointer (task, project, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
dz_desk_open_async (GFile *file, const char *format, GCancellable *cancellable, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, dz_desk_open_async);
  g_task_set_task_data (task, job_new (file, format), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, open_in_thread);
}

DzProject *
dz_desk_open_finish (GAsyncResult *result, gboolean *is_project, gboolean *read_only, GError **error)
{
  DzProject *project;
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  job = g_task_get_task_data (G_TASK (result));
  project = g_task_propagate_pointer (G_TASK (result), error);
  if (project != NULL && is_project != NULL)
    *is_project = job->is_project;
  if (project != NULL && read_only != NULL)
    *read_only = job->read_only;

  return project;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (DzProject) project = dz_project_from_json (job->project, NULL, &error);

  if (project != NULL
      && dz_desk_write (project, job->file, job->format, job->has_options ? &job->options : NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (dz_project_file_save_finish (DZ_PROJECT (g_task_get_source_object (task)), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static Job *
write_job_new (DzProject *project, GFile *file, const char *format, const DzArticleOptions *options)
{
  Job *job = job_new (file, format);

  job->project = dz_project_to_json (project);
  job->has_options = options != NULL;
  if (options != NULL)
    {
      job->options = *options;
      job->options.tags = (const char *const *) g_strdupv ((char **) options->tags);
    }

  return job;
}

void
dz_desk_write_async (DzProject *project, GFile *file, const char *format, const DzArticleOptions *options,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const DzDeskFormat *found;
  GError *error = NULL;

  g_return_if_fail (DZ_IS_PROJECT (project));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (project, cancellable, callback, user_data);
  g_task_set_source_tag (task, dz_desk_write_async);
  found = dz_desk_find_format (file, format, TRUE, &error);
  if (found == NULL)
    {
      g_task_return_error (task, error);
    }
  else if (found->format == NULL)
    {
      dz_project_file_save_async (project, file, cancellable, saved_cb, g_steal_pointer (&task));
    }
  else
    {
      g_task_set_task_data (task, write_job_new (project, file, format, options), (GDestroyNotify) job_free);
      g_task_run_in_thread (task, write_in_thread);
    }
}

gboolean
dz_desk_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
