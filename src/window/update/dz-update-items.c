#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/compare/dz-compare-item.h"
#include "window/update/dz-update-items.h"
#include "window/versions/dz-version-field.h"

typedef struct
{
  DzProject *project;
  DzDocument *document;
  GListModel *plan;
  char *languages[DZ_N_SIDES];
} Work;

static const DzCompareKind kinds[] = {
  [DZ_UPDATE_SAME] = DZ_COMPARE_SAME,
  [DZ_UPDATE_CHANGED] = DZ_COMPARE_CHANGED,
  [DZ_UPDATE_ADDED] = DZ_COMPARE_ADDED,
  [DZ_UPDATE_REMOVED] = DZ_COMPARE_REMOVED,
};

static const char *
get_words (DzBlock *block, DzSide side)
{
  return dz_text_get_string (dz_block_get_text (block, side));
}

/* "" for nobody */
static const char *
get_speaker_name (Work *work, DzUpdateRow *row, DzBlock *block)
{
  const char *id = dz_block_get_speaker (block);
  DzSpeaker *speaker = id ? dz_project_lookup_speaker (work->project, id) : NULL;
  DzSpeaker *coming = dz_update_row_get_new_speaker (row);

  if (!speaker && id && coming && g_str_equal (dz_speaker_get_id (coming), id))
    speaker = coming;
  return speaker ? dz_speaker_get_name (speaker) : "";
}

/* Counted from 1 in the project as it is. */
static guint
get_number (Work *work, DzUpdateRow *row)
{
  DzBlock *block = dz_project_lookup_block (work->project, dz_block_get_id (dz_update_row_get_old (row)));

  return dz_document_index_of (work->document, block) + 1;
}

static char *
dup_heading (Work *work, DzUpdateRow *row)
{
  DzBlock *old = dz_update_row_get_old (row), *new = dz_update_row_get_new (row);
  const char *speaker = get_speaker_name (work, row, new ? new : old);
  g_autofree char *block = old ? g_strdup_printf (_ ("Block %u"), get_number (work, row)) : g_strdup (_ ("New block"));

  return *speaker ? g_strdup_printf ("%s · %s", block, speaker) : g_steal_pointer (&block);
}

static void
say (GString *out, char *text)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
  g_free (text);
}

static gboolean
has_other_look (DzBlock *a, DzBlock *b)
{
  const DzBlockForm *x = dz_block_get_form (a), *y = dz_block_get_form (b);

  return x->kind != y->kind || x->level != y->level || x->quoted != y->quoted || x->ordered != y->ordered
         || (g_str_equal (get_words (a, DZ_SIDE_ORIGINAL), get_words (b, DZ_SIDE_ORIGINAL))
             && !dz_text_equal (dz_block_get_text (a, DZ_SIDE_ORIGINAL), dz_block_get_text (b, DZ_SIDE_ORIGINAL)));
}

static void
say_changed (GString *out, DzUpdateRow *row, DzBlock *old, DzBlock *new)
{
  const DzBlockForm *x = dz_block_get_form (old), *y = dz_block_get_form (new);

  if (dz_update_row_get_moved (row))
    say (out, g_strdup (_ ("It comes to stand in another place")));
  if (has_other_look (old, new))
    say (out, g_strdup (_ ("Only its look differs: what kind of block it is, bold, italic or links")));
  if (x->number != y->number)
    say (out, g_strdup_printf (_ ("Its number is %u, will be %u"), x->number, y->number));
  if (dz_block_get_turn (old) != dz_block_get_turn (new))
    say (out, g_strdup (dz_block_get_turn (new) ? _ ("A turn begins here") : _ ("No turn begins here any more")));
  if (dz_update_row_get_marks_translation (row))
    say (out, g_strdup (_ ("Its translation will be a draft, marked to be checked")));
}

static void
say_removed (Work *work, GString *out, DzUpdateRow *row)
{
  guint into = dz_update_row_get_joined (row);

  if (into != G_MAXUINT)
    {
      g_autoptr (DzUpdateRow) target = g_list_model_get_item (work->plan, into);

      say (out, g_strdup_printf (_ ("It is joined with block %u, its translation too"), get_number (work, target)));
    }
  else if (!dz_text_is_empty (dz_block_get_text (dz_update_row_get_old (row), DZ_SIDE_TRANSLATION)))
    say (out, g_strdup (_ ("Its translation goes with it")));
}

static void
add_remark (Work *work, DzCompareItem *item, DzUpdateRow *row)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint orphans = dz_update_row_get_n_orphans (row);

  if (dz_update_row_get_kind (row) == DZ_UPDATE_CHANGED)
    say_changed (out, row, dz_update_row_get_old (row), dz_update_row_get_new (row));
  else if (dz_update_row_get_kind (row) == DZ_UPDATE_REMOVED)
    say_removed (work, out, row);
  if (orphans > 0)
    say (out, g_strdup_printf (
                  ngettext ("%u highlight will have no place", "%u highlights will have no place", orphans), orphans));
  if (out->len > 0)
    dz_compare_item_set_remark (item, out->str);
}

static void
add_text (Work *work, DzCompareItem *item, DzSide side, DzBlock *left, DzBlock *right)
{
  dz_compare_item_add_part (item, side == DZ_SIDE_ORIGINAL ? _ ("Original") : _ ("Translation"),
                            left ? get_words (left, side) : NULL, right ? get_words (right, side) : NULL);
  dz_compare_item_set_language (item, work->languages[side]);
}

static DzCompareItem *
make_block (Work *work, DzUpdateRow *row)
{
  DzUpdateKind kind = dz_update_row_get_kind (row);
  DzBlock *old = dz_update_row_get_old (row), *new = dz_update_row_get_new (row);
  g_autofree char *heading = dup_heading (work, row);
  DzCompareItem *item = dz_compare_item_new (kinds[kind], heading, row);

  if (old && new &&g_strcmp0 (dz_block_get_speaker (old), dz_block_get_speaker (new)) != 0)
    dz_compare_item_add_part (item, _ ("Speaker"), get_speaker_name (work, row, old),
                              get_speaker_name (work, row, new));
  if (old && new && !g_str_equal (dz_block_get_source (old), dz_block_get_source (new)))
    dz_compare_item_add_part (item, _ ("Picture"), dz_block_get_source (old), dz_block_get_source (new));
  if (!old && *dz_block_get_source (new))
    dz_compare_item_add_part (item, _ ("Picture"), NULL, dz_block_get_source (new));
  if (!new &&*dz_block_get_source (old))
    dz_compare_item_add_part (item, _ ("Picture"), dz_block_get_source (old), NULL);
  if (!dz_text_is_empty (dz_block_get_text (old ? old : new, DZ_SIDE_ORIGINAL))
      || (new && !dz_text_is_empty (dz_block_get_text (new, DZ_SIDE_ORIGINAL))))
    add_text (work, item, DZ_SIDE_ORIGINAL, old, new);
  /* What goes is shown whole. */
  if (kind == DZ_UPDATE_REMOVED && !dz_text_is_empty (dz_block_get_text (old, DZ_SIDE_TRANSLATION)))
    add_text (work, item, DZ_SIDE_TRANSLATION, old, NULL);
  if (kind != DZ_UPDATE_SAME)
    add_remark (work, item, row);
  return item;
}

static DzCompareItem *
make_field (DzUpdateRow *row)
{
  DzEntity *entity = dz_update_row_get_entity (row);
  g_autofree char *left = dz_version_field_dup_value (dz_update_row_get_old_value (row));
  g_autofree char *right = dz_version_field_dup_value (dz_update_row_get_new_value (row));
  DzCompareItem *item
      = dz_compare_item_new (DZ_COMPARE_CHANGED, DZ_IS_SPEAKER (entity) ? _ ("Speaker") : _ ("Details"), row);

  dz_compare_item_add_part (item, dz_version_field_get_caption (dz_update_row_get_field (row)), left ? left : "",
                            right ? right : "");
  return item;
}

GPtrArray *
dz_update_items_make (DzProject *project, DzDocument *document, GListModel *plan)
{
  Work work = { .project = project, .document = document, .plan = plan };
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (plan);

  g_object_get (project, "original-language", &work.languages[DZ_SIDE_ORIGINAL], "translation-language",
                &work.languages[DZ_SIDE_TRANSLATION], NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzUpdateRow) row = g_list_model_get_item (plan, i);
      DzCompareItem *item = dz_update_row_get_entity (row) ? make_field (row) : make_block (&work, row);

      if (dz_update_row_get_kind (row) != DZ_UPDATE_SAME)
        {
          dz_compare_item_set_checkable (item, TRUE);
          g_object_set (item, "chosen", dz_update_row_get_take (row), NULL);
        }
      g_ptr_array_add (items, item);
    }
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    g_free (work.languages[side]);
  return items;
}
