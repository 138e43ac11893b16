#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "formats/dz-format-html.h"
#include "formats/html/dz-formats-resources.h"
#include "formats/html/dz-html-page.h"

#define STYLE_PATH "/io/github/duizhao/formats/page.css"

static GBytes *
load_style (GError **error)
{
  return g_resource_lookup_data (dz_formats_get_resource (), STYLE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* A policy that allows this one stylesheet, pictures out of the file itself, and nothing else: no script at all. */
static void
append_policy (GString *out, const char *style)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *encoded = NULL;

  g_checksum_update (checksum, (const guchar *)style, -1);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);
  g_string_append_printf (out,
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                          "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
                          encoded);
}

static void
append_meta (GString *out, const char *name, const char *value)
{
  if (*value == '\0')
    return;
  g_string_append (out, "<meta");
  dz_html_append_attribute (out, "name", name);
  dz_html_append_attribute (out, "content", value);
  g_string_append (out, ">\n");
}

static void
append_head (DzHtmlPage *page, GString *out, const char *style)
{
  const DzArticle *article = page->article;
  DzSide side = article->layout == DZ_LAYOUT_ORIGINAL ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION;
  const char *title = dz_article_get_title (article, side);

  g_string_append (out, "<!DOCTYPE html>\n<html");
  dz_html_append_attribute (out, "lang", page->language);
  g_string_append (out, ">\n<head>\n<meta charset=\"utf-8\">\n");
  append_policy (out, style);
  g_string_append (out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"color-scheme\" content=\"light dark\">\n"
                        "<meta name=\"referrer\" content=\"no-referrer\">\n"
                        "<meta name=\"generator\" content=\"Duizhao " PACKAGE_VERSION "\">\n");
  append_meta (out, "author", article->author);
  append_meta (out, "description", article->summary);
  g_string_append (out, "<title>");
  dz_html_append_text (out, *title != '\0' ? title : dz_html_word (page->language, DZ_HTML_WORD_UNTITLED));
  g_string_append_printf (out, "</title>\n<style>%s</style>\n</head>\n", style);
}

static void
append_tools (DzHtmlPage *page)
{
  GString *out = page->out;

  g_string_append_printf (out, "<a class=\"skip\" href=\"#text\">%s</a>\n",
                          dz_html_word (page->language, DZ_HTML_WORD_SKIP));
  if (page->article->highlights->len == 0)
    return;
  g_string_append_printf (out,
                          "<nav class=\"tools\" aria-label=\"%s\">\n"
                          "<label><input type=\"checkbox\" role=\"switch\" id=\"annotations\" checked> %s</label>\n"
                          "<a href=\"#index\">%s</a>\n</nav>\n",
                          dz_html_word (page->language, DZ_HTML_WORD_TOOLS),
                          dz_html_word (page->language, DZ_HTML_WORD_ANNOTATIONS),
                          dz_html_word (page->language, DZ_HTML_WORD_INDEX));
}

static void
append_page (DzHtmlPage *page)
{
  const DzArticle *article = page->article;

  g_string_append_printf (page->out, "<body class=\"%s%s\">\n", dz_layout_to_word (article->layout),
                          article->highlights->len > 0 ? " annotated" : "");
  append_tools (page);
  g_string_append (page->out, "<main id=\"text\" tabindex=\"-1\">\n<article>\n");
  dz_html_page_append_front (page);
  g_string_append (page->out, "<div class=\"body\">\n");
  dz_html_page_append_body (page);
  g_string_append (page->out, "</div>\n</article>\n</main>\n");
  dz_html_page_append_index (page);
  g_string_append (page->out, "</body>\n</html>\n");
}

/* The one thing that a screen reader has to be told in words. */
static void
append_spoken (DzHtmlPage *page, GString *style)
{
  g_string_append_printf (style, "mark.b::before{content:\"[%s] \"}\n",
                          dz_html_word (page->language, DZ_HTML_WORD_BEGINS));
}

static GBytes *
write_html (DzProject *project, const DzArticleOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (DzArticle) article = dz_article_new (project, NULL, options, error);
  g_autoptr (GBytes) sheet = load_style (error);
  g_autoptr (DzHtmlPaint) paint = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) style = NULL;
  GString *out;
  DzHtmlPage page = { 0 };

  if (article == NULL || sheet == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  paint = dz_html_paint_new (article);
  page.article = article;
  page.out = body;
  page.paint = paint;
  page.language = article->language[article->layout == DZ_LAYOUT_ORIGINAL ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION];
  append_page (&page);

  /* The looks of highlights are known once the body is written. */
  style = g_string_new_len (g_bytes_get_data (sheet, NULL), g_bytes_get_size (sheet));
  append_spoken (&page, style);
  dz_html_paint_append_css (paint, style);
  out = g_string_sized_new (style->len + body->len + 1024);
  append_head (&page, out, style->str);
  g_string_append_len (out, body->str, body->len);
  return g_string_free_to_bytes (out);
}

static const char *const suffixes[] = { "html", "htm", NULL };

const DzFormat dz_format_html = {
  .id = "html",
  .name = N_ ("Web page"),
  .suffixes = suffixes,
  .media_type = "text/html",
  .write = write_html,
  .columns = TRUE,
};
