#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "dz-random-edits.h"
#include "merge-fixture.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "store/dz-merge-private.h"
#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

static DzBlock *
block_of (DzProject *project, guint index)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return dz_document_get_block (document, index);
}

static const char *
translation_of (DzProject *project, guint index)
{
  return dz_text_get_string (dz_block_get_text (block_of (project, index), DZ_SIDE_TRANSLATION));
}

static void
replace (DzProject *project, guint block, const char *old, const char *new)
{
  const char *text = translation_of (project, block);
  const char *at = strstr (text, old);
  guint start = (guint)g_utf8_strlen (text, at - text);

  dz_edit_type (project, block_of (project, block), DZ_SIDE_TRANSLATION, start, start + (guint)g_utf8_strlen (old, -1), new);
}

typedef struct
{
  DzProject *base;
  DzProject *ours;
  DzProject *theirs;
} Three;

static void
three_init (Three *three, guint n_blocks)
{
  three->base = make_project (n_blocks);
  three->ours = dz_project_copy (three->base);
  three->theirs = dz_project_copy (three->base);
}

static void
three_clear (Three *three)
{
  g_clear_object (&three->base);
  g_clear_object (&three->ours);
  g_clear_object (&three->theirs);
}

static void
test_words (void)
{
  Three three;
  g_autoptr (DzProject) merged = NULL;
  guint n;

  three_init (&three, 2);
  replace (three.ours, 0, "Yesterday", "Today");
  replace (three.theirs, 0, "Beijing", "Shanghai");
  dz_edit_toggle_span (three.theirs, block_of (three.theirs, 0), DZ_SIDE_TRANSLATION, 13, 24, DZ_SPAN_BOLD);
  merged = merge (three.base, three.ours, three.theirs, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (translation_of (merged, 0), ==, "Today we interviewed teacher Wang in Shanghai.");
  g_assert_true (dz_text_has_span (dz_block_get_text (block_of (merged, 0), DZ_SIDE_TRANSLATION), 9, 20, DZ_SPAN_BOLD));
  three_clear (&three);
}

/* Neighbouring words changed by two people are for a person to put together. */
static void
test_conflict (void)
{
  Three three;
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (DzConflict) conflict = NULL;
  guint n;

  three_init (&three, 1);
  replace (three.ours, 0, "teacher", "Professor");
  replace (three.theirs, 0, "Wang", "Wong");
  merged = merge (three.base, three.ours, three.theirs, &n);
  g_assert_cmpuint (n, ==, 1);
  conflict = g_list_model_get_item (dz_project_get_conflicts (merged), 0);
  g_assert_cmpstr (dz_conflict_get_target (conflict), ==, "block-0");
  g_assert_cmpstr (dz_conflict_get_what (conflict), ==, "translation");
  g_assert_cmpstr (dz_conflict_get_ours (conflict), ==, "\"Yesterday we interviewed Professor Wang in Beijing.\"");
  g_assert_cmpstr (dz_conflict_get_theirs (conflict), ==, "\"Yesterday we interviewed teacher Wong in Beijing.\"");
  g_assert_cmpuint (dz_conflict_choose (merged, conflict, DZ_CONFLICT_OURS), ==, TRUE);
  g_assert_cmpstr (translation_of (merged, 0), ==, "Yesterday we interviewed Professor Wang in Beijing.");
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_conflicts (merged)), ==, 0);
  g_assert_true (dz_project_undo (merged));
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_conflicts (merged)), ==, 1);
  three_clear (&three);
}

/* Where another text is chosen, highlights on the words that both have stay, and so does the state. */
static void
test_choose_text (void)
{
  Three three;
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (DzConflict) conflict = NULL;
  g_autoptr (DzHighlight) highlight = NULL;
  g_autofree char *quote = NULL;
  DzBlock *block;
  DzTag *tag;

  three_init (&three, 1);
  replace (three.ours, 0, "Yesterday we", "We recently");
  replace (three.theirs, 0, "Yesterday we", "The other day we have");
  tag = dz_edit_add_tag (three.ours, NULL, "人", NULL);
  dz_edit_highlight (three.ours, DZ_SIDE_TRANSLATION, block_of (three.ours, 0), 24, block_of (three.ours, 0), 36, tag);
  dz_edit_toggle_span (three.theirs, block_of (three.theirs, 0), DZ_SIDE_TRANSLATION, 0, 9, DZ_SPAN_BOLD);
  for (guint i = 0; i < 2; i++)
    dz_edit_set_state (i ? three.theirs : three.ours, block_of (i ? three.theirs : three.ours, 0), DZ_STATE_REVIEWED);
  merged = merge (three.base, three.ours, three.theirs, NULL);
  conflict = g_list_model_get_item (dz_project_get_conflicts (merged), 0);
  block = block_of (merged, 0);
  highlight = g_list_model_get_item (dz_project_get_highlights (merged), 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (dz_conflict_choose (merged, conflict, i ? DZ_CONFLICT_THEIRS : DZ_CONFLICT_OURS));
      g_assert_true (dz_text_equal (dz_block_get_text (block, DZ_SIDE_TRANSLATION),
                                    dz_block_get_text (block_of (i ? three.theirs : three.ours, 0), DZ_SIDE_TRANSLATION)));
      g_free (quote);
      quote = dz_project_dup_quote (merged, highlight, DZ_SIDE_TRANSLATION);
      g_assert_cmpstr (quote, ==, "teacher Wang");
      g_assert_false (dz_highlight_is_orphan (highlight));
      g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_REVIEWED);
      g_assert_true (dz_project_undo (merged));
    }
  g_assert_true (dz_conflict_choose (merged, conflict, DZ_CONFLICT_BOTH));
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_DRAFT);
  three_clear (&three);
}

/* A passage stays on its words when the other copy writes before it, and is an orphan when it takes them away. */
static void
test_anchor (void)
{
  for (guint takes = 0; takes < 2; takes++)
    {
      Three three;
      g_autoptr (DzProject) merged = NULL;
      g_autoptr (DzHighlight) highlight = NULL;
      g_autofree char *quote = NULL;
      DzTag *tag;

      three_init (&three, 1);
      tag = dz_edit_add_tag (three.ours, NULL, "人", NULL);
      dz_edit_highlight (three.ours, DZ_SIDE_TRANSLATION, block_of (three.ours, 0), 25, block_of (three.ours, 0), 37, tag);
      replace (three.theirs, 0, takes ? "teacher Wang" : "Yesterday", "the day before yesterday");
      merged = merge (three.base, three.ours, three.theirs, NULL);
      highlight = g_list_model_get_item (dz_project_get_highlights (merged), 0);
      quote = dz_project_dup_quote (merged, highlight, DZ_SIDE_TRANSLATION);
      g_assert_cmpstr (quote, ==, "teacher Wang");
      g_assert_cmpint (dz_highlight_is_orphan (highlight), ==, takes != 0);
      three_clear (&three);
    }
}

static void
test_removed (void)
{
  Three three;
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (DzDocument) document = NULL;
  guint n;

  three_init (&three, 4);
  document = g_list_model_get_item (dz_project_get_documents (three.ours), 0);
  dz_edit_remove_blocks (three.ours, document, 1, 2);
  replace (three.theirs, 2, "Yesterday", "Today");
  merged = merge (three.base, three.ours, three.theirs, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (translation_of (merged, 1), ==, "Today we interviewed teacher Wang in Beijing.");
  g_assert_null (dz_project_lookup_block (merged, "block-1"));
  three_clear (&three);
}

static void
test_same_passage (void)
{
  Three three;
  g_autoptr (DzProject) merged = NULL;
  g_autoptr (DzHighlight) highlight = NULL;

  three_init (&three, 1);
  for (guint i = 0; i < 2; i++)
    {
      DzProject *copy = i ? three.theirs : three.ours;
      DzTag *tag = dz_edit_add_tag (copy, NULL, i ? "工作" : "生活", NULL);

      dz_edit_highlight (copy, DZ_SIDE_ORIGINAL, block_of (copy, 0), 2, block_of (copy, 0), 7, tag);
    }
  merged = merge (three.base, three.ours, three.theirs, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_highlights (merged)), ==, 1);
  highlight = g_list_model_get_item (dz_project_get_highlights (merged), 0);
  g_assert_cmpuint (g_strv_length ((GStrv)dz_highlight_get_tags (highlight)), ==, 2);
  three_clear (&three);
}

/* Each put another tag under the other one: that cannot be, and one of them stays at the top. */
static void
test_circle (void)
{
  Three three;
  g_autoptr (DzProject) merged = NULL, other = NULL, swapped = NULL;
  g_autoptr (DzConflict) conflict = NULL;
  guint n;

  three_init (&three, 1);
  for (guint i = 0; i < 2; i++)
    dz_edit_add_tag (three.base, NULL, i ? "工作" : "生活", NULL);
  for (guint i = 0; i < 2; i++)
    {
      DzProject **copy = i ? &three.theirs : &three.ours;
      g_autoptr (DzTag) first = NULL, second = NULL;

      g_object_unref (*copy);
      *copy = dz_project_copy (three.base);
      first = g_list_model_get_item (dz_project_get_tags (*copy), i);
      second = g_list_model_get_item (dz_project_get_tags (*copy), 1 - i);
      dz_edit_move_tag (*copy, first, second, 0);
    }
  merged = merge (three.base, three.ours, three.theirs, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_tags (merged)), ==, 1);
  other = merge (three.base, three.theirs, three.ours, &n);
  swapped = swap_names (other);
  assert_equal (merged, swapped);
  conflict = g_list_model_get_item (dz_project_get_conflicts (merged), 0);
  for (DzConflictChoice choice = DZ_CONFLICT_OURS; choice <= DZ_CONFLICT_THEIRS; choice++)
    g_assert_cmpint (dz_conflict_can_choose (merged, conflict, choice), ==,
                     strlen (choice == DZ_CONFLICT_OURS ? dz_conflict_get_ours (conflict) : dz_conflict_get_theirs (conflict)) == 2);
  three_clear (&three);
}

static DzProject *
read_project (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  DzProject *project = dz_project_from_json (bytes, NULL, &error);

  g_assert_no_error (error);
  return project;
}

/* One gave everything that named a speaker and a picture something else, and took both out: what the other still has of
 * that is no reason to bring them back, unless it names them anew. */
static void
test_no_longer_named (void)
{
#define HEAD "{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\","
#define PICTURE "\"pictures\":[{\"id\":\"i\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}],"
#define SPEAKERS "\"speakers\":[{\"id\":\"s\"},{\"id\":\"r\"}],"
#define BLOCKS(one, other) \
  "\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\"" one "},{\"id\":\"c\"" other "}]}]}"
#define NAMED ",\"speaker\":\"s\",\"source\":\"picture:i\""
  g_autoptr (DzProject) base = read_project (HEAD PICTURE SPEAKERS BLOCKS (NAMED, ""));
  g_autoptr (DzProject) ours = read_project (HEAD "\"speakers\":[{\"id\":\"r\"}]," BLOCKS (",\"speaker\":\"r\"", ""));
  g_autoptr (DzProject) theirs = read_project (HEAD PICTURE SPEAKERS BLOCKS (NAMED, NAMED));
  g_autoptr (DzProject) left = NULL, merged = NULL;
  guint n;

  left = merge (base, ours, base, &n);
  g_assert_cmpuint (n, ==, 0);
  assert_equal (left, ours);
  merged = merge (base, ours, theirs, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (dz_project_lookup_speaker (merged, "s"));
  g_assert_nonnull (dz_project_lookup_picture (merged, "i"));
  g_assert_cmpstr (dz_block_get_speaker (dz_project_lookup_block (merged, "b")), ==, "r");
#undef HEAD
#undef PICTURE
#undef SPEAKERS
#undef BLOCKS
#undef NAMED
}

static void
test_foreign (void)
{
  g_autoptr (DzProject) one = make_project (1), other = make_project (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (dz_merge (NULL, one, other, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN);
}

static void
test_laws (void)
{
  guint all = 0, n, conflicts = 0;

  for (guint round = 0; round < rounds (); round++)
    {
      g_autoptr (DzProject) base = make_project (6), ours = NULL, theirs = NULL;
      g_autoptr (DzProject) one = NULL, other = NULL, swapped = NULL, left = NULL, right = NULL, both = NULL;

      edit (base, 30);
      ours = dz_project_copy (base);
      theirs = dz_project_copy (base);
      edit (ours, (guint)g_test_rand_int_range (0, 12));
      edit (theirs, (guint)g_test_rand_int_range (0, 12));
      one = merge (base, ours, theirs, &n);
      conflicts += n;
      all++;
      check_readable (one);
      g_test_message ("pair %u: the other way round", round);
      other = merge (base, theirs, ours, NULL);
      swapped = swap_names (other);
      assert_equal (one, swapped);
      g_test_message ("pair %u: with an unchanged copy", round);
      left = merge (base, ours, base, &n);
      g_assert_cmpuint (n, ==, 0);
      assert_equal (left, ours);
      right = merge (base, base, theirs, &n);
      g_assert_cmpuint (n, ==, 0);
      assert_equal (right, theirs);
      g_test_message ("pair %u: with itself", round);
      both = merge (base, ours, ours, &n);
      g_assert_cmpuint (n, ==, 0);
      assert_equal (both, ours);
    }
  g_test_message ("%u pairs, %u conflicts", all, conflicts);
  g_assert_cmpuint (conflicts, >, 0);
}

/* Each changes blocks that the other leaves alone: all of it is in the result, and nothing is asked. */
static void
test_disjoint (void)
{
  for (guint round = 0; round < rounds (); round++)
    {
      Three three;
      g_autoptr (DzProject) merged = NULL, expected = NULL;
      guint n;

      three_init (&three, 12);
      expected = dz_project_copy (three.base);
      for (guint i = 0; i < 12; i++)
        {
          g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());
          g_autofree char *string = dz_random_string (rand);
          DzProject *copy = i % 2 ? three.ours : three.theirs;
          DzSide side = (DzSide)g_test_rand_int_range (0, 2);
          guint length = dz_text_get_length (dz_block_get_text (block_of (copy, i), side));
          guint start = (guint)g_test_rand_int_range (0, (gint32)length), end = (guint)g_test_rand_int_range ((gint32)start, (gint32)length);

          dz_edit_type (copy, block_of (copy, i), side, start, end, string);
          dz_edit_type (expected, block_of (expected, i), side, start, end, string);
        }
      merged = merge (three.base, three.ours, three.theirs, &n);
      g_assert_cmpuint (n, ==, 0);
      assert_equal (merged, expected);
      three_clear (&three);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/words", test_words);
  g_test_add_func ("/merge/conflict", test_conflict);
  g_test_add_func ("/merge/choose-text", test_choose_text);
  g_test_add_func ("/merge/anchor", test_anchor);
  g_test_add_func ("/merge/removed", test_removed);
  g_test_add_func ("/merge/same-passage", test_same_passage);
  g_test_add_func ("/merge/circle", test_circle);
  g_test_add_func ("/merge/no-longer-named", test_no_longer_named);
  g_test_add_func ("/merge/foreign", test_foreign);
  g_test_add_func ("/merge/disjoint", test_disjoint);
  g_test_add_func ("/merge/laws", test_laws);
  return g_test_run ();
}
