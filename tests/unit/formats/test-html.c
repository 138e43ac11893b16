#include "config.h"

#include <string.h>

#include "formats/dz-formats.h"
#include "formats/html/dz-html-color.h"
#include "formats/html/dz-html-nest.h"
#include "formats/html/dz-html-text.h"

static void
test_text (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  dz_html_append_text (out, "<a href=\"x\" b='y'>&amp;\x01\xc2\x85\xef\xbf\xbf𠮷");
  g_assert_cmpstr (out->str, ==, "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;𠮷");
  g_string_truncate (out, 0);
  dz_html_append_lines (out, "一\n<二>");
  g_assert_cmpstr (out->str, ==, "一<br>&lt;二&gt;");
  g_string_truncate (out, 0);
  dz_html_append_attribute (out, "title", "\"><script>");
  g_assert_cmpstr (out->str, ==, " title=\"&quot;&gt;&lt;script&gt;\"");
}

static void
test_colors (void)
{
  static const char *const colors[] = { "#000000", "#ffffff", "#ff0", "#e5a50a", "#3584e4", "red;}body{", "" };
  static const guint32 papers[] = { DZ_HTML_PAPER_LIGHT, DZ_HTML_PAPER_DARK };

  g_assert_cmphex (dz_html_color_parse ("#1a2B3c"), ==, 0x1a2b3c);
  g_assert_cmphex (dz_html_color_parse ("#123"), ==, 0x112233);
  g_assert_cmphex (dz_html_color_parse ("red;}body{"), ==, dz_html_color_parse (NULL));
  g_assert_cmpfloat_with_epsilon (dz_html_color_contrast (0x000000, 0xffffff), 21, 0.01);
  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      for (gsize p = 0; p < G_N_ELEMENTS (papers); p++)
        {
          guint32 adapted = dz_html_color_adapt (dz_html_color_parse (colors[i]), papers[p], 3);

          g_assert_cmpfloat (dz_html_color_contrast (adapted, papers[p]), >=, 3);
        }
    }
  /* A colour that is seen well is left as it is. */
  g_assert_cmphex (dz_html_color_adapt (0x26a269, DZ_HTML_PAPER_DARK, 3), ==, 0x26a269);
}

static const DzBlockForm flow[] = {
  { .kind = DZ_BLOCK_PARAGRAPH },
  { .kind = DZ_BLOCK_LIST_ITEM, .level = 1 },
  { .kind = DZ_BLOCK_LIST_ITEM, .level = 2, .ordered = TRUE, .number = 3 },
  { .kind = DZ_BLOCK_LIST_ITEM, .level = 2, .ordered = TRUE, .number = 4 },
  { .kind = DZ_BLOCK_PARAGRAPH, .level = 1 },
  { .kind = DZ_BLOCK_LIST_ITEM, .level = 9 },
  { .kind = DZ_BLOCK_LIST_ITEM, .level = 1, .ordered = TRUE, .number = 1 },
  { .kind = DZ_BLOCK_QUOTATION, .quoted = 1, .starts = TRUE },
  { .kind = DZ_BLOCK_LIST_ITEM, .level = 1, .quoted = 1 },
  { .kind = DZ_BLOCK_QUOTATION, .quoted = 1, .starts = TRUE },
  { .kind = DZ_BLOCK_QUOTATION, .quoted = 2 },
  { .kind = DZ_BLOCK_HEADING, .level = 2 },
};

static void
test_nest (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (DzHtmlNest) nest = dz_html_nest_new (out);

  for (gsize i = 0; i < G_N_ELEMENTS (flow); i++)
    {
      dz_html_nest_enter (nest, &flow[i], FALSE);
      g_string_append_printf (out, "%u", (guint)i);
    }
  dz_html_nest_end (nest);
  g_string_replace (out, "\n", "", 0);
  g_assert_cmpstr (
      out->str, ==,
      "0<ul><li>1<ol start=\"3\"><li>2</li><li>3</li></ol>4<ul><li>5</li></ul></li></ul><ol><li>6</li></ol>"
      "<blockquote>7<ul><li>8</li></ul></blockquote><blockquote>9<blockquote>10</blockquote></blockquote>11");
}

static void
test_empty (void)
{
  const DzFormat *html = dz_formats_lookup ("html");
  g_autoptr (DzProject) project = dz_project_new (NULL);
  DzArticleOptions options = { .layout = DZ_LAYOUT_SIDE_BY_SIDE };
  g_autoptr (GError) error = NULL;

  g_assert_true (dz_formats_for_name ("a.HTM") == html);
  g_assert_null (html->write (project, &options, NULL, &error));
  g_assert_error (error, DZ_ARTICLE_ERROR, DZ_ARTICLE_ERROR_NO_DOCUMENT);
}

static void
test_cancelled (void)
{
  const DzFormat *html = dz_formats_lookup ("html");
  g_autoptr (DzProject) project = dz_project_new (NULL);
  DzDocument *document = dz_document_new (NULL, "");
  DzArticleOptions options = { .layout = DZ_LAYOUT_ORIGINAL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  g_object_unref (document);
  bytes = html->write (project, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "<title>无题</title>"));
  g_cancellable_cancel (cancellable);
  g_assert_null (html->write (project, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/html/text", test_text);
  g_test_add_func ("/formats/html/colors", test_colors);
  g_test_add_func ("/formats/html/nest", test_nest);
  g_test_add_func ("/formats/html/empty", test_empty);
  g_test_add_func ("/formats/html/cancelled", test_cancelled);
  return g_test_run ();
}
