#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-anchor-rule-private.h"

/* Both ends of an anchor while it is moved about. */
typedef struct
{
  const char *start_block;
  guint start;
  const char *end_block;
  guint end;
} Ends;

static Ends
ends_of (DzAnchor *anchor)
{
  return (Ends){ anchor->start_block, anchor->start, anchor->end_block, anchor->end };
}

/* The anchor at other ends: itself when they are its own. */
static DzAnchor *
at_ends (DzAnchor *anchor, Ends ends)
{
  if (anchor->start == ends.start && anchor->end == ends.end && g_strcmp0 (anchor->start_block, ends.start_block) == 0
      && g_strcmp0 (anchor->end_block, ends.end_block) == 0)
    return dz_anchor_ref (anchor);
  if (anchor->orphan)
    return dz_anchor_new_orphan (ends.end_block, ends.end, anchor->quote, anchor->before, anchor->after);

  return dz_anchor_new (ends.start_block, ends.start, ends.end_block, ends.end);
}

static DzAnchor *
orphan_at (DzProject *project, DzSide side, DzAnchor *anchor, const char *block, guint position)
{
  g_autofree char *quote = dz_project_dup_passage (project, side, anchor);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  dz_project_dup_surroundings (project, side, anchor, &before, &after);
  return dz_anchor_new_orphan (block, position, quote, before, after);
}

static guint
length_at (DzDocument *document, guint index, DzSide side)
{
  return dz_text_get_length (dz_block_get_text (dz_document_get_block (document, index), side));
}

/* The first place at or behind block @index that stands before a character. There is one: the passage's own end. */
static void
start_at_or_behind (DzDocument *document, guint index, DzSide side, Ends *ends)
{
  while (length_at (document, index, side) == 0)
    index++;
  ends->start_block = dz_block_get_id (dz_document_get_block (document, index));
  ends->start = 0;
}

static void
end_at_or_before (DzDocument *document, guint index, DzSide side, Ends *ends)
{
  while (length_at (document, index, side) == 0)
    index--;
  ends->end_block = dz_block_get_id (dz_document_get_block (document, index));
  ends->end = length_at (document, index, side);
}

static guint
after_deletion (guint place, guint from, guint to)
{
  if (place >= to)
    return place - (to - from);
  return MIN (place, from);
}

/* Formats alone change: no character comes or goes. */
static gboolean
only_restyles (DzChange *change)
{
  return strcmp (dz_text_get_string (change->removed), dz_text_get_string (change->inserted)) == 0;
}

static DzAnchor *
follow_text (DzProject *project, DzChange *change, DzSide side, DzAnchor *anchor)
{
  DzBlock *block = dz_project_lookup_block (project, change->target);
  DzDocument *document = dz_block_get_document (block);
  guint from = change->position;
  guint to = from + dz_text_get_length (change->removed);
  guint added = dz_text_get_length (change->inserted);
  gboolean first = g_strcmp0 (anchor->start_block, change->target) == 0;
  gboolean last = g_strcmp0 (anchor->end_block, change->target) == 0;
  Ends ends = ends_of (anchor);

  if (side != change->side || only_restyles (change))
    return dz_anchor_ref (anchor);

  if (first)
    ends.start = after_deletion (ends.start, from, to);
  if (last)
    ends.end = after_deletion (ends.end, from, to);
  if (!anchor->orphan && first && last && ends.start == ends.end)
    return orphan_at (project, side, anchor, change->target, from);

  if (last && ends.end > from)
    ends.end += added;
  if (anchor->orphan)
    ends.start = ends.end;
  else if (first && ends.start >= from)
    ends.start += added;

  /* Of a passage over several blocks, one end may have lost all that it had here. */
  if (first && !last && ends.start >= dz_text_get_length (dz_block_get_text (block, side)) - (to - from) + added)
    start_at_or_behind (document, dz_document_index_of (document, block) + 1, side, &ends);
  if (last && !first && ends.end == 0)
    end_at_or_before (document, dz_document_index_of (document, block) - 1, side, &ends);

  return at_ends (anchor, ends);
}

static DzAnchor *
follow_split (DzChange *change, DzSide side, DzAnchor *anchor)
{
  guint cut = side == DZ_SIDE_ORIGINAL ? change->position : change->position2;
  const char *new_block = dz_entity_get_id (g_ptr_array_index (change->objects, 0));
  Ends ends = ends_of (anchor);

  if (g_strcmp0 (ends.end_block, change->target) == 0 && ends.end > cut)
    {
      ends.end_block = new_block;
      ends.end -= cut;
    }
  if (anchor->orphan)
    {
      ends.start_block = ends.end_block;
      ends.start = ends.end;
    }
  else if (g_strcmp0 (ends.start_block, change->target) == 0 && ends.start >= cut)
    {
      ends.start_block = new_block;
      ends.start -= cut;
    }

  return at_ends (anchor, ends);
}

static DzAnchor *
follow_join (DzChange *change, DzSide side, DzAnchor *anchor)
{
  guint length = side == DZ_SIDE_ORIGINAL ? change->position : change->position2;
  const char *leaving = dz_entity_get_id (g_ptr_array_index (change->objects, 0));
  Ends ends = ends_of (anchor);

  if (g_strcmp0 (ends.start_block, leaving) == 0)
    {
      ends.start_block = change->target;
      ends.start += length;
    }
  if (g_strcmp0 (ends.end_block, leaving) == 0)
    {
      ends.end_block = change->target;
      ends.end += length;
    }

  return at_ends (anchor, ends);
}

/* Where an orphan goes whose block leaves with all from @from up to @to. */
static void
place_beside (DzDocument *document, guint from, guint to, DzSide side, const char **block, guint *position)
{
  *block = NULL;
  *position = 0;
  if (from > 0)
    {
      *block = dz_block_get_id (dz_document_get_block (document, from - 1));
      *position = length_at (document, from - 1, side);
    }
  else if (to < dz_document_get_n_blocks (document))
    {
      *block = dz_block_get_id (dz_document_get_block (document, to));
    }
}

static gboolean
lies_in (DzProject *project, DzDocument *document, const char *id, guint from, guint to)
{
  DzBlock *block = id != NULL ? dz_project_lookup_block (project, id) : NULL;
  guint index = block != NULL ? dz_document_index_of (document, block) : G_MAXUINT;

  return index >= from && index < to;
}

/* What is left of an anchor without the blocks from @from up to @to. */
static DzAnchor *
leave_blocks (DzProject *project, DzDocument *document, guint from, guint to, DzSide side, DzAnchor *anchor)
{
  gboolean first = lies_in (project, document, anchor->start_block, from, to);
  gboolean last = lies_in (project, document, anchor->end_block, from, to);
  Ends ends = ends_of (anchor);

  if (first && last)
    {
      place_beside (document, from, to, side, &ends.end_block, &ends.end);
      ends.start_block = ends.end_block;
      ends.start = ends.end;
      return anchor->orphan ? at_ends (anchor, ends) : orphan_at (project, side, anchor, ends.end_block, ends.end);
    }
  if (first)
    start_at_or_behind (document, to, side, &ends);
  if (last)
    end_at_or_before (document, from - 1, side, &ends);

  return at_ends (anchor, ends);
}

static DzAnchor *
follow_move (DzProject *project, DzChange *change, DzSide side, DzAnchor *anchor)
{
  DzBlock *block = dz_project_lookup_block (project, change->target);
  DzDocument *document;
  guint index;

  if (block == NULL || g_strcmp0 (anchor->start_block, anchor->end_block) == 0)
    return dz_anchor_ref (anchor);

  document = dz_block_get_document (block);
  index = dz_document_index_of (document, block);
  return leave_blocks (project, document, index, index + 1, side, anchor);
}

DzAnchor *
dz_anchor_follow (DzProject *project, DzChange *change, DzSide side, DzAnchor *anchor)
{
  DzDocument *document;

  switch (change->kind)
    {
    case DZ_CHANGE_TEXT:
      return follow_text (project, change, side, anchor);
    case DZ_CHANGE_SPLIT:
      return follow_split (change, side, anchor);
    case DZ_CHANGE_JOIN:
      return follow_join (change, side, anchor);
    case DZ_CHANGE_REMOVE:
      document = change->parent != NULL ? dz_project_lookup_document (project, change->parent) : NULL;
      if (document == NULL)
        return dz_anchor_ref (anchor);
      return leave_blocks (project, document, change->position, change->position + change->objects->len, side, anchor);
    case DZ_CHANGE_MOVE:
      return follow_move (project, change, side, anchor);
    default:
      return dz_anchor_ref (anchor);
    }
}

gboolean
dz_anchor_loses_text (DzProject *project, DzChange *change, DzSide side, DzAnchor *anchor)
{
  DzBlock *block;
  guint start;
  guint end;

  if (anchor->orphan)
    return FALSE;
  if (change->kind == DZ_CHANGE_REMOVE)
    return TRUE;
  if (change->kind != DZ_CHANGE_TEXT || side != change->side || only_restyles (change))
    return FALSE;

  block = dz_project_lookup_block (project, change->target);
  start = g_str_equal (anchor->start_block, change->target) ? anchor->start : 0;
  end = g_str_equal (anchor->end_block, change->target) ? anchor->end
                                                        : dz_text_get_length (dz_block_get_text (block, side));
  return MAX (start, change->position) < MIN (end, change->position + dz_text_get_length (change->removed));
}
