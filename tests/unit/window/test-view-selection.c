#include "window/parallel/dz-view-selection.h"

typedef struct
{
  DzDocument *document;
  DzBlock *blocks[3];
  DzViewSelection selection;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const originals[] = { "第一段话", "𠮷野家😀", "第三段话" };
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };

  fixture->document = dz_document_new (NULL, "");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DzText) text = dz_text_new (originals[i]);

      fixture->blocks[i] = dz_block_new (NULL, &form, text, NULL);
      dz_document_init_append (fixture->document, fixture->blocks[i]);
    }
  dz_view_selection_init (&fixture->selection);
  dz_view_selection_set_document (&fixture->selection, fixture->document);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dz_view_selection_clear (&fixture->selection);
  for (guint i = 0; i < 3; i++)
    g_object_unref (fixture->blocks[i]);
  g_object_unref (fixture->document);
}

static void
select_places (Fixture *fixture, guint from, guint anchor, guint to, guint head)
{
  dz_view_selection_set (&fixture->selection, DZ_SIDE_ORIGINAL, &(DzViewPlace){ fixture->blocks[from], anchor },
                         &(DzViewPlace){ fixture->blocks[to], head });
}

static void
assert_range (Fixture *fixture, guint block, guint start, guint end)
{
  guint from = 0, to = 0;
  gboolean found = dz_view_selection_get_range (&fixture->selection, fixture->blocks[block], &from, &to);

  g_assert_cmpint (found, ==, start < end);
  if (found)
    {
      g_assert_cmpuint (from, ==, start);
      g_assert_cmpuint (to, ==, end);
    }
}

static void
test_one_block (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_true (dz_view_selection_is_empty (&fixture->selection));
  g_assert_null (dz_view_selection_dup_text (&fixture->selection));
  select_places (fixture, 1, 4, 1, 1);
  g_assert_false (dz_view_selection_is_long (&fixture->selection));
  assert_range (fixture, 1, 1, 4);
  assert_range (fixture, 0, 0, 0);
  text = dz_view_selection_dup_text (&fixture->selection);
  g_assert_cmpstr (text, ==, "野家😀");
}

static void
test_several_blocks (Fixture *fixture, gconstpointer data)
{
  for (guint backwards = 0; backwards < 2; backwards++)
    {
      g_autofree char *text = NULL;

      if (backwards)
        select_places (fixture, 2, 1, 0, 2);
      else
        select_places (fixture, 0, 2, 2, 1);
      g_assert_true (dz_view_selection_is_long (&fixture->selection));
      assert_range (fixture, 0, 2, 4);
      assert_range (fixture, 1, 0, 4);
      assert_range (fixture, 2, 0, 1);
      text = dz_view_selection_dup_text (&fixture->selection);
      g_assert_cmpstr (text, ==, "段话\n𠮷野家😀\n第");
    }
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  select_places (fixture, 0, 1, 0, 1);
  dz_view_selection_move (&fixture->selection, DZ_SIDE_ORIGINAL, &(DzViewPlace){ fixture->blocks[1], 2 }, TRUE);
  assert_range (fixture, 0, 1, 4);
  assert_range (fixture, 1, 0, 2);
  /* On the other side nothing can be gone on with. */
  dz_view_selection_move (&fixture->selection, DZ_SIDE_TRANSLATION, &(DzViewPlace){ fixture->blocks[1], 0 }, TRUE);
  g_assert_true (dz_view_selection_is_empty (&fixture->selection));
}

static void
test_shift (Fixture *fixture, gconstpointer data)
{
  DzViewSelection *selection = &fixture->selection;

  select_places (fixture, 0, 2, 1, 3);
  dz_view_selection_shift (selection, fixture->blocks[0], DZ_SIDE_ORIGINAL, 0, 0, 2);
  g_assert_cmpuint (selection->anchor.position, ==, 4);
  dz_view_selection_shift (selection, fixture->blocks[1], DZ_SIDE_ORIGINAL, 2, 2, 0);
  g_assert_cmpuint (selection->head.position, ==, 2);
  dz_view_selection_shift (selection, fixture->blocks[1], DZ_SIDE_TRANSLATION, 0, 0, 9);
  dz_view_selection_shift (selection, fixture->blocks[1], DZ_SIDE_ORIGINAL, 2, 0, 9);
  g_assert_cmpuint (selection->head.position, ==, 2);
}

static void
test_repair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DzDocument) other = dz_document_new (NULL, "");

  select_places (fixture, 0, 2, 1, 40);
  g_assert_true (dz_view_selection_repair (&fixture->selection, 0));
  g_assert_cmpuint (fixture->selection.head.position, ==, 4);
  dz_view_selection_set_document (&fixture->selection, other);
  g_assert_false (dz_view_selection_repair (&fixture->selection, 0));
  g_assert_null (fixture->selection.head.block);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/view-selection/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("one-block", test_one_block);
  ADD ("several-blocks", test_several_blocks);
  ADD ("move", test_move);
  ADD ("shift", test_shift);
  ADD ("repair", test_repair);
  return g_test_run ();
}
