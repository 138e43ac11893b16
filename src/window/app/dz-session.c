#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-session.h"

#include "desk/dz-desk.h"

struct _DzSession
{
  GObject parent_instance;

  DzProject *project;
  GFile *file;
  GFile *folder;
  char *name;
  gboolean read_only;
  gboolean busy;
};

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
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
set_file (DzSession *self, GFile *file, gboolean is_project)
{
  g_autofree char *name = make_name (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (is_project)
    g_set_object (&self->file, file);
  else
    g_clear_object (&self->file);
  g_set_object (&self->folder, folder);
  g_free (self->name);
  self->name = g_steal_pointer (&name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
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

static void
dz_session_dispose (GObject *object)
{
  DzSession *self = DZ_SESSION (object);

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
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dz_session_init (DzSession *self)
{
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

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  DzSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean is_project = FALSE, read_only = FALSE;
  g_autoptr (DzProject) project = dz_desk_open_finish (result, &is_project, &read_only, &error);

  set_busy (self, FALSE);
  if (!project)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  set_file (self, g_task_get_task_data (task), is_project);
  set_read_only (self, read_only);
  set_project (self, project);
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

  g_return_if_fail (!self->busy);

  g_task_set_source_tag (task, dz_session_open_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  set_busy (self, TRUE);
  dz_desk_open_async (file, NULL, cancellable, opened_cb, task);
}

gboolean
dz_session_open_finish (DzSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  GFile *file;
  DzProject *project;
  guint64 revision;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->file);
  g_object_unref (saving->project);
  g_free (saving);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  DzSession *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean saved = dz_desk_write_finish (result, &error);

  set_busy (self, FALSE);
  if (!saved)
    {
      g_task_return_error (task, error);
      return;
    }
  dz_project_mark_saved (saving->project, saving->revision);
  if (self->project == saving->project)
    {
      set_file (self, saving->file, TRUE);
      set_read_only (self, FALSE);
    }
  g_task_return_boolean (task, TRUE);
}

void
dz_session_save_async (DzSession *self,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  g_return_if_fail (self->project && !self->busy && (file || self->file));

  g_task_set_source_tag (task, dz_session_save_async);
  saving->file = g_object_ref (file ? file : self->file);
  saving->project = g_object_ref (self->project);
  saving->revision = dz_project_get_revision (self->project);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  set_busy (self, TRUE);
  dz_desk_write_async (saving->project, saving->file, DZ_DESK_PROJECT, NULL, cancellable, saved_cb, task);
}

gboolean
dz_session_save_finish (DzSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
