#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "describe.h"
#include "model/dz-edit.h"
#include "random-changes.h"

/* Changes that a damaged journal or an enemy could hold: an error, and not a byte is different. */

typedef struct
{
  DzProject *project;
  DzBlock *block;
  DzHighlight *highlight;
  char *before;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (DzText) text = dz_text_new ("一二三四五");
  g_autoptr (DzBlock) block = dz_block_new ("b", NULL, text, text);
  g_autoptr (DzAnchor) anchor = dz_anchor_new ("b", 1, "b", 3);
  g_autoptr (DzHighlight) highlight = dz_highlight_new ("h", "d", anchor, NULL, NULL, NULL);

  f->project = random_project ();
  f->block = block;
  f->highlight = highlight;
  g_assert_true (dz_project_build (f->project, "d", DZ_ENTITY (block), NULL));
  g_assert_true (dz_project_build (f->project, NULL, DZ_ENTITY (highlight), NULL));
  f->before = describe_project (f->project);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->before);
  g_assert_finalize_object (f->project);
}

static void
refuse (Fixture *f, DzChange *change, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_false (dz_project_apply (f->project, change, &error));
  g_assert_error (error, DZ_MODEL_ERROR, code);
  after = describe_project (f->project);
  g_assert_cmpstr (after, ==, f->before);
  g_assert_false (dz_project_get_can_undo (f->project));
  dz_change_unref (change);
}

static GPtrArray *
one (gpointer object)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (objects, object);
  return objects;
}

static void
test_empty_records (Fixture *f, gconstpointer data)
{
  for (guint kind = 0; kind < 12; kind++)
    {
      g_autoptr (DzChange) change = dz_change_new (kind);

      g_assert_false (dz_project_apply (f->project, change, NULL));
    }
}

static void
test_texts (Fixture *f, gconstpointer data)
{
  g_autoptr (DzText) wrong = dz_text_new ("二四");

  refuse (f, dz_change_new_text ("nobody", DZ_SIDE_ORIGINAL, 0, NULL, NULL), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (f, dz_change_new_text ("t1", DZ_SIDE_ORIGINAL, 0, NULL, NULL), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (f, dz_change_new_text ("b", DZ_SIDE_ORIGINAL, 6, NULL, NULL), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_text ("b", DZ_SIDE_ORIGINAL, 4, wrong, NULL), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_text ("b", DZ_SIDE_ORIGINAL, 1, wrong, NULL), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_text ("b", 5, 0, NULL, NULL), DZ_MODEL_ERROR_VALUE);
}

static void
test_splits_and_joins (Fixture *f, gconstpointer data)
{
  g_autoptr (DzText) behind = dz_text_new ("四五");
  g_autoptr (DzBlock) good = dz_block_new (NULL, NULL, behind, behind);
  g_autoptr (DzBlock) twice = dz_block_new ("t1", NULL, behind, behind);
  g_autoptr (DzBlock) empty = dz_block_new (NULL, NULL, NULL, NULL);

  refuse (f, dz_change_new_split ("b", 3, 9, DZ_ENTITY (good)), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_split ("b", 3, 2, DZ_ENTITY (good)), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_split ("b", 3, 3, DZ_ENTITY (empty)), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_split ("b", 3, 3, DZ_ENTITY (twice)), DZ_MODEL_ERROR_DUPLICATE_ID);
  refuse (f, dz_change_new_join ("b", 5, 5, DZ_ENTITY (good)), DZ_MODEL_ERROR_MISMATCH);
}

static void
test_removals (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) other = one (dz_speaker_new ("s1", "not that name", NULL));
  g_autoptr (GPtrArray) parent = one (g_object_ref (dz_project_lookup (f->project, "t1")));
  g_autoptr (GPtrArray) document = one (g_object_ref (dz_project_lookup (f->project, "d")));

  refuse (f, dz_change_new_remove (NULL, 0, other), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_remove (NULL, 1, parent), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_remove (NULL, 0, parent), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_remove (NULL, 0, document), DZ_MODEL_ERROR_VALUE);
}

static void
test_moves (Fixture *f, gconstpointer data)
{
  refuse (f, dz_change_new_move ("t1", NULL, 0, "t2", 0), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_move ("t1", NULL, 0, "t1", 0), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_move ("t2", NULL, 0, NULL, 0), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_move ("t2", "t1", 0, NULL, 9), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_move ("p", NULL, 0, NULL, 0), DZ_MODEL_ERROR_UNKNOWN_ID);
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  DzEntity *tag = dz_project_lookup (f->project, "t1");
  const char *const twice[] = { "t1", "t1", NULL };
  const char *const unknown[] = { "nobody", NULL };
  DzChange *stale = dz_change_new_set (tag, "name", g_variant_new_string ("x"));

  g_clear_pointer (&stale->old_value, g_variant_unref);
  stale->old_value = g_variant_ref_sink (g_variant_new_string ("not that name"));
  refuse (f, stale, DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_set (tag, "color", g_variant_new_string ("red")), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_set (tag, "color", g_variant_new_string ("#12345g")), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_set (tag, "name", g_variant_new_uint32 (1)), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_set (DZ_ENTITY (f->block), "kind", g_variant_new_string ("poem")), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_set (DZ_ENTITY (f->block), "level", g_variant_new_uint32 (65)), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_set (DZ_ENTITY (f->block), "speaker", g_variant_new_string ("t1")),
          DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (f, dz_change_new_set (DZ_ENTITY (f->highlight), "tags", g_variant_new_strv (twice, -1)),
          DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_set (DZ_ENTITY (f->highlight), "tags", g_variant_new_strv (unknown, -1)),
          DZ_MODEL_ERROR_UNKNOWN_ID);
}

static void
test_anchors (Fixture *f, gconstpointer data)
{
  DzAnchor *old = dz_highlight_get_anchor (f->highlight, DZ_SIDE_ORIGINAL);
  g_autoptr (DzAnchor) empty = dz_anchor_new ("b", 2, "b", 2);
  g_autoptr (DzAnchor) long_one = dz_anchor_new ("b", 2, "b", 6);
  g_autoptr (DzAnchor) nowhere = dz_anchor_new ("nobody", 0, "b", 1);
  g_autoptr (DzAnchor) good = dz_anchor_new ("b", 0, "b", 1);

  refuse (f, dz_change_new_anchor ("h", DZ_SIDE_ORIGINAL, old, NULL), DZ_MODEL_ERROR_VALUE);
  refuse (f, dz_change_new_anchor ("h", DZ_SIDE_ORIGINAL, NULL, good), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, dz_change_new_anchor ("h", DZ_SIDE_ORIGINAL, old, empty), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_anchor ("h", DZ_SIDE_ORIGINAL, old, long_one), DZ_MODEL_ERROR_RANGE);
  refuse (f, dz_change_new_anchor ("h", DZ_SIDE_ORIGINAL, old, nowhere), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (f, dz_change_new_anchor ("h", 7, old, good), DZ_MODEL_ERROR_VALUE);
}

static DzChange *
typed_with_effect (const char *highlight, DzSide side, DzAnchor *before, DzAnchor *after)
{
  g_autoptr (DzText) inserted = dz_text_new ("x");
  DzChange *change = dz_change_new_text ("b", DZ_SIDE_ORIGINAL, 0, NULL, inserted);

  dz_change_add_effect (change, highlight, side, before, after);
  return change;
}

static void
test_effects (Fixture *f, gconstpointer data)
{
  DzAnchor *now = dz_highlight_get_anchor (f->highlight, DZ_SIDE_ORIGINAL);
  g_autoptr (DzAnchor) beyond = dz_anchor_new ("b", 2, "b", 7);
  g_autoptr (DzAnchor) good = dz_anchor_new ("b", 2, "b", 6);
  DzChange *out_of_place = dz_change_new_set (DZ_ENTITY (f->project), "title", g_variant_new_string ("x"));
  DzChange *twice = typed_with_effect ("h", DZ_SIDE_ORIGINAL, now, good);

  dz_change_add_effect (twice, "h", DZ_SIDE_ORIGINAL, now, good);
  dz_change_add_effect (out_of_place, "h", DZ_SIDE_ORIGINAL, now, good);
  refuse (f, twice, DZ_MODEL_ERROR_MISMATCH);
  refuse (f, out_of_place, DZ_MODEL_ERROR_VALUE);
  refuse (f, typed_with_effect ("nobody", DZ_SIDE_ORIGINAL, now, good), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (f, typed_with_effect ("h", DZ_SIDE_TRANSLATION, now, good), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, typed_with_effect ("h", DZ_SIDE_ORIGINAL, good, good), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, typed_with_effect ("h", DZ_SIDE_ORIGINAL, now, NULL), DZ_MODEL_ERROR_MISMATCH);
  refuse (f, typed_with_effect ("h", DZ_SIDE_ORIGINAL, now, beyond), DZ_MODEL_ERROR_RANGE);
}

#define ADD(name, function) g_test_add ("/model/apply/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("empty-records", test_empty_records);
  ADD ("texts", test_texts);
  ADD ("splits-and-joins", test_splits_and_joins);
  ADD ("removals", test_removals);
  ADD ("moves", test_moves);
  ADD ("fields", test_fields);
  ADD ("anchors", test_anchors);
  ADD ("effects", test_effects);

  return g_test_run ();
}
