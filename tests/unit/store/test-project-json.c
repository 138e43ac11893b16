#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

/* A file with everything in it. */
static char *
get_whole (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "files", "whole.duizhao", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static DzProject *
load (const char *text, gboolean *newer, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return dz_project_from_json (bytes, newer, error);
}

static char *
dump (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

/* @text with its only @part replaced. */
static char *
change (const char *text, const char *part, const char *by)
{
  const char *at = strstr (text, part);
  g_autofree char *before = NULL;

  if (at == NULL || strstr (at + 1, part) != NULL)
    g_error ("“%s” is not there once", part);
  before = g_strndup (text, (gsize)(at - text));
  return g_strconcat (before, by, at + strlen (part), NULL);
}

static DzProject *
read_changed (const char *part, const char *by, gboolean *newer)
{
  g_autofree char *whole = get_whole (), *text = change (whole, part, by);
  g_autoptr (GError) error = NULL;
  DzProject *project = load (text, newer, &error);

  g_assert_no_error (error);
  return project;
}

static void
test_whole (void)
{
  g_autofree char *text = get_whole (), *again = NULL;
  g_autoptr (DzProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean newer = TRUE;

  project = load (text, &newer, &error);
  g_assert_no_error (error);
  g_assert_false (newer);
  again = dump (project);
  g_assert_cmpstr (again, ==, text);
}

static void
test_content (void)
{
  g_autofree char *text = get_whole ();
  g_autoptr (DzProject) project = load (text, NULL, NULL);
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);
  g_autoptr (DzTag) topic = g_list_model_get_item (dz_project_get_tags (project), 0);
  g_autoptr (DzPicture) picture = g_list_model_get_item (dz_project_get_pictures (project), 0);
  g_autoptr (DzTag) history = g_list_model_get_item (dz_tag_get_children (topic), 1);
  DzBlock *block = dz_document_get_block (document, 1), *item = dz_document_get_block (document, 3);
  DzHighlight *highlight = dz_project_lookup_highlight (project, "00000000-0000-4000-8000-000000000031");
  g_autofree char *quote = dz_project_dup_quote (project, highlight, DZ_SIDE_ORIGINAL);
  guint n_spans;

  g_assert_cmpstr (dz_project_get_title (project), ==, "样章");
  g_assert_cmpstr (dz_document_get_detail (document, "translated-title"), ==, "Interview");
  g_assert_cmpuint (dz_document_get_n_blocks (document), ==, 7);
  g_assert_true (dz_block_get_turn (block));
  g_assert_cmpstr (dz_block_get_speaker (block), ==, "00000000-0000-4000-8000-000000000002");
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_DRAFT);
  dz_text_get_spans (dz_block_get_text (block, DZ_SIDE_ORIGINAL), &n_spans);
  g_assert_cmpuint (n_spans, ==, 2);
  g_assert_cmpint (dz_block_get_kind (item), ==, DZ_BLOCK_LIST_ITEM);
  g_assert_cmpuint (dz_block_get_form (item)->number, ==, 3);
  g_assert_cmpstr (dz_tag_get_name (history), ==, "历史");
  g_assert_cmpuint (g_list_model_get_n_items (dz_tag_get_children (history)), ==, 1);
  g_assert_cmpmem (g_bytes_get_data (dz_picture_get_bytes (picture), NULL),
                   g_bytes_get_size (dz_picture_get_bytes (picture)), "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpstr (quote, ==, "𠮷野家😀。\ne\xcc\x81");
}

static void
test_order_of_members (void)
{
  static const char text[]
      = "{\"highlights\":[{\"original\":{\"quote\":\"一\",\"end\":{\"position\":1,\"block\":\"b\"},"
        "\"start\":{\"position\":0,\"block\":\"b\"}},\"tags\":[\"t\"],\"document\":\"d\",\"id\":\"h\"}],"
        "\"documents\":[{\"blocks\":[{\"original\":\"一二\",\"speaker\":\"s\",\"id\":\"b\"}],\"id\":\"d\"}],"
        "\"tags\":[{\"color\":\"#000000\",\"id\":\"t\"}],\"speakers\":[{\"id\":\"s\"}],"
        "\"version\":1,\"id\":\"p\",\"format\":\"duizhao\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = load (text, NULL, &error);
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr (DzProject) again = NULL;

  g_assert_no_error (error);
  once = dump (project);
  again = load (once, NULL, &error);
  g_assert_no_error (error);
  twice = dump (again);
  g_assert_cmpstr (once, ==, twice);
  g_assert_true (g_str_has_prefix (once, "{\n  \"format\": \"duizhao\",\n  \"version\": 1,\n  \"id\": \"p\",\n"));
}

static void
test_foreign (void)
{
  static const char *const texts[]
      = { "[]",        "null",          "# 访谈\n", "\x89PNG\r\n\x1a\n", "{}", "{\"format\":\"other\",\"version\":1}",
          "\xff\xfe{", "{\"format\":1}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (texts[i], NULL, &error));
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN);
    }
}

#define ID(n) "00000000-0000-4000-8000-0000000000" #n
#define BLOCK24 "\"id\": \"" ID (24) "\",\n          \"kind\": "

static void
test_bad (void)
{
  static const struct
  {
    const char *part;
    const char *by;
    const char *message;
  } cases[] = {
    { "\"version\": 1,", "", "line 1: the object that begins here has no “version”" },
    { "\"version\": 1,", "\"version\": 0,", "line 1: there never was" },
    { "\"version\": 1,", "\"version\": -1,", "line 3: “version” is no whole number" },
    { "\"version\": 1,", "\"version\": \"1\",", "line 3: “version” is a text instead of a number" },
    { "\"id\": \"" ID (01) "\",", "\"id\": \"\",", "line 4: “id” is empty" },
    { "\"id\": \"" ID (01) "\",", "\"id\": null,", "line 4: “id” is null" },
    { "\"id\": \"" ID (20) "\",", "", "has no “id”" },
    { "\"id\": \"" ID (20) "\",", "\"id\": \"" ID (23) "\",", "the id “" ID (23) "” is there already" },
    { "\"id\": \"" ID (20) "\",", "\"id\": \"" ID (01) "\",", "the id “" ID (01) "” is there already" },
    { BLOCK24 "\"quotation\"", BLOCK24 "\"table\"", "kind" },
    { BLOCK24 "\"quotation\"", BLOCK24 "4", "“kind” is a number instead of a text" },
    { "\"state\": \"reviewed\"", "\"state\": \"done\"", "state" },
    { "\"level\": 2", "\"level\": 65", "level" },
    { "\"level\": 2", "\"level\": -2", "no whole number" },
    { "\"level\": 2", "\"level\": 2.5", "no whole number" },
    { "\"turn\": true", "\"turn\": \"yes\"", "“turn” is a text instead of true or false" },
    { "\"speaker\": \"" ID (03) "\"", "\"speaker\": \"nobody\"", "nobody" },
    { "\"" ID (08) "\"\n      ],", "\"nothing\"\n      ],", "nothing" },
    { "\"document\": \"" ID (11) "\"", "\"document\": \"none\"", "none" },
    { "\"start\": 0,\n              \"end\": 5,", "\"start\": 0,\n              \"end\": 6,",
      "from 0 to 6 is not inside" },
    { "\"start\": 0,\n              \"end\": 5,", "\"start\": 5,\n              \"end\": 5,",
      "from 5 to 5 is not inside" },
    { "\"start\": 0,\n              \"end\": 5,", "\"start\": 0,", "has no “end”" },
    { "\"kind\": \"shimmer\"", "\"kind\": \"\"", "“kind” is empty" },
    { "\"translation\": {\n        \"orphan\": true,\n        \"quote\": \"gone\"\n      }", "\"note\": \"x\"",
      "no passage on either side" },
    { "\"quote\": \"gone\"", "\"before\": \"x\"", "has no “quote”" },
    { "\"orphan\": true,\n        \"quote\": \"gone\"", "\"quote\": \"gone\"", "has no “start”" },
    { "\"position\": 5\n", "\"position\": 17\n", "ends before it starts" },
    { "\"color\": \"#3584e4\"", "\"color\": \"blue\"", "blue" },
    { "\"color\": \"#3584e4\",", "", "colour" },
    { "\"嘉宾\",", "", "has not 2 values" },
    { "\"嘉宾\",", "1,", "here stands a number instead of a text" },
    { "\"data\": \"iVBORw0KGgo=\"", "\"data\": \"iVBORw0KGgo\"", "no “data” in Base64" },
    { "\"data\": \"iVBORw0KGgo=\"", "\"data\": \"iVBOR!0KGgo=\"", "no “data” in Base64" },
    { "\"data\": \"iVBORw0KGgo=\"", "\"content\": \"\"", "no “data” in Base64" },
    { "\"original\": \"图\"", "\"original\": 1", "“original” is a number instead of a text" },
    { "\"highlights\": [", "\"highlights\": [ [],", "here stands a list instead of an object" },
    { "\"children\": [\n        {", "\"children\": 1, \"x\": [\n        {", "“children” is a number instead of a list" },
    { "\"title\": \"样章\"", "\"title\": \"样章\", \"title\": \"\"", "line 5: “title” is there twice" },
    { "\"title\": \"样章\"", "\"title\": \"样\\ud800章\"", "line 5: half of a character" },
    { "\"title\": \"样章\"", "\"title\": \"样\x80章\"", "line 5: there are bytes that are not UTF-8" },
  };
  g_autofree char *whole = get_whole ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = change (whole, cases[i].part, cases[i].by);
      g_autoptr (GError) error = NULL;

      g_assert_null (load (text, NULL, &error));
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
      if (strstr (error->message, cases[i].message) == NULL || !g_str_has_prefix (error->message, "line "))
        g_error ("case %u: “%s” does not say “%s”", i, error->message, cases[i].message);
    }
}

static void
test_cut_off (void)
{
  g_autofree char *whole = get_whole ();
  gsize length = strlen (whole);

  for (gsize i = 0; i < length - 2; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (whole, i);
      g_autoptr (GError) error = NULL;

      g_assert_null (dz_project_from_json (bytes, NULL, &error));
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
    }
}

/* Whatever can be read comes out the same when it is read again. */
static void
test_mutated (void)
{
  g_autofree char *whole = get_whole ();
  static const char bytes[] = "{}[]\",:\\ \n019-truefalsenull\xe4\x80\xf0";
  gsize length = strlen (whole);
  GRand *rand = g_rand_new_with_seed (20260202);
  guint n_read = 0;

  for (int i = 0; i < 4000; i++)
    {
      g_autofree char *text = g_strdup (whole), *once = NULL, *twice = NULL;
      g_autoptr (DzProject) project = NULL, again = NULL;
      g_autoptr (GError) error = NULL;

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        text[g_rand_int_range (rand, 0, (gint32)length)] = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];
      project = load (text, NULL, &error);
      g_assert_true ((project == NULL) == (error != NULL));
      if (project == NULL)
        continue;
      n_read++;
      once = dump (project);
      again = load (once, NULL, &error);
      g_assert_no_error (error);
      twice = dump (again);
      g_assert_cmpstr (once, ==, twice);
    }
  g_test_message ("%u of 4000 could be read", n_read);
  g_rand_free (rand);
}

static void
test_newer (void)
{
  gboolean newer = FALSE;
  g_autofree char *whole = get_whole (), *later = change (whole, "\"version\": 1,", "\"version\": 2,");
  g_autofree char *kind = change (later, BLOCK24 "\"quotation\"", BLOCK24 "\"table\"");
  g_autofree char *shape = change (later, "\"blocks\": [", "\"pages\": {}, \"blocks\": [ 1,");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = load (kind, &newer, &error);

  g_assert_no_error (error);
  g_assert_true (newer);
  g_assert_cmpint (dz_block_get_kind (dz_project_lookup_block (project, ID (24))), ==, DZ_BLOCK_PARAGRAPH);

  g_assert_null (load (shape, &newer, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
  g_assert_true (g_str_has_prefix (error->message, "a later version of Duizhao wrote it"));
}

/* What has no place to be kept makes the project one that must not be written back. */
static void
test_lost (void)
{
  static const char *const cases[][2] = {
    { "\"kind\": \"shimmer\"", "\"kind\": \"shimmer\", \"colour\": \"gold\"" },
    { "\"quote\": \"gone\"", "\"quote\": \"gone\", \"sure\": 0.5" },
    { "\"position\": 5\n", "\"position\": 5, \"affinity\": 1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean newer = FALSE;
      g_autoptr (DzProject) project = read_changed (cases[i][0], cases[i][1], &newer);

      g_assert_true (newer);
    }
}

static void
test_validator (void)
{
  const char *python = g_getenv ("DZ_PYTHON"), *schema = g_getenv ("DZ_SCHEMA");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "validate-schema.py", NULL);
  g_autofree char *whole = get_whole (), *text = NULL, *path = NULL;
  g_autoptr (DzProject) empty = dz_project_new ("p");
  g_autoptr (GError) error = NULL;
  const char *argv[] = { python, script, schema, NULL, NULL };
  int fd, status;

  if (python == NULL || schema == NULL)
    {
      g_test_skip ("DZ_PYTHON and DZ_SCHEMA say nothing");
      return;
    }
  fd = g_file_open_tmp ("duizhao-XXXXXX.json", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  argv[3] = path;
  for (int i = 0; i < 3; i++)
    {
      /* The third one is wrong, so that the validator is seen to look. */
      text = i == 0 ? g_strdup (whole) : i == 1 ? dump (empty) : change (whole, "\"level\": 2", "\"level\": 65");
      g_file_set_contents (path, text, -1, &error);
      g_assert_no_error (error);
      g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
      g_assert_no_error (error);
      g_assert_true ((status == 0) == (i < 2));
      g_clear_pointer (&text, g_free);
    }
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/project-json/whole", test_whole);
  g_test_add_func ("/store/project-json/content", test_content);
  g_test_add_func ("/store/project-json/order-of-members", test_order_of_members);
  g_test_add_func ("/store/project-json/foreign", test_foreign);
  g_test_add_func ("/store/project-json/bad", test_bad);
  g_test_add_func ("/store/project-json/cut-off", test_cut_off);
  g_test_add_func ("/store/project-json/mutated", test_mutated);
  g_test_add_func ("/store/project-json/newer", test_newer);
  g_test_add_func ("/store/project-json/lost", test_lost);
  g_test_add_func ("/store/project-json/validator", test_validator);
  return g_test_run ();
}
