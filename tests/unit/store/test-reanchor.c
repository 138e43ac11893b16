#include "config.h"

#include <string.h>

#include "store/dz-json-writer.h"
#include "store/dz-project-json.h"

/* A passage as the file stores it, over the blocks that the file has now. */
typedef struct
{
  const char *name;
  const char *blocks[6];
  guint start_block, start, end_block, end; /* as stored; blocks by number, 9 for one that is gone */
  const char *quote, *before, *after;
  gboolean live;
  guint new_start_block, new_start, new_end_block, new_end; /* of an orphan, the first two */
} Case;

static const Case cases[] = {
  { "untouched", { "一二三四五" }, 0, 1, 0, 3, "二三", "一", "四五", TRUE, 0, 1, 0, 3 },
  { "untouched, over blocks", { "一二", "", "三四" }, 0, 1, 2, 1, "二\n\n三", "一", "四", TRUE, 0, 1, 2, 1 },
  { "outside the basic plane", { "𠮷野家😀" }, 0, 3, 0, 4, "😀", "𠮷野家", "", TRUE, 0, 3, 0, 4 },
  { "without context", { "一二三四五" }, 0, 1, 0, 3, "二三", NULL, NULL, TRUE, 0, 1, 0, 3 },
  { "shifted within its block", { "前面加了字一二三四五" }, 0, 1, 0, 3, "二三", "一", "四五", TRUE, 0, 6, 0, 8 },
  { "shifted by a block", { "新的一段", "一二三四五" }, 0, 1, 0, 3, "二三", "一", "四五", TRUE, 1, 1, 1, 3 },
  { "its block has another id", { "一二三四五" }, 9, 1, 9, 3, "二三", "一", "四五", TRUE, 0, 1, 0, 3 },
  { "over blocks, shifted", { "零", "一二", "三四" }, 0, 1, 1, 1, "二\n三", "一", "四", TRUE, 1, 1, 2, 1 },
  { "the words were edited", { "一贰三四五" }, 0, 1, 0, 3, "二三", "一", "四五", FALSE, 0, 1, 0, 0 },
  { "the words went", { "一四五" }, 0, 1, 0, 3, "二三", "一", "四五", FALSE, 0, 1, 0, 0 },
  { "the text is shorter than the position", { "一" }, 0, 4, 0, 5, "五", "一二三四", "", FALSE, 0, 1, 0, 0 },
  { "position far out of range", { "一二三" }, 0, 4000000000u, 0, 4000000001u, "九", "", "", FALSE, 0, 3, 0, 0 },
  { "the block went", { "别的", "话" }, 9, 0, 9, 2, "二三", "一", "四五", FALSE, 0, 0, 0, 0 },
  { "only the end's block is there", { "别的", "话" }, 9, 0, 1, 1, "二三\n话", "一", "", FALSE, 1, 0, 0, 0 },
  { "the same words elsewhere, in another context",
    { "一四五", "甲乙丙丁二三戊己庚辛" },
    0,
    1,
    0,
    3,
    "二三",
    "一",
    "四五",
    FALSE,
    0,
    1,
    0,
    0 },
  { "two places that fit as well",
    { "零", "一二三四五", "一二三四五" },
    0,
    1,
    0,
    3,
    "二三",
    "一",
    "四五",
    FALSE,
    0,
    1,
    0,
    0 },
  { "one of two fits better",
    { "零", "一二三四六", "一二三四五" },
    0,
    1,
    0,
    3,
    "二三",
    "一",
    "四五",
    TRUE,
    2,
    1,
    2,
    3 },
  { "other neighbours at its place: a short one",
    { "甲二三乙丙" },
    0,
    1,
    0,
    3,
    "二三",
    "一",
    "四五",
    FALSE,
    0,
    1,
    0,
    0 },
  { "other neighbours at its place: a long one",
    { "甲二三四五六七八九十百千万乙" },
    0,
    1,
    0,
    13,
    "二三四五六七八九十百千万",
    "一",
    "亿",
    TRUE,
    0,
    1,
    0,
    13 },
  { "the same word has moved to its place",
    { "一二三。对，我也这么想。" },
    0,
    4,
    0,
    5,
    "对",
    "你说的不",
    "吗？",
    FALSE,
    0,
    4,
    0,
    0 },
  { "a whole block is a word of another now", { "我说不对。你说呢" }, 9, 0, 9, 2, "对。", "", "", FALSE, 0, 0, 0, 0 },
  { "a whole block, moved", { "零", "对。" }, 0, 0, 0, 2, "对。", "", "", TRUE, 1, 0, 1, 2 },
  { "context edited a little",
    { "他们在长达八十年的发展中，第一次看到了变化。" },
    0,
    3,
    0,
    5,
    "八十",
    "我们在长达 ",
    "年的发展中，第一次看到变化。",
    TRUE,
    0,
    5,
    0,
    7 },
  { "no words", { "一二" }, 0, 0, 0, 1, "", "", "二", FALSE, 0, 0, 0, 0 },
  { "ends before it starts", { "一二", "三四" }, 1, 0, 0, 1, "三", "", "四", TRUE, 1, 0, 1, 1 },
  { "begins at a block's end", { "一", "二三" }, 0, 1, 1, 1, "\n二", "一", "三", FALSE, 0, 1, 0, 0 },
  { "the document is empty", { NULL }, 0, 1, 0, 3, "二三", "一", "四五", FALSE, 9, 0, 0, 0 },
};

static void
add_point (DzJsonWriter *writer, const char *key, guint block, guint position)
{
  g_autofree char *id = g_strdup_printf ("b%u", block);

  dz_json_writer_begin_object (writer, key);
  dz_json_writer_add_string (writer, "block", id);
  dz_json_writer_add_uint (writer, "position", position);
  dz_json_writer_end (writer);
}

static void
add_blocks (DzJsonWriter *writer, const Case *c, const char *side)
{
  dz_json_writer_begin_array (writer, "documents");
  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "id", "d");
  dz_json_writer_begin_array (writer, "blocks");
  for (guint i = 0; i < G_N_ELEMENTS (c->blocks) && c->blocks[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);

      dz_json_writer_begin_object (writer, NULL);
      dz_json_writer_add_string (writer, "id", id);
      dz_json_writer_add_string (writer, side, c->blocks[i]);
      dz_json_writer_end (writer);
    }
  dz_json_writer_end (writer);
  dz_json_writer_end (writer);
  dz_json_writer_end (writer);
}

static DzProject *
read_case (const Case *c, const char *side)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (TRUE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  DzProject *project;

  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "format", "duizhao");
  dz_json_writer_add_uint (writer, "version", 1);
  dz_json_writer_add_string (writer, "id", "p");
  add_blocks (writer, c, side);
  dz_json_writer_begin_array (writer, "highlights");
  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "id", "h");
  dz_json_writer_add_string (writer, "document", "d");
  dz_json_writer_begin_object (writer, side);
  add_point (writer, "start", c->start_block, c->start);
  add_point (writer, "end", c->end_block, c->end);
  dz_json_writer_add_string (writer, "quote", c->quote);
  if (c->before != NULL)
    dz_json_writer_add_string (writer, "before", c->before);
  if (c->after != NULL)
    dz_json_writer_add_string (writer, "after", c->after);
  for (int i = 0; i < 4; i++)
    dz_json_writer_end (writer);
  bytes = dz_json_writer_to_bytes (writer);
  project = dz_project_from_json (bytes, NULL, &error);
  g_assert_no_error (error);
  return project;
}

static void
check_case (const Case *c, DzSide side)
{
  g_autoptr (DzProject) project = read_case (c, dz_side_to_word (side));
  DzHighlight *highlight = dz_project_lookup_highlight (project, "h");
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  g_autofree char *start = g_strdup_printf ("b%u", c->new_start_block),
                  *end = g_strdup_printf ("b%u", c->new_end_block);
  g_autofree char *quote = dz_project_dup_quote (project, highlight, side);

  g_test_message ("%s", c->name);
  g_assert_cmpint (anchor->orphan, ==, !c->live);
  g_assert_cmpstr (quote, ==, c->quote);
  g_assert_cmpstr (anchor->start_block, ==, c->new_start_block == 9 ? NULL : start);
  g_assert_cmpuint (anchor->start, ==, c->new_start);
  if (c->live)
    {
      g_assert_cmpstr (anchor->end_block, ==, end);
      g_assert_cmpuint (anchor->end, ==, c->new_end);
    }
  else
    {
      g_assert_cmpstr (anchor->before, ==, c->before);
      g_assert_cmpstr (anchor->after, ==, c->after);
    }
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (DzSide side = 0; side < DZ_N_SIDES; side++)
      check_case (&cases[i], side);
}

/* A file made to be slow: each of many highlights may stand at each of many places. */
static void
test_bounded (void)
{
  g_autoptr (GString) text
      = g_string_new ("{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\",\"documents\":[{\"id\":\"d\","
                      "\"blocks\":[{\"id\":\"b\",\"original\":\"");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DzProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  for (int i = 0; i < 300000; i++)
    g_string_append (text, "哈");
  g_string_append (text, "\"}]}],\"highlights\":[");
  for (int i = 0; i < 5000; i++)
    g_string_append_printf (
        text,
        "%s{\"id\":\"h%d\",\"document\":\"d\",\"original\":{\"start\":{\"block\":\"x\",\"position\":0},"
        "\"end\":{\"block\":\"x\",\"position\":1},\"quote\":\"哈\",\"before\":\"一二三四五六七八九十\"}}",
        i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  bytes = g_bytes_new (text->str, text->len);
  start = g_get_monotonic_time ();
  project = dz_project_from_json (bytes, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%.2f s", (double)(g_get_monotonic_time () - start) / 1e6);
  g_assert_true (dz_highlight_is_orphan (dz_project_lookup_highlight (project, "h4999")));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/reanchor/table", test_table);
  g_test_add_func ("/store/reanchor/bounded", test_bounded);
  return g_test_run ();
}
