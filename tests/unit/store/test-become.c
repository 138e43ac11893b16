#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "dz-random-edits.h"
#include "model/dz-become.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "random-changes.h"
#include "store/dz-change-json.h"
#include "store/dz-project-json.h"

static DzProject *
read_project (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  DzProject *project = dz_project_from_json (bytes, NULL, &error);

  g_assert_no_error (error);
  return project;
}

static char *
write_project (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_json (DzProject *project, const char *expected)
{
  g_autofree char *json = write_project (project);

  g_assert_cmpstr (json, ==, expected);
}

/* A second project that is only told the lines that a journal would have. */
static void
changed_cb (DzProject *project, DzChange *change, DzProject *mirror)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = dz_change_to_json (change);
  g_autoptr (DzChange) read = dz_change_from_json (line, &error);

  g_assert_no_error (error);
  dz_project_apply (mirror, read, &error);
  g_assert_no_error (error);
}

/* @project is @target afterwards, in one step that can be taken back and done again, and so is who reads its journal.
 */
static void
check_become (DzProject *project, DzProject *target)
{
  g_autofree char *before = write_project (project), *wanted = write_project (target);
  g_autoptr (DzProject) mirror = dz_project_copy (project);
  gulong handler = g_signal_connect (project, "changed", G_CALLBACK (changed_cb), mirror);

  dz_edit_become (project, target, "Become");
  assert_json (project, wanted);
  assert_json (target, wanted);
  assert_json (mirror, wanted);
  if (!g_str_equal (before, wanted))
    {
      g_assert_cmpstr (dz_project_get_undo_label (project), ==, "Become");
      g_assert_true (dz_project_undo (project));
      assert_json (project, before);
      g_assert_true (dz_project_redo (project));
      assert_json (project, wanted);
      assert_json (mirror, wanted);
    }
  g_signal_handler_disconnect (project, handler);
}

/* Both ways, between projects that anybody could have. */
static void
check_both (DzProject *one, DzProject *other)
{
  g_autoptr (DzProject) first = dz_project_copy (one), second = dz_project_copy (other);

  check_become (first, other);
  check_become (second, one);
}

static void
check_json (const char *one, const char *other)
{
  g_autoptr (DzProject) first = read_project (one), second = read_project (other);

  check_both (first, second);
}

static void
test_random (void)
{
  guint seed = random_from_environment ("DUIZHAO_TEST_SEED", g_random_int ());
  guint n_pairs = random_from_environment ("DUIZHAO_TEST_PAIRS", 1500);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (DzProject) base = random_project ();

  g_test_message ("DUIZHAO_TEST_SEED=%u DUIZHAO_TEST_PAIRS=%u", seed, n_pairs);
  for (guint i = 0; i < n_pairs; i++)
    {
      g_autoptr (DzProject) one = dz_project_copy (base), other = dz_project_copy (base);
      guint n_edits = i % 10 == 0 ? 120 : 12;

      for (guint n = g_rand_int (random) % n_edits; n > 0; n--)
        dz_random_edit (one, random);
      for (guint n = g_rand_int (random) % n_edits; n > 0; n--)
        dz_random_edit (other, random);
      check_both (one, other);
      if (i % 3 == 0 && i % 50 < 40)
        g_set_object (&base, one);
      else if (i % 50 == 49)
        {
          g_object_unref (base);
          base = random_project ();
        }
    }
}

/* What one block alone becomes; all that is around it is checked by reading what was written. */
static void
check_block (DzProject *project, DzProject *target, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = write_project (project), *after = NULL;
  g_autoptr (DzProject) mirror = dz_project_copy (project), read = NULL;
  DzBlock *wanted = dz_project_lookup_block (target, id), *block;
  gulong handler = g_signal_connect (project, "changed", G_CALLBACK (changed_cb), mirror);

  dz_edit_become_block (project, target, id, "Become");
  after = write_project (project);
  assert_json (mirror, after);
  read = read_project (after);
  assert_json (read, after);
  block = dz_project_lookup_block (project, id);
  if (wanted == NULL || block == NULL)
    g_assert_true (wanted == NULL && block == NULL);
  else
    {
      g_assert_true (dz_entity_equal (DZ_ENTITY (block), DZ_ENTITY (wanted)));
      g_assert_cmpstr (dz_document_get_id (dz_project_document_of (project, block)), ==,
                       dz_document_get_id (dz_project_document_of (target, wanted)));
    }
  if (!g_str_equal (before, after))
    g_assert_true (dz_project_undo (project));
  assert_json (project, before);
  g_signal_handler_disconnect (project, handler);
}

/* Each block of @project, and each of @target. */
static void
check_blocks (DzProject *project, DzProject *target)
{
  DzProject *both[] = { project, target };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      GListModel *documents = dz_project_get_documents (both[i]);

      for (guint d = 0; d < g_list_model_get_n_items (documents); d++)
        {
          g_autoptr (DzDocument) document = g_list_model_get_item (documents, d);

          for (guint b = 0; b < dz_document_get_n_blocks (document); b++)
            {
              g_autofree char *id = g_strdup (dz_block_get_id (dz_document_get_block (document, b)));

              check_block (project, target, id);
            }
        }
    }
}

static void
test_random_blocks (void)
{
  guint seed = random_from_environment ("DUIZHAO_TEST_SEED", g_random_int ());
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("DUIZHAO_TEST_SEED=%u", seed);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (DzProject) one = random_project (), other = random_project ();

      for (guint n = 0; n < 10 + i; n++)
        {
          dz_random_edit (one, random);
          dz_random_edit (other, random);
        }
      check_blocks (one, other);
    }
}

/* It comes back behind the block that was before it, with the highlight that lay on it. */
static void
test_block_comes_back (void)
{
  g_autoptr (DzProject) project = random_project ();
  DzDocument *document = dz_project_lookup_document (project, "d");
  DzBlock *block = dz_edit_insert_block (project, document, 2, NULL);
  g_autofree char *id = g_strdup (dz_block_get_id (block)), *highlight = NULL;
  g_autoptr (DzProject) earlier = NULL;

  dz_edit_type (project, block, DZ_SIDE_ORIGINAL, 0, 0, "我们走到今天");
  highlight = g_strdup (dz_highlight_get_id (dz_edit_highlight (project, DZ_SIDE_ORIGINAL, block, 1, block, 3, NULL)));
  earlier = dz_project_copy (project);
  dz_edit_remove_highlight (project, dz_project_lookup_highlight (project, highlight));
  dz_edit_remove_blocks (project, document, 2, 1);
  dz_edit_insert_block (project, document, 0, NULL);
  dz_edit_become_block (project, earlier, id, "Bring Back");
  g_assert_cmpuint (dz_document_index_of (document, dz_project_lookup_block (project, id)), ==, 3);
  g_assert_nonnull (dz_project_lookup_highlight (project, highlight));
  g_assert_cmpstr (dz_project_get_undo_label (project), ==, "Bring Back");
}

/* Who reads a step line by line finds the same words for a passage that was deleted piece by piece. */
static void
test_lines_of_a_step (void)
{
  g_autoptr (DzProject) project = random_project (), mirror = NULL;
  DzBlock *block = dz_edit_insert_block (project, dz_project_lookup_document (project, "d"), 0, NULL);
  g_autofree char *json = NULL;

  dz_edit_type (project, block, DZ_SIDE_ORIGINAL, 0, 0, "我们走到今天");
  dz_edit_highlight (project, DZ_SIDE_ORIGINAL, block, 1, block, 4, NULL);
  mirror = dz_project_copy (project);
  g_signal_connect (project, "changed", G_CALLBACK (changed_cb), mirror);
  for (guint i = 4; i > 1; i--)
    dz_edit_type (project, block, DZ_SIDE_ORIGINAL, i - 1, i, "");
  json = write_project (project);
  g_assert_nonnull (strstr (json, "\"quote\": \"们走到\""));
  assert_json (mirror, json);
}

static void
test_equal (void)
{
  g_autoptr (DzProject) project = random_project (), copy = dz_project_copy (project);

  dz_edit_become (project, copy, "Become");
  g_assert_false (dz_project_get_can_undo (project));
}

#define HEAD "{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\","

static void
test_unknown_members (void)
{
  check_json (HEAD "\"later\":1}", HEAD "\"later\":2,\"more\":[{}]}");
  check_json (HEAD "\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\",\"later\":\"x\"}]}]}",
              HEAD "\"documents\":[{\"id\":\"d\",\"later\":null,\"blocks\":[{\"id\":\"b\"}]}]}");
  check_json (HEAD "\"tags\":[{\"id\":\"t\",\"color\":\"#3584e4\",\"later\":1}]}",
              HEAD "\"tags\":[{\"id\":\"t\",\"color\":\"#3584e4\"}],\"later\":true}");
}

/* One id for things of two kinds, and what cannot change but by leaving and coming back. */
static void
test_other_things (void)
{
  check_json (HEAD "\"speakers\":[{\"id\":\"x\"}],\"tags\":[{\"id\":\"y\",\"color\":\"#3584e4\"}],"
                   "\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\",\"speaker\":\"x\",\"original\":\"我们\"}]}],"
                   "\"highlights\":[{\"id\":\"h\",\"document\":\"d\",\"tags\":[\"y\"],\"original\":"
                   "{\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\",\"position\":1},"
                   "\"quote\":\"我\"}}]}",
              HEAD "\"speakers\":[{\"id\":\"y\"}],\"tags\":[{\"id\":\"x\",\"color\":\"#3584e4\"}],"
                   "\"documents\":[{\"id\":\"h\",\"blocks\":[{\"id\":\"d\",\"speaker\":\"y\",\"original\":\"他们\"}]}],"
                   "\"highlights\":[{\"id\":\"b\",\"document\":\"h\",\"tags\":[\"x\"],\"original\":"
                   "{\"start\":{\"block\":\"d\",\"position\":0},\"end\":{\"block\":\"d\",\"position\":1},"
                   "\"quote\":\"他\"}}]}");
  check_json (HEAD "\"pictures\":[{\"id\":\"i\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}]}",
              HEAD "\"pictures\":[{\"id\":\"i\",\"media_type\":\"image/png\",\"data\":\"AAAB\"}]}");
  check_json (HEAD "\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"a\"},{\"id\":\"b\",\"original\":\"我们\"}]},"
                   "{\"id\":\"e\"}],\"highlights\":[{\"id\":\"h\",\"document\":\"d\",\"original\":"
                   "{\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\",\"position\":1},"
                   "\"quote\":\"我\"}}]}",
              HEAD "\"documents\":[{\"id\":\"e\",\"blocks\":[{\"id\":\"b\",\"original\":\"我们\"}]},{\"id\":\"d\"}],"
                   "\"highlights\":[{\"id\":\"h\",\"document\":\"e\",\"original\":"
                   "{\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\",\"position\":1},"
                   "\"quote\":\"我\"}}]}");
}

static void
test_conflicts (void)
{
  check_json (HEAD "\"conflicts\":[{\"id\":\"c\",\"target\":\"p\",\"what\":\"title\",\"ours\":\"甲\","
                   "\"theirs\":\"乙\"},{\"id\":\"e\",\"target\":\"p\",\"what\":\"title\"}]}",
              HEAD "\"conflicts\":[{\"id\":\"e\",\"target\":\"p\",\"what\":\"title\",\"base\":\"丙\"},"
                   "{\"id\":\"f\",\"target\":\"b\",\"what\":\"place\"},{\"id\":\"c\",\"target\":\"p\","
                   "\"what\":\"title\",\"ours\":\"甲\",\"theirs\":\"乙\"}]}");
}

/* Tags that change places with those above them. */
static void
test_tag_tree (void)
{
#define TAG(id) "{\"id\":\"" id "\",\"color\":\"#3584e4\""
  check_json (HEAD "\"tags\":[" TAG ("a") ",\"children\":[" TAG ("b") ",\"children\":[" TAG ("c") "}]}]}]}",
              HEAD "\"tags\":[" TAG ("c") ",\"children\":[" TAG ("b") ",\"children\":[" TAG ("a") "}]}]}]}");
  check_json (HEAD "\"tags\":[" TAG ("a") ",\"children\":[" TAG ("b") "}," TAG ("c") "}]}]}",
              HEAD "\"tags\":[" TAG ("c") "}," TAG ("n") ",\"children\":[" TAG ("b") "}]}]}");
#undef TAG
}

static void
collect_cb (DzProject *project, DzChange *change, GPtrArray *changes)
{
  g_ptr_array_add (changes, dz_change_ref (change));
}

/* @tag, with as many under each other below it as there is room for. */
static DzTag *
fill_down (DzProject *project, DzTag *tag)
{
  while (tag == NULL || dz_tag_get_depth (tag) < DZ_TAG_MAX_DEPTH)
    tag = dz_edit_add_tag (project, tag, "深", NULL);
  return tag;
}

static void
test_deep_tags (void)
{
  g_autoptr (DzProject) one = dz_project_new ("p"), other = dz_project_new ("p");
  g_autofree char *json = NULL;
  DzTag *tag = dz_edit_add_tag (one, NULL, "甲", NULL), *deepest, *beside;

  fill_down (one, tag);
  g_object_unref (other);
  other = dz_project_copy (one);
  deepest = fill_down (other, NULL);
  dz_edit_move_tag (other, dz_project_lookup_tag (other, dz_tag_get_id (tag)), deepest, 0);
  g_assert_cmpuint (dz_tag_get_depth (deepest), ==, DZ_TAG_MAX_DEPTH);
  g_assert_cmpuint (g_list_model_get_n_items (dz_tag_get_children (deepest)), ==, 0);
  beside = dz_edit_add_tag (other, deepest, "旁", NULL);
  g_assert_true (dz_tag_get_parent (beside) == dz_tag_get_parent (deepest));
  while (g_list_model_get_n_items (dz_tag_get_children (dz_project_lookup_tag (other, dz_tag_get_id (tag)))) > 0)
    {
      g_autoptr (DzTag) child
          = g_list_model_get_item (dz_tag_get_children (dz_project_lookup_tag (other, dz_tag_get_id (tag))), 0);

      dz_edit_move_tag (other, child, NULL, 0);
      dz_edit_move_tag (other, dz_project_lookup_tag (other, dz_tag_get_id (tag)), dz_tag_get_parent (deepest), 0);
    }
  json = write_project (other);
  g_object_unref (read_project (json));
  check_both (one, other);
  dz_edit_merge_tag (other, dz_tag_get_parent (beside), beside);
  g_clear_pointer (&json, g_free);
  json = write_project (other);
  g_object_unref (read_project (json));
}

/* The middle alone is replaced, and a highlight beside it is not moved about. */
static void
test_little_is_touched (void)
{
  g_autoptr (DzProject) project
      = read_project (HEAD "\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\",\"original\":\"我们走到今天这一步\","
                           "\"original_spans\":[{\"start\":0,\"end\":9,\"kind\":\"bold\"}]}]}]}");
  g_autoptr (DzProject) target = read_project (
      HEAD "\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\",\"original\":\"我们才走到了今天这一步\","
           "\"original_spans\":[{\"start\":0,\"end\":11,\"kind\":\"bold\"}]}]}]}");
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)dz_change_unref);
  DzBlock *block = dz_project_lookup_block (project, "b");
  DzHighlight *highlight = dz_edit_highlight (project, DZ_SIDE_ORIGINAL, block, 5, block, 8, NULL);
  DzChange *change;

  g_assert_nonnull (highlight);
  g_signal_connect (project, "changed", G_CALLBACK (collect_cb), changes);
  dz_edit_become_block (project, target, "b", "Become");
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpint (change->kind, ==, DZ_CHANGE_TEXT);
  g_assert_cmpuint (change->position, ==, 2);
  g_assert_cmpstr (dz_text_get_string (change->removed), ==, "走到");
  g_assert_cmpstr (dz_text_get_string (change->inserted), ==, "才走到了");
  g_assert_cmpuint (dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL)->start, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/become/equal", test_equal);
  g_test_add_func ("/store/become/unknown-members", test_unknown_members);
  g_test_add_func ("/store/become/other-things", test_other_things);
  g_test_add_func ("/store/become/conflicts", test_conflicts);
  g_test_add_func ("/store/become/tag-tree", test_tag_tree);
  g_test_add_func ("/store/become/deep-tags", test_deep_tags);
  g_test_add_func ("/store/become/little-is-touched", test_little_is_touched);
  g_test_add_func ("/store/become/block-comes-back", test_block_comes_back);
  g_test_add_func ("/store/become/lines-of-a-step", test_lines_of_a_step);
  g_test_add_func ("/store/become/random", test_random);
  g_test_add_func ("/store/become/random-blocks", test_random_blocks);
  return g_test_run ();
}
