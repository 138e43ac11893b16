#include <glib/gstdio.h>

#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "store/dz-project-json.h"
#include "store/dz-store-error.h"
#include "window/app/dz-merging.h"

typedef struct
{
  DzProject *base;
  DzProject *ours;
  DzProject *theirs;
  GMainLoop *loop;
  GError *error;
  gboolean done;
  gboolean changed;
  guint n_conflicts;
  guint n_blocks;
  guint n_typed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzDocument) document = dz_document_new (NULL, "访谈");
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };

  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->base = dz_project_new (NULL);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("block-%u", i);
      g_autoptr (DzText) original = dz_text_new ("我们昨天在北京采访了王老师。");
      g_autoptr (DzText) translation = dz_text_new ("Yesterday we interviewed teacher Wang in Beijing.");
      g_autoptr (DzBlock) block = dz_block_new (id, &form, original, translation);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (fixture->base, NULL, DZ_ENTITY (document), NULL));
  fixture->ours = dz_project_copy (fixture->base);
  fixture->theirs = dz_project_copy (fixture->base);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_error (&fixture->error);
  g_object_unref (fixture->base);
  g_object_unref (fixture->theirs);
  g_assert_finalize_object (fixture->ours);
  g_main_loop_unref (fixture->loop);
}

static void
type (DzProject *project, guint block, guint start, guint end, const char *text)
{
  g_autofree char *id = g_strdup_printf ("block-%u", block);

  dz_edit_type (project, dz_project_lookup_block (project, id), DZ_SIDE_TRANSLATION, start, end, text);
}

static const char *
get_translation (DzProject *project, guint block)
{
  g_autofree char *id = g_strdup_printf ("block-%u", block);

  return dz_text_get_string (dz_block_get_text (dz_project_lookup_block (project, id), DZ_SIDE_TRANSLATION));
}

static char *
write_project (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (source == G_OBJECT (fixture->ours));
  fixture->done = dz_merging_run_finish (result, &fixture->n_conflicts, &fixture->error);
  fixture->changed = dz_merging_run_get_changed (result);
  fixture->n_blocks = dz_merging_run_get_n_blocks (result);
  g_main_loop_quit (fixture->loop);
}

static void
start (Fixture *fixture, GCancellable *cancellable)
{
  dz_merging_run_async (fixture->ours, fixture->base, fixture->theirs, "Merge", cancellable, finished_cb, fixture);
}

static void
test_one_step (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  type (fixture->ours, 0, 0, 9, "Today");
  type (fixture->theirs, 1, 0, 9, "Today");
  dz_edit_remove_blocks (fixture->theirs, dz_project_document_of (fixture->theirs, dz_project_lookup_block (fixture->theirs, "block-7")),
                         7, 1);
  before = write_project (fixture->ours);
  start (fixture, NULL);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->done);
  g_assert_cmpuint (fixture->n_conflicts, ==, 0);
  g_assert_cmpuint (fixture->n_blocks, ==, 2);
  g_assert_true (fixture->changed);
  g_assert_true (g_str_has_prefix (get_translation (fixture->ours, 0), "Today we"));
  g_assert_true (g_str_has_prefix (get_translation (fixture->ours, 1), "Today we"));
  g_assert_null (dz_project_lookup_block (fixture->ours, "block-7"));
  g_assert_cmpstr (dz_project_get_undo_label (fixture->ours), ==, "Merge");
  g_assert_true (dz_project_undo (fixture->ours));
  after = write_project (fixture->ours);
  g_assert_cmpstr (before, ==, after);
}

static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  type (fixture->ours, 0, 0, 9, "Today");
  type (fixture->theirs, 0, 0, 9, "Tomorrow");
  type (fixture->theirs, 1, 0, 9, "Tomorrow");
  start (fixture, NULL);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->n_conflicts, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_conflicts (fixture->ours)), ==, 1);
  g_assert_true (g_str_has_prefix (get_translation (fixture->ours, 1), "Tomorrow we"));
}

static void
test_nothing_new (Fixture *fixture, gconstpointer data)
{
  guint64 revision;

  type (fixture->ours, 0, 0, 9, "Today");
  revision = dz_project_get_revision (fixture->ours);
  start (fixture, NULL);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->n_blocks, ==, 0);
  g_assert_false (fixture->changed);
  g_assert_cmpuint (dz_project_get_revision (fixture->ours), ==, revision);
}

/* The last letter is typed when the first try is done, and nobody was told yet. */
static gboolean
type_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  type (fixture->ours, 2, 0, 0, "x");
  fixture->n_typed++;
  return fixture->n_typed < 2;
}

/* As fast as the loop goes round, until it is over. */
static gboolean
type_on_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->done)
    return G_SOURCE_REMOVE;
  type (fixture->ours, 2, 0, 0, "x");
  fixture->n_typed++;
  return G_SOURCE_CONTINUE;
}

static void
test_typed_meanwhile (Fixture *fixture, gconstpointer data)
{
  gboolean on = GPOINTER_TO_INT (data);
  g_autofree char *typed = NULL;

  type (fixture->theirs, 1, 0, 9, "Today");
  start (fixture, NULL);
  type (fixture->ours, 2, 0, 0, "x");
  fixture->n_typed = 1;
  g_idle_add_full (G_PRIORITY_DEFAULT, on ? type_on_cb : type_cb, fixture, NULL);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->done);
  g_assert_cmpuint (fixture->n_typed, >=, 2);
  typed = g_strnfill (fixture->n_typed, 'x');
  g_assert_true (g_str_has_prefix (get_translation (fixture->ours, 2), typed));
  g_assert_true (g_str_has_prefix (get_translation (fixture->ours, 2) + fixture->n_typed, "Yesterday"));
  g_assert_true (g_str_has_prefix (get_translation (fixture->ours, 1), "Today we"));
  if (on)
    while (g_main_context_iteration (NULL, FALSE))
      ;
}

static void
test_failing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DzProject) other = dz_project_new (NULL);
  g_autofree char *before = NULL, *after = NULL;

  type (fixture->ours, 0, 0, 9, "Today");
  type (fixture->theirs, 1, 0, 9, "Today");
  before = write_project (fixture->ours);
  start (fixture, cancellable);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&fixture->error);
  dz_merging_run_async (fixture->ours, NULL, other, "Merge", NULL, finished_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN);
  after = write_project (fixture->ours);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/merging/one-step", Fixture, NULL, set_up, test_one_step, tear_down);
  g_test_add ("/merging/conflicts", Fixture, NULL, set_up, test_conflicts, tear_down);
  g_test_add ("/merging/nothing-new", Fixture, NULL, set_up, test_nothing_new, tear_down);
  g_test_add ("/merging/typed-meanwhile", Fixture, GINT_TO_POINTER (FALSE), set_up, test_typed_meanwhile, tear_down);
  g_test_add ("/merging/typed-on", Fixture, GINT_TO_POINTER (TRUE), set_up, test_typed_meanwhile, tear_down);
  g_test_add ("/merging/failing", Fixture, NULL, set_up, test_failing, tear_down);
  return g_test_run ();
}
