#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

static gunichar
char_at (DzText *text, guint position)
{
  return g_utf8_get_char (g_utf8_offset_to_pointer (dz_text_get_string (text), position));
}

/* A passage without the blanks and empty blocks at its edges; NULL when nothing is left. */
static DzAnchor *
trimmed_anchor (DzProject *project, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block, guint end)
{
  DzDocument *document = dz_project_document_of (project, start_block);
  guint first = dz_document_index_of (document, start_block);
  guint last = dz_document_index_of (document, end_block);

  g_return_val_if_fail (document == dz_project_document_of (project, end_block), NULL);
  if (first > last || (first == last && start >= end))
    return NULL;

  for (;;)
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, first), side);
      guint stop = first == last ? end : dz_text_get_length (text);

      while (start < stop && g_unichar_isspace (char_at (text, start)))
        start++;
      if (start < stop)
        break;
      if (first == last)
        return NULL;
      first++;
      start = 0;
    }
  for (;;)
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, last), side);

      while (end > 0 && g_unichar_isspace (char_at (text, end - 1)))
        end--;
      if (end > 0)
        break;
      last--;
      end = dz_text_get_length (dz_block_get_text (dz_document_get_block (document, last), side));
    }
  return dz_anchor_new (dz_block_get_id (dz_document_get_block (document, first)), start,
                        dz_block_get_id (dz_document_get_block (document, last)), end);
}

static DzHighlight *
find_exact (DzProject *project, DzSide side, DzBlock *block, DzAnchor *anchor)
{
  g_autoptr (GPtrArray) there = dz_project_highlights_on (project, block, side);

  for (guint i = 0; i < there->len; i++)
    {
      DzHighlight *highlight = g_ptr_array_index (there, i);

      if (dz_anchor_equal (dz_highlight_get_anchor (highlight, side), anchor))
        return highlight;
    }
  return NULL;
}

static void
set_tags (DzProject *project, DzHighlight *highlight, GPtrArray *tags)
{
  dz_edit_set_field (project, highlight, "tags", g_variant_new_strv ((const char *const *) tags->pdata, tags->len));
}

static GPtrArray *
dup_tags (DzHighlight *highlight)
{
  GPtrArray *tags = g_ptr_array_new ();

  for (const char *const *tag = dz_highlight_get_tags (highlight); tag != NULL && *tag != NULL; tag++)
    g_ptr_array_add (tags, (gpointer) g_intern_string (*tag));
  return tags;
}

static void
add_tag (DzProject *project, DzHighlight *highlight, const char *tag)
{
  g_autoptr (GPtrArray) tags = dup_tags (highlight);

  if (dz_highlight_has_tag (highlight, tag))
    return;
  g_ptr_array_add (tags, (gpointer) tag);
  set_tags (project, highlight, tags);
}

static DzHighlight *
insert_highlight (DzProject *project, DzHighlight *highlight)
{
  dz_edit_insert (project, NULL, g_list_model_get_n_items (dz_project_get_highlights (project)), highlight);
  return dz_project_lookup_highlight (project, dz_highlight_get_id (highlight));
}

DzHighlight *
dz_edit_highlight (DzProject *project, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block, guint end,
                   DzTag *tag)
{
  g_autoptr (DzAnchor) anchor = trimmed_anchor (project, side, start_block, start, end_block, end);
  const char *tags[] = { tag != NULL ? dz_tag_get_id (tag) : NULL, NULL };
  DzHighlight *highlight;

  if (anchor == NULL)
    return NULL;

  dz_project_begin_step (project, tag != NULL ? _("Tag") : _("Highlight"));
  highlight = find_exact (project, side, dz_project_lookup_block (project, anchor->start_block), anchor);
  if (highlight != NULL)
    {
      if (tag != NULL)
        add_tag (project, highlight, tags[0]);
    }
  else
    {
      DzDocument *document = dz_project_document_of (project, start_block);
      g_autoptr (DzHighlight) fresh
          = dz_highlight_new (NULL, dz_document_get_id (document), side == DZ_SIDE_ORIGINAL ? anchor : NULL,
                              side == DZ_SIDE_TRANSLATION ? anchor : NULL, tags, NULL);

      highlight = insert_highlight (project, fresh);
    }
  dz_project_end_step (project);
  return highlight;
}

void
dz_edit_toggle_tag (DzProject *project, DzHighlight *highlight, DzTag *tag)
{
  const char *id = dz_tag_get_id (tag);
  g_autoptr (GPtrArray) tags = dup_tags (highlight);
  guint index;

  if (g_ptr_array_find_with_equal_func (tags, id, g_str_equal, &index))
    {
      dz_project_begin_step (project, _("Remove Tag"));
      g_ptr_array_remove_index (tags, index);
    }
  else
    {
      dz_project_begin_step (project, _("Tag"));
      g_ptr_array_add (tags, (gpointer) id);
    }
  set_tags (project, highlight, tags);
  dz_project_end_step (project);
}

void
dz_edit_set_note (DzProject *project, DzHighlight *highlight, const char *note)
{
  dz_edit_set_string (project, DZ_ENTITY (highlight), "note", note, _("Edit Note"));
}

static void
set_anchor (DzProject *project, DzHighlight *highlight, DzSide side, DzAnchor *anchor)
{
  DzAnchor *old = dz_highlight_get_anchor (highlight, side);

  if (dz_anchor_equal (old, anchor))
    return;
  dz_edit_apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), side, old, anchor));
}

void
dz_edit_set_anchor (DzProject *project, DzHighlight *highlight, DzSide side, DzBlock *start_block, guint start,
                    DzBlock *end_block, guint end)
{
  g_autoptr (DzAnchor) anchor = trimmed_anchor (project, side, start_block, start, end_block, end);

  if (anchor == NULL)
    return;
  dz_project_begin_step (project, _("Join Passages"));
  set_anchor (project, highlight, side, anchor);
  dz_project_end_step (project);
}

static void
join_notes (DzProject *project, DzHighlight *highlight, const char *added)
{
  const char *note = dz_highlight_get_note (highlight);
  g_autofree char *joined = NULL;

  if (added == NULL || *added == '\0' || g_strcmp0 (note, added) == 0)
    return;
  joined = note != NULL && *note != '\0' ? g_strconcat (note, "\n", added, NULL) : g_strdup (added);
  dz_edit_set_field (project, highlight, "note", g_variant_new_string (joined));
}

static gboolean
is_live (DzAnchor *anchor)
{
  return anchor != NULL && !anchor->orphan;
}

gboolean
dz_edit_join_highlights (DzProject *project, DzHighlight *highlight, DzHighlight *other)
{
  g_autoptr (DzHighlight) held = g_object_ref (other);

  if (highlight == other
      || g_strcmp0 (dz_highlight_get_document (highlight), dz_highlight_get_document (other)) != 0)
    return FALSE;
  for (DzSide side = DZ_SIDE_ORIGINAL; side < DZ_N_SIDES; side++)
    if (is_live (dz_highlight_get_anchor (highlight, side)) && is_live (dz_highlight_get_anchor (other, side)))
      return FALSE;

  dz_project_begin_step (project, _("Join Highlights"));
  dz_edit_remove (project, NULL, dz_edit_position (dz_project_get_highlights (project), other), other);
  for (DzSide side = DZ_SIDE_ORIGINAL; side < DZ_N_SIDES; side++)
    {
      DzAnchor *mine = dz_highlight_get_anchor (highlight, side);
      DzAnchor *theirs = dz_highlight_get_anchor (held, side);

      if (theirs != NULL && !is_live (mine) && (mine == NULL || is_live (theirs)))
        set_anchor (project, highlight, side, theirs);
    }
  for (const char *const *tag = dz_highlight_get_tags (held); tag != NULL && *tag != NULL; tag++)
    add_tag (project, highlight, *tag);
  join_notes (project, highlight, dz_highlight_get_note (held));
  dz_project_end_step (project);
  return TRUE;
}

DzHighlight *
dz_edit_part_highlight (DzProject *project, DzHighlight *highlight)
{
  DzAnchor *original = dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL);
  DzAnchor *translation = dz_highlight_get_anchor (highlight, DZ_SIDE_TRANSLATION);
  g_autoptr (DzHighlight) fresh = NULL;
  DzHighlight *parted;

  if (original == NULL || translation == NULL)
    return NULL;
  fresh = dz_highlight_new (NULL, dz_highlight_get_document (highlight), NULL, translation,
                            dz_highlight_get_tags (highlight), NULL);
  dz_project_begin_step (project, _("Part Highlight"));
  set_anchor (project, highlight, DZ_SIDE_TRANSLATION, NULL);
  parted = insert_highlight (project, fresh);
  dz_project_end_step (project);
  return parted;
}

void
dz_edit_remove_highlight (DzProject *project, DzHighlight *highlight)
{
  dz_project_begin_step (project, _("Remove Highlight"));
  dz_edit_remove (project, NULL, dz_edit_position (dz_project_get_highlights (project), highlight), highlight);
  dz_project_end_step (project);
}
