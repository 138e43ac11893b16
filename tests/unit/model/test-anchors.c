#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit.h"

/* Three blocks of "甲乙𠮷丁戊" (0 to 5); a passage is marked in them, one change is made, and taken back. */

static DzProject *
sample (DzAnchor *anchor)
{
  DzProject *project = dz_project_new ("p");
  g_autoptr (DzDocument) document = dz_document_new ("d", "");
  g_autoptr (DzText) text = dz_text_new ("甲乙𠮷丁戊");
  g_autoptr (DzHighlight) highlight = dz_highlight_new ("h", "d", anchor, NULL, NULL, NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      g_autoptr (DzBlock) block = dz_block_new (id, NULL, text, NULL);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (highlight), NULL));
  return project;
}

static char *
describe (DzAnchor *anchor)
{
  return anchor->orphan
             ? g_strdup_printf ("orphan %s:%u «%s» «%s» «%s»", anchor->start_block, anchor->start, anchor->before,
                                anchor->quote, anchor->after)
             : g_strdup_printf ("%s:%u %s:%u", anchor->start_block, anchor->start, anchor->end_block, anchor->end);
}

static void
assert_anchor (DzProject *project, const char *expected)
{
  DzAnchor *anchor = dz_highlight_get_anchor (dz_project_lookup_highlight (project, "h"), DZ_SIDE_ORIGINAL);
  g_autofree char *described = describe (anchor);

  g_assert_cmpstr (described, ==, expected);
}

/* Applies @change and takes it back. */
static void
assert_follows (DzAnchor *anchor, DzChange *change, const char *expected)
{
  g_autoptr (DzProject) project = sample (anchor);
  g_autofree char *before = describe (anchor);
  g_autoptr (GError) error = NULL;

  dz_project_apply (project, change, &error);
  g_assert_no_error (error);
  assert_anchor (project, expected);
  g_assert_true (dz_project_undo (project));
  assert_anchor (project, before);
  g_assert_true (dz_project_redo (project));
  assert_anchor (project, expected);
  dz_change_unref (change);
}

typedef struct
{
  guint start;
  guint end;
  guint position;
  guint removed;
  const char *inserted;
  const char *expected;
} Row;

static const Row rows[] = {
  { 1, 4, 0, 0, "新", "b1:2 b1:5" },
  { 1, 4, 1, 0, "新", "b1:2 b1:5" },
  { 1, 4, 2, 0, "新", "b1:1 b1:5" },
  { 1, 4, 4, 0, "新", "b1:1 b1:4" },
  { 1, 4, 5, 0, "新", "b1:1 b1:4" },
  { 1, 4, 0, 2, "", "b1:0 b1:2" },
  { 1, 4, 2, 1, "", "b1:1 b1:3" },
  { 1, 4, 3, 2, "", "b1:1 b1:3" },
  { 1, 4, 0, 2, "新新", "b1:2 b1:4" },
  { 1, 4, 1, 1, "新", "b1:2 b1:4" },
  { 1, 4, 2, 1, "新新", "b1:1 b1:5" },
  { 1, 4, 3, 1, "新", "b1:1 b1:3" },
  { 1, 4, 1, 3, "", "orphan b1:1 «甲» «乙𠮷丁» «戊»" },
  { 1, 4, 1, 3, "新", "orphan b1:1 «甲» «乙𠮷丁» «戊»" },
  { 1, 4, 0, 5, "", "orphan b1:0 «甲» «乙𠮷丁» «戊»" },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (DzAnchor) anchor = dz_anchor_new ("b1", row->start, "b1", row->end);
      g_autoptr (DzText) text = dz_text_new ("甲乙𠮷丁戊");
      g_autoptr (DzText) removed = dz_text_slice (text, row->position, row->position + row->removed);
      g_autoptr (DzText) inserted = dz_text_new (row->inserted);

      assert_follows (anchor, dz_change_new_text ("b1", DZ_SIDE_ORIGINAL, row->position, removed, inserted),
                      row->expected);
    }
}

static void
test_other_side_and_block (void)
{
  g_autoptr (DzAnchor) anchor = dz_anchor_new ("b1", 1, "b1", 4);
  g_autoptr (DzText) inserted = dz_text_new ("new");

  assert_follows (anchor, dz_change_new_text ("b1", DZ_SIDE_TRANSLATION, 0, NULL, inserted), "b1:1 b1:4");
  assert_follows (anchor, dz_change_new_text ("b0", DZ_SIDE_ORIGINAL, 0, NULL, inserted), "b1:1 b1:4");
}

static DzChange *
cut (guint position)
{
  g_autoptr (DzText) text = dz_text_new ("甲乙𠮷丁戊");
  g_autoptr (DzText) behind = dz_text_slice (text, position, 5);
  g_autoptr (DzBlock) block = dz_block_new ("new", NULL, behind, NULL);

  return dz_change_new_split ("b1", position, 0, DZ_ENTITY (block));
}

static void
test_split (void)
{
  g_autoptr (DzAnchor) anchor = dz_anchor_new ("b1", 1, "b1", 4);

  assert_follows (anchor, cut (1), "new:0 new:3");
  assert_follows (anchor, cut (2), "b1:1 new:2");
  assert_follows (anchor, cut (4), "b1:1 b1:4");
}

/* Blocks are named by id alone, as in a file: the project's own are found. */
static DzChange *
take_out (guint index, guint n_blocks)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DzText) text = dz_text_new ("甲乙𠮷丁戊");

  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", index + i);

      g_ptr_array_add (blocks, dz_block_new (id, NULL, text, NULL));
    }
  return dz_change_new_remove ("d", index, blocks);
}

static void
test_blocks_leave (void)
{
  g_autoptr (DzAnchor) one = dz_anchor_new ("b1", 1, "b1", 4);
  g_autoptr (DzAnchor) all = dz_anchor_new ("b0", 3, "b2", 2);

  assert_follows (one, take_out (0, 1), "b1:1 b1:4");
  assert_follows (one, take_out (1, 1), "orphan b0:5 «甲» «乙𠮷丁» «戊»");
  assert_follows (one, take_out (0, 2), "orphan b2:0 «甲» «乙𠮷丁» «戊»");
  assert_follows (one, take_out (0, 3), "orphan (null):0 «甲» «乙𠮷丁» «戊»");
  assert_follows (all, take_out (0, 1), "b1:0 b2:2");
  assert_follows (all, take_out (1, 1), "b0:3 b2:2");
  assert_follows (all, take_out (1, 2), "b0:3 b0:5");
}

static void
test_blocks_move (void)
{
  g_autoptr (DzAnchor) one = dz_anchor_new ("b1", 1, "b1", 4);
  g_autoptr (DzAnchor) two = dz_anchor_new ("b0", 3, "b1", 2);

  assert_follows (one, dz_change_new_move ("b1", "d", 1, "d", 2), "b1:1 b1:4");
  assert_follows (two, dz_change_new_move ("b0", "d", 0, "d", 2), "b1:0 b1:2");
  assert_follows (two, dz_change_new_move ("b2", "d", 2, "d", 1), "b0:3 b1:2");
}

static void
test_ends_pass_over_empty_blocks (void)
{
  g_autoptr (DzAnchor) anchor = dz_anchor_new ("b0", 3, "b2", 2);
  g_autoptr (DzProject) project = sample (anchor);
  DzBlock *blocks[3];

  for (guint i = 0; i < 3; i++)
    blocks[i] = dz_document_get_block (dz_project_lookup_document (project, "d"), i);
  dz_edit_type (project, blocks[1], DZ_SIDE_ORIGINAL, 0, 5, "");
  assert_anchor (project, "b0:3 b2:2");
  dz_edit_type (project, blocks[2], DZ_SIDE_ORIGINAL, 0, 2, "");
  assert_anchor (project, "b0:3 b0:5");
  dz_edit_type (project, blocks[0], DZ_SIDE_ORIGINAL, 3, 5, "");
  assert_anchor (project, "orphan b0:3 «甲乙𠮷» «丁戊» «»");
  while (dz_project_undo (project))
    ;
  assert_anchor (project, "b0:3 b2:2");
}

static void
test_orphan_follows (void)
{
  g_autoptr (DzAnchor) anchor = dz_anchor_new_orphan ("b1", 3, "旧", NULL, NULL);
  g_autoptr (DzText) inserted = dz_text_new ("新");

  assert_follows (anchor, dz_change_new_text ("b1", DZ_SIDE_ORIGINAL, 1, NULL, inserted),
                  "orphan b1:4 «(null)» «旧» «(null)»");
  assert_follows (anchor, cut (2), "orphan new:1 «(null)» «旧» «(null)»");
  assert_follows (anchor, take_out (1, 1), "orphan b0:5 «(null)» «旧» «(null)»");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/anchors/text", test_text);
  g_test_add_func ("/model/anchors/other-side-and-block", test_other_side_and_block);
  g_test_add_func ("/model/anchors/split", test_split);
  g_test_add_func ("/model/anchors/blocks-leave", test_blocks_leave);
  g_test_add_func ("/model/anchors/blocks-move", test_blocks_move);
  g_test_add_func ("/model/anchors/ends-pass-over-empty-blocks", test_ends_pass_over_empty_blocks);
  g_test_add_func ("/model/anchors/orphan-follows", test_orphan_follows);

  return g_test_run ();
}
