#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DzAnchor:
 * @start_block: id of the block in which the passage begins
 * @start: code point in that block's text on the anchor's side
 * @end_block: id of the block in which it ends (the same one, or a later one)
 * @end: code point after the last one
 * @orphan: the text under it is gone; the positions then say where it was (start = end)
 * @quote: the passage's words. Of a live anchor it is NULL: they are read off the text (dz_highlight_dup_quote()).
 *   Of an orphan they are the words that it covered when the deletion began
 * @before: (nullable): of an orphan, up to 32 code points that stood before the passage
 * @after: (nullable): of an orphan, up to 32 code points that stood after it
 *
 * Where a highlight lies on one side; immutable, boxed, reference-counted. A live anchor is never empty.
 */
typedef struct
{
  const char *start_block;
  guint start;
  const char *end_block;
  guint end;
  gboolean orphan;
  const char *quote;
  const char *before;
  const char *after;
} DzAnchor;

#define DZ_TYPE_ANCHOR (dz_anchor_get_type ())
GType dz_anchor_get_type (void);

#define DZ_ANCHOR_CONTEXT 32

DzAnchor *dz_anchor_new (const char *start_block, guint start, const char *end_block, guint end);
DzAnchor *dz_anchor_new_orphan (const char *block, guint position, const char *quote, const char *before,
                                const char *after);
DzAnchor *dz_anchor_ref (DzAnchor *anchor);
void dz_anchor_unref (DzAnchor *anchor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzAnchor, dz_anchor_unref)
gboolean dz_anchor_equal (DzAnchor *a, DzAnchor *b); /* either may be NULL */

G_END_DECLS
