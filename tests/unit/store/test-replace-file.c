#define _GNU_SOURCE
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/dz-replace-file.h"
#include "store/dz-store-error.h"

#define NOBODY 65534

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("duizhao-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "访谈.duizhao", NULL);
  self->file = g_file_new_for_path (self->path);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_tree (self->folder);
  g_object_unref (self->file);
  g_free (self->path);
  g_free (self->folder);
}

static gboolean
put (GFile *file, const char *text, gboolean keep, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return dz_replace_file (file, bytes, keep, NULL, error);
}

static void
assert_content (GFile *file, const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
mode_of (const char *path)
{
  struct stat st;

  g_assert_no_errno (stat (path, &st));
  return st.st_mode & 07777;
}

static void
test_new (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  mode_t mask = umask (027);

  g_assert_true (put (self->file, "one", TRUE, &error));
  umask (mask);
  g_assert_no_error (error);
  assert_content (self->file, "one");
  g_assert_cmpuint (mode_of (self->path), ==, 0640);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_previous (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) previous = dz_replace_file_get_previous (self->file);

  g_assert_true (put (self->file, "one", TRUE, &error));
  g_assert_no_errno (chmod (self->path, 0604));
  g_assert_true (put (self->file, "two", TRUE, &error));
  assert_content (self->file, "two");
  assert_content (previous, "one");
  g_assert_cmpuint (mode_of (self->path), ==, 0604);
  g_assert_true (put (self->file, "three", TRUE, &error));
  assert_content (self->file, "three");
  assert_content (previous, "two");
  g_assert_true (put (self->file, "four", FALSE, &error));
  assert_content (previous, "two");
  g_assert_cmpuint (count_files (self->folder), ==, 2);
}

/* A crash between keeping the old one and renaming the new one leaves two names of one file. */
static void
test_previous_is_same (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) previous = dz_replace_file_get_previous (self->file);

  g_assert_true (put (self->file, "one", TRUE, &error));
  g_assert_no_errno (link (self->path, g_file_peek_path (previous)));
  g_assert_true (put (self->file, "two", TRUE, &error));
  assert_content (self->file, "two");
  assert_content (previous, "one");
  g_assert_cmpuint (count_files (self->folder), ==, 2);
}

static void
test_links (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_build_filename (self->folder, "other", NULL);
  g_autofree char *target = g_build_filename (other, "target.duizhao", NULL);
  g_autofree char *loop = g_build_filename (self->folder, "loop", NULL);
  g_autoptr (GFile) target_file = g_file_new_for_path (target), loop_file = g_file_new_for_path (loop);

  g_assert_no_errno (g_mkdir (other, 0700));
  g_assert_no_errno (symlink ("other/target.duizhao", self->path));
  g_assert_true (put (self->file, "through a link that led nowhere", TRUE, &error));
  assert_content (target_file, "through a link that led nowhere");
  g_assert_true (put (self->file, "again", TRUE, &error));
  assert_content (target_file, "again");
  g_assert_true (g_file_test (self->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpuint (count_files (other), ==, 2);

  g_assert_no_errno (symlink ("loop", loop));
  g_assert_false (put (loop_file, "round", TRUE, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
}

static void
test_no_place (Fixture *self, gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (self->folder, "fifo", NULL);
  g_autofree char *below = g_build_filename (fifo, "x", NULL),
                  *missing = g_build_filename (self->folder, "a", "b", NULL);
  g_autofree char *long_name = g_strnfill (255, 'n'), *too_long = g_strnfill (256, 'n');
  g_autofree char *long_path = g_build_filename (self->folder, long_name, NULL);
  g_autofree char *too_long_path = g_build_filename (self->folder, too_long, NULL);
  const char *paths[] = { self->folder, fifo, below, missing, too_long_path, "/" };
  g_autoptr (GFile) long_file = g_file_new_for_path (long_path);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (mkfifo (fifo, 0600));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autoptr (GError) refused = NULL;

      g_assert_false (put (file, "x", TRUE, &refused));
      g_assert_error (refused, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
    }
  g_assert_true (put (long_file, "one", TRUE, &error));
  g_assert_true (put (long_file, "two", TRUE, &error));
  assert_content (long_file, "two");
  g_assert_cmpuint (count_files (self->folder), ==, 2);
}

static void
test_rights (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean root = geteuid () == 0;

  g_assert_true (put (self->file, "one", TRUE, &error));
  g_assert_no_errno (chmod (self->path, 0444));
  g_assert_no_errno (chmod (self->folder, 0777));
  g_assert_no_errno (root ? seteuid (NOBODY) : 0);
  g_assert_false (put (self->file, "a file that is only to be read", TRUE, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_no_errno (root ? seteuid (0) : 0);

  g_assert_no_errno (chmod (self->path, 0666));
  g_assert_no_errno (chmod (self->folder, 0555));
  g_assert_no_errno (root ? seteuid (NOBODY) : 0);
  g_assert_false (put (self->file, "a folder that is only to be read", TRUE, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
  g_assert_no_errno (root ? seteuid (0) : 0);
  g_assert_no_errno (chmod (self->folder, 0777));
  assert_content (self->file, "one");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

/* Another's file in a group that is not ours: its group's rights do not go to our group. */
static void
test_group (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct stat st;

  if (geteuid () != 0)
    {
      g_test_skip ("Only root can give a file away");
      return;
    }
  g_assert_true (put (self->file, "one", TRUE, &error));
  g_assert_no_errno (chown (self->path, 1, 1));
  g_assert_no_errno (chmod (self->path, 0666));
  g_assert_true (put (self->file, "two", TRUE, &error));
  g_assert_no_errno (stat (self->path, &st));
  g_assert_cmpuint (st.st_uid, ==, 1);
  g_assert_cmpuint (st.st_gid, ==, 1);

  g_assert_no_errno (chmod (self->path, 0662));
  g_assert_no_errno (chmod (self->folder, 0777));
  g_assert_no_errno (setegid (NOBODY));
  g_assert_no_errno (seteuid (NOBODY));
  g_assert_false (put (self->file, "unreadable to others", TRUE, &error));
  g_clear_error (&error);
  g_assert_no_errno (seteuid (0));
  g_assert_no_errno (chmod (self->path, 0676));
  g_assert_no_errno (seteuid (NOBODY));
  g_assert_true (put (self->file, "three", TRUE, &error));
  g_assert_no_errno (seteuid (0));
  g_assert_no_errno (setegid (0));
  g_assert_cmpuint (mode_of (self->path), ==, 0666);
}

static void
assert_no_room (Fixture *self, GFile *file, const char *folder)
{
  g_autofree char *big = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_false (put (file, big, TRUE, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, "no room"));
  assert_content (file, "one");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
test_limit (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before, limit;

  g_assert_true (put (self->file, "one", TRUE, &error));
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  limit = (struct rlimit){ .rlim_cur = 64 * 1024, .rlim_max = before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  assert_no_room (self, self->file, self->folder);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));
}

/* In a mount namespace of this process. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->folder, "small", NULL);
  g_autofree char *path = g_build_filename (folder, "a.duizhao", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_no_errno (g_mkdir (folder, 0700));
  if (unshare (CLONE_NEWNS) < 0 || mount ("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0
      || mount ("none", folder, "tmpfs", 0, "size=64k") < 0)
    {
      g_test_skip ("No file system can be mounted here");
      return;
    }
  g_assert_true (put (file, "one", TRUE, &error));
  assert_no_room (self, file, folder);
  g_assert_no_errno (mount ("none", folder, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=64k"));
  g_assert_false (put (file, "two", TRUE, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
  assert_content (file, "one");
  g_assert_no_errno (umount (folder));
}

/* A process that is killed while it saves again and again leaves one of its files whole. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  const gsize length = 2 * 1024 * 1024;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *text = NULL;
      gsize n_read;
      pid_t child;

      g_assert_true (put (self->file, "x", FALSE, &error));
      child = fork ();
      if (child == 0)
        for (char filler = 'a';; filler = filler == 'z' ? 'a' : filler + 1)
          {
            g_autofree char *content = g_strnfill (length, filler);

            put (self->file, content, TRUE, NULL);
          }
      g_usleep ((gulong)(1000 + i * 1300));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      g_file_get_contents (self->path, &text, &n_read, &error);
      g_assert_no_error (error);
      g_assert_true (n_read == 1 || n_read == length);
      for (gsize j = 1; j < n_read; j++)
        g_assert_cmpint (text[j], ==, text[0]);
    }
  /* What the killed ones left beside it goes with the next ones. */
  g_assert_true (put (self->file, "x", TRUE, &error));
  g_assert_true (put (self->file, "y", TRUE, &error));
  g_assert_cmpuint (count_files (self->folder), ==, 2);
}

/* What is not of our making, or somebody writes just now, is left alone. */
static void
test_others (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { ".duizhao-0000000a.tmp", ".duizhao-0000000b.tmp", ".duizhao-xyz.tmp", "a.tmp" };
  g_autoptr (GError) error = NULL;
  int held = -1;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      if (i == 1)
        held = open (path, O_RDONLY | O_CLOEXEC);
    }
  g_assert_cmpint (flock (held, LOCK_EX | LOCK_NB), ==, 0);
  g_assert_true (put (self->file, "one", FALSE, &error));
  g_assert_cmpuint (count_files (self->folder), ==, 4);
  close (held);
  g_assert_true (put (self->file, "two", FALSE, &error));
  g_assert_cmpuint (count_files (self->folder), ==, 3);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("two", 3);
  g_autoptr (GError) error = NULL;

  g_assert_true (put (self->file, "one", TRUE, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (dz_replace_file (self->file, bytes, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_content (self->file, "one");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

#define ADD(name, func) g_test_add ("/store/replace-file/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("new", test_new);
  ADD ("previous", test_previous);
  ADD ("previous-is-same", test_previous_is_same);
  ADD ("links", test_links);
  ADD ("no-place", test_no_place);
  ADD ("rights", test_rights);
  ADD ("group", test_group);
  ADD ("limit", test_limit);
  ADD ("full-disk", test_full_disk);
  ADD ("killed", test_killed);
  ADD ("others", test_others);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
