#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gstdio.h>

#include "window/app/dz-open-files.h"

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "duizhao", "open-files", NULL);
}

void
dz_open_files_set (GPtrArray *files)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (files->len == 0)
    {
      g_unlink (path);
      return;
    }
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *uri = g_file_get_uri (g_ptr_array_index (files, i));

      g_string_append_printf (text, "%s\n", uri);
    }
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("What is open is not remembered: %s", error->message);
}

GPtrArray *
dz_open_files_take (void)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = dup_path ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return files;
  g_unlink (path);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *scheme = g_uri_parse_scheme (lines[i]);
      g_autoptr (GFile) file = scheme ? g_file_new_for_uri (lines[i]) : NULL;

      if (file && g_file_query_exists (file, NULL))
        g_ptr_array_add (files, g_steal_pointer (&file));
    }
  return files;
}
