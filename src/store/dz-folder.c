#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/dz-folder.h"

gboolean
dz_folder_sync_fd (int fd)
{
  /* Some file systems cannot do this for a folder, and say so: nothing more can be done there. */
  return fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
}

gboolean
dz_folder_sync (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good;
  int code;

  /* One may write in a folder that one may not list. */
  if (fd < 0)
    return errno == EACCES;
  good = dz_folder_sync_fd (fd);
  code = errno;
  close (fd);
  errno = code;
  return good;
}

/* It may be made by somebody else at the same time. */
static gboolean
make_one (const char *path)
{
  return mkdir (path, 0700) == 0 || errno == EEXIST;
}

gboolean
dz_folder_make (const char *path)
{
  g_autofree char *parent = NULL;
  struct stat found;

  if (stat (path, &found) == 0)
    {
      if (S_ISDIR (found.st_mode))
        return TRUE;
      errno = ENOTDIR;
      return FALSE;
    }
  parent = g_path_get_dirname (path);
  if (!make_one (path) && (errno != ENOENT || g_str_equal (parent, path) || !dz_folder_make (parent) || !make_one (path)))
    return FALSE;
  return dz_folder_sync (parent);
}
