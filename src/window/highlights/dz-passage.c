#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/highlights/dz-highlight-words.h"
#include "window/highlights/dz-passage.h"

#include "model/dz-edit.h"

gboolean
dz_passage_get_selected (DzParallelView *view, DzPassage *passage)
{
  return dz_parallel_view_get_selection (view, &passage->side, &passage->start_block, &passage->start,
                                         &passage->end_block, &passage->end);
}

void
dz_passage_select (DzParallelView *view, const DzPassage *passage)
{
  dz_parallel_view_select (view, passage->side, passage->start_block, passage->start, passage->end_block, passage->end);
}

static DzHighlight *
find_exact (DzProject *project, const DzPassage *passage, DzHighlight *but)
{
  g_autoptr (GPtrArray) here = dz_project_highlights_on (project, passage->start_block, passage->side);

  for (guint i = 0; i < here->len; i++)
    {
      DzHighlight *other = g_ptr_array_index (here, i);
      DzAnchor *anchor = dz_highlight_get_anchor (other, passage->side);

      if (other != but && !dz_highlight_words_is_on (other, !passage->side) && anchor->start == passage->start
          && anchor->end == passage->end && g_str_equal (anchor->start_block, dz_block_get_id (passage->start_block))
          && g_str_equal (anchor->end_block, dz_block_get_id (passage->end_block)))
        return other;
    }
  return NULL;
}

void
dz_passage_join (DzProject *project, const DzPassage *passage, DzHighlight *highlight)
{
  DzHighlight *other = find_exact (project, passage, highlight);

  if (other && dz_edit_join_highlights (project, highlight, other))
    return;
  dz_edit_set_anchor (project, highlight, passage->side, passage->start_block, passage->start, passage->end_block,
                      passage->end);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return dz_highlight_words_compare (user_data, *(DzHighlight **) a, *(DzHighlight **) b);
}

static GPtrArray *
collect_sorted (DzProject *project, DzDocument *document)
{
  GListModel *all = dz_project_get_highlights (project);
  guint n = g_list_model_get_n_items (all);
  GPtrArray *sorted = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (all, i);

      if (!dz_highlight_is_orphan (highlight)
          && g_strcmp0 (dz_highlight_get_document (highlight), dz_document_get_id (document)) == 0)
        g_ptr_array_add (sorted, highlight);
    }
  g_ptr_array_sort_with_data (sorted, compare_cb, project);
  return sorted;
}

static gboolean
lies_behind (DzProject *project, DzDocument *document, DzHighlight *highlight, guint row, guint position)
{
  DzSide side = dz_highlight_words_is_on (highlight, DZ_SIDE_ORIGINAL) ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION;
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  DzBlock *block = dz_project_lookup_block (project, anchor->start_block);
  guint own = block ? dz_document_index_of (document, block) : G_MAXUINT;

  return own > row || (own == row && anchor->start > position);
}

DzHighlight *
dz_passage_find_next (DzParallelView *view,
                      DzProject *project,
                      DzDocument *document,
                      DzHighlight *current,
                      int direction)
{
  g_autoptr (GPtrArray) sorted = collect_sorted (project, document);
  DzBlock *block = NULL;
  guint position = 0, index, row;

  if (current && g_ptr_array_find (sorted, current, &index))
    {
      gint64 next = (gint64) index + direction;

      return next >= 0 && next < sorted->len ? g_ptr_array_index (sorted, next) : NULL;
    }
  if (!dz_parallel_view_get_caret (view, &block, NULL, &position))
    return NULL;
  row = dz_document_index_of (document, block);
  for (index = 0; index < sorted->len; index++)
    if (lies_behind (project, document, g_ptr_array_index (sorted, index), row, position))
      break;
  if (direction > 0)
    return index < sorted->len ? g_ptr_array_index (sorted, index) : NULL;
  return index > 0 ? g_ptr_array_index (sorted, index - 1) : NULL;
}
