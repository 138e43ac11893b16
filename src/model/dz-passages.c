#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-project-private.h"

/**
 * dz_project_highlight_range:
 * @start: (out): first code point of @block that it covers
 * @end: (out): the one after the last
 *
 * Returns: whether @highlight's live anchor on @side covers some of @block
 */
gboolean
dz_project_highlight_range (
    DzProject *self, DzHighlight *highlight, DzSide side, DzBlock *block, guint *start, guint *end)
{
  DzAnchor *anchor;
  gboolean first;
  gboolean last;

  g_return_val_if_fail (DZ_IS_PROJECT (self) && DZ_IS_HIGHLIGHT (highlight) && DZ_IS_BLOCK (block), FALSE);

  anchor = dz_highlight_get_anchor (highlight, side);
  if (anchor == NULL || anchor->orphan)
    return FALSE;

  first = g_str_equal (anchor->start_block, dz_block_get_id (block));
  last = g_str_equal (anchor->end_block, dz_block_get_id (block));
  if (!first && !last)
    {
      DzDocument *document = dz_block_get_document (block);
      DzBlock *begin = dz_project_lookup_block (self, anchor->start_block);
      DzBlock *finish = dz_project_lookup_block (self, anchor->end_block);
      guint index;

      /* A highlight that left the project names blocks that may be gone. */
      if (begin == finish || begin == NULL || finish == NULL || document == NULL
          || dz_block_get_document (begin) != document)
        return FALSE;
      index = dz_document_index_of (document, block);
      if (index < dz_document_index_of (document, begin) || index > dz_document_index_of (document, finish))
        return FALSE;
    }

  *start = first ? anchor->start : 0;
  *end = last ? anchor->end : dz_text_get_length (dz_block_get_text (block, side));
  return *start < *end;
}

typedef struct
{
  DzHighlight *highlight;
  guint start;
  guint end;
} Stretch;

static int
compare_stretches (gconstpointer pa, gconstpointer pb)
{
  const Stretch *a = pa;
  const Stretch *b = pb;

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;
  return strcmp (dz_highlight_get_id (a->highlight), dz_highlight_get_id (b->highlight));
}

static void
add_stretch (DzProject *self, GArray *stretches, DzHighlight *highlight, DzBlock *block, DzSide side)
{
  Stretch stretch = { highlight, 0, 0 };

  if (dz_project_highlight_range (self, highlight, side, block, &stretch.start, &stretch.end))
    g_array_append_val (stretches, stretch);
}

/**
 * dz_project_highlights_on:
 *
 * Costs the highlights that begin or end in @block and those of the document that run over several blocks.
 *
 * Returns: (transfer container) (element-type DzHighlight): those whose live anchor on @side covers some of @block, by
 *   start, then the longest first, then by id
 */
GPtrArray *
dz_project_highlights_on (DzProject *self, DzBlock *block, DzSide side)
{
  g_autoptr (GArray) stretches = NULL;
  GPtrArray *found;
  GPtrArray *anchored;
  DzDocument *document;

  g_return_val_if_fail (DZ_IS_PROJECT (self) && DZ_IS_BLOCK (block) && (guint)side < DZ_N_SIDES, NULL);

  stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  dz_project_get_entities (self);
  anchored = dz_block_get_anchored (block, side);
  document = dz_block_get_document (block);
  for (guint i = 0; anchored != NULL && i < anchored->len; i++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (g_ptr_array_index (anchored, i), side);

      if (g_str_equal (anchor->start_block, anchor->end_block))
        add_stretch (self, stretches, g_ptr_array_index (anchored, i), block, side);
    }
  if (document != NULL)
    {
      GPtrArray *spanning = dz_document_get_spanning (document, side);

      for (guint i = 0; i < spanning->len; i++)
        add_stretch (self, stretches, g_ptr_array_index (spanning, i), block, side);
    }

  g_array_sort (stretches, compare_stretches);
  found = g_ptr_array_sized_new (stretches->len);
  for (guint i = 0; i < stretches->len; i++)
    g_ptr_array_add (found, g_array_index (stretches, Stretch, i).highlight);
  return found;
}

char *
dz_project_dup_passage (DzProject *self, DzSide side, DzAnchor *anchor)
{
  g_autoptr (GString) passage = g_string_new (NULL);
  DzBlock *first;
  DzBlock *last;
  DzDocument *document;
  guint from;
  guint to;

  if (anchor->orphan)
    return g_strdup (anchor->quote);

  first = dz_project_lookup_block (self, anchor->start_block);
  last = dz_project_lookup_block (self, anchor->end_block);
  if (first == NULL || last == NULL)
    return NULL;

  document = dz_block_get_document (first);
  from = dz_document_index_of (document, first);
  to = dz_document_index_of (document, last);
  for (guint i = from; i <= to; i++)
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, i), side);
      g_autofree char *piece = dz_text_dup_slice_string (text, i == from ? anchor->start : 0,
                                                         i == to ? anchor->end : dz_text_get_length (text));

      if (i > from)
        g_string_append_c (passage, '\n');
      g_string_append (passage, piece);
    }

  return g_string_free (g_steal_pointer (&passage), FALSE);
}

void
dz_project_dup_surroundings (DzProject *self, DzSide side, DzAnchor *anchor, char **before, char **after)
{
  DzBlock *first;
  DzBlock *last;

  *before = *after = NULL;
  if (anchor->orphan)
    {
      *before = g_strdup (anchor->before);
      *after = g_strdup (anchor->after);
      return;
    }

  first = dz_project_lookup_block (self, anchor->start_block);
  last = dz_project_lookup_block (self, anchor->end_block);
  if (first == NULL || last == NULL)
    return;

  *before = dz_text_dup_slice_string (dz_block_get_text (first, side),
                                      anchor->start - MIN (anchor->start, DZ_ANCHOR_CONTEXT), anchor->start);
  *after = dz_text_dup_slice_string (dz_block_get_text (last, side), anchor->end, anchor->end + DZ_ANCHOR_CONTEXT);
}

/**
 * dz_project_dup_quote:
 *
 * Returns: (transfer full) (nullable): the words under @highlight's anchor on @side (of an orphan: those that were),
 *   blocks parted by "\n"; NULL when it has none there
 */
char *
dz_project_dup_quote (DzProject *self, DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor;

  g_return_val_if_fail (DZ_IS_PROJECT (self) && DZ_IS_HIGHLIGHT (highlight), NULL);

  anchor = dz_highlight_get_anchor (highlight, side);
  return anchor != NULL ? dz_project_dup_passage (self, side, anchor) : NULL;
}

/**
 * dz_project_dup_context:
 * @before: (out) (transfer full) (nullable): up to DZ_ANCHOR_CONTEXT code points of the same block before the passage
 * @after: (out) (transfer full) (nullable): as many after it
 */
void
dz_project_dup_context (DzProject *self, DzHighlight *highlight, DzSide side, char **before, char **after)
{
  DzAnchor *anchor;

  g_return_if_fail (DZ_IS_PROJECT (self) && DZ_IS_HIGHLIGHT (highlight));

  *before = *after = NULL;
  anchor = dz_highlight_get_anchor (highlight, side);
  if (anchor != NULL)
    dz_project_dup_surroundings (self, side, anchor, before, after);
}
