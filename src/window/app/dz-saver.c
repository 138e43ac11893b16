#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-saver.h"

#include "store/dz-journal.h"
#include "store/dz-project-file.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

/* Milliseconds: saved when nothing was done for so long, and at the latest after so long. */
#define QUIET 2000
#define LATEST 10000
/* Between two tries to save where it failed. */
#define RETRY 3000
#define SHORTEST 50

struct _DzSaver
{
  GObject parent_instance;

  DzProject *project;
  GFile *file;
  DzFileStamp *stamp;
  DzJournal *journal;
  DzVersions *versions;
  DzSaveState state;
  GError *problem;      /* of saving */
  GError *all;         /* (nullable): with what the journal and the versions have; what is shown */
  GDateTime *time;
  GQueue waiting;       /* of GTask: to be saved when what runs is done */
  gint64 last_change;   /* microseconds, monotonic */
  gint64 first_change;  /* 0: nothing since the last save */
  guint timer;
  gboolean automatic;
  gboolean running;
  gboolean held;
  gboolean gone;
  gboolean kept;        /* what was read is kept as a version, or nothing has to be */
  gboolean discarded;
};

G_DEFINE_FINAL_TYPE (DzSaver, dz_saver, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROBLEM,
  PROP_AUTOMATIC,
  N_PROPS
};

enum
{
  OVERTAKEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* One save that was asked for. */
typedef struct
{
  GFile *file;
  gboolean keep_previous;
  gboolean replace;
} Wish;

static void schedule (DzSaver *self);
static void start (DzSaver *self, GTask *task);

static void
wish_free (Wish *wish)
{
  g_clear_object (&wish->file);
  g_free (wish);
}

static DzSaveState
find_state (DzSaver *self)
{
  if (self->problem)
    return DZ_SAVE_FAILED;
  if (self->running)
    return DZ_SAVE_RUNNING;
  if (!self->file)
    return DZ_SAVE_NEVER;
  return dz_project_get_modified (self->project) ? DZ_SAVE_WAITING : DZ_SAVE_DONE;
}

static void
update_state (DzSaver *self)
{
  DzSaveState state = find_state (self);

  if (state == self->state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
append_message (GError *error, const char *message)
{
  g_autofree char *before = error->message;

  error->message = g_strdup_printf ("%s\n%s", before, message);
}

static void
update_problem (DzSaver *self)
{
  const GError *problems[] = { self->problem, self->journal ? dz_journal_get_problem (self->journal) : NULL,
                               self->versions ? dz_versions_get_problem (self->versions) : NULL };
  g_autoptr (GError) before = g_steal_pointer (&self->all);

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i] && self->all)
      append_message (self->all, problems[i]->message);
    else if (problems[i])
      self->all = g_error_copy (problems[i]);
  if (!before && !self->all)
    return;
  if (!before || !self->all || !g_str_equal (before->message, self->all->message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* @problem is taken over; NULL: there is none any more. */
static void
set_problem (DzSaver *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
  update_problem (self);
  update_state (self);
}

static gboolean
may_save_by_itself (DzSaver *self)
{
  return self->file && !self->held && !self->gone && !self->running && !self->discarded
         && (self->automatic || self->problem) && dz_project_get_modified (self->project);
}

/* Microseconds until it is quiet, or has not been for too long. */
static gint64
time_to_quiet (DzSaver *self)
{
  gint64 quiet = self->last_change + QUIET * G_TIME_SPAN_MILLISECOND;
  gint64 latest = self->first_change + LATEST * G_TIME_SPAN_MILLISECOND;

  return MIN (quiet, latest) - g_get_monotonic_time ();
}

/* The timer is not set anew at every letter: it may find that there was one meanwhile. */
static gboolean
timer_cb (gpointer user_data)
{
  DzSaver *self = user_data;

  self->timer = 0;
  if (may_save_by_itself (self) && self->kept && (self->problem || time_to_quiet (self) <= 0))
    start (self, NULL);
  else
    schedule (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (DzSaver *self)
{
  gint64 wait = self->problem ? RETRY : time_to_quiet (self) / G_TIME_SPAN_MILLISECOND + 1;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (may_save_by_itself (self))
    self->timer = g_timeout_add ((guint) MAX (wait, SHORTEST), timer_cb, self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzSaver) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("%s", error->message);
  self->kept = TRUE;
  schedule (self);
}

typedef struct
{
  GFile *file;
  DzFileStamp *stamp;
  DzVersions *versions;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_object_unref (keeping->file);
  dz_file_stamp_unref (keeping->stamp);
  g_object_unref (keeping->versions);
  g_free (keeping);
}

static void
keep_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Keeping *keeping = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (keeping->file, cancellable, NULL, &error);
  g_autofree char *digest = bytes ? dz_digest_bytes (bytes) : NULL;

  /* Somebody else's content is no version of this project's yet. */
  if (bytes && g_str_equal (digest, dz_file_stamp_get_digest (keeping->stamp)))
    dz_versions_keep (keeping->versions, bytes, digest, NULL, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* What was opened is kept as a version before it is written over: merging and restoring may need it. */
static void
keep_what_was_read (DzSaver *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, kept_cb, g_object_ref (self));
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->file = g_object_ref (self->file);
  keeping->stamp = dz_file_stamp_ref (self->stamp);
  keeping->versions = g_object_ref (self->versions);
  g_task_set_source_tag (task, keep_what_was_read);
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);
  g_task_run_in_thread (task, keep_thread);
}

static void
changed_cb (DzSaver *self)
{
  self->last_change = g_get_monotonic_time ();
  if (self->first_change == 0)
    {
      self->first_change = self->last_change;
      if (!self->kept && self->file && self->stamp)
        keep_what_was_read (self);
    }
  if (!self->timer)
    schedule (self);
}

static void
modified_cb (DzSaver *self)
{
  update_state (self);
  schedule (self);
}

static gboolean
goes_elsewhere (DzSaver *self, GTask *task)
{
  Wish *wish = g_task_get_task_data (task);

  return wish->file && !(self->file && g_file_equal (wish->file, self->file));
}

/* Of what was asked for, that which may be done now; what cannot be done is answered. */
static GTask *
take_next (DzSaver *self)
{
  for (GList *l = self->waiting.head, *next; l; l = next)
    {
      GTask *task = l->data;

      next = l->next;
      if (self->held && !self->problem && !goes_elsewhere (self, task))
        continue;
      g_queue_delete_link (&self->waiting, l);
      if (!self->held || goes_elsewhere (self, task))
        return task;
      g_task_return_error (task, g_error_copy (self->problem));
      g_object_unref (task);
    }
  return NULL;
}

static void
start_next (DzSaver *self)
{
  GTask *task = self->running ? NULL : take_next (self);

  if (task)
    start (self, task);
  else
    schedule (self);
}

typedef struct
{
  DzSaver *self;
  GTask *task; /* (nullable): who asked for it */
  GFile *file;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->self);
  g_clear_object (&run->task);
  g_object_unref (run->file);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
take_stamp (DzSaver *self, DzFileStamp *stamp)
{
  dz_file_stamp_ref (stamp);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  self->stamp = stamp;
}

static void
run_done (Run *run, DzFileStamp *stamp)
{
  DzSaver *self = run->self;

  if (g_set_object (&self->file, run->file))
    self->held = FALSE;
  /* Nothing is known of it where a later save had been there already. */
  if (stamp)
    take_stamp (self, stamp);
  g_clear_pointer (&self->time, g_date_time_unref);
  self->time = g_date_time_new_now_local ();
  self->gone = FALSE;
  self->kept = TRUE;
  self->first_change = dz_project_get_modified (self->project) ? g_get_monotonic_time () : 0;
  set_problem (self, NULL);
  if (run->task)
    g_task_return_boolean (run->task, TRUE);
  start_next (self);
}

static void
run_failed (Run *run, GError *error)
{
  DzSaver *self = run->self;
  Wish *wish = run->task ? g_task_get_task_data (run->task) : NULL;

  if (g_error_matches (error, DZ_STORE_ERROR, DZ_STORE_ERROR_GONE) && wish && !wish->replace)
    {
      wish->replace = TRUE;
      g_queue_push_head (&self->waiting, g_steal_pointer (&run->task));
      g_error_free (error);
      start_next (self);
      return;
    }
  if (g_error_matches (error, DZ_STORE_ERROR, DZ_STORE_ERROR_CHANGED))
    {
      if (run->task)
        g_queue_push_head (&self->waiting, g_steal_pointer (&run->task));
      self->held = TRUE;
      update_state (self);
      g_error_free (error);
      g_signal_emit (self, signals[OVERTAKEN], 0);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && (!run->task || !goes_elsewhere (self, run->task)))
    set_problem (self, g_error_copy (error));
  update_state (self);
  if (run->task)
    g_task_return_error (run->task, error);
  else
    g_error_free (error);
  start_next (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (DzFileStamp) stamp = NULL;
  GError *error = NULL;
  gboolean saved = dz_project_file_save_with_finish (DZ_PROJECT (source), result, &stamp, &error);

  run->self->running = FALSE;
  if (saved)
    run_done (run, stamp);
  else
    run_failed (run, error);
}

/* @task: (transfer full) (nullable): who asked for it */
static void
start (DzSaver *self, GTask *task)
{
  Wish *wish = task ? g_task_get_task_data (task) : NULL;
  Run *run = g_new0 (Run, 1);
  gboolean own = !task || !goes_elsewhere (self, task);
  DzSaveContext context = { NULL };

  g_clear_handle_id (&self->timer, g_source_remove);
  run->self = g_object_ref (self);
  run->task = task;
  run->file = g_object_ref (own ? self->file : wish->file);
  context.expected = own && !(wish && wish->replace) ? self->stamp : NULL;
  context.journal = self->journal;
  context.versions = wish && wish->keep_previous ? NULL : self->versions;
  self->running = TRUE;
  update_state (self);
  dz_project_file_save_with_async (self->project, run->file, &context, task ? g_task_get_cancellable (task) : NULL,
                                   saved_cb, run);
}

void
dz_saver_save_async (DzSaver *self, GFile *file, gboolean keep_previous, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Wish *wish = g_new0 (Wish, 1);

  g_return_if_fail (file || self->file);

  g_set_object (&wish->file, file);
  wish->keep_previous = keep_previous;
  g_task_set_source_tag (task, dz_saver_save_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  g_queue_push_tail (&self->waiting, task);
  start_next (self);
}

gboolean
dz_saver_save_finish (DzSaver *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
dz_saver_set_gone (DzSaver *self, gboolean gone)
{
  g_autofree char *name = NULL;

  if (self->gone == gone || !self->file)
    return;
  self->gone = gone;
  if (gone)
    {
      name = g_file_get_parse_name (self->file);
      set_problem (self, g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_GONE,
                                      _ ("“%s” is not there any more: it was moved or deleted, or the place where it lies is "
                                         "gone. What you do is kept; it is saved there when it is back."),
                                      name));
    }
  else if (g_error_matches (self->problem, DZ_STORE_ERROR, DZ_STORE_ERROR_GONE))
    set_problem (self, NULL);
  schedule (self);
}

void
dz_saver_hold (DzSaver *self)
{
  self->held = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
}

void
dz_saver_go_on (DzSaver *self, DzFileStamp *stamp, gboolean same)
{
  take_stamp (self, stamp);
  self->held = FALSE;
  self->gone = FALSE;
  if (same)
    {
      if (self->journal)
        dz_journal_saved (self->journal, dz_journal_mark (self->journal), self->file, dz_file_stamp_get_digest (stamp));
      dz_project_mark_saved (self->project, dz_project_get_revision (self->project));
      self->first_change = 0;
      self->kept = FALSE;
    }
  set_problem (self, NULL);
  start_next (self);
}

void
dz_saver_fail (DzSaver *self, const GError *problem)
{
  self->held = TRUE;
  set_problem (self, g_error_copy (problem));
  start_next (self);
}

gboolean
dz_saver_flush (DzSaver *self, guint milliseconds)
{
  return !self->journal || dz_journal_flush (self->journal, milliseconds);
}

void
dz_saver_discard (DzSaver *self)
{
  self->discarded = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->journal)
    dz_journal_discard (self->journal);
}

void
dz_saver_set_automatic (DzSaver *self, gboolean automatic)
{
  if (self->automatic == automatic)
    return;
  self->automatic = automatic;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTOMATIC]);
  schedule (self);
}

DzSaveState
dz_saver_get_state (DzSaver *self)
{
  return self->state;
}

const GError *
dz_saver_get_problem (DzSaver *self)
{
  return self->all;
}

GDateTime *
dz_saver_get_time (DzSaver *self)
{
  return self->time;
}

DzFileStamp *
dz_saver_get_stamp (DzSaver *self)
{
  return self->stamp;
}

gboolean
dz_saver_is_running (DzSaver *self)
{
  return self->running;
}

static void
dz_saver_dispose (GObject *object)
{
  DzSaver *self = DZ_SAVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->journal)
    g_signal_handlers_disconnect_by_data (self->journal, self);
  g_clear_object (&self->journal);
  g_clear_object (&self->versions);
  g_clear_object (&self->project);
  g_clear_object (&self->file);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_clear_error (&self->problem);
  g_clear_error (&self->all);
  G_OBJECT_CLASS (dz_saver_parent_class)->dispose (object);
}

static void
dz_saver_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DzSaver *self = DZ_SAVER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->all);
      break;
    case PROP_AUTOMATIC:
      g_value_set_boolean (value, self->automatic);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dz_saver_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_AUTOMATIC)
    dz_saver_set_automatic (DZ_SAVER (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_saver_class_init (DzSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = dz_saver_dispose;
  object_class->get_property = dz_saver_get_property;
  object_class->set_property = dz_saver_set_property;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, DZ_SAVE_NEVER, DZ_SAVE_FAILED, DZ_SAVE_NEVER, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_AUTOMATIC]
      = g_param_spec_boolean ("automatic", NULL, NULL, TRUE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OVERTAKEN] = g_signal_new ("overtaken", DZ_TYPE_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dz_saver_init (DzSaver *self)
{
  self->automatic = TRUE;
  g_queue_init (&self->waiting);
}

DzSaver *
dz_saver_new (DzProject *project, GFile *file, DzFileStamp *stamp)
{
  DzSaver *self = g_object_new (DZ_TYPE_SAVER, NULL);
  const char *digest = stamp ? dz_file_stamp_get_digest (stamp) : NULL;

  self->project = g_object_ref (project);
  g_set_object (&self->file, file);
  self->stamp = stamp ? dz_file_stamp_ref (stamp) : NULL;
  self->versions = dz_versions_new (dz_project_get_id (project));
  self->journal = dz_journal_new (project, file, digest);
  self->kept = !file;
  self->state = find_state (self);
  g_signal_connect_object (self->journal, "notify::problem", G_CALLBACK (update_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->versions, "notify::problem", G_CALLBACK (update_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::modified", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
  if (dz_project_get_modified (project))
    changed_cb (self);
  return self;
}
