#include "config.h"

#include "dz-random-edits.h"

#include "model/dz-edit.h"

typedef void (*EditFunc) (DzProject *project, GRand *rand);

static guint
below (GRand *rand, guint n)
{
  return n == 0 ? 0 : (guint)g_rand_int_range (rand, 0, (gint32)n);
}

/* (nullable) (transfer none) */
static gpointer
pick (GListModel *list, GRand *rand)
{
  g_autoptr (GObject) item = g_list_model_get_item (list, below (rand, g_list_model_get_n_items (list)));

  return item;
}

static DzBlock *
pick_block (DzProject *project, GRand *rand)
{
  DzDocument *document = pick (dz_project_get_documents (project), rand);

  return document == NULL ? NULL : pick (G_LIST_MODEL (document), rand);
}

static DzTag *
pick_tag (DzProject *project, GRand *rand)
{
  DzTag *tag = pick (dz_project_get_tags (project), rand);

  while (tag != NULL && below (rand, 2) == 0)
    {
      DzTag *child = pick (dz_tag_get_children (tag), rand);

      if (child == NULL)
        break;
      tag = child;
    }
  return tag;
}

static gboolean
is_under (DzTag *tag, DzTag *above)
{
  for (; tag != NULL; tag = dz_tag_get_parent (tag))
    if (tag == above)
      return TRUE;
  return FALSE;
}

static DzHighlight *
pick_highlight (DzProject *project, GRand *rand)
{
  return pick (dz_project_get_highlights (project), rand);
}

char *
dz_random_string (GRand *rand)
{
  static const char *const pieces[] = {
    "",     "我", "们在",      "长达 80 年", "，",   "“对。”",       "𠮷野家😀",           "e\xcc\x81", "变\xef\xb8\x80",
    "word", " ",  "two words", "\n",         "\"\\", "\xe2\x80\x8b", "👨‍👩‍👧"
  };
  GString *string = g_string_new (NULL);

  for (guint n = below (rand, 5); n > 0; n--)
    g_string_append (string, pieces[below (rand, G_N_ELEMENTS (pieces))]);
  return g_string_free (string, FALSE);
}

static void
pick_range (DzBlock *block, DzSide side, GRand *rand, guint *start, guint *end)
{
  guint length = dz_text_get_length (dz_block_get_text (block, side));

  *start = below (rand, length + 1);
  *end = *start + below (rand, MIN (length - *start, 12) + 1);
}

static void
type (DzProject *project, GRand *rand)
{
  DzBlock *block = pick_block (project, rand);
  DzSide side = below (rand, DZ_N_SIDES);
  g_autofree char *string = dz_random_string (rand);
  guint start, end;

  if (block == NULL)
    return;
  pick_range (block, side, rand, &start, &end);
  dz_edit_type (project, block, side, start, below (rand, 3) == 0 ? end : start, string);
}

static void
replace (DzProject *project, GRand *rand)
{
  DzBlock *block = pick_block (project, rand);
  DzSide side = below (rand, DZ_N_SIDES);
  g_autofree char *string = dz_random_string (rand);
  DzSpan spans[2]
      = { { below (rand, 3), below (rand, 9), g_intern_string (DZ_SPAN_LINK), (char *)"https://example.org/" },
          { below (rand, 3), below (rand, 9), g_intern_string ("shimmer"), NULL } };
  g_autoptr (DzText) text = dz_text_new_with_spans (string, spans, 2);
  guint start, end;

  if (block == NULL)
    return;
  pick_range (block, side, rand, &start, &end);
  dz_edit_replace (project, block, side, start, end, text, "Replace");
}

static void
toggle_span (DzProject *project, GRand *rand)
{
  static const char *const kinds[] = { DZ_SPAN_BOLD, DZ_SPAN_ITALIC, DZ_SPAN_CODE };
  DzBlock *block = pick_block (project, rand);
  DzSide side = below (rand, DZ_N_SIDES);
  guint start, end;

  if (block == NULL)
    return;
  pick_range (block, side, rand, &start, &end);
  if (start < end)
    dz_edit_toggle_span (project, block, side, start, end, kinds[below (rand, G_N_ELEMENTS (kinds))]);
}

static void
set_state (DzProject *project, GRand *rand)
{
  DzBlock *block = pick_block (project, rand);

  if (block != NULL)
    dz_edit_set_state (project, block, below (rand, DZ_N_STATES));
}

static void
split (DzProject *project, GRand *rand)
{
  DzBlock *block = pick_block (project, rand);

  if (block != NULL)
    dz_edit_split (project, block, below (rand, dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL)) + 1),
                   below (rand, dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION)) + 1));
}

static void
join (DzProject *project, GRand *rand)
{
  DzBlock *block = pick_block (project, rand);

  if (block != NULL)
    dz_edit_join_next (project, block);
}

static void
insert_block (DzProject *project, GRand *rand)
{
  DzDocument *document = pick (dz_project_get_documents (project), rand);
  DzBlockForm form = { .kind = below (rand, DZ_N_BLOCK_KINDS), .level = below (rand, 4), .quoted = below (rand, 2) };

  if (document != NULL)
    dz_edit_insert_block (project, document, below (rand, dz_document_get_n_blocks (document) + 1), &form);
}

static void
remove_blocks (DzProject *project, GRand *rand)
{
  DzDocument *document = pick (dz_project_get_documents (project), rand);
  guint n_blocks = document == NULL ? 0 : dz_document_get_n_blocks (document);
  guint index = below (rand, n_blocks);

  if (n_blocks > 0)
    dz_edit_remove_blocks (project, document, index, 1 + below (rand, MIN (3, n_blocks - index)));
}

/* A passage that may run over several blocks. */
static gboolean
pick_passage (
    DzProject *project, DzSide side, GRand *rand, DzBlock **start_block, guint *start, DzBlock **end_block, guint *end)
{
  DzDocument *document = pick (dz_project_get_documents (project), rand);
  guint n_blocks = document == NULL ? 0 : dz_document_get_n_blocks (document);
  guint first = below (rand, n_blocks),
        last = first + (below (rand, 3) == 0 ? below (rand, MIN (4, n_blocks - first)) : 0);

  if (n_blocks == 0)
    return FALSE;
  *start_block = dz_document_get_block (document, first);
  *end_block = dz_document_get_block (document, last);
  pick_range (*start_block, side, rand, start, end);
  if (last > first)
    *end = below (rand, dz_text_get_length (dz_block_get_text (*end_block, side)) + 1);
  return TRUE;
}

static void
highlight (DzProject *project, GRand *rand)
{
  DzSide side = below (rand, DZ_N_SIDES);
  DzBlock *start_block, *end_block;
  guint start, end;

  if (pick_passage (project, side, rand, &start_block, &start, &end_block, &end))
    dz_edit_highlight (project, side, start_block, start, end_block, end, pick_tag (project, rand));
}

static void
set_anchor (DzProject *project, GRand *rand)
{
  DzHighlight *chosen = pick_highlight (project, rand);
  DzSide side = below (rand, DZ_N_SIDES);
  DzBlock *start_block, *end_block;
  guint start, end;

  if (chosen != NULL && pick_passage (project, side, rand, &start_block, &start, &end_block, &end)
      && g_str_equal (dz_highlight_get_document (chosen),
                      dz_document_get_id (dz_project_document_of (project, start_block))))
    dz_edit_set_anchor (project, chosen, side, start_block, start, end_block, end);
}

static void
annotate (DzProject *project, GRand *rand)
{
  DzHighlight *chosen = pick_highlight (project, rand), *other = pick_highlight (project, rand);
  DzTag *tag = pick_tag (project, rand);
  g_autofree char *note = dz_random_string (rand);

  if (chosen == NULL)
    return;
  switch (below (rand, 6))
    {
    case 0:
      dz_edit_remove_highlight (project, chosen);
      break;
    case 1:
      dz_edit_part_highlight (project, chosen);
      break;
    case 2:
      dz_edit_set_note (project, chosen, note);
      break;
    case 3:
      if (chosen != other && g_str_equal (dz_highlight_get_document (chosen), dz_highlight_get_document (other)))
        dz_edit_join_highlights (project, chosen, other);
      break;
    default:
      if (tag != NULL)
        dz_edit_toggle_tag (project, chosen, tag);
    }
}

static void
move_tag (DzProject *project, DzTag *tag, GRand *rand)
{
  DzTag *parent = below (rand, 3) == 0 ? NULL : pick_tag (project, rand);
  GListModel *children;

  if (parent != NULL && is_under (parent, tag))
    return;
  children = parent == NULL ? dz_project_get_tags (project) : dz_tag_get_children (parent);
  dz_edit_move_tag (project, tag, parent,
                    below (rand, g_list_model_get_n_items (children) + (dz_tag_get_parent (tag) == parent ? 0 : 1)));
}

static void
change_tags (DzProject *project, GRand *rand)
{
  DzTag *tag = pick_tag (project, rand), *into = pick_tag (project, rand);
  g_autofree char *name = dz_random_string (rand);

  switch (tag == NULL ? 0 : below (rand, 6))
    {
    case 0:
    case 1:
      dz_edit_add_tag (project, below (rand, 2) ? tag : NULL, name, below (rand, 2) ? "#3584e4" : NULL);
      break;
    case 2:
      dz_edit_remove_tag (project, tag);
      break;
    case 3:
      if (!is_under (into, tag))
        dz_edit_merge_tag (project, tag, into);
      break;
    default:
      move_tag (project, tag, rand);
    }
}

static void
speak (DzProject *project, GRand *rand)
{
  DzBlock *block = pick_block (project, rand);
  DzSpeaker *speaker = pick (dz_project_get_speakers (project), rand);
  g_autofree char *name = dz_random_string (rand);

  if (speaker == NULL || below (rand, 4) == 0)
    speaker = dz_edit_add_speaker (project, name);
  if (block != NULL)
    dz_edit_set_speaker (project, block, speaker);
}

/* Any field of type s, of anything, that may hold any string. */
static void
set_string (DzProject *project, GRand *rand)
{
  static const char *const fields[][3] = { { "title", "summary", "cover" }, { "name", "translated-name", "name" } };
  gboolean document = below (rand, 2) == 0;
  DzEntity *entity = pick (document ? dz_project_get_documents (project) : dz_project_get_speakers (project), rand);
  g_autofree char *value = dz_random_string (rand);

  if (entity != NULL)
    dz_edit_set_string (project, entity, fields[document ? 0 : 1][below (rand, 3)], value, "Rename");
}

static void
apply (DzProject *project, DzChange *change)
{
  g_autoptr (GError) error = NULL;

  dz_project_apply (project, change, &error);
  g_assert_no_error (error);
  dz_change_unref (change);
}

static void
set_details (DzProject *project, GRand *rand)
{
  DzEntity *document = pick (dz_project_get_documents (project), rand);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));

  if (document == NULL)
    return;
  for (guint n = below (rand, 3); n > 0; n--)
    {
      g_autofree char *name = dz_random_string (rand), *value = dz_random_string (rand);

      g_variant_builder_add (&builder, "(ss)", name, value);
    }
  apply (project, dz_change_new_set (document, "details", g_variant_builder_end (&builder)));
}

static DzEntity *
new_document (GRand *rand)
{
  g_autofree char *title = dz_random_string (rand);
  DzDocument *document = dz_document_new (NULL, title);

  for (guint n = below (rand, 6); n > 0; n--)
    {
      const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };
      g_autofree char *string = dz_random_string (rand), *other = dz_random_string (rand);
      g_autoptr (DzText) original = dz_text_new (string), translation = dz_text_new (other);
      g_autoptr (DzBlock) block = dz_block_new (NULL, &form, original, translation);

      dz_document_init_append (document, block);
    }
  return DZ_ENTITY (document);
}

static DzEntity *
new_picture (GRand *rand)
{
  guint32 data[] = { g_rand_int (rand), g_rand_int (rand) };
  g_autoptr (GBytes) bytes = g_bytes_new (data, below (rand, sizeof data + 1));

  return DZ_ENTITY (dz_picture_new (NULL, "image/png", "点.png", bytes));
}

/* Objects that only come and go as a whole. */
static void
change_objects (DzProject *project, GRand *rand)
{
  gboolean document = below (rand, 2) == 0;
  GListModel *list = document ? dz_project_get_documents (project) : dz_project_get_pictures (project);
  guint n_items = g_list_model_get_n_items (list);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  if (!document && n_items > 0 && below (rand, 3) == 0)
    {
      guint position = below (rand, n_items);

      g_ptr_array_add (objects, g_list_model_get_item (list, position));
      apply (project, dz_change_new_remove (NULL, position, objects));
    }
  else if (n_items < 4)
    {
      g_ptr_array_add (objects, document ? new_document (rand) : new_picture (rand));
      apply (project, dz_change_new_insert (NULL, below (rand, n_items + 1), objects));
    }
  else if (document)
    {
      guint position = below (rand, n_items);
      g_autoptr (DzEntity) moved = g_list_model_get_item (list, position);

      apply (project, dz_change_new_move (dz_entity_get_id (moved), NULL, position, NULL, below (rand, n_items)));
    }
}

static void
move_block (DzProject *project, GRand *rand)
{
  DzDocument *document = pick (dz_project_get_documents (project), rand);
  guint n_blocks = document == NULL ? 0 : dz_document_get_n_blocks (document), position = below (rand, n_blocks);
  const char *id = document == NULL ? NULL : dz_document_get_id (document);

  if (n_blocks > 0)
    apply (project, dz_change_new_move (dz_block_get_id (dz_document_get_block (document, position)), id, position, id,
                                        below (rand, n_blocks)));
}

static void
take_back (DzProject *project, GRand *rand)
{
  for (guint n = below (rand, 8); n > 0; n--)
    dz_project_undo (project);
  for (guint n = below (rand, 8); n > 0; n--)
    dz_project_redo (project);
}

void
dz_random_edit (DzProject *project, GRand *rand)
{
  static const EditFunc edits[] = {
    type,        type,         type,          type,        replace,        toggle_span, set_state, split,
    join,        insert_block, remove_blocks, highlight,   highlight,      set_anchor,  annotate,  annotate,
    change_tags, speak,        set_string,    set_details, change_objects, move_block,  take_back,
  };

  edits[below (rand, G_N_ELEMENTS (edits))](project, rand);
}
