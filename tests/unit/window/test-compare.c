#include "window/compare/dz-compare-folds.h"

#include "language/dz-diff.h"

static DzCompareItem *
append (GListStore *items, DzCompareKind kind)
{
  g_autoptr (DzCompareItem) item = dz_compare_item_new (kind, "Block", NULL);

  g_list_store_append (items, item);
  return item; /* the list keeps it */
}

static void
assert_fold (GArray *folds, guint index, guint first, guint n, gboolean folded)
{
  const DzCompareFold *fold = &g_array_index (folds, DzCompareFold, index);

  g_assert_cmpuint (fold->first, ==, first);
  g_assert_cmpuint (fold->n, ==, n);
  g_assert_cmpint (fold->folded, ==, folded);
}

static void
test_folds (void)
{
  g_autoptr (GListStore) items = g_list_store_new (DZ_TYPE_COMPARE_ITEM);
  g_autoptr (GArray) folds = NULL;
  guint n_different;
  DzCompareItem *open;

  append (items, DZ_COMPARE_SAME);
  append (items, DZ_COMPARE_SAME);
  append (items, DZ_COMPARE_CHANGED);
  append (items, DZ_COMPARE_ADDED);
  append (items, DZ_COMPARE_SAME);
  open = append (items, DZ_COMPARE_SAME);
  append (items, DZ_COMPARE_SAME);
  dz_compare_item_set_unfolded (open, TRUE);

  folds = dz_compare_folds_make (G_LIST_MODEL (items), &n_different);
  g_assert_cmpuint (n_different, ==, 2);
  g_assert_cmpuint (folds->len, ==, 6);
  assert_fold (folds, 0, 0, 2, TRUE);
  assert_fold (folds, 1, 2, 1, FALSE);
  assert_fold (folds, 2, 3, 1, FALSE);
  assert_fold (folds, 3, 4, 1, TRUE);
  assert_fold (folds, 4, 5, 1, FALSE);
  assert_fold (folds, 5, 6, 1, TRUE);
  for (guint i = 0; i < 7; i++)
    {
      const DzCompareFold *fold = &g_array_index (folds, DzCompareFold, dz_compare_folds_find (folds, i));

      g_assert_cmpuint (fold->first, <=, i);
      g_assert_cmpuint (fold->first + fold->n, >, i);
    }
  g_assert_cmpuint (dz_compare_folds_find (folds, 7), ==, G_MAXUINT);
}

static void
test_no_folds (void)
{
  g_autoptr (GListStore) items = g_list_store_new (DZ_TYPE_COMPARE_ITEM);
  guint n_different = 7;
  g_autoptr (GArray) none = dz_compare_folds_make (NULL, &n_different);
  g_autoptr (GArray) empty = dz_compare_folds_make (G_LIST_MODEL (items), &n_different);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (n_different, ==, 0);
}

static void
count_cb (gpointer object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_item (void)
{
  g_autoptr (DzCompareItem) item = dz_compare_item_new (DZ_COMPARE_CHANGED, "Block 1", NULL);
  guint notified = 0;
  const DzDiffEdit *edit;

  dz_compare_item_add_part (item, "Original", "一二三", "一二四");
  dz_compare_item_set_language (item, "zh");
  dz_compare_item_add_part (item, "Translation", NULL, "One");
  dz_compare_item_add_action (item, "back", "_Bring Back");
  g_assert_cmpuint (dz_compare_item_get_n_parts (item), ==, 2);
  g_assert_cmpstr (dz_compare_item_get_language (item, 0), ==, "zh");
  g_assert_null (dz_compare_item_get_language (item, 1));
  g_assert_cmpuint (dz_compare_item_get_edits (item, 0)->len, ==, 1);
  edit = &g_array_index (dz_compare_item_get_edits (item, 0), DzDiffEdit, 0);
  g_assert_cmpuint (edit->a_start, ==, 2);
  g_assert_cmpuint (edit->b_length, ==, 1);
  g_assert_cmpuint (dz_compare_item_get_edits (item, 1)->len, ==, 0);
  g_assert_true (dz_compare_item_get_edits (item, 0) == dz_compare_item_get_edits (item, 0));
  g_assert_cmpstr (dz_compare_item_get_action_id (item, 0), ==, "back");

  g_signal_connect (item, "notify::chosen", G_CALLBACK (count_cb), &notified);
  g_object_set (item, "chosen", TRUE, NULL);
  g_object_set (item, "chosen", TRUE, NULL);
  g_assert_true (dz_compare_item_get_chosen (item));
  g_assert_cmpuint (notified, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/compare/folds", test_folds);
  g_test_add_func ("/compare/no-folds", test_no_folds);
  g_test_add_func ("/compare/item", test_item);

  return g_test_run ();
}
