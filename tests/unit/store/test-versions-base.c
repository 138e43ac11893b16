/* Which state two copies of a project began with, when nobody wrote it down: seen by what a merge does with it. */

#include "config.h"

#include "dz-test-home.h"
#include "merge-fixture.h"
#include "model/dz-conflict.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "store/dz-project-json.h"
#include "store/dz-versions.h"

typedef struct
{
  DzProject *ours;
  DzProject *theirs;
  DzVersions *versions;
  guint n_kept;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ours = make_project (6);
  fixture->versions = dz_versions_new (dz_project_get_id (fixture->ours));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->ours);
  g_clear_object (&fixture->theirs);
  g_object_unref (fixture->versions);
}

static void
type (DzProject *project, guint block, const char *text)
{
  g_autofree char *id = g_strdup_printf ("block-%u", block);
  DzBlock *at = dz_project_lookup_block (project, id);

  dz_edit_type (project, at, DZ_SIDE_TRANSLATION, 0, dz_text_get_length (dz_block_get_text (at, DZ_SIDE_TRANSLATION)), text);
}

static const char *
get_translation (DzProject *project, guint block)
{
  g_autofree char *id = g_strdup_printf ("block-%u", block);

  return dz_text_get_string (dz_block_get_text (dz_project_lookup_block (project, id), DZ_SIDE_TRANSLATION));
}

/* With a reason, so that none thins out within the time of a test. */
static void
keep (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (fixture->ours);
  g_autofree char *reason = g_strdup_printf ("Step %u", fixture->n_kept++);
  g_autoptr (GError) error = NULL;

  g_usleep (2000);
  g_assert_true (dz_versions_keep (fixture->versions, bytes, NULL, reason, &error));
  g_assert_no_error (error);
}

static void
give_copy (Fixture *fixture)
{
  fixture->theirs = dz_project_copy (fixture->ours);
}

static DzProject *
merge_back (Fixture *fixture, guint *n_conflicts)
{
  g_autoptr (DzProject) base = dz_versions_find_base (fixture->versions, fixture->ours, fixture->theirs);

  return merge (base, fixture->ours, fixture->theirs, n_conflicts);
}

/* (transfer full) (nullable): what is to be chosen of a block */
static DzConflict *
find_conflict (DzProject *project, const char *block)
{
  GListModel *list = dz_project_get_conflicts (project);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DzConflict) conflict = g_list_model_get_item (list, i);

      if (g_str_equal (dz_conflict_get_target (conflict), block))
        return g_steal_pointer (&conflict);
    }
  return NULL;
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  give_copy (fixture);
  g_assert_null (dz_versions_find_base (fixture->versions, fixture->ours, fixture->theirs));
}

/* The state that was copied is one of the versions. */
static void
test_exact (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) merged = NULL;
  guint n;

  keep (fixture);
  type (fixture->ours, 0, "Done before they parted");
  type (fixture->ours, 1, "Done too");
  type (fixture->ours, 5, "Done, and left");
  keep (fixture);
  give_copy (fixture);
  type (fixture->theirs, 1, "Done too, and corrected by them");
  type (fixture->theirs, 2, "Theirs alone");
  type (fixture->ours, 0, "Redone here");
  type (fixture->ours, 3, "Ours alone");
  type (fixture->ours, 4, "Ours");
  type (fixture->theirs, 4, "Theirs");
  keep (fixture);
  merged = merge_back (fixture, &n);
  /* The one about what was written just before they parted is one too many. */
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (get_translation (merged, 0), ==, "Redone here");
  g_assert_cmpstr (get_translation (merged, 2), ==, "Theirs alone");
  g_assert_cmpstr (get_translation (merged, 3), ==, "Ours alone");
}

/* One translates, sends the copy, and the other corrects it: nothing to ask. */
static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) merged = NULL;
  guint n;

  tear_down (fixture, NULL);
  fixture->theirs = NULL;
  fixture->ours = make_project (14);
  fixture->versions = dz_versions_new (dz_project_get_id (fixture->ours));
  keep (fixture);
  for (guint i = 0; i < 14; i++)
    type (fixture->ours, i, "A new translation.");
  keep (fixture);
  give_copy (fixture);
  for (guint i = 0; i < 11; i++)
    type (fixture->theirs, i, "A corrected translation.");
  type (fixture->ours, 11, "Another translation.");
  merged = merge_back (fixture, &n);
  g_assert_cmpuint (n, ==, 0);
  for (guint i = 0; i < 11; i++)
    g_assert_cmpstr (get_translation (merged, i), ==, "A corrected translation.");
  g_assert_cmpstr (get_translation (merged, 11), ==, "Another translation.");
}

/* The first version after the copy was made has more than the copy: what was done meanwhile is not taken for something
 * that they took away. */
static void
test_too_young (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (GListModel) document = NULL;
  DzTag *tag;
  guint n;

  keep (fixture);
  type (fixture->ours, 0, "Before the copy");
  give_copy (fixture);
  type (fixture->ours, 1, "After the copy, and before the version");
  document = g_list_model_get_item (dz_project_get_documents (fixture->ours), 0);
  dz_edit_insert_block (fixture->ours, DZ_DOCUMENT (document), 2, NULL);
  tag = dz_edit_add_tag (fixture->ours, NULL, "人", NULL);
  dz_edit_highlight (fixture->ours, DZ_SIDE_ORIGINAL, dz_project_lookup_block (fixture->ours, "block-5"), 2,
                     dz_project_lookup_block (fixture->ours, "block-5"), 7, tag);
  keep (fixture);
  type (fixture->theirs, 4, "Theirs alone");
  merged = merge_back (fixture, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (get_translation (merged, 0), ==, "Before the copy");
  g_assert_cmpstr (get_translation (merged, 1), ==, "After the copy, and before the version");
  g_assert_cmpstr (get_translation (merged, 4), ==, "Theirs alone");
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_highlights (merged)), ==, 1);
  g_clear_object (&document);
  document = g_list_model_get_item (dz_project_get_documents (merged), 0);
  g_assert_cmpuint (g_list_model_get_n_items (document), ==, 7);
}

/* They copied it in the middle of a sentence, and no version tells: that is asked, and the other half stays. */
static void
test_half_a_sentence (Fixture *fixture, gconstpointer data)
{
  gboolean has_older = GPOINTER_TO_INT (data);
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (DzConflict) conflict = NULL;
  guint n;

  if (has_older)
    {
      keep (fixture);
      type (fixture->ours, 5, "Something else");
      keep (fixture);
    }
  type (fixture->ours, 0, "Half of a sentence");
  give_copy (fixture);
  type (fixture->ours, 0, "Half of a sentence, and the other half.");
  keep (fixture);
  type (fixture->theirs, 4, "Theirs alone");
  merged = merge_back (fixture, &n);
  /* When there is nothing older, what they wrote is asked about too. */
  g_assert_cmpuint (n, ==, has_older ? 1 : 2);
  conflict = find_conflict (merged, "block-0");
  g_assert_cmpstr (dz_conflict_get_ours (conflict), ==, "\"Half of a sentence, and the other half.\"");
  if (has_older)
    g_assert_cmpstr (get_translation (merged, 4), ==, "Theirs alone");
}

/* Nothing is older than the copy: what they have not stays, and what they wrote is asked about. */
static void
test_only_younger (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (DzConflict) conflict = NULL;
  g_autoptr (GListModel) document = NULL;

  give_copy (fixture);
  document = g_list_model_get_item (dz_project_get_documents (fixture->ours), 0);
  dz_edit_insert_block (fixture->ours, DZ_DOCUMENT (document), 2, NULL);
  keep (fixture);
  type (fixture->theirs, 4, "Written by them");
  merged = merge_back (fixture, NULL);
  conflict = find_conflict (merged, "block-4");
  g_assert_cmpstr (dz_conflict_get_theirs (conflict), ==, "\"Written by them\"");
  g_clear_object (&document);
  document = g_list_model_get_item (dz_project_get_documents (merged), 0);
  g_assert_cmpuint (g_list_model_get_n_items (document), ==, 7);
}

/* Whenever the copy was made and whichever versions are left, no words that were written here go without a word. */
static void
test_nothing_lost (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < MAX (rounds () / 25, 1); round++)
    {
      Fixture own = { NULL };
      guint parted = (guint) g_test_rand_int_range (0, 24), n_lost = 0;
      g_autoptr (DzProject) merged = NULL;

      set_up (&own, NULL);
      keep (&own);
      for (guint step = 0; step < 24; step++)
        {
          g_autofree char *words = g_strdup_printf ("Words of step %u", step);

          if (step == parted)
            give_copy (&own);
          type (own.ours, (guint) g_test_rand_int_range (0, 6), words);
          if (g_test_rand_int_range (0, 4) == 0)
            keep (&own);
        }
      for (guint i = 0; i < 2; i++)
        type (own.theirs, (guint) g_test_rand_int_range (0, 6), i ? "Their other words" : "Their words");
      merged = merge_back (&own, NULL);
      for (guint block = 0; block < 6; block++)
        {
          g_autofree char *id = g_strdup_printf ("block-%u", block);
          const char *ours = get_translation (own.ours, block), *theirs = get_translation (own.theirs, block);
          const char *now = get_translation (merged, block);
          g_autoptr (DzConflict) conflict = find_conflict (merged, id);
          gboolean asked = conflict != NULL;

          /* What stands there is ours, or what they wrote; anything older is a loss, unless both are kept to choose from. */
          n_lost += !asked && !g_str_equal (now, ours) && !g_str_has_prefix (theirs, "Their");
          n_lost += !asked && g_str_has_prefix (theirs, "Their") && !g_str_equal (now, theirs);
        }
      g_assert_cmpuint (n_lost, ==, 0);
      tear_down (&own, NULL);
    }
}

int
main (int argc, char **argv)
{
  char *home = dz_test_home_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/versions-base/none", Fixture, NULL, set_up, test_none, tear_down);
  g_test_add ("/versions-base/exact", Fixture, NULL, set_up, test_exact, tear_down);
  g_test_add ("/versions-base/corrected", Fixture, NULL, set_up, test_corrected, tear_down);
  g_test_add ("/versions-base/too-young", Fixture, NULL, set_up, test_too_young, tear_down);
  g_test_add ("/versions-base/half-a-sentence", Fixture, GINT_TO_POINTER (TRUE), set_up, test_half_a_sentence, tear_down);
  g_test_add ("/versions-base/half-a-sentence-first", Fixture, NULL, set_up, test_half_a_sentence, tear_down);
  g_test_add ("/versions-base/only-younger", Fixture, NULL, set_up, test_only_younger, tear_down);
  g_test_add ("/versions-base/nothing-lost", Fixture, NULL, set_up, test_nothing_lost, tear_down);
  status = g_test_run ();
  dz_test_home_remove (home);
  return status;
}
