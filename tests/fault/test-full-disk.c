#define _GNU_SOURCE
#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dz-test-home.h"
#include "model/dz-edit.h"
#include "store/dz-journal.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-recovery.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

/* Real disks of one megabyte, in memory: full, read-only, pulled out, and there again. They are mounted where only this
 * process and its children see them; each part of a test is a process of its own. */

#define DISK "size=1m,mode=0700"
#define PATIENCE 20000

static char *home;

/* --- Disks ----------------------------------------------------------------------------------------------------------- */

static char *
at (const char *name)
{
  return g_build_filename (home, name, NULL);
}

static void
write_text (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (write (fd, text, strlen (text)) < 0)
    g_printerr ("%s: %s\n", path, g_strerror (errno));
  close (fd);
}

/* A mount namespace of one's own: root may have one, others together with a user namespace. */
static gboolean
enter_namespace (void)
{
  uid_t user = geteuid ();
  gid_t group = getegid ();
  g_autofree char *user_map = g_strdup_printf ("0 %u 1", (guint)user);
  g_autofree char *group_map = g_strdup_printf ("0 %u 1", (guint)group);

  if (unshare (CLONE_NEWNS) < 0)
    {
      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) < 0)
        return FALSE;
      write_text ("/proc/self/setgroups", "deny");
      write_text ("/proc/self/uid_map", user_map);
      write_text ("/proc/self/gid_map", group_map);
    }
  return mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static void
insert_disk (const char *name)
{
  g_autofree char *path = at (name);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  if (mount ("duizhao-test", path, "tmpfs", MS_NODEV | MS_NOSUID, DISK) < 0)
    g_error ("%s: %s", path, g_strerror (errno));
}

static void
remove_disk (const char *name)
{
  g_autofree char *path = at (name);

  if (umount2 (path, MNT_DETACH) < 0)
    g_error ("%s: %s", path, g_strerror (errno));
}

static void
set_read_only (const char *name, gboolean read_only)
{
  g_autofree char *path = at (name);

  if (mount ("duizhao-test", path, "tmpfs", MS_REMOUNT | MS_NODEV | MS_NOSUID | (read_only ? MS_RDONLY : 0), DISK) < 0)
    g_error ("%s: %s", path, g_strerror (errno));
}

/* To the last byte. */
static void
fill (const char *name)
{
  g_autofree char *path = at (name);
  g_autofree char *file = g_build_filename (path, "filling", NULL);
  int fd = open (file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  char block[4096] = "";

  g_assert_cmpint (fd, >=, 0);
  for (gsize size = sizeof block; size > 0;)
    if (write (fd, block, size) < 0)
      {
        g_assert_cmpint (errno, ==, ENOSPC);
        size /= 2;
      }
  close (fd);
}

static void
make_room (const char *name)
{
  g_autofree char *path = at (name);
  g_autofree char *file = g_build_filename (path, "filling", NULL);

  g_assert_cmpint (g_unlink (file), ==, 0);
}

/* --- A session ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GFile *file;
  DzProject *project;
  DzFileStamp *stamp;
  DzJournal *journal;
  DzVersions *versions;
} Session;

static GFile *
talk (void)
{
  g_autofree char *path = at ("home/talk.duizhao");

  return g_file_new_for_path (path);
}

static DzProject *
make_project (void)
{
  DzProject *project = dz_project_new (NULL);
  DzDocument *document = dz_document_new (NULL, "访谈");
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };
  g_autoptr (DzText) text = dz_text_new ("我们采访了老师。");
  g_autoptr (DzBlock) block = dz_block_new (NULL, &form, text, NULL);

  dz_document_init_append (document, block);
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  g_object_unref (document);
  return project;
}

static DzBlock *
block_of (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return dz_document_get_block (document, 0);
}

static const char *
typed (DzProject *project)
{
  return dz_text_get_string (dz_block_get_text (block_of (project), DZ_SIDE_TRANSLATION));
}

static void
type (Session *self, const char *words)
{
  DzBlock *block = block_of (self->project);
  guint end = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION));

  dz_edit_type (self->project, block, DZ_SIDE_TRANSLATION, end, end, words);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
save (Session *self, GError **error)
{
  const DzSaveContext context = { self->stamp, self->journal, self->versions };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DzFileStamp) stamp = NULL;

  dz_project_file_save_with_async (self->project, self->file, &context, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!dz_project_file_save_with_finish (self->project, result, &stamp, error))
    return FALSE;
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  self->stamp = g_steal_pointer (&stamp);
  return TRUE;
}

static void
assert_saved (Session *self)
{
  g_autoptr (GError) error = NULL;

  save (self, &error);
  g_assert_no_error (error);
}

/* It was told, with the file's name and what to do; the file is what it was; nothing half written lies beside it. */
static void
assert_not_saved (Session *self, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = g_file_load_bytes (self->file, NULL, NULL, NULL);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *folder = at ("home");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_false (save (self, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "talk.duizhao"));
  g_assert_nonnull (strstr (error->message, why));
  after = g_file_load_bytes (self->file, NULL, NULL, NULL);
  g_assert_true (before == after || g_bytes_equal (before, after));
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".tmp"));
}

static void
hear (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_journaled (Session *self)
{
  g_assert_true (dz_journal_flush (self->journal, PATIENCE));
  hear ();
  g_assert_null (dz_journal_get_problem (self->journal));
}

static void
assert_not_journaled (Session *self)
{
  g_assert_false (dz_journal_flush (self->journal, PATIENCE));
  hear ();
  g_assert_nonnull (dz_journal_get_problem (self->journal));
}

static gboolean
has_journal (const char *place)
{
  g_autofree char *path = at (place);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *journal = g_build_filename (path, name, "journal", NULL);

      if (g_file_test (journal, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

#define STATE "state/duizhao/journals"
#define BESIDE "home/.duizhao-journals"

static void
start (Session *self, DzProject *project)
{
  self->project = project;
  self->versions = dz_versions_new (dz_project_get_id (project));
  self->journal = dz_journal_new (project, self->file, dz_file_stamp_get_digest (self->stamp));
}

/* Opens the file, with what was not saved; a new one when there is none. */
static Session
open_session (const char *expected)
{
  Session self = { .file = talk () };
  g_autoptr (DzLeftover) leftover = NULL;
  g_autoptr (GError) error = NULL;
  DzProject *project;

  if (!g_file_query_exists (self.file, NULL))
    {
      g_autoptr (DzProject) made = make_project ();

      g_assert_true (dz_project_file_save (made, self.file, NULL, NULL));
    }
  leftover = dz_recovery_find (self.file);
  project = dz_project_file_load_stamped (self.file, NULL, &self.stamp, NULL, &error);
  g_assert_no_error (error);
  if (leftover != NULL)
    {
      g_autoptr (DzRestored) restored
          = dz_leftover_restore (leftover, project, dz_file_stamp_get_digest (self.stamp), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (restored->n_lost, ==, 0);
      g_set_object (&project, restored->project);
    }
  g_assert_cmpstr (typed (project), ==, expected);
  start (&self, project);
  if (leftover != NULL)
    {
      assert_journaled (&self);
      dz_leftover_discard (leftover);
    }
  return self;
}

/* In peace. */
static void
end_session (Session *self)
{
  assert_saved (self);
  dz_journal_discard (self->journal);
}

/* --- Tests: what is not ended in peace ends as a crash does ----------------------------------------------------------- */

static void
file_full (void)
{
  Session self = open_session ("");

  type (&self, "one ");
  assert_saved (&self);
  fill ("home");
  type (&self, "two ");
  assert_journaled (&self);
  g_assert_true (has_journal (STATE));
  assert_not_saved (&self, "no room");
  assert_not_saved (&self, "no room");
  type (&self, "three");
  assert_journaled (&self);
}

static void
file_full_again (void)
{
  Session self = open_session ("one two three");

  assert_not_saved (&self, "no room");
  make_room ("home");
  assert_saved (&self);
  g_assert_false (dz_project_get_modified (self.project));
  end_session (&self);
}

static void
journal_full (void)
{
  Session self = open_session ("");

  type (&self, "one ");
  assert_journaled (&self);
  g_assert_true (has_journal (STATE));
  fill ("state");
  for (guint i = 0; i < 300; i++)
    type (&self, "words and words and words. ");
  assert_journaled (&self);
  g_assert_false (has_journal (STATE));
  g_assert_true (has_journal (BESIDE));
}

static char *
many_words (void)
{
  GString *text = g_string_new ("one ");

  for (guint i = 0; i < 300; i++)
    g_string_append (text, "words and words and words. ");
  return g_string_free (text, FALSE);
}

static void
journal_full_again (void)
{
  g_autofree char *words = many_words ();
  Session self = open_session (words);

  g_assert_true (has_journal (BESIDE));
  make_room ("state");
  assert_saved (&self);
  g_assert_true (dz_journal_flush (self.journal, PATIENCE));
  type (&self, "!");
  assert_journaled (&self);
  g_assert_true (has_journal (STATE));
  g_assert_false (has_journal (BESIDE));
  end_session (&self);
}

static void
all_full (void)
{
  Session self = open_session ("");

  type (&self, "one ");
  assert_journaled (&self);
  fill ("");
  /* More than what the last block of the file still has room for. */
  for (guint i = 0; i < 300; i++)
    type (&self, "words and words and words. ");
  assert_not_journaled (&self);
  assert_not_saved (&self, "no room");
  g_assert_true (has_journal (STATE));
  /* In the middle of that, somebody makes room. */
  make_room ("");
  assert_journaled (&self);
  type (&self, "two");
  assert_journaled (&self);
  fill ("");
  for (guint i = 0; i < 300; i++)
    type (&self, " which nobody will see");
  assert_not_journaled (&self);
}

/* What was on disk before there was no room is still there. */
static void
all_full_again (void)
{
  g_autofree char *words = many_words ();
  g_autofree char *all = g_strconcat (words, "two", NULL);
  Session self = { .file = talk () };
  g_autoptr (DzLeftover) leftover = dz_recovery_find (self.file);
  g_autoptr (DzProject) project = dz_project_file_load_stamped (self.file, NULL, &self.stamp, NULL, NULL);
  g_autoptr (DzRestored) restored
      = dz_leftover_restore (leftover, project, dz_file_stamp_get_digest (self.stamp), NULL);

  g_assert_true (g_str_has_prefix (typed (restored->project), all));
  start (&self, g_object_ref (restored->project));
  assert_not_journaled (&self);
  assert_not_saved (&self, "no room");
  make_room ("");
  assert_journaled (&self);
  dz_leftover_discard (leftover);
  end_session (&self);
}

static void
file_read_only (void)
{
  Session self = open_session ("");

  type (&self, "one ");
  assert_saved (&self);
  set_read_only ("home", TRUE);
  type (&self, "two");
  assert_journaled (&self);
  assert_not_saved (&self, "may not write");
}

static void
file_read_only_again (void)
{
  Session self = open_session ("one two");

  assert_not_saved (&self, "may not write");
  set_read_only ("home", FALSE);
  assert_saved (&self);
  end_session (&self);
}

static void
journal_read_only (void)
{
  Session self = open_session ("");

  type (&self, "one ");
  assert_journaled (&self);
  g_assert_true (has_journal (STATE));
}

/* What lies in a place that is read-only by now is found, and does not come a second time, though it cannot be removed. */
static void
journal_read_only_again (void)
{
  Session self;

  set_read_only ("state", TRUE);
  self = open_session ("one ");
  g_assert_true (has_journal (BESIDE));
  type (&self, "two");
  assert_journaled (&self);
}

static void
journal_read_only_at_last (void)
{
  Session self = open_session ("one two");

  g_assert_true (has_journal (STATE));
  set_read_only ("state", FALSE);
  end_session (&self);
  g_assert_false (has_journal (STATE));
  g_assert_false (has_journal (BESIDE));
}

static void
pulled_out (void)
{
  Session self = open_session ("");

  type (&self, "one ");
  assert_saved (&self);
  remove_disk ("home");
  type (&self, "two");
  assert_journaled (&self);
  assert_not_saved (&self, "gone");
}

static void
put_back (void)
{
  g_autofree char *stick = at ("stick"), *place = at ("home");
  Session self;

  g_assert_cmpint (mount (stick, place, NULL, MS_BIND, NULL), ==, 0);
  self = open_session ("one two");
  remove_disk ("home");
  type (&self, " three");
  assert_not_saved (&self, "gone");
  g_assert_cmpint (mount (stick, place, NULL, MS_BIND, NULL), ==, 0);
  assert_saved (&self);
  end_session (&self);
  open_session ("one two three");
}

/* --- All of them ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *disk; /* what is a disk of its own; "": all of it */
  void (*parts[4]) (void);
} Test;

static const Test tests[] = {
  { "the file's disk is full", "home", { file_full, file_full_again } },
  { "the journal's disk is full", "state", { journal_full, journal_full_again } },
  { "everything is full", "", { all_full, all_full_again } },
  { "the file's disk is read-only", "home", { file_read_only, file_read_only_again } },
  { "the journal's disk is read-only", "state", { journal_read_only, journal_read_only_again, journal_read_only_at_last } },
  { "the stick is pulled out", "stick", { pulled_out, put_back } },
};

/* What a user's home has, which a disk may have covered. */
static void
make_places (void)
{
  static const char *const names[] = { "home", "config", "data", "state", "cache", "run", "tmp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = at (names[i]);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
    }
}

static void
umount_all (void)
{
  static const char *const names[] = { "home", "state", "stick", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = at (names[i]);

      while (umount2 (path, MNT_DETACH) == 0)
        ;
    }
}

static gboolean
run_part (void (*part) (void))
{
  pid_t pid = fork ();
  int status;

  if (pid == 0)
    {
      alarm (120);
      part ();
      _exit (0);
    }
  return waitpid (pid, &status, 0) == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static gboolean
run_test (const Test *test)
{
  gboolean good = TRUE;

  insert_disk (test->disk);
  make_places ();
  if (g_str_equal (test->disk, "stick"))
    {
      g_autofree char *stick = at ("stick"), *place = at ("home");

      g_assert_cmpint (mount (stick, place, NULL, MS_BIND, NULL), ==, 0);
    }
  for (guint i = 0; test->parts[i] != NULL && good; i++)
    {
      good = run_part (test->parts[i]);
      if (!good)
        printf ("# part %u\n", i + 1);
    }
  return good;
}

/* With a home of its own. */
static gboolean
run_test_apart (const Test *test)
{
  pid_t pid = fork ();
  int status;

  if (pid == 0)
    {
      gboolean good;

      home = dz_test_home_new ();
      good = run_test (test);
      umount_all ();
      dz_test_home_remove (home);
      _exit (good ? 0 : 1);
    }
  return waitpid (pid, &status, 0) == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

int
main (void)
{
  guint n_wrong = 0;
  int code;

  if (!enter_namespace ())
    {
      code = errno;
      printf ("1..1\nok 1 # SKIP no disk can be mounted here: %s\n", g_strerror (code));
      return 0;
    }
  printf ("1..%u\n", (guint)G_N_ELEMENTS (tests));
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      gboolean good;

      fflush (stdout);
      good = run_test_apart (&tests[i]);
      n_wrong += !good;
      printf ("%s %u %s\n", good ? "ok" : "not ok", i + 1, tests[i].name);
    }
  return n_wrong > 0;
}
