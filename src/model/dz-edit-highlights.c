#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

void
dz_edit_apply_tags (DzProject *project, DzHighlight *highlight, const char *add, const char *remove)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *tags = dz_highlight_get_tags (highlight);
  g_auto (GStrv) result = NULL;

  for (guint i = 0; tags[i] != NULL; i++)
    if (g_strcmp0 (tags[i], remove) != 0)
      g_strv_builder_add (builder, tags[i]);
  if (add != NULL && !dz_highlight_has_tag (highlight, add))
    g_strv_builder_add (builder, add);
  result = g_strv_builder_end (builder);
  dz_edit_apply_set (project, highlight, "tags", g_variant_new_strv ((const char *const *)result, -1));
}

/* A place in a document, as a passage's edge. */
typedef struct
{
  guint index;
  guint position;
} Place;

static gboolean
is_before (Place a, Place b)
{
  return a.index < b.index || (a.index == b.index && a.position < b.position);
}

static const char *
byte_at (DzText *text, guint position)
{
  return g_utf8_offset_to_pointer (dz_text_get_string (text), position);
}

/* Forward over blanks and ends of blocks, but not beyond @end. */
static Place
skip_blanks (DzDocument *document, DzSide side, Place start, Place end)
{
  while (is_before (start, end))
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, start.index), side);
      guint length = dz_text_get_length (text);
      const char *next = byte_at (text, MIN (start.position, length));

      for (; start.position < length && g_unichar_isspace (g_utf8_get_char (next)); next = g_utf8_next_char (next))
        start.position++;
      if (start.position < length)
        break;
      start = (Place){ start.index + 1, 0 };
    }

  return start;
}

static Place
skip_blanks_back (DzDocument *document, DzSide side, Place start, Place end)
{
  while (is_before (start, end))
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, end.index), side);
      const char *here = byte_at (text, end.position);

      for (; end.position > 0; end.position--)
        {
          here = g_utf8_prev_char (here);
          if (!g_unichar_isspace (g_utf8_get_char (here)))
            return end;
        }
      if (end.index == 0)
        break;
      end.index--;
      end.position = dz_text_get_length (dz_block_get_text (dz_document_get_block (document, end.index), side));
    }

  return end;
}

/* The anchor of a passage without the blanks at its edges; NULL when nothing is left. */
static DzAnchor *
anchor_of_passage (DzProject *project, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block, guint end)
{
  DzDocument *document = dz_project_document_of (project, start_block);
  Place from = { dz_document_index_of (document, start_block), start };
  Place to = { dz_document_index_of (document, end_block), end };

  if (to.index == G_MAXUINT)
    return NULL;
  if (is_before (to, from))
    {
      Place swapped = from;

      from = to;
      to = swapped;
    }
  to.position
      = MIN (to.position, dz_text_get_length (dz_block_get_text (dz_document_get_block (document, to.index), side)));
  from = skip_blanks (document, side, from, to);
  to = skip_blanks_back (document, side, from, to);
  if (!is_before (from, to))
    return NULL;

  return dz_anchor_new (dz_block_get_id (dz_document_get_block (document, from.index)), from.position,
                        dz_block_get_id (dz_document_get_block (document, to.index)), to.position);
}

static DzHighlight *
find_highlight (DzProject *project, DzSide side, DzAnchor *anchor)
{
  g_autoptr (GPtrArray) there
      = dz_project_highlights_on (project, dz_project_lookup_block (project, anchor->start_block), side);

  for (guint i = 0; i < there->len; i++)
    if (dz_anchor_equal (dz_highlight_get_anchor (g_ptr_array_index (there, i), side), anchor))
      return g_ptr_array_index (there, i);

  return NULL;
}

static void
apply_new_highlight (DzProject *project, DzHighlight *highlight)
{
  dz_edit_apply_insert (project, NULL, g_list_model_get_n_items (dz_project_get_highlights (project)), highlight);
}

DzHighlight *
dz_edit_highlight (
    DzProject *project, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block, guint end, DzTag *tag)
{
  g_autoptr (DzAnchor) anchor = NULL;
  DzHighlight *highlight;
  const char *const tags[] = { tag != NULL ? dz_tag_get_id (tag) : NULL, NULL };

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_BLOCK (start_block) && DZ_IS_BLOCK (end_block), NULL);

  anchor = anchor_of_passage (project, side, start_block, start, end_block, end);
  if (anchor == NULL)
    return NULL;

  dz_project_begin_step (project, _ ("Highlight"));
  highlight = find_highlight (project, side, anchor);
  if (highlight != NULL)
    {
      dz_edit_apply_tags (project, highlight, tags[0], NULL);
    }
  else
    {
      g_autoptr (DzHighlight) made = dz_highlight_new (
          NULL, dz_document_get_id (dz_project_document_of (project, start_block)),
          side == DZ_SIDE_ORIGINAL ? anchor : NULL, side == DZ_SIDE_TRANSLATION ? anchor : NULL, tags, NULL);

      apply_new_highlight (project, made);
      highlight = made;
    }
  dz_project_end_step (project);
  return highlight;
}

void
dz_edit_toggle_tag (DzProject *project, DzHighlight *highlight, DzTag *tag)
{
  gboolean has;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_HIGHLIGHT (highlight) && DZ_IS_TAG (tag));

  has = dz_highlight_has_tag (highlight, dz_tag_get_id (tag));
  dz_project_begin_step (project, has ? _ ("Remove Tag From Highlight") : _ ("Tag"));
  dz_edit_apply_tags (project, highlight, has ? NULL : dz_tag_get_id (tag), has ? dz_tag_get_id (tag) : NULL);
  dz_project_end_step (project);
}

void
dz_edit_set_note (DzProject *project, DzHighlight *highlight, const char *note)
{
  dz_edit_set_string (project, DZ_ENTITY (highlight), "note", note, _ ("Note"));
}

void
dz_edit_set_anchor (DzProject *project,
                    DzHighlight *highlight,
                    DzSide side,
                    DzBlock *start_block,
                    guint start,
                    DzBlock *end_block,
                    guint end)
{
  g_autoptr (DzAnchor) anchor = NULL;
  DzAnchor *old;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_HIGHLIGHT (highlight));
  g_return_if_fail (DZ_IS_BLOCK (start_block) && DZ_IS_BLOCK (end_block));
  g_return_if_fail (g_str_equal (dz_document_get_id (dz_project_document_of (project, start_block)),
                                 dz_highlight_get_document (highlight)));

  anchor = anchor_of_passage (project, side, start_block, start, end_block, end);
  old = dz_highlight_get_anchor (highlight, side);
  if (anchor == NULL || dz_anchor_equal (anchor, old))
    return;

  dz_project_begin_step (project, _ ("Move Highlight"));
  dz_edit_apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), side, old, anchor));
  dz_project_end_step (project);
}

static gboolean
is_live (DzAnchor *anchor)
{
  return anchor != NULL && !anchor->orphan;
}

static void
apply_removal (DzProject *project, DzHighlight *highlight)
{
  GListModel *highlights = dz_project_get_highlights (project);
  guint n = g_list_model_get_n_items (highlights);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzHighlight) there = g_list_model_get_item (highlights, i);

      if (there == highlight)
        {
          dz_edit_apply_remove (project, NULL, i, highlight);
          return;
        }
    }
}

static void
apply_joint_note (DzProject *project, DzHighlight *highlight, DzHighlight *other)
{
  const char *mine = dz_highlight_get_note (highlight);
  const char *theirs = dz_highlight_get_note (other);
  g_autofree char *both = g_strconcat (mine, *mine != '\0' && *theirs != '\0' ? "\n\n" : "", theirs, NULL);

  dz_edit_apply_set (project, highlight, "note", g_variant_new_string (both));
}

gboolean
dz_edit_join_highlights (DzProject *project, DzHighlight *highlight, DzHighlight *other)
{
  g_autoptr (DzHighlight) held = NULL;
  const char *const *tags;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_HIGHLIGHT (highlight) && DZ_IS_HIGHLIGHT (other), FALSE);

  if (highlight == other || !g_str_equal (dz_highlight_get_document (highlight), dz_highlight_get_document (other)))
    return FALSE;
  for (guint side = 0; side < DZ_N_SIDES; side++)
    if (is_live (dz_highlight_get_anchor (highlight, side)) && is_live (dz_highlight_get_anchor (other, side)))
      return FALSE;

  held = g_object_ref (other);
  dz_project_begin_step (project, _ ("Join Highlights"));
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *mine = dz_highlight_get_anchor (highlight, side);
      DzAnchor *theirs = dz_highlight_get_anchor (other, side);

      if (theirs != NULL && (mine == NULL || !theirs->orphan))
        dz_edit_apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), side, mine, theirs));
    }
  tags = dz_highlight_get_tags (other);
  for (guint i = 0; tags[i] != NULL; i++)
    dz_edit_apply_tags (project, highlight, tags[i], NULL);
  apply_joint_note (project, highlight, other);
  apply_removal (project, other);
  dz_project_end_step (project);
  return TRUE;
}

DzHighlight *
dz_edit_part_highlight (DzProject *project, DzHighlight *highlight)
{
  g_autoptr (DzHighlight) parted = NULL;
  DzAnchor *anchor;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_HIGHLIGHT (highlight), NULL);

  anchor = dz_highlight_get_anchor (highlight, DZ_SIDE_TRANSLATION);
  if (anchor == NULL || dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL) == NULL)
    return NULL;

  parted = dz_highlight_new (NULL, dz_highlight_get_document (highlight), NULL, anchor,
                             dz_highlight_get_tags (highlight), NULL);
  dz_project_begin_step (project, _ ("Part Highlight"));
  dz_edit_apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), DZ_SIDE_TRANSLATION, anchor, NULL));
  apply_new_highlight (project, parted);
  dz_project_end_step (project);
  return parted;
}

void
dz_edit_remove_highlight (DzProject *project, DzHighlight *highlight)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_HIGHLIGHT (highlight));

  dz_project_begin_step (project, _ ("Remove Highlight"));
  apply_removal (project, highlight);
  dz_project_end_step (project);
}
