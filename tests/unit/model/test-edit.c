#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit.h"

typedef struct
{
  DzProject *project;
  DzDocument *document;
  DzTag *tag;
  DzBlock *blocks[3];
} Fixture;

static void
build (DzProject *project, gpointer object)
{
  g_autoptr (GError) error = NULL;

  dz_project_build (project, NULL, object, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (DzTag) tag = dz_tag_new ("t", "想法", NULL, NULL);
  g_autoptr (DzDocument) document = dz_document_new ("d", "对话");

  f->project = dz_project_new ("p");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      g_autoptr (DzText) original = dz_text_new ("𠮷野家😀的发展");
      g_autoptr (DzBlock) block = dz_block_new (id, NULL, original, NULL);

      dz_document_init_append (document, block);
      f->blocks[i] = block;
    }
  build (f->project, document);
  build (f->project, tag);
  f->document = document;
  f->tag = tag;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->project);
}

static void
type_string (Fixture *f, DzBlock *block, const char *string)
{
  guint position = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION));

  for (const char *c = string; *c != '\0'; c = g_utf8_next_char (c))
    {
      g_autofree char *letter = g_strndup (c, (gsize)(g_utf8_next_char (c) - c));

      dz_edit_type (f->project, block, DZ_SIDE_TRANSLATION, position, position, letter);
      position++;
    }
}

static void
assert_translation (DzBlock *block, const char *expected, DzState state)
{
  g_assert_cmpstr (dz_text_get_string (dz_block_get_text (block, DZ_SIDE_TRANSLATION)), ==, expected);
  g_assert_cmpint (dz_block_get_state (block), ==, state);
}

static void
test_typing_is_coalesced (Fixture *f, gconstpointer data)
{
  type_string (f, f->blocks[0], "Eighty years");
  assert_translation (f->blocks[0], "Eighty years", DZ_STATE_DRAFT);
  g_assert_cmpstr (dz_project_get_undo_label (f->project), ==, "Type");
  g_assert_true (dz_project_undo (f->project));
  assert_translation (f->blocks[0], "Eighty ", DZ_STATE_DRAFT);
  g_assert_true (dz_project_undo (f->project));
  assert_translation (f->blocks[0], "", DZ_STATE_UNTRANSLATED);
  g_assert_false (dz_project_undo (f->project));
  g_assert_false (dz_project_get_modified (f->project));
  g_assert_true (dz_project_redo (f->project));
  g_assert_true (dz_project_redo (f->project));
  assert_translation (f->blocks[0], "Eighty years", DZ_STATE_DRAFT);
}

static void
test_typing_breaks (Fixture *f, gconstpointer data)
{
  type_string (f, f->blocks[0], "他说：“好。”然后");
  g_assert_true (dz_project_undo (f->project));
  assert_translation (f->blocks[0], "他说：“好。”", DZ_STATE_DRAFT);
  type_string (f, f->blocks[0], "走");
  dz_project_break_typing (f->project);
  type_string (f, f->blocks[0], "了");
  dz_edit_type (f->project, f->blocks[0], DZ_SIDE_TRANSLATION, 8, 9, "");
  dz_edit_type (f->project, f->blocks[0], DZ_SIDE_TRANSLATION, 7, 8, "");
  g_assert_cmpstr (dz_project_get_undo_label (f->project), ==, "Delete Text");
  g_assert_true (dz_project_undo (f->project));
  assert_translation (f->blocks[0], "他说：“好。”走了", DZ_STATE_DRAFT);
  g_assert_true (dz_project_undo (f->project));
  assert_translation (f->blocks[0], "他说：“好。”走", DZ_STATE_DRAFT);
  type_string (f, f->blocks[1], "a");
  g_assert_true (dz_project_undo (f->project));
  assert_translation (f->blocks[1], "", DZ_STATE_UNTRANSLATED);
}

static void
test_states_follow (Fixture *f, gconstpointer data)
{
  type_string (f, f->blocks[0], "a");
  dz_edit_set_state (f->project, f->blocks[0], DZ_STATE_FINAL);
  type_string (f, f->blocks[0], "b");
  assert_translation (f->blocks[0], "ab", DZ_STATE_DRAFT);
  dz_edit_type (f->project, f->blocks[0], DZ_SIDE_TRANSLATION, 0, 2, "");
  assert_translation (f->blocks[0], "", DZ_STATE_UNTRANSLATED);
}

static void
set_earlier (Fixture *f, DzBlock *block, const char *earlier)
{
  dz_edit_set_string (f->project, DZ_ENTITY (block), "earlier-original", earlier, "Update");
}

/* The mark of a translation whose original changed goes when a person says that it is done, and not before. */
static void
test_earlier_original (Fixture *f, gconstpointer data)
{
  DzBlock *block = f->blocks[0], *second;

  type_string (f, block, "Eighty years");
  set_earlier (f, block, "早先");
  type_string (f, block, ".");
  dz_edit_set_state (f->project, block, DZ_STATE_DRAFT);
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "早先");
  dz_edit_set_state (f->project, block, DZ_STATE_TRANSLATED);
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "");
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "早先");
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_DRAFT);

  second = dz_edit_split (f->project, block, 2, 7);
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "早先");
  g_assert_cmpstr (dz_block_get_earlier_original (second), ==, "早先");
  dz_edit_set_state (f->project, second, DZ_STATE_TRANSLATED);
  g_assert_true (dz_edit_join_next (f->project, block));
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "早先家😀的发展");

  dz_edit_type (f->project, block, DZ_SIDE_TRANSLATION, 0, G_MAXUINT, "");
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "");
}

static void
test_orphan_keeps_its_words (Fixture *f, gconstpointer data)
{
  DzBlock *block = f->blocks[0];
  DzHighlight *highlight;
  DzAnchor *anchor;
  g_autofree char *quote = NULL;

  type_string (f, block, "one two three");
  highlight = dz_edit_highlight (f->project, DZ_SIDE_TRANSLATION, block, 4, block, 8, f->tag);
  g_assert_cmpuint (dz_tag_get_n_highlights (f->tag), ==, 1);
  for (guint end = 7; end > 4; end--)
    dz_edit_type (f->project, block, DZ_SIDE_TRANSLATION, end - 1, end, "");
  anchor = dz_highlight_get_anchor (highlight, DZ_SIDE_TRANSLATION);
  g_assert_true (anchor->orphan);
  g_assert_cmpstr (anchor->quote, ==, "two");
  g_assert_cmpstr (anchor->before, ==, "one ");
  g_assert_cmpstr (anchor->after, ==, " three");
  g_assert_true (dz_project_undo (f->project));
  g_assert_false (dz_highlight_is_orphan (highlight));
  quote = dz_project_dup_quote (f->project, highlight, DZ_SIDE_TRANSLATION);
  g_assert_cmpstr (quote, ==, "two");
}

static void
test_formats_move_nothing (Fixture *f, gconstpointer data)
{
  DzBlock *block = f->blocks[0];
  DzHighlight *highlight = dz_edit_highlight (f->project, DZ_SIDE_ORIGINAL, block, 1, block, 4, NULL);

  dz_edit_toggle_span (f->project, block, DZ_SIDE_ORIGINAL, 0, 7, DZ_SPAN_BOLD);
  g_assert_true (dz_text_has_span (dz_block_get_text (block, DZ_SIDE_ORIGINAL), 0, 7, DZ_SPAN_BOLD));
  g_assert_false (dz_highlight_is_orphan (highlight));
  dz_edit_toggle_span (f->project, block, DZ_SIDE_ORIGINAL, 0, 7, DZ_SPAN_BOLD);
  g_assert_false (dz_text_has_span (dz_block_get_text (block, DZ_SIDE_ORIGINAL), 0, 1, DZ_SPAN_BOLD));
}

static void
test_split_and_join (Fixture *f, gconstpointer data)
{
  DzBlock *block = f->blocks[1];
  DzHighlight *highlight = dz_edit_highlight (f->project, DZ_SIDE_ORIGINAL, f->blocks[0], 5, block, 3, f->tag);
  DzBlock *second;
  g_autofree char *quote = NULL;

  type_string (f, block, "The growth");
  second = dz_edit_split (f->project, block, 2, 3);
  g_assert_cmpuint (dz_document_index_of (f->document, second), ==, 2);
  g_assert_cmpstr (dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL)->end_block, ==, dz_block_get_id (second));
  quote = dz_project_dup_quote (f->project, highlight, DZ_SIDE_ORIGINAL);
  g_assert_cmpstr (quote, ==, "发展\n𠮷野\n家");
  dz_edit_type (f->project, second, DZ_SIDE_TRANSLATION, 0, 1, "");
  g_assert_true (dz_edit_join_next (f->project, block));
  assert_translation (block, "The growth", DZ_STATE_DRAFT);
  g_assert_cmpstr (dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL)->end_block, ==, "b1");
  g_assert_false (dz_edit_join_next (f->project, f->blocks[2]));
}

static void
test_passages_are_trimmed (Fixture *f, gconstpointer data)
{
  DzBlock *block = f->blocks[0];
  DzHighlight *highlight;
  DzAnchor *anchor;

  type_string (f, block, "  one  ");
  highlight = dz_edit_highlight (f->project, DZ_SIDE_TRANSLATION, block, 0, f->blocks[2], 0, f->tag);
  anchor = dz_highlight_get_anchor (highlight, DZ_SIDE_TRANSLATION);
  g_assert_cmpstr (anchor->end_block, ==, "b0");
  g_assert_cmpuint (anchor->start, ==, 2);
  g_assert_cmpuint (anchor->end, ==, 5);
  g_assert_true (dz_edit_highlight (f->project, DZ_SIDE_TRANSLATION, block, 2, block, 6, NULL) == highlight);
  g_assert_null (dz_edit_highlight (f->project, DZ_SIDE_TRANSLATION, block, 5, f->blocks[1], 0, f->tag));
}

static void
test_highlights_join_and_part (Fixture *f, gconstpointer data)
{
  DzBlock *block = f->blocks[0];
  DzTag *other_tag = dz_edit_add_tag (f->project, NULL, "别的", NULL);
  DzHighlight *zh = dz_edit_highlight (f->project, DZ_SIDE_ORIGINAL, block, 1, block, 3, f->tag);
  DzHighlight *en;
  DzHighlight *parted;

  type_string (f, block, "one");
  en = dz_edit_highlight (f->project, DZ_SIDE_TRANSLATION, block, 0, block, 3, other_tag);
  dz_edit_set_note (f->project, zh, "a");
  dz_edit_set_note (f->project, en, "b");
  g_assert_true (dz_edit_join_highlights (f->project, zh, en));
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_highlights (f->project)), ==, 1);
  g_assert_cmpstr (dz_highlight_get_note (zh), ==, "a\n\nb");
  g_assert_true (dz_highlight_has_tag (zh, dz_tag_get_id (other_tag)));
  parted = dz_edit_part_highlight (f->project, zh);
  g_assert_null (dz_highlight_get_anchor (zh, DZ_SIDE_TRANSLATION));
  g_assert_nonnull (dz_highlight_get_anchor (parted, DZ_SIDE_TRANSLATION));
  g_assert_cmpuint (dz_tag_get_n_highlights (other_tag), ==, 2);
}

static void
test_tags_merge_and_leave (Fixture *f, gconstpointer data)
{
  DzTag *child = dz_edit_add_tag (f->project, f->tag, "child", NULL);
  DzTag *other = dz_edit_add_tag (f->project, NULL, "other", NULL);
  DzHighlight *highlight = dz_edit_highlight (f->project, DZ_SIDE_ORIGINAL, f->blocks[0], 0, f->blocks[0], 2, f->tag);

  dz_edit_move_tag (f->project, f->tag, child, 0);
  g_assert_null (dz_tag_get_parent (f->tag));
  g_assert_cmpstr (dz_tag_get_color (child), !=, dz_tag_get_color (other));
  dz_edit_merge_tag (f->project, f->tag, child);
  g_assert_null (dz_project_lookup_tag (f->project, "t"));
  g_assert_true (dz_highlight_has_tag (highlight, dz_tag_get_id (child)));
  dz_edit_remove_tag (f->project, child);
  g_assert_null (dz_highlight_get_tags (highlight)[0]);
  g_assert_cmpstr (dz_project_get_undo_label (f->project), ==, "Remove Tag");
  while (dz_project_undo (f->project))
    ;
  g_assert_true (dz_project_lookup_tag (f->project, "t") == f->tag);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_tags (f->project)), ==, 1);
}

static void
test_speakers (Fixture *f, gconstpointer data)
{
  DzSpeaker *speaker = dz_edit_add_speaker (f->project, "甲");

  dz_edit_set_speaker (f->project, f->blocks[0], speaker);
  g_assert_cmpstr (dz_block_get_speaker (f->blocks[2]), ==, dz_speaker_get_id (speaker));
  dz_edit_set_string (f->project, DZ_ENTITY (speaker), "translated-name", "A", "Rename Speaker");
  g_assert_cmpstr (dz_speaker_get_translated_name (speaker), ==, "A");
  dz_edit_insert_block (f->project, f->document, 1, NULL);
  dz_edit_remove_blocks (f->project, f->document, 0, 99);
  g_assert_cmpuint (dz_document_get_n_blocks (f->document), ==, 0);
  while (dz_project_undo (f->project))
    ;
  g_assert_cmpuint (dz_document_get_n_blocks (f->document), ==, 3);
}

#define ADD(name, function) g_test_add ("/model/edit/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("typing-is-coalesced", test_typing_is_coalesced);
  ADD ("typing-breaks", test_typing_breaks);
  ADD ("states-follow", test_states_follow);
  ADD ("earlier-original", test_earlier_original);
  ADD ("orphan-keeps-its-words", test_orphan_keeps_its_words);
  ADD ("formats-move-nothing", test_formats_move_nothing);
  ADD ("split-and-join", test_split_and_join);
  ADD ("passages-are-trimmed", test_passages_are_trimmed);
  ADD ("highlights-join-and-part", test_highlights_join_and_part);
  ADD ("tags-merge-and-leave", test_tags_merge_and_leave);
  ADD ("speakers", test_speakers);

  return g_test_run ();
}
