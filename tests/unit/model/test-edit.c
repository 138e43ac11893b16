#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit.h"

/* What a person does, on a project of three blocks; every step is then undone and done again. */
typedef struct
{
  DzProject *project;
  DzDocument *document;
} Fixture;

static void
add_block (DzDocument *document, const char *id, const char *original, const char *translation)
{
  DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };
  g_autoptr (DzText) original_text = dz_text_new (original);
  g_autoptr (DzText) translation_text = dz_text_new (translation);
  g_autoptr (DzBlock) block = dz_block_new (id, &form, original_text, translation_text);

  dz_block_init_speech (block, "speaker-1", g_str_equal (id, "block-1"));
  dz_document_init_append (document, block);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzSpeaker) speaker = dz_speaker_new ("speaker-1", "林", "Lin");
  g_autoptr (DzDocument) document = dz_document_new ("document-1", "桥");
  g_autoptr (GError) error = NULL;

  add_block (document, "block-1", "我们修桥，𠮷祥。", "We mend bridges.");
  add_block (document, "block-2", "桥记得人。", "");
  add_block (document, "block-3", "人也记得桥。", "");
  fixture->project = dz_project_new (NULL);
  dz_project_build (fixture->project, NULL, DZ_ENTITY (speaker), &error);
  g_assert_no_error (error);
  dz_project_build (fixture->project, NULL, DZ_ENTITY (document), &error);
  g_assert_no_error (error);
  fixture->document = dz_project_lookup_document (fixture->project, "document-1");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->project);
}

static DzBlock *
block (Fixture *fixture, guint index)
{
  return dz_document_get_block (fixture->document, index);
}

static void
assert_text (Fixture *fixture, guint index, DzSide side, const char *expected)
{
  g_assert_cmpstr (dz_text_get_string (dz_block_get_text (block (fixture, index), side)), ==, expected);
}

static void
assert_quote (Fixture *fixture, DzHighlight *highlight, DzSide side, const char *expected)
{
  g_autofree char *quote = dz_project_dup_quote (fixture->project, highlight, side);

  g_assert_cmpstr (quote, ==, expected);
}

static void
test_type (Fixture *fixture, gconstpointer data)
{
  DzBlock *second = block (fixture, 1);

  dz_edit_type (fixture->project, second, DZ_SIDE_TRANSLATION, 0, 0, "B");
  dz_edit_type (fixture->project, second, DZ_SIDE_TRANSLATION, 1, 1, "r");
  g_assert_cmpint (dz_block_get_state (second), ==, DZ_STATE_DRAFT);
  dz_edit_set_state (fixture->project, second, DZ_STATE_REVIEWED);
  dz_edit_type (fixture->project, second, DZ_SIDE_TRANSLATION, 2, 2, "i");
  g_assert_cmpint (dz_block_get_state (second), ==, DZ_STATE_DRAFT);
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_cmpint (dz_block_get_state (second), ==, DZ_STATE_REVIEWED);
  assert_text (fixture, 1, DZ_SIDE_TRANSLATION, "Br");
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_true (dz_project_undo (fixture->project));
  assert_text (fixture, 1, DZ_SIDE_TRANSLATION, "");
  g_assert_cmpint (dz_block_get_state (second), ==, DZ_STATE_UNTRANSLATED);
  g_assert_false (dz_project_undo (fixture->project));
  g_assert_false (dz_project_get_modified (fixture->project));
  while (dz_project_redo (fixture->project))
    ;
  assert_text (fixture, 1, DZ_SIDE_TRANSLATION, "Bri");
}

static void
test_format (Fixture *fixture, gconstpointer data)
{
  DzBlock *first = block (fixture, 0);
  DzHighlight *highlight
      = dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, first, 2, first, 4, NULL);

  dz_edit_toggle_span (fixture->project, first, DZ_SIDE_ORIGINAL, 0, 4, DZ_SPAN_BOLD);
  g_assert_true (dz_text_has_span (dz_block_get_text (first, DZ_SIDE_ORIGINAL), 0, 4, DZ_SPAN_BOLD));
  assert_quote (fixture, highlight, DZ_SIDE_ORIGINAL, "修桥");
  g_assert_false (dz_highlight_is_orphan (highlight));
  dz_edit_toggle_span (fixture->project, first, DZ_SIDE_ORIGINAL, 1, 3, DZ_SPAN_BOLD);
  g_assert_false (dz_text_has_span (dz_block_get_text (first, DZ_SIDE_ORIGINAL), 1, 2, DZ_SPAN_BOLD));
  g_assert_true (dz_text_has_span (dz_block_get_text (first, DZ_SIDE_ORIGINAL), 3, 4, DZ_SPAN_BOLD));
  while (dz_project_undo (fixture->project))
    ;
  g_assert_false (dz_text_has_span (dz_block_get_text (first, DZ_SIDE_ORIGINAL), 0, 1, DZ_SPAN_BOLD));
}

static void
test_split_and_join (Fixture *fixture, gconstpointer data)
{
  DzBlock *first = block (fixture, 0);
  DzHighlight *highlight = dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, first, 5, first, 7, NULL);
  DzBlock *tail = dz_edit_split (fixture->project, first, 5, 16);

  g_assert_cmpuint (dz_document_get_n_blocks (fixture->document), ==, 4);
  assert_text (fixture, 0, DZ_SIDE_ORIGINAL, "我们修桥，");
  assert_text (fixture, 1, DZ_SIDE_ORIGINAL, "𠮷祥。");
  g_assert_true (tail == block (fixture, 1));
  g_assert_cmpint (dz_block_get_state (tail), ==, DZ_STATE_UNTRANSLATED);
  g_assert_cmpstr (dz_block_get_speaker (tail), ==, "speaker-1");
  assert_quote (fixture, highlight, DZ_SIDE_ORIGINAL, "𠮷祥");
  g_assert_cmpstr (dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL)->start_block, ==, dz_block_get_id (tail));

  dz_edit_type (fixture->project, tail, DZ_SIDE_TRANSLATION, 0, 0, "Luck.");
  g_assert_true (dz_edit_join_next (fixture->project, first));
  assert_text (fixture, 0, DZ_SIDE_TRANSLATION, "We mend bridges. Luck.");
  assert_text (fixture, 0, DZ_SIDE_ORIGINAL, "我们修桥，𠮷祥。");
  assert_quote (fixture, highlight, DZ_SIDE_ORIGINAL, "𠮷祥");
  g_assert_true (dz_project_undo (fixture->project));
  assert_text (fixture, 0, DZ_SIDE_TRANSLATION, "We mend bridges.");
  g_assert_cmpuint (dz_document_get_n_blocks (fixture->document), ==, 4);
  while (dz_project_undo (fixture->project))
    ;
  g_assert_cmpuint (dz_document_get_n_blocks (fixture->document), ==, 3);
  g_assert_false (dz_edit_join_next (fixture->project, block (fixture, 2)));
}

static void
test_blocks (Fixture *fixture, gconstpointer data)
{
  DzBlockForm form = { .kind = DZ_BLOCK_HEADING, .level = 2 };
  DzHighlight *highlight
      = dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, block (fixture, 1), 0, block (fixture, 2), 1, NULL);
  DzBlock *heading = dz_edit_insert_block (fixture->project, fixture->document, 1, &form);

  g_assert_cmpuint (dz_document_index_of (fixture->document, heading), ==, 1);
  dz_edit_remove_blocks (fixture->project, fixture->document, 2, 2);
  g_assert_cmpuint (dz_document_get_n_blocks (fixture->document), ==, 2);
  g_assert_true (dz_highlight_is_orphan (highlight));
  assert_quote (fixture, highlight, DZ_SIDE_ORIGINAL, "桥记得人。\n人");
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_false (dz_highlight_is_orphan (highlight));
  assert_quote (fixture, highlight, DZ_SIDE_ORIGINAL, "桥记得人。\n人");
}

static void
test_highlight (Fixture *fixture, gconstpointer data)
{
  DzBlock *first = block (fixture, 0);
  DzTag *craft = dz_edit_add_tag (fixture->project, NULL, "手艺", NULL);
  DzTag *luck = dz_edit_add_tag (fixture->project, NULL, "运气", NULL);
  DzHighlight *highlight = dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, first, 2, first, 4, craft);

  g_assert_cmpstr (dz_tag_get_color (craft), !=, dz_tag_get_color (luck));
  g_assert_cmpuint (dz_tag_get_n_highlights (craft), ==, 1);
  g_assert_true (highlight == dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, first, 2, first, 4, luck));
  g_assert_true (dz_highlight_has_tag (highlight, dz_tag_get_id (craft)));
  g_assert_true (dz_highlight_has_tag (highlight, dz_tag_get_id (luck)));
  dz_edit_toggle_tag (fixture->project, highlight, craft);
  g_assert_false (dz_highlight_has_tag (highlight, dz_tag_get_id (craft)));
  g_assert_cmpuint (dz_tag_get_n_highlights (craft), ==, 0);

  /* Blanks at the edges are left out; nothing but blanks is nothing. */
  g_assert_true (highlight != dz_edit_highlight (fixture->project, DZ_SIDE_TRANSLATION, first, 2, first, 8, luck));
  assert_quote (fixture, dz_project_lookup_highlight (fixture->project, dz_highlight_get_id (highlight)),
                DZ_SIDE_ORIGINAL, "修桥");
  g_assert_null (dz_edit_highlight (fixture->project, DZ_SIDE_TRANSLATION, first, 2, first, 3, luck));
  g_assert_null (dz_edit_highlight (fixture->project, DZ_SIDE_TRANSLATION, block (fixture, 1), 0, block (fixture, 2), 0,
                                    luck));
}

static void
test_join_highlights (Fixture *fixture, gconstpointer data)
{
  DzBlock *first = block (fixture, 0);
  DzTag *craft = dz_edit_add_tag (fixture->project, NULL, "手艺", NULL);
  DzTag *luck = dz_edit_add_tag (fixture->project, NULL, "运气", NULL);
  DzHighlight *original = dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, first, 2, first, 4, craft);
  DzHighlight *translation = dz_edit_highlight (fixture->project, DZ_SIDE_TRANSLATION, first, 3, first, 15, luck);
  DzHighlight *parted;

  dz_edit_set_note (fixture->project, original, "一");
  dz_edit_set_note (fixture->project, translation, "two");
  g_assert_true (dz_edit_join_highlights (fixture->project, original, translation));
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_highlights (fixture->project)), ==, 1);
  assert_quote (fixture, original, DZ_SIDE_TRANSLATION, "mend bridges");
  g_assert_cmpstr (dz_highlight_get_note (original), ==, "一\ntwo");
  g_assert_true (dz_highlight_has_tag (original, dz_tag_get_id (luck)));

  parted = dz_edit_part_highlight (fixture->project, original);
  g_assert_null (dz_highlight_get_anchor (original, DZ_SIDE_TRANSLATION));
  assert_quote (fixture, parted, DZ_SIDE_TRANSLATION, "mend bridges");
  g_assert_true (dz_project_undo (fixture->project));
  dz_edit_set_anchor (fixture->project, original, DZ_SIDE_TRANSLATION, first, 0, first, 2);
  assert_quote (fixture, original, DZ_SIDE_TRANSLATION, "We");
  dz_edit_remove_highlight (fixture->project, original);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_highlights (fixture->project)), ==, 0);
  while (dz_project_undo (fixture->project))
    ;
  while (dz_project_redo (fixture->project))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_highlights (fixture->project)), ==, 0);
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  DzBlock *first = block (fixture, 0);
  DzTag *work = dz_edit_add_tag (fixture->project, NULL, "工作", NULL);
  DzTag *stone = dz_edit_add_tag (fixture->project, work, "石头", "#123456");
  DzTag *wood = dz_edit_add_tag (fixture->project, work, "木头", NULL);
  DzTag *plank = dz_edit_add_tag (fixture->project, wood, "板", NULL);
  DzHighlight *highlight = dz_edit_highlight (fixture->project, DZ_SIDE_ORIGINAL, first, 2, first, 4, wood);

  dz_edit_move_tag (fixture->project, wood, work, 0);
  g_assert_cmpuint (g_list_model_get_n_items (dz_tag_get_children (work)), ==, 2);
  dz_edit_move_tag (fixture->project, work, plank, 0);
  g_assert_null (dz_tag_get_parent (work));
  dz_edit_merge_tag (fixture->project, wood, stone);
  g_assert_true (dz_highlight_has_tag (highlight, dz_tag_get_id (stone)));
  g_assert_true (dz_tag_get_parent (plank) == stone);
  g_assert_cmpuint (g_list_model_get_n_items (dz_tag_get_children (work)), ==, 1);
  dz_edit_remove_tag (fixture->project, stone);
  g_assert_true (dz_tag_get_parent (plank) == work);
  g_assert_null (dz_highlight_get_tags (highlight)[0]);
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_true (dz_highlight_has_tag (highlight, dz_tag_get_id (wood)));
  while (dz_project_undo (fixture->project))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_tags (fixture->project)), ==, 0);
}

static void
test_speakers (Fixture *fixture, gconstpointer data)
{
  DzSpeaker *guest = dz_edit_add_speaker (fixture->project, "客人");

  dz_edit_set_speaker (fixture->project, block (fixture, 0), guest);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (dz_block_get_speaker (block (fixture, i)), ==, dz_speaker_get_id (guest));
  dz_edit_set_string (fixture->project, DZ_ENTITY (guest), "translated-name", "The guest", "Rename");
  g_assert_cmpstr (dz_speaker_get_translated_name (guest), ==, "The guest");
  g_assert_cmpstr (dz_project_get_undo_label (fixture->project), ==, "Rename");
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_true (dz_project_undo (fixture->project));
  g_assert_cmpstr (dz_block_get_speaker (block (fixture, 0)), ==, "speaker-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/model/edit/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("type", test_type);
  ADD ("format", test_format);
  ADD ("split-and-join", test_split_and_join);
  ADD ("blocks", test_blocks);
  ADD ("highlight", test_highlight);
  ADD ("join-highlights", test_join_highlights);
  ADD ("tags", test_tags);
  ADD ("speakers", test_speakers);
  return g_test_run ();
}
