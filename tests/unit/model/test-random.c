#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "describe.h"
#include "naive.h"
#include "random-changes.h"

typedef struct
{
  DzProject *project;
  DzProject *mirror; /* which is only told what the lines of a journal would tell it */
  Naive *naive;
  GRand *random;
  GHashTable *seen; /* block → what a widget last showed of its highlights; away when it was told to look again */
  guint n_applied;
  guint n_refused;
} Run;

static void
changed_cb (DzProject *project, DzChange *change, Run *run)
{
  g_autoptr (DzChange) copy = copy_change (change);
  g_autoptr (GError) error = NULL;

  dz_project_apply (run->mirror, copy, &error);
  g_assert_no_error (error);
}

static void
forget_cb (DzBlock *block, guint side, Run *run)
{
  g_hash_table_remove (run->seen, block);
}

static void
text_changed_cb (DzBlock *block, guint side, guint position, guint removed, guint inserted, Run *run)
{
  DzText *text = dz_block_get_text (block, side);

  g_assert_cmpuint (position + inserted, <=, dz_text_get_length (text));
  g_hash_table_remove (run->seen, block);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Run *run)
{
  for (guint i = position; i < position + added; i++)
    g_hash_table_remove (run->seen, dz_document_get_block (DZ_DOCUMENT (model), i));
}

static char *
show (DzProject *project, DzBlock *block)
{
  GString *shown = g_string_new (NULL);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_autoptr (GPtrArray) on = dz_project_highlights_on (project, block, side);

      for (guint i = 0; i < on->len; i++)
        {
          DzHighlight *highlight = g_ptr_array_index (on, i);
          g_autofree char *tags = g_strjoinv (",", (GStrv)dz_highlight_get_tags (highlight));
          guint start;
          guint end;

          g_assert_true (dz_project_highlight_range (project, highlight, side, block, &start, &end));
          g_string_append_printf (shown, "%u %s %u-%u %s\n", side, dz_highlight_get_id (highlight), start, end, tags);
        }
    }

  return g_string_free (shown, FALSE);
}

/* Every block looks as it did, or said that it does not. */
static void
check_signals (Run *run)
{
  DzDocument *document = dz_project_lookup_document (run->project, "d");

  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    {
      DzBlock *block = dz_document_get_block (document, i);
      const char *before = g_hash_table_lookup (run->seen, block);
      char *now = show (run->project, block);

      if (before != NULL)
        g_assert_cmpstr (before, ==, now);
      g_hash_table_insert (run->seen, g_object_ref (block), now);
      if (!g_signal_handler_find (block, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, run))
        {
          g_signal_connect (block, "highlights-changed", G_CALLBACK (forget_cb), run);
          g_signal_connect (block, "text-changed", G_CALLBACK (text_changed_cb), run);
        }
    }
}

static void
assert_description (DzProject *project, const char *expected)
{
  g_autofree char *description = describe_project (project);

  g_assert_cmpstr (description, ==, expected);
}

/* Applies it, takes it back, does it again; the naive model and the mirror go along. */
static void
do_change (Run *run)
{
  g_autoptr (DzChange) change = random_change (run->project, run->random);
  g_autoptr (DzChange) inverse = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = describe_project (run->project);
  g_autofree char *after = NULL;

  if (!dz_project_apply (run->project, change, &error))
    {
      g_assert_nonnull (error);
      assert_description (run->project, before);
      run->n_refused++;
      return;
    }

  run->n_applied++;
  naive_apply (run->naive, change);
  naive_check (run->naive, run->project);
  check_signals (run);
  after = describe_project (run->project);
  inverse = dz_change_invert (change);
  dz_project_apply (run->project, inverse, &error);
  g_assert_no_error (error);
  assert_description (run->project, before);
  check_signals (run);
  dz_project_apply (run->project, change, &error);
  g_assert_no_error (error);
  assert_description (run->project, after);
  check_signals (run);
  assert_description (run->mirror, after);
}

static void
do_hostile_change (Run *run)
{
  g_autoptr (DzChange) change = spoil_change (run->project, run->random, random_change (run->project, run->random));
  g_autofree char *before = describe_project (run->project);
  g_autoptr (GError) error = NULL;

  if (dz_project_apply (run->project, change, &error))
    {
      g_autoptr (DzChange) inverse = dz_change_invert (change);

      dz_project_apply (run->project, inverse, &error);
      g_assert_no_error (error);
    }
  else
    {
      g_assert_cmpint (error->domain, ==, DZ_MODEL_ERROR);
    }
  assert_description (run->project, before);
  check_signals (run);
}

static void
do_cancelled_step (Run *run)
{
  g_autofree char *before = describe_project (run->project);

  dz_project_begin_step (run->project, "Cancelled");
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (DzChange) change = random_change (run->project, run->random);

      dz_project_apply (run->project, change, NULL);
    }
  dz_project_cancel_step (run->project);
  assert_description (run->project, before);
  assert_description (run->mirror, before);
}

static void
run_start (Run *run, guint seed)
{
  run->project = random_project ();
  run->mirror = random_project ();
  run->naive = naive_new (dz_project_lookup_document (run->project, "d"));
  run->random = g_rand_new_with_seed (seed);
  run->seen = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  g_signal_connect (run->project, "changed", G_CALLBACK (changed_cb), run);
  g_signal_connect (dz_project_lookup_document (run->project, "d"), "items-changed", G_CALLBACK (items_changed_cb),
                    run);
  check_signals (run);
}

static void
run_end (Run *run)
{
  g_hash_table_unref (run->seen);
  g_rand_free (run->random);
  naive_free (run->naive);
  g_assert_finalize_object (run->project);
  g_assert_finalize_object (run->mirror);
}

static void
test_random_changes (void)
{
  guint seed = random_from_environment ("DUIZHAO_TEST_SEED", g_random_int ());
  guint n_changes = random_from_environment ("DUIZHAO_TEST_CHANGES", 10000);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  Run run = { NULL };

  g_test_message ("DUIZHAO_TEST_SEED=%u DUIZHAO_TEST_CHANGES=%u", seed, n_changes);
  run_start (&run, seed);
  first = describe_project (run.project);
  while (run.n_applied < n_changes)
    {
      do_change (&run);
      if (run.n_applied % 7 == 0)
        do_hostile_change (&run);
      if (run.n_applied % 101 == 0)
        do_cancelled_step (&run);
    }
  g_test_message ("%u changes applied, inverted and applied again; %u did not fit", run.n_applied, run.n_refused);

  last = describe_project (run.project);
  while (dz_project_undo (run.project))
    ;
  assert_description (run.project, first);
  assert_description (run.mirror, first);
  g_assert_false (dz_project_get_modified (run.project));
  while (dz_project_redo (run.project))
    ;
  assert_description (run.project, last);
  assert_description (run.mirror, last);
  naive_check (run.naive, run.project);
  run_end (&run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/random/changes", test_random_changes);
  return g_test_run ();
}
