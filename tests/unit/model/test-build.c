#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-project.h"

static DzBlock *
paragraph (const char *id, const char *original, const char *translation)
{
  g_autoptr (DzText) zh = dz_text_new (original);
  g_autoptr (DzText) en = dz_text_new (translation);

  return dz_block_new (id, NULL, zh, en);
}

static void
build (DzProject *project, const char *parent, gpointer object)
{
  g_autoptr (GError) error = NULL;

  dz_project_build (project, parent, object, &error);
  g_assert_no_error (error);
  g_object_unref (object);
}

static DzProject *
sample (void)
{
  DzProject *project = dz_project_new ("p");
  DzDocument *document = dz_document_new ("d", "对话");

  build (project, NULL, dz_speaker_new ("s", "主持人", "Host"));
  build (project, NULL, dz_tag_new ("t", "想法", "#3584e4", NULL));
  build (project, "t", dz_tag_new ("u", "历史", NULL, ""));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      g_autoptr (DzBlock) block = paragraph (id, "八十年的发展", "Eighty years");

      dz_block_init_speech (block, "s", i == 0);
      dz_document_init_append (document, block);
    }
  build (project, NULL, document);

  return project;
}

static void
refuse (DzProject *project, const char *parent, gpointer object, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dz_project_build (project, parent, object, &error));
  g_assert_error (error, DZ_MODEL_ERROR, code);
  g_object_unref (object);
}

static DzHighlight *
highlight (const char *start_block, guint start, const char *end_block, guint end, const char *tag)
{
  g_autoptr (DzAnchor) anchor = dz_anchor_new (start_block, start, end_block, end);
  const char *const tags[] = { tag, NULL };

  return dz_highlight_new (NULL, "d", anchor, NULL, tags, NULL);
}

static void
test_find (void)
{
  g_autoptr (DzProject) project = sample ();
  DzTag *tag = dz_project_lookup_tag (project, "u");
  DzDocument *document = dz_project_lookup_document (project, "d");
  g_autofree char *path = dz_tag_dup_path (tag);

  g_assert_cmpstr (path, ==, "想法 / 历史");
  g_assert_null (dz_project_lookup_block (project, "u"));
  g_assert_true (dz_project_lookup (project, "p") == project);
  g_assert_cmpuint (dz_document_index_of (document, dz_project_lookup_block (project, "b2")), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_tags (project)), ==, 1);
}

static void
test_fields (void)
{
  g_autoptr (DzProject) project = sample ();
  DzBlock *block = dz_project_lookup_block (project, "b0");
  g_autoptr (GVariant) speaker = dz_entity_dup_field (DZ_ENTITY (block), "speaker");
  g_autofree char *state = NULL;
  g_autofree char *title = NULL;
  gboolean turn;

  g_assert_cmpstr (g_variant_get_string (speaker, NULL), ==, "s");
  g_object_get (block, "state", &state, "turn", &turn, NULL);
  g_assert_cmpstr (state, ==, "untranslated");
  g_assert_true (turn);
  g_object_get (dz_project_lookup (project, "d"), "title", &title, NULL);
  g_assert_cmpstr (title, ==, "对话");
}

static void
test_unknown_members_stay (void)
{
  g_autoptr (DzSpeaker) speaker = dz_speaker_new (NULL, "甲", NULL);

  dz_entity_init_unknown (DZ_ENTITY (speaker), "{\"voice\":1}");
  g_assert_cmpstr (dz_entity_get_unknown (DZ_ENTITY (speaker)), ==, "{\"voice\":1}");
}

static void
test_refuses (void)
{
  g_autoptr (DzProject) project = sample ();
  g_autoptr (DzBlock) stranger = NULL;

  refuse (project, NULL, dz_speaker_new ("b1", "x", NULL), DZ_MODEL_ERROR_DUPLICATE_ID);
  refuse (project, NULL, dz_speaker_new ("p", "x", NULL), DZ_MODEL_ERROR_DUPLICATE_ID);
  refuse (project, NULL, dz_tag_new (NULL, "x", "blue", NULL), DZ_MODEL_ERROR_VALUE);
  refuse (project, "d", dz_tag_new (NULL, "x", NULL, NULL), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (project, "t", paragraph (NULL, "x", "x"), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (project, NULL, highlight ("b0", 0, "b0", 2, "nobody"), DZ_MODEL_ERROR_UNKNOWN_ID);
  refuse (project, NULL, highlight ("b0", 2, "b0", 2, "t"), DZ_MODEL_ERROR_RANGE);
  refuse (project, NULL, highlight ("b0", 2, "b0", 7, "t"), DZ_MODEL_ERROR_RANGE);
  refuse (project, NULL, highlight ("b1", 2, "b0", 4, "t"), DZ_MODEL_ERROR_RANGE);
  refuse (project, NULL, highlight ("b0", 6, "b1", 4, "t"), DZ_MODEL_ERROR_RANGE);
  refuse (project, NULL, highlight ("b9", 2, "b0", 4, "t"), DZ_MODEL_ERROR_UNKNOWN_ID);

  stranger = paragraph (NULL, "x", "x");
  dz_block_init_speech (stranger, "t", TRUE);
  refuse (project, "d", g_object_ref (stranger), DZ_MODEL_ERROR_UNKNOWN_ID);
}

static void
test_passages (void)
{
  g_autoptr (DzProject) project = sample ();
  g_autoptr (GPtrArray) on = NULL;
  DzHighlight *passage = highlight ("b0", 2, "b2", 3, "t");
  DzHighlight *inner = highlight ("b1", 0, "b1", 2, "t");
  DzBlock *middle = dz_project_lookup_block (project, "b1");
  g_autofree char *quote = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint start;
  guint end;

  build (project, NULL, passage);
  build (project, NULL, inner);
  on = dz_project_highlights_on (project, middle, DZ_SIDE_ORIGINAL);
  g_assert_cmpuint (on->len, ==, 2);
  g_assert_true (on->pdata[0] == passage && on->pdata[1] == inner);
  g_assert_true (dz_project_highlight_range (project, passage, DZ_SIDE_ORIGINAL, middle, &start, &end));
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 6);
  quote = dz_project_dup_quote (project, passage, DZ_SIDE_ORIGINAL);
  g_assert_cmpstr (quote, ==, "年的发展\n八十年的发展\n八十年");
  dz_project_dup_context (project, passage, DZ_SIDE_ORIGINAL, &before, &after);
  g_assert_cmpstr (before, ==, "八十");
  g_assert_cmpstr (after, ==, "的发展");
  g_assert_cmpuint (dz_tag_get_n_highlights (dz_project_lookup_tag (project, "t")), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/build/find", test_find);
  g_test_add_func ("/model/build/fields", test_fields);
  g_test_add_func ("/model/build/unknown-members-stay", test_unknown_members_stay);
  g_test_add_func ("/model/build/refuses", test_refuses);
  g_test_add_func ("/model/build/passages", test_passages);

  return g_test_run ();
}
