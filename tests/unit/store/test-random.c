#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "random-changes.h"
#include "store/dz-change-json.h"
#include "store/dz-project-json.h"

/* Changes of all kinds, those of undo and of cancelled steps among them: a second project that is only told the JSON
 * lines, and one that is loaded from what was saved, are the same bytes. */

static void
changed_cb (DzProject *project, DzChange *change, DzProject *mirror)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = dz_change_to_json (change);
  g_autoptr (DzChange) read = dz_change_from_json (line, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_null (strchr (line, '\n'));
  dz_project_apply (mirror, read, &error);
  g_assert_no_error (error);
  again = dz_change_to_json (read);
  g_assert_cmpstr (again, ==, line);
}

static void
assert_same (DzProject *project, DzProject *mirror)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = dz_project_to_json (project);
  g_autoptr (GBytes) mirrored = dz_project_to_json (mirror);
  g_autoptr (DzProject) loaded = dz_project_from_json (saved, NULL, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  again = dz_project_to_json (loaded);
  g_assert_true (g_bytes_equal (saved, mirrored));
  g_assert_true (g_bytes_equal (saved, again));
}

static void
test_random (void)
{
  guint seed = random_from_environment ("DUIZHAO_TEST_SEED", g_random_int ());
  guint n_changes = random_from_environment ("DUIZHAO_TEST_CHANGES", 10000);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (DzProject) project = random_project ();
  g_autoptr (DzProject) mirror = random_project ();

  g_test_message ("DUIZHAO_TEST_SEED=%u DUIZHAO_TEST_CHANGES=%u", seed, n_changes);
  g_signal_connect (project, "changed", G_CALLBACK (changed_cb), mirror);
  for (guint i = 0; i < n_changes; i++)
    {
      g_autoptr (DzChange) change = random_change (project, random);

      dz_project_apply (project, change, NULL);
      if (i % 5 == 0)
        dz_project_undo (project);
      if (i % 10 == 0)
        dz_project_redo (project);
      if (i % 40 == 0)
        assert_same (project, mirror);
    }
  while (dz_project_undo (project))
    ;
  assert_same (project, mirror);
  while (dz_project_redo (project))
    ;
  assert_same (project, mirror);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/random", test_random);
  return g_test_run ();
}
