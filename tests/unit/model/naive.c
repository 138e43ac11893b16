#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "naive.h"

typedef struct
{
  char *id;
  GArray *characters[DZ_N_SIDES]; /* of guint: who they are */
} Row;

typedef struct
{
  gboolean present;
  gboolean orphan;
  guint first;
  guint last;
} Passage;

typedef struct
{
  Passage passages[DZ_N_SIDES];
} Marked;

struct _Naive
{
  guint last_character;
  GPtrArray *rows;
  GHashTable *marked; /* highlight's id → Marked */
};

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_array_unref (row->characters[side]);
  g_free (row->id);
  g_free (row);
}

static Row *
row_new (Naive *naive, DzBlock *block)
{
  Row *row = g_new0 (Row, 1);

  row->id = g_strdup (dz_block_get_id (block));
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      row->characters[side] = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < dz_text_get_length (dz_block_get_text (block, side)); i++)
        {
          naive->last_character++;
          g_array_append_val (row->characters[side], naive->last_character);
        }
    }

  return row;
}

Naive *
naive_new (DzDocument *document)
{
  Naive *naive = g_new0 (Naive, 1);

  naive->rows = g_ptr_array_new_with_free_func (row_free);
  naive->marked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    g_ptr_array_add (naive->rows, row_new (naive, dz_document_get_block (document, i)));
  return naive;
}

void
naive_free (Naive *naive)
{
  g_ptr_array_unref (naive->rows);
  g_hash_table_unref (naive->marked);
  g_free (naive);
}

static guint
find_row (Naive *naive, const char *id)
{
  for (guint i = 0; i < naive->rows->len; i++)
    if (g_str_equal (((Row *)g_ptr_array_index (naive->rows, i))->id, id))
      return i;

  return G_MAXUINT;
}

static Row *
get_row (Naive *naive, guint index)
{
  return g_ptr_array_index (naive->rows, index);
}

static GArray *
everybody (Naive *naive, DzSide side)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < naive->rows->len; i++)
    {
      GArray *characters = get_row (naive, i)->characters[side];

      g_array_append_vals (all, characters->data, characters->len);
    }

  return all;
}

/* Those who stand in @order from @passage's first to its last. */
static GArray *
covered_by (const Passage *passage, GArray *order)
{
  GArray *covered = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean inside = FALSE;

  for (guint i = 0; passage->present && !passage->orphan && i < order->len; i++)
    {
      guint character = g_array_index (order, guint, i);

      inside = inside || character == passage->first;
      if (inside)
        g_array_append_val (covered, character);
      if (character == passage->last)
        break;
    }

  return covered;
}

static void
lose (Passage *passage, GArray *order, GHashTable *gone)
{
  g_autoptr (GArray) covered = covered_by (passage, order);
  gboolean any = FALSE;

  if (!passage->present || passage->orphan)
    return;
  for (guint i = 0; i < covered->len; i++)
    {
      guint character = g_array_index (covered, guint, i);

      if (g_hash_table_contains (gone, GUINT_TO_POINTER (character)))
        continue;
      if (!any)
        passage->first = character;
      passage->last = character;
      any = TRUE;
    }
  passage->orphan = !any;
}

static void
lose_everywhere (Naive *naive, DzSide side, GHashTable *gone)
{
  g_autoptr (GArray) order = everybody (naive, side);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, naive->marked);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    lose (&((Marked *)value)->passages[side], order, gone);
}

static void
add_gone (GHashTable *gone, GArray *characters, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    g_hash_table_add (gone, GUINT_TO_POINTER (g_array_index (characters, guint, i)));
}

static void
apply_text (Naive *naive, DzChange *change)
{
  guint index = find_row (naive, change->target);
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  guint removed = dz_text_get_length (change->removed);
  GArray *characters;

  if (index == G_MAXUINT || g_str_equal (dz_text_get_string (change->removed), dz_text_get_string (change->inserted)))
    return;

  characters = get_row (naive, index)->characters[change->side];
  add_gone (gone, characters, change->position, change->position + removed);
  lose_everywhere (naive, change->side, gone);
  if (removed > 0)
    g_array_remove_range (characters, change->position, removed);
  for (guint i = 0; i < dz_text_get_length (change->inserted); i++)
    {
      naive->last_character++;
      g_array_insert_val (characters, change->position + i, naive->last_character);
    }
}

static void
apply_split (Naive *naive, DzChange *change)
{
  guint index = find_row (naive, change->target);
  const guint cuts[DZ_N_SIDES] = { change->position, change->position2 };
  Row *row = get_row (naive, index);
  Row *second = g_new0 (Row, 1);

  second->id = g_strdup (dz_entity_get_id (g_ptr_array_index (change->objects, 0)));
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      GArray *characters = row->characters[side];

      second->characters[side] = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = cuts[side]; i < characters->len; i++)
        g_array_append_val (second->characters[side], g_array_index (characters, guint, i));
      g_array_set_size (characters, cuts[side]);
    }
  g_ptr_array_insert (naive->rows, (gint)index + 1, second);
}

static void
apply_join (Naive *naive, DzChange *change)
{
  guint index = find_row (naive, change->target);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      GArray *added = get_row (naive, index + 1)->characters[side];

      g_array_append_vals (get_row (naive, index)->characters[side], added->data, added->len);
    }
  g_ptr_array_remove_index (naive->rows, index + 1);
}

static void
mark (Naive *naive, const char *highlight, DzSide side, DzAnchor *anchor)
{
  Marked *marked = g_hash_table_lookup (naive->marked, highlight);
  Passage *passage;

  if (marked == NULL)
    {
      marked = g_new0 (Marked, 1);
      g_hash_table_insert (naive->marked, g_strdup (highlight), marked);
    }
  passage = &marked->passages[side];
  *passage = (Passage){ anchor != NULL, anchor != NULL && anchor->orphan, 0, 0 };
  if (anchor == NULL || anchor->orphan)
    return;
  passage->first
      = g_array_index (get_row (naive, find_row (naive, anchor->start_block))->characters[side], guint, anchor->start);
  passage->last
      = g_array_index (get_row (naive, find_row (naive, anchor->end_block))->characters[side], guint, anchor->end - 1);
}

static void
apply_insert (Naive *naive, DzChange *change)
{
  for (guint i = 0; i < change->objects->len; i++)
    {
      gpointer object = g_ptr_array_index (change->objects, i);

      if (DZ_IS_BLOCK (object))
        g_ptr_array_insert (naive->rows, (gint)(change->position + i), row_new (naive, object));
      else if (DZ_IS_HIGHLIGHT (object))
        for (guint side = 0; side < DZ_N_SIDES; side++)
          mark (naive, dz_entity_get_id (object), side, dz_highlight_get_anchor (object, side));
    }
}

static void
apply_remove (Naive *naive, DzChange *change)
{
  gboolean blocks = DZ_IS_BLOCK (g_ptr_array_index (change->objects, 0));

  for (guint i = 0; i < change->objects->len; i++)
    if (DZ_IS_HIGHLIGHT (g_ptr_array_index (change->objects, i)))
      g_hash_table_remove (naive->marked, dz_entity_get_id (g_ptr_array_index (change->objects, i)));
  if (!blocks)
    return;

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);

      for (guint i = 0; i < change->objects->len; i++)
        {
          GArray *characters = get_row (naive, change->position + i)->characters[side];

          add_gone (gone, characters, 0, characters->len);
        }
      lose_everywhere (naive, side, gone);
    }
  g_ptr_array_remove_range (naive->rows, change->position, change->objects->len);
}

/* A passage that begins or ends in the moving row, and lies in others too, stays with those. */
static void
apply_move (Naive *naive, DzChange *change)
{
  guint index = find_row (naive, change->target);
  GHashTableIter iter;
  gpointer value;
  Row *row;

  if (index == G_MAXUINT)
    return;

  row = get_row (naive, index);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_autoptr (GArray) order = everybody (naive, side);
      g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);

      add_gone (gone, row->characters[side], 0, row->characters[side]->len);
      g_hash_table_iter_init (&iter, naive->marked);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          Passage *passage = &((Marked *)value)->passages[side];

          if (g_hash_table_contains (gone, GUINT_TO_POINTER (passage->first))
              != g_hash_table_contains (gone, GUINT_TO_POINTER (passage->last)))
            lose (passage, order, gone);
        }
    }
  row = g_ptr_array_steal_index (naive->rows, index);
  g_ptr_array_insert (naive->rows, (gint)change->position2, row);
}

void
naive_apply (Naive *naive, DzChange *change)
{
  switch (change->kind)
    {
    case DZ_CHANGE_TEXT:
      apply_text (naive, change);
      break;
    case DZ_CHANGE_SPLIT:
      apply_split (naive, change);
      break;
    case DZ_CHANGE_JOIN:
      apply_join (naive, change);
      break;
    case DZ_CHANGE_INSERT:
      apply_insert (naive, change);
      break;
    case DZ_CHANGE_REMOVE:
      apply_remove (naive, change);
      break;
    case DZ_CHANGE_MOVE:
      apply_move (naive, change);
      break;
    case DZ_CHANGE_ANCHOR:
      mark (naive, change->target, change->side, change->new_anchor);
      break;
    default:
      break;
    }
}

static void
check_passage (Naive *naive, DzProject *project, DzHighlight *highlight, DzSide side, const Passage *passage)
{
  g_autoptr (GArray) order = everybody (naive, side);
  g_autoptr (GArray) expected = covered_by (passage, order);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

  g_assert_cmpint (anchor != NULL, ==, passage->present);
  if (anchor == NULL)
    return;
  g_assert_cmpint (anchor->orphan, ==, passage->orphan);
  for (guint i = 0; i < naive->rows->len; i++)
    {
      DzBlock *block = dz_project_lookup_block (project, get_row (naive, i)->id);
      g_autoptr (GPtrArray) on = dz_project_highlights_on (project, block, side);
      guint start = 0;
      guint end = 0;
      gboolean covers = dz_project_highlight_range (project, highlight, side, block, &start, &end);

      g_assert_cmpint (covers, ==, g_ptr_array_find (on, highlight, NULL));
      if (covers)
        g_array_append_vals (found, &g_array_index (get_row (naive, i)->characters[side], guint, start), end - start);
    }
  g_assert_cmpuint (found->len, ==, expected->len);
  if (found->len > 0)
    g_assert_cmpmem (found->data, found->len * sizeof (guint), expected->data, expected->len * sizeof (guint));
}

void
naive_check (Naive *naive, DzProject *project)
{
  GListModel *highlights = dz_project_get_highlights (project);
  guint n = g_list_model_get_n_items (highlights);

  g_assert_cmpuint (n, ==, g_hash_table_size (naive->marked));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);
      const Marked *marked = g_hash_table_lookup (naive->marked, dz_highlight_get_id (highlight));

      g_assert_nonnull (marked);
      for (guint side = 0; side < DZ_N_SIDES; side++)
        check_passage (naive, project, highlight, side, &marked->passages[side]);
    }
  for (guint i = 0; i < naive->rows->len; i++)
    for (guint side = 0; side < DZ_N_SIDES; side++)
      {
        DzBlock *block = dz_project_lookup_block (project, get_row (naive, i)->id);

        g_assert_cmpuint (dz_document_index_of (dz_project_document_of (project, block), block), ==, i);
        g_assert_cmpuint (dz_text_get_length (dz_block_get_text (block, side)), ==,
                          get_row (naive, i)->characters[side]->len);
      }
}
