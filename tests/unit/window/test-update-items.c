#include <gtk/gtk.h>

#include "model/dz-edit.h"
#include "store/dz-update.h"
#include "window/compare/dz-compare-item.h"
#include "window/update/dz-update-items.h"
#include "window/update/dz-update-summary.h"

/* Paragraphs, parted by "|"; each has a translation when @translated. */
static DzProject *
make_project (const char *paragraphs, gboolean translated)
{
  DzProject *project = dz_project_new (NULL);
  g_autoptr (DzDocument) document = dz_document_new (NULL, "访谈");
  g_auto (GStrv) words = g_strsplit (paragraphs, "|", -1);

  for (guint i = 0; words[i]; i++)
    {
      g_autoptr (DzText) original = dz_text_new (words[i]);
      g_autoptr (DzText) translation = dz_text_new (translated ? "Translated" : "");
      g_autoptr (DzBlock) block = dz_block_new (NULL, NULL, original, translation);

      dz_block_init_state (block, translated ? DZ_STATE_FINAL : DZ_STATE_UNTRANSLATED);
      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  return project;
}

static DzDocument *
document_of (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return document;
}

static const char olds[] = "我们昨天在北京采访了王老师。|这一段后来被删去了，再也没有了。|前面的半句话在这里，|后面的半句话在那里，说完了。|最后一段没有改动。";
static const char news[] = "我们前天在北京采访了王老师。|前面的半句话在这里，后面的半句话在那里，说完了。|这是新写的一段，以前没有。|最后一段没有改动。";

static void
test_items (void)
{
  static const struct
  {
    DzCompareKind kind;
    const char *heading;
    const char *remark;
    guint n_parts;
  } expected[] = {
    { DZ_COMPARE_CHANGED, "Block 1", "Its translation will be a draft, marked to be checked · 1 highlight will have no place", 1 },
    { DZ_COMPARE_REMOVED, "Block 2", "Its translation goes with it", 2 },
    { DZ_COMPARE_REMOVED, "Block 3", "It is joined with block 4, its translation too", 2 },
    { DZ_COMPARE_CHANGED, "Block 4", NULL, 1 },
    { DZ_COMPARE_ADDED, "New block", NULL, 1 },
    { DZ_COMPARE_SAME, "Block 5", NULL, 1 },
  };
  g_autoptr (DzProject) project = make_project (olds, TRUE), transcript = make_project (news, FALSE);
  DzDocument *document = document_of (project);
  DzBlock *first = dz_document_get_block (document, 0);
  g_autoptr (GListModel) plan = NULL;
  g_autoptr (GPtrArray) items = NULL;

  dz_edit_highlight (project, DZ_SIDE_ORIGINAL, first, 2, first, 4, NULL);
  plan = dz_update_plan (project, document, transcript);
  items = dz_update_items_make (project, document, plan);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < items->len; i++)
    {
      DzCompareItem *item = g_ptr_array_index (items, i);
      gboolean differs = expected[i].kind != DZ_COMPARE_SAME;

      g_assert_cmpint (dz_compare_item_get_kind (item), ==, expected[i].kind);
      g_assert_cmpstr (dz_compare_item_get_heading (item), ==, expected[i].heading);
      g_assert_cmpstr (dz_compare_item_get_remark (item), ==, expected[i].remark);
      g_assert_cmpuint (dz_compare_item_get_n_parts (item), ==, expected[i].n_parts);
      g_assert_cmpint (dz_compare_item_get_checkable (item), ==, differs);
      g_assert_cmpint (dz_compare_item_get_chosen (item), ==, differs);
      g_assert_true (DZ_IS_UPDATE_ROW (dz_compare_item_get_object (item)));
    }
}

static void
test_summary (void)
{
  const DzUpdateResult nothing = { 0 };
  const DzUpdateResult result = { .changed = 12, .added = 1, .removed = 2, .marked = 10, .translations = 1, .orphans = 3 };
  g_autofree char *none = dz_update_summary_dup (&nothing), *all = dz_update_summary_dup (&result);
  g_autofree char *done = dz_update_summary_dup_done (&result);

  g_assert_cmpstr (none, ==, "Nothing will be changed");
  g_assert_cmpstr (all, ==, "12 blocks change · 1 block is new · 2 blocks go · 10 translations to check · "
                            "1 translation goes with its block · 3 highlights will have no place");
  g_assert_cmpstr (done, ==, "3 highlights without their place · 10 translations to check · 12 blocks changed · 1 added · "
                             "2 removed");
}

static void
test_strange (void)
{
  g_autoptr (DzProject) project = make_project (olds, TRUE), transcript = make_project (news, FALSE);
  g_autoptr (DzProject) other = make_project ("完全是另一场谈话，与此毫无关系。|天气预报说周末有大雨。|交通很拥挤。", FALSE);
  g_autoptr (GListModel) plan = dz_update_plan (project, document_of (project), transcript);
  g_autoptr (GListModel) wrong = dz_update_plan (project, document_of (project), other);

  g_assert_false (dz_update_summary_is_strange (plan));
  g_assert_true (dz_update_summary_is_strange (wrong));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/window/update-items/items", test_items);
  g_test_add_func ("/window/update-items/summary", test_summary);
  g_test_add_func ("/window/update-items/strange", test_strange);
  return g_test_run ();
}
