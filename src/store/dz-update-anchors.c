#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "store/dz-reanchor.h"
#include "store/dz-update-private.h"

/* An anchor that lay on what is touched, with its words. */
typedef struct
{
  DzHighlight *highlight;
  DzSide side;
  DzAnchor *before;
  char *quote;
  char *left;
  char *right;
  guint row; /* of what touches it first */
} Held;

/* Where the translation of a block that is removed goes. */
typedef struct
{
  DzBlock *target;
  guint offset;
} Joined;

struct _DzUpdateAnchors
{
  DzUpdateWork *work;
  GPtrArray *held;
  GHashTable *joined; /* id of a removed block → Joined */
  DzReanchor *reanchor;
};

static void
held_free (gpointer data)
{
  Held *held = data;

  g_object_unref (held->highlight);
  dz_anchor_unref (held->before);
  g_free (held->quote);
  g_free (held->left);
  g_free (held->right);
  g_free (held);
}

static DzUpdateRow *
get_row (DzUpdateAnchors *self, guint index)
{
  return g_ptr_array_index (self->work->rows, index);
}

/* The row of a block of the project; G_MAXUINT when it has none. */
static guint
find_row (DzUpdateAnchors *self, DzBlock *block)
{
  guint row = block != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->work->row_of, block)) : 0;

  return row > 0 ? row - 1 : G_MAXUINT;
}

static guint
find_row_of_id (DzUpdateAnchors *self, const char *id)
{
  return find_row (self, dz_project_lookup_block (self->work->project, id));
}

/* Whether a row changes what a passage on @side in its block consists of. */
static gboolean
touches (DzUpdateAnchors *self, guint index, DzSide side)
{
  DzUpdateRow *row = get_row (self, index);

  return dz_update_work_does (self->work, index)
         && (row->kind == DZ_UPDATE_REMOVED
             || (row->kind == DZ_UPDATE_CHANGED && row->words && side == DZ_SIDE_ORIGINAL));
}

/* What may change a passage over several blocks: what changes itself, what comes or goes, and what stood in between.
 * For each row, and for each block of the document as it was, how many there are before it. */
typedef struct
{
  guint *rows;
  guint *moved;
} Counts;

static void
counts_init (Counts *counts, DzUpdateAnchors *self, DzSide side)
{
  guint n = self->work->rows->len, n_blocks = dz_document_get_n_blocks (self->work->document);

  counts->rows = g_new0 (guint, n + 1);
  counts->moved = g_new0 (guint, n_blocks + 1);
  /* First what each does by itself, at the place behind it. */
  for (guint i = 0; i < n; i++)
    {
      DzUpdateRow *row = get_row (self, i);

      if (!dz_update_work_does (self->work, i))
        continue;
      if (row->kind == DZ_UPDATE_ADDED || row->moved || touches (self, i, side))
        counts->rows[i + 1] = 1;
      if (row->joined != G_MAXUINT)
        counts->rows[row->joined + 1] = 1;
      if (row->moved && self->work->old_index[i] != G_MAXUINT)
        counts->moved[self->work->old_index[i] + 1] = 1;
    }
  for (guint i = 0; i < n; i++)
    counts->rows[i + 1] += counts->rows[i];
  for (guint i = 0; i < n_blocks; i++)
    counts->moved[i + 1] += counts->moved[i];
}

static void
counts_clear (Counts *counts)
{
  g_free (counts->rows);
  g_free (counts->moved);
}

/* The first one from @first to @last that counts; G_MAXUINT for none. */
static guint
find_counted (const guint *counts, guint first, guint last)
{
  guint low = MIN (first, last), high = MAX (first, last);

  if (counts[high + 1] == counts[low])
    return G_MAXUINT;
  while (counts[low + 1] == counts[low])
    low++;
  return low;
}

/* The first row that may change a passage from the block of one row to that of another; G_MAXUINT for none. */
static guint
find_touching (DzUpdateAnchors *self, const Counts *counts, guint first, guint last, DzSide side)
{
  guint found, *old_index = self->work->old_index;

  if (first == last)
    return touches (self, first, side) ? first : G_MAXUINT;
  found = find_counted (counts->rows, first, last);
  if (found == G_MAXUINT)
    {
      guint block = find_counted (counts->moved, old_index[first], old_index[last]);

      if (block != G_MAXUINT)
        found = find_row (self, dz_document_get_block (self->work->document, block));
    }
  return found;
}

static void
hold (DzUpdateAnchors *self, DzHighlight *highlight, DzSide side, const Counts *counts)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  guint first = find_row_of_id (self, anchor->start_block), last = find_row_of_id (self, anchor->end_block), row;
  Held *held;

  if (first == G_MAXUINT || last == G_MAXUINT)
    return;
  row = find_touching (self, counts, first, last, side);
  if (row == G_MAXUINT)
    return;
  held = g_new0 (Held, 1);
  held->highlight = g_object_ref (highlight);
  held->side = side;
  held->before = dz_anchor_ref (anchor);
  held->quote = dz_project_dup_quote (self->work->project, highlight, side);
  dz_project_dup_context (self->work->project, highlight, side, &held->left, &held->right);
  held->row = row;
  g_ptr_array_add (self->held, held);
}

DzUpdateAnchors *
dz_update_anchors_new (DzUpdateWork *work)
{
  DzUpdateAnchors *self = g_new0 (DzUpdateAnchors, 1);
  GListModel *highlights = dz_project_get_highlights (work->project);
  guint n = g_list_model_get_n_items (highlights);
  Counts counts[DZ_N_SIDES];

  self->work = work;
  self->held = g_ptr_array_new_with_free_func (held_free);
  self->joined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    counts_init (&counts[side], self, side);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);

      if (!g_str_equal (dz_highlight_get_document (highlight), dz_document_get_id (work->document)))
        continue;
      for (DzSide side = 0; side < DZ_N_SIDES; side++)
        {
          DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

          if (anchor != NULL && !anchor->orphan)
            hold (self, highlight, side, &counts[side]);
        }
    }
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    counts_clear (&counts[side]);
  return self;
}

void
dz_update_anchors_free (DzUpdateAnchors *self)
{
  g_ptr_array_unref (self->held);
  g_hash_table_unref (self->joined);
  g_clear_pointer (&self->reanchor, dz_reanchor_free);
  g_free (self);
}

void
dz_update_anchors_join (DzUpdateAnchors *self, guint row, DzBlock *target, guint offset, guint shift)
{
  GHashTableIter iter;
  gpointer value;
  Joined *joined = g_new0 (Joined, 1);

  g_hash_table_iter_init (&iter, self->joined);
  while (shift > 0 && g_hash_table_iter_next (&iter, NULL, &value))
    if (((Joined *)value)->target == target)
      ((Joined *)value)->offset += shift;
  joined->target = target;
  joined->offset = offset;
  g_hash_table_insert (self->joined, g_strdup (dz_block_get_id (get_row (self, row)->old)), joined);
}

/* Whether a stretch of a block's new text was there before the update, and so belongs to other words than one that lost
 * its place. */
static gboolean
was_there (DzUpdateAnchors *self, DzBlock *block, guint start, guint end)
{
  guint index = find_row (self, block);
  DzUpdateRow *row = index != G_MAXUINT ? get_row (self, index) : NULL;
  GArray *edits;

  if (row == NULL || row->kind != DZ_UPDATE_CHANGED || !row->words)
    return row == NULL || row->kind != DZ_UPDATE_ADDED;
  edits = dz_update_row_get_edits (row);
  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);

      if (edit->b_length > 0 ? edit->b_start < end && edit->b_start + edit->b_length > start
                             : edit->b_start > start && edit->b_start < end)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_new (DzBlock *first, guint start, DzBlock *last, guint end, gpointer data)
{
  DzUpdateAnchors *self = data;
  DzDocument *document = self->work->document;
  guint index = dz_document_index_of (document, first);

  for (DzBlock *block = first; block != NULL; block = dz_document_get_block (document, ++index))
    {
      guint length = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL));

      if (!was_there (self, block, block == first ? start : 0, block == last ? end : length))
        return TRUE;
      if (block == last)
        break;
    }
  return FALSE;
}

/* Words that lost their place are looked for in what is new alone. */
static void
limit (DzUpdateAnchors *self)
{
  g_autoptr (GHashTable) blocks = g_hash_table_new (NULL, NULL);
  guint n = dz_document_get_n_blocks (self->work->document);

  for (guint i = 0; i < n; i++)
    {
      DzBlock *block = dz_document_get_block (self->work->document, i);
      guint row = find_row (self, block);

      if (row == G_MAXUINT || !dz_update_work_does (self->work, row))
        continue;
      if (get_row (self, row)->kind == DZ_UPDATE_ADDED
          || (get_row (self, row)->kind == DZ_UPDATE_CHANGED && get_row (self, row)->words))
        g_hash_table_add (blocks, block);
    }
  self->reanchor = dz_reanchor_new (self->work->project);
  dz_reanchor_limit (self->reanchor, blocks, is_new, self);
}

/* Where the character at @position (or the one before it, @is_end) is in the new text of its block. FALSE when it gave
 * way. */
static gboolean
follow (DzUpdateAnchors *self, const char *id, guint position, gboolean is_end, guint *result)
{
  guint index = find_row_of_id (self, id), character = is_end ? position - 1 : position;
  DzUpdateRow *row = index != G_MAXUINT ? get_row (self, index) : NULL;
  GArray *edits;
  gint64 offset = 0;

  *result = position;
  if (row == NULL)
    return FALSE;
  if (!dz_update_work_does (self->work, index) || !row->words)
    return TRUE;
  edits = dz_update_row_get_edits (row);
  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);

      if (character < edit->a_start)
        break;
      if (character < edit->a_start + edit->a_length)
        return FALSE;
      offset = (gint64)edit->b_start + edit->b_length - edit->a_start - edit->a_length;
    }
  *result = (guint)(position + offset);
  return TRUE;
}

/* (transfer full): where a passage of the original lies now; an orphan when its words are not there */
static DzAnchor *
find_original (DzUpdateAnchors *self, const Held *held)
{
  DzAnchor *before = held->before;
  DzAnchor stored = { .start_block = before->start_block,
                      .end_block = before->end_block,
                      .quote = held->quote,
                      .before = held->left,
                      .after = held->right };

  if (!follow (self, before->start_block, before->start, FALSE, &stored.start)
      || !follow (self, before->end_block, before->end, TRUE, &stored.end))
    /* No place: it is looked for. */
    stored.start = stored.end = 0;
  return dz_reanchor_resolve (self->reanchor, dz_document_get_id (self->work->document), DZ_SIDE_ORIGINAL, &stored);
}

/* (transfer full) (nullable): where a passage of a translation went with all of it */
static DzAnchor *
find_joined (DzUpdateAnchors *self, const Held *held)
{
  Joined *joined = g_hash_table_lookup (self->joined, held->before->start_block);
  const char *target = joined != NULL ? dz_block_get_id (joined->target) : NULL;

  if (joined == NULL || !g_str_equal (held->before->start_block, held->before->end_block))
    return NULL;
  return dz_anchor_new (target, held->before->start + joined->offset, target, held->before->end + joined->offset);
}

/* Whether two quotes are of the same words: that an empty block came between adds none. */
static gboolean
is_same_quote (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (a[0] == '\n' && a[1] == '\n')
        a++;
      while (b[0] == '\n' && b[1] == '\n')
        b++;
      if (*a != *b || *a == '\0')
        return *a == *b;
    }
}

/* (transfer full): where an anchor belongs now */
static DzAnchor *
find_place (DzUpdateAnchors *self, const Held *held)
{
  DzAnchor *present = dz_highlight_get_anchor (held->highlight, held->side);
  DzAnchor *found = held->side == DZ_SIDE_ORIGINAL ? find_original (self, held) : find_joined (self, held);
  g_autofree char *quote = NULL;

  if (found != NULL && !found->orphan)
    return found;
  g_clear_pointer (&found, dz_anchor_unref);
  if (present->orphan)
    return dz_anchor_ref (present);
  quote = dz_project_dup_quote (self->work->project, held->highlight, held->side);
  if (held->side == DZ_SIDE_TRANSLATION && is_same_quote (quote, held->quote))
    return dz_anchor_ref (present);
  return dz_anchor_new_orphan (present->start_block, present->start, held->quote, held->left, held->right);
}

void
dz_update_anchors_settle (DzUpdateAnchors *self)
{
  g_autoptr (GHashTable) orphans = g_hash_table_new (NULL, NULL), carried = g_hash_table_new (NULL, NULL);

  if (self->held->len > 0)
    limit (self);
  for (guint i = 0; i < self->held->len; i++)
    {
      const Held *held = g_ptr_array_index (self->held, i);
      DzAnchor *present = dz_highlight_get_anchor (held->highlight, held->side);
      g_autoptr (DzAnchor) place = find_place (self, held);

      if (place->orphan && g_hash_table_add (orphans, held->highlight))
        get_row (self, held->row)->n_orphans++;
      else if (!place->orphan && !dz_anchor_equal (place, held->before))
        g_hash_table_add (carried, held->highlight);
      if (!dz_anchor_equal (place, present))
        dz_update_work_apply (self->work,
                              dz_change_new_anchor (dz_highlight_get_id (held->highlight), held->side, present, place));
    }
  self->work->result->orphans = g_hash_table_size (orphans);
  self->work->result->carried = g_hash_table_size (carried);
}
