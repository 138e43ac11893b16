#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "dz-random-edits.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "random-changes.h"
#include "store/dz-project-json.h"

#define N_ROUNDS 300

static void
edit (DzProject *project, GRand *random, guint n_edits)
{
  while (n_edits-- > 0)
    dz_random_edit (project, random);
}

static void
assert_json (DzProject *project, GBytes *expected)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

static void
test_equal (void)
{
  static const char json[] = "{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\",\"title\":\"长谈\",\"later\":[1],"
                             "\"tags\":[{\"id\":\"t\",\"name\":\"甲\",\"color\":\"#3584e4\",\"later\":2,\"children\":"
                             "[{\"id\":\"u\",\"name\":\"乙\",\"color\":\"#3584e4\"}]}],"
                             "\"speakers\":[{\"id\":\"s\",\"name\":\"主持人\"}],"
                             "\"documents\":[{\"id\":\"d\",\"details\":[[\"机构\",\"某\"]],\"blocks\":[{\"id\":\"b\","
                             "\"kind\":\"heading\",\"level\":2,\"speaker\":\"s\",\"turn\":true,\"state\":\"final\","
                             "\"original\":\"我们\",\"translation\":\"We\",\"later\":null}]}],"
                             "\"highlights\":[{\"id\":\"h\",\"document\":\"d\",\"tags\":[\"u\"],\"note\":\"看\","
                             "\"original\":{\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\","
                             "\"position\":2},\"quote\":\"我们\"}}],"
                             "\"pictures\":[{\"id\":\"i\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, sizeof json - 1), written = NULL;
  g_autoptr (DzProject) project = dz_project_from_json (bytes, NULL, &error);
  g_autoptr (DzProject) copy = NULL;
  g_autoptr (GPtrArray) on = NULL;

  g_assert_no_error (error);
  written = dz_project_to_json (project);
  copy = dz_project_copy (project);
  g_assert_finalize_object (g_steal_pointer (&project));
  assert_json (copy, written);
  g_assert_cmpuint (dz_tag_get_n_highlights (dz_project_lookup_tag (copy, "u")), ==, 1);
  g_assert_true (dz_tag_get_parent (dz_project_lookup_tag (copy, "u")) == dz_project_lookup_tag (copy, "t"));
  on = dz_project_highlights_on (copy, dz_project_lookup_block (copy, "b"), DZ_SIDE_ORIGINAL);
  g_assert_cmpuint (on->len, ==, 1);
  g_assert_false (dz_project_get_modified (copy));
  g_assert_false (dz_project_get_can_undo (copy));
}

/* What is not in use can leave a copy, and what is in use cannot, as in the project itself. */
static void
test_counts (void)
{
  g_autoptr (DzProject) project = random_project ();
  g_autoptr (DzProject) copy = dz_project_copy (project);

  for (guint i = 0; i < g_list_model_get_n_items (dz_project_get_speakers (project)); i++)
    {
      g_autoptr (DzEntity) speaker = g_list_model_get_item (dz_project_get_speakers (project), i);
      DzEntity *same = dz_project_lookup (copy, dz_entity_get_id (speaker));
      g_autoptr (GPtrArray) objects = g_ptr_array_new (), copies = g_ptr_array_new ();
      g_autoptr (DzChange) change = NULL, change_of_copy = NULL;

      g_ptr_array_add (objects, speaker);
      g_ptr_array_add (copies, same);
      change = dz_change_new_remove (NULL, i, objects);
      change_of_copy = dz_change_new_remove (NULL, i, copies);
      if (!dz_project_apply (project, change, NULL))
        g_assert_false (dz_project_apply (copy, change_of_copy, NULL));
      else
        g_assert_true (dz_project_apply (copy, change_of_copy, NULL) && dz_project_undo (project));
      if (dz_project_get_can_undo (copy))
        dz_project_undo (copy);
    }
}

/* Each goes its own way, and neither changes the other. */
static void
test_apart (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  g_autoptr (DzProject) project = random_project ();

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (DzProject) copy = dz_project_copy (project), second = NULL;
      g_autoptr (GBytes) bytes = dz_project_to_json (project), changed = NULL;

      edit (project, random, 5);
      assert_json (copy, bytes);
      changed = dz_project_to_json (project);
      second = dz_project_copy (copy);
      edit (copy, random, 5);
      assert_json (project, changed);
      assert_json (second, bytes);
      while (dz_project_undo (copy))
        ;
      assert_json (copy, bytes);
    }
}

static gpointer
serialise (gpointer copy)
{
  GBytes *bytes = dz_project_to_json (copy);

  g_object_unref (copy);
  return bytes;
}

/* As saving does: a thread writes and frees the copy while a person goes on. */
static void
test_thread (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (21);
  g_autoptr (DzProject) project = random_project ();

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GBytes) bytes = dz_project_to_json (project), written = NULL;
      GThread *thread = g_thread_new ("serialise", serialise, dz_project_copy (project));

      edit (project, random, 20);
      written = g_thread_join (thread);
      g_assert_true (g_bytes_equal (written, bytes));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/project-copy/equal", test_equal);
  g_test_add_func ("/store/project-copy/counts", test_counts);
  g_test_add_func ("/store/project-copy/apart", test_apart);
  g_test_add_func ("/store/project-copy/thread", test_thread);
  return g_test_run ();
}
