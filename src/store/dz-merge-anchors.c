#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "store/dz-merge-private.h"

/* Tenths of a word that are the same where it was corrected. */
#define CORRECTED 6

static const char *const copy_names[DZ_N_COPIES] = { "ours", "theirs", "base" };

static DzText *
text_in (DzProject *project, const char *block, DzSide side)
{
  DzBlock *found = dz_project_lookup_block (project, block);

  return found != NULL ? dz_block_get_text (found, side) : NULL;
}

/* How many characters two stretches have in common at their beginning, or (@backwards) before the ends at @a and @b. */
static guint
count_common (const char *a, const char *b, guint most, gboolean backwards)
{
  guint n = 0;

  for (; n < most; n++)
    {
      const char *p = backwards ? g_utf8_prev_char (a) : a, *q = backwards ? g_utf8_prev_char (b) : b;

      if (g_utf8_get_char (p) != g_utf8_get_char (q))
        break;
      a = backwards ? p : g_utf8_next_char (p);
      b = backwards ? q : g_utf8_next_char (q);
    }
  return n;
}

/* A word that was merely corrected is not another word: what it has in common at its ends is not changed, for a passage
 * that begins or ends within it. */
static void
trim (GArray *edits, const char *a, const char *b)
{
  for (guint i = 0; i < edits->len; i++)
    {
      DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      const char *p = g_utf8_offset_to_pointer (a, edit->a_start), *q = g_utf8_offset_to_pointer (b, edit->b_start);
      guint most = MIN (edit->a_length, edit->b_length);
      guint head = count_common (p, q, most, FALSE);
      guint tail = count_common (g_utf8_offset_to_pointer (p, edit->a_length),
                                 g_utf8_offset_to_pointer (q, edit->b_length), most - head, TRUE);

      if ((head + tail) * 10 < MAX (edit->a_length, edit->b_length) * CORRECTED)
        continue;
      edit->a_start += head;
      edit->b_start += head;
      edit->a_length -= head + tail;
      edit->b_length -= head + tail;
    }
}

/* (transfer none): how a block's text in @from becomes the one in @to; kept under @name. */
static GArray *
edits_between (DzMerge *self, const char *name, DzProject *from, DzProject *to, const char *block, DzSide side)
{
  g_autofree char *key = g_strdup_printf ("%s %u %s", name, side, block);
  GArray *edits = g_hash_table_lookup (self->edits, key);

  if (edits == NULL)
    {
      const char *before = dz_text_get_string (text_in (from, block, side));
      const char *after = dz_text_get_string (text_in (to, block, side));

      edits = dz_diff_words (before, after);
      trim (edits, before, after);
      g_hash_table_insert (self->edits, g_steal_pointer (&key), edits);
    }
  return edits;
}

/* Where a position goes. Of words that gave way to others, a passage's beginning goes behind them and its end before
 * them: it never grows over words that it did not have. */
static guint
follow (GArray *edits, guint position, gboolean is_end)
{
  gint64 offset = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);

      if (position < edit->a_start || (is_end && position == edit->a_start))
        break;
      if (position < edit->a_start + edit->a_length || (is_end && position == edit->a_start + edit->a_length && edit->a_length == 0))
        return is_end ? edit->b_start : edit->b_start + edit->b_length;
      offset = (gint64)edit->b_start + edit->b_length - edit->a_start - edit->a_length;
    }
  return (guint)(position + offset);
}

/* The first block of a passage, from its beginning on (or its end backwards), that is in the other project; NULL. */
static DzBlock *
first_left (DzProject *from, DzProject *to, DzAnchor *anchor, gboolean backwards)
{
  DzBlock *start = dz_project_lookup_block (from, anchor->start_block);
  DzBlock *end = dz_project_lookup_block (from, anchor->end_block);
  DzDocument *document = dz_project_document_of (from, start);
  guint first = dz_document_index_of (document, start), last = dz_document_index_of (document, end);

  for (guint i = 0; i <= last - first; i++)
    {
      DzBlock *block = dz_document_get_block (document, backwards ? last - i : first + i);
      DzBlock *other = dz_project_lookup_block (to, dz_block_get_id (block));

      if (other != NULL)
        return other;
    }
  return NULL;
}

/* (transfer full) (nullable): a live passage of @from in @to; NULL when nothing of it is left, or it is out of order. */
static DzAnchor *
carry_live (DzMerge *self, const char *name, DzProject *from, DzProject *to, DzSide side, DzAnchor *anchor)
{
  DzBlock *first = first_left (from, to, anchor, FALSE);
  DzBlock *last = first != NULL ? first_left (from, to, anchor, TRUE) : NULL;
  DzDocument *document = first != NULL ? dz_project_document_of (to, first) : NULL;
  guint start, end, end_length;

  if (first == NULL || document != dz_project_document_of (to, last))
    return NULL;
  end_length = dz_text_get_length (dz_block_get_text (last, side));
  start = g_str_equal (dz_block_get_id (first), anchor->start_block)
              ? follow (edits_between (self, name, from, to, anchor->start_block, side), anchor->start, FALSE)
              : 0;
  end = g_str_equal (dz_block_get_id (last), anchor->end_block)
            ? follow (edits_between (self, name, from, to, anchor->end_block, side), anchor->end, TRUE)
            : end_length;
  if (first != last)
    {
      guint from_index = dz_document_index_of (document, first), to_index = dz_document_index_of (document, last);

      /* It begins before a character, and ends behind one. */
      while (from_index < to_index && start >= dz_text_get_length (dz_block_get_text (first, side)))
        {
          first = dz_document_get_block (document, ++from_index);
          start = 0;
        }
      while (from_index < to_index && end == 0)
        {
          last = dz_document_get_block (document, --to_index);
          end = dz_text_get_length (dz_block_get_text (last, side));
        }
      if (from_index > to_index)
        return NULL;
    }
  if (first == last && start >= end)
    return NULL;
  return dz_anchor_new (dz_block_get_id (first), start, dz_block_get_id (last), end);
}

static gboolean
is_in (DzProject *project, const char *document, const char *block)
{
  DzBlock *found = block != NULL ? dz_project_lookup_block (project, block) : NULL;

  return found != NULL && g_str_equal (dz_document_get_id (dz_project_document_of (project, found)), document);
}

/* (transfer full): an orphan where @anchor began, when the block is still there */
static DzAnchor *
carry_orphan (DzMerge *self, DzCopy copy, DzAnchor *anchor, DzSide side, const char *document, const char *const words[3])
{
  DzProject *from = self->copies[copy];
  const char *block = is_in (self->merged, document, anchor->start_block) ? anchor->start_block : NULL;
  guint position = 0;

  if (block != NULL)
    position = follow (edits_between (self, copy_names[copy], from, self->merged, block, side), anchor->start, TRUE);
  return dz_anchor_new_orphan (block, position, words[0], words[1], words[2]);
}

/* (transfer full) (nullable): where the anchor of a copy's highlight lies in the merged project, in that document */
static DzAnchor *
carry (DzMerge *self, DzCopy copy, DzHighlight *highlight, DzSide side, const char *document)
{
  DzAnchor *anchor = highlight != NULL ? dz_highlight_get_anchor (highlight, side) : NULL;
  DzProject *from = self->copies[copy];
  g_autoptr (DzAnchor) carried = NULL;
  g_autofree char *quote = NULL, *before = NULL, *after = NULL;

  if (anchor == NULL)
    return NULL;
  if (anchor->orphan)
    return carry_orphan (self, copy, anchor, side, document,
                         (const char *const[]){ anchor->quote, anchor->before, anchor->after });
  carried = carry_live (self, copy_names[copy], from, self->merged, side, anchor);
  if (carried != NULL && is_in (self->merged, document, carried->start_block))
    return g_steal_pointer (&carried);
  quote = dz_project_dup_quote (from, highlight, side);
  dz_project_dup_context (from, highlight, side, &before, &after);
  return carry_orphan (self, copy, anchor, side, document, (const char *const[]){ quote, before, after });
}

/* Whether a copy gave a highlight another place since the beginning, beyond what edits of the text did. */
static gboolean
is_moved (DzMerge *self, DzCopy copy, DzHighlight *highlight, DzHighlight *before, DzSide side)
{
  DzAnchor *now = dz_highlight_get_anchor (highlight, side);
  DzAnchor *then = before != NULL ? dz_highlight_get_anchor (before, side) : NULL;
  g_autoptr (DzAnchor) expected = NULL;
  g_autofree char *name = g_strdup_printf ("base-%u", copy);
  DzProject *base = self->copies[DZ_BASE], *own = self->copies[copy];

  if (before == NULL || (now == NULL) != (then == NULL) || (now != NULL && now->orphan != then->orphan))
    return TRUE;
  if (now == NULL)
    return FALSE;
  if (then->orphan)
    return g_strcmp0 (now->quote, then->quote) != 0;
  expected = carry_live (self, name, base, own, side, then);
  return !dz_anchor_equal (expected, now);
}

static gboolean
is_as_before (DzHighlight *const copies[DZ_N_COPIES], DzCopy copy, DzSide side)
{
  return copies[DZ_BASE] != NULL
         && dz_anchor_equal (dz_highlight_get_anchor (copies[copy], side),
                             dz_highlight_get_anchor (copies[DZ_BASE], side));
}

/* Whether a copy's words where a passage begins and ends are those that were taken: then it lies right as it is. */
static gboolean
has_merged_words (DzMerge *self, DzCopy copy, DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  const char *const blocks[] = { anchor != NULL ? anchor->start_block : NULL, anchor != NULL ? anchor->end_block : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      DzText *own = blocks[i] != NULL ? text_in (self->copies[copy], blocks[i], side) : NULL;
      DzText *merged = blocks[i] != NULL ? text_in (self->merged, blocks[i], side) : NULL;

      if (own == NULL || merged == NULL || strcmp (dz_text_get_string (own), dz_text_get_string (merged)) != 0)
        return FALSE;
    }
  return TRUE;
}

static int
compare_anchors (DzAnchor *a, DzAnchor *b)
{
  int order = (a == NULL) - (b == NULL);

  if (order == 0 && a != NULL)
    order = a->orphan - b->orphan;
  if (order == 0 && a != NULL)
    order = g_strcmp0 (a->start_block, b->start_block);
  if (order == 0 && a != NULL)
    order = (a->start > b->start) - (a->start < b->start);
  if (order == 0 && a != NULL)
    order = g_strcmp0 (a->end_block, b->end_block);
  if (order == 0 && a != NULL)
    order = (a->end > b->end) - (a->end < b->end);
  if (order == 0 && a != NULL)
    order = g_strcmp0 (a->quote, b->quote);
  if (order == 0 && a != NULL)
    order = g_strcmp0 (a->before, b->before);
  if (order == 0 && a != NULL)
    order = g_strcmp0 (a->after, b->after);
  return order;
}

static DzAnchor *
merge_anchor (DzMerge *self, const char *id, DzHighlight *const copies[DZ_N_COPIES], DzSide side, const char *document)
{
  g_autoptr (DzAnchor) ours = carry (self, DZ_OURS, copies[DZ_OURS], side, document);
  g_autoptr (DzAnchor) theirs = carry (self, DZ_THEIRS, copies[DZ_THEIRS], side, document);
  gboolean we, they;
  DzAnchor *chosen;

  if (copies[DZ_OURS] == NULL || copies[DZ_THEIRS] == NULL)
    return copies[DZ_OURS] != NULL ? g_steal_pointer (&ours) : g_steal_pointer (&theirs);
  if (dz_anchor_equal (ours, theirs))
    return g_steal_pointer (&ours);
  we = !is_as_before (copies, DZ_OURS, side);
  they = !is_as_before (copies, DZ_THEIRS, side);
  if (we && they)
    {
      we = is_moved (self, DZ_OURS, copies[DZ_OURS], copies[DZ_BASE], side);
      they = is_moved (self, DZ_THEIRS, copies[DZ_THEIRS], copies[DZ_BASE], side);
    }
  if (!we && !they)
    {
      we = has_merged_words (self, DZ_OURS, copies[DZ_OURS], side);
      they = has_merged_words (self, DZ_THEIRS, copies[DZ_THEIRS], side);
      if (we == they)
        we = they = FALSE;
    }
  if (we != they)
    return we ? g_steal_pointer (&ours) : g_steal_pointer (&theirs);
  chosen = dz_anchor_ref (compare_anchors (ours, theirs) <= 0 && ours != NULL ? ours : theirs);
  /* That both took its words away is nothing to choose from. */
  if (we && !(ours != NULL && theirs != NULL && ours->orphan && theirs->orphan))
    {
      g_autoptr (DzAnchor) base = carry (self, DZ_BASE, copies[DZ_BASE], side, document);
      g_autofree char *what = g_strconcat (dz_side_to_word (side), "-anchor", NULL);

      dz_merge_conflict (self, id, what, dz_merge_anchor_json (self, side, base),
                         dz_merge_anchor_json (self, side, ours), dz_merge_anchor_json (self, side, theirs));
    }
  return chosen;
}

/* Both gave it up on another side: it keeps what there was. */
static void
keep_somewhere (DzMerge *self, DzHighlight *const copies[DZ_N_COPIES], DzAnchor *anchors[DZ_N_SIDES], const char *document)
{
  DzCopy copy = copies[DZ_OURS] != NULL ? DZ_OURS : DZ_THEIRS;

  if (copies[DZ_BASE] != NULL)
    copy = DZ_BASE;
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (anchors[DZ_SIDE_ORIGINAL] == NULL && anchors[DZ_SIDE_TRANSLATION] == NULL)
      anchors[side] = carry (self, copy, copies[copy], side, document);
}

/* No change takes a highlight into another document; a copy that another program wrote may have done so. */
static const char *
merge_document (DzHighlight *const copies[DZ_N_COPIES])
{
  const char *documents[DZ_N_COPIES];

  for (guint i = 0; i < DZ_N_COPIES; i++)
    documents[i] = copies[i] != NULL ? dz_highlight_get_document (copies[i]) : NULL;
  if (documents[DZ_OURS] == NULL || documents[DZ_THEIRS] == NULL)
    return documents[DZ_OURS] != NULL ? documents[DZ_OURS] : documents[DZ_THEIRS];
  if (g_strcmp0 (documents[DZ_OURS], documents[DZ_BASE]) == 0)
    return documents[DZ_THEIRS];
  if (g_strcmp0 (documents[DZ_THEIRS], documents[DZ_BASE]) == 0)
    return documents[DZ_OURS];
  return strcmp (documents[DZ_OURS], documents[DZ_THEIRS]) >= 0 ? documents[DZ_OURS] : documents[DZ_THEIRS];
}

/* (transfer full) */
static DzHighlight *
merge_highlight (DzMerge *self, const char *id)
{
  DzHighlight *copies[DZ_N_COPIES];
  DzHighlight *merged;
  const char *document;
  DzAnchor *anchors[DZ_N_SIDES];

  for (guint i = 0; i < DZ_N_COPIES; i++)
    copies[i] = (DzHighlight *)dz_merge_lookup (self, i, DZ_TYPE_HIGHLIGHT, id);
  document = merge_document (copies);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    anchors[side] = merge_anchor (self, id, copies, side, document);
  keep_somewhere (self, copies, anchors, document);
  merged = dz_highlight_new (id, document, anchors[0], anchors[1], NULL, "");
  dz_merge_fields (self, DZ_ENTITY (merged), FALSE);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    g_clear_pointer (&anchors[side], dz_anchor_unref);
  return merged;
}

/* Tags that are gone are not named any more. */
static void
leave_gone_tags (DzMerge *self, DzHighlight *highlight)
{
  const char *const *tags = dz_highlight_get_tags (highlight);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GVariant) value = NULL;

  for (guint i = 0; tags[i] != NULL; i++)
    if (dz_project_lookup_tag (self->merged, tags[i]) != NULL)
      g_ptr_array_add (left, (gpointer)tags[i]);
  value = g_variant_ref_sink (g_variant_new_strv ((const char *const *)left->pdata, (gssize)left->len));
  dz_entity_init_field (DZ_ENTITY (highlight), "tags", value, NULL);
}

/* Both tagged the same passage: one highlight with the tags and the notes of both. FALSE when it is not such a pair. */
static gboolean
unite (DzMerge *self, DzHighlight *kept, DzHighlight *other)
{
  const char *const *first = dz_highlight_get_tags (kept), *const *second = dz_highlight_get_tags (other);
  const char *note = dz_highlight_get_note (kept), *more = dz_highlight_get_note (other);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  g_autoptr (GVariant) value = NULL, text = NULL;
  g_autofree char *joined = NULL;

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (!dz_anchor_equal (dz_highlight_get_anchor (kept, side), dz_highlight_get_anchor (other, side)))
      return FALSE;
  for (guint i = 0; first[i] != NULL; i++)
    g_ptr_array_add (tags, (gpointer)first[i]);
  for (guint i = 0; second[i] != NULL; i++)
    if (!g_strv_contains (first, second[i]))
      g_ptr_array_add (tags, (gpointer)second[i]);
  value = g_variant_ref_sink (g_variant_new_strv ((const char *const *)tags->pdata, (gssize)tags->len));
  if (*note != '\0' && *more != '\0' && !g_str_equal (note, more))
    joined = strcmp (note, more) < 0 ? g_strconcat (note, "\n\n", more, NULL) : g_strconcat (more, "\n\n", note, NULL);
  text = g_variant_ref_sink (g_variant_new_string (joined != NULL ? joined : *note != '\0' ? note : more));
  dz_entity_init_field (DZ_ENTITY (kept), "tags", value, NULL);
  dz_entity_init_field (DZ_ENTITY (kept), "note", text, NULL);
  return TRUE;
}

/* Known to one copy alone, and to neither before. */
static gboolean
is_new_in (DzMerge *self, DzCopy copy, const char *id)
{
  return dz_merge_lookup (self, copy, DZ_TYPE_HIGHLIGHT, id) != NULL
         && dz_merge_lookup (self, 1 - copy, DZ_TYPE_HIGHLIGHT, id) == NULL
         && dz_merge_lookup (self, DZ_BASE, DZ_TYPE_HIGHLIGHT, id) == NULL;
}

static char *
place_key (DzHighlight *highlight)
{
  GString *key = g_string_new (NULL);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

      if (anchor != NULL)
        g_string_append_printf (key, "%s %u %s %u %d;", anchor->start_block ? anchor->start_block : "", anchor->start,
                                anchor->end_block ? anchor->end_block : "", anchor->end, anchor->orphan);
      else
        g_string_append_c (key, ';');
    }
  return g_string_free (key, FALSE);
}

void
dz_merge_highlights (DzMerge *self, GPtrArray *order)
{
  g_autoptr (GPtrArray) highlights = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < order->len; i++)
    {
      g_autoptr (DzHighlight) highlight = merge_highlight (self, g_ptr_array_index (order, i));
      g_autofree char *place = place_key (highlight);
      DzHighlight *there = g_hash_table_lookup (places, place);
      const char *id = dz_highlight_get_id (highlight);
      DzCopy copy = is_new_in (self, DZ_OURS, id) ? DZ_OURS : DZ_THEIRS;

      leave_gone_tags (self, highlight);
      if (there != NULL && is_new_in (self, copy, id) && is_new_in (self, 1 - copy, dz_highlight_get_id (there))
          && unite (self, there, highlight))
        continue;
      g_hash_table_insert (places, g_steal_pointer (&place), highlight);
      g_ptr_array_add (highlights, g_object_ref (highlight));
    }
  for (guint i = 0; i < highlights->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!dz_project_build (self->merged, NULL, g_ptr_array_index (highlights, i), &error))
        g_warning ("A highlight was left out of a merge: %s", error->message);
    }
}
