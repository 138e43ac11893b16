#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit.h"

typedef struct
{
  DzProject *project;
  DzBlock *block;
  guint n_changed;
  guint n_ended;
  guint n_modified;
} Fixture;

static void
changed_cb (DzProject *project, DzChange *change, Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->n_changed++;
  g_assert_false (dz_project_apply (project, change, &error));
  g_assert_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE);
  g_assert_false (dz_project_undo (project));
}

static void
ended_cb (DzProject *project, Fixture *f)
{
  f->n_ended++;
}

static void
modified_cb (DzProject *project, GParamSpec *pspec, Fixture *f)
{
  f->n_modified++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (DzDocument) document = dz_document_new ("d", "对话");
  g_autoptr (DzText) original = dz_text_new ("原文");
  g_autoptr (DzBlock) block = dz_block_new ("b", NULL, original, NULL);

  f->project = dz_project_new ("p");
  f->block = block;
  dz_document_init_append (document, block);
  g_assert_true (dz_project_build (f->project, NULL, DZ_ENTITY (document), NULL));
  g_signal_connect (f->project, "changed", G_CALLBACK (changed_cb), f);
  g_signal_connect (f->project, "step-ended", G_CALLBACK (ended_cb), f);
  g_signal_connect (f->project, "notify::modified", G_CALLBACK (modified_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->project);
}

static void
set_title (Fixture *f, const char *title)
{
  dz_edit_set_string (f->project, DZ_ENTITY (f->project), "title", title, "Rename");
}

static void
test_steps_nest (Fixture *f, gconstpointer data)
{
  dz_project_begin_step (f->project, "Outer");
  set_title (f, "a");
  g_assert_false (dz_project_undo (f->project));
  set_title (f, "b");
  dz_project_end_step (f->project);
  g_assert_cmpstr (dz_project_get_undo_label (f->project), ==, "Outer");
  g_assert_cmpuint (f->n_changed, ==, 2);
  g_assert_cmpuint (f->n_ended, ==, 1);
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "");
  g_assert_cmpstr (dz_project_get_redo_label (f->project), ==, "Outer");
  g_assert_cmpuint (f->n_changed, ==, 4);
}

static void
test_empty_step_leaves_no_trace (Fixture *f, gconstpointer data)
{
  set_title (f, "a");
  g_assert_true (dz_project_undo (f->project));
  set_title (f, "");
  g_assert_true (dz_project_get_can_redo (f->project));
  g_assert_false (dz_project_get_can_undo (f->project));
  g_assert_cmpuint (f->n_ended, ==, 2);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  guint64 revision = dz_project_get_revision (f->project);

  dz_project_begin_step (f->project, "Outer");
  set_title (f, "a");
  set_title (f, "b");
  dz_project_cancel_step (f->project);
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "");
  g_assert_cmpuint (dz_project_get_revision (f->project), ==, revision);
  g_assert_false (dz_project_get_can_undo (f->project));
  g_assert_false (dz_project_get_can_redo (f->project));
}

static void
test_modified (Fixture *f, gconstpointer data)
{
  guint64 revision;

  g_assert_false (dz_project_get_modified (f->project));
  set_title (f, "a");
  revision = dz_project_get_revision (f->project);
  set_title (f, "b");
  dz_project_mark_saved (f->project, revision);
  g_assert_true (dz_project_get_modified (f->project));
  g_assert_true (dz_project_undo (f->project));
  g_assert_false (dz_project_get_modified (f->project));
  g_assert_true (dz_project_undo (f->project));
  g_assert_true (dz_project_get_modified (f->project));
  g_assert_true (dz_project_redo (f->project));
  g_assert_false (dz_project_get_modified (f->project));
  dz_project_mark_saved (f->project, 0);
  g_assert_true (dz_project_get_modified (f->project));
  g_assert_cmpuint (f->n_modified, ==, 5);
}

static void
test_new_step_ends_redo (Fixture *f, gconstpointer data)
{
  set_title (f, "a");
  g_assert_true (dz_project_undo (f->project));
  set_title (f, "b");
  g_assert_false (dz_project_redo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "b");
}

static void
test_refused_change (Fixture *f, gconstpointer data)
{
  g_autoptr (DzChange) change = dz_change_new_set (DZ_ENTITY (f->block), "state", g_variant_new_string ("done"));
  g_autoptr (GError) error = NULL;

  g_assert_false (dz_project_apply (f->project, change, &error));
  g_assert_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE);
  g_assert_false (dz_project_get_can_undo (f->project));
  g_assert_cmpuint (f->n_changed, ==, 0);
  g_assert_cmpuint (f->n_ended, ==, 0);
}

static void
test_input_method_commits (Fixture *f, gconstpointer data)
{
  dz_edit_type (f->project, f->block, DZ_SIDE_TRANSLATION, 0, 0, "你好");
  dz_edit_type (f->project, f->block, DZ_SIDE_TRANSLATION, 2, 2, "，");
  dz_edit_type (f->project, f->block, DZ_SIDE_TRANSLATION, 3, 3, "世界");
  g_assert_true (dz_project_undo (f->project));
  g_assert_true (dz_text_is_empty (dz_block_get_text (f->block, DZ_SIDE_TRANSLATION)));
  g_assert_cmpuint (f->n_ended, ==, 4);
}

/* A title that is put into the project while it is being typed. */
static void
test_typed_field (Fixture *f, gconstpointer data)
{
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "a", "Title");
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "ab", "Title");
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "original-language", "zh-TW", "Language");
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "abc", "Title");
  dz_project_break_typing (f->project);
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "abcd", "Title");
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "abc");
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "ab");
  g_assert_true (dz_project_undo (f->project));
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "");
  g_assert_false (dz_project_get_can_undo (f->project));
}

/* Whoever takes back in the field itself what was typed there has left nothing for Undo. */
static void
test_typed_away (Fixture *f, gconstpointer data)
{
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "a", "Title");
  dz_project_break_typing (f->project);
  dz_project_mark_saved (f->project, dz_project_get_revision (f->project));
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "ab", "Title");
  g_assert_true (dz_project_get_modified (f->project));
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "a", "Title");
  g_assert_false (dz_project_get_modified (f->project));
  dz_edit_type_string (f->project, DZ_ENTITY (f->project), "title", "abc", "Title");
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "a");
  g_assert_true (dz_project_undo (f->project));
  g_assert_cmpstr (dz_project_get_title (f->project), ==, "");
  g_assert_false (dz_project_get_can_undo (f->project));
}

#define ADD(name, function) g_test_add ("/model/history/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("steps-nest", test_steps_nest);
  ADD ("empty-step-leaves-no-trace", test_empty_step_leaves_no_trace);
  ADD ("cancel", test_cancel);
  ADD ("modified", test_modified);
  ADD ("new-step-ends-redo", test_new_step_ends_redo);
  ADD ("refused-change", test_refused_change);
  ADD ("input-method-commits", test_input_method_commits);
  ADD ("typed-field", test_typed_field);
  ADD ("typed-away", test_typed_away);

  return g_test_run ();
}
