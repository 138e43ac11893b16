#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "outline.h"

static const char gif[] = "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

typedef struct
{
  char *root; /* a folder with "transcript" in it, and what lies outside */
  char *folder;
} Folder;

static void
put (const char *folder, const char *name, const char *data, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, data, (gssize)size, NULL));
}

static void
set_up (Folder *self, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autofree char *pipe_path = NULL;

  self->root = g_dir_make_tmp ("duizhao-XXXXXX", NULL);
  self->folder = g_build_filename (self->root, "transcript", NULL);
  put (self->folder, "a.gif", gif, sizeof gif - 1);
  put (self->folder, "图 片/b c.gif", gif, sizeof gif - 1);
  put (self->folder, "text.png", "no picture", 10);
  put (self->root, "outside.gif", gif, sizeof gif - 1);
  put (self->root, "transcript-2/outside.gif", gif, sizeof gif - 1);
  link = g_build_filename (self->folder, "link.gif", NULL);
  g_assert_cmpint (symlink ("../outside.gif", link), ==, 0);
  pipe_path = g_build_filename (self->folder, "pipe.gif", NULL);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

static void
tear_down (Folder *self, gconstpointer data)
{
  remove_all (self->root);
  g_free (self->root);
  g_free (self->folder);
}

static DzProject *
read_in (const Folder *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  DzReadOptions options = { self->folder, "file.md" };
  g_autoptr (GError) error = NULL;
  DzProject *project = dz_formats_lookup ("markdown")->read (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return project;
}

static void
test_taken (Folder *self, gconstpointer data)
{
  g_autoptr (DzProject) project
      = read_in (self, "![](a.gif)![](./a.gif)\n\n![](<图 片/b c.gif>)![](图%20片/b%20c.gif?x=1)\n\n![](a.gif)");
  g_autofree char *outline = outline_of (project);
  g_autoptr (DzPicture) picture = g_list_model_get_item (dz_project_get_pictures (project), 0);
  g_autoptr (GBytes) bytes = g_bytes_new_static (gif, sizeof gif - 1);

  g_assert_cmpstr (outline, ==, "pic <inside>\npic <inside>\npic <inside>\npic <inside>\npic <inside>\n");
  g_assert_cmpstr (dz_picture_get_media_type (picture), ==, "image/gif");
  g_assert_cmpstr (dz_picture_get_name (picture), ==, "a.gif");
  g_assert_true (g_bytes_equal (dz_picture_get_bytes (picture), bytes));
}

static void
test_left (Folder *self, gconstpointer data)
{
  static const char *const addresses[] = {
    "../outside.gif",
    "../transcript-2/outside.gif",
    "link.gif",
    "pipe.gif",
    "text.png",
    "none.gif",
    "图%20片",
    "..",
    ".",
    "https://a.b/a.gif",
    "file:a.gif",
    "%2e%2e/outside.gif",
    "a.gif%00.png",
  };
  g_autofree char *absolute = g_build_filename (self->folder, "a.gif", NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (DzProject) project = NULL;
  g_autofree char *outline = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_string_append_printf (text, "![](%s)\n\n", addresses[i]);
      g_string_append_printf (expected, "pic <%s>\n", addresses[i]);
    }
  g_string_append_printf (text, "![](%s)\n\n![](%s)", absolute, uri);
  g_string_append_printf (expected, "pic <%s>\npic <%s>\n", absolute, uri);
  project = read_in (self, text->str);
  outline = outline_of (project);
  g_assert_cmpstr (outline, ==, expected->str);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_pictures (project)), ==, 0);
}

static void
test_cover (Folder *self, gconstpointer data)
{
  g_autoptr (DzProject) project = read_in (self, "# 题\n\n封面: a.gif\n\n文");
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  g_assert_true (g_str_has_prefix (dz_document_get_detail (document, "cover"), "picture:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pictures/taken", Folder, NULL, set_up, test_taken, tear_down);
  g_test_add ("/pictures/left", Folder, NULL, set_up, test_left, tear_down);
  g_test_add ("/pictures/cover", Folder, NULL, set_up, test_cover, tear_down);
  return g_test_run ();
}
