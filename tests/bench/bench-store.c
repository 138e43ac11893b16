/* How long reading and writing a project file takes: bench-store FILE prints a line "name: value unit" a figure. */

#include "config.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "model/dz-become.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "store/dz-merge.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"

#define N_TIMES 5
#define N_DIFFERENCES 100

typedef struct
{
  GFile *file;
  GFile *copy;
  GBytes *bytes;
  DzProject *project;
  GPtrArray *copies;
  DzProject *targets[2];
  guint n_becomes;
  DzProject *merged;
} Bench;

static void
load (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = dz_project_file_load (self->file, NULL, NULL, &error);

  if (project == NULL)
    g_error ("%s", error->message);
}

/* What saving costs the main thread; the copies are freed elsewhere, as another thread does it. */
static void
copy (Bench *self)
{
  g_ptr_array_add (self->copies, dz_project_copy (self->project));
}

static void
serialise (Bench *self)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (self->project);

  g_assert_true (g_bytes_equal (bytes, self->bytes));
}

static void
save (Bench *self)
{
  g_autoptr (GError) error = NULL;

  if (!dz_project_file_save (self->project, self->copy, NULL, &error))
    g_error ("%s", error->message);
}

/* To and fro between two that share nothing. */
static void
become (Bench *self)
{
  dz_edit_become (self->project, self->targets[self->n_becomes++ % G_N_ELEMENTS (self->targets)], "Become");
}

/* A thread's work; what comes out becomes the project as above. */
static void
merge (Bench *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->merged);
  self->merged = dz_merge (self->project, self->targets[0], self->targets[1], NULL, &error);
  if (self->merged == NULL)
    g_error ("%s", error->message);
}

static void
differ (DzProject *project, const char *word)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);
  guint n_blocks = dz_document_get_n_blocks (document);

  for (guint i = 0; i < N_DIFFERENCES; i++)
    {
      guint index = (guint)((guint64)n_blocks * i / N_DIFFERENCES);
      DzBlock *block = dz_document_get_block (document, index);

      switch (i % 4)
        {
        case 0:
          dz_edit_insert_block (project, document, index, NULL);
          break;
        case 1:
          dz_edit_remove_blocks (project, document, index, 1);
          break;
        default:
          dz_edit_type (project, block, DZ_SIDE_TRANSLATION, 0, 0, word);
        }
    }
}

/* The best of some: what else runs on the machine only ever adds. */
static void
measure (Bench *self, const char *name, guint n_blocks, void (*run) (Bench *self))
{
  gint64 best = G_MAXINT64;

  for (int i = 0; i < N_TIMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      run (self);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_print ("store-%u-%s: %.1f ms\n", n_blocks, name, (double)best / 1000.0);
}

static void
measure_become (Bench *self, guint n_blocks)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->targets); i++)
    self->targets[i] = dz_project_file_load (self->file, NULL, NULL, NULL);
  differ (self->targets[0], "So ");
  measure (self, "become", n_blocks, become);
  for (guint i = 0; i < G_N_ELEMENTS (self->targets); i++)
    g_object_unref (self->targets[i]);
}

/* Both copies have changed the same hundred blocks, half of them to different words. */
static void
measure_merge (Bench *self, guint n_blocks)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->targets); i++)
    self->targets[i] = dz_project_file_load (self->file, NULL, NULL, NULL);
  differ (self->targets[0], "So ");
  differ (self->targets[1], "Well ");
  measure (self, "merge", n_blocks, merge);
  for (guint i = 0; i < G_N_ELEMENTS (self->targets); i++)
    g_object_unref (self->targets[i]);
  g_object_unref (self->merged);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("duizhao-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "copy.duizhao", NULL), *previous = g_strconcat (path, "~", NULL);
  Bench bench = { .file = g_file_new_for_commandline_arg (argv[1]), .copy = g_file_new_for_path (path) };
  guint n_blocks = 0;

  bench.project = dz_project_file_load (bench.file, NULL, NULL, &error);
  if (bench.project == NULL)
    g_error ("%s", error->message);
  bench.bytes = dz_project_to_json (bench.project);
  for (guint i = 0; i < g_list_model_get_n_items (dz_project_get_documents (bench.project)); i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (bench.project), i);

      n_blocks += dz_document_get_n_blocks (document);
    }
  g_print ("store-%u-size: %.1f MB\n", n_blocks, (double)g_bytes_get_size (bench.bytes) / 1e6);
  measure (&bench, "load", n_blocks, load);
  bench.copies = g_ptr_array_new_with_free_func (g_object_unref);
  measure (&bench, "copy", n_blocks, copy);
  g_ptr_array_unref (bench.copies);
  measure (&bench, "serialise", n_blocks, serialise);
  measure (&bench, "save", n_blocks, save);
  measure_become (&bench, n_blocks);
  measure_merge (&bench, n_blocks);
  g_remove (path);
  g_remove (previous);
  g_rmdir (folder);
  g_bytes_unref (bench.bytes);
  g_object_unref (bench.project);
  g_object_unref (bench.file);
  g_object_unref (bench.copy);
  return 0;
}
