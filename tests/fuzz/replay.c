/* Stands in for libFuzzer where it is not there: gives every file of a folder to the target, each also cut off. */

#include "config.h"

#include "fuzz.h"

#define CUTS 16

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (files, compare_names);
  return files;
}

static void
replay (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    g_error ("%s cannot be read", path);
  for (gsize i = 1; i <= CUTS; i++)
    {
      gsize cut = length * i / CUTS;
      /* Of exactly this size, so that reading beyond it shows. */
      g_autofree uint8_t *copy = g_memdup2 (data, cut);

      LLVMFuzzerTestOneInput (copy, cut);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) files = list_files (argv[1]);

  LLVMFuzzerInitialize (&argc, &argv);
  g_print ("1..%u\n", files->len);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (files, i));

      replay (g_ptr_array_index (files, i));
      g_print ("ok %u %s\n", i + 1, name);
    }
  return files->len == 0;
}
