#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/compare/dz-compare-folds.h"

GArray *
dz_compare_folds_make (GListModel *items, guint *n_different)
{
  GArray *folds = g_array_new (FALSE, FALSE, sizeof (DzCompareFold));
  guint n = items ? g_list_model_get_n_items (items) : 0;

  *n_different = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzCompareItem) item = g_list_model_get_item (items, i);
      gboolean same = dz_compare_item_get_kind (item) == DZ_COMPARE_SAME;
      DzCompareFold fold = { i, 1, same && !dz_compare_item_get_unfolded (item) };
      DzCompareFold *last = folds->len > 0 ? &g_array_index (folds, DzCompareFold, folds->len - 1) : NULL;

      *n_different += !same;
      if (fold.folded && last && last->folded)
        last->n++;
      else
        g_array_append_val (folds, fold);
    }
  return folds;
}

guint
dz_compare_folds_find (GArray *folds, guint index)
{
  guint low = 0, high = folds->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const DzCompareFold *fold = &g_array_index (folds, DzCompareFold, middle);

      if (index < fold->first)
        high = middle;
      else if (index >= fold->first + fold->n)
        low = middle + 1;
      else
        return middle;
    }
  return G_MAXUINT;
}
