#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "store/dz-journal-place.h"
#include "store/dz-journal-writer.h"
#include "store/dz-journal.h"
#include "store/dz-project-json.h"
#include "store/dz-replace-file.h"
#include "store/dz-store-error.h"

#define RETRY (3 * G_TIME_SPAN_SECOND)

typedef enum
{
  SAY_BASE,
  SAY_CHANGE,
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
  guint n_changes;
  /* (nullable): the folder in use */
  char *folder;
  int lock;
  int fd;
  goffset length;
  gint64 sync_at; /* 0: everything is on disk */
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

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0)
        errno = EIO;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize)n;
    }
  return TRUE;
}

static void
leave_folder (DzJournalWriter *self, gboolean remove)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->sync_at = 0;
  if (self->folder != NULL && remove)
    dz_journal_place_remove (self->folder);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  g_clear_pointer (&self->folder, g_free);
}

static GString *
make_content (DzJournalWriter *self)
{
  g_autofree char *header = dz_journal_header_to_json (&self->header);
  g_autofree char *first = dz_journal_line_new ('h', header);
  GString *content = g_string_new (first);

  for (guint i = 0; i < self->lines->len; i++)
    g_string_append (content, g_ptr_array_index (self->lines, i));
  return content;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good;

  if (fd < 0)
    return FALSE;
  good = fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
  close (fd);
  return good;
}

/* Puts all of "journal" in the place of what was there; the old one stays open where that fails. */
static gboolean
write_whole (DzJournalWriter *self)
{
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_NAME, NULL);
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autoptr (GString) content = make_content (self);
  int fd = open (fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code;

  if (fd < 0)
    return FALSE;
  if (write_all (fd, content->str, content->len) && fsync (fd) == 0 && rename (fresh, path) == 0
      && sync_folder (self->folder))
    {
      if (self->fd >= 0)
        close (self->fd);
      self->fd = fd;
      self->length = (goffset)content->len;
      self->sync_at = 0;
      return TRUE;
    }
  code = errno;
  close (fd);
  unlink (fresh);
  errno = code;
  return FALSE;
}

static gboolean
write_base (DzJournalWriter *self)
{
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_BASE, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (self->base == NULL || dz_replace_file (file, self->base, FALSE, NULL, NULL))
    return TRUE;
  if (errno == 0)
    errno = EIO;
  return FALSE;
}

static gboolean
try_place (DzJournalWriter *self, guint rank)
{
  g_autofree char *place = dz_journal_place_dup (rank, self->header.uri);
  g_autofree char *folder = place != NULL ? g_build_filename (place, self->name, NULL) : NULL;
  int code;

  if (folder == NULL || !dz_journal_place_make (place) || !dz_journal_place_make (folder))
    return FALSE;
  self->folder = g_steal_pointer (&folder);
  self->lock = dz_journal_place_lock (self->folder, TRUE);
  if (self->lock >= 0 && write_base (self) && write_whole (self))
    return TRUE;
  code = errno;
  leave_folder (self, TRUE);
  errno = code;
  return FALSE;
}

static GError *
make_problem (DzJournalWriter *self, int code)
{
  return g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
                      _ ("What you do in “%s” can be kept nowhere just now, not even for a crash: %s. Make room on the "
                         "disk, or save in another place."),
                      self->header.title != NULL ? self->header.title : "", g_strerror (code));
}

/* Everything anew, in the first place that takes it. */
static gboolean
settle (DzJournalWriter *self)
{
  int code = 0;

  leave_folder (self, TRUE);
  for (guint rank = 0; rank < DZ_JOURNAL_N_PLACES; rank++)
    {
      if (try_place (self, rank))
        {
          if (self->retry_at != 0)
            tell (self, NULL);
          self->retry_at = 0;
          return TRUE;
        }
      if (code == 0)
        code = errno;
    }
  if (self->retry_at == 0)
    tell (self, make_problem (self, code));
  self->retry_at = g_get_monotonic_time () + RETRY;
  return FALSE;
}

static gboolean
is_needed (DzJournalWriter *self)
{
  return self->n_changes > 0 || self->base != NULL;
}

static void
add_line (DzJournalWriter *self, char type, const char *text)
{
  char *line = dz_journal_line_new (type, text);
  gsize length = strlen (line);

  g_ptr_array_add (self->lines, line);
  if (type == 'c')
    self->n_changes++;
  if (!is_needed (self) || self->retry_at != 0)
    return;
  if (self->fd >= 0 && write_all (self->fd, line, length))
    {
      self->length += (goffset)length;
      if (self->sync_at == 0)
        self->sync_at = g_get_monotonic_time () + DZ_JOURNAL_SYNC * G_TIME_SPAN_MILLISECOND;
      return;
    }
  /* Half of a line must not stand before what is written later. */
  if (self->fd >= 0 && ftruncate (self->fd, self->length) < 0)
    g_debug ("The journal keeps half of a line: %s", g_strerror (errno));
  settle (self);
}

static void
sync_now (DzJournalWriter *self)
{
  if (self->sync_at == 0)
    return;
  self->sync_at = 0;
  if (fdatasync (self->fd) < 0)
    settle (self);
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
  self->n_changes = 0;
  for (guint i = 0; i < self->lines->len;)
    {
      const char *line = g_ptr_array_index (self->lines, i);
      guint noted = number_in (line, 'd');

      if (noted != 0 && noted <= mark)
        {
          g_ptr_array_remove_index (self->lines, i);
          continue;
        }
      self->n_changes += line[0] == 'c';
      i++;
    }
}

static void
drop_files (DzJournalWriter *self)
{
  g_autofree char *base = g_build_filename (self->folder, DZ_JOURNAL_BASE, NULL);
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_NAME, NULL);

  if (is_needed (self) ? !write_whole (self) : unlink (path) < 0)
    {
      g_debug ("The journal keeps what is saved already: %s", g_strerror (errno));
      return;
    }
  if (g_unlink (base) < 0 && errno != ENOENT)
    g_debug ("%s stays: %s", base, g_strerror (errno));
  if (is_needed (self))
    return;
  close (self->fd);
  self->fd = -1;
  self->sync_at = 0;
}

static void
take_saved (DzJournalWriter *self, Message *message)
{
  drop_until (self, message->mark);
  g_free (self->header.uri);
  g_free (self->header.digest);
  self->header.uri = g_steal_pointer (&message->text);
  self->header.digest = g_steal_pointer (&message->digest);
  self->header.has_base = FALSE;
  g_clear_pointer (&self->base, g_bytes_unref);
  if (self->fd >= 0)
    drop_files (self);
  else if (self->retry_at != 0 && !is_needed (self))
    {
      self->retry_at = 0;
      tell (self, NULL);
    }
}

static void
take_base (DzJournalWriter *self, DzProject *project)
{
  g_clear_pointer (&self->base, g_bytes_unref);
  self->base = dz_project_to_json (project);
  self->header.has_base = TRUE;
  settle (self);
}

static void
take_number (DzJournalWriter *self, Message *message)
{
  g_autofree char *text = message->say == SAY_NOTE ? g_strdup_printf ("%u %s", message->mark, message->digest)
                                                   : g_strdup_printf ("%u", message->mark);

  add_line (self, message->say == SAY_NOTE ? 'd' : 'm', text);
}

static void
take (DzJournalWriter *self, Message *message)
{
  switch (message->say)
    {
    case SAY_BASE:
      take_base (self, message->project);
      break;
    case SAY_CHANGE:
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
      sync_now (self);
      break;
    case SAY_END:
      self->ended = TRUE;
      sync_now (self);
      leave_folder (self, message->mark != 0);
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
        settle (self);
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
  self->lock = -1;
  self->fd = -1;
  self->thread = g_thread_new ("journal", run, self);
  return self;
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
dz_journal_writer_change (DzJournalWriter *self, char *json)
{
  say (self, SAY_CHANGE, 0, json, NULL, NULL);
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
