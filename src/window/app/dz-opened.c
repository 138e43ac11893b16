#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-opened.h"
#include "window/welcome/dz-sample.h"

#include "desk/dz-desk.h"
#include "model/dz-project-copy.h"
#include "store/dz-project-file.h"
#include "store/dz-store-error.h"

typedef struct
{
  GFile *file;
  DzLock *lock;
  DzLeftover *leftover;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_clear_object (&wanted->file);
  g_clear_object (&wanted->lock);
  g_clear_object (&wanted->leftover);
  g_free (wanted);
}

void
dz_opened_free (DzOpened *opened)
{
  g_clear_object (&opened->project);
  g_clear_object (&opened->file);
  g_clear_object (&opened->source);
  g_free (opened->title);
  g_clear_pointer (&opened->stamp, dz_file_stamp_unref);
  g_clear_object (&opened->lock);
  g_clear_pointer (&opened->holder, dz_lock_holder_free);
  g_clear_pointer (&opened->damage, dz_damage_free);
  g_clear_object (&opened->leftover);
  g_clear_pointer (&opened->restored, dz_restored_free);
  g_clear_object (&opened->earlier);
  g_clear_error (&opened->trouble);
  g_free (opened);
}

/* The restored work is the last step of the history: the state before it is one undo away. */
static void
note_earlier (DzOpened *self)
{
  if (!dz_project_get_can_undo (self->project))
    return;
  dz_project_undo (self->project);
  self->earlier = dz_project_copy (self->project);
  dz_project_redo (self->project);
}

/* Puts the unsaved work into what was read, or in its place where nothing was. */
static void
restore (DzOpened *self)
{
  const char *digest = self->stamp ? dz_file_stamp_get_digest (self->stamp) : NULL;

  self->restored = dz_leftover_restore (self->leftover, self->project, digest, &self->trouble);
  if (!self->restored)
    {
      g_clear_object (&self->leftover);
      return;
    }
  g_set_object (&self->project, self->restored->project);
  note_earlier (self);
}

/* What is read of the file may be half changed by a restoring that failed. */
static gboolean
read_again (DzOpened *self, GCancellable *cancellable, GError **error)
{
  g_clear_object (&self->project);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  self->project = dz_project_file_load_stamped (self->file, &self->newer, &self->stamp, cancellable, error);
  return self->project != NULL;
}

static gboolean
read_damaged (DzOpened *self, GCancellable *cancellable, GError *cause, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->project = dz_project_file_load_damaged (self->file, &self->damage, cancellable, &local);
  if (!self->project)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  g_error_free (cause);
  return TRUE;
}

static gboolean
is_gone (GFile *file, GCancellable *cancellable)
{
  return !g_file_query_exists (file, cancellable);
}

static gboolean
read_project (DzOpened *self, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;

  if (!self->lock)
    self->lock = dz_lock_take (self->file, &self->holder);
  if (self->lock && !self->leftover)
    self->leftover = dz_recovery_find (self->file);
  self->project = dz_project_file_load_stamped (self->file, &self->newer, &self->stamp, cancellable, &local);
  if (g_error_matches (local, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED))
    return read_damaged (self, cancellable, local, error);
  if (!self->project && self->leftover && is_gone (self->file, cancellable))
    {
      restore (self);
      if (self->project)
        {
          g_error_free (local);
          self->stamp = dz_file_stamp_new (self->file, "");
          return TRUE;
        }
    }
  if (!self->project)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (self->newer || !self->leftover)
    return TRUE;
  restore (self);
  return self->restored || read_again (self, cancellable, error);
}

static DzOpened *
open_file (GFile *file, DzLock *lock, DzLeftover *leftover, GCancellable *cancellable, GError **error)
{
  g_autoptr (DzOpened) self = g_new0 (DzOpened, 1);
  const DzDeskFormat *format = dz_desk_find_format (file, NULL, FALSE, error);

  if (!format)
    return NULL;
  self->source = g_object_ref (file);
  if (format->format || dz_sample_is (file))
    {
      self->project = dz_desk_open (file, NULL, NULL, &self->newer, cancellable, error);
      return self->project ? g_steal_pointer (&self) : NULL;
    }
  self->file = g_object_ref (file);
  g_set_object (&self->lock, lock);
  g_set_object (&self->leftover, leftover);
  return read_project (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

static DzOpened *
open_untitled (DzLeftover *leftover, GError **error)
{
  g_autoptr (DzOpened) self = g_new0 (DzOpened, 1);

  self->leftover = g_object_ref (leftover);
  self->title = g_strdup (dz_leftover_get_title (leftover));
  restore (self);
  if (!self->project)
    {
      g_propagate_error (error, g_steal_pointer (&self->trouble));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Wanted *wanted = task_data;
  GError *error = NULL;
  DzOpened *opened;

  if (wanted->file)
    opened = open_file (wanted->file, wanted->lock, wanted->leftover, cancellable, &error);
  else
    opened = open_untitled (wanted->leftover, &error);
  if (opened)
    g_task_return_pointer (task, opened, (GDestroyNotify) dz_opened_free);
  else
    g_task_return_error (task, error);
}

static void
open_async (GFile *file, DzLock *lock, DzLeftover *leftover, GCancellable *cancellable, GAsyncReadyCallback callback,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Wanted *wanted = g_new0 (Wanted, 1);

  g_set_object (&wanted->file, file);
  g_set_object (&wanted->lock, lock);
  g_set_object (&wanted->leftover, leftover);
  g_task_set_source_tag (task, open_async);
  g_task_set_task_data (task, wanted, (GDestroyNotify) wanted_free);
  g_task_run_in_thread (task, open_thread);
}

void
dz_opened_new_async (GFile *file, DzLock *lock, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  open_async (file, lock, NULL, cancellable, callback, data);
}

void
dz_opened_restore_async (DzLeftover *leftover, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  open_async (dz_leftover_get_file (leftover), NULL, leftover, cancellable, callback, data);
}

DzOpened *
dz_opened_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
