#define _GNU_SOURCE

#include "config.h"

#include "fault-home.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dz-test-home.h"

struct _FaultHome
{
  char *path;
  char *kept;
  char *shadow;
};

FaultHome *
fault_home_new (void)
{
  FaultHome *self = g_new0 (FaultHome, 1);
  char *real;

  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  self->path = dz_test_home_new ();
  real = realpath (self->path, NULL);
  g_assert_cmpstr (real, ==, self->path);
  free (real);
  self->kept = g_strconcat (self->path, ".kept", NULL);
  self->shadow = g_strconcat (self->path, ".shadow", NULL);
  return self;
}

static void
remove_under (int folder, const char *name)
{
  int fd = openat (folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  while (dir != NULL && (entry = readdir (dir)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, "..")
        && unlinkat (dirfd (dir), entry->d_name, 0) < 0)
      remove_under (dirfd (dir), entry->d_name);
  if (dir != NULL)
    closedir (dir);
  unlinkat (folder, name, AT_REMOVEDIR);
}

void
fault_home_free (FaultHome *self)
{
  remove_under (AT_FDCWD, self->kept);
  remove_under (AT_FDCWD, self->shadow);
  g_free (self->kept);
  g_free (self->shadow);
  dz_test_home_remove (self->path);
  g_free (self);
}

const char *
fault_home_get_path (FaultHome *self)
{
  return self->path;
}

static void copy (int from, int to, const char *name, const char *as);

static void
copy_folder (int from, int to, const char *name, const char *as)
{
  int source = openat (from, name, O_RDONLY | O_DIRECTORY);
  DIR *dir = fdopendir (source);
  int target;
  struct dirent *entry;

  g_assert_nonnull (dir);
  g_assert_cmpint (mkdirat (to, as, 0700), ==, 0);
  target = openat (to, as, O_RDONLY | O_DIRECTORY);
  while ((entry = readdir (dir)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      copy (source, target, entry->d_name, entry->d_name);
  close (target);
  closedir (dir);
}

static void
copy_file (int from, int to, const char *name, const char *as, const struct stat *found)
{
  const struct timespec times[2] = { found->st_atim, found->st_mtim };
  int source = openat (from, name, O_RDONLY);
  int target = openat (to, as, O_WRONLY | O_CREAT | O_EXCL, found->st_mode & 07777);
  off_t left = found->st_size;

  while (left > 0)
    {
      ssize_t n = sendfile (target, source, NULL, (size_t)left);

      g_assert_cmpint (n, >, 0);
      left -= n;
    }
  g_assert_cmpint (futimens (target, times), ==, 0);
  close (source);
  close (target);
}

static void
copy (int from, int to, const char *name, const char *as)
{
  struct stat found;

  g_assert_cmpint (fstatat (from, name, &found, AT_SYMLINK_NOFOLLOW), ==, 0);
  if (S_ISDIR (found.st_mode))
    copy_folder (from, to, name, as);
  else if (S_ISLNK (found.st_mode))
    {
      char target[PATH_MAX];
      ssize_t n = readlinkat (from, name, target, sizeof target - 1);

      target[MAX (n, 0)] = '\0';
      g_assert_cmpint (symlinkat (target, to, as), ==, 0);
    }
  else
    copy_file (from, to, name, as, &found);
}

void
fault_home_keep (FaultHome *self)
{
  remove_under (AT_FDCWD, self->kept);
  copy (AT_FDCWD, AT_FDCWD, self->path, self->kept);
}

void
fault_home_reset (FaultHome *self)
{
  remove_under (AT_FDCWD, self->path);
  remove_under (AT_FDCWD, self->shadow);
  copy (AT_FDCWD, AT_FDCWD, self->kept, self->path);
}
