#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"
#include "window/highlights/dz-highlight-words.h"
#include "window/versions/dz-version-marks.h"

#define HEADING 24

static gboolean
is_live (DzAnchor *anchor)
{
  return anchor && !anchor->orphan;
}

static gboolean
has_same_text (DzProject *earlier, DzProject *present, const char *block, DzSide side)
{
  DzBlock *before = dz_project_lookup_block (earlier, block), *now = dz_project_lookup_block (present, block);

  return before && now && dz_text_equal (dz_block_get_text (before, side), dz_block_get_text (now, side));
}

/* Whether somebody put it elsewhere; that a text grew before it, or under it, is none of its business. */
static gboolean
is_moved (DzProject *earlier, DzProject *present, DzHighlight *before, DzHighlight *now, DzSide side)
{
  DzAnchor *then_at = dz_highlight_get_anchor (before, side), *now_at = dz_highlight_get_anchor (now, side);

  if (is_live (then_at) != is_live (now_at))
    return TRUE;
  if (!is_live (then_at) || dz_anchor_equal (then_at, now_at))
    return FALSE;
  if (!g_str_equal (then_at->start_block, now_at->start_block) || !g_str_equal (then_at->end_block, now_at->end_block))
    return TRUE;
  return has_same_text (earlier, present, now_at->start_block, side)
         && has_same_text (earlier, present, now_at->end_block, side);
}

static void
add_quotes (DzCompareItem *item, DzProject *earlier, DzProject *present, DzHighlight *before, DzHighlight *now, DzSide side)
{
  g_autofree char *left = before ? dz_highlight_words_dup_quote (earlier, before, side) : NULL;
  g_autofree char *right = now ? dz_highlight_words_dup_quote (present, now, side) : NULL;

  if ((left && *left) || (right && *right))
    dz_compare_item_add_part (item, side == DZ_SIDE_ORIGINAL ? _ ("Original") : _ ("Translation"), left, right);
}

static void
add_labels (DzCompareItem *item, DzProject *earlier, DzProject *present, DzHighlight *before, DzHighlight *now)
{
  g_autofree char *then_tags = before ? dz_highlight_words_dup_tags (earlier, before) : NULL;
  g_autofree char *now_tags = now ? dz_highlight_words_dup_tags (present, now) : NULL;
  const char *then_note = before ? dz_highlight_get_note (before) : NULL, *now_note = now ? dz_highlight_get_note (now) : NULL;
  gboolean lone = !before || !now;

  if (lone ? *(then_tags ? then_tags : now_tags) != '\0' : !g_str_equal (then_tags, now_tags))
    dz_compare_item_add_part (item, _ ("Tags"), then_tags, now_tags);
  if (!lone && g_strcmp0 (then_note ? then_note : "", now_note ? now_note : "") != 0)
    dz_compare_item_add_part (item, _ ("Note"), then_note ? then_note : "", now_note ? now_note : "");
  else if (lone && ((then_note && *then_note) || (now_note && *now_note)))
    dz_compare_item_add_part (item, _ ("Note"), then_note, now_note);
}

static char *
dup_heading (DzProject *project, DzHighlight *highlight)
{
  g_autofree char *original = dz_highlight_words_dup_quote (project, highlight, DZ_SIDE_ORIGINAL);
  g_autofree char *translation = dz_highlight_words_dup_quote (project, highlight, DZ_SIDE_TRANSLATION);
  const char *quote = *original ? original : translation;
  gboolean is_long = g_utf8_strlen (quote, -1) > HEADING;
  g_autofree char *start = is_long ? g_utf8_substring (quote, 0, HEADING) : g_strdup (quote);
  g_autofree char *shown = g_strconcat (start, is_long ? "…" : "", NULL);

  return g_strdup_printf (_ ("Highlight “%s”"), shown);
}

/* (nullable): the block that brings the highlight back with it: it is alone on it, and nothing else of it would change. */
static DzBlock *
find_bearer (DzProject *earlier, DzProject *present, DzHighlight *highlight)
{
  const char *id = NULL;
  DzBlock *before, *now;

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

      if (!anchor)
        continue;
      if (anchor->orphan || !g_str_equal (anchor->start_block, anchor->end_block)
          || (id && !g_str_equal (id, anchor->start_block)))
        return NULL;
      id = anchor->start_block;
    }
  before = id ? dz_project_lookup_block (earlier, id) : NULL;
  now = id ? dz_project_lookup_block (present, id) : NULL;
  return before && now && dz_entity_equal (DZ_ENTITY (before), DZ_ENTITY (now)) ? now : NULL;
}

static void
add_lone (GPtrArray *items, DzProject *earlier, DzProject *present, DzHighlight *before, DzHighlight *now, gboolean editable)
{
  g_autofree char *heading = before ? dup_heading (earlier, before) : dup_heading (present, now);
  DzBlock *bearer = before && editable ? find_bearer (earlier, present, before) : NULL;
  g_autoptr (GtkStringObject) id = bearer ? gtk_string_object_new (dz_block_get_id (bearer)) : NULL;
  DzCompareItem *item = dz_compare_item_new (before ? DZ_COMPARE_REMOVED : DZ_COMPARE_ADDED, heading, id);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    add_quotes (item, earlier, present, before, now, side);
  add_labels (item, earlier, present, before, now);
  if (bearer)
    dz_compare_item_add_action (item, "back", _ ("_Bring Back"));
  g_ptr_array_add (items, item);
}

static void
add_both (GPtrArray *items, DzProject *earlier, DzProject *present, DzHighlight *before, DzHighlight *now)
{
  g_autofree char *heading = NULL;
  g_autoptr (DzCompareItem) item = NULL;

  if (dz_entity_equal (DZ_ENTITY (before), DZ_ENTITY (now)))
    return;
  heading = dup_heading (present, now);
  item = dz_compare_item_new (DZ_COMPARE_CHANGED, heading, NULL);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (is_moved (earlier, present, before, now, side))
      add_quotes (item, earlier, present, before, now, side);
  add_labels (item, earlier, present, before, now);
  if (dz_highlight_is_orphan (now) && !dz_highlight_is_orphan (before))
    dz_compare_item_set_remark (item, _ ("It has lost its place"));
  if (dz_compare_item_get_n_parts (item) > 0)
    g_ptr_array_add (items, g_steal_pointer (&item));
}

void
dz_version_marks_add (GPtrArray *items, DzProject *earlier, DzProject *present, gboolean editable)
{
  GListModel *now = dz_project_get_highlights (present), *then = dz_project_get_highlights (earlier);
  guint n_now = g_list_model_get_n_items (now), n_then = g_list_model_get_n_items (then);

  for (guint i = 0; i < n_now; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (now, i);
      DzHighlight *before = dz_project_lookup_highlight (earlier, dz_highlight_get_id (highlight));

      if (before)
        add_both (items, earlier, present, before, highlight);
      else
        add_lone (items, earlier, present, NULL, highlight, editable);
    }
  for (guint i = 0; i < n_then; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (then, i);

      if (!dz_project_lookup_highlight (present, dz_highlight_get_id (highlight)))
        add_lone (items, earlier, present, highlight, NULL, editable);
    }
}
