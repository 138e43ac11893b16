#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <stdlib.h>

#include "random-changes.h"

static const char *const pieces[]
    = { "𠮷野家😀", "e\u0301", "葛\U000e0100飾", "a", " ", "，", "word", "。", "👩‍👩‍👧", "八十年的发展",
        "\t",      "Ω" };

static guint
below (GRand *random, guint limit)
{
  return limit > 1 ? (guint)g_rand_int_range (random, 0, (gint32)limit) : 0;
}

static char *
random_id (GRand *random)
{
  return g_strdup_printf ("x%08x%04x", g_rand_int (random), g_rand_int (random) & 0xffff);
}

static DzText *
random_text (GRand *random, guint n_pieces)
{
  static const char *const kinds[] = { DZ_SPAN_BOLD, DZ_SPAN_ITALIC, DZ_SPAN_LINK };
  g_autoptr (GString) string = g_string_new (NULL);
  DzSpan spans[3];
  guint n_spans = below (random, 4);
  guint length;

  for (guint i = 0; i < n_pieces; i++)
    g_string_append (string, pieces[below (random, G_N_ELEMENTS (pieces))]);
  length = (guint)g_utf8_strlen (string->str, -1);
  for (guint i = 0; i < n_spans; i++)
    {
      const char *kind = kinds[below (random, G_N_ELEMENTS (kinds))];
      guint start = below (random, length + 1);

      spans[i] = (DzSpan){ start, start + below (random, length + 1), kind,
                           g_str_equal (kind, DZ_SPAN_LINK) ? (char *)(below (random, 2) == 0 ? "u" : "v") : NULL };
    }

  return dz_text_new_with_spans (string->str, spans, n_spans);
}

static DzDocument *
the_document (DzProject *project)
{
  return dz_project_lookup_document (project, "d");
}

static DzBlock *
random_block (DzProject *project, GRand *random)
{
  DzDocument *document = the_document (project);

  return dz_document_get_block (document, below (random, dz_document_get_n_blocks (document)));
}

/* (transfer full) (nullable) */
static gpointer
random_item (GListModel *list, GRand *random)
{
  return g_list_model_get_item (list, below (random, g_list_model_get_n_items (list)));
}

static DzBlock *
new_block (GRand *random)
{
  g_autofree char *id = random_id (random);
  g_autoptr (DzText) original = random_text (random, below (random, 5));
  g_autoptr (DzText) translation = random_text (random, below (random, 4));
  DzBlockForm form = { below (random, DZ_N_BLOCK_KINDS),
                       below (random, 7),
                       below (random, 3),
                       below (random, 2),
                       below (random, 9),
                       below (random, 2) };
  DzBlock *block = dz_block_new (id, &form, original, translation);

  dz_block_init_speech (block, below (random, 2) == 0 ? "s1" : NULL, below (random, 2) == 0);
  dz_block_init_state (block, below (random, DZ_N_STATES));
  return block;
}

guint
random_from_environment (const char *name, guint otherwise)
{
  const char *value = g_getenv (name);

  return value != NULL ? (guint)strtoul (value, NULL, 10) : otherwise;
}

DzProject *
random_project (void)
{
  DzProject *project = dz_project_new ("p");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (DzSpeaker) speaker = dz_speaker_new ("s1", "甲", "A");
  g_autoptr (DzTag) tag = dz_tag_new ("t1", "一", NULL, NULL);
  g_autoptr (DzTag) child = dz_tag_new ("t2", "二", NULL, NULL);
  g_autoptr (DzDocument) document = dz_document_new ("d", "对话");

  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (speaker), NULL));
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (tag), NULL));
  g_assert_true (dz_project_build (project, "t1", DZ_ENTITY (child), NULL));
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (DzBlock) block = new_block (random);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  return project;
}

static DzChange *
change_text (DzProject *project, GRand *random)
{
  DzBlock *block = random_block (project, random);
  DzSide side = below (random, DZ_N_SIDES);
  DzText *text;
  guint start;
  g_autoptr (DzText) removed = NULL;
  g_autoptr (DzText) inserted = NULL;

  if (block == NULL)
    return NULL;
  text = dz_block_get_text (block, side);
  start = below (random, dz_text_get_length (text) + 1);
  removed = dz_text_slice (text, start, below (random, 2) == 0 ? start : start + below (random, 12));
  if (below (random, 6) == 0)
    inserted = dz_text_add_span (removed, 0, 99, DZ_SPAN_CODE, NULL);
  else
    inserted = random_text (random, below (random, dz_text_get_length (text) > 40 ? 2 : 4));
  return dz_change_new_text (dz_block_get_id (block), side, start, removed, inserted);
}

static DzChange *
change_split (DzProject *project, GRand *random)
{
  DzBlock *block = random_block (project, random);
  g_autofree char *id = random_id (random);
  g_autoptr (DzBlock) second = NULL;
  g_autoptr (DzText) original = NULL;
  g_autoptr (DzText) translation = NULL;
  guint cuts[DZ_N_SIDES];

  if (block == NULL)
    return NULL;
  for (guint side = 0; side < DZ_N_SIDES; side++)
    cuts[side] = below (random, dz_text_get_length (dz_block_get_text (block, side)) + 1);
  original = dz_text_slice (dz_block_get_text (block, DZ_SIDE_ORIGINAL), cuts[0], G_MAXUINT);
  translation = dz_text_slice (dz_block_get_text (block, DZ_SIDE_TRANSLATION), cuts[1], G_MAXUINT);
  second = dz_block_new (id, NULL, original, translation);
  return dz_change_new_split (dz_block_get_id (block), cuts[0], cuts[1], DZ_ENTITY (second));
}

static DzChange *
change_join (DzProject *project, GRand *random)
{
  DzBlock *block = random_block (project, random);
  DzBlock *next;

  if (block == NULL)
    return NULL;
  next = dz_document_get_block (the_document (project), dz_document_index_of (the_document (project), block) + 1);
  if (next == NULL)
    return NULL;
  return dz_change_new_join (dz_block_get_id (block), dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL)),
                             dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION)), DZ_ENTITY (next));
}

static DzChange *
change_blocks (DzProject *project, GRand *random)
{
  guint n = dz_document_get_n_blocks (the_document (project));
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_object_unref);
  guint index = below (random, n + 1);
  guint wanted = 1 + below (random, 3);

  if (below (random, 12) < n)
    {
      for (guint i = index; i < n && blocks->len < wanted; i++)
        g_ptr_array_add (blocks, g_object_ref (dz_document_get_block (the_document (project), i)));
      return blocks->len > 0 ? dz_change_new_remove ("d", index, blocks) : NULL;
    }
  while (blocks->len < wanted)
    g_ptr_array_add (blocks, new_block (random));
  return dz_change_new_insert ("d", index, blocks);
}

static DzChange *
change_move (DzProject *project, GRand *random)
{
  DzBlock *block = random_block (project, random);

  if (block == NULL)
    return NULL;
  return dz_change_new_move (dz_block_get_id (block), "d", dz_document_index_of (the_document (project), block), "d",
                             below (random, dz_document_get_n_blocks (the_document (project))));
}

/* (nullable) */
static DzAnchor *
random_anchor (DzProject *project, GRand *random, DzSide side)
{
  DzDocument *document = the_document (project);
  guint n = dz_document_get_n_blocks (document);
  guint first = below (random, n);
  guint last = first + (below (random, 2) == 0 ? 0 : below (random, 4));
  guint lengths[2];
  guint start;
  guint end;

  if (n == 0)
    return NULL;
  last = MIN (last, n - 1);
  lengths[0] = dz_text_get_length (dz_block_get_text (dz_document_get_block (document, first), side));
  lengths[1] = dz_text_get_length (dz_block_get_text (dz_document_get_block (document, last), side));
  if (lengths[0] == 0 || lengths[1] == 0)
    return NULL;
  start = below (random, lengths[0]);
  end = 1 + (first == last ? start + below (random, lengths[0] - start) : below (random, lengths[1]));
  return dz_anchor_new (dz_block_get_id (dz_document_get_block (document, first)), start,
                        dz_block_get_id (dz_document_get_block (document, last)), end);
}

static DzChange *
change_highlight (DzProject *project, GRand *random)
{
  GListModel *highlights = dz_project_get_highlights (project);
  guint n = g_list_model_get_n_items (highlights);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *id = random_id (random);
  const char *const tags[] = { "t1", NULL };
  g_autoptr (DzAnchor) original = random_anchor (project, random, DZ_SIDE_ORIGINAL);
  g_autoptr (DzAnchor) translation = random_anchor (project, random, DZ_SIDE_TRANSLATION);

  if (below (random, 16) < n)
    {
      guint index = below (random, n);

      g_ptr_array_add (objects, g_list_model_get_item (highlights, index));
      return dz_change_new_remove (NULL, index, objects);
    }
  if (original == NULL && translation == NULL)
    return NULL;
  g_ptr_array_add (objects,
                   dz_highlight_new (id, "d", original, original == NULL || below (random, 2) == 0 ? translation : NULL,
                                     below (random, 2) == 0 ? tags : NULL, "note"));
  return dz_change_new_insert (NULL, below (random, n + 1), objects);
}

static DzChange *
change_anchor (DzProject *project, GRand *random)
{
  g_autoptr (DzHighlight) highlight = random_item (dz_project_get_highlights (project), random);
  DzSide side = below (random, DZ_N_SIDES);
  g_autoptr (DzAnchor) anchor = random_anchor (project, random, side);

  if (highlight == NULL)
    return NULL;
  return dz_change_new_anchor (dz_highlight_get_id (highlight), side, dz_highlight_get_anchor (highlight, side),
                               anchor);
}

static DzChange *
change_field (DzProject *project, GRand *random)
{
  static const char *const tag_lists[][3] = { { "t1", NULL }, { "t2", "t1", NULL }, { NULL } };
  DzBlock *block = random_block (project, random);
  g_autoptr (DzHighlight) highlight = random_item (dz_project_get_highlights (project), random);
  const char *word = pieces[below (random, G_N_ELEMENTS (pieces))];

  switch (below (random, 9))
    {
    case 0:
      return highlight != NULL
                 ? dz_change_new_set (DZ_ENTITY (highlight), "tags",
                                      g_variant_new_strv (tag_lists[below (random, G_N_ELEMENTS (tag_lists))], -1))
                 : NULL;
    case 1:
      return highlight != NULL ? dz_change_new_set (DZ_ENTITY (highlight), "note", g_variant_new_string (word)) : NULL;
    case 2:
      return dz_change_new_set (dz_project_lookup (project, "t1"), "name", g_variant_new_string (word));
    case 3:
      return dz_change_new_set (DZ_ENTITY (the_document (project)), "details",
                                g_variant_new_parsed ("[(%s, 'x')]", word));
    case 4:
      return dz_change_new_set (DZ_ENTITY (project), "title", g_variant_new_string (word));
    case 5:
      return block != NULL ? dz_change_new_set (DZ_ENTITY (block), "speaker",
                                                g_variant_new_string (below (random, 2) == 0 ? "s1" : ""))
                           : NULL;
    case 6:
      return block != NULL ? dz_change_new_set (DZ_ENTITY (block), "state",
                                                g_variant_new_string (dz_state_to_word (below (random, DZ_N_STATES))))
                           : NULL;
    case 7:
      return block != NULL ? dz_change_new_set (DZ_ENTITY (block), "earlier-original",
                                                g_variant_new_string (below (random, 2) == 0 ? "早先的原文。" : ""))
                           : NULL;
    default:
      return block != NULL ? dz_change_new_set (DZ_ENTITY (block), "level", g_variant_new_uint32 (below (random, 7)))
                           : NULL;
    }
}

static DzChange *
change_tag (DzProject *project, GRand *random)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *lists[2] = { dz_project_get_tags (project), dz_tag_get_children (dz_project_lookup_tag (project, "t1")) };
  const char *const parents[2] = { NULL, "t1" };
  guint from = below (random, 2);
  guint to = below (random, 2);
  guint index = below (random, g_list_model_get_n_items (lists[from]));
  g_autoptr (DzTag) tag = g_list_model_get_item (lists[from], index);

  if (tag != NULL && below (random, 3) == 0)
    return dz_change_new_move (dz_tag_get_id (tag), parents[from], index, parents[to],
                               below (random, g_list_model_get_n_items (lists[to]) + (from == to ? 0 : 1)));
  if (tag != NULL && below (random, 8) < g_list_model_get_n_items (lists[from]))
    {
      /* The two that other changes name stay. */
      if (g_str_equal (dz_tag_get_id (tag), "t1") || g_str_equal (dz_tag_get_id (tag), "t2"))
        return NULL;
      g_ptr_array_add (objects, g_object_ref (tag));
      return dz_change_new_remove (parents[from], index, objects);
    }
  else
    {
      g_autofree char *id = random_id (random);

      g_ptr_array_add (objects, dz_tag_new (id, "新", "#12aBcd", NULL));
      return dz_change_new_insert (parents[from], index, objects);
    }
}

static DzChange *
change_others (DzProject *project, GRand *random)
{
  GListModel *lists[3]
      = { dz_project_get_speakers (project), dz_project_get_pictures (project), dz_project_get_documents (project) };
  guint kind = below (random, G_N_ELEMENTS (lists));
  guint n = g_list_model_get_n_items (lists[kind]);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *id = random_id (random);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0png", 4);

  if (n > 1 && below (random, 8) < n)
    {
      guint index = 1 + below (random, n - 1);

      g_ptr_array_add (objects, g_list_model_get_item (lists[kind], index));
      return dz_change_new_remove (NULL, index, objects);
    }
  if (kind == 0)
    g_ptr_array_add (objects, dz_speaker_new (id, "乙", NULL));
  else if (kind == 1)
    g_ptr_array_add (objects, dz_picture_new (id, "image/png", "a.png", bytes));
  else
    {
      g_autoptr (DzBlock) block = new_block (random);
      DzDocument *document = dz_document_new (id, "又一篇");

      dz_document_init_append (document, block);
      g_ptr_array_add (objects, document);
    }
  return dz_change_new_insert (NULL, n, objects);
}

DzChange *
random_change (DzProject *project, GRand *random)
{
  static DzChange *(*const makers[]) (DzProject *, GRand *)
      = { change_text,   change_text,   change_text,   change_text,      change_split,
          change_join,   change_blocks, change_blocks, change_highlight, change_highlight,
          change_anchor, change_field,  change_tag,    change_others,    change_move };
  DzChange *change = NULL;

  while (change == NULL)
    change = makers[below (random, G_N_ELEMENTS (makers))](project, random);
  return change;
}

DzChange *
spoil_change (DzProject *project, GRand *random, DzChange *change)
{
  static const char *const ids[] = { "d", "p", "t1", "s1", "nobody", "" };
  g_autoptr (DzAnchor) anchor = random_anchor (project, random, below (random, DZ_N_SIDES));
  g_autoptr (DzHighlight) highlight = random_item (dz_project_get_highlights (project), random);
  const char *id = ids[below (random, G_N_ELEMENTS (ids))];

  switch (below (random, 9))
    {
    case 0:
      change->position += below (random, 2) == 0 ? 1 : G_MAXUINT - below (random, 99);
      break;
    case 1:
      change->position2 += below (random, 2) == 0 ? 1 : G_MAXUINT - below (random, 99);
      break;
    case 2:
      change->side = 2 + below (random, 9);
      break;
    case 3:
      g_free (change->target);
      change->target = g_strdup (id);
      break;
    case 4:
      g_free (change->parent);
      change->parent = g_strdup (id);
      break;
    case 5:
      change->kind = below (random, 10);
      break;
    case 6:
      g_clear_pointer (&change->new_value, g_variant_unref);
      change->new_value = g_variant_ref_sink (below (random, 2) == 0 ? g_variant_new_string ("nonsense")
                                                                     : g_variant_new_uint32 (4000000000u));
      break;
    default:
      if (highlight != NULL)
        {
          DzSide side = below (random, DZ_N_SIDES);

          dz_change_add_effect (change, dz_highlight_get_id (highlight), side,
                                dz_highlight_get_anchor (highlight, side), anchor);
        }
      else
        {
          dz_change_add_effect (change, id, DZ_SIDE_ORIGINAL, NULL, anchor);
        }
    }

  return change;
}
