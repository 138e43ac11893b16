#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-file-watch.h"

/* Seconds: on shares and sticks the system tells nothing. */
#define POLL 4
/* Milliseconds: who writes a file does it in several steps. */
#define SETTLE 300
#define UNKNOWN (-1)

struct _DzFileWatch
{
  GObject parent_instance;

  GFile *file;
  DzFileStamp *stamp;
  GFileMonitor *monitor;
  GCancellable *cancellable;
  guint poll;
  guint settle;
  /* Of the stamp: an answer about an earlier one says nothing. */
  guint number;
  int last;
  gboolean looking;
};

G_DEFINE_FINAL_TYPE (DzFileWatch, dz_file_watch, G_TYPE_OBJECT)

enum
{
  NEWS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GFile *file;
  DzFileStamp *stamp;
  guint number;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->file);
  dz_file_stamp_unref (look->stamp);
  g_free (look);
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;

  g_task_return_int (task, dz_file_stamp_compare (look->stamp, look->file, cancellable));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzFileWatch) self = DZ_FILE_WATCH (g_object_ref (source));
  Look *look = g_task_get_task_data (G_TASK (result));
  gssize news = g_task_propagate_int (G_TASK (result), NULL);

  self->looking = FALSE;
  if (news < 0 || look->number != self->number || (int) news == self->last)
    return;
  self->last = (int) news;
  g_signal_emit (self, signals[NEWS], 0, (int) news);
}

static void
look_now (DzFileWatch *self)
{
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (self->looking)
    return;
  self->looking = TRUE;
  look = g_new0 (Look, 1);
  look->file = g_object_ref (self->file);
  look->stamp = dz_file_stamp_ref (self->stamp);
  look->number = self->number;
  task = g_task_new (self, self->cancellable, looked_cb, NULL);
  g_task_set_source_tag (task, look_now);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_thread);
}

static gboolean
poll_cb (gpointer user_data)
{
  look_now (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
settled_cb (gpointer user_data)
{
  DzFileWatch *self = user_data;

  self->settle = 0;
  look_now (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (DzFileWatch *self)
{
  if (!self->settle)
    self->settle = g_timeout_add (SETTLE, settled_cb, self);
}

static void
dz_file_watch_dispose (GObject *object)
{
  DzFileWatch *self = DZ_FILE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  if (self->monitor)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_object (&self->file);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  G_OBJECT_CLASS (dz_file_watch_parent_class)->dispose (object);
}

static void
dz_file_watch_finalize (GObject *object)
{
  g_object_unref (DZ_FILE_WATCH (object)->cancellable);
  G_OBJECT_CLASS (dz_file_watch_parent_class)->finalize (object);
}

static void
dz_file_watch_class_init (DzFileWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dz_file_watch_dispose;
  object_class->finalize = dz_file_watch_finalize;
  signals[NEWS]
      = g_signal_new ("news", DZ_TYPE_FILE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
dz_file_watch_init (DzFileWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

DzFileWatch *
dz_file_watch_new (GFile *file, DzFileStamp *stamp)
{
  DzFileWatch *self = g_object_new (DZ_TYPE_FILE_WATCH, NULL);

  self->file = g_object_ref (file);
  self->stamp = dz_file_stamp_ref (stamp);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (changed_cb), self);
  self->poll = g_timeout_add_seconds (POLL, poll_cb, self);
  return self;
}

void
dz_file_watch_set_stamp (DzFileWatch *self, DzFileStamp *stamp)
{
  if (stamp == self->stamp)
    return;
  dz_file_stamp_unref (self->stamp);
  self->stamp = dz_file_stamp_ref (stamp);
  self->number++;
  self->last = DZ_FILE_SAME;
}

void
dz_file_watch_ask (DzFileWatch *self)
{
  self->last = UNKNOWN;
}
