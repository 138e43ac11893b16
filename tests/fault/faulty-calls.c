/* One function a call of libc. Those for large files are others than those for small ones, also where both are the same. */
#define _GNU_SOURCE

#include "faulty-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#define EXPORT __attribute__ ((visibility ("default")))

#define MODE_OF(flags, mode)                                                                                          \
  if ((flags) & (O_CREAT | __O_TMPFILE))                                                                              \
    {                                                                                                                 \
      va_list arguments;                                                                                              \
      va_start (arguments, flags);                                                                                    \
      mode = va_arg (arguments, mode_t);                                                                              \
      va_end (arguments);                                                                                             \
    }

static unsigned
open_flags (int flags)
{
  if (flags & O_CREAT)
    return CHANGES | NAMES | GROWS;
  return (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC) ? CHANGES | NAMES : 0;
}

typedef int (*OpenFunc) (int folder, const char *path, int flags, ...);

static int
open_it (const char *name, OpenFunc open_real, int folder, const char *path, int flags, mode_t mode)
{
  char buffer[PATH_MAX];
  const char *place = faulty_path_at (folder, path, buffer);
  bool is_new = place != NULL && (flags & O_CREAT) && REAL (access) (place, F_OK) < 0;
  int fd;

  if (faulty_meet (name, place, open_flags (flags), 0) == FAIL)
    return -1;
  fd = open_real (folder, path, flags, mode);
  if (fd >= 0 && is_new)
    faulty_cut_created (place);
  return fd;
}

EXPORT int
openat (int folder, const char *path, int flags, ...)
{
  mode_t mode = 0;

  MODE_OF (flags, mode);
  return open_it ("open", (OpenFunc)REAL (openat), folder, path, flags, mode);
}

EXPORT int
openat64 (int folder, const char *path, int flags, ...)
{
  mode_t mode = 0;

  MODE_OF (flags, mode);
  return open_it ("open", (OpenFunc)REAL (openat64), folder, path, flags, mode);
}

EXPORT int
open (const char *path, int flags, ...)
{
  mode_t mode = 0;

  MODE_OF (flags, mode);
  return open_it ("open", (OpenFunc)REAL (openat), AT_FDCWD, path, flags, mode);
}

EXPORT int
open64 (const char *path, int flags, ...)
{
  mode_t mode = 0;

  MODE_OF (flags, mode);
  return open_it ("open", (OpenFunc)REAL (openat64), AT_FDCWD, path, flags, mode);
}

EXPORT int
creat (const char *path, mode_t mode)
{
  return open_it ("open", (OpenFunc)REAL (openat), AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

EXPORT int
creat64 (const char *path, mode_t mode)
{
  return open_it ("open", (OpenFunc)REAL (openat64), AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

/* On Linux the descriptor is free, whatever close() says. */
EXPORT int
close (int fd)
{
  char buffer[PATH_MAX];
  bool fails = faulty_meet ("close", faulty_path_of (fd, buffer), 0, 0) == FAIL;
  int code = errno, result = REAL (close) (fd);

  if (!fails)
    return result;
  errno = code;
  return -1;
}

EXPORT ssize_t
read (int fd, void *data, size_t length)
{
  char buffer[PATH_MAX];

  return faulty_meet ("read", faulty_path_of (fd, buffer), 0, 0) == FAIL ? -1 : REAL (read) (fd, data, length);
}

EXPORT ssize_t
write (int fd, const void *data, size_t length)
{
  char buffer[PATH_MAX];
  const char *path = faulty_path_of (fd, buffer);
  Verdict verdict = faulty_meet ("write", path, CHANGES | GROWS | WRITES, length);
  ssize_t n;

  if (verdict == FAIL)
    return -1;
  if (path != NULL)
    faulty_cut_before_write (fd, path);
  n = REAL (write) (fd, data, verdict == HALF ? length / 2 : length);
  if (verdict == HALF)
    faulty_half_done ();
  return n;
}

EXPORT ssize_t
writev (int fd, const struct iovec *parts, int n_parts)
{
  char buffer[PATH_MAX];
  const char *path = faulty_path_of (fd, buffer);

  if (faulty_meet ("writev", path, CHANGES | GROWS, 0) == FAIL)
    return -1;
  if (path != NULL)
    faulty_cut_before_write (fd, path);
  return REAL (writev) (fd, parts, n_parts);
}

#define ON_FD(type, name, flags, arguments, ...)                                                                      \
  EXPORT type name arguments                                                                                          \
  {                                                                                                                   \
    char buffer[PATH_MAX];                                                                                            \
                                                                                                                      \
    return faulty_meet (#name, faulty_path_of (fd, buffer), flags, 0) == FAIL ? -1 : REAL (name) (__VA_ARGS__);       \
  }

#define ON_PATH(type, name, flags, arguments, ...)                                                                    \
  EXPORT type name arguments                                                                                          \
  {                                                                                                                   \
    char buffer[PATH_MAX];                                                                                            \
    const char *place = faulty_path_at (AT_FDCWD, path, buffer);                                                      \
                                                                                                                      \
    return faulty_meet (#name, place, flags, 0) == FAIL ? -1 : REAL (name) (__VA_ARGS__);                             \
  }

#define ON_PATH_AT(type, name, flags, arguments, ...)                                                                 \
  EXPORT type name arguments                                                                                          \
  {                                                                                                                   \
    char buffer[PATH_MAX];                                                                                            \
    const char *place = path[0] != '\0' ? faulty_path_at (folder, path, buffer) : faulty_path_of (folder, buffer);    \
                                                                                                                      \
    return faulty_meet (#name, place, flags, 0) == FAIL ? -1 : REAL (name) (__VA_ARGS__);                             \
  }

ON_FD (int, ftruncate, CHANGES | GROWS, (int fd, off_t length), fd, length)
ON_FD (int, ftruncate64, CHANGES | GROWS, (int fd, off64_t length), fd, length)
ON_FD (int, fchmod, CHANGES, (int fd, mode_t mode), fd, mode)
ON_FD (int, fchown, CHANGES, (int fd, uid_t user, gid_t group), fd, user, group)
ON_FD (int, flock, 0, (int fd, int operation), fd, operation)
ON_FD (int, fstat, 0, (int fd, struct stat *found), fd, found)
ON_FD (int, fstat64, 0, (int fd, struct stat64 *found), fd, found)
ON_FD (ssize_t, flistxattr, 0, (int fd, char *list, size_t size), fd, list, size)
ON_FD (ssize_t, fgetxattr, 0, (int fd, const char *name, void *value, size_t size), fd, name, value, size)
ON_FD (int,
       fsetxattr,
       CHANGES | GROWS,
       (int fd, const char *name, const void *value, size_t size, int flags),
       fd,
       name,
       value,
       size,
       flags)
ON_PATH (int, access, 0, (const char *path, int mode), path, mode)
ON_PATH (int, stat, 0, (const char *path, struct stat *found), path, found)
ON_PATH (int, stat64, 0, (const char *path, struct stat64 *found), path, found)
ON_PATH (int, lstat, 0, (const char *path, struct stat *found), path, found)
ON_PATH (int, lstat64, 0, (const char *path, struct stat64 *found), path, found)
ON_PATH (ssize_t, readlink, 0, (const char *path, char *target, size_t size), path, target, size)
ON_PATH (int, utime, CHANGES | NAMES, (const char *path, const struct utimbuf *times), path, times)
ON_PATH (int, chmod, CHANGES | NAMES, (const char *path, mode_t mode), path, mode)
ON_PATH_AT (int, faccessat, 0, (int folder, const char *path, int mode, int flags), folder, path, mode, flags)
ON_PATH_AT (
    int, fstatat, 0, (int folder, const char *path, struct stat *found, int flags), folder, path, found, flags)
ON_PATH_AT (
    int, fstatat64, 0, (int folder, const char *path, struct stat64 *found, int flags), folder, path, found, flags)
ON_PATH_AT (int,
            statx,
            0,
            (int folder, const char *path, int flags, unsigned mask, struct statx *found),
            folder,
            path,
            flags,
            mask,
            found)
ON_PATH_AT (int,
            utimensat,
            CHANGES | NAMES,
            (int folder, const char *path, const struct timespec times[2], int flags),
            folder,
            path,
            times,
            flags)

static int
sync_it (const char *name, int (*sync_real) (int), int fd)
{
  char buffer[PATH_MAX];
  const char *path = faulty_path_of (fd, buffer);
  int result;

  if (faulty_meet (name, path, CHANGES | GROWS, 0) == FAIL)
    return -1;
  result = sync_real (fd);
  if (result == 0 && path != NULL)
    faulty_cut_synced (fd);
  return result;
}

EXPORT int
fsync (int fd)
{
  return sync_it ("fsync", REAL (fsync), fd);
}

EXPORT int
fdatasync (int fd)
{
  return sync_it ("fdatasync", REAL (fdatasync), fd);
}

EXPORT int
renameat2 (int old_folder, const char *old, int new_folder, const char *new, unsigned flags)
{
  char first[PATH_MAX], second[PATH_MAX];
  const char *from = faulty_path_at (old_folder, old, first), *to = faulty_path_at (new_folder, new, second);
  unsigned kept;
  int result;

  if (faulty_meet ("rename", to != NULL ? to : from, CHANGES | NAMES | GROWS, 0) == FAIL)
    return -1;
  kept = to != NULL ? faulty_cut_keep (to) : 0;
  result = flags == 0 ? REAL (renameat) (old_folder, old, new_folder, new)
                      : REAL (renameat2) (old_folder, old, new_folder, new, flags);
  if (result == 0 && from != NULL && to != NULL)
    faulty_cut_renamed (from, to, kept);
  return result;
}

EXPORT int
renameat (int old_folder, const char *old, int new_folder, const char *new)
{
  return renameat2 (old_folder, old, new_folder, new, 0);
}

EXPORT int
rename (const char *old, const char *new)
{
  return renameat2 (AT_FDCWD, old, AT_FDCWD, new, 0);
}

EXPORT int
linkat (int old_folder, const char *old, int new_folder, const char *new, int flags)
{
  char buffer[PATH_MAX];
  const char *path = faulty_path_at (new_folder, new, buffer);
  int result;

  if (faulty_meet ("link", path, CHANGES | NAMES | GROWS, 0) == FAIL)
    return -1;
  result = REAL (linkat) (old_folder, old, new_folder, new, flags);
  if (result == 0 && path != NULL)
    faulty_cut_created (path);
  return result;
}

EXPORT int
link (const char *old, const char *new)
{
  return linkat (AT_FDCWD, old, AT_FDCWD, new, 0);
}

EXPORT int
unlinkat (int folder, const char *name, int flags)
{
  char buffer[PATH_MAX];
  const char *path = faulty_path_at (folder, name, buffer);
  unsigned kept;
  int result;

  if (faulty_meet (flags & AT_REMOVEDIR ? "rmdir" : "unlink", path, CHANGES | NAMES, 0) == FAIL)
    return -1;
  kept = path != NULL && !(flags & AT_REMOVEDIR) ? faulty_cut_keep (path) : 0;
  result = REAL (unlinkat) (folder, name, flags);
  if (result == 0 && path != NULL && (flags & AT_REMOVEDIR))
    faulty_cut_removed_folder (path);
  else if (result == 0 && path != NULL)
    faulty_cut_removed (path, kept);
  return result;
}

EXPORT int
unlink (const char *path)
{
  return unlinkat (AT_FDCWD, path, 0);
}

EXPORT int
rmdir (const char *path)
{
  return unlinkat (AT_FDCWD, path, AT_REMOVEDIR);
}

EXPORT int
mkdirat (int folder, const char *name, mode_t mode)
{
  char buffer[PATH_MAX];
  const char *path = faulty_path_at (folder, name, buffer);
  int result;

  if (faulty_meet ("mkdir", path, CHANGES | NAMES | GROWS, 0) == FAIL)
    return -1;
  result = REAL (mkdirat) (folder, name, mode);
  if (result == 0 && path != NULL)
    faulty_cut_made_folder (path);
  return result;
}

EXPORT int
mkdir (const char *path, mode_t mode)
{
  return mkdirat (AT_FDCWD, path, mode);
}

EXPORT DIR *
opendir (const char *path)
{
  char buffer[PATH_MAX];
  const char *place = faulty_path_at (AT_FDCWD, path, buffer);

  return faulty_meet ("opendir", place, 0, 0) == FAIL ? NULL : REAL (opendir) (path);
}

EXPORT struct dirent *
readdir (DIR *dir)
{
  char buffer[PATH_MAX];
  const char *place = faulty_path_of (dirfd (dir), buffer);

  return faulty_meet ("readdir", place, 0, 0) == FAIL ? NULL : REAL (readdir) (dir);
}

EXPORT DIR *
fdopendir (int fd)
{
  char buffer[PATH_MAX];

  return faulty_meet ("fdopendir", faulty_path_of (fd, buffer), 0, 0) == FAIL ? NULL : REAL (fdopendir) (fd);
}

EXPORT struct dirent64 *
readdir64 (DIR *dir)
{
  char buffer[PATH_MAX];
  const char *place = faulty_path_of (dirfd (dir), buffer);

  return faulty_meet ("readdir", place, 0, 0) == FAIL ? NULL : REAL (readdir64) (dir);
}
