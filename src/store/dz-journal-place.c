#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "store/dz-folder.h"
#include "store/dz-journal-place.h"
#include "store/dz-journal-writer.h"
#include "store/dz-journal.h"
#include "store/dz-replace-file.h"

#define PREFIX_LENGTH 16
#define UUID_LENGTH 36
#define BESIDE ".duizhao-journals"
/* A second, for a machine that is busy: another place is not as safe. */
#define PRESENT_TRIES 200
#define PRESENT_WAIT 5000 /* microseconds */
#define HIDDEN_TRIES 20

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

  return path != NULL ? g_build_filename (path, BESIDE, NULL) : NULL;
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
dz_journal_place_is_name (const char *name)
{
  gsize length = strlen (name);

  return length > UUID_LENGTH + 1 && name[length - UUID_LENGTH - 1] == '-'
         && g_uuid_string_is_valid (name + length - UUID_LENGTH) && strchr (name, '/') == NULL;
}

gboolean
dz_journal_place_make (const char *folder)
{
  struct stat stat;

  if (!dz_folder_make (folder) || lstat (folder, &stat) < 0)
    return FALSE;
  /* In the temporary folder, anybody may have made one of this name first. */
  if (S_ISDIR (stat.st_mode) && stat.st_uid == geteuid ())
    return TRUE;
  errno = EACCES;
  return FALSE;
}

static int
open_lock (const char *folder, gboolean create)
{
  g_autofree char *path = g_build_filename (folder, DZ_JOURNAL_LOCK, NULL);
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0), 0600);

  /* On a stick that is read-only by now, what lies there can still be read. */
  if (fd < 0 && !create && (errno == EROFS || errno == EACCES))
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  return fd;
}

static int
take_lock (const char *folder, gboolean create)
{
  int fd = open_lock (folder, create);
  struct stat stat;
  int code;

  if (fd < 0)
    return -1;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &stat) == 0)
    {
      /* Somebody who had it before may have removed it, with all the rest. */
      if (stat.st_nlink > 0)
        return fd;
      errno = EWOULDBLOCK;
    }
  code = errno;
  close (fd);
  errno = code;
  return -1;
}

int
dz_journal_place_lock (const char *folder)
{
  int fd = take_lock (folder, FALSE);

  /* Whoever made it ended before its lock was there, or when only its lock could be removed. */
  if (fd < 0 && errno == ENOENT && rmdir (folder) < 0 && (errno == ENOTEMPTY || errno == EEXIST))
    fd = take_lock (folder, TRUE);
  return fd;
}

static gboolean
remove_one (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_debug ("%s stays: %s", path, g_strerror (errno));
  return FALSE;
}

/* What a program that was killed was just writing. */
static void
remove_unfinished (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (dz_replace_file_is_temporary (name))
      remove_one (folder, name);
}

void
dz_journal_place_remove (const char *folder)
{
  /* The lock last: until then nobody else takes what is left of it. */
  static const char *const names[] = { DZ_JOURNAL_NAME, DZ_JOURNAL_NAME ".new", DZ_JOURNAL_BASE, DZ_JOURNAL_LOCK };
  g_autofree char *place = g_path_get_dirname (folder);

  remove_unfinished (folder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!remove_one (folder, names[i]))
      return;
  if (g_rmdir (folder) < 0 && errno != ENOENT)
    g_debug ("%s stays: %s", folder, g_strerror (errno));
  /* A person's own folder is left as it was. */
  if (g_str_has_suffix (place, BESIDE))
    g_rmdir (place);
}

/* What lies there under that name already. Another program, that just looks for what was left, may hold it, and remove
 * it. */
static int
claim_present (const char *folder)
{
  int fd = -1;

  for (guint i = 0; i < PRESENT_TRIES && fd < 0; i++)
    {
      if (i > 0)
        g_usleep (PRESENT_WAIT);
      if (!dz_journal_place_make (folder))
        return -1;
      fd = take_lock (folder, TRUE);
      if (fd < 0 && errno != ENOENT && errno != EWOULDBLOCK)
        {
          int code = errno;

          rmdir (folder);
          errno = code;
          return -1;
        }
    }
  return fd;
}

static int
make_hidden (const char *hidden)
{
  int fd, code;

  if (mkdir (hidden, 0700) < 0)
    return -1;
  fd = take_lock (hidden, TRUE);
  code = errno;
  /* Who holds it is taking it away. */
  if (fd < 0 && code != EWOULDBLOCK)
    dz_journal_place_remove (hidden);
  errno = code;
  return fd;
}

static void
give_up (const char *folder, int fd)
{
  int code = errno;

  dz_journal_place_remove (folder);
  close (fd);
  errno = code;
}

int
dz_journal_place_claim (const char *folder)
{
  g_autofree char *place = g_path_get_dirname (folder);
  g_autofree char *hidden = NULL;
  int fd = -1;

  /* Were it there under its own name before it is locked, who looks for what was left could hold it for as long as a
   * busy machine takes, and the journal would have to go to a place that is not as safe. */
  for (guint i = 0; i < HIDDEN_TRIES && fd < 0; i++)
    {
      g_autofree char *id = g_uuid_string_random ();

      g_free (hidden);
      hidden = g_strconcat (place, "/.", id, NULL);
      if (!dz_journal_place_make (place))
        return -1;
      fd = make_hidden (hidden);
      if (fd < 0 && errno != ENOENT && errno != EWOULDBLOCK)
        return -1;
    }
  if (fd < 0)
    return -1;
  if (rename (hidden, folder) < 0)
    {
      give_up (hidden, fd);
      return claim_present (folder);
    }
  if (dz_folder_sync (place))
    return fd;
  give_up (folder, fd);
  return -1;
}

gboolean
dz_journal_place_clear_hidden (const char *place, const char *name)
{
  g_autofree char *folder = g_build_filename (place, name, NULL);
  int lock;

  if (name[0] != '.' || !g_uuid_string_is_valid (name + 1))
    return FALSE;
  lock = dz_journal_place_lock (folder);
  if (lock < 0)
    return TRUE;
  dz_journal_place_remove (folder);
  close (lock);
  return TRUE;
}

/* What is gone from it stays gone after a power cut. */
static gboolean
sync_place (const char *place)
{
  g_autofree char *parent = NULL;

  if (dz_folder_sync (place))
    return TRUE;
  if (errno != ENOENT)
    return FALSE;
  parent = g_path_get_dirname (place);
  return dz_folder_sync (parent) || errno == ENOENT;
}

gboolean
dz_journal_place_remove_all (const char *name, const char *uri)
{
  gboolean none = TRUE;

  for (guint rank = 0; rank < DZ_JOURNAL_N_PLACES; rank++)
    {
      g_autofree char *place = dz_journal_place_dup (rank, uri);
      g_autofree char *folder = place != NULL ? g_build_filename (place, name, NULL) : NULL;
      int lock;

      if (folder == NULL)
        continue;
      lock = g_file_test (folder, G_FILE_TEST_IS_DIR) ? dz_journal_place_lock (folder) : -1;
      if (lock >= 0)
        {
          dz_journal_place_remove (folder);
          close (lock);
        }
      none = !g_file_test (folder, G_FILE_TEST_IS_DIR) && sync_place (place) && none;
    }
  return none;
}
