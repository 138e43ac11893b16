#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dz-test-home.h"

#include "model/dz-edit.h"
#include "store/dz-file-stamp.h"
#include "store/dz-journal-place.h"
#include "store/dz-journal.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-recovery.h"
#include "store/dz-store-error.h"

#define TYPED 40
/* Microseconds: so long may somebody who looks for what was left hold a journal's folder while the disk is busy. */
#define LOOKING 200000
#define HUNTED 300

static char *folder;

static DzProject *
make_project (void)
{
  DzProject *project = dz_project_new (NULL);
  DzDocument *document = dz_document_new (NULL, "访谈");
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DzText) text = dz_text_new ("我们采访了老师。");
      g_autoptr (DzBlock) block = dz_block_new (NULL, &form, text, NULL);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  g_object_unref (document);
  return project;
}

static DzBlock *
block_of (DzProject *project, guint index)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return dz_document_get_block (document, index);
}

static void
type (DzProject *project, const char *string)
{
  DzBlock *block = block_of (project, 0);
  guint end = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION));

  dz_edit_type (project, block, DZ_SIDE_TRANSLATION, end, end, string);
}

static const char *
typed (DzProject *project)
{
  return dz_text_get_string (dz_block_get_text (block_of (project, 0), DZ_SIDE_TRANSLATION));
}

static GFile *
file_named (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_new_for_path (path);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static DzFileStamp *
save (DzProject *project, GFile *file, DzFileStamp *expected, DzJournal *journal, GError **error)
{
  const DzSaveContext context = { expected, journal, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  DzFileStamp *stamp = NULL;

  dz_project_file_save_with_async (project, file, &context, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  dz_project_file_save_with_finish (project, result, &stamp, error);
  return stamp;
}

static void
assert_nothing_left (void)
{
  g_autoptr (GPtrArray) list = dz_recovery_list ();

  g_assert_cmpuint (list->len, ==, 0);
}

/* Ends as a crash does: what the journal has on disk stays. */
static void
crash (DzJournal *journal)
{
  g_assert_true (dz_journal_flush (journal, 5000));
  g_object_unref (journal);
}

static DzLeftover *
only_leftover (void)
{
  g_autoptr (GPtrArray) list = dz_recovery_list ();

  g_assert_cmpuint (list->len, ==, 1);
  return g_object_ref (g_ptr_array_index (list, 0));
}

static void
test_untitled (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzJournal *journal = dz_journal_new (project, NULL, NULL);
  g_autoptr (DzLeftover) leftover = NULL;
  g_autoptr (DzRestored) restored = NULL;
  g_autoptr (GError) error = NULL;

  type (project, "We ");
  type (project, "talked.");
  crash (journal);
  leftover = only_leftover ();
  g_assert_null (dz_leftover_get_file (leftover));
  restored = dz_leftover_restore (leftover, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (typed (restored->project), ==, "We talked.");
  g_assert_cmpuint (restored->n_lost, ==, 0);
  g_assert_cmpuint (restored->n_changes, >=, 2);
  g_assert_true (dz_project_undo (restored->project));
  g_assert_cmpstr (typed (restored->project), ==, "");
  g_assert_false (dz_project_get_can_undo (restored->project));
  dz_leftover_discard (leftover);
  assert_nothing_left ();
}

/* Crashes before anything more was done: what no file holds stays unsaved, and so journaled. */
static void
test_again (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzJournal *journal = dz_journal_new (project, NULL, NULL);

  type (project, "We talked.");
  crash (journal);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DzLeftover) leftover = only_leftover ();
      g_autoptr (DzRestored) restored = dz_leftover_restore (leftover, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (typed (restored->project), ==, "We talked.");
      g_assert_true (dz_project_get_modified (restored->project));
      g_assert_cmpuint (restored->n_changes > 0, ==, i == 0);
      journal = dz_journal_new (restored->project, NULL, NULL);
      g_assert_true (dz_journal_flush (journal, 5000));
      if (i == 2)
        dz_journal_discard (journal);
      dz_leftover_discard (leftover);
      g_object_unref (journal);
    }
  assert_nothing_left ();
}

/* A crash between the new journal and letting go of the old one: the later one is restored, the earlier one is no work. */
static void
test_both (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (DzRestored) restored = NULL;

  assert_nothing_left ();
  type (project, "First.");
  for (guint i = 0; i < 3; i++)
    {
      DzJournal *journal = dz_journal_new (project, NULL, NULL);

      type (project, i < 2 ? " Then." : " Last.");
      crash (journal);
    }
  list = dz_recovery_list ();
  g_assert_cmpuint (list->len, ==, 1);
  restored = dz_leftover_restore (g_ptr_array_index (list, 0), NULL, NULL, NULL);
  g_assert_cmpstr (typed (restored->project), ==, "First. Then. Then. Last.");
  dz_leftover_discard (g_ptr_array_index (list, 0));
  assert_nothing_left ();
}

/* A running program's work is not for taking; what was saved is not restored. */
static void
test_saved (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (DzJournal) journal = dz_journal_new (project, NULL, NULL);
  g_autoptr (GFile) file = file_named ("saved.duizhao");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzFileStamp) stamp = NULL;
  g_autoptr (DzLeftover) leftover = NULL;
  g_autoptr (DzProject) loaded = NULL;
  g_autoptr (DzRestored) restored = NULL;

  type (project, "One.");
  g_assert_true (dz_journal_flush (journal, 5000));
  assert_nothing_left ();
  stamp = save (project, file, NULL, journal, &error);
  g_assert_no_error (error);
  g_assert_true (dz_journal_flush (journal, 5000));
  crash (g_steal_pointer (&journal));
  assert_nothing_left ();

  journal = dz_journal_new (project, file, dz_file_stamp_get_digest (stamp));
  type (project, " Two.");
  crash (g_steal_pointer (&journal));
  leftover = dz_recovery_find (file);
  g_assert_nonnull (leftover);
  loaded = dz_project_file_load (file, NULL, NULL, &error);
  restored = dz_leftover_restore (leftover, loaded, dz_file_stamp_get_digest (stamp), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (typed (restored->project), ==, "One. Two.");
  g_assert_false (restored->merged);
  g_assert_true (dz_project_get_modified (restored->project));
  g_assert_true (dz_project_undo (restored->project));
  g_assert_cmpstr (typed (restored->project), ==, "One.");
  g_assert_false (dz_project_get_modified (restored->project));
  dz_leftover_discard (leftover);
}

/* Between the file and the journal that has not heard of it yet: whichever the file holds is known. */
static void
test_between (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GFile) file = file_named ("between.duizhao");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzFileStamp) stamp = save (project, file, NULL, NULL, &error);
  DzJournal *journal = dz_journal_new (project, file, dz_file_stamp_get_digest (stamp));
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;
  guint mark;

  type (project, "Before. ");
  bytes = dz_project_to_json (project);
  digest = dz_digest_bytes (bytes);
  mark = dz_journal_mark (journal);
  type (project, "After.");
  dz_journal_note_digest (journal, mark, digest);
  crash (journal);
  for (guint is_new = 0; is_new < 2; is_new++)
    {
      g_autoptr (DzLeftover) leftover = only_leftover ();
      g_autoptr (GBytes) old = g_file_load_bytes (file, NULL, NULL, NULL);
      g_autoptr (DzProject) saved = dz_project_from_json (is_new ? bytes : old, NULL, NULL);
      g_autoptr (DzRestored) restored = dz_leftover_restore (
          leftover, saved, is_new ? digest : dz_file_stamp_get_digest (stamp), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (typed (restored->project), ==, "Before. After.");
      if (is_new)
        dz_leftover_discard (leftover);
    }
}

/* A restored project that is not saved yet is safe against the next crash; also when that comes before the end of the old
 * journal: what is in both is there once. @data: not NULL: it comes so early */
static void
test_twice (gconstpointer data)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GFile) file = file_named ("twice.duizhao");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzFileStamp) stamp = save (project, file, NULL, NULL, &error);
  const char *digest = dz_file_stamp_get_digest (stamp);
  DzJournal *journal = dz_journal_new (project, file, digest);

  type (project, "A");
  crash (journal);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DzLeftover) leftover = only_leftover ();
      g_autoptr (DzProject) saved = dz_project_file_load (file, NULL, NULL, NULL);
      g_autoptr (DzRestored) restored = dz_leftover_restore (leftover, saved, digest, &error);
      g_autofree char *expected = g_strnfill (i + 1, 'A');

      g_assert_no_error (error);
      g_assert_cmpstr (typed (restored->project), ==, expected);
      journal = dz_journal_new (restored->project, file, digest);
      g_assert_true (dz_journal_flush (journal, 5000));
      if (data == NULL)
        dz_leftover_discard (leftover);
      type (restored->project, "A");
      crash (journal);
    }
  dz_leftover_discard (only_leftover ());
  assert_nothing_left ();
}

/* Of the one journal that there is. */
static char *
find_journal (void)
{
  g_autofree char *journals = dz_journal_dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  char *path = NULL;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *found = g_build_filename (journals, name, "journal", NULL);

      if (!g_file_test (found, G_FILE_TEST_EXISTS))
        continue;
      g_assert_null (path);
      path = g_steal_pointer (&found);
    }
  g_assert_nonnull (path);
  return path;
}

static void
test_torn (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzJournal *journal = dz_journal_new (project, NULL, NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  guint n_shorter = 0;
  gsize length;

  type (project, "first ");
  type (project, "second ");
  type (project, "third");
  crash (journal);
  path = find_journal ();
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize cut = 0; cut <= length; cut += 1 + cut / 97)
    {
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (DzRestored) restored = NULL;

      g_assert_cmpint (truncate (path, (off_t)(length - cut)), ==, 0);
      list = dz_recovery_list ();
      if (list->len == 0)
        break;
      restored = dz_leftover_restore (g_ptr_array_index (list, 0), NULL, NULL, NULL);
      if (restored == NULL)
        break;
      g_assert_true (g_str_has_prefix ("first second third", typed (restored->project)));
      g_assert_cmpuint (restored->n_lost, ==, 0);
      n_shorter += !g_str_equal ("first second third", typed (restored->project));
    }
  g_assert_cmpuint (n_shorter, >, 10);
}

/* A step of several changes that a crash cut off is not half done. */
static void
test_step (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzJournal *journal = dz_journal_new (project, NULL, NULL);
  DzBlock *block = block_of (project, 1);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  gsize length;

  type (project, "first");
  dz_edit_split (project, block, 4, 0);
  crash (journal);
  path = find_journal ();
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (guint cut = 0; cut < 2; cut++)
    {
      g_autoptr (DzLeftover) leftover = NULL;
      g_autoptr (DzRestored) restored = NULL;
      g_autoptr (DzDocument) document = NULL;

      g_assert_cmpint (truncate (path, (off_t)(length - cut)), ==, 0);
      leftover = only_leftover ();
      restored = dz_leftover_restore (leftover, NULL, NULL, NULL);
      g_assert_nonnull (restored);
      g_assert_cmpuint (restored->n_lost, ==, 0);
      g_assert_cmpstr (typed (restored->project), ==, "first");
      document = g_list_model_get_item (dz_project_get_documents (restored->project), 0);
      g_assert_cmpuint (dz_document_get_n_blocks (document), ==, cut == 0 ? 4 : 3);
      g_assert_cmpstr (dz_text_get_string (dz_block_get_text (block_of (restored->project, 1), DZ_SIDE_ORIGINAL)), ==,
                       cut == 0 ? "我们采访" : "我们采访了老师。");
      if (cut == 1)
        dz_leftover_discard (leftover);
    }
  assert_nothing_left ();
}

/* A line that rotted: what stands before it is restored, and what is lost is said. */
static void
test_rotten (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzJournal *journal = dz_journal_new (project, NULL, NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (DzLeftover) leftover = NULL;
  g_autoptr (DzRestored) restored = NULL;
  char *rotten;

  type (project, "first ");
  dz_project_break_typing (project);
  type (project, "second ");
  type (project, "third");
  crash (journal);
  path = find_journal ();
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rotten = strstr (text, "second");
  g_assert_nonnull (rotten);
  *rotten = 'S';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  leftover = only_leftover ();
  restored = dz_leftover_restore (leftover, NULL, NULL, NULL);
  g_assert_nonnull (restored);
  g_assert_cmpstr (typed (restored->project), ==, "first ");
  g_assert_cmpuint (restored->n_lost, >=, 2);
  dz_leftover_discard (leftover);
}

/* A folder of journals beside a project may come from anywhere: in the place of a journal there may be what never ends. */
static void
test_no_file (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DzProject) project = make_project ();
      DzJournal *journal = dz_journal_new (project, NULL, NULL);
      g_autofree char *path = NULL;
      g_autoptr (DzLeftover) leftover = NULL;
      g_autoptr (DzRestored) restored = NULL;
      g_autoptr (GError) error = NULL;

      type (project, "first");
      crash (journal);
      path = find_journal ();
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_assert_cmpint (i ? symlink ("/dev/zero", path) : mkfifo (path, 0600), ==, 0);
      leftover = only_leftover ();
      restored = dz_leftover_restore (leftover, NULL, NULL, &error);
      g_assert_null (restored);
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
      dz_leftover_discard (leftover);
    }
}

/* What somebody else wrote is not written over. */
static void
test_changed (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GFile) file = file_named ("changed.duizhao");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzFileStamp) stamp = save (project, file, NULL, NULL, &error);
  g_autoptr (DzFileStamp) again = NULL;

  g_assert_cmpint (dz_file_stamp_compare (stamp, file, NULL), ==, DZ_FILE_SAME);
  type (project, "x");
  again = save (project, file, stamp, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dz_file_stamp_compare (stamp, file, NULL), ==, DZ_FILE_CHANGED);
  g_assert_cmpint (dz_file_stamp_compare (again, file, NULL), ==, DZ_FILE_SAME);
  g_assert_null (save (project, file, stamp, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_CHANGED);
  g_file_delete (file, NULL, NULL);
  g_assert_cmpint (dz_file_stamp_compare (again, file, NULL), ==, DZ_FILE_GONE);
}

/* What a link leads to counts, not the link; where that cannot be seen for a moment, the file has not changed. */
static void
test_changed_link (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GFile) file = file_named ("linked.duizhao");
  g_autoptr (GFile) away = file_named ("away.duizhao");
  g_autoptr (GFile) link = file_named ("link.duizhao");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzFileStamp) stamp = save (project, file, NULL, NULL, &error);
  g_autoptr (DzFileStamp) unseen = NULL;

  g_assert_true (g_file_make_symbolic_link (link, "linked.duizhao", NULL, &error));
  g_assert_true (g_file_move (file, away, G_FILE_COPY_NONE, NULL, NULL, NULL, &error));
  g_assert_cmpint (dz_file_stamp_compare (stamp, link, NULL), ==, DZ_FILE_GONE);
  unseen = dz_file_stamp_new (link, dz_file_stamp_get_digest (stamp));
  g_assert_true (g_file_move (away, file, G_FILE_COPY_NONE, NULL, NULL, NULL, &error));
  g_assert_cmpint (dz_file_stamp_compare (stamp, link, NULL), ==, DZ_FILE_SAME);
  g_assert_cmpint (dz_file_stamp_compare (unseen, link, NULL), ==, DZ_FILE_SAME);
}

/* The child says what it has done only when it is on disk; whatever happens to it, that is there. */
static void
child (int pipe)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GFile) file = file_named ("killed.duizhao");
  g_autoptr (DzFileStamp) stamp = save (project, file, NULL, NULL, NULL);
  DzJournal *journal = dz_journal_new (project, file, dz_file_stamp_get_digest (stamp));

  for (guint i = 0;; i++)
    {
      guint length;

      type (project, "a");
      if (i % 7 == 6)
        {
          g_autoptr (DzFileStamp) next = save (project, file, stamp, journal, NULL);
        }
      dz_journal_flush (journal, 5000);
      length = (guint)strlen (typed (project));
      if (write (pipe, &length, sizeof length) != sizeof length)
        _exit (1);
    }
}

static void
test_killed (void)
{
  guint restored_changes = 0;

  for (guint round = 0; round < TYPED; round++)
    {
      int ends[2];
      guint length, acknowledged = 0;
      pid_t pid;
      g_autoptr (GFile) file = file_named ("killed.duizhao");
      g_autoptr (DzFileStamp) stamp = NULL;
      g_autoptr (DzProject) project = NULL;
      g_autoptr (DzLeftover) leftover = NULL;

      g_assert_cmpint (pipe (ends), ==, 0);
      pid = fork ();
      if (pid == 0)
        child (ends[1]);
      close (ends[1]);
      g_usleep ((gulong)g_test_rand_int_range (1000, 30000));
      g_assert_cmpint (read (ends[0], &length, sizeof length), ==, sizeof length);
      g_usleep ((gulong)g_test_rand_int_range (0, 30000));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      acknowledged = length;
      while (read (ends[0], &length, sizeof length) == sizeof length)
        acknowledged = length;
      close (ends[0]);

      project = dz_project_file_load_stamped (file, NULL, &stamp, NULL, NULL);
      g_assert_nonnull (project);
      leftover = dz_recovery_find (file);
      if (leftover != NULL)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (DzRestored) restored
              = dz_leftover_restore (leftover, project, dz_file_stamp_get_digest (stamp), &error);

          g_assert_no_error (error);
          g_assert_cmpuint (restored->n_lost, ==, 0);
          g_assert_false (restored->merged);
          restored_changes += restored->n_changes;
          g_set_object (&project, restored->project);
          dz_leftover_discard (leftover);
        }
      g_assert_cmpuint (strlen (typed (project)), >=, acknowledged);
    }
  g_test_message ("%d kills, %u changes restored", TYPED, restored_changes);
  g_assert_cmpuint (restored_changes, >, 0);
}

static guint
count_kept (void)
{
  g_autofree char *journals = dz_journal_dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_prefix (name, "kept-");
  return count;
}

static void
make_old (void)
{
  g_autofree char *journals = dz_journal_dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  const struct timespec times[] = { { 1000, 0 }, { 1000, 0 } };
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (journals, name, "journal", NULL);

      g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
    }
}

/* What could not be restored is kept for a month. */
static void
test_kept (void)
{
  g_assert_cmpuint (count_kept (), >, 0);
  assert_nothing_left ();
  g_assert_cmpuint (count_kept (), >, 0);
  make_old ();
  assert_nothing_left ();
  g_assert_cmpuint (count_kept (), ==, 0);
}

typedef struct
{
  char *folder;
  int lock;
} Look;

static gpointer
look_and_remove (gpointer data)
{
  Look *look = data;

  g_usleep (LOOKING);
  dz_journal_place_remove (look->folder);
  close (look->lock);
  return NULL;
}

/* A new journal whose folder somebody takes for one that was left does not go elsewhere. */
static void
test_looked_at (void)
{
  g_autofree char *own = g_build_filename (folder, "looked-at", NULL);
  Look look = { own, dz_journal_place_claim (own) };
  GThread *thread;
  int lock;

  g_assert_no_errno (look.lock);
  thread = g_thread_new ("look", look_and_remove, &look);
  lock = dz_journal_place_claim (own);
  g_assert_no_errno (lock);
  g_thread_join (thread);
  g_assert_true (g_file_test (own, G_FILE_TEST_IS_DIR));
  dz_journal_place_remove (own);
  close (lock);
  g_assert_false (g_file_test (own, G_FILE_TEST_EXISTS));
}

typedef struct
{
  char *place;
  gint ended;
  gint taken;
} Hunt;

/* All that a program that looks for what was left may do, as often as it can. */
static gpointer
hunt (gpointer data)
{
  Hunt *self = data;

  while (!g_atomic_int_get (&self->ended))
    {
      g_autoptr (GDir) dir = g_dir_open (self->place, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (self->place, name, NULL);
          int lock = -1;

          if (!dz_journal_place_clear_hidden (self->place, name) && dz_journal_place_is_name (name))
            lock = dz_journal_place_lock (path);
          if (lock >= 0)
            {
              g_atomic_int_inc (&self->taken);
              close (lock);
            }
        }
    }
  return NULL;
}

/* Nobody can get at a new journal's folder before it is locked, nor keep it from being made. */
static void
test_hunted (void)
{
  g_autofree char *place = g_build_filename (folder, "hunted", NULL);
  Hunt look = { .place = place };
  GThread *threads[2];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hunt", hunt, &look);
  for (guint i = 0; i < HUNTED; i++)
    {
      g_autofree char *name = dz_journal_place_new_name (NULL);
      g_autofree char *own = g_build_filename (place, name, NULL);
      int lock = dz_journal_place_claim (own);

      g_assert_no_errno (lock);
      g_assert_true (g_file_test (own, G_FILE_TEST_IS_DIR));
      dz_journal_place_remove (own);
      close (lock);
    }
  g_atomic_int_set (&look.ended, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (look.taken, ==, 0);
  g_assert_no_errno (g_rmdir (place));
}

/* Of a program that was killed while it made one. */
static void
test_half_made (void)
{
  g_autofree char *journals = dz_journal_dup_folder ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (".", id, NULL);
  g_autofree char *hidden = g_build_filename (journals, name, NULL);
  g_autofree char *lock = g_build_filename (hidden, "lock", NULL);
  int fd;

  g_assert_no_errno (g_mkdir_with_parents (hidden, 0700));
  g_assert_true (g_file_set_contents (lock, "", 0, NULL));
  fd = dz_journal_place_lock (hidden);
  g_assert_no_errno (fd);
  assert_nothing_left ();
  g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
  close (fd);
  assert_nothing_left ();
  g_assert_false (g_file_test (hidden, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  char *home = dz_test_home_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (home, "home", NULL);
  /* First, while there are no threads that a fork would lose. */
  g_test_add_func ("/journal/killed", test_killed);
  g_test_add_func ("/journal/untitled", test_untitled);
  g_test_add_func ("/journal/again", test_again);
  g_test_add_func ("/journal/both", test_both);
  g_test_add_func ("/journal/saved", test_saved);
  g_test_add_func ("/journal/between", test_between);
  g_test_add_data_func ("/journal/twice", NULL, test_twice);
  g_test_add_func ("/journal/step", test_step);
  g_test_add_data_func ("/journal/replaced", "before the end of the old one", test_twice);
  g_test_add_func ("/journal/rotten", test_rotten);
  g_test_add_func ("/journal/no-file", test_no_file);
  g_test_add_func ("/journal/changed", test_changed);
  g_test_add_func ("/journal/changed/link", test_changed_link);
  g_test_add_func ("/journal/torn", test_torn);
  g_test_add_func ("/journal/looked-at", test_looked_at);
  g_test_add_func ("/journal/hunted", test_hunted);
  g_test_add_func ("/journal/half-made", test_half_made);
  /* Of what that one left. */
  g_test_add_func ("/journal/kept", test_kept);
  status = g_test_run ();
  g_free (folder);
  dz_test_home_remove (home);
  return status;
}
