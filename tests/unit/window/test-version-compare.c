#include <gtk/gtk.h>

#include "model/dz-become.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "random-changes.h"
#include "window/compare/dz-compare-item.h"
#include "window/versions/dz-version-compare.h"

#define N_BLOCKS 6
#define N_ROUNDS 60

typedef struct
{
  DzProject *project;
  DzProject *earlier;
  DzDocument *document;
  DzTag *tag;
  DzHighlight *highlight;
} Fixture;

static void
append_block (DzDocument *document, guint number)
{
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };
  g_autofree char *id = g_strdup_printf ("block-%u", number);
  g_autofree char *original = g_strdup_printf ("这是第%u段。", number);
  g_autofree char *translation = g_strdup_printf ("This is paragraph %u.", number);
  g_autoptr (DzText) left = dz_text_new (original);
  g_autoptr (DzText) right = dz_text_new (translation);
  g_autoptr (DzBlock) block = dz_block_new (id, &form, left, right);

  dz_block_init_state (block, DZ_STATE_DRAFT);
  dz_document_init_append (document, block);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (DzDocument) document = dz_document_new ("document", "访谈");
  DzBlock *third;

  self->project = dz_project_new ("project");
  for (guint i = 0; i < N_BLOCKS; i++)
    append_block (document, i);
  g_assert_true (dz_project_build (self->project, NULL, DZ_ENTITY (document), NULL));
  self->document = dz_project_lookup_document (self->project, "document");
  self->tag = dz_edit_add_tag (self->project, NULL, "工作", NULL);
  third = dz_document_get_block (self->document, 3);
  self->highlight = dz_edit_highlight (self->project, DZ_SIDE_ORIGINAL, third, 0, third, 2, self->tag);
  self->earlier = dz_project_copy (self->project);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->earlier);
  g_object_unref (self->project);
}

static guint
count_different (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += dz_compare_item_get_kind (g_ptr_array_index (items, i)) != DZ_COMPARE_SAME;
  return n;
}

/* (transfer full): the one row that differs. */
static DzCompareItem *
get_only (Fixture *self)
{
  g_autoptr (GPtrArray) items = dz_version_compare (self->earlier, self->project, TRUE);

  g_assert_cmpuint (count_different (items), ==, 1);
  for (guint i = 0; i < items->len; i++)
    if (dz_compare_item_get_kind (g_ptr_array_index (items, i)) != DZ_COMPARE_SAME)
      return g_object_ref (g_ptr_array_index (items, i));
  g_assert_not_reached ();
}

static const char *
get_object_id (DzCompareItem *item)
{
  return gtk_string_object_get_string (dz_compare_item_get_object (item));
}

static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = dz_version_compare (self->earlier, self->project, TRUE);

  g_assert_cmpuint (items->len, ==, N_BLOCKS);
  g_assert_cmpuint (count_different (items), ==, 0);
}

static void
test_text (Fixture *self, gconstpointer data)
{
  g_autoptr (DzCompareItem) item = NULL;

  dz_edit_type (self->project, dz_document_get_block (self->document, 2), DZ_SIDE_TRANSLATION, 0, 4, "That");
  item = get_only (self);
  g_assert_cmpint (dz_compare_item_get_kind (item), ==, DZ_COMPARE_CHANGED);
  g_assert_cmpuint (dz_compare_item_get_n_parts (item), ==, 1);
  g_assert_cmpstr (dz_compare_item_get_left (item, 0), ==, "This is paragraph 2.");
  g_assert_cmpstr (dz_compare_item_get_right (item, 0), ==, "That is paragraph 2.");
  g_assert_cmpstr (get_object_id (item), ==, "block-2");
  g_assert_cmpstr (dz_compare_item_get_action_id (item, 0), ==, "back");
  g_assert_null (dz_compare_item_get_remark (item));
}

static void
test_state (Fixture *self, gconstpointer data)
{
  g_autoptr (DzCompareItem) item = NULL;

  dz_edit_set_state (self->project, dz_document_get_block (self->document, 1), DZ_STATE_FINAL);
  item = get_only (self);
  g_assert_cmpstr (dz_compare_item_get_remark (item), ==, "State: Draft, now Final");
  g_assert_cmpuint (dz_compare_item_get_n_parts (item), ==, 1);
  g_assert_cmpstr (dz_compare_item_get_left (item, 0), ==, dz_compare_item_get_right (item, 0));
}

static void
test_come_and_gone (Fixture *self, gconstpointer data)
{
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };
  g_autoptr (GPtrArray) items = NULL;
  const DzCompareKind kinds[] = { DZ_COMPARE_SAME,  DZ_COMPARE_REMOVED, DZ_COMPARE_SAME,
                                  DZ_COMPARE_SAME,  DZ_COMPARE_ADDED,   DZ_COMPARE_SAME,
                                  DZ_COMPARE_SAME };

  dz_edit_remove_blocks (self->project, self->document, 1, 1);
  dz_edit_insert_block (self->project, self->document, 3, &form);
  items = dz_version_compare (self->earlier, self->project, FALSE);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < items->len; i++)
    {
      g_assert_cmpint (dz_compare_item_get_kind (g_ptr_array_index (items, i)), ==, kinds[i]);
      g_assert_cmpuint (dz_compare_item_get_n_actions (g_ptr_array_index (items, i)), ==, 0);
    }
  g_assert_cmpstr (get_object_id (g_ptr_array_index (items, 1)), ==, "block-1");
  g_assert_null (dz_compare_item_get_right (g_ptr_array_index (items, 1), 0));
}

static void
test_tag (Fixture *self, gconstpointer data)
{
  g_autoptr (DzCompareItem) item = NULL;

  dz_edit_set_string (self->project, DZ_ENTITY (self->tag), "description", "什么是工作", "Edit Tag");
  item = get_only (self);
  g_assert_cmpstr (dz_compare_item_get_heading (item), ==, "Tag “工作”");
  g_assert_cmpstr (dz_compare_item_get_left (item, 0), ==, "");
  g_assert_cmpstr (dz_compare_item_get_right (item, 0), ==, "什么是工作");
}

static void
test_highlight (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (dz_highlight_get_id (self->highlight));
  g_autoptr (DzCompareItem) changed = NULL;
  g_autoptr (DzCompareItem) removed = NULL;

  dz_edit_set_note (self->project, self->highlight, "Why?");
  changed = get_only (self);
  g_assert_cmpstr (dz_compare_item_get_caption (changed, 0), ==, "Note");
  g_assert_cmpstr (dz_compare_item_get_right (changed, 0), ==, "Why?");
  dz_edit_remove_highlight (self->project, self->highlight);
  removed = get_only (self);
  g_assert_cmpint (dz_compare_item_get_kind (removed), ==, DZ_COMPARE_REMOVED);
  g_assert_cmpstr (dz_compare_item_get_left (removed, 0), ==, "这是");
  g_assert_cmpstr (get_object_id (removed), ==, "block-3");
  dz_edit_become_block (self->project, self->earlier, get_object_id (removed), "Back");
  g_assert_nonnull (dz_project_lookup_highlight (self->project, id));
}

/* A highlight whose passage grew is seen at the block alone. */
static void
test_highlight_grows (Fixture *self, gconstpointer data)
{
  g_autoptr (DzCompareItem) item = NULL;

  dz_edit_type (self->project, dz_document_get_block (self->document, 3), DZ_SIDE_ORIGINAL, 1, 1, "正");
  item = get_only (self);
  g_assert_cmpstr (get_object_id (item), ==, "block-3");
}

/* The rows at both ends stay when the middle changes. */
static void
test_update (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) before = dz_version_compare (self->earlier, self->project, TRUE);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GListStore) store = g_list_store_new (DZ_TYPE_COMPARE_ITEM);

  dz_compare_item_update_store (store, before);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, N_BLOCKS);
  dz_edit_type (self->project, dz_document_get_block (self->document, 2), DZ_SIDE_ORIGINAL, 0, 0, "嗯");
  after = dz_version_compare (self->earlier, self->project, TRUE);
  dz_compare_item_update_store (store, after);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, N_BLOCKS);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      g_autoptr (DzCompareItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_assert_true (item == g_ptr_array_index (i == 2 ? after : before, i));
    }
}

/* What is brought back whole differs in nothing; each block that is brought back by itself is the same afterwards. */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (DzProject) project = random_project ();
      g_autoptr (DzProject) earlier = dz_project_copy (project);
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (GPtrArray) none = NULL;

      for (guint i = 0; i < 12; i++)
        {
          g_autoptr (DzChange) change = random_change (project, random);

          dz_project_apply (project, change, NULL);
        }
      items = dz_version_compare (earlier, project, TRUE);
      for (guint i = 0; i < items->len && round % 2; i++)
        if (dz_compare_item_get_n_actions (g_ptr_array_index (items, i)) > 0)
          dz_edit_become_block (project, earlier, get_object_id (g_ptr_array_index (items, i)), "Back");
      dz_edit_become (project, earlier, "Back");
      none = dz_version_compare (earlier, project, TRUE);
      g_assert_cmpuint (count_different (none), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/version-compare/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/version-compare/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/version-compare/state", Fixture, NULL, set_up, test_state, tear_down);
  g_test_add ("/version-compare/come-and-gone", Fixture, NULL, set_up, test_come_and_gone, tear_down);
  g_test_add ("/version-compare/tag", Fixture, NULL, set_up, test_tag, tear_down);
  g_test_add ("/version-compare/highlight", Fixture, NULL, set_up, test_highlight, tear_down);
  g_test_add ("/version-compare/highlight-grows", Fixture, NULL, set_up, test_highlight_grows, tear_down);
  g_test_add ("/version-compare/update", Fixture, NULL, set_up, test_update, tear_down);
  g_test_add_func ("/version-compare/random", test_random);

  return g_test_run ();
}
