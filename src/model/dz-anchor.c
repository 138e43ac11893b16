#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-anchor.h"
#include "model/dz-shared-private.h"

typedef struct
{
  DzAnchor anchor;
  gatomicrefcount ref_count;
} Box;

G_DEFINE_BOXED_TYPE (DzAnchor, dz_anchor, dz_anchor_ref, dz_anchor_unref)

static Box *
box_new (void)
{
  Box *box = g_new0 (Box, 1);

  g_atomic_ref_count_init (&box->ref_count);
  return box;
}

/**
 * dz_anchor_new:
 * @start_block: id of the block in which the passage begins
 * @start: its first code point
 * @end_block: id of the block in which it ends
 * @end: the code point after its last one
 *
 * A live anchor. In a project, it begins before a character of its first block and ends after one of its last.
 *
 * Returns: (transfer full): a new anchor
 */
DzAnchor *
dz_anchor_new (const char *start_block, guint start, const char *end_block, guint end)
{
  Box *box;

  g_return_val_if_fail (start_block != NULL && end_block != NULL, NULL);

  box = box_new ();
  box->anchor.start_block = dz_shared_new (start_block);
  box->anchor.start = start;
  box->anchor.end_block = strcmp (start_block, end_block) == 0 ? dz_shared_ref ((char *)box->anchor.start_block)
                                                               : dz_shared_new (end_block);
  box->anchor.end = end;
  return &box->anchor;
}

/**
 * dz_anchor_new_orphan:
 * @block: (nullable): id of the block in which its words stood; NULL when the document has no block left
 * @position: code point where they stood
 * @quote: the words
 * @before: (nullable): what stood before them
 * @after: (nullable): what stood after them
 *
 * Returns: (transfer full): the anchor of a passage whose text is gone
 */
DzAnchor *
dz_anchor_new_orphan (const char *block, guint position, const char *quote, const char *before, const char *after)
{
  Box *box;

  g_return_val_if_fail (quote != NULL, NULL);

  box = box_new ();
  if (block != NULL)
    {
      box->anchor.start_block = dz_shared_new (block);
      box->anchor.end_block = dz_shared_ref ((char *)box->anchor.start_block);
    }
  box->anchor.start = box->anchor.end = position;
  box->anchor.orphan = TRUE;
  box->anchor.quote = dz_shared_new (quote);
  box->anchor.before = dz_shared_new (before);
  box->anchor.after = dz_shared_new (after);
  return &box->anchor;
}

DzAnchor *
dz_anchor_ref (DzAnchor *anchor)
{
  g_return_val_if_fail (anchor != NULL, NULL);

  g_atomic_ref_count_inc (&((Box *)anchor)->ref_count);
  return anchor;
}

void
dz_anchor_unref (DzAnchor *anchor)
{
  Box *box = (Box *)anchor;

  g_return_if_fail (anchor != NULL);

  if (!g_atomic_ref_count_dec (&box->ref_count))
    return;

  dz_shared_unref ((char *)anchor->start_block);
  dz_shared_unref ((char *)anchor->end_block);
  dz_shared_unref ((char *)anchor->quote);
  dz_shared_unref ((char *)anchor->before);
  dz_shared_unref ((char *)anchor->after);
  g_free (box);
}

/**
 * dz_anchor_equal:
 * @a: (nullable)
 * @b: (nullable)
 *
 * Returns: whether they lie at the same place, or are orphans of the same words at the same place
 */
gboolean
dz_anchor_equal (DzAnchor *a, DzAnchor *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a == b
         || (a->start == b->start && a->end == b->end && !a->orphan == !b->orphan
             && g_strcmp0 (a->start_block, b->start_block) == 0 && g_strcmp0 (a->end_block, b->end_block) == 0
             && g_strcmp0 (a->quote, b->quote) == 0 && g_strcmp0 (a->before, b->before) == 0
             && g_strcmp0 (a->after, b->after) == 0);
}
