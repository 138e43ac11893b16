#include "config.h"

#include <string.h>

#include "formats/dz-formats.h"

/* What is read of @text and written again; NULL for the same. */
static const struct
{
  const char *name;
  const char *text;
  const char *written;
} cases[] = {
  { "plain", "文字 text。\n", NULL },
  { "headings", "# 题\n\n## 节\n\n### 小节\n\n文字。\n", NULL },
  { "bold", "前**粗**后\n", NULL },
  { "bold-and-punctuation", "**因此，**他\n", "<strong>因此，</strong>他\n" },
  { "bold-in-quotes", "他说**“好”**她走了\n", "他说<strong>“好”</strong>她走了\n" },
  { "punctuation-outside", "他说“**好**”她走了\n", NULL },
  { "bold-at-end", "前**粗。**\n", NULL },
  { "italic-in-bold", "前**粗*斜*粗**后\n", NULL },
  { "bold-and-italic", "前***粗斜***后\n", "前<strong><em>粗斜</em></strong>后\n" },
  { "symbol", "花**5€**买\n", "花<strong>5€</strong>买\n" },
  { "outside-the-plane", "吃**𠮷野家😀**饭\n", "吃<strong>𠮷野家😀</strong>饭\n" },
  { "link", "见[这**里**](https://example.org/a)。\n", NULL },
  { "link-with-brackets", "见[\\[这\\]](https://example.org/a)。\n", NULL },
  { "link-with-blank", "见[这](<https://example.org/a b>)。\n", NULL },
  { "link-with-round-brackets", "见[这](<https://example.org/a(b>)。\n", NULL },
  { "link-that-runs", "见[这](javascript:alert)。\n", "见这。\n" },
  { "code", "用 `a*b` 和 ``c`d`` 写\n", NULL },
  { "strike-and-underline", "<s>删</s>和<u>线</u>\n", NULL },
  { "stars", "2 \\* 3 \\* 4 与 a\\*\\*b\n", NULL },
  { "underscores", "snake_case 与 \\_a\\_\n", NULL },
  { "tildes", "10\\~20 与 30\\~40\n", NULL },
  { "no-heading", "\\# 一\n", NULL },
  { "no-list", "\\- 一\n\n1\\. 二\n\n\\+ 三\n", NULL },
  { "no-box", "\\> 一\n", NULL },
  { "number-in-heading", "# 题\n\n## 1. 一\n\n文。\n", NULL },
  { "no-tag", "\\<script> 与 a < b\n", NULL },
  { "entity", "\\&amp; 与 A&B\n", NULL },
  { "backslash", "C:\\\\\\* 与 \\d\n", NULL },
  { "line-end", "一\\\n二\n", NULL },
  { "picture", "![说明](https://example.org/a.png)\n", NULL },
  { "picture-that-runs", "![说明](javascript:alert)\n", "![说明](<>)\n" },
  { "rule", "一\n\n***\n\n二\n", NULL },
  { "list", "- 一\n- 二\n  - 三\n- 四\n", NULL },
  { "numbers", "3. 一\n4. 二\n", NULL },
  { "item-of-two", "- 一\n\n  二\n\n- 三\n", NULL },
  { "box", "> 一\n>\n> - 二\n> - 三\n\n四\n", NULL },
  { "two-boxes", "> 一\n\n> 二\n", NULL },
  { "box-in-box", "> 一\n>\n> > 二\n", NULL },
  { "turns", "**主持人：** 你好。\n\n**马克：** 好。\n\n是的。\n\n**主持人：** 谢谢。\n", NULL },
};

static char *
write_again (const char *text)
{
  const DzFormat *markdown = dz_formats_lookup ("markdown");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  DzReadOptions reading = { .name = "t.md" };
  DzArticleOptions options = { .layout = DZ_LAYOUT_ORIGINAL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = markdown->read (bytes, &reading, NULL, &error);
  g_autoptr (GBytes) written = NULL;
  gsize size;
  const char *data;

  g_assert_no_error (error);
  written = markdown->write (project, &options, NULL, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (written, &size);
  return g_strndup (data, size);
}

/* A transcript without a title is titled by its file. */
static const char *
skip_title (const char *written)
{
  return g_str_has_prefix (written, "# t\n\n") ? written + strlen ("# t\n\n") : written;
}

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *once = write_again (cases[i].text);
  g_autofree char *twice = write_again (once);

  g_assert_cmpstr (skip_title (once), ==, cases[i].written != NULL ? cases[i].written : cases[i].text);
  g_assert_cmpstr (twice, ==, once);
}

/* A picture that was fetched goes back to where it came from; one that is nowhere else takes its bytes along. */
static void
test_fetched_picture (void)
{
  static const struct
  {
    const char *address;
    const char *written;
  } pictures[] = {
    { "https://example.org/a.gif", "![](https://example.org/a.gif)" },
    { "", "[picture-1]: data:image/gif;base64," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (DzProject) project = dz_project_new (NULL);
      g_autoptr (DzDocument) document = dz_document_new (NULL, "");
      g_autoptr (GBytes) content = g_bytes_new_static ("GIF89a", 6);
      g_autoptr (DzPicture) picture = dz_picture_new ("i", "image/gif", "a.gif", content);
      DzBlockForm form = { .kind = DZ_BLOCK_PICTURE };
      g_autoptr (DzBlock) block = dz_block_new (NULL, &form, NULL, NULL);
      DzArticleOptions options = { .layout = DZ_LAYOUT_ORIGINAL };
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) written = NULL;
      g_autofree char *text = NULL;

      dz_picture_init_address (picture, pictures[i].address);
      dz_block_init_source (block, "picture:i");
      dz_document_init_append (document, block);
      g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (picture), &error));
      g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), &error));
      written = dz_formats_lookup ("markdown")->write (project, &options, NULL, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
      g_assert_nonnull (strstr (text, pictures[i].written));
      g_assert_cmpint (strstr (text, "data:") != NULL, ==, i == 1);
    }
}

static void
test_columns (void)
{
  const DzFormat *markdown = dz_formats_lookup ("markdown");
  g_autoptr (DzProject) project = dz_project_new (NULL);
  DzArticleOptions options = { .layout = DZ_LAYOUT_SIDE_BY_SIDE };
  g_autoptr (GError) error = NULL;

  g_assert_null (markdown->write (project, &options, NULL, &error));
  g_assert_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_UNSUPPORTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formats/markdown-write/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/formats/markdown-write/fetched-picture", test_fetched_picture);
  g_test_add_func ("/formats/markdown-write/columns", test_columns);
  return g_test_run ();
}
