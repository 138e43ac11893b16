#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "desk/dz-desk.h"
#include "model/dz-edit.h"

#define TRANSCRIPT "# 访谈\n\n主持人：你好。\n\n李师傅：你好，我做面包。\n"

typedef struct
{
  char *folder;
  GFile *transcript;
  GMainLoop *loop;
  GAsyncResult *result;
} Fixture;

static GFile *
file_in (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

static void
write_file (GFile *file, const char *content)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (file), content, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_file_get_contents (g_file_peek_path (file), &content, NULL, &error);
  g_assert_no_error (error);

  return content;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("duizhao-XXXXXX", NULL);
  fixture->transcript = file_in (fixture, "talk.md");
  fixture->loop = g_main_loop_new (NULL, FALSE);
  write_file (fixture->transcript, TRANSCRIPT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      /* Whatever is left half-written would show here. */
      g_assert_false (g_str_has_suffix (name, ".tmp"));
      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->transcript);
  g_clear_object (&fixture->result);
  g_main_loop_unref (fixture->loop);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  g_set_object (&fixture->result, result);
  g_main_loop_quit (fixture->loop);
}

static DzBlock *
first_block (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return dz_document_get_block (document, dz_document_get_n_blocks (document) - 1);
}

static DzProject *
open_transcript (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean is_project = TRUE;
  gboolean read_only = TRUE;
  DzProject *project = dz_desk_open (fixture->transcript, NULL, &is_project, &read_only, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (is_project);
  g_assert_false (read_only);

  return project;
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = dz_desk_list_formats ();
  g_autoptr (GFile) upper = file_in (fixture, "TALK.DUIZHAO");
  g_autoptr (GFile) unknown = file_in (fixture, "talk.xyz");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (((DzDeskFormat *) list->pdata[0])->id, ==, DZ_DESK_PROJECT);
  for (guint i = 0; i < list->len; i++)
    {
      const DzDeskFormat *format = list->pdata[i];
      g_autofree char *name = g_strconcat ("a.", format->suffixes[0], NULL);
      g_autoptr (GFile) file = file_in (fixture, name);
      gboolean writing = dz_desk_format_can_write (format);

      g_assert_true (writing || dz_desk_format_can_read (format));
      g_assert_true (dz_desk_find_format (file, NULL, writing, NULL) == format);
      g_assert_true (dz_desk_find_format (unknown, format->id, writing, NULL) == format);
    }
  g_assert_cmpstr (dz_desk_find_format (upper, NULL, TRUE, NULL)->id, ==, DZ_DESK_PROJECT);
  g_assert_null (dz_desk_find_format (unknown, NULL, FALSE, &error));
  g_assert_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT);
}

static void
test_layouts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) project = open_transcript (fixture);
  const DzDeskFormat *markdown = dz_desk_find_format (fixture->transcript, "markdown", TRUE, NULL);
  const DzDeskFormat *html = dz_desk_find_format (fixture->transcript, "html", TRUE, NULL);

  g_assert_cmpint (dz_desk_default_layout_for (project, markdown), ==, DZ_LAYOUT_ORIGINAL);
  dz_edit_type (project, first_block (project), DZ_SIDE_TRANSLATION, 0, 0, "Hello");
  g_assert_cmpint (dz_desk_default_layout_for (project, markdown), ==, DZ_LAYOUT_INTERLEAVED);
  g_assert_cmpint (dz_desk_default_layout_for (project, html), ==, DZ_LAYOUT_SIDE_BY_SIDE);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) empty = file_in (fixture, "empty.md");
  g_autoptr (GFile) missing = file_in (fixture, "missing.md");
  g_autoptr (GFile) large = file_in (fixture, "large.md");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const struct
  {
    GFile *file;
    DzDeskError code;
  } cases[] = {
    { folder, DZ_DESK_ERROR_READ },
    { missing, DZ_DESK_ERROR_READ },
    { empty, DZ_DESK_ERROR_EMPTY },
    { large, DZ_DESK_ERROR_TOO_LARGE },
  };
  g_autoptr (GError) error = NULL;
  FILE *stream;

  write_file (empty, "");
  stream = g_fopen (g_file_peek_path (large), "w");
  g_assert_cmpint (fseek (stream, DZ_FORMAT_MAX_BYTES, SEEK_SET), ==, 0);
  fputc ('a', stream);
  fclose (stream);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *name = g_file_get_basename (cases[i].file);

      g_assert_null (dz_desk_open (cases[i].file, "markdown", NULL, NULL, NULL, &local));
      g_assert_error (local, DZ_DESK_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (local->message, name));
    }

  g_cancellable_cancel (cancellable);
  g_assert_null (dz_desk_open (fixture->transcript, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_open_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_project = TRUE;
  gboolean read_only = TRUE;

  dz_desk_open_async (fixture->transcript, NULL, NULL, done_cb, fixture);
  g_main_loop_run (fixture->loop);
  project = dz_desk_open_finish (fixture->result, &is_project, &read_only, &error);
  g_assert_no_error (error);
  g_assert_false (is_project);
  g_assert_false (read_only);
  g_assert_cmpstr (dz_text_get_string (dz_block_get_text (first_block (project), DZ_SIDE_ORIGINAL)), ==, "你好，我做面包。");
}

/* What is typed after the call is not in the file, and does not disturb its writing. */
static void
test_write_async (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "out.md", "out.duizhao" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DzProject) project = open_transcript (fixture);
      g_autoptr (GFile) file = file_in (fixture, names[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *content = NULL;

      dz_edit_type (project, first_block (project), DZ_SIDE_TRANSLATION, 0, 0, "before");
      dz_desk_write_async (project, file, NULL, NULL, NULL, done_cb, fixture);
      dz_edit_type (project, first_block (project), DZ_SIDE_TRANSLATION, 6, 6, "wards");
      g_main_loop_run (fixture->loop);
      g_assert_true (dz_desk_write_finish (fixture->result, &error));
      g_assert_no_error (error);

      content = read_file (file);
      g_assert_nonnull (strstr (content, "before"));
      g_assert_null (strstr (content, "beforewards"));
      g_assert_true (dz_project_get_modified (project));
    }
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) project = open_transcript (fixture);
  g_autoptr (GFile) file = file_in (fixture, "out.duizhao");
  g_autoptr (GFile) page = file_in (fixture, "out.html");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) again = NULL;
  gboolean is_project = FALSE;

  dz_edit_type (project, first_block (project), DZ_SIDE_TRANSLATION, 0, 0, "Hello");
  g_assert_true (dz_desk_write (project, page, NULL, NULL, NULL, &error));
  g_assert_true (dz_project_get_modified (project));
  dz_desk_write_async (project, file, DZ_DESK_PROJECT, NULL, NULL, done_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true (dz_desk_write_finish (fixture->result, &error));
  g_assert_false (dz_project_get_modified (project));

  again = dz_desk_open (file, NULL, &is_project, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_project);
  g_assert_cmpstr (dz_project_get_id (again), ==, dz_project_get_id (project));
}

static void
test_write_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) project = open_transcript (fixture);
  g_autoptr (GFile) file = file_in (fixture, "out.html");
  g_autoptr (GFile) nowhere = file_in (fixture, "nowhere/out.html");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const char *const tags[] = { "没有", NULL };
  const DzArticleOptions unknown_tag = { DZ_LAYOUT_ORIGINAL, TRUE, tags };
  g_autoptr (GError) tag_error = NULL;
  g_autoptr (GError) place_error = NULL;
  g_autoptr (GError) format_error = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autofree char *content = NULL;

  write_file (file, "what was there");
  g_assert_false (dz_desk_write (project, file, NULL, &unknown_tag, NULL, &tag_error));
  g_assert_error (tag_error, DZ_ARTICLE_ERROR, DZ_ARTICLE_ERROR_UNKNOWN_TAG);
  g_assert_false (dz_desk_write (project, nowhere, NULL, NULL, NULL, &place_error));
  g_assert_nonnull (strstr (place_error->message, "out.html"));

  dz_desk_write_async (project, file, "nonsense", NULL, NULL, done_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (dz_desk_write_finish (fixture->result, &format_error));
  g_assert_error (format_error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT);

  g_cancellable_cancel (cancellable);
  dz_desk_write_async (project, file, NULL, NULL, cancellable, done_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (dz_desk_write_finish (fixture->result, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  content = read_file (file);
  g_assert_cmpstr (content, ==, "what was there");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/desk/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("formats", test_formats);
  ADD ("layouts", test_layouts);
  ADD ("errors", test_errors);
  ADD ("open-async", test_open_async);
  ADD ("write-async", test_write_async);
  ADD ("saved", test_saved);
  ADD ("write-fails", test_write_fails);

  return g_test_run ();
}
