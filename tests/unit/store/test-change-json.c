#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dz-random-edits.h"
#include "model/dz-edit.h"
#include "store/dz-change-json.h"
#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

#define N_RUNS 12
#define N_EDITS 1000

static GBytes *
get_whole (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "files", "whole.duizhao", NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static DzProject *
load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gboolean newer = TRUE;
  DzProject *project = dz_project_from_json (bytes, &newer, &error);

  g_assert_no_error (error);
  g_assert_false (newer);
  return project;
}

/* Says where they begin to differ. */
static void
assert_same (GBytes *bytes, GBytes *expected)
{
  g_auto (GStrv) mine = NULL, theirs = NULL;

  if (g_bytes_equal (bytes, expected))
    return;
  mine = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  theirs = g_strsplit (g_bytes_get_data (expected, NULL), "\n", -1);
  for (guint i = 0; mine[i] != NULL && theirs[i] != NULL; i++)
    if (!g_str_equal (mine[i], theirs[i]))
      {
        for (guint j = i < 12 ? 0 : i - 12; j <= i; j++)
          g_test_message ("%s", theirs[j]);
        g_error ("line %u is “%s” instead of “%s”", i + 1, mine[i], theirs[i]);
      }
  g_error ("one is longer");
}

static void
assert_project_is (DzProject *project, GBytes *expected)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  assert_same (bytes, expected);
}

/* Saving and loading gives the same. */
static void
check_saving (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);
  g_autoptr (DzProject) again = load (bytes);

  assert_project_is (again, bytes);
}

static void
write_down_cb (DzProject *project, DzChange *change, GPtrArray *lines)
{
  char *line = dz_change_to_json (change);

  g_assert_null (strchr (line, '\n'));
  g_ptr_array_add (lines, line);
}

static DzProject *
replay (GBytes *first, GPtrArray *lines)
{
  DzProject *project = load (first);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (DzChange) change = dz_change_from_json (line, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = dz_change_to_json (change);
      g_assert_cmpstr (again, ==, line);
      if (!dz_project_apply (project, change, &error))
        g_error ("line %u: %s: %s", i, error->message, line);
    }
  return project;
}

/* Returns what the project was at its fullest. */
static GBytes *
run (GBytes *first, guint32 seed)
{
  g_autoptr (DzProject) project = load (first), replayed = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) last = NULL;
  GRand *rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  g_signal_connect (project, "changed", G_CALLBACK (write_down_cb), lines);
  for (int i = 0; i < N_EDITS; i++)
    {
      dz_random_edit (project, rand);
      if (i % 100 == 0)
        check_saving (project);
    }
  last = dz_project_to_json (project);
  check_saving (project);
  replayed = replay (first, lines);
  assert_project_is (replayed, last);

  while (dz_project_undo (project))
    ;
  assert_project_is (project, first);
  g_clear_object (&replayed);
  replayed = replay (first, lines);
  assert_project_is (replayed, first);
  while (dz_project_redo (project))
    ;
  check_saving (project);
  g_rand_free (rand);
  return g_steal_pointer (&last);
}

static void
remove_files (const char *folder, GPtrArray *argv)
{
  for (guint i = 3; i < argv->len && argv->pdata[i] != NULL; i++)
    g_remove (argv->pdata[i]);
  g_rmdir (folder);
}

/* An independent validator finds all of the files to be what the schema says. */
static void
test_random (void)
{
  g_autoptr (GBytes) first = get_whole ();
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("duizhao-XXXXXX", &error);
  int status;

  g_ptr_array_add (argv, g_strdup (g_getenv ("DZ_PYTHON")));
  g_ptr_array_add (argv, g_test_build_filename (G_TEST_DIST, "validate-schema.py", NULL));
  g_ptr_array_add (argv, g_strdup (g_getenv ("DZ_SCHEMA")));
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GBytes) last = run (first, (guint32)g_test_rand_int ());
      g_autofree char *name = g_strdup_printf ("%u.duizhao", i);

      g_ptr_array_add (argv, g_build_filename (folder, name, NULL));
      g_file_set_contents (argv->pdata[i + 3], g_bytes_get_data (last, NULL), (gssize)g_bytes_get_size (last), &error);
      g_assert_no_error (error);
    }
  g_ptr_array_add (argv, NULL);
  if (argv->pdata[0] != NULL && argv->pdata[2] != NULL)
    {
      g_spawn_sync (NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
      g_assert_no_error (error);
      g_assert_cmpint (status, ==, 0);
    }
  remove_files (folder, argv);
}

/* What a line looks like is a promise: journals are read by later versions. */
static void
test_lines (void)
{
  static const char *const lines[] = {
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":\"字\"}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"translation\",\"position\":0,\"removed\":{\"string\":\"ab\","
    "\"spans\":[{"
    "\"start\":0,\"end\":1,\"kind\":\"link\",\"value\":\"x\"}]},\"inserted\":\"\",\"effects\":[]}",
    "{\"kind\":\"split\",\"target\":\"b\",\"position\":3,\"position2\":4,\"type\":\"block\",\"objects\":[{\"id\":\"c\","
    "\"kind\":\"paragraph\",\"state\":\"draft\",\"original\":\"一\",\"new\":1.50}],\"effects\":[{\"highlight\":\"h\","
    "\"side\":"
    "\"original\",\"before\":{\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\",\"position\":2}},"
    "\"after\":{"
    "\"start\":{\"block\":\"b\",\"position\":0},\"orphan\":true,\"quote\":\"一\",\"before\":\"\"}}]}",
    "{\"kind\":\"join\",\"target\":\"b\",\"position\":3,\"position2\":4,\"type\":\"block\",\"objects\":[{\"id\":\"c\","
    "\"kind\":"
    "\"rule\",\"state\":\"untranslated\"}]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"document\",\"objects\":[{\"id\":\"d\",\"title\":\"题\",\"blocks\":["
    "{\"id\":"
    "\"b\",\"kind\":\"rule\",\"state\":\"untranslated\"}]}]}",
    "{\"kind\":\"remove\",\"parent\":\"t\",\"position\":1,\"type\":\"tag\",\"objects\":[{\"id\":\"u\",\"color\":\"#"
    "000000\"}]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"highlight\",\"objects\":[{\"id\":\"h\",\"document\":\"d\",\"tags\":"
    "[\"t\"],"
    "\"translation\":{\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\",\"position\":1}}}]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"picture\",\"objects\":[{\"id\":\"i\",\"data\":\"AA==\"}]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"speaker\",\"objects\":[{\"id\":\"s\",\"name\":\"甲\"},{\"id\":"
    "\"s2\"}]}",
    "{\"kind\":\"move\",\"target\":\"t\",\"parent\":\"a\",\"position\":0,\"position2\":2}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"state\",\"value_type\":\"s\",\"old_value\":\"draft\",\"new_value\":"
    "\"final\"}",
    "{\"kind\":\"set\",\"target\":\"d\",\"field\":\"details\",\"value_type\":\"a(ss)\",\"old_value\":[],\"new_value\":["
    "[\"a\","
    "\"b\"]]}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"level\",\"value_type\":\"u\",\"old_value\":0,\"new_value\":"
    "4294967295}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"turn\",\"value_type\":\"b\",\"old_value\":false,\"new_value\":"
    "true}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"since\",\"value_type\":\"ms\",\"old_value\":null,\"new_value\":"
    "\"\"}",
    "{\"kind\":\"anchor\",\"target\":\"h\",\"side\":\"original\",\"new_anchor\":{\"start\":{\"block\":\"b\","
    "\"position\":0},"
    "\"end\":{\"block\":\"c\",\"position\":1}},\"effects\":[]}",
    "{\"kind\":\"anchor\",\"target\":\"h\",\"side\":\"original\",\"old_anchor\":{\"orphan\":true,\"quote\":\"q\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DzChange) change = dz_change_from_json (lines[i], &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = dz_change_to_json (change);
      g_assert_cmpstr (again, ==, lines[i]);
    }
}

static void
test_bad (void)
{
  static const char *const lines[] = {
    "",
    "{",
    "[]",
    "{}",
    "{\"kind\":1}",
    "{\"kind\":\"paint\"}",
    "{\"kind\":\"text\",\"target\":\"\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":\"字\"}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"left\",\"position\":3,\"removed\":\"\",\"inserted\":\"字\"}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":-3,\"removed\":\"\",\"inserted\":\"字\"}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\"}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":1}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":\"\","
    "\"new\":1}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":{"
    "\"string\":\"a\","
    "\"spans\":[{\"start\":0,\"end\":2,\"kind\":\"bold\"}]}}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":\"\","
    "\"effects\":{}}",
    "{\"kind\":\"text\",\"target\":\"b\",\"side\":\"original\",\"position\":3,\"removed\":\"\",\"inserted\":\"\","
    "\"effects\":[{"
    "\"side\":\"original\"}]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"block\",\"objects\":[]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"project\",\"objects\":[{\"id\":\"p\"}]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"block\",\"objects\":[1]}",
    "{\"kind\":\"insert\",\"position\":0,\"type\":\"tag\",\"objects\":[{\"id\":\"t\",\"color\":\"#000000\","
    "\"children\":[{\"id\":"
    "\"u\",\"color\":\"#000000\"}]}]}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"f\",\"value_type\":\"v\",\"old_value\":1,\"new_value\":1}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"f\",\"value_type\":\"a{sv\",\"old_value\":1,\"new_value\":1}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"f\",\"value_type\":\"as\",\"old_value\":[],\"new_value\":[1]}",
    "{\"kind\":\"set\",\"target\":\"b\",\"field\":\"f\",\"value_type\":\"s\",\"new_value\":\"\"}",
    "{\"kind\":\"anchor\",\"target\":\"h\",\"side\":\"original\",\"new_anchor\":{\"start\":{\"block\":\"b\","
    "\"position\":1},"
    "\"end\":{\"block\":\"b\",\"position\":1}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DzChange) change = dz_change_from_json (lines[i], &error);

      if (change != NULL)
        g_test_message ("%s", lines[i]);
      g_assert_null (change);
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
    }
}

/* Members that this version does not know can be set, but never to what would spoil the file. */
static void
test_unknown_members (void)
{
#define LINE(value)                                                                                                    \
  "{\"kind\":\"set\",\"target\":\"p\",\"field\":\"unknown-members\",\"value_type\":\"s\","                             \
  "\"old_value\":\"\",\"new_value\":\"" value "\"}"
  static const char *const bad[] = { LINE ("{"), LINE ("[1]"), LINE ("{}{}"), LINE ("{\\\"a\\\":1,\\\"a\\\":2}") };
  g_autoptr (DzProject) project = dz_project_new ("p");
  g_autoptr (DzChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (dz_change_from_json (bad[i], &error));
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
      g_clear_error (&error);
    }
  change = dz_change_from_json (LINE ("{\\\"id\\\":\\\"q\\\",\\\"title\\\":0,\\\"documents\\\":[],\\\"later\\\":[1]}"),
                                &error);
  g_assert_no_error (error);
  again = dz_change_to_json (change);
  g_assert_nonnull (strstr (again, "later"));
  dz_project_apply (project, change, &error);
  g_assert_no_error (error);
  bytes = dz_project_to_json (project);
  g_object_unref (project);
  project = load (bytes);
  g_assert_cmpstr (dz_entity_get_unknown (DZ_ENTITY (project)), ==, "{\"later\":[1]}");
#undef LINE
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/change-json/lines", test_lines);
  g_test_add_func ("/store/change-json/bad", test_bad);
  g_test_add_func ("/store/change-json/unknown-members", test_unknown_members);
  g_test_add_func ("/store/change-json/random", test_random);
  return g_test_run ();
}
