#include <glib/gstdio.h>

#include "dz-test-home.h"

#include "model/dz-edit.h"
#include "window/app/dz-session.h"

typedef struct
{
  char *folder;
  DzSession *session;
  GMainLoop *loop;
  GError *error;
  gboolean done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("dz-session-XXXXXX", NULL);
  fixture->session = dz_session_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_clear_error (&fixture->error);
  g_main_loop_unref (fixture->loop);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->folder);
}

static GFile *
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->done = dz_session_open_finish (DZ_SESSION (source), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->done = dz_session_save_finish (DZ_SESSION (source), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static gboolean
open_file (Fixture *fixture, GFile *file, GCancellable *cancellable)
{
  dz_session_open_async (fixture->session, file, cancellable, opened_cb, fixture);
  g_assert_true (dz_session_get_busy (fixture->session));
  g_main_loop_run (fixture->loop);
  g_assert_false (dz_session_get_busy (fixture->session));
  return fixture->done;
}

static gboolean
save_file (Fixture *fixture, GFile *file)
{
  dz_session_save_async (fixture->session, file, NULL, saved_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (dz_session_get_busy (fixture->session));
  return fixture->done;
}

static void
type (Fixture *fixture, const char *text)
{
  DzDocument *document = dz_session_get_document (fixture->session);
  DzBlock *block = dz_document_get_block (document, dz_document_get_n_blocks (document) - 1);

  dz_edit_type (dz_session_get_project (fixture->session), block, DZ_SIDE_TRANSLATION, 0, 0, text);
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "访谈 one.md", "# 题目\n\n**甲：** 你好。\n");

  g_assert_true (open_file (fixture, file, NULL));
  g_assert_cmpstr (dz_session_get_name (fixture->session), ==, "访谈 one");
  g_assert_null (dz_session_get_file (fixture->session));
  g_assert_nonnull (dz_session_get_folder (fixture->session));
  g_assert_false (dz_session_get_read_only (fixture->session));
}

static void
test_failure_keeps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) good = write_file (fixture, "good.md", "**甲：** 你好。\n");
  g_autoptr (GFile) empty = write_file (fixture, "empty.md", "");
  g_autoptr (GFile) missing = g_file_get_child (good, "missing.md");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  DzProject *project;

  g_assert_true (open_file (fixture, good, NULL));
  project = dz_session_get_project (fixture->session);
  g_assert_false (open_file (fixture, empty, NULL));
  g_assert_nonnull (fixture->error);
  g_assert_false (open_file (fixture, missing, NULL));
  g_cancellable_cancel (cancelled);
  g_assert_false (open_file (fixture, good, cancelled));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (dz_session_get_project (fixture->session) == project);
  g_assert_cmpstr (dz_session_get_name (fixture->session), ==, "good");
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) good = write_file (fixture, "good.md", "**甲：** 你好。\n");
  g_autofree char *path = g_build_filename (fixture->folder, "kept.duizhao", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  DzDocument *document;

  g_assert_true (open_file (fixture, good, NULL));
  type (fixture, "Hello.");
  g_assert_true (dz_session_get_modified (fixture->session));
  g_assert_true (save_file (fixture, target));
  g_assert_false (dz_session_get_modified (fixture->session));
  g_assert_cmpstr (dz_session_get_name (fixture->session), ==, "kept");
  g_assert_true (g_file_equal (dz_session_get_file (fixture->session), target));

  g_assert_true (open_file (fixture, target, NULL));
  document = dz_session_get_document (fixture->session);
  g_assert_cmpstr (
      dz_text_get_string (dz_block_get_text (
          dz_document_get_block (document, dz_document_get_n_blocks (document) - 1), DZ_SIDE_TRANSLATION)),
      ==, "Hello.");
  g_assert_true (g_file_equal (dz_session_get_file (fixture->session), target));
}

/* What is typed while the file is written is not in it, and so not saved. */
static void
test_typed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) good = write_file (fixture, "good.md", "**甲：** 你好。\n");
  g_autofree char *path = g_build_filename (fixture->folder, "kept.duizhao", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  g_assert_true (open_file (fixture, good, NULL));
  dz_session_save_async (fixture->session, target, NULL, saved_cb, fixture);
  type (fixture, "Late.");
  g_main_loop_run (fixture->loop);
  g_assert_true (fixture->done);
  g_assert_true (dz_session_get_modified (fixture->session));
}

static void
test_failed_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) good = write_file (fixture, "good.md", "**甲：** 你好。\n");
  g_autofree char *path = g_build_filename (fixture->folder, "no-folder", "kept.duizhao", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  g_assert_true (open_file (fixture, good, NULL));
  type (fixture, "Hello.");
  g_assert_false (save_file (fixture, target));
  g_assert_nonnull (fixture->error);
  g_assert_true (dz_session_get_modified (fixture->session));
  g_assert_null (dz_session_get_file (fixture->session));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  char *home = dz_test_home_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/session/import", test_import);
  ADD ("/session/failure-keeps", test_failure_keeps);
  ADD ("/session/save", test_save);
  ADD ("/session/typed-meanwhile", test_typed_meanwhile);
  ADD ("/session/failed-save", test_failed_save);
  status = g_test_run ();
  dz_test_home_remove (home);
  return status;
}
