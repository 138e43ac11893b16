#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"
#include "window/details/dz-progress.h"
#include "window/versions/dz-version-blocks.h"

#include "language/dz-diff.h"

typedef struct
{
  GPtrArray *items;
  DzProject *earlier;
  DzProject *present;
  /* (nullable): of the document that is being compared */
  DzDocument *before;
  DzDocument *now;
  char *languages[DZ_N_SIDES];
  gboolean editable;
} Work;

static char *
dup_heading (DzProject *project, DzBlock *block, guint index)
{
  const char *id = dz_block_get_speaker (block);
  DzSpeaker *speaker = id ? dz_project_lookup_speaker (project, id) : NULL;
  g_autofree char *number = g_strdup_printf (_ ("Block %u"), index + 1);

  if (!speaker)
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s · %s", number, dz_speaker_get_name (speaker));
}

/* The id alone: the block goes with its project. */
static DzCompareItem *
new_item (DzCompareKind kind, const char *heading, DzBlock *block)
{
  g_autoptr (GtkStringObject) id = gtk_string_object_new (dz_block_get_id (block));

  return dz_compare_item_new (kind, heading, id);
}

static const char *
get_string (DzBlock *block, DzSide side)
{
  return block ? dz_text_get_string (dz_block_get_text (block, side)) : NULL;
}

static void
add_text (Work *work, DzCompareItem *item, DzSide side, DzBlock *before, DzBlock *now)
{
  dz_compare_item_add_part (item, side == DZ_SIDE_ORIGINAL ? _ ("Original") : _ ("Translation"),
                            get_string (before, side), get_string (now, side));
  dz_compare_item_set_language (item, work->languages[side]);
}

static void
add_back (Work *work, DzCompareItem *item)
{
  if (!work->editable)
    return;
  /* Translators: beside a paragraph that an earlier version did not have */
  dz_compare_item_add_action (
      item, "back", dz_compare_item_get_kind (item) == DZ_COMPARE_ADDED ? _ ("_Take Out") : _ ("_Bring Back"));
}

/* A block that one of the two has. */
static void
add_lone (Work *work, DzBlock *before, DzBlock *now, guint index)
{
  DzBlock *block = before ? before : now;
  g_autofree char *heading = dup_heading (before ? work->earlier : work->present, block, index);
  DzCompareItem *item = new_item (before ? DZ_COMPARE_REMOVED : DZ_COMPARE_ADDED, heading, block);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (!dz_text_is_empty (dz_block_get_text (block, side)))
      add_text (work, item, side, before, now);
  add_back (work, item);
  g_ptr_array_add (work->items, item);
}

static const char *
get_speaker_name (DzProject *project, DzBlock *block)
{
  const char *id = dz_block_get_speaker (block);
  DzSpeaker *speaker = id ? dz_project_lookup_speaker (project, id) : NULL;

  return speaker ? dz_speaker_get_name (speaker) : "";
}

static const char *
get_kind_name (DzBlockKind kind)
{
  static const char *const names[] = {
    [DZ_BLOCK_PARAGRAPH] = N_ ("paragraph"), [DZ_BLOCK_HEADING] = N_ ("heading"),
    [DZ_BLOCK_LIST_ITEM] = N_ ("list item"), [DZ_BLOCK_QUOTATION] = N_ ("quotation"),
    [DZ_BLOCK_PICTURE] = N_ ("picture"),     [DZ_BLOCK_RULE] = N_ ("line"),
  };

  return _ (names[kind]);
}

static void
say (GString *out, char *text)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
  g_free (text);
}

static gboolean
has_other_form (DzBlock *a, DzBlock *b)
{
  const DzBlockForm *x = dz_block_get_form (a), *y = dz_block_get_form (b);

  return x->level != y->level || x->quoted != y->quoted || x->ordered != y->ordered || x->number != y->number
         || x->starts != y->starts;
}

static gboolean
has_other_spans (DzBlock *a, DzBlock *b, DzSide side)
{
  return g_str_equal (get_string (a, side), get_string (b, side))
         && !dz_text_equal (dz_block_get_text (a, side), dz_block_get_text (b, side));
}

/* What differs beside the texts, as a remark. */
static void
remark (DzCompareItem *item, DzBlock *before, DzBlock *now, gboolean moved)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DzState then_state = dz_block_get_state (before), now_state = dz_block_get_state (now);
  DzBlockKind then_kind = dz_block_get_kind (before), now_kind = dz_block_get_kind (now);

  if (moved)
    say (out, g_strdup (_ ("It stood in another place")));
  if (then_state != now_state)
    /* Translators: two states of a block, as "draft" and "reviewed" */
    say (out, g_strdup_printf (_ ("State: %s, now %s"), dz_progress_state_name (then_state), dz_progress_state_name (now_state)));
  if (then_kind != now_kind)
    /* Translators: two kinds of a block, as "paragraph" and "heading" */
    say (out, g_strdup_printf (_ ("It was a %s, now a %s"), get_kind_name (then_kind), get_kind_name (now_kind)));
  else if (has_other_form (before, now))
    say (out, g_strdup (_ ("Its level or number differs")));
  if (has_other_spans (before, now, DZ_SIDE_ORIGINAL) || has_other_spans (before, now, DZ_SIDE_TRANSLATION))
    say (out, g_strdup (_ ("Bold, italic or links differ")));
  if (dz_block_get_turn (before) != dz_block_get_turn (now))
    say (out, g_strdup (dz_block_get_turn (now) ? _ ("Now a turn begins here") : _ ("A turn began here")));
  if (out->len > 0)
    dz_compare_item_set_remark (item, out->str);
}

static void
add_changed (Work *work, DzBlock *before, DzBlock *now, guint index, gboolean moved)
{
  g_autofree char *heading = dup_heading (work->present, now, index);
  DzCompareItem *item = new_item (DZ_COMPARE_CHANGED, heading, now);
  const char *then_speaker = get_speaker_name (work->earlier, before);
  const char *now_speaker = get_speaker_name (work->present, now);

  remark (item, before, now, moved);
  if (g_strcmp0 (dz_block_get_speaker (before), dz_block_get_speaker (now)) != 0)
    dz_compare_item_add_part (item, _ ("Speaker"), then_speaker, now_speaker);
  if (!g_str_equal (dz_block_get_source (before), dz_block_get_source (now)))
    dz_compare_item_add_part (item, _ ("Picture"), dz_block_get_source (before), dz_block_get_source (now));
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (!g_str_equal (get_string (before, side), get_string (now, side)))
      add_text (work, item, side, before, now);
  /* Something to know it by. */
  if (dz_compare_item_get_n_parts (item) == 0)
    add_text (work, item, DZ_SIDE_ORIGINAL, before, now);
  add_back (work, item);
  g_ptr_array_add (work->items, item);
}

static void
add_both (Work *work, DzBlock *before, DzBlock *now, guint index, gboolean moved)
{
  g_autofree char *heading = NULL;
  DzCompareItem *item;

  if (moved || !dz_entity_equal (DZ_ENTITY (before), DZ_ENTITY (now)))
    {
      add_changed (work, before, now, index, moved);
      return;
    }
  heading = dup_heading (work->present, now, index);
  item = new_item (DZ_COMPARE_SAME, heading, now);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (!dz_text_is_empty (dz_block_get_text (now, side)))
      add_text (work, item, side, before, now);
  g_ptr_array_add (work->items, item);
}

static gboolean
same_id (guint a, guint b, gpointer data)
{
  Work *work = data;

  return g_str_equal (dz_block_get_id (dz_document_get_block (work->before, a)),
                      dz_block_get_id (dz_document_get_block (work->now, b)));
}

static void
add_stretch (Work *work, const DzDiffEdit *edit)
{
  for (guint i = edit->a_start; i < edit->a_start + edit->a_length; i++)
    {
      DzBlock *block = dz_document_get_block (work->before, i);

      /* What moved is shown where it is now. */
      if (!dz_project_lookup_block (work->present, dz_block_get_id (block)))
        add_lone (work, block, NULL, i);
    }
  for (guint i = edit->b_start; i < edit->b_start + edit->b_length; i++)
    {
      DzBlock *block = dz_document_get_block (work->now, i);
      DzBlock *before = dz_project_lookup_block (work->earlier, dz_block_get_id (block));

      if (before)
        add_both (work, before, block, i, TRUE);
      else
        add_lone (work, NULL, block, i);
    }
}

static void
add_document (Work *work)
{
  guint n_before = work->before ? dz_document_get_n_blocks (work->before) : 0;
  guint n_now = work->now ? dz_document_get_n_blocks (work->now) : 0, a = 0, b = 0;
  g_autoptr (GArray) edits = dz_diff (n_before, n_now, same_id, work);

  for (guint i = 0; i <= edits->len; i++)
    {
      const DzDiffEdit end = { n_before, 0, n_now, 0 };
      const DzDiffEdit *edit = i < edits->len ? &g_array_index (edits, DzDiffEdit, i) : &end;

      for (; a < edit->a_start; a++, b++)
        add_both (work, dz_document_get_block (work->before, a), dz_document_get_block (work->now, b), b, FALSE);
      add_stretch (work, edit);
      a = edit->a_start + edit->a_length;
      b = edit->b_start + edit->b_length;
    }
}

void
dz_version_blocks_add (GPtrArray *items, DzProject *earlier, DzProject *present, gboolean editable)
{
  Work work = { .items = items, .earlier = earlier, .present = present, .editable = editable };
  GListModel *now = dz_project_get_documents (present), *then = dz_project_get_documents (earlier);

  g_object_get (present, "original-language", &work.languages[DZ_SIDE_ORIGINAL], "translation-language",
                &work.languages[DZ_SIDE_TRANSLATION], NULL);
  for (guint i = 0; i < g_list_model_get_n_items (now); i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (now, i);

      work.now = document;
      work.before = dz_project_lookup_document (earlier, dz_document_get_id (document));
      add_document (&work);
    }
  work.now = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (then); i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (then, i);

      work.before = document;
      if (!dz_project_lookup_document (present, dz_document_get_id (document)))
        add_document (&work);
    }
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    g_free (work.languages[side]);
}
