#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-opened.h"
#include "window/app/dz-session-private.h"

#include "store/dz-store-error.h"

/* Milliseconds: how long opening waits until restored work is journaled again, and later looks wait; seconds between them. */
#define JOURNALED 500
#define JOURNALED_LATER 20
#define BETWEEN 2

G_DEFINE_FINAL_TYPE (DzSession, dz_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROJECT,
  PROP_FILE,
  PROP_NAME,
  PROP_READ_ONLY,
  PROP_MODIFIED,
  PROP_BUSY,
  PROP_SAVER,
  N_PROPS
};

enum
{
  NEWS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_busy (DzSession *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
set_read_only (DzSession *self, gboolean read_only)
{
  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

static void
modified_cb (DzSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static char *
make_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (base);
  char *dot = strrchr (shown, '.');

  return dot && dot != shown ? g_strndup (shown, dot - shown) : g_steal_pointer (&shown);
}

static void
set_name (DzSession *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/* @file: (nullable): where the project lies; @source: (nullable): what was opened or imported */
static void
set_place (DzSession *self, GFile *file, GFile *source, const char *title)
{
  g_autoptr (GFile) folder = source ? g_file_get_parent (source) : NULL;
  g_autofree char *name = source ? make_name (source) : g_strdup (title);

  if (g_set_object (&self->file, file))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
  g_set_object (&self->folder, folder);
  set_name (self, name);
}

static void
set_project (DzSession *self, DzProject *project)
{
  if (self->project)
    g_signal_handlers_disconnect_by_func (self->project, modified_cb, self);
  g_set_object (&self->project, project);
  g_signal_connect_swapped (project, "notify::modified", G_CALLBACK (modified_cb), self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT]);
  modified_cb (self);
}

void
dz_session_tell (DzSession *self, DzSessionNews news, DzProject *earlier, const char *text)
{
  g_signal_emit (self, signals[NEWS], 0, (int) news, earlier, text);
}

DzFileStamp *
dz_session_get_stamp (DzSession *self)
{
  return self->saver ? dz_saver_get_stamp (self->saver) : self->stamp;
}

void
dz_session_set_stamp (DzSession *self, DzFileStamp *stamp, gboolean same)
{
  if (self->saver)
    dz_saver_go_on (self->saver, stamp, same);
  else if (same)
    dz_project_mark_saved (self->project, dz_project_get_revision (self->project));
  dz_file_stamp_ref (stamp);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  self->stamp = stamp;
  if (self->watch)
    dz_file_watch_set_stamp (self->watch, stamp);
}

static void
watch_news_cb (DzSession *self, int news)
{
  const GError *problem = self->saver ? dz_saver_get_problem (self->saver) : NULL;

  /* It may be one's own writing. */
  if (self->reloading || (self->saver && dz_saver_is_running (self->saver)))
    {
      dz_file_watch_ask (self->watch);
      return;
    }
  if (news == DZ_FILE_CHANGED)
    {
      dz_session_reload (self);
      return;
    }
  if (!self->saver)
    return;
  if (news == DZ_FILE_SAME && g_error_matches (problem, DZ_STORE_ERROR, DZ_STORE_ERROR_CHANGED))
    dz_saver_go_on (self->saver, dz_saver_get_stamp (self->saver), FALSE);
  dz_saver_set_gone (self->saver, news == DZ_FILE_GONE);
}

static void
watch (DzSession *self)
{
  DzFileStamp *stamp = dz_session_get_stamp (self);

  if (self->watch)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  if (!self->file || !stamp || self->damage)
    return;
  self->watch = dz_file_watch_new (self->file, stamp);
  g_signal_connect_swapped (self->watch, "news", G_CALLBACK (watch_news_cb), self);
}

/* What is saved is known to whoever watches the file. */
static void
saver_state_cb (DzSession *self)
{
  DzFileStamp *stamp = dz_saver_get_stamp (self->saver);

  if (self->watch && stamp && !dz_saver_is_running (self->saver))
    dz_file_watch_set_stamp (self->watch, stamp);
}

static void
set_saver (DzSession *self, DzSaver *saver)
{
  if (self->saver)
    g_signal_handlers_disconnect_by_data (self->saver, self);
  g_set_object (&self->saver, saver);
  if (saver)
    {
      dz_saver_set_automatic (saver, self->automatic);
      g_signal_connect_swapped (saver, "overtaken", G_CALLBACK (dz_session_reload), self);
      g_signal_connect_swapped (saver, "notify::state", G_CALLBACK (saver_state_cb), self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVER]);
}

/* What was restored is in the new journal before the old one goes. */
static gboolean
discard_leftover (DzSession *self, guint milliseconds)
{
  if (!dz_saver_flush (self->saver, milliseconds))
    return FALSE;
  self->discarding = 0;
  dz_leftover_discard (self->leftover);
  g_clear_object (&self->leftover);
  return TRUE;
}

static gboolean
discard_leftover_cb (gpointer user_data)
{
  return discard_leftover (user_data, JOURNALED_LATER) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
take_over_leftover (DzSession *self, DzLeftover *leftover)
{
  g_set_object (&self->leftover, leftover);
  if (!discard_leftover (self, JOURNALED))
    self->discarding = g_timeout_add_seconds (BETWEEN, discard_leftover_cb, self);
}

/* Work that was saved needs no journal, neither the new one nor the old one. */
static void
end_leftover (DzSession *self)
{
  if (self->discarding && !dz_session_get_modified (self))
    dz_leftover_discard (self->leftover);
  g_clear_handle_id (&self->discarding, g_source_remove);
  g_clear_object (&self->leftover);
}

static void
leave (DzSession *self)
{
  end_leftover (self);
  if (self->watch)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  if (self->saver && !dz_session_get_modified (self))
    dz_saver_discard (self->saver);
  set_saver (self, NULL);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  g_clear_object (&self->lock);
  g_clear_pointer (&self->holder, dz_lock_holder_free);
  g_clear_pointer (&self->damage, dz_damage_free);
  g_clear_pointer (&self->last_text, dz_change_unref);
  self->reloading = FALSE;
}

static void
dz_session_dispose (GObject *object)
{
  DzSession *self = DZ_SESSION (object);

  leave (self);
  if (self->project)
    g_signal_handlers_disconnect_by_func (self->project, modified_cb, self);
  g_clear_object (&self->project);
  g_clear_object (&self->file);
  g_clear_object (&self->folder);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (dz_session_parent_class)->dispose (object);
}

static void
dz_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DzSession *self = DZ_SESSION (object);

  switch (id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_NAME:
      g_value_set_string (value, dz_session_get_name (self));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, dz_session_get_modified (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_SAVER:
      g_value_set_object (value, self->saver);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dz_session_class_init (DzSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = dz_session_dispose;
  object_class->get_property = dz_session_get_property;
  properties[PROP_PROJECT] = g_param_spec_object ("project", NULL, NULL, DZ_TYPE_PROJECT, flags);
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SAVER] = g_param_spec_object ("saver", NULL, NULL, DZ_TYPE_SAVER, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[NEWS] = g_signal_new ("news", DZ_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT,
                                DZ_TYPE_PROJECT, G_TYPE_STRING);
}

static void
dz_session_init (DzSession *self)
{
  self->automatic = TRUE;
}

DzSession *
dz_session_new (void)
{
  return g_object_new (DZ_TYPE_SESSION, NULL);
}

DzProject *
dz_session_get_project (DzSession *self)
{
  return self->project;
}

DzDocument *
dz_session_get_document (DzSession *self)
{
  g_autoptr (DzDocument) first = NULL;

  if (self->project)
    first = g_list_model_get_item (dz_project_get_documents (self->project), 0);
  return first; /* the list keeps it */
}

GFile *
dz_session_get_file (DzSession *self)
{
  return self->file;
}

GFile *
dz_session_get_folder (DzSession *self)
{
  return self->folder;
}

const char *
dz_session_get_name (DzSession *self)
{
  return self->name ? self->name : "";
}

gboolean
dz_session_get_read_only (DzSession *self)
{
  return self->read_only;
}

gboolean
dz_session_get_modified (DzSession *self)
{
  return self->project && dz_project_get_modified (self->project);
}

gboolean
dz_session_get_busy (DzSession *self)
{
  return self->busy;
}

DzSaver *
dz_session_get_saver (DzSession *self)
{
  return self->saver;
}

const DzLockHolder *
dz_session_get_holder (DzSession *self)
{
  return self->holder;
}

const DzDamage *
dz_session_get_damage (DzSession *self)
{
  return self->damage;
}

DzLeftover *
dz_session_get_leftover (DzSession *self)
{
  return self->leftover;
}

DzChange *
dz_session_get_last_text (DzSession *self)
{
  return self->last_text;
}

void
dz_session_set_automatic (DzSession *self, gboolean automatic)
{
  self->automatic = automatic;
  if (self->saver)
    dz_saver_set_automatic (self->saver, automatic);
}

void
dz_session_give_up (DzSession *self)
{
  if (!self->project)
    return;
  if (self->saver)
    dz_saver_discard (self->saver);
  dz_project_mark_saved (self->project, dz_project_get_revision (self->project));
}

/* (transfer full): what was restored, in a sentence. */
static char *
describe_restored (const DzRestored *restored)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Nothing was done since it was restored before. */
  if (restored->n_changes == 0)
    g_string_append (text, _ ("Duizhao had ended unexpectedly. What was not saved is here again."));
  else
    g_string_printf (text,
                     ngettext ("Duizhao had ended unexpectedly. What was not saved is here again: %u change.",
                               "Duizhao had ended unexpectedly. What was not saved is here again: %u changes.",
                               restored->n_changes),
                     restored->n_changes);
  if (restored->merged)
    g_string_append_printf (text, " %s", _ ("The file had been changed by somebody else since; both were put together."));
  if (restored->n_lost > 0)
    g_string_append_printf (text,
                            ngettext (" %u could not be restored.", " %u could not be restored.", restored->n_lost),
                            restored->n_lost);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
tell_restored (DzSession *self, DzOpened *opened)
{
  g_autofree char *text = NULL;

  if (opened->trouble)
    dz_session_tell (self, DZ_SESSION_TROUBLE, NULL, opened->trouble->message);
  if (!opened->restored || !dz_session_get_modified (self))
    return;
  text = describe_restored (opened->restored);
  dz_session_tell (self, DZ_SESSION_RESTORED, opened->earlier, text);
}

static void
adopt (DzSession *self, DzOpened *opened)
{
  gboolean read_only = opened->newer || opened->holder || opened->damage;
  g_autoptr (DzSaver) saver = NULL;

  leave (self);
  self->lock = g_steal_pointer (&opened->lock);
  self->holder = g_steal_pointer (&opened->holder);
  self->damage = g_steal_pointer (&opened->damage);
  self->stamp = opened->stamp ? dz_file_stamp_ref (opened->stamp) : NULL;
  set_place (self, opened->file, opened->source, opened->title);
  set_read_only (self, read_only);
  if (!read_only)
    saver = dz_saver_new (opened->project, opened->file, opened->stamp);
  set_saver (self, saver);
  set_project (self, opened->project);
  if (opened->restored && opened->restored->last_text)
    self->last_text = dz_change_ref (opened->restored->last_text);
  watch (self);
  if (saver && opened->leftover)
    take_over_leftover (self, opened->leftover);
  else
    g_set_object (&self->leftover, opened->leftover);
  tell_restored (self, opened);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  DzSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DzOpened) opened = dz_opened_new_finish (result, &error);

  set_busy (self, FALSE);
  if (!opened)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  adopt (self, opened);
  g_task_return_boolean (task, TRUE);
}

void
dz_session_open_async (DzSession *self,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean again = self->file && g_file_equal (self->file, file);

  g_return_if_fail (!self->busy);

  g_task_set_source_tag (task, dz_session_open_async);
  set_busy (self, TRUE);
  dz_opened_new_async (file, again ? self->lock : NULL, cancellable, opened_cb, task);
}

void
dz_session_restore_async (DzSession *self,
                          DzLeftover *leftover,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (!self->busy);

  g_task_set_source_tag (task, dz_session_restore_async);
  set_busy (self, TRUE);
  dz_opened_restore_async (leftover, cancellable, opened_cb, task);
}

gboolean
dz_session_open_finish (DzSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* One save that was asked for; @lock is of the other file that it goes to. */
typedef struct
{
  GFile *file;
  DzLock *lock;
  DzSaver *saver;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->file);
  g_clear_object (&saving->lock);
  g_object_unref (saving->saver);
  g_free (saving);
}

/* The project lies in another file now, and may be edited whatever it was before. */
static void
move_to (DzSession *self, Saving *saving)
{
  g_set_object (&self->lock, saving->lock);
  g_clear_pointer (&self->holder, dz_lock_holder_free);
  g_clear_pointer (&self->damage, dz_damage_free);
  if (!dz_session_get_modified (self))
    end_leftover (self);
  set_place (self, saving->file, saving->file, NULL);
  set_read_only (self, FALSE);
  if (self->saver != saving->saver)
    set_saver (self, saving->saver);
  watch (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  DzSession *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dz_saver_save_finish (saving->saver, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (saving->lock && (!self->saver || self->saver == saving->saver))
    move_to (self, saving);
  g_task_return_boolean (task, TRUE);
}

static void
refuse (GTask *task, GFile *file, const DzLockHolder *holder)
{
  g_autofree char *name = g_file_get_parse_name (file);

  g_task_return_new_error (task, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
                           _ ("“%s” was not written over: %s (on %s) is working on it. Choose another name."), name,
                           holder->user, holder->host);
}

void
dz_session_save_async (DzSession *self,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (DzLockHolder) holder = NULL;
  gboolean own = !file || (self->file && self->lock && g_file_equal (file, self->file));
  Saving *saving;

  g_return_if_fail (self->project && !self->busy && (file || self->file));

  saving = g_new0 (Saving, 1);
  saving->file = g_object_ref (file ? file : self->file);
  saving->saver = self->saver ? g_object_ref (self->saver) : dz_saver_new (self->project, NULL, NULL);
  g_task_set_source_tag (task, dz_session_save_async);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  if (!own)
    saving->lock = dz_lock_take (file, &holder);
  else if (self->read_only)
    saving->lock = g_object_ref (self->lock);
  if (!own && !saving->lock)
    {
      refuse (task, file, holder);
      return;
    }
  dz_saver_save_async (saving->saver, own && !self->read_only ? NULL : saving->file, self->damage != NULL, cancellable,
                       saved_cb, g_steal_pointer (&task));
}

gboolean
dz_session_save_finish (DzSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
