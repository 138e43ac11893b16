#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>

#include <glib/gi18n.h>

#include "model/dz-project-copy.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-replace-file.h"
#include "store/dz-store-error.h"
#include "store/dz-versions-private.h"

#define CHUNK (1024 * 1024)

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Sets an error that names @file; @local is taken over. */
static void
set_read_error (GError **error, GFile *file, GError *local)
{
  g_autofree char *name = g_file_get_parse_name (file);

  if (is_cancelled (local))
    {
      g_propagate_error (error, local);
      return;
    }
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_READ,
                 _ ("“%s” is not there. It may have been moved, renamed or deleted."), name);
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_READ, _ ("“%s” may not be read by you. Change its permissions."),
                 name);
  else
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_READ, _ ("“%s” cannot be read: %s"), name, local->message);
  g_error_free (local);
}

/* Sets an error that says what is wrong in @file, and where to find a better one. */
static void
set_content_error (GError **error, GFile *file, GError *local)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GFile) previous = dz_replace_file_get_previous (file);
  g_autofree char *previous_name = g_file_get_parse_name (previous);

  if (local->code == DZ_STORE_ERROR_FOREIGN)
    g_set_error (error, DZ_STORE_ERROR, local->code,
                 _ ("“%s” cannot be opened: %s. If it is a transcript, import it instead."), name, local->message);
  else if (local->code == DZ_STORE_ERROR_DAMAGED && g_file_query_exists (previous, NULL))
    g_set_error (error, DZ_STORE_ERROR, local->code,
                 _ ("“%s” cannot be opened: %s. It was not changed. What was saved before it is in “%s”."), name,
                 local->message, previous_name);
  else
    g_set_error (error, DZ_STORE_ERROR, local->code,
                 _ ("“%s” cannot be opened: %s. It was not changed. Mend that place, or open a copy of the file."),
                 name, local->message);
  g_error_free (local);
}

/* Only files have an end; a pipe might never answer. */
static gboolean
check_kind_and_size (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  /* Where the folder may not be looked into, GIO gives what it has: nothing. */
  if (!g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_SIZE))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, g_strerror (EACCES));
      return FALSE;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("it is a folder"));
      return FALSE;
    }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is a device, not a file"));
      return FALSE;
    }
  if (g_file_info_get_size (info) <= DZ_PROJECT_FILE_MAX_SIZE)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("it is larger than %d MB"),
               (int)(DZ_PROJECT_FILE_MAX_SIZE / 1024 / 1024));
  return FALSE;
}

static GBytes *
read_all (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) array = g_byte_array_new ();

  if (stream == NULL)
    return NULL;
  for (;;)
    {
      gsize length = array->len, n_read;

      g_byte_array_set_size (array, (guint)(length + CHUNK));
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), array->data + length, CHUNK, &n_read, cancellable, error))
        return NULL;
      g_byte_array_set_size (array, (guint)(length + n_read));
      if (n_read < CHUNK)
        return g_byte_array_free_to_bytes (g_steal_pointer (&array));
      if (array->len > DZ_PROJECT_FILE_MAX_SIZE)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("it is larger than %d MB"),
                       (int)(DZ_PROJECT_FILE_MAX_SIZE / 1024 / 1024));
          return NULL;
        }
    }
}

GBytes *
dz_project_file_read (GFile *file, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  GBytes *bytes = NULL;

  if (!check_kind_and_size (file, cancellable, &local) || (bytes = read_all (file, cancellable, &local)) == NULL)
    set_read_error (error, file, local);
  return bytes;
}

DzProject *
dz_project_file_load_stamped (
    GFile *file, gboolean *read_only, DzFileStamp **stamp, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  g_autoptr (GBytes) bytes = dz_project_file_read (file, cancellable, error);
  g_autofree char *digest = NULL;
  DzProject *project;

  if (bytes == NULL)
    return NULL;
  if (stamp != NULL)
    digest = dz_digest_bytes (bytes);
  project = dz_project_from_json_take (g_steal_pointer (&bytes), read_only, &local);
  if (project == NULL)
    set_content_error (error, file, local);
  else if (stamp != NULL)
    *stamp = dz_file_stamp_new (file, digest);
  return project;
}

DzProject *
dz_project_file_load (GFile *file, gboolean *read_only, GCancellable *cancellable, GError **error)
{
  return dz_project_file_load_stamped (file, read_only, NULL, cancellable, error);
}

typedef struct
{
  gboolean read_only;
  DzFileStamp *stamp;
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_clear_pointer (&loaded->stamp, dz_file_stamp_unref);
  g_free (loaded);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Loaded *loaded = task_data;
  GError *error = NULL;
  DzProject *project = dz_project_file_load_stamped (source, &loaded->read_only, &loaded->stamp, cancellable, &error);

  if (project != NULL)
    g_task_return_pointer (task, project, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
dz_project_file_load_stamped_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, data);

  g_task_set_source_tag (task, dz_project_file_load_stamped_async);
  g_task_set_task_data (task, g_new0 (Loaded, 1), (GDestroyNotify)loaded_free);
  g_task_run_in_thread (task, load_thread);
}

DzProject *
dz_project_file_load_stamped_finish (
    GFile *file, GAsyncResult *result, gboolean *read_only, DzFileStamp **stamp, GError **error)
{
  Loaded *loaded;

  g_return_val_if_fail (g_task_is_valid (result, file), NULL);

  loaded = g_task_get_task_data (G_TASK (result));
  if (read_only != NULL)
    *read_only = loaded->read_only;
  if (stamp != NULL)
    *stamp = g_steal_pointer (&loaded->stamp);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dz_project_file_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  dz_project_file_load_stamped_async (file, cancellable, callback, data);
}

DzProject *
dz_project_file_load_finish (GFile *file, GAsyncResult *result, gboolean *read_only, GError **error)
{
  return dz_project_file_load_stamped_finish (file, result, read_only, NULL, error);
}

/* The project as it was when saving began, and what goes along with it. */
typedef struct
{
  GFile *file;
  DzProject *copy;
  DzSaveContext context; /* owned */
  guint mark;
  guint64 revision;
  guint64 number; /* later ones have higher ones */
  gboolean overtaken;
  char *digest;
  DzFileStamp *stamp;
  GError *not_kept; /* (nullable): why it is no version */
} Snapshot;

/* Saves of one process go one after the other, and an older snapshot never takes the place of a later one. */
static GMutex save_mutex;
static GHashTable *written; /* GFile → Written */

typedef struct
{
  guint64 number;     /* of the snapshot that was written last */
  DzFileStamp *tried; /* (nullable): what was to be written last, and failed: it may be there all the same */
} Written;

static void
written_free (Written *self)
{
  g_clear_pointer (&self->tried, dz_file_stamp_unref);
  g_free (self);
}

static Written *
written_of (GFile *file)
{
  Written *self;

  if (written == NULL)
    written = g_hash_table_new_full (g_file_hash, (GEqualFunc)g_file_equal, g_object_unref, (GDestroyNotify)written_free);
  self = g_hash_table_lookup (written, file);
  if (self == NULL)
    {
      self = g_new0 (Written, 1);
      g_hash_table_insert (written, g_object_ref (file), self);
    }
  return self;
}

static Snapshot *
snapshot_new (DzProject *project, GFile *file, const DzSaveContext *context)
{
  static gsize last_number;
  Snapshot *self = g_new0 (Snapshot, 1);

  /* Without the mutex: a key would wait as long as another project is being written. */
  self->number = (guint64)g_atomic_pointer_add (&last_number, 1) + 1;
  self->file = g_object_ref (file);
  if (context->expected != NULL)
    self->context.expected = dz_file_stamp_ref (context->expected);
  g_set_object (&self->context.journal, context->journal);
  g_set_object (&self->context.versions, context->versions);
  if (context->journal != NULL)
    self->mark = dz_journal_mark (context->journal);
  self->copy = dz_project_copy (project);
  self->revision = dz_project_get_revision (project);
  return self;
}

static void
snapshot_free (Snapshot *self)
{
  g_object_unref (self->file);
  g_clear_object (&self->copy);
  g_clear_pointer (&self->context.expected, dz_file_stamp_unref);
  g_clear_object (&self->context.journal);
  g_clear_object (&self->context.versions);
  g_free (self->digest);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  g_clear_error (&self->not_kept);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

static DzFileNews
look_at_file (Snapshot *self, DzFileStamp *tried, GCancellable *cancellable)
{
  DzFileNews news = dz_file_stamp_compare (self->context.expected, self->file, cancellable);

  if (news != DZ_FILE_CHANGED || tried == NULL || dz_file_stamp_compare (tried, self->file, cancellable) != DZ_FILE_SAME)
    return news;
  return DZ_FILE_SAME;
}

static gboolean
is_as_expected (Snapshot *self, DzFileStamp *tried, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (self->file);

  if (self->context.expected == NULL)
    return TRUE;
  switch (look_at_file (self, tried, cancellable))
    {
    case DZ_FILE_CHANGED:
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_CHANGED,
                   _ ("“%s” was not saved: another program has changed it meanwhile. Open it again, or save under another "
                      "name."),
                   name);
      return FALSE;
    case DZ_FILE_GONE:
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_GONE,
                   _ ("“%s” was not saved: it was moved or deleted, or the place where it lies is gone. Save it again, or "
                      "in another place."),
                   name);
      return FALSE;
    case DZ_FILE_SAME:
      break;
    }
  return TRUE;
}

static gboolean
snapshot_write_in_turn (Snapshot *self, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  Written *last = written_of (self->file);

  self->overtaken = last->number > self->number;
  if (self->overtaken)
    return TRUE;
  /* Before the file has them, so that whichever of the two it holds after a crash is known. */
  if (self->context.journal != NULL)
    dz_journal_note_digest (self->context.journal, self->mark, self->digest);
  if (!is_as_expected (self, last->tried, cancellable, error))
    return FALSE;
  g_clear_pointer (&last->tried, dz_file_stamp_unref);
  last->tried = dz_file_stamp_new (NULL, self->digest);
  if (!dz_replace_file (self->file, bytes, self->context.versions == NULL, cancellable, error))
    return FALSE;
  g_clear_pointer (&last->tried, dz_file_stamp_unref);
  last->number = self->number;
  self->stamp = dz_file_stamp_new (self->file, self->digest);
  return TRUE;
}

gboolean
dz_project_file_check_bytes (GFile *file, GBytes *bytes, DzProject *project, GError **error)
{
  g_autofree char *name = NULL;

  if (g_bytes_get_size (bytes) <= DZ_PROJECT_FILE_MAX_SIZE && dz_project_json_is_readable (bytes, project))
    return TRUE;
  name = g_file_get_parse_name (file);
  if (g_bytes_get_size (bytes) > DZ_PROJECT_FILE_MAX_SIZE)
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE,
                 _ ("“%s” was not saved: the project is larger than %d MB. Make its pictures smaller or fewer."), name,
                 (int)(DZ_PROJECT_FILE_MAX_SIZE / 1024 / 1024));
  else
    g_set_error (
        error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE,
        _ ("“%s” was not saved: the project has more text, formats and highlights than a file may hold. Part it "
           "into several projects."),
        name);
  return FALSE;
}

static void
keep_version (Snapshot *self, GBytes *bytes)
{
  g_autofree char *name = g_file_get_parse_name (self->file);
  g_autoptr (GError) error = NULL;

  if (!dz_versions_keep (self->context.versions, bytes, self->digest, NULL, &error))
    self->not_kept = g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
                                  _ ("“%s” was saved, but not as a version to go back to. %s"), name,
                                  error->message);
}

static gboolean
snapshot_write (Snapshot *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (self->copy);
  gboolean ok = dz_project_file_check_bytes (self->file, bytes, self->copy, error);

  g_clear_object (&self->copy);
  if (!ok)
    return FALSE;
  self->digest = dz_digest_bytes (bytes);
  g_mutex_lock (&save_mutex);
  ok = snapshot_write_in_turn (self, bytes, cancellable, error);
  g_mutex_unlock (&save_mutex);
  if (ok && !self->overtaken && self->context.versions != NULL)
    keep_version (self, bytes);
  return ok;
}

/* Of two saves, the file has the later one. */
static void
snapshot_mark (Snapshot *self, DzProject *project)
{
  if (self->overtaken)
    return;
  if (self->context.journal != NULL)
    dz_journal_saved (self->context.journal, self->mark, self->file, self->digest);
  if (self->context.versions != NULL)
    dz_versions_set_problem (self->context.versions, g_steal_pointer (&self->not_kept));
  dz_project_mark_saved (project, self->revision);
}

gboolean
dz_project_file_save (DzProject *project, GFile *file, GCancellable *cancellable, GError **error)
{
  const DzSaveContext alone = { NULL, NULL, NULL };
  g_autoptr (Snapshot) snapshot = snapshot_new (project, file, &alone);

  if (!snapshot_write (snapshot, cancellable, error))
    return FALSE;
  snapshot_mark (snapshot, project);
  return TRUE;
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (snapshot_write (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dz_project_file_save_with_async (DzProject *project,
                                 GFile *file,
                                 const DzSaveContext *context,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, data);

  g_task_set_source_tag (task, dz_project_file_save_with_async);
  /* Once the file has its new content, cancelling must not make it look as if it had not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, snapshot_new (project, file, context), (GDestroyNotify)snapshot_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
dz_project_file_save_with_finish (DzProject *project, GAsyncResult *result, DzFileStamp **stamp, GError **error)
{
  Snapshot *snapshot;

  g_return_val_if_fail (g_task_is_valid (result, project), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  snapshot = g_task_get_task_data (G_TASK (result));
  snapshot_mark (snapshot, project);
  if (stamp != NULL)
    *stamp = snapshot->stamp != NULL ? dz_file_stamp_ref (snapshot->stamp) : NULL;
  return TRUE;
}

void
dz_project_file_save_async (
    DzProject *project, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  const DzSaveContext alone = { NULL, NULL, NULL };

  dz_project_file_save_with_async (project, file, &alone, cancellable, callback, data);
}

gboolean
dz_project_file_save_finish (DzProject *project, GAsyncResult *result, GError **error)
{
  return dz_project_file_save_with_finish (project, result, NULL, error);
}
