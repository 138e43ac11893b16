/* What keeps a session's work safe: saving by itself, others who write the file, crashes, locks, damage. */
#include <signal.h>

#include <glib/gstdio.h>

#include "dz-test-home.h"
#include "model/dz-edit.h"
#include "store/dz-project-file.h"
#include "store/dz-recovery.h"
#include "store/dz-store-error.h"
#include "window/app/dz-session.h"

#define TALK "# 题目\n\n**甲：** 你好。\n\n**乙：** 再见。\n"
/* Seconds after which what should have come is missing. */
#define PATIENCE 30

typedef struct
{
  char *folder;
  GFile *file;
  DzSession *session;
  GError *error;
  int news;
  DzProject *earlier;
  gboolean done;
  gboolean ended;
} Fixture;

static void
news_cb (DzSession *session, int news, DzProject *earlier, const char *text, Fixture *fixture)
{
  fixture->news = news;
  g_set_object (&fixture->earlier, earlier);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
renew_session (Fixture *fixture)
{
  g_clear_object (&fixture->session);
  fixture->session = dz_session_new ();
  fixture->news = -1;
  g_signal_connect (fixture->session, "news", G_CALLBACK (news_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("dz-keeping-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "talk.duizhao", NULL);
  fixture->file = g_file_new_for_path (path);
  renew_session (fixture);
}

static void
clear_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        clear_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (dz_session_get_modified (fixture->session))
    dz_session_give_up (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->earlier);
  g_clear_object (&fixture->file);
  g_clear_error (&fixture->error);
  clear_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Runs the main loop until @condition holds. */
#define WAIT_FOR(condition)                                                                                           \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    gint64 until = g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_SECOND;                                           \
    guint tick = g_timeout_add (20, G_SOURCE_FUNC (tick_cb), NULL);                                                   \
                                                                                                                      \
    while (!(condition) && g_get_monotonic_time () < until)                                                           \
      g_main_context_iteration (NULL, TRUE);                                                                          \
    g_source_remove (tick);                                                                                           \
    g_assert_true (condition);                                                                                        \
  }                                                                                                                   \
  G_STMT_END

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->done = dz_session_open_finish (DZ_SESSION (source), result, &fixture->error);
  fixture->ended = TRUE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->done = dz_session_save_finish (DZ_SESSION (source), result, &fixture->error);
  fixture->ended = TRUE;
}

static gboolean
open_file (Fixture *fixture, GFile *file)
{
  fixture->ended = FALSE;
  dz_session_open_async (fixture->session, file, NULL, opened_cb, fixture);
  WAIT_FOR (fixture->ended);
  return fixture->done;
}

static gboolean
save_file (Fixture *fixture, GFile *file)
{
  fixture->ended = FALSE;
  dz_session_save_async (fixture->session, file, NULL, saved_cb, fixture);
  WAIT_FOR (fixture->ended);
  return fixture->done;
}

static DzBlock *
block_from_end (DzProject *project, guint n)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return dz_document_get_block (document, dz_document_get_n_blocks (document) - 1 - n);
}

static void
type (DzProject *project, guint from_end, const char *text)
{
  dz_edit_type (project, block_from_end (project, from_end), DZ_SIDE_TRANSLATION, 0, 0, text);
}

static const char *
translation (DzProject *project, guint from_end)
{
  return dz_text_get_string (dz_block_get_text (block_from_end (project, from_end), DZ_SIDE_TRANSLATION));
}

static DzProject *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DzProject *project = dz_project_file_load (fixture->file, NULL, NULL, &error);

  g_assert_no_error (error);
  return project;
}

static DzProject *
project_of (Fixture *fixture)
{
  return dz_session_get_project (fixture->session);
}

static DzSaver *
saver_of (Fixture *fixture)
{
  return dz_session_get_saver (fixture->session);
}

static gboolean
is_state (Fixture *fixture, DzSaveState state)
{
  return saver_of (fixture) && dz_saver_get_state (saver_of (fixture)) == state;
}

/* Opens a transcript and saves it as the fixture's file, with a word in its last translation. */
static void
begin (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "talk.md", NULL);
  g_autoptr (GFile) transcript = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, TALK, -1, NULL));
  g_assert_true (open_file (fixture, transcript));
  type (project_of (fixture), 0, "Bye.");
  g_assert_true (is_state (fixture, DZ_SAVE_NEVER));
  g_assert_true (save_file (fixture, fixture->file));
  g_assert_true (is_state (fixture, DZ_SAVE_DONE));
}

/* Somebody else writes the file. */
static void
change_outside (Fixture *fixture, guint from_end, const char *text)
{
  g_autoptr (DzProject) project = load (fixture);
  g_autoptr (GError) error = NULL;

  type (project, from_end, text);
  g_assert_true (dz_project_file_save (project, fixture->file, NULL, &error));
  g_assert_no_error (error);
}

static void
test_saves_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) saved = NULL;

  begin (fixture);
  type (project_of (fixture), 1, "Hello.");
  g_assert_true (is_state (fixture, DZ_SAVE_WAITING));
  WAIT_FOR (is_state (fixture, DZ_SAVE_DONE));
  g_assert_false (dz_session_get_modified (fixture->session));
  saved = load (fixture);
  g_assert_cmpstr (translation (saved, 1), ==, "Hello.");
}

static void
test_can_be_turned_off (Fixture *fixture, gconstpointer data)
{
  gint64 later;

  begin (fixture);
  dz_session_set_automatic (fixture->session, FALSE);
  type (project_of (fixture), 1, "Hello.");
  later = g_get_monotonic_time () + 4 * G_TIME_SPAN_SECOND;
  WAIT_FOR (g_get_monotonic_time () > later);
  g_assert_true (is_state (fixture, DZ_SAVE_WAITING));
  g_assert_true (save_file (fixture, NULL));
  g_assert_true (is_state (fixture, DZ_SAVE_DONE));
}

static void
test_reloads (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  change_outside (fixture, 1, "Good day.");
  WAIT_FOR (fixture->news == DZ_SESSION_RELOADED);
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "Good day.");
  g_assert_cmpstr (translation (fixture->earlier, 1), ==, "");
  g_assert_false (dz_session_get_modified (fixture->session));
  g_assert_true (dz_project_undo (project_of (fixture)));
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "");
  g_assert_cmpstr (translation (project_of (fixture), 0), ==, "Bye.");
}

static void
test_merges (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) saved = NULL;

  begin (fixture);
  type (project_of (fixture), 0, "Well, ");
  change_outside (fixture, 1, "Good day.");
  WAIT_FOR (fixture->news == DZ_SESSION_MERGED);
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "Good day.");
  g_assert_cmpstr (translation (project_of (fixture), 0), ==, "Well, Bye.");
  WAIT_FOR (is_state (fixture, DZ_SAVE_DONE));
  saved = load (fixture);
  g_assert_cmpstr (translation (saved, 1), ==, "Good day.");
  g_assert_cmpstr (translation (saved, 0), ==, "Well, Bye.");
  g_assert_true (dz_project_undo (project_of (fixture)));
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "");
}

/* Saving when told to finds the other's changes too. */
static void
test_merges_on_saving (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) saved = NULL;

  begin (fixture);
  dz_session_set_automatic (fixture->session, FALSE);
  type (project_of (fixture), 0, "Well, ");
  change_outside (fixture, 1, "Good day.");
  g_assert_true (save_file (fixture, NULL));
  saved = load (fixture);
  g_assert_cmpstr (translation (saved, 1), ==, "Good day.");
  g_assert_cmpstr (translation (saved, 0), ==, "Well, Bye.");
}

static void
test_another_project_in_its_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "elsewhere.duizhao", NULL);
  g_autoptr (GFile) elsewhere = g_file_new_for_path (path);
  g_autoptr (DzProject) other = dz_project_new (NULL);
  g_autofree char *id = NULL;
  g_autoptr (DzProject) found = NULL;

  begin (fixture);
  g_assert_true (dz_project_file_save (other, fixture->file, NULL, NULL));
  WAIT_FOR (is_state (fixture, DZ_SAVE_FAILED));
  type (project_of (fixture), 1, "Hello.");
  g_assert_false (save_file (fixture, NULL));
  g_assert_error (fixture->error, DZ_STORE_ERROR, DZ_STORE_ERROR_CHANGED);
  found = load (fixture);
  g_assert_cmpstr (dz_project_get_id (found), ==, dz_project_get_id (other));
  g_assert_true (save_file (fixture, elsewhere));
  g_assert_true (is_state (fixture, DZ_SAVE_DONE));
  g_assert_true (g_file_equal (dz_session_get_file (fixture->session), elsewhere));
}

/* What was saved, but is no earlier version, is told, and that it is one again. */
static void
test_version_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *versions = NULL, *away = NULL;
  g_autoptr (DzProject) saved = NULL;

  begin (fixture);
  versions = g_build_filename (g_get_user_data_dir (), "duizhao", "versions", dz_project_get_id (project_of (fixture)), NULL);
  away = g_strconcat (versions, ".away", NULL);
  g_assert_null (dz_saver_get_problem (saver_of (fixture)));
  g_assert_cmpint (g_rename (versions, away), ==, 0);
  g_assert_true (g_file_set_contents (versions, "", 0, NULL));
  type (project_of (fixture), 1, "Hello.");
  WAIT_FOR (is_state (fixture, DZ_SAVE_DONE));
  g_assert_error ((GError *) dz_saver_get_problem (saver_of (fixture)), DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
  saved = load (fixture);
  g_assert_cmpstr (translation (saved, 1), ==, "Hello.");
  g_assert_cmpint (g_unlink (versions), ==, 0);
  g_assert_cmpint (g_rename (away, versions), ==, 0);
  type (project_of (fixture), 1, "Again. ");
  WAIT_FOR (is_state (fixture, DZ_SAVE_DONE) && !dz_saver_get_problem (saver_of (fixture)));
}

static void
test_place_gone_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_file_get_path (fixture->file);
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  g_autoptr (DzProject) saved = NULL;

  begin (fixture);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  type (project_of (fixture), 1, "Hello.");
  WAIT_FOR (is_state (fixture, DZ_SAVE_FAILED));
  g_assert_error ((GError *) dz_saver_get_problem (saver_of (fixture)), DZ_STORE_ERROR, DZ_STORE_ERROR_GONE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rename (away, path), ==, 0);
  WAIT_FOR (is_state (fixture, DZ_SAVE_DONE));
  g_assert_null (dz_saver_get_problem (saver_of (fixture)));
  saved = load (fixture);
  g_assert_cmpstr (translation (saved, 1), ==, "Hello.");
}

/* Whoever says so gets a file that was deleted anew. */
static void
test_saved_again_after_deleting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) saved = NULL;

  begin (fixture);
  g_assert_true (g_file_delete (fixture->file, NULL, NULL));
  type (project_of (fixture), 1, "Hello.");
  g_assert_true (save_file (fixture, NULL));
  saved = load (fixture);
  g_assert_cmpstr (translation (saved, 1), ==, "Hello.");
}

static void
test_second_is_read_only (Fixture *fixture, gconstpointer data)
{
  Fixture second = { .folder = fixture->folder, .file = fixture->file };

  begin (fixture);
  renew_session (&second);
  g_assert_true (open_file (&second, fixture->file));
  g_assert_true (dz_session_get_read_only (second.session));
  g_assert_nonnull (dz_session_get_holder (second.session));
  g_assert_null (saver_of (&second));
  /* What the first saves comes in. */
  type (project_of (fixture), 1, "Hello.");
  g_assert_true (save_file (fixture, NULL));
  WAIT_FOR (second.news == DZ_SESSION_RELOADED);
  g_assert_cmpstr (translation (project_of (&second), 1), ==, "Hello.");
  renew_session (fixture);
  g_assert_true (open_file (&second, fixture->file));
  g_assert_false (dz_session_get_read_only (second.session));
  /* Opening one's own file again keeps the lock. */
  g_assert_true (open_file (&second, fixture->file));
  g_assert_false (dz_session_get_read_only (second.session));
  g_clear_object (&second.session);
  g_clear_object (&second.earlier);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_file_get_path (fixture->file);
  g_autofree char *other = g_build_filename (fixture->folder, "mended.duizhao", NULL);
  g_autoptr (GFile) mended = g_file_new_for_path (other);
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  gsize length;

  begin (fixture);
  renew_session (fixture);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  text[length - length / 8] = '\0';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (open_file (fixture, fixture->file));
  g_assert_true (dz_session_get_read_only (fixture->session));
  g_assert_nonnull (dz_session_get_damage (fixture->session));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
  g_assert_true (save_file (fixture, mended));
  g_assert_false (dz_session_get_read_only (fixture->session));
  g_assert_null (dz_session_get_damage (fixture->session));
}

/* In a process of its own, which ends without a word. */
static void
crash (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_setenv ("DZ_TEST_CRASH_WITH", path, TRUE);
  g_test_trap_subprocess ("/keeping/subprocess/crash", PATIENCE * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_assert_false (g_test_trap_has_passed ());
  g_assert_false (g_test_trap_reached_timeout ());
}

static void
test_subprocess_crash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;

  if (!g_test_subprocess ())
    return;
  file = g_file_new_for_path (g_getenv ("DZ_TEST_CRASH_WITH"));
  g_assert_true (open_file (fixture, file));
  type (project_of (fixture), 1, "Hello.");
  g_assert_true (dz_saver_flush (saver_of (fixture), 5000));
  kill (getpid (), SIGKILL);
}

static void
test_restores (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  renew_session (fixture);
  crash (fixture, "talk.duizhao");
  g_assert_true (open_file (fixture, fixture->file));
  g_assert_cmpint (fixture->news, ==, DZ_SESSION_RESTORED);
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "Hello.");
  g_assert_cmpstr (translation (fixture->earlier, 1), ==, "");
  g_assert_true (dz_project_undo (project_of (fixture)));
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "");
  g_assert_true (dz_project_redo (project_of (fixture)));
  WAIT_FOR (is_state (fixture, DZ_SAVE_DONE));
  renew_session (fixture);
  g_assert_true (open_file (fixture, fixture->file));
  g_assert_cmpint (fixture->news, ==, -1);
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "Hello.");
}

static void
test_restores_without_file (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  renew_session (fixture);
  crash (fixture, "talk.duizhao");
  g_assert_true (g_file_delete (fixture->file, NULL, NULL));
  g_assert_true (open_file (fixture, fixture->file));
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "Hello.");
  g_assert_true (save_file (fixture, NULL));
}

static void
test_restores_untitled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.md", NULL);
  g_autoptr (GPtrArray) leftovers = NULL;

  g_assert_true (g_file_set_contents (path, TALK, -1, NULL));
  crash (fixture, "new.md");
  leftovers = dz_recovery_list ();
  g_assert_cmpuint (leftovers->len, ==, 1);
  fixture->ended = FALSE;
  dz_session_restore_async (fixture->session, g_ptr_array_index (leftovers, 0), NULL, opened_cb, fixture);
  WAIT_FOR (fixture->ended);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (translation (project_of (fixture), 1), ==, "Hello.");
  g_assert_null (dz_session_get_file (fixture->session));
  g_assert_true (is_state (fixture, DZ_SAVE_NEVER));
  g_assert_true (save_file (fixture, fixture->file));
  g_clear_pointer (&leftovers, g_ptr_array_unref);
  renew_session (fixture);
  leftovers = dz_recovery_list ();
  g_assert_cmpuint (leftovers->len, ==, 0);
}

#define ADD(name) g_test_add ("/keeping/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  /* Who crashes leaves what it did where the other one looks. */
  if (!g_test_subprocess ())
    home = dz_test_home_new ();
  ADD (saves_itself);
  ADD (can_be_turned_off);
  ADD (reloads);
  ADD (merges);
  ADD (merges_on_saving);
  ADD (another_project_in_its_place);
  ADD (version_not_kept);
  ADD (place_gone_and_back);
  ADD (saved_again_after_deleting);
  ADD (second_is_read_only);
  ADD (damaged);
  ADD (restores);
  ADD (restores_without_file);
  ADD (restores_untitled);
  g_test_add ("/keeping/subprocess/crash", Fixture, NULL, set_up, test_subprocess_crash, tear_down);
  status = g_test_run ();
  if (home)
    dz_test_home_remove (g_steal_pointer (&home));
  return status;
}
