#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>

#include "store/dz-folder.h"
#include "store/dz-journal-disk.h"
#include "store/dz-journal-place.h"
#include "store/dz-journal-writer.h"
#include "store/dz-replace-file.h"
#include "store/dz-write.h"

DzJournalDisk *
dz_journal_disk_new (guint rank, const char *uri, const char *name)
{
  g_autofree char *place = dz_journal_place_dup (rank, uri);
  DzJournalDisk *self;

  if (place == NULL)
    {
      errno = ENOENT;
      return NULL;
    }
  self = g_new0 (DzJournalDisk, 1);
  self->folder = g_build_filename (place, name, NULL);
  self->rank = rank;
  self->fd = -1;
  self->lock = dz_journal_place_claim (self->folder);
  if (self->lock >= 0)
    return self;
  dz_journal_disk_free (self, FALSE);
  return NULL;
}

/* Where a name cannot be taken away any more, what stands behind it sometimes can. */
static gboolean
remove_journal (DzJournalDisk *self)
{
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_NAME, NULL);

  return unlink (path) == 0 || errno == ENOENT || (self->fd >= 0 && ftruncate (self->fd, 0) == 0);
}

void
dz_journal_disk_free (DzJournalDisk *self, gboolean remove)
{
  int code = errno;

  if (remove)
    remove_journal (self);
  if (self->fd >= 0)
    close (self->fd);
  if (remove)
    dz_journal_place_remove (self->folder);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->folder);
  g_free (self);
  errno = code;
}

gboolean
dz_journal_disk_write_base (DzJournalDisk *self, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_BASE, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  errno = 0;
  self->has_base = dz_replace_file (file, bytes, FALSE, NULL, NULL);
  if (!self->has_base && errno == 0)
    errno = EIO;
  return self->has_base;
}

static void
take_fd (DzJournalDisk *self, int fd, gsize length)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = fd;
  self->length = (goffset)length;
  self->is_open = fd >= 0;
}

gboolean
dz_journal_disk_write_whole (DzJournalDisk *self, const char *text, gsize length)
{
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_NAME, NULL);
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  int fd = open (fresh, O_WRONLY | O_APPEND | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code;

  if (fd < 0)
    return FALSE;
  if (dz_write_all (fd, text, length) && fsync (fd) == 0 && rename (fresh, path) == 0)
    {
      take_fd (self, fd, length);
      return dz_folder_sync (self->folder);
    }
  code = errno;
  close (fd);
  unlink (fresh);
  errno = code;
  return FALSE;
}

gboolean
dz_journal_disk_append (DzJournalDisk *self, const char *text, gsize length, gboolean *spoiled)
{
  int code;

  if (dz_write_all (self->fd, text, length))
    {
      self->length += (goffset)length;
      return TRUE;
    }
  code = errno;
  /* Half of a line must not stand before what is written later. */
  *spoiled = ftruncate (self->fd, self->length) < 0;
  errno = code;
  return FALSE;
}

gboolean
dz_journal_disk_sync (DzJournalDisk *self)
{
  struct stat found;

  if (fdatasync (self->fd) < 0 || fstat (self->fd, &found) < 0)
    return FALSE;
  if (found.st_nlink > 0)
    return TRUE;
  errno = ENOENT;
  return FALSE;
}

void
dz_journal_disk_drop_base (DzJournalDisk *self)
{
  g_autofree char *path = g_build_filename (self->folder, DZ_JOURNAL_BASE, NULL);

  if (self->has_base && unlink (path) < 0 && errno != ENOENT)
    g_debug ("%s stays: %s", path, g_strerror (errno));
  self->has_base = FALSE;
}

gboolean
dz_journal_disk_empty (DzJournalDisk *self)
{
  if (!remove_journal (self))
    return FALSE;
  take_fd (self, -1, 0);
  dz_journal_disk_drop_base (self);
  return TRUE;
}
