#include "config.h"

#include <string.h>

#include "dz-random-edits.h"
#include "fuzz.h"
#include "model/dz-become.h"
#include "model/dz-project-copy.h"
#include "store/dz-merge.h"
#include "store/dz-project-json.h"

/* The input is either a row of edits of two bytes and who makes them, or two or three project files with an empty line
 * between them: ours, theirs and what they began with. */

typedef enum
{
  BEFORE, /* they parted */
  OURS,
  THEIRS,
  BOTH, /* with the same ids */
} Who;

#define STEP 3
#define MOST_STEPS 48
#define N_CHOICES 4

typedef struct
{
  DzProject *base; /* nullable */
  DzProject *ours;
  DzProject *theirs;
} Three;

static void
three_clear (Three *three)
{
  g_clear_object (&three->base);
  g_clear_object (&three->ours);
  g_clear_object (&three->theirs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Three, three_clear)

/* @at: where the step stands, which makes the ids of new objects other ones than those of other steps. */
static void
edit (DzProject *project, const uint8_t *step, guint32 at)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)step[1] << 8 | step[2]);

  g_random_set_seed (at);
  dz_random_edit (project, rand);
}

static void
make_edited (Three *three, const uint8_t *data, size_t size)
{
  size_t n_steps = MIN (size / STEP, MOST_STEPS);

  three->base = fuzz_project_new ();
  for (size_t i = 0; i < n_steps; i++)
    if (data[i * STEP] % 4 == BEFORE)
      edit (three->base, data + i * STEP, (guint32)i);
  three->ours = dz_project_copy (three->base);
  three->theirs = dz_project_copy (three->base);
  for (size_t i = 0; i < n_steps; i++)
    {
      Who who = data[i * STEP] % 4;

      if (who == OURS || who == BOTH)
        edit (three->ours, data + i * STEP, (guint32)i);
      if (who == THEIRS || who == BOTH)
        edit (three->theirs, data + i * STEP, (guint32)i);
    }
  if (size % STEP != 0)
    g_clear_object (&three->base);
}

/* (nullable): the project that @text is, when it has all that the program writes. */
static DzProject *
read_file (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  gboolean newer = FALSE;
  g_autoptr (DzProject) project = dz_project_from_json (bytes, &newer, NULL);

  return newer ? NULL : g_steal_pointer (&project);
}

static gboolean
read_files (Three *three, const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) files = g_strsplit (text, "\n\n", 3);

  if (g_strv_length (files) < 2)
    return FALSE;
  three->ours = read_file (files[0]);
  three->theirs = read_file (files[1]);
  three->base = files[2] != NULL ? read_file (files[2]) : NULL;
  return three->ours != NULL && three->theirs != NULL && (files[2] == NULL || three->base != NULL);
}

/* The two values of every conflict that this merge found the other way round. */
static void
swap_names (const Three *three, DzProject *project)
{
  GListModel *list = dz_project_get_conflicts (project);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DzConflict) conflict = g_list_model_get_item (list, i);
      g_autoptr (DzConflict) other = dz_conflict_new (
          dz_conflict_get_id (conflict), dz_conflict_get_target (conflict), dz_conflict_get_what (conflict),
          dz_conflict_get_base (conflict), dz_conflict_get_theirs (conflict), dz_conflict_get_ours (conflict));
      g_autoptr (GPtrArray) out = g_ptr_array_new (), in = g_ptr_array_new ();
      g_autoptr (DzChange) leave = NULL, come = NULL;

      if (dz_project_lookup (three->ours, dz_conflict_get_id (conflict)) != NULL
          || dz_project_lookup (three->theirs, dz_conflict_get_id (conflict)) != NULL)
        continue;
      g_ptr_array_add (out, conflict);
      g_ptr_array_add (in, other);
      leave = dz_change_new_remove (NULL, i, out);
      come = dz_change_new_insert (NULL, i, in);
      g_assert_true (dz_project_apply (project, leave, NULL));
      g_assert_true (dz_project_apply (project, come, NULL));
    }
}

static void
check_symmetry (const Three *three, DzProject *merged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) other = dz_merge (three->base, three->theirs, three->ours, NULL, &error);

  g_assert_true ((merged == NULL) == (other == NULL));
  if (merged == NULL)
    return;
  swap_names (three, other);
  fuzz_check_equal (merged, other);
}

/* Merging @one with what it began with, or with itself, changes nothing and asks nothing. */
static void
check_alone (DzProject *base, DzProject *one, DzProject *other)
{
  g_autoptr (GError) error = NULL;
  guint n_conflicts = 0;
  g_autoptr (DzProject) merged = dz_merge (base, one, other, &n_conflicts, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_conflicts, ==, 0);
  fuzz_check_equal (merged, one == base ? other : one);
}

static void
check_choice (DzProject *merged, guint index, DzConflictChoice choice)
{
  g_autoptr (DzProject) project = dz_project_copy (merged);
  GListModel *list = dz_project_get_conflicts (project);
  guint n = g_list_model_get_n_items (list);
  g_autoptr (DzConflict) conflict = g_list_model_get_item (list, index);
  g_autofree char *title = dz_conflict_dup_title (project, conflict);
  g_autofree char *shown
      = choice != DZ_CONFLICT_BOTH ? dz_conflict_dup_shown (project, conflict, choice) : g_strdup ("");

  g_assert_true (g_utf8_validate (title, -1, NULL) && g_utf8_validate (shown, -1, NULL));
  if (!dz_conflict_can_choose (project, conflict, choice))
    return;
  dz_conflict_choose (project, conflict, choice);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n - 1);
  fuzz_check_saves (project);
  g_assert_true (dz_project_undo (project));
  fuzz_check_equal (project, merged);
}

/* Whoever sits before one of the copies can make it the merged one, and take that back. */
static void
check_become (DzProject *one, DzProject *merged)
{
  g_autoptr (DzProject) project = dz_project_copy (one);

  dz_edit_become (project, merged, "Merge");
  fuzz_check_equal (project, merged);
  while (dz_project_undo (project))
    ;
  fuzz_check_equal (project, one);
}

/* What merges is a project that can be saved; it is the same whoever is called ours; nothing is made up; every conflict can
 * be shown, chosen and taken back. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (Three) three = { 0 };
  g_autoptr (DzProject) merged = NULL;

  if (size == 0)
    return 0;
  if (*data != '{')
    make_edited (&three, data, size);
  else if (!read_files (&three, data, size))
    return 0;
  merged = dz_merge (three.base, three.ours, three.theirs, NULL, NULL);
  check_symmetry (&three, merged);
  if (merged == NULL)
    return 0;
  fuzz_check_saves (merged);
  check_become (three.ours, merged);
  check_alone (three.base, three.ours, three.ours);
  if (three.base != NULL)
    {
      check_alone (three.base, three.ours, three.base);
      check_alone (three.base, three.base, three.theirs);
    }
  for (guint i = 0; i < MIN (g_list_model_get_n_items (dz_project_get_conflicts (merged)), 4); i++)
    check_choice (merged, i, (data[size - 1] + i) % N_CHOICES);
  return 0;
}
