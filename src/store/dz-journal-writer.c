#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-journal-disk.h"
#include "store/dz-journal-place.h"
#include "store/dz-journal-writer.h"
#include "store/dz-journal.h"
#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

#define RETRY (3 * G_TIME_SPAN_SECOND)

typedef enum
{
  SAY_BASE,
  SAY_STEP,
  SAY_MARK,
  SAY_NOTE,
  SAY_SAVED,
  SAY_FLUSH,
  SAY_END,
} Say;

/* Who waits for an answer holds one reference, the message the other. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean done;
  gboolean good;
} Reply;

typedef struct
{
  Say say;
  guint mark;
  char *text;
  char *digest;
  DzProject *project;
  Reply *reply;
} Message;

/* Where a problem goes to; outlives the writer while one is on its way to the main thread. */
typedef struct
{
  DzJournalProblemFunc func;
  gpointer data;
  gboolean ended; /* read and written in the main thread alone */
} Listener;

/* All but the queue belongs to the thread once that runs. */
struct _DzJournalWriter
{
  GThread *thread;
  GAsyncQueue *messages;
  Listener *listener;
  DzJournalHeader header;
  char *name;
  /* (nullable): what the lines begin with, when no file holds it */
  GBytes *base;
  /* of char *: all that "journal" has behind its header, or is to have */
  GPtrArray *lines;
  guint n_steps;
  /* how many of the last lines are not in the file */
  guint n_missing;
  /* (nullable): what is in use */
  DzJournalDisk *disk;
  /* It is not certain what is in its file: it must be written whole, before anything else counts as written. */
  gboolean spoiled;
  gint64 sync_at; /* 0: everything that is written is on disk */
  gint64 retry_at; /* 0: there is no problem */
  gboolean ended;
};

static void
reply_unref (gpointer data)
{
  Reply *reply = data;

  g_mutex_clear (&reply->mutex);
  g_cond_clear (&reply->cond);
}

static void
answer (Message *message, gboolean good)
{
  Reply *reply = message->reply;

  if (reply == NULL)
    return;
  g_mutex_lock (&reply->mutex);
  reply->done = TRUE;
  reply->good = good;
  g_cond_signal (&reply->cond);
  g_mutex_unlock (&reply->mutex);
}

static void
message_free (Message *self)
{
  g_free (self->text);
  g_free (self->digest);
  g_clear_object (&self->project);
  if (self->reply != NULL)
    g_atomic_rc_box_release_full (self->reply, reply_unref);
  g_free (self);
}

static void
listener_unref (Listener *listener)
{
  g_atomic_rc_box_release (listener);
}

typedef struct
{
  Listener *listener;
  GError *problem;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  listener_unref (news->listener);
  g_clear_error (&news->problem);
  g_free (news);
}

static gboolean
tell_cb (gpointer data)
{
  News *news = data;

  if (!news->listener->ended)
    news->listener->func (news->problem, news->listener->data);
  return G_SOURCE_REMOVE;
}

static void
tell (DzJournalWriter *self, GError *problem)
{
  News *news = g_new0 (News, 1);

  news->listener = g_atomic_rc_box_acquire (self->listener);
  news->problem = problem;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_cb, news, news_free);
}

static GString *
make_content (DzJournalWriter *self)
{
  g_autofree char *header = NULL;
  g_autofree char *first = NULL;
  GString *content;

  self->header.generation++;
  header = dz_journal_header_to_json (&self->header);
  first = dz_journal_line_new ('h', header);
  content = g_string_new (first);
  for (guint i = 0; i < self->lines->len; i++)
    g_string_append (content, g_ptr_array_index (self->lines, i));
  return content;
}

/* All of it, to @disk. */
static gboolean
write_whole (DzJournalWriter *self, DzJournalDisk *disk)
{
  g_autoptr (GString) content = make_content (self);

  return (self->base == NULL || disk->has_base || dz_journal_disk_write_base (disk, self->base))
         && dz_journal_disk_write_whole (disk, content->str, content->len);
}

static GError *
make_problem (DzJournalWriter *self, int code)
{
  return g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
                      _ ("What you do in “%s” can be kept nowhere just now, not even for a crash: %s. Make room on the "
                         "disk, or save in another place."),
                      self->header.title != NULL ? self->header.title : "", g_strerror (code));
}

/* In the folder that is in use. */
static gboolean
rewrite (DzJournalWriter *self)
{
  int before = self->disk->fd;

  if (write_whole (self, self->disk))
    return TRUE;
  /* It is another file by now, though not for certain. */
  self->spoiled = self->spoiled || self->disk->fd != before;
  return FALSE;
}

/* What is on disk stays there until all of it is elsewhere. */
static gboolean
move_to (DzJournalWriter *self, guint rank)
{
  DzJournalDisk *fresh;

  if (self->disk != NULL && self->disk->rank == rank)
    {
      if (rewrite (self))
        return TRUE;
      if (errno != ENOENT)
        return FALSE;
      /* Somebody took the folder away. */
      dz_journal_disk_free (g_steal_pointer (&self->disk), FALSE);
    }
  fresh = dz_journal_disk_new (rank, self->header.uri, self->name);
  if (fresh == NULL)
    return FALSE;
  if (!write_whole (self, fresh))
    {
      dz_journal_disk_free (fresh, TRUE);
      return FALSE;
    }
  if (self->disk != NULL)
    dz_journal_disk_free (self->disk, TRUE);
  self->disk = fresh;
  return TRUE;
}

/* Everything anew, in the first place that takes it. */
static gboolean
settle (DzJournalWriter *self)
{
  int code = 0;

  for (guint rank = 0; rank < DZ_JOURNAL_N_PLACES; rank++)
    {
      if (move_to (self, rank))
        {
          self->spoiled = FALSE;
          self->n_missing = 0;
          self->sync_at = 0;
          return TRUE;
        }
      if (code == 0)
        code = errno;
    }
  errno = code;
  return FALSE;
}

static gboolean
is_needed (DzJournalWriter *self)
{
  return self->n_steps > 0 || self->base != NULL;
}

/* What is not in the file yet, behind what is. */
static gboolean
append_missing (DzJournalWriter *self)
{
  g_autoptr (GString) text = NULL;

  if (self->disk == NULL || !self->disk->is_open || self->spoiled)
    return FALSE;
  if (self->n_missing == 0)
    return TRUE;
  text = g_string_new (NULL);
  for (guint i = self->lines->len - self->n_missing; i < self->lines->len; i++)
    g_string_append (text, g_ptr_array_index (self->lines, i));
  if (!dz_journal_disk_append (self->disk, text->str, text->len, &self->spoiled))
    return FALSE;
  self->n_missing = 0;
  if (self->sync_at == 0)
    self->sync_at = g_get_monotonic_time () + DZ_JOURNAL_SYNC * G_TIME_SPAN_MILLISECOND;
  return TRUE;
}

/* Writes everything that is to be there, wherever that is possible, and tells when it is not, and when it is again. */
static void
put (DzJournalWriter *self)
{
  if (!is_needed (self) || append_missing (self) || settle (self))
    {
      if (self->retry_at != 0)
        tell (self, NULL);
      self->retry_at = 0;
      return;
    }
  if (self->retry_at == 0)
    tell (self, make_problem (self, errno));
  self->retry_at = g_get_monotonic_time () + RETRY;
}

static void
add_line (DzJournalWriter *self, char type, const char *text)
{
  g_ptr_array_add (self->lines, dz_journal_line_new (type, text));
  self->n_missing++;
  if (type == 'c')
    self->n_steps++;
  if (self->retry_at == 0)
    put (self);
}

static void
sync_now (DzJournalWriter *self)
{
  if (self->sync_at == 0)
    return;
  self->sync_at = 0;
  if (dz_journal_disk_sync (self->disk))
    return;
  self->spoiled = TRUE;
  put (self);
}

static guint
number_in (const char *line, char type)
{
  return line[0] == type ? (guint)g_ascii_strtoull (line + 3 + DZ_JOURNAL_CHECK, NULL, 10) : 0;
}

/* Drops what came before the mark; what was said about earlier ones goes too. */
static void
drop_until (DzJournalWriter *self, guint mark)
{
  guint until = 0;

  for (guint i = 0; i < self->lines->len && until == 0; i++)
    if (number_in (g_ptr_array_index (self->lines, i), 'm') == mark)
      until = i + 1;
  if (until > 0)
    g_ptr_array_remove_range (self->lines, 0, until);
  self->n_steps = 0;
  for (guint i = 0; i < self->lines->len;)
    {
      const char *line = g_ptr_array_index (self->lines, i);
      guint noted = number_in (line, 'd');

      if (noted != 0 && noted <= mark)
        {
          g_ptr_array_remove_index (self->lines, i);
          continue;
        }
      self->n_steps += line[0] == 'c';
      i++;
    }
}

/* The file may keep what is saved, as long as it says itself that it is. */
static void
drop_from_file (DzJournalWriter *self, gboolean is_said)
{
  gboolean good;

  if (is_needed (self))
    {
      good = rewrite (self);
      if (good)
        dz_journal_disk_drop_base (self->disk);
    }
  else
    good = dz_journal_disk_empty (self->disk);
  if (good)
    {
      self->spoiled = FALSE;
      self->n_missing = 0;
      self->sync_at = 0;
      return;
    }
  g_debug ("The journal keeps what is saved already: %s", g_strerror (errno));
  self->spoiled = self->spoiled || !is_said;
}

/* All that was in earlier journals is in the file by now. */
static void
drop_replaced (DzJournalWriter *self)
{
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();

  for (guint i = 0; self->header.replaces != NULL && self->header.replaces[i] != NULL; i++)
    if (!dz_journal_place_remove_all (self->header.replaces[i], self->header.uri))
      g_strv_builder_add (left, self->header.replaces[i]);
  g_strfreev (self->header.replaces);
  self->header.replaces = g_strv_builder_end (left);
}

static void
take_saved (DzJournalWriter *self, Message *message)
{
  gboolean is_said;

  sync_now (self);
  is_said = self->n_missing == 0 && !self->spoiled && self->retry_at == 0;
  drop_until (self, message->mark);
  self->n_missing = MIN (self->n_missing, self->lines->len);
  g_free (self->header.uri);
  g_free (self->header.digest);
  self->header.uri = g_steal_pointer (&message->text);
  self->header.digest = g_steal_pointer (&message->digest);
  self->header.has_base = FALSE;
  g_clear_pointer (&self->base, g_bytes_unref);
  drop_replaced (self);
  if (self->disk != NULL && self->disk->is_open)
    drop_from_file (self, is_said);
  if (self->retry_at != 0)
    put (self);
}

static void
take_base (DzJournalWriter *self, DzProject *project)
{
  g_clear_pointer (&self->base, g_bytes_unref);
  self->base = dz_project_to_json (project);
  self->header.has_base = TRUE;
  if (self->disk != NULL)
    self->disk->has_base = FALSE;
  self->spoiled = TRUE;
  put (self);
}

static void
take_number (DzJournalWriter *self, Message *message)
{
  g_autofree char *text = message->say == SAY_NOTE ? g_strdup_printf ("%u %s", message->mark, message->digest)
                                                   : g_strdup_printf ("%u", message->mark);

  add_line (self, message->say == SAY_NOTE ? 'd' : 'm', text);
}

static void
flush (DzJournalWriter *self)
{
  if (self->retry_at != 0)
    put (self);
  sync_now (self);
}

static void
end (DzJournalWriter *self, gboolean discard)
{
  gboolean remove = discard || !is_needed (self);

  if (!remove)
    flush (self);
  else
    drop_replaced (self);
  self->sync_at = 0;
  if (self->disk != NULL)
    dz_journal_disk_free (g_steal_pointer (&self->disk), remove);
}

static void
take (DzJournalWriter *self, Message *message)
{
  switch (message->say)
    {
    case SAY_BASE:
      take_base (self, message->project);
      break;
    case SAY_STEP:
      add_line (self, 'c', message->text);
      break;
    case SAY_MARK:
      take_number (self, message);
      break;
    case SAY_NOTE:
      take_number (self, message);
      sync_now (self);
      break;
    case SAY_SAVED:
      take_saved (self, message);
      break;
    case SAY_FLUSH:
      flush (self);
      break;
    case SAY_END:
      self->ended = TRUE;
      end (self, message->mark != 0);
      break;
    }
  answer (message, self->retry_at == 0);
}

static Message *
next_message (DzJournalWriter *self)
{
  gint64 until = self->sync_at;
  gint64 wait;

  if (self->retry_at != 0 && (until == 0 || self->retry_at < until))
    until = self->retry_at;
  if (until == 0)
    return g_async_queue_pop (self->messages);
  wait = until - g_get_monotonic_time ();
  return wait > 0 ? g_async_queue_timeout_pop (self->messages, (guint64)wait) : g_async_queue_try_pop (self->messages);
}

static gpointer
run (gpointer data)
{
  DzJournalWriter *self = data;

  while (!self->ended)
    {
      Message *message = next_message (self);

      if (message != NULL)
        {
          take (self, message);
          message_free (message);
        }
      if (self->sync_at != 0 && g_get_monotonic_time () >= self->sync_at)
        sync_now (self);
      if (!self->ended && self->retry_at != 0 && g_get_monotonic_time () >= self->retry_at)
        put (self);
    }
  return NULL;
}

DzJournalWriter *
dz_journal_writer_new (DzJournalHeader *header, DzJournalProblemFunc func, gpointer data)
{
  DzJournalWriter *self = g_new0 (DzJournalWriter, 1);

  self->header = *header;
  *header = (DzJournalHeader){ 0 };
  self->name = dz_journal_place_new_name (self->header.uri);
  self->messages = g_async_queue_new_full ((GDestroyNotify)message_free);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->listener = g_atomic_rc_box_new0 (Listener);
  self->listener->func = func;
  self->listener->data = data;
  self->thread = g_thread_new ("journal", run, self);
  return self;
}

const char *
dz_journal_writer_get_name (DzJournalWriter *self)
{
  return self->name;
}

static void
say (DzJournalWriter *self, Say what, guint mark, char *text, char *digest, DzProject *project)
{
  Message *message = g_new0 (Message, 1);

  message->say = what;
  message->mark = mark;
  message->text = text;
  message->digest = digest;
  message->project = project;
  g_async_queue_push (self->messages, message);
}

static gboolean
say_and_wait (DzJournalWriter *self, Say what, guint mark, char *digest, guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
  Message *message = g_new0 (Message, 1);
  Reply *reply = g_atomic_rc_box_new0 (Reply);
  gboolean good;

  g_mutex_init (&reply->mutex);
  g_cond_init (&reply->cond);
  message->say = what;
  message->mark = mark;
  message->digest = digest;
  message->reply = g_atomic_rc_box_acquire (reply);
  g_async_queue_push (self->messages, message);
  g_mutex_lock (&reply->mutex);
  while (!reply->done && g_cond_wait_until (&reply->cond, &reply->mutex, until))
    ;
  good = reply->done && reply->good;
  g_mutex_unlock (&reply->mutex);
  g_atomic_rc_box_release_full (reply, reply_unref);
  return good;
}

void
dz_journal_writer_base (DzJournalWriter *self, DzProject *project)
{
  say (self, SAY_BASE, 0, NULL, NULL, g_object_ref (project));
}

void
dz_journal_writer_step (DzJournalWriter *self, GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      g_string_append (text, g_ptr_array_index (changes, i));
    }
  say (self, SAY_STEP, 0, g_string_free (text, FALSE), NULL, NULL);
}

void
dz_journal_writer_mark (DzJournalWriter *self, guint mark)
{
  say (self, SAY_MARK, mark, NULL, NULL, NULL);
}

void
dz_journal_writer_note (DzJournalWriter *self, guint mark, const char *digest, guint milliseconds)
{
  say_and_wait (self, SAY_NOTE, mark, g_strdup (digest), milliseconds);
}

void
dz_journal_writer_saved (DzJournalWriter *self, guint mark, const char *uri, const char *digest)
{
  say (self, SAY_SAVED, mark, g_strdup (uri), g_strdup (digest), NULL);
}

gboolean
dz_journal_writer_flush (DzJournalWriter *self, guint milliseconds)
{
  return say_and_wait (self, SAY_FLUSH, 0, NULL, milliseconds);
}

void
dz_journal_writer_end (DzJournalWriter *self, gboolean discard)
{
  self->listener->ended = TRUE;
  say (self, SAY_END, discard ? 1 : 0, NULL, NULL, NULL);
  g_thread_join (self->thread);
  listener_unref (self->listener);
  g_async_queue_unref (self->messages);
  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->base, g_bytes_unref);
  dz_journal_header_clear (&self->header);
  g_free (self->name);
  g_free (self);
}
