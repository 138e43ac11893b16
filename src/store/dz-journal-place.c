#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "store/dz-journal-place.h"
#include "store/dz-journal-writer.h"
#include "store/dz-journal.h"

#define PREFIX_LENGTH 16

char *
dz_journal_dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "duizhao", "journals", NULL);
}

static char *
dup_beside (const char *uri)
{
  g_autoptr (GFile) file = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  return path != NULL ? g_build_filename (path, ".duizhao-journals", NULL) : NULL;
}

static char *
dup_temporary (void)
{
  g_autofree char *name = g_strdup_printf ("duizhao-journals-%u", (guint)geteuid ());

  return g_build_filename (g_get_tmp_dir (), name, NULL);
}

char *
dz_journal_place_dup (guint rank, const char *uri)
{
  if (rank == 0)
    return dz_journal_dup_folder ();
  return rank == 1 ? dup_beside (uri) : dup_temporary ();
}

char *
dz_journal_place_dup_prefix (const char *uri)
{
  char *prefix;

  if (uri == NULL)
    return g_strdup ("untitled");
  prefix = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
  prefix[PREFIX_LENGTH] = '\0';
  return prefix;
}

char *
dz_journal_place_new_name (const char *uri)
{
  g_autofree char *prefix = dz_journal_place_dup_prefix (uri);
  g_autofree char *id = g_uuid_string_random ();

  return g_strconcat (prefix, "-", id, NULL);
}

gboolean
dz_journal_place_make (const char *folder)
{
  struct stat stat;

  if (g_mkdir_with_parents (folder, 0700) < 0 || lstat (folder, &stat) < 0)
    return FALSE;
  /* In the temporary folder, anybody may have made one of this name first. */
  if (S_ISDIR (stat.st_mode) && stat.st_uid == geteuid ())
    return TRUE;
  errno = EACCES;
  return FALSE;
}

int
dz_journal_place_lock (const char *folder, gboolean create)
{
  g_autofree char *path = g_build_filename (folder, DZ_JOURNAL_LOCK, NULL);
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0), 0600);

  if (fd < 0)
    return -1;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  close (fd);
  return -1;
}

void
dz_journal_place_remove (const char *folder)
{
  static const char *const names[] = { DZ_JOURNAL_NAME, DZ_JOURNAL_NAME ".new", DZ_JOURNAL_BASE, DZ_JOURNAL_LOCK };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (g_unlink (path) < 0 && errno != ENOENT)
        g_debug ("%s stays: %s", path, g_strerror (errno));
    }
  if (g_rmdir (folder) < 0 && errno != ENOENT)
    g_debug ("%s stays: %s", folder, g_strerror (errno));
}
