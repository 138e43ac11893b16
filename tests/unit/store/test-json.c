#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "store/dz-json-writer.h"
#include "store/dz-json.h"
#include "store/dz-store-error.h"

static DzJsonTree *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return dz_json_parse (bytes, error);
}

static char *
write_back (const char *text, gboolean in_lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzJsonTree) tree = parse (text, &error);
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (in_lines);

  g_assert_no_error (error);
  dz_json_writer_add_json (writer, NULL, dz_json_tree_get_root (tree));
  return dz_json_writer_dup_string (writer);
}

static void
test_values (void)
{
  static const struct
  {
    const char *in;
    const char *out;
  } cases[] = {
    { "null", "null" },
    { " true ", "true" },
    { "\t\r\nfalse\n", "false" },
    { "\xef\xbb\xbf{}", "{}" },
    { "0", "0" },
    { "-0.50e+07", "-0.50e+07" },
    { "12345678901234567890123456789", "12345678901234567890123456789" },
    { "1e999", "1e999" },
    { "\"\"", "\"\"" },
    { "\"𠮷野家😀\"", "\"𠮷野家😀\"" },
    { "\"\\ud842\\udfb7\\u91ce\"", "\"𠮷野\"" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\"" },
    { "[ ]", "[]" },
    { "[1,[2,{\"a\":[]}],\"\"]", "[1,[2,{\"a\":[]}],\"\"]" },
    { "{ \"b\" : 1 , \"a\" : { \"c\" : null } }", "{\"b\":1,\"a\":{\"c\":null}}" },
    { "{\"\":{\"\":\"\"}}", "{\"\":{\"\":\"\"}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = write_back (cases[i].in, FALSE);

      g_assert_cmpstr (out, ==, cases[i].out);
    }
}

static void
test_lines (void)
{
  static const char text[] = "{\n"
                             "  \"title\": \"对照\",\n"
                             "  \"none\": [],\n"
                             "  \"list\": [\n"
                             "    1,\n"
                             "    {\n"
                             "      \"deep\": {}\n"
                             "    }\n"
                             "  ]\n"
                             "}";
  g_autofree char *out = write_back (text, TRUE);

  g_assert_cmpstr (out, ==, text);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "line 1: the file ends too early" },
    { " \n\n ", "line 3: the file ends too early" },
    { "{", "line 1: the file ends too early" },
    { "{\"a\"", "line 1: the file ends too early" },
    { "{\"a\":\n", "line 2: the file ends too early" },
    { "{\"a\":1", "line 1: the file ends too early" },
    { "[1,", "line 1: the file ends too early" },
    { "\"abc", "line 1: the file ends too early" },
    { "\"abc\\", "line 1: the file ends too early" },
    { "\"\\u12", "line 1: the file ends too early" },
    { "-", "line 1: the file ends too early" },
    { "1.", "line 1: the file ends too early" },
    { "{\n\"a\":1,\n}", "line 3: a name" },
    { "[1,\n2\n3]", "line 3: a “,” or “]”" },
    { "{\"a\":1\n\"b\":2}", "line 2: a “,” or “}”" },
    { "{\"a\" 1}", "line 1: a “:”" },
    { "{a:1}", "line 1: a name" },
    { "['a']", "line 1: a value is missing" },
    { "[1,]", "line 1: a value is missing" },
    { "tru", "line 1: a value is missing" },
    { "[NaN]", "line 1: a value is missing" },
    { "[/* */1]", "line 1: a value is missing" },
    { "[01]", "line 1: a “,” or “]”" },
    { "[-a]", "line 1: this is not a number" },
    { "[1.e1]", "line 1: this is not a number" },
    { "[1e+]", "line 1: this is not a number" },
    { "[\"a\nb\"]", "line 1: a text must end" },
    { "[\"\\q\"]", "line 1: a “\\”" },
    { "[\"\\u00g0\"]", "line 1: four hexadecimal digits" },
    { "[\"\\u0000\"]", "line 1: the character “\\u0000”" },
    { "[\"\\ud800\"]", "line 1: half of a character" },
    { "[\"\\ud800\\u0041\"]", "line 1: half of a character" },
    { "[\"\\udc00\"]", "line 1: half of a character" },
    { "{}\n{}", "line 2: there is something after the end" },
    { "\n[\"\xff\"]", "line 2: there are bytes" },
    { "\n[\"\xe4\xbd", "line 2: the file ends too early" },
    { "[\"\xed\xa0\x80\"]", "line 1: there are bytes" },
    { "[\"\xc0\x80\"]", "line 1: there are bytes" },
    { "{\"a\":1,\n\"b\":2,\n\"\\u0061\":3}", "line 3: “a” is there twice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DzJsonTree) tree = parse (cases[i].text, &error);

      g_assert_null (tree);
      g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_test_message ("case %u: “%s” is not “%s…”", i, error->message, cases[i].message);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
    }
}

static void
test_nul_byte (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[\"a\0b\"]", 7);
  g_autoptr (DzJsonTree) tree = dz_json_parse (bytes, &error);

  g_assert_null (tree);
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DzJsonTree) tree = NULL, none = NULL;

  for (int i = 0; i < DZ_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < DZ_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, ']');
  tree = parse (text->str, &error);
  g_assert_no_error (error);

  g_string_truncate (text, 0);
  for (int i = 0; i < 2000000; i++)
    g_string_append (text, i % 2 ? "{\"a\":" : "[");
  none = parse (text->str, &error);
  g_assert_null (none);
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE);
}

static void
test_many_members (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  g_autoptr (DzJsonTree) tree = NULL, none = NULL;

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, "\"m%d\":%d,\n", i, i);
  g_string_append (text, "\"last\":1}");
  tree = parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dz_json_tree_get_root (tree)->length, ==, 200001);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\n\"m7\":1}");
  none = parse (text->str, &error);
  g_assert_null (none);
  g_assert_cmpstr (error->message, ==, "line 200002: “m7” is there twice in one object");
}

static void
test_take (void)
{
  g_autoptr (DzJsonTree) tree = parse ("{\"a\":1,\"new\":[1.10,\"新\"],\"b\":2,\"x\":{\"y\":null}}", NULL);
  DzJson *root = dz_json_tree_get_root (tree);
  g_autofree char *rest = NULL, *none = NULL;

  g_assert_nonnull (dz_json_take (root, "a"));
  g_assert_nonnull (dz_json_take (root, "b"));
  g_assert_null (dz_json_take (root, "c"));
  rest = dz_json_dup_rest (root);
  g_assert_cmpstr (rest, ==, "{\"new\":[1.10,\"新\"],\"x\":{\"y\":null}}");
  g_assert_nonnull (dz_json_take (root, "new"));
  g_assert_nonnull (dz_json_take (root, "x"));
  none = dz_json_dup_rest (root);
  g_assert_null (none);
}

static void
test_uint (void)
{
  static const struct
  {
    const char *text;
    gboolean ok;
    guint value;
  } cases[] = {
    { "0", TRUE, 0 },           { "42", TRUE, 42 },          { "4294967295", TRUE, G_MAXUINT32 },
    { "4294967296", FALSE, 0 }, { "-1", FALSE, 0 },          { "1.0", FALSE, 0 },
    { "1e2", FALSE, 0 },        { "99999999999", FALSE, 0 }, { "\"1\"", FALSE, 0 },
    { "true", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DzJsonTree) tree = parse (cases[i].text, NULL);
      guint value = 0;

      g_assert_true (dz_json_get_uint (dz_json_tree_get_root (tree), &value) == cases[i].ok);
      g_assert_cmpuint (value, ==, cases[i].value);
    }
}

static void
test_bytes (void)
{
  guchar data[300];

  for (guint i = 0; i < sizeof data; i++)
    data[i] = (guchar)(i * 7);
  for (gsize length = 0; length <= sizeof data; length++)
    {
      g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
      g_autofree char *reference = g_base64_encode (data, length);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", reference), *out = NULL;

      dz_json_writer_add_bytes (writer, NULL, bytes);
      out = dz_json_writer_dup_string (writer);
      g_assert_cmpstr (out, ==, quoted);
    }
}

static JsonNode *
random_node (GRand *rand, int depth)
{
  static const char *const strings[]
      = { "", "对照", "a\"b\\c/\n\t\r\b\f\x01\x1e", "𠮷野家😀", "e\xcc\x81", "\xe2\x80\xa8" };
  JsonNode *node = json_node_alloc ();
  int n = g_rand_int_range (rand, 0, 5);

  switch (g_rand_int_range (rand, 0, depth > 5 ? 4 : 6))
    {
    case 0:
      return json_node_init_null (node);
    case 1:
      return json_node_init_boolean (node, n % 2);
    case 2:
      return json_node_init_int (node, g_rand_int_range (rand, -1000, G_MAXINT));
    case 3:
      return json_node_init_string (node, strings[g_rand_int_range (rand, 0, G_N_ELEMENTS (strings))]);
    case 4:
      json_node_take_array (json_node_init (node, JSON_NODE_ARRAY), json_array_new ());
      for (int i = 0; i < n; i++)
        json_array_add_element (json_node_get_array (node), random_node (rand, depth + 1));
      return node;
    default:
      json_node_take_object (json_node_init (node, JSON_NODE_OBJECT), json_object_new ());
      for (int i = 0; i < n; i++)
        {
          g_autofree char *key = g_strdup_printf ("%s%d", strings[g_rand_int_range (rand, 0, 5)], i);

          json_object_set_member (json_node_get_object (node), key, random_node (rand, depth + 1));
        }
      return node;
    }
}

/* json-glib (which writes U+001F as it is, so that is left out) writes, we read and write, json-glib reads: the same.
 */
static void
test_against_json_glib (void)
{
  GRand *rand = g_rand_new_with_seed (20260101);

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (JsonNode) node = random_node (rand, 0), again = NULL;
      g_autofree char *theirs = json_to_string (node, i % 2), *ours = write_back (theirs, i % 3);
      g_autofree char *ours_again = write_back (ours, i % 3);

      again = json_from_string (ours, NULL);
      g_assert_true (json_node_equal (node, again));
      g_assert_cmpstr (ours, ==, ours_again);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/json/values", test_values);
  g_test_add_func ("/store/json/lines", test_lines);
  g_test_add_func ("/store/json/bad", test_bad);
  g_test_add_func ("/store/json/nul-byte", test_nul_byte);
  g_test_add_func ("/store/json/depth", test_depth);
  g_test_add_func ("/store/json/many-members", test_many_members);
  g_test_add_func ("/store/json/take", test_take);
  g_test_add_func ("/store/json/uint", test_uint);
  g_test_add_func ("/store/json/bytes", test_bytes);
  g_test_add_func ("/store/json/against-json-glib", test_against_json_glib);
  return g_test_run ();
}
