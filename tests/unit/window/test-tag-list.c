#include "model/dz-edit.h"
#include "window/tags/dz-tag-list.h"

typedef struct
{
  DzProject *project;
  DzTag *craft;
  DzTag *tools;
  DzTag *wood;
  DzTag *people;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->project = dz_project_new (NULL);
  fixture->craft = dz_edit_add_tag (fixture->project, NULL, "Craft", NULL);
  fixture->tools = dz_edit_add_tag (fixture->project, fixture->craft, "工具", NULL);
  fixture->people = dz_edit_add_tag (fixture->project, NULL, "Woodcutters", NULL);
  fixture->wood = dz_edit_add_tag (fixture->project, fixture->craft, "Wood", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->project);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = dz_tag_list_flatten (fixture->project);

  g_assert_cmpuint (all->len, ==, 4);
  g_assert_true (dz_tag_list_nth (fixture->project, 1) == fixture->craft);
  g_assert_true (dz_tag_list_nth (fixture->project, 2) == fixture->tools);
  g_assert_true (dz_tag_list_nth (fixture->project, 3) == fixture->wood);
  g_assert_true (dz_tag_list_nth (fixture->project, 4) == fixture->people);
  g_assert_null (dz_tag_list_nth (fixture->project, 0));
  g_assert_null (dz_tag_list_nth (fixture->project, 5));
  g_assert_cmpuint (dz_tag_list_number_of (fixture->project, fixture->people), ==, 4);
  g_assert_cmpuint (dz_tag_list_position (fixture->project, fixture->wood), ==, 1);
}

static void
test_tenth_has_no_key (Fixture *fixture, gconstpointer data)
{
  DzTag *last = NULL;

  for (int i = 0; i < 6; i++)
    last = dz_edit_add_tag (fixture->project, NULL, "More", NULL);
  g_assert_cmpuint (dz_tag_list_number_of (fixture->project, last), ==, 0);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) wood = dz_tag_list_find (fixture->project, "wOOd");
  g_autoptr (GPtrArray) by_parent = dz_tag_list_find (fixture->project, "craft");
  g_autoptr (GPtrArray) han = dz_tag_list_find (fixture->project, "具");
  g_autoptr (GPtrArray) none = dz_tag_list_find (fixture->project, "stone");

  g_assert_cmpuint (wood->len, ==, 2);
  g_assert_true (g_ptr_array_index (wood, 0) == fixture->wood);
  g_assert_cmpuint (by_parent->len, ==, 3);
  g_assert_true (g_ptr_array_index (by_parent, 0) == fixture->craft);
  g_assert_cmpuint (han->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (dz_tag_list_lookup_name (fixture->project, "WOOD") == fixture->wood);
  g_assert_null (dz_tag_list_lookup_name (fixture->project, "Woo"));
}

static void
test_under (Fixture *fixture, gconstpointer data)
{
  g_assert_true (dz_tag_list_is_under (fixture->wood, fixture->craft));
  g_assert_true (dz_tag_list_is_under (fixture->wood, fixture->wood));
  g_assert_false (dz_tag_list_is_under (fixture->craft, fixture->wood));
  g_assert_false (dz_tag_list_is_under (fixture->people, fixture->craft));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/tag-list/order", test_order);
  ADD ("/tag-list/tenth-has-no-key", test_tenth_has_no_key);
  ADD ("/tag-list/find", test_find);
  ADD ("/tag-list/under", test_under);
  return g_test_run ();
}
