#define G_LOG_DOMAIN "duizhao"
#define _GNU_SOURCE /* F_OFD_SETLK, renameat2() */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/dz-lock-private.h"
#include "store/dz-replace-file.h"

/* Ours has a few hundred bytes; of a larger one nothing is believed. */
#define MAX_NOTE 4096
/* Each time, somebody else came in between. */
#define TRIES 100
/* So many of them are quick; and so many wait for somebody who has just taken it to write that there. */
#define QUICK_TRIES 3
#define WAITING_TRIES 20

gint64 dz_lock_pulse = G_TIME_SPAN_MINUTE;

struct _DzLock
{
  GObject parent_instance;

  char *path; /* what is locked, without links; NULL when it is not on this machine */
  char *name; /* of the lock's file in its folder */
  int folder;
  int fd;
  gboolean kernel; /* it is the kernel that keeps others from @fd */
  char *text;      /* what stands in it */
  int real;        /* atomic */

  GThread *thread; /* renews it; only it touches what stands above, once it runs */
  GMutex mutex;
  GCond cond;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (DzLock, dz_lock, G_TYPE_OBJECT)

typedef enum
{
  TAKEN,
  IN_THE_WAY,
  NOTHING_TO_LOCK,
  AGAIN,
} Outcome;

typedef enum
{
  KERNEL_OURS,
  KERNEL_THEIRS,
  KERNEL_CANNOT,
} Kernel;

/* A lock's file as it was opened. */
typedef struct
{
  int fd;
  gboolean created;
  gboolean read_only;
  Kernel kernel;
  struct stat stat;
  char *text; /* NULL when it is not worth a look */
  DzLockNote *note;
} Found;

static void
found_clear (Found *found)
{
  if (found->fd >= 0)
    close (found->fd);
  g_free (found->text);
  g_clear_pointer (&found->note, dz_lock_note_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
is_at (int folder, const char *name, const struct stat *stat)
{
  struct stat there;

  return fstatat (folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && there.st_dev == stat->st_dev
         && there.st_ino == stat->st_ino;
}

/* (transfer full) (nullable) */
static char *
read_text (int fd)
{
  g_autofree char *text = g_malloc (MAX_NOTE + 1);
  ssize_t n = pread (fd, text, MAX_NOTE + 1, 0);

  if (n < 0 || n > MAX_NOTE || memchr (text, '\0', (gsize)n) != NULL)
    return NULL;
  text[n] = '\0';
  return g_steal_pointer (&text);
}

static gboolean
write_text (int fd, const char *text)
{
  gsize length = strlen (text);

  return ftruncate (fd, 0) == 0 && pwrite (fd, text, length, 0) == (ssize_t)length;
}

static Kernel
ask_kernel (int fd, gboolean read_only)
{
  struct flock lock = { .l_type = read_only ? F_RDLCK : F_WRLCK, .l_whence = SEEK_SET };

  while (fcntl (fd, F_OFD_SETLK, &lock) < 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        return KERNEL_THEIRS;
      if (errno != EINTR)
        return KERNEL_CANNOT;
    }
  return KERNEL_OURS;
}

/* Opens what is there or makes a new one, which are two things: in a folder that everybody may write to, a system may
 * refuse to open what is there as if it could be made. Returns AGAIN when @found has it. */
static Outcome
open_lock (DzLock *self, Found *found)
{
  const int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

  found->fd = openat (self->folder, self->name, O_RDWR | flags);
  if (found->fd < 0 && errno == ENOENT)
    {
      found->fd = openat (self->folder, self->name, O_RDWR | O_CREAT | O_EXCL | flags, 0666);
      found->created = found->fd >= 0;
    }
  else if (found->fd < 0 && (errno == EACCES || errno == EPERM || errno == EROFS))
    {
      found->fd = openat (self->folder, self->name, O_RDONLY | flags);
      found->read_only = TRUE;
    }
  if (found->fd >= 0)
    return fstat (found->fd, &found->stat) == 0 && S_ISREG (found->stat.st_mode) ? AGAIN : NOTHING_TO_LOCK;
  return errno == EEXIST || errno == ENOENT ? AGAIN : NOTHING_TO_LOCK;
}

/* The time in seconds, as the file system of the lock has it: a server's clock need not be ours. */
static gint64
get_time_there (DzLock *self)
{
  g_autofree char *name = g_strdup_printf (".duizhao-%08x.tmp", g_random_int ());
  int fd = openat (self->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  struct stat stat;

  if (fd < 0)
    return now;
  if (fstat (fd, &stat) == 0)
    now = stat.st_mtim.tv_sec;
  close (fd);
  unlinkat (self->folder, name, 0);
  return now;
}

/* A time to come is as wrong as one long gone. */
static gboolean
is_fresh (DzLock *self, const Found *found)
{
  return ABS (get_time_there (self) - (gint64)found->stat.st_mtim.tv_sec) < DZ_LOCK_STALE;
}

static gboolean
is_in_the_way (DzLock *self, const Found *found)
{
  switch (found->kernel)
    {
    case KERNEL_OURS:
      return found->note != NULL && !dz_lock_note_is_here (found->note) && is_fresh (self, found);
    case KERNEL_THEIRS:
      /* A server may go on keeping the lock of a machine that is gone. */
      return found->note == NULL || dz_lock_note_is_here (found->note) || is_fresh (self, found);
    default:
      return found->note != NULL && !dz_lock_note_is_dead (found->note) && is_fresh (self, found);
    }
}

static void
put_back (int folder, const char *from, const char *to)
{
  if (renameat2 (folder, from, folder, to, RENAME_NOREPLACE) == 0)
    return;
  if (errno != EEXIST && linkat (folder, from, folder, to, 0) < 0 && errno != EEXIST)
    g_debug ("A lock was not put back: %s", g_strerror (errno));
  unlinkat (folder, from, 0);
}

/* Takes a dead lock away. Not everybody who does has it locked for the kernel: so it is looked at again once it has
 * another name, which only one of several gives it. */
static gboolean
set_aside (int folder, const char *name, const struct stat *stat, const char *text)
{
  g_autofree char *aside = g_strdup_printf (".duizhao-%08x.tmp", g_random_int ()), *there = NULL;
  int fd;

  if (renameat (folder, name, folder, aside) < 0)
    return errno == ENOENT;
  fd = openat (folder, aside, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  there = fd >= 0 ? read_text (fd) : NULL;
  if (fd >= 0)
    close (fd);
  if (!is_at (folder, aside, stat) || g_strcmp0 (there, text) != 0)
    {
      put_back (folder, aside, name);
      return TRUE;
    }
  return unlinkat (folder, aside, 0) == 0;
}

/* Who may write to the project may take its lock, also when this process leaves it behind. */
static void
share_rights (DzLock *self, int fd)
{
  g_autofree char *name = g_path_get_basename (self->path);
  struct stat stat;
  mode_t mode;

  if (fstatat (self->folder, name, &stat, 0) < 0)
    return;
  mode = (stat.st_mode & 0666) | 0600;
  if (fchown (fd, (uid_t)-1, stat.st_gid) < 0)
    mode &= (mode_t)~0070;
  if (fchmod (fd, mode) < 0)
    g_debug ("The rights of a lock stay as they are: %s", g_strerror (errno));
}

/* Only what this user made, nobody has by another name, and nobody on another machine may come back to, is written
 * into. */
static gboolean
is_own (const Found *found)
{
  return !found->read_only && found->stat.st_uid == geteuid () && found->stat.st_nlink == 1
         && (found->note == NULL || dz_lock_note_is_here (found->note));
}

/* TRUE when the file under the lock's name is ours still. */
static gboolean
is_held (DzLock *self, struct stat *stat)
{
  g_autofree char *there = self->fd >= 0 ? read_text (self->fd) : NULL;

  return self->fd >= 0 && fstat (self->fd, stat) == 0 && is_at (self->folder, self->name, stat)
         && g_strcmp0 (there, self->text) == 0;
}

static void
hold (DzLock *self, Found *found, const char *text)
{
  if (self->fd >= 0)
    close (self->fd);
  self->kernel = found->kernel == KERNEL_OURS;
  self->fd = found->fd;
  found->fd = -1;
  g_free (self->text);
  self->text = g_strdup (text);
}

static Outcome
make_ours (DzLock *self, Found *found)
{
  g_autofree char *text = dz_lock_note_write (), *there = NULL;
  gboolean written;

  share_rights (self, found->fd);
  written = write_text (found->fd, text);
  there = read_text (found->fd);
  /* On a full disk, what the kernel keeps is a lock all the same. */
  if (found->kernel == KERNEL_CANNOT && !written)
    {
      set_aside (self->folder, self->name, &found->stat, there);
      return NOTHING_TO_LOCK;
    }
  hold (self, found, found->kernel == KERNEL_OURS ? there : text);
  return self->kernel || is_held (self, &found->stat) ? TAKEN : AGAIN;
}

/* Nobody living has it. */
static Outcome
take_over (DzLock *self, Found *found)
{
  if (found->created || (found->kernel == KERNEL_OURS && is_own (found)))
    return make_ours (self, found);
  return set_aside (self->folder, self->name, &found->stat, found->text) ? AGAIN : NOTHING_TO_LOCK;
}

/* Somebody is taking it, it seems, but has not yet written who. */
static gboolean
is_being_taken (DzLock *self, const Found *found)
{
  if (found->kernel == KERNEL_OURS || found->created)
    return FALSE;
  if (found->note == NULL)
    return TRUE;
  return found->kernel == KERNEL_THEIRS
         && (dz_lock_note_is_here (found->note) ? dz_lock_note_is_dead (found->note) : !is_fresh (self, found));
}

static Outcome
try_to_take (DzLock *self, gboolean wait, DzLockHolder **holder)
{
  g_auto (Found) found = { .fd = -1 };
  Outcome outcome;

  /* Who set ours aside before we had written into it has put it back. */
  if (is_held (self, &found.stat))
    return TAKEN;
  outcome = open_lock (self, &found);
  if (outcome != AGAIN || found.fd < 0)
    return outcome;
  found.kernel = ask_kernel (found.fd, found.read_only);
  /* Who had it before may have taken it away between the two; and who takes it over may be writing into it. */
  if (!is_at (self->folder, self->name, &found.stat) || fstat (found.fd, &found.stat) < 0)
    return AGAIN;
  found.text = read_text (found.fd);
  found.note = found.text != NULL ? dz_lock_note_read (found.text) : NULL;
  if (wait && is_being_taken (self, &found))
    return AGAIN;
  if (!is_in_the_way (self, &found))
    return take_over (self, &found);
  if (holder != NULL)
    *holder = dz_lock_holder_new (found.note, &found.stat);
  return IN_THE_WAY;
}

static Outcome
acquire (DzLock *self, DzLockHolder **holder)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  Outcome outcome = AGAIN;

  self->folder = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->folder < 0)
    return NOTHING_TO_LOCK;
  for (guint i = 0; i < TRIES && outcome == AGAIN; i++)
    {
      if (i >= QUICK_TRIES)
        g_usleep ((gulong)g_random_int_range (100, 3000));
      outcome = try_to_take (self, i < WAITING_TRIES, holder);
    }
  g_atomic_int_set (&self->real, outcome == TAKEN);
  return outcome == AGAIN ? NOTHING_TO_LOCK : outcome;
}

static void
let_go (DzLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->folder >= 0)
    close (self->folder);
  self->fd = -1;
  self->folder = -1;
}

static void
release (DzLock *self)
{
  struct stat stat;

  if (is_held (self, &stat))
    {
      if (!self->kernel)
        set_aside (self->folder, self->name, &stat, self->text);
      else if (unlinkat (self->folder, self->name, 0) < 0 && ftruncate (self->fd, 0) < 0)
        g_debug ("A lock stays: %s", g_strerror (errno));
    }
  let_go (self);
}

/* What was taken away, with a disk that was pulled out or by somebody who took this machine for dead, is taken again as
 * soon as it can be. */
static void
renew (DzLock *self)
{
  struct stat stat;

  if (is_held (self, &stat))
    {
      if (futimens (self->fd, NULL) < 0)
        g_debug ("A lock is not renewed: %s", g_strerror (errno));
      return;
    }
  g_atomic_int_set (&self->real, FALSE);
  let_go (self);
  acquire (self, NULL);
}

static gpointer
keep_renewing (gpointer data)
{
  DzLock *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->ended)
    {
      gint64 next = g_get_monotonic_time () + dz_lock_pulse;

      while (!self->ended && g_cond_wait_until (&self->cond, &self->mutex, next))
        ;
      if (self->ended)
        break;
      g_mutex_unlock (&self->mutex);
      renew (self);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static void
dz_lock_finalize (GObject *object)
{
  DzLock *self = DZ_LOCK (object);

  if (self->thread != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->ended = TRUE;
      g_cond_signal (&self->cond);
      g_mutex_unlock (&self->mutex);
      g_thread_join (self->thread);
    }
  release (self);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self->name);
  g_free (self->text);

  G_OBJECT_CLASS (dz_lock_parent_class)->finalize (object);
}

static void
dz_lock_class_init (DzLockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dz_lock_finalize;
}

static void
dz_lock_init (DzLock *self)
{
  self->folder = -1;
  self->fd = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

static char *
dup_lock_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path), *digest = NULL;
  char *lock = g_strconcat (".~lock.", name, "#", NULL);

  if (strlen (lock) <= NAME_MAX)
    return lock;
  g_free (lock);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  return g_strconcat (".~lock.", digest, "#", NULL);
}

DzLock *
dz_lock_take (GFile *file, DzLockHolder **holder)
{
  g_autoptr (DzLock) self = g_object_new (DZ_TYPE_LOCK, NULL);
  g_autofree char *path = g_file_get_path (file);
  Outcome outcome = NOTHING_TO_LOCK;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (holder != NULL)
    *holder = NULL;
  self->path = path != NULL ? dz_replace_file_dup_target (path) : NULL;
  if (self->path != NULL)
    {
      self->name = dup_lock_name (self->path);
      outcome = acquire (self, holder);
    }
  if (outcome == IN_THE_WAY)
    return NULL;
  if (outcome == TAKEN)
    self->thread = g_thread_try_new ("lock", keep_renewing, self, NULL);
  return g_steal_pointer (&self);
}

gboolean
dz_lock_is_real (DzLock *self)
{
  g_return_val_if_fail (DZ_IS_LOCK (self), FALSE);

  return g_atomic_int_get (&self->real);
}
