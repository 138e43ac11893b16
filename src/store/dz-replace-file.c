#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "store/dz-folder.h"
#include "store/dz-replace-file.h"
#include "store/dz-store-error.h"
#include "store/dz-write.h"

#define CHUNK (1024 * 1024)
#define MAX_LINKS 40
#define TEMPORARY_TRIES 100
/* Who writes a temporary file holds a lock on it until it has its name: without one it is of a program that ended. */
#define TEMPORARY_FORMAT ".duizhao-%08x.tmp"
#define TEMPORARY_LENGTH 21

/* One replacement: everything is named from the opened folder, so that it may be moved meanwhile. */
typedef struct
{
  GFile *file; /* as the caller named it, for messages */
  int folder;
  char *name;
  int old; /* -1 when there is none */
  int held; /* -1, or keeps the temporary file locked */
  struct stat stat;
  GCancellable *cancellable;
  GError **error;
} Place;

/* Sets the error to what errno says, for the person who saved. */
static gboolean
fail (Place *self)
{
  int code = errno;
  g_autofree char *name = g_file_get_parse_name (self->file);
  const char *format;

  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      format
          = _ ("“%s” was not saved: there is no room for it (%s). What was there before is unchanged. Make room on the "
               "disk, or save in another place.");
      break;
    case ENAMETOOLONG:
      format = _ ("“%s” was not saved: its name is too long (%s). Choose a shorter one.");
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      format = _ ("“%s” was not saved: you may not write there (%s). Save in another folder.");
      break;
    case ENOENT:
    case ENOTDIR:
      format = _ ("“%s” was not saved: its folder is not there (%s). Save in another folder.");
      break;
    default:
      format = _ ("“%s” was not saved: %s. What was there before is unchanged. Try again, or save in another place.");
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE, format, name, g_strerror (code));
#pragma GCC diagnostic pop
  return FALSE;
}

/* The file is the new one, but it is not certain that it will be after a power cut. */
static gboolean
fail_to_confirm (Place *self)
{
  int code = errno;
  g_autofree char *name = g_file_get_parse_name (self->file);

  g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
               _ ("“%s” was written, but the disk does not confirm that it will keep it: %s. Save again, or in another place."),
               name, g_strerror (code));
  return FALSE;
}

char *
dz_replace_file_dup_target (const char *path)
{
  g_autofree char *at = g_strdup (path);

  for (int i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *target = g_file_read_link (at, NULL), *folder = NULL;

      if (target == NULL)
        return g_steal_pointer (&at);
      folder = g_path_get_dirname (at);
      g_free (at);
      at = g_path_is_absolute (target) ? g_steal_pointer (&target) : g_build_filename (folder, target, NULL);
    }
  errno = ELOOP;
  return NULL;
}

static gboolean
open_place (Place *self, const char *path)
{
  g_autofree char *target = dz_replace_file_dup_target (path), *folder = NULL;

  if (target == NULL)
    return fail (self);
  folder = g_path_get_dirname (target);
  self->name = g_path_get_basename (target);
  self->folder = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->folder < 0)
    return fail (self);
  if (fstatat (self->folder, self->name, &self->stat, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT || fail (self);
  if (!S_ISREG (self->stat.st_mode))
    {
      g_autofree char *name = g_file_get_parse_name (self->file);

      g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
                   _ ("“%s” was not saved: it is a folder or a device, not a file. Choose another name."), name);
      return FALSE;
    }
  /* Its folder would let us put another file in its place; who took away the right to write wants it kept. */
  if (faccessat (self->folder, self->name, W_OK, AT_EACCESS) < 0)
    return fail (self);
  self->old = openat (self->folder, self->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  return self->old >= 0 || fail (self);
}

static void
close_place (Place *self)
{
  if (self->old >= 0)
    close (self->old);
  if (self->held >= 0)
    close (self->held);
  if (self->folder >= 0)
    close (self->folder);
  g_free (self->name);
}

static gboolean
is_named (Place *self, const char *name, int fd)
{
  struct stat open, named;

  return fstat (fd, &open) == 0 && fstatat (self->folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0
         && open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

gboolean
dz_replace_file_is_temporary (const char *name)
{
  unsigned int number;
  g_autofree char *again = NULL;

  if (strlen (name) != TEMPORARY_LENGTH || sscanf (name, TEMPORARY_FORMAT, &number) != 1)
    return FALSE;
  again = g_strdup_printf (TEMPORARY_FORMAT, number);
  return g_str_equal (name, again);
}

/* What its maker still works on is locked: a file that is being written, and the old one while it has a second name. */
static void
clear_dead (Place *self, const char *name)
{
  int fd = openat (self->folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat stat;

  if (fd < 0)
    return;
  if (fstat (fd, &stat) == 0 && S_ISREG (stat.st_mode) && stat.st_uid == geteuid ()
      && flock (fd, LOCK_EX | LOCK_NB) == 0 && is_named (self, name, fd) && unlinkat (self->folder, name, 0) == 0)
    g_debug ("%s of a program that ended is cleared away", name);
  close (fd);
}

/* What programs left that were killed while they wrote. */
static void
clear_all_dead (Place *self)
{
  int fd = openat (self->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (dir == NULL)
    {
      if (fd >= 0)
        close (fd);
      return;
    }
  while ((entry = readdir (dir)) != NULL)
    if (dz_replace_file_is_temporary (entry->d_name))
      clear_dead (self, entry->d_name);
  closedir (dir);
}

static void
copy_attribute (int from, int to, const char *name)
{
  g_autofree char *value = NULL;
  ssize_t length = fgetxattr (from, name, NULL, 0);

  if (length < 0)
    return;
  value = g_malloc ((gsize)length + 1);
  length = fgetxattr (from, name, value, (gsize)length);
  if (length >= 0 && fsetxattr (to, name, value, (gsize)length, 0) < 0)
    g_debug ("Attribute %s is not kept: %s", name, g_strerror (errno));
}

static void
copy_attributes (int from, int to)
{
  g_autofree char *names = NULL;
  ssize_t length = flistxattr (from, NULL, 0);

  if (length <= 0)
    return;
  names = g_malloc ((gsize)length);
  length = flistxattr (from, names, (gsize)length);
  for (ssize_t i = 0; i < length; i += (ssize_t)strlen (names + i) + 1)
    if (g_str_has_prefix (names + i, "user.") || g_str_equal (names + i, "system.posix_acl_access"))
      copy_attribute (from, to, names + i);
}

/* Where the group cannot be kept, its rights must not go to another one. */
static gboolean
take_over_rights (Place *self, int fd)
{
  mode_t mode = self->stat.st_mode & 07777;

  if (fchown (fd, self->stat.st_uid, self->stat.st_gid) < 0 && fchown (fd, (uid_t)-1, self->stat.st_gid) < 0)
    mode = (mode & 0707) | ((mode & 0007) << 3);
  if (fchmod (fd, mode) < 0)
    return FALSE;
  copy_attributes (self->old, fd);
  return TRUE;
}

/* FALSE when somebody who clears away took it for a dead one's before it was locked, or when that cannot be known. */
static gboolean
hold (Place *self, const char *name, int fd)
{
  /* Some file systems know no locks. */
  if (flock (fd, LOCK_EX | LOCK_NB) < 0)
    return errno != EWOULDBLOCK;
  return is_named (self, name, fd);
}

/* Returns -1 with errno set. */
static int
open_temporary (Place *self, char **name)
{
  mode_t mode = self->old >= 0 ? 0600 : 0666;

  for (int i = 0; i < TEMPORARY_TRIES; i++)
    {
      int fd;

      *name = g_strdup_printf (TEMPORARY_FORMAT, g_random_int ());
      fd = openat (self->folder, *name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
      if (fd < 0 && errno != EEXIST)
        return -1;
      if (fd >= 0 && hold (self, *name, fd))
        return fd;
      if (fd >= 0)
        {
          unlinkat (self->folder, *name, 0);
          close (fd);
        }
      errno = EEXIST;
      g_clear_pointer (name, g_free);
    }
  return -1;
}

static gboolean
write_all (Place *self, int fd, const char *data, gsize length)
{
  for (gsize at = 0; at < length; at += CHUNK)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, self->error))
        return FALSE;
      if (!dz_write_all (fd, data + at, MIN (length - at, CHUNK)))
        return fail (self);
    }
  return TRUE;
}

/* Writes a file of its own in the folder and returns its name when it is whole and on disk. */
static char *
write_temporary (Place *self, const char *data, gsize length)
{
  g_autofree char *name = NULL;
  int fd = open_temporary (self, &name);
  gboolean ok;

  if (fd < 0)
    {
      fail (self);
      return NULL;
    }
  ok = (self->old < 0 || take_over_rights (self, fd)) || fail (self);
  ok = ok && write_all (self, fd, data, length);
  ok = ok && (fsync (fd) == 0 || fail (self));
  if (ok && self->held < 0)
    self->held = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  if (close (fd) < 0 && ok && errno != EINTR)
    ok = fail (self);
  if (ok)
    return g_steal_pointer (&name);
  unlinkat (self->folder, name, 0);
  return NULL;
}

static gboolean
rename_temporary (Place *self, const char *temporary, const char *name)
{
  if (renameat (self->folder, temporary, self->folder, name) == 0)
    return TRUE;
  fail (self);
  unlinkat (self->folder, temporary, 0);
  return FALSE;
}

/* A second name for the old file; a copy of it where the file system has no second names. */
static char *
link_previous (Place *self)
{
  g_autofree char *name = g_strdup_printf (TEMPORARY_FORMAT, g_random_int ());
  g_autoptr (GMappedFile) map = NULL;

  /* Somebody who saves it at the same time may have locked it already, and holds it for both. */
  flock (self->old, LOCK_SH | LOCK_NB);
  if (linkat (self->folder, self->name, self->folder, name, 0) == 0)
    return g_steal_pointer (&name);
  map = g_mapped_file_new_from_fd (self->old, FALSE, NULL);
  if (map == NULL)
    {
      errno = EIO;
      fail (self);
      return NULL;
    }
  return write_temporary (self, g_mapped_file_get_contents (map), g_mapped_file_get_length (map));
}

static gboolean
keep_old (Place *self)
{
  g_autofree char *name = g_strconcat (self->name, "~", NULL), *temporary = NULL;
  struct stat stat;

  /* The new one matters more than the old one. */
  if (strlen (name) > NAME_MAX)
    return TRUE;
  temporary = link_previous (self);
  if (temporary == NULL)
    return FALSE;
  /* rename() leaves both when they are two names of one file already. */
  if (fstatat (self->folder, name, &stat, AT_SYMLINK_NOFOLLOW) == 0 && stat.st_dev == self->stat.st_dev
      && stat.st_ino == self->stat.st_ino)
    return unlinkat (self->folder, temporary, 0) == 0 || fail (self);
  return rename_temporary (self, temporary, name);
}

static gboolean
replace (Place *self, GBytes *bytes, gboolean keep_previous)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *temporary = NULL;

  clear_all_dead (self);
  temporary = write_temporary (self, data, length);
  if (temporary == NULL)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, self->error)
      || (keep_previous && self->old >= 0 && !keep_old (self)))
    {
      unlinkat (self->folder, temporary, 0);
      return FALSE;
    }
  if (!rename_temporary (self, temporary, self->name))
    return FALSE;
  return dz_folder_sync_fd (self->folder) || fail_to_confirm (self);
}

static gboolean
replace_elsewhere (GFile *file, GBytes *bytes, gboolean keep_previous, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *name = NULL;

  if (g_file_replace_contents (file, data, length, NULL, keep_previous, G_FILE_CREATE_NONE, NULL, cancellable, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  name = g_file_get_parse_name (file);
  g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE, _ ("“%s” was not saved: %s. Save in another place."), name,
               local->message);
  return FALSE;
}

gboolean
dz_replace_file (GFile *file, GBytes *bytes, gboolean keep_previous, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  Place place = { .file = file, .folder = -1, .old = -1, .held = -1, .cancellable = cancellable, .error = error };
  gboolean ok;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path == NULL)
    return replace_elsewhere (file, bytes, keep_previous, cancellable, error);
  ok = open_place (&place, path) && replace (&place, bytes, keep_previous);
  close_place (&place);
  return ok;
}

GFile *
dz_replace_file_get_previous (GFile *file)
{
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file), *previous = g_strconcat (name, "~", NULL);

  return parent == NULL ? g_object_ref (file) : g_file_get_child (parent, previous);
}
