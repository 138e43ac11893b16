#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "model/dz-edit.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

#define NOBODY 65534
#define TWO_SECONDS (2 * G_USEC_PER_SEC)

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
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_object_unref (self->file);
  g_free (self->path);
  g_free (self->folder);
}

static char *
get_whole (gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "files", "whole.duizhao", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static void
put (Fixture *self, const char *data, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, data, length, &error);
  g_assert_no_error (error);
}

/* Refused soon, with a message that names the file; nothing changes. */
static void
assert_refused (Fixture *self, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GStatBuf before = { 0 }, after = { 0 };

  g_stat (self->path, &before);
  g_assert_null (dz_project_file_load (self->file, NULL, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, self->path));
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
  g_assert_cmpint (g_get_monotonic_time () - start, <, TWO_SECONDS);
  g_stat (self->path, &after);
  g_assert_true (before.st_ino == after.st_ino && before.st_size == after.st_size && before.st_mtime == after.st_mtime);
}

static DzProject *
load_whole (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *whole = get_whole (&length);
  DzProject *project;

  put (self, whole, (gssize)length);
  project = dz_project_file_load (self->file, NULL, NULL, &error);
  g_assert_no_error (error);
  return project;
}

static void
test_round (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = load_whole (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = get_whole (NULL), *previous = g_strconcat (self->path, "~", NULL), *text = NULL,
                  *kept = NULL;
  DzBlock *block = dz_project_lookup_block (project, "00000000-0000-4000-8000-000000000024");

  g_assert_false (dz_project_get_modified (project));
  dz_edit_type (project, block, DZ_SIDE_TRANSLATION, 0, 0, "Well ");
  g_assert_true (dz_project_get_modified (project));
  g_assert_true (dz_project_file_save (project, self->file, NULL, &error));
  g_assert_false (dz_project_get_modified (project));
  g_file_get_contents (previous, &kept, NULL, NULL);
  g_assert_cmpstr (kept, ==, whole);
  dz_project_undo (project);
  g_assert_true (dz_project_get_modified (project));
  g_assert_true (dz_project_file_save (project, self->file, NULL, &error));
  g_file_get_contents (self->path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, whole);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* What is edited while a save is under way is neither in the file nor marked as saved. */
static void
test_async (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = load_whole (self), loaded = NULL;
  g_autoptr (GAsyncResult) saved = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  DzBlock *block = dz_project_lookup_block (project, "00000000-0000-4000-8000-000000000024");
  gboolean read_only = TRUE;

  dz_edit_type (project, block, DZ_SIDE_TRANSLATION, 0, 0, "Well ");
  dz_project_file_save_async (project, self->file, NULL, keep_result_cb, &saved);
  dz_project_break_typing (project);
  dz_edit_type (project, block, DZ_SIDE_TRANSLATION, 0, 0, "Later ");
  g_assert_true (dz_project_file_save_finish (project, wait_for (&saved), &error));
  g_assert_no_error (error);
  g_assert_true (dz_project_get_modified (project));
  dz_project_undo (project);
  g_assert_false (dz_project_get_modified (project));

  dz_project_file_load_async (self->file, NULL, keep_result_cb, &read);
  loaded = dz_project_file_load_finish (self->file, wait_for (&read), &read_only, &error);
  g_assert_no_error (error);
  g_assert_false (read_only);
  block = dz_project_lookup_block (loaded, "00000000-0000-4000-8000-000000000024");
  g_assert_cmpstr (dz_text_get_string (dz_block_get_text (block, DZ_SIDE_TRANSLATION)), ==, "Well Quoted");
}

/* Of many saves at once, the last one stays. */
static void
test_many_saves (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = load_whole (self), loaded = NULL;
  GAsyncResult *results[20] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) expected = NULL, bytes = NULL;
  DzBlock *block = dz_project_lookup_block (project, "00000000-0000-4000-8000-000000000024");

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      dz_edit_type (project, block, DZ_SIDE_TRANSLATION, 0, 0, "x");
      dz_project_file_save_async (project, self->file, NULL, keep_result_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_true (dz_project_file_save_finish (project, wait_for (&results[i]), &error));
      g_object_unref (results[i]);
    }
  g_assert_false (dz_project_get_modified (project));
  expected = dz_project_to_json (project);
  loaded = dz_project_file_load (self->file, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes = dz_project_to_json (loaded);
  g_assert_true (g_bytes_equal (bytes, expected));
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = load_whole (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) saved = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = get_whole (NULL), *text = NULL;

  g_cancellable_cancel (cancellable);
  dz_project_file_load_async (self->file, cancellable, keep_result_cb, &read);
  g_assert_null (dz_project_file_load_finish (self->file, wait_for (&read), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  dz_project_file_save_async (project, self->file, cancellable, keep_result_cb, &saved);
  g_assert_false (dz_project_file_save_finish (project, wait_for (&saved), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_file_get_contents (self->path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, whole);
}

static void
test_not_saved (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = load_whole (self);
  g_autoptr (GFile) elsewhere = g_file_get_child (self->file, "x.duizhao");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (elsewhere);

  dz_edit_set_string (project, DZ_ENTITY (dz_project_lookup (project, "00000000-0000-4000-8000-000000000010")), "title",
                      "题", "Rename");
  g_assert_false (dz_project_file_save (project, elsewhere, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (dz_project_get_modified (project));
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean read_only = FALSE;

  put (self, "{\"format\":\"duizhao\",\"version\":2,\"id\":\"p\"}", -1);
  project = dz_project_file_load (self->file, &read_only, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (read_only);
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *previous = g_strconcat (self->path, "~", NULL);
  gsize length;
  g_autofree char *whole = get_whole (&length);

  assert_refused (self, DZ_STORE_ERROR_READ, "is not there");
  put (self, "", 0);
  assert_refused (self, DZ_STORE_ERROR_DAMAGED, "it is empty");
  put (self, "# 访谈\n", -1);
  assert_refused (self, DZ_STORE_ERROR_FOREIGN, "it is not a Duizhao project");
  put (self, "{\"format\": \"other\"}", -1);
  assert_refused (self, DZ_STORE_ERROR_FOREIGN, "it is not a Duizhao project");
  put (self, whole, (gssize)length / 2);
  assert_refused (self, DZ_STORE_ERROR_DAMAGED, "the file ends too early");
  g_file_set_contents (previous, whole, -1, NULL);
  assert_refused (self, DZ_STORE_ERROR_DAMAGED, previous);
  put (self, "{\"format\":\"duizhao\",\"version\":3,\"id\":7}", -1);
  assert_refused (self, DZ_STORE_ERROR_DAMAGED, "a later version of Duizhao wrote it");
}

static void
test_not_a_file (Fixture *self, gconstpointer data)
{
  g_assert_no_errno (g_mkdir (self->path, 0700));
  assert_refused (self, DZ_STORE_ERROR_READ, "it is a folder");
  g_rmdir (self->path);
  g_assert_no_errno (mkfifo (self->path, 0600));
  assert_refused (self, DZ_STORE_ERROR_READ, "it is a device");
}

static void
test_unreadable (Fixture *self, gconstpointer data)
{
  gboolean root = geteuid () == 0;

  put (self, "{}", -1);
  g_assert_no_errno (g_chmod (self->path, 0));
  g_assert_no_errno (g_chmod (self->folder, 0755));
  g_assert_no_errno (root ? seteuid (NOBODY) : 0);
  assert_refused (self, DZ_STORE_ERROR_READ, "may not be read");
  g_assert_no_errno (root ? seteuid (0) : 0);
}

static void
fill (Fixture *self, const char *start, char filler, gsize length)
{
  g_autoptr (GString) text = g_string_new (start);
  gsize old = text->len;

  g_string_set_size (text, old + length);
  memset (text->str + old, filler, length);
  put (self, text->str, (gssize)text->len);
}

static void
test_huge (Fixture *self, gconstpointer data)
{
  static const char fillers[] = { 'x', '1', ' ', '[', '\\', '\n', '\xe4', '\0' };

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      const char *starts[] = { "{\"format\":", "{\"format\":\"duizhao\",\"version\":1,\"id\":\"" };

      for (guint j = 0; j < G_N_ELEMENTS (starts); j++)
        {
          fill (self, starts[j], fillers[i], 50 * 1024 * 1024);
          assert_refused (self, fillers[i] == '[' && j == 0 ? DZ_STORE_ERROR_TOO_LARGE : DZ_STORE_ERROR_DAMAGED,
                          "line ");
        }
    }
  put (self, "{", 1);
  g_assert_no_errno (truncate (self->path, DZ_PROJECT_FILE_MAX_SIZE + 1));
  assert_refused (self, DZ_STORE_ERROR_READ, "larger than 200 MB");
}

/* What could not be read again is not written over what can. */
static void
test_too_much (Fixture *self, gconstpointer data)
{
  g_autoptr (DzProject) project = dz_project_new (NULL);
  g_autofree char *string = g_strnfill (DZ_PROJECT_JSON_MAX_TEXT, 'a');
  g_autoptr (GError) error = NULL;

  dz_project_build_field (project, "title", g_variant_new_string (string));
  put (self, "{", 1);
  g_assert_false (dz_project_file_save (project, self->file, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE);
  assert_refused (self, DZ_STORE_ERROR_DAMAGED, "ends too early");
  dz_project_build_field (project, "title", g_variant_new_string (string + 1000));
  g_clear_error (&error);
  g_assert_true (dz_project_file_save (project, self->file, NULL, &error));
  g_object_unref (project);
  project = dz_project_file_load (self->file, NULL, NULL, &error);
  g_assert_no_error (error);
}

#define ADD(name, func) g_test_add ("/store/project-file/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round", test_round);
  ADD ("async", test_async);
  ADD ("many-saves", test_many_saves);
  ADD ("cancelled", test_cancelled);
  ADD ("not-saved", test_not_saved);
  ADD ("newer", test_newer);
  ADD ("damaged", test_damaged);
  ADD ("not-a-file", test_not_a_file);
  ADD ("unreadable", test_unreadable);
  ADD ("huge", test_huge);
  ADD ("too-much", test_too_much);
  return g_test_run ();
}
