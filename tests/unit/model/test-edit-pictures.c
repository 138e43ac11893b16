#include "config.h"

#include "model/dz-edit.h"

#include "describe.h"

#define FIRST "https://example.org/a.png"
#define SECOND "http://example.org/b.png"

static void
append (DzDocument *document, const char *id, DzBlockKind kind, const char *source)
{
  DzBlockForm form = { .kind = kind };
  g_autoptr (DzBlock) block = dz_block_new (id, &form, NULL, NULL);

  dz_block_init_source (block, source);
  dz_document_init_append (document, block);
}

/* Two documents: one picture is shown in both, one is a cover; what is not on the web counts for nothing. */
static DzProject *
make_project (void)
{
  DzProject *project = dz_project_new ("p");
  g_autoptr (DzDocument) first = dz_document_new ("d1", "");
  g_autoptr (DzDocument) second = dz_document_new ("d2", "");
  g_autoptr (GVariant) cover = g_variant_ref_sink (g_variant_new_string (SECOND));
  g_autoptr (GError) error = NULL;

  append (first, "b0", DZ_BLOCK_PICTURE, FIRST);
  append (first, "b1", DZ_BLOCK_PICTURE, "");
  append (first, "b2", DZ_BLOCK_PICTURE, "beside.png");
  append (first, "b3", DZ_BLOCK_PARAGRAPH, "");
  append (first, "b4", DZ_BLOCK_PICTURE, "picture:gone");
  append (first, "b5", DZ_BLOCK_PICTURE, "ftp://example.org/a.png");
  append (second, "b6", DZ_BLOCK_PICTURE, FIRST);
  g_assert_true (dz_entity_init_field (DZ_ENTITY (second), "cover", cover, &error));
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (first), &error));
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (second), &error));
  g_assert_no_error (error);
  return project;
}

static DzPicture *
make_picture (const char *id, const char *address)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("GIF89a", 6);
  DzPicture *picture = dz_picture_new (id, "image/gif", "a.gif", bytes);

  dz_picture_init_address (picture, address);
  return picture;
}

static const char *
get_source (DzProject *project, const char *block)
{
  return dz_block_get_source (dz_project_lookup_block (project, block));
}

static void
test_list (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GPtrArray) addresses = dz_edit_list_remote_pictures (project);

  g_assert_cmpuint (addresses->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (addresses, 0), ==, FIRST);
  g_assert_cmpstr (g_ptr_array_index (addresses, 1), ==, SECOND);
}

static void
test_take (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *before = describe_project (project);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GPtrArray) left = NULL;

  g_ptr_array_add (pictures, make_picture ("i1", FIRST));
  g_ptr_array_add (pictures, make_picture ("i2", SECOND));
  g_ptr_array_add (pictures, make_picture ("i3", "https://example.org/shown-nowhere.png"));
  g_ptr_array_add (pictures, make_picture ("i4", NULL));
  g_assert_cmpuint (dz_edit_take_pictures (project, pictures), ==, 2);

  g_assert_cmpstr (get_source (project, "b0"), ==, "picture:i1");
  g_assert_cmpstr (get_source (project, "b6"), ==, "picture:i1");
  g_assert_cmpstr (get_source (project, "b2"), ==, "beside.png");
  g_assert_cmpstr (get_source (project, "b1"), ==, "");
  g_assert_cmpstr (dz_document_get_detail (dz_project_lookup_document (project, "d2"), "cover"), ==, "picture:i2");
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_pictures (project)), ==, 2);
  g_assert_cmpstr (dz_picture_get_address (dz_project_lookup_picture (project, "i1")), ==, FIRST);
  g_assert_cmpstr (dz_picture_get_name (dz_project_lookup_picture (project, "i1")), ==, "a.gif");
  left = dz_edit_list_remote_pictures (project);
  g_assert_cmpuint (left->len, ==, 0);

  after = describe_project (project);
  g_assert_true (dz_project_undo (project));
  g_assert_false (dz_project_get_can_undo (project));
  undone = describe_project (project);
  g_assert_cmpstr (undone, ==, before);
  g_assert_true (dz_project_redo (project));
  redone = describe_project (project);
  g_assert_cmpstr (redone, ==, after);
}

static void
test_nothing (void)
{
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpuint (dz_edit_take_pictures (project, pictures), ==, 0);
  g_ptr_array_add (pictures, make_picture ("i3", "https://example.org/shown-nowhere.png"));
  g_assert_cmpuint (dz_edit_take_pictures (project, pictures), ==, 0);
  g_assert_false (dz_project_get_can_undo (project));
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_pictures (project)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/edit-pictures/list", test_list);
  g_test_add_func ("/model/edit-pictures/take", test_take);
  g_test_add_func ("/model/edit-pictures/nothing", test_nothing);

  return g_test_run ();
}
