#define _GNU_SOURCE
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "store/dz-lock-private.h"
#include "store/dz-replace-file.h"

#define NOBODY 65534
#define RACES 200
#define TURNS 60
#define PATIENCE (60 * G_TIME_SPAN_SECOND)
#define N_RACERS 3

/* Stands before the one of the C library: a file system that knows no such locks. */
int
fcntl_of_test (int fd, int command, ...) __asm__("fcntl64");

static gboolean without_kernel;

int
fcntl_of_test (int fd, int command, ...)
{
  va_list args;
  void *argument;

  va_start (args, command);
  argument = va_arg (args, void *);
  va_end (args);
  if (without_kernel && command == F_OFD_SETLK)
    {
      errno = ENOLCK;
      return -1;
    }
  return (int)syscall (SYS_fcntl, fd, command, argument);
}

typedef struct
{
  char *folder;
  char *path;
  char *lock;
  GFile *file;
} Fixture;

/* Somebody who took what was just made for a dead lock, sets it aside once it has a note, and puts it back when its
 * maker has seen that it is gone. */
static struct
{
  Fixture *fixture; /* NULL: nobody does */
  char *aside;
  guint n;
} meddler;

ssize_t
pwrite_of_test (int fd, const void *data, size_t length, off64_t at) __asm__("pwrite64");
int
fstatat_of_test (int folder, const char *name, struct stat *stat, int flags) __asm__("fstatat64");

ssize_t
pwrite_of_test (int fd, const void *data, size_t length, off64_t at)
{
  ssize_t n = syscall (SYS_pwrite64, fd, data, length, at);

  if (meddler.fixture != NULL && meddler.n == 0)
    g_assert_cmpint (rename (meddler.fixture->lock, meddler.aside), ==, 0);
  return n;
}

int
fstatat_of_test (int folder, const char *name, struct stat *stat, int flags)
{
  int result = (int)syscall (SYS_newfstatat, folder, name, stat, flags), code = errno;

  if (meddler.fixture != NULL && result < 0 && meddler.n++ == 0)
    g_assert_cmpint (rename (meddler.aside, meddler.fixture->lock), ==, 0);
  errno = code;
  return result;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("duizhao-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "访谈.duizhao", NULL);
  self->lock = g_build_filename (self->folder, ".~lock.访谈.duizhao#", NULL);
  self->file = g_file_new_for_path (self->path);
  g_assert_true (g_file_set_contents (self->path, "{}", -1, NULL));
  without_kernel = data != NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  without_kernel = FALSE;
  dz_lock_pulse = G_TIME_SPAN_MINUTE;
  g_chmod (self->folder, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      /* Nothing else is left behind. */
      g_assert_false (g_str_has_suffix (name, ".tmp"));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_object_unref (self->file);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->lock);
}

static gboolean
is_there (Fixture *self)
{
  return g_file_test (self->lock, G_FILE_TEST_EXISTS);
}

static void
put (Fixture *self, const char *text, gint64 age)
{
  struct timespec times[2] = { { .tv_sec = time (NULL) - age }, { .tv_sec = time (NULL) - age } };

  g_assert_true (g_file_set_contents (self->lock, text, -1, NULL));
  g_assert_cmpint (utimensat (AT_FDCWD, self->lock, times, 0), ==, 0);
}

static DzLock *
assert_taken (Fixture *self)
{
  g_autoptr (DzLockHolder) holder = NULL;
  g_autoptr (DzLockNote) note = NULL;
  g_autofree char *text = NULL;
  DzLock *lock = dz_lock_take (self->file, &holder);

  g_assert_nonnull (lock);
  g_assert_null (holder);
  g_assert_true (dz_lock_is_real (lock));
  g_assert_true (g_file_get_contents (self->lock, &text, NULL, NULL));
  note = dz_lock_note_read (text);
  g_assert_nonnull (note);
  g_assert_cmpuint (note->process, ==, (guint)getpid ());
  g_assert_true (dz_lock_note_is_here (note));
  g_assert_false (dz_lock_note_is_dead (note));
  g_assert_cmpstr (note->host, ==, g_get_host_name ());
  return lock;
}

static void
assert_takes (Fixture *self)
{
  DzLock *lock = assert_taken (self);

  g_assert_finalize_object (lock);
  g_assert_false (is_there (self));
}

static DzLockHolder *
assert_refused (Fixture *self)
{
  DzLockHolder *holder = NULL;

  g_assert_null (dz_lock_take (self->file, &holder));
  g_assert_nonnull (holder);
  g_assert_true (g_utf8_validate (holder->user, -1, NULL));
  g_assert_cmpstr (holder->user, !=, "");
  g_assert_cmpstr (holder->host, !=, "");
  g_assert_nonnull (holder->since);
  return holder;
}

/* What a lock of another machine says, or, with NULL, one of this machine. */
static char *
write_note (const char *user,
            const char *host,
            const char *machine,
            const char *boot,
            guint process,
            const char *started,
            const char *space)
{
  g_autofree char *text = dz_lock_note_write ();
  g_autoptr (DzLockNote) ours = dz_lock_note_read (text);

  return g_strdup_printf (
      "{\"format\":\"duizhao-lock\",\"user\":\"%s\",\"host\":\"%s\",\"since\":\"2025-03-04T05:06:07Z\",\"process\":%u,"
      "\"started\":\"%s\",\"space\":\"%s\",\"boot\":\"%s\",\"machine\":\"%s\"}",
      user, host != NULL ? host : ours->host, process, started != NULL ? started : ours->started,
      space != NULL ? space : ours->space, boot != NULL ? boot : ours->boot, machine != NULL ? machine : ours->machine);
}

static char *
write_foreign_note (void)
{
  return write_note ("李岚", "书房", "0123456789abcdef", "a-boot", 7, "8", "pid:[9]");
}

static void
test_alone (Fixture *self, gconstpointer data)
{
  DzLock *lock = assert_taken (self);

  g_assert_finalize_object (lock);
  g_assert_false (is_there (self));
  assert_takes (self);
}

/* Two windows of one process. */
static void
test_twice (Fixture *self, gconstpointer data)
{
  DzLock *lock = assert_taken (self);
  g_autoptr (DzLockHolder) holder = assert_refused (self);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_assert_true (holder->here);
  g_assert_cmpstr (holder->host, ==, g_get_host_name ());
  g_assert_cmpint (ABS (g_date_time_difference (now, holder->since)), <, G_TIME_SPAN_MINUTE);
  /* Who does not ask who it is gets the same answer. */
  g_assert_null (dz_lock_take (self->file, NULL));
  g_assert_finalize_object (lock);
  assert_takes (self);
}

static void
test_not_saved_yet (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  assert_takes (self);
}

static void
test_links (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_dir_make_tmp ("duizhao-XXXXXX", NULL), *path = g_build_filename (other, "a", NULL);
  g_autofree char *last = g_build_filename (other, "b", NULL);
  g_autoptr (GFile) link = g_file_new_for_path (last);
  g_autoptr (DzLockHolder) holder = NULL;
  DzLock *lock;

  g_assert_cmpint (symlink (self->path, path), ==, 0);
  g_assert_cmpint (symlink ("a", last), ==, 0);
  lock = dz_lock_take (link, NULL);
  g_assert_true (is_there (self));
  holder = assert_refused (self);
  g_assert_finalize_object (lock);
  lock = assert_taken (self);
  g_assert_null (dz_lock_take (link, NULL));
  g_assert_finalize_object (lock);
  g_unlink (path);
  g_unlink (last);
  g_rmdir (other);
}

static void
test_long_name (Fixture *self, gconstpointer data)
{
  g_autofree char *name = g_strnfill (250, 'n'), *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *other_name = g_strnfill (251, 'n'), *other_path = g_build_filename (self->folder, other_name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), other_file = g_file_new_for_path (other_path);
  g_autoptr (DzLock) lock = dz_lock_take (file, NULL), other = dz_lock_take (other_file, NULL);

  g_assert_true (dz_lock_is_real (lock));
  g_assert_true (dz_lock_is_real (other));
  g_assert_null (dz_lock_take (file, NULL));
}

static void
test_another_machine (Fixture *self, gconstpointer data)
{
  g_autofree char *text = write_foreign_note (), *there = NULL;
  g_autoptr (DzLockHolder) holder = NULL;

  put (self, text, DZ_LOCK_STALE - 60);
  holder = assert_refused (self);
  g_assert_cmpstr (holder->user, ==, "李岚");
  g_assert_cmpstr (holder->host, ==, "书房");
  g_assert_false (holder->here);
  g_assert_cmpint (g_date_time_to_unix (holder->since), ==, 1741064767);
  /* It is what it was. */
  g_assert_true (g_file_get_contents (self->lock, &there, NULL, NULL));
  g_assert_cmpstr (there, ==, text);

  put (self, text, DZ_LOCK_STALE + 60);
  assert_takes (self);
  put (self, text, -G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND);
  assert_takes (self);
}

/* Its living holder may come back to what it has opened: that is not written into. */
static void
test_another_machine_wakes (Fixture *self, gconstpointer data)
{
  g_autofree char *text = write_foreign_note (), *there = NULL;
  DzLock *lock;
  int fd;
  struct stat before, after;

  put (self, text, DZ_LOCK_STALE + 60);
  fd = g_open (self->lock, O_RDONLY);
  fstat (fd, &before);
  lock = assert_taken (self);
  g_assert_cmpint (stat (self->lock, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, !=, after.st_ino);
  close (fd);
  g_assert_finalize_object (lock);
}

/* This machine was started again; a moment ago, somebody had the lock. */
static void
test_after_reboot (Fixture *self, gconstpointer data)
{
  g_autofree char *text = write_note ("me", NULL, NULL, "the-boot-before", (guint)getpid (), NULL, NULL);

  put (self, text, 1);
  assert_takes (self);
}

static void
test_dead_here (Fixture *self, gconstpointer data)
{
  g_autofree char *ended = write_note ("me", NULL, NULL, NULL, 4194304 + 1, NULL, NULL);
  g_autofree char *given_again = write_note ("me", NULL, NULL, NULL, (guint)getppid (), "1234567890123", NULL);
  g_autofree char *no_process = write_note ("me", NULL, NULL, NULL, 0, NULL, NULL);

  put (self, ended, 1);
  assert_takes (self);
  put (self, given_again, 1);
  assert_takes (self);
  put (self, no_process, 1);
  assert_takes (self);
}

/* Without the kernel's word, a process that runs, or that cannot be looked for, has its lock as long as it renews it.
 */
static void
test_alive_here (Fixture *self, gconstpointer data)
{
  g_autofree char *runs = write_note ("me", NULL, NULL, NULL, (guint)getppid (), "", NULL);
  g_autofree char *elsewhere = write_note ("me", NULL, NULL, NULL, 4194304 + 1, NULL, "pid:[1]");
  const char *texts[] = { runs, elsewhere };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DzLockHolder) holder = NULL;

      put (self, texts[i], 1);
      holder = assert_refused (self);
      g_assert_true (holder->here);
      put (self, texts[i], DZ_LOCK_STALE + 60);
      assert_takes (self);
    }
}

static void
test_garbage (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "\xff\xfe\xc3\x28",
    "{",
    "[]",
    "null",
    "{\"format\":1}",
    "{\"format\":\"duizhao-lock\"}",
    "{\"format\":\"duizhao-lock\",\"process\":-1,\"since\":\"yesterday\",\"user\":[]}",
    ",somebody,host,05.03.2025 10:11,file:///home/somebody/.config/libreoffice/4;",
  };
  int fd;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      put (self, texts[i], DZ_LOCK_STALE + 60);
      assert_takes (self);
    }
  put (self, "garbage", 0);
  assert_takes (self);
  fd = g_open (self->lock, O_RDWR | O_CREAT, 0600);
  g_assert_cmpint (ftruncate (fd, (off_t)1 << 33), ==, 0);
  close (fd);
  assert_takes (self);
}

/* The kernel says that it is somebody's, and who it is cannot be read. */
static void
test_held_garbage (Fixture *self, gconstpointer data)
{
  DzLock *lock = assert_taken (self);
  int fd = g_open (self->lock, O_WRONLY | O_TRUNC);
  g_autoptr (DzLockHolder) holder = NULL;

  g_assert_cmpint (write (fd, "\0\xff", 2), ==, 2);
  close (fd);
  holder = assert_refused (self);
  g_assert_true (holder->here);
  g_assert_finalize_object (lock);
}

static void
test_hostile (Fixture *self, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (3000, 'x');
  const char *names[] = { long_name, "a\\nb\\u202ec\\u0007", "\\n \\n" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = write_note (names[i], i == 0 ? "h" : names[i], "m", "b", 4294967295U, "s", "s");
      g_autoptr (DzLockHolder) holder = NULL;

      put (self, text, 0);
      holder = assert_refused (self);
      g_assert_false (holder->here);
      g_assert_cmpint (g_utf8_strlen (holder->user, -1), <=, 64);
      for (const char *p = holder->user; *p != '\0'; p = g_utf8_next_char (p))
        g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
      if (i == 1)
        g_assert_cmpstr (holder->host, ==, "a b c");
      g_unlink (self->lock);
    }
}

/* Somebody put something else there: it is neither waited for nor written into. */
static void
test_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *precious = g_build_filename (self->folder, "precious", NULL), *text = NULL;
  DzLock *lock;

  g_assert_cmpint (mkfifo (self->lock, 0600), ==, 0);
  lock = dz_lock_take (self->file, NULL);
  g_assert_false (dz_lock_is_real (lock));
  g_assert_finalize_object (lock);
  g_assert_cmpint (g_unlink (self->lock), ==, 0);

  g_assert_cmpint (g_mkdir (self->lock, 0700), ==, 0);
  lock = dz_lock_take (self->file, NULL);
  g_assert_false (dz_lock_is_real (lock));
  g_assert_finalize_object (lock);
  g_assert_cmpint (g_rmdir (self->lock), ==, 0);

  g_assert_true (g_file_set_contents (precious, "precious", -1, NULL));
  g_assert_cmpint (symlink (precious, self->lock), ==, 0);
  lock = dz_lock_take (self->file, NULL);
  g_assert_false (dz_lock_is_real (lock));
  g_assert_finalize_object (lock);
  g_assert_cmpint (g_unlink (self->lock), ==, 0);

  g_assert_cmpint (link (precious, self->lock), ==, 0);
  assert_takes (self);
  g_assert_true (g_file_get_contents (precious, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
}

static void
test_no_place (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) remote = g_file_new_for_uri ("https://example.org/talk.duizhao");
  g_autofree char *path = g_build_filename (self->folder, "nowhere", "talk.duizhao", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_path (path);
  g_autoptr (DzLock) first = dz_lock_take (remote, NULL), second = dz_lock_take (nowhere, NULL);

  g_assert_false (dz_lock_is_real (first));
  g_assert_false (dz_lock_is_real (second));
}

static void
test_overtaken (Fixture *self, gconstpointer data)
{
  g_autofree char *theirs = write_foreign_note (), *there = NULL;
  DzLock *lock = assert_taken (self);

  put (self, theirs, 0);
  g_assert_finalize_object (lock);
  g_assert_true (g_file_get_contents (self->lock, &there, NULL, NULL));
  g_assert_cmpstr (there, ==, theirs);
}

/* The same, where the other writes into the very file. */
static void
test_overwritten (Fixture *self, gconstpointer data)
{
  g_autofree char *theirs = write_foreign_note ();
  DzLock *lock = assert_taken (self);
  int fd = g_open (self->lock, O_WRONLY | O_TRUNC);

  g_assert_cmpint (write (fd, theirs, strlen (theirs)), ==, (gssize)strlen (theirs));
  close (fd);
  g_assert_finalize_object (lock);
  g_assert_true (is_there (self));
}

static gint64
get_age (Fixture *self)
{
  struct stat there;

  return stat (self->lock, &there) == 0 ? time (NULL) - there.st_mtim.tv_sec : G_MAXINT64;
}

static void
wait_for (DzLock *lock, gboolean real)
{
  for (guint i = 0; i < 1000 && dz_lock_is_real (lock) != real; i++)
    g_usleep (10000);
  g_assert_true (dz_lock_is_real (lock) == real);
}

static void
test_renewed (Fixture *self, gconstpointer data)
{
  g_autofree char *theirs = write_foreign_note (), *there = NULL;
  const struct timespec old[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
  DzLock *lock;

  dz_lock_pulse = 20 * G_TIME_SPAN_MILLISECOND;
  lock = assert_taken (self);
  g_assert_cmpint (utimensat (AT_FDCWD, self->lock, old, 0), ==, 0);
  for (guint i = 0; i < 1000 && get_age (self) > 60; i++)
    g_usleep (10000);
  g_assert_cmpint (get_age (self), <=, 60);

  put (self, theirs, 0);
  wait_for (lock, FALSE);
  g_assert_true (g_file_get_contents (self->lock, &there, NULL, NULL));
  g_assert_cmpstr (there, ==, theirs);
  g_unlink (self->lock);
  wait_for (lock, TRUE);
  g_assert_true (is_there (self));

  g_assert_finalize_object (lock);
  g_usleep (100000);
  g_assert_false (is_there (self));
}

/* It ends at once, not when its minute is over. */
static void
test_ends_at_once (Fixture *self, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 20; i++)
    assert_takes (self);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_TIME_SPAN_SECOND);
}

/* Runs @func in a process of its own, as nobody when this one is root; its result is returned. */
static int
as_other (int (*func) (Fixture *), Fixture *self)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      if (geteuid () == 0 && setresuid (NOBODY, NOBODY, NOBODY) < 0)
        _exit (90);
      _exit (func (self));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

enum
{
  REAL,
  NOT_REAL,
  REFUSED,
};

static int
take_and_tell (Fixture *self)
{
  g_autoptr (DzLock) lock = dz_lock_take (self->file, NULL);

  return lock == NULL ? REFUSED : dz_lock_is_real (lock) ? REAL : NOT_REAL;
}

static void
test_read_only_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *theirs = write_foreign_note ();

  g_chmod (self->folder, 0555);
  g_assert_cmpint (as_other (take_and_tell, self), ==, NOT_REAL);
  g_chmod (self->folder, 0755);
  put (self, theirs, DZ_LOCK_STALE + 60);
  g_chmod (self->folder, 0555);
  g_assert_cmpint (as_other (take_and_tell, self), ==, NOT_REAL);
  g_chmod (self->folder, 0755);
  /* Somebody who may write there says that they edit it. */
  put (self, theirs, 0);
  g_chmod (self->lock, 0644);
  g_chmod (self->folder, 0555);
  g_assert_cmpint (as_other (take_and_tell, self), ==, REFUSED);
}

static void
test_two_users (Fixture *self, gconstpointer data)
{
  g_autofree char *dead = write_note ("me", NULL, NULL, NULL, 4194304 + 1, NULL, NULL);
  DzLock *lock;

  if (geteuid () != 0)
    {
      g_test_skip ("only root is two users");
      return;
    }
  g_chmod (self->folder, 0777);
  g_chmod (self->path, 0644);
  lock = assert_taken (self);
  g_assert_cmpint (as_other (take_and_tell, self), ==, REFUSED);
  g_assert_finalize_object (lock);
  g_assert_cmpint (as_other (take_and_tell, self), ==, REAL);
  put (self, dead, 0);
  g_chmod (self->lock, 0644);
  g_assert_cmpint (as_other (take_and_tell, self), ==, REAL);
  /* Nobody may take away what others made. */
  g_chmod (self->folder, 01777);
  put (self, dead, 0);
  g_chmod (self->lock, 0644);
  g_assert_cmpint (as_other (take_and_tell, self), ==, NOT_REAL);
  g_chmod (self->path, 0666);
  g_unlink (self->lock);
  lock = assert_taken (self);
  g_assert_cmpint (as_other (take_and_tell, self), ==, REFUSED);
  g_assert_finalize_object (lock);
}

static void
test_put_back (Fixture *self, gconstpointer data)
{
  DzLock *lock;

  meddler.fixture = self;
  meddler.aside = g_build_filename (self->folder, "aside", NULL);
  meddler.n = 0;
  lock = dz_lock_take (self->file, NULL);
  meddler.fixture = NULL;
  g_free (meddler.aside);
  g_assert_cmpuint (meddler.n, ==, 1);
  g_assert_nonnull (lock);
  g_assert_true (dz_lock_is_real (lock));
  g_assert_finalize_object (lock);
  g_assert_false (is_there (self));
  assert_takes (self);
}

/* A process that takes and drops the lock as it is told, a letter each: t, d, and q to end; and says how it went: a
 * letter each. */
typedef struct
{
  pid_t pid;
  int in;
  int out;
} Racer;

static gint64 *shared; /* among all processes: when to start; how many have the lock; how often one had */

static void
race (GFile *file, int in, int out)
{
  DzLock *lock = NULL;
  char command;

  while (read (in, &command, 1) == 1 && command != 'q')
    {
      char answer = 'd';

      if (command == 't')
        {
          while (g_get_monotonic_time () < __atomic_load_n (&shared[0], __ATOMIC_SEQ_CST))
            ;
          lock = dz_lock_take (file, NULL);
          answer = lock == NULL ? 'r' : dz_lock_is_real (lock) ? 't' : 'n';
        }
      else
        g_clear_object (&lock);
      if (write (out, &answer, 1) != 1)
        break;
    }
}

static Racer
start_racer (Fixture *self)
{
  int in[2], out[2];
  Racer racer;

  g_assert_cmpint (pipe (in), ==, 0);
  g_assert_cmpint (pipe (out), ==, 0);
  racer.pid = fork ();
  if (racer.pid == 0)
    {
      close (in[1]);
      close (out[0]);
      race (self->file, in[0], out[1]);
      _exit (0);
    }
  close (in[0]);
  close (out[1]);
  racer.in = in[1];
  racer.out = out[0];
  return racer;
}

static void
tell (Racer *racer, char command)
{
  g_assert_cmpint (write (racer->in, &command, 1), ==, 1);
}

static char
hear (Racer *racer)
{
  char answer;

  g_assert_cmpint (read (racer->out, &answer, 1), ==, 1);
  return answer;
}

static void
end_racer (Racer *racer, int signal)
{
  int status;

  if (signal != 0)
    kill (racer->pid, signal);
  else
    tell (racer, 'q');
  close (racer->in);
  close (racer->out);
  g_assert_cmpint (waitpid (racer->pid, &status, 0), ==, racer->pid);
  g_assert_true (signal != 0 ? WIFSIGNALED (status) : WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_killed (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      Racer racer = start_racer (self);
      g_autoptr (DzLockHolder) holder = NULL;

      tell (&racer, 't');
      g_assert_cmpint (hear (&racer), ==, 't');
      holder = assert_refused (self);
      g_assert_true (holder->here);
      end_racer (&racer, SIGKILL);
      g_assert_true (is_there (self));
      assert_takes (self);
    }
}

/* Killed at any moment of taking and dropping it. What it had set aside then stays until somebody saves. */
static void
test_killed_at_any_time (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);

  for (guint i = 0; i < 50; i++)
    {
      Racer racer = start_racer (self);

      for (guint j = 0; j < 200; j++)
        tell (&racer, j % 2 == 0 ? 't' : 'd');
      g_usleep ((gulong)g_test_rand_int_range (0, 5000));
      end_racer (&racer, SIGKILL);
      assert_takes (self);
    }
  g_assert_true (dz_replace_file (self->file, bytes, FALSE, NULL, NULL));
}

/* Two programs start at the same moment, before nothing, a dead lock, an old one, or garbage. */
static void
test_races (Fixture *self, gconstpointer data)
{
  g_autofree char *dead = write_note ("me", NULL, NULL, NULL, 4194304 + 1, NULL, NULL);
  g_autofree char *theirs = write_foreign_note ();
  Racer racers[2] = { start_racer (self), start_racer (self) };
  guint first = 0;

  for (guint i = 0; i < RACES; i++)
    {
      char answers[2];

      if (i % 4 != 0)
        put (self, i % 4 == 1 ? dead : i % 4 == 2 ? theirs : "garbage", 2 * DZ_LOCK_STALE);
      __atomic_store_n (&shared[0], g_get_monotonic_time () + 300, __ATOMIC_SEQ_CST);
      for (guint j = 0; j < 2; j++)
        tell (&racers[j], 't');
      for (guint j = 0; j < 2; j++)
        answers[j] = hear (&racers[j]);
      if (answers[0] + answers[1] != 't' + 'r')
        g_error ("race %u: %c and %c", i, answers[0], answers[1]);
      first += answers[0] == 't';
      for (guint j = 0; j < 2; j++)
        tell (&racers[j], 'd');
      for (guint j = 0; j < 2; j++)
        hear (&racers[j]);
      g_assert_false (is_there (self));
    }
  g_test_message ("%d races, of which one of the two won %u", RACES, first);
  for (guint j = 0; j < 2; j++)
    end_racer (&racers[j], 0);
}

static void
take_turns (GFile *file)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint n = 0;

  while (n < TURNS && g_get_monotonic_time () < end)
    {
      g_autoptr (DzLock) lock = dz_lock_take (file, NULL);

      if (lock == NULL)
        {
          g_usleep (50);
          continue;
        }
      if (!dz_lock_is_real (lock))
        _exit (2);
      if (__atomic_add_fetch (&shared[1], 1, __ATOMIC_SEQ_CST) != 1)
        _exit (3);
      __atomic_add_fetch (&shared[2], 1, __ATOMIC_SEQ_CST);
      g_usleep (n++ % 3 * 20);
      __atomic_sub_fetch (&shared[1], 1, __ATOMIC_SEQ_CST);
    }
  _exit (n == TURNS ? 0 : 4);
}

/* Some take it while others let it go: never do two have it. */
static void
test_turns (Fixture *self, gconstpointer data)
{
  pid_t children[N_RACERS];

  shared[1] = shared[2] = 0;
  for (guint i = 0; i < N_RACERS; i++)
    {
      children[i] = fork ();
      if (children[i] == 0)
        take_turns (self->file);
    }
  for (guint i = 0; i < N_RACERS; i++)
    {
      int status;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }
  g_test_message ("%d processes had it %" G_GINT64_FORMAT " times", N_RACERS, shared[2]);
  g_assert_cmpint (shared[2], ==, N_RACERS * TURNS);
  g_assert_false (is_there (self));
}

static void
add (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/lock/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

/* Also on a file system where the kernel cannot tell who lives. */
static void
add_both (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/lock/without-kernel/", name, NULL);

  add (name, func);
  g_test_add (path, Fixture, "without", set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shared = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  add_both ("alone", test_alone);
  add_both ("twice", test_twice);
  add_both ("not-saved-yet", test_not_saved_yet);
  add_both ("links", test_links);
  add_both ("long-name", test_long_name);
  add_both ("another-machine", test_another_machine);
  add_both ("another-machine-wakes", test_another_machine_wakes);
  add_both ("after-reboot", test_after_reboot);
  add_both ("dead-here", test_dead_here);
  g_test_add ("/lock/without-kernel/alive-here", Fixture, "without", set_up, test_alive_here, tear_down);
  add_both ("garbage", test_garbage);
  add ("held-garbage", test_held_garbage);
  add_both ("hostile", test_hostile);
  add_both ("no-file", test_no_file);
  add_both ("no-place", test_no_place);
  add_both ("overtaken", test_overtaken);
  add_both ("overwritten", test_overwritten);
  add_both ("renewed", test_renewed);
  add_both ("ends-at-once", test_ends_at_once);
  add_both ("read-only-folder", test_read_only_folder);
  add_both ("two-users", test_two_users);
  g_test_add ("/lock/without-kernel/put-back", Fixture, "without", set_up, test_put_back, tear_down);
  add_both ("killed", test_killed);
  add_both ("killed-at-any-time", test_killed_at_any_time);
  add_both ("races", test_races);
  add ("turns", test_turns);
  return g_test_run ();
}
