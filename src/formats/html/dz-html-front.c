#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/dz-address.h"
#include "formats/html/dz-html-page.h"

/* With fewer headings a list of contents is no help. */
#define CONTENTS_LEAST 3

static void
append_title (DzHtmlPage *page)
{
  const DzArticle *article = page->article;
  GString *out = page->out;
  DzSide first = dz_article_get_first_side (article);

  g_string_append (out, "<h1>");
  for (guint side = first; side < DZ_N_SIDES; side++)
    {
      const char *title = side == first ? dz_article_get_title (article, side) : article->title[side];

      if (side == first && *title == '\0')
        title = dz_html_word (page->language, DZ_HTML_WORD_UNTITLED);
      if (!dz_article_shows (article, side) || *title == '\0')
        continue;
      g_string_append_printf (out, "<span class=\"%s\"", side == DZ_SIDE_ORIGINAL ? "o" : "t");
      if (side == first)
        dz_html_page_append_lang_of (page, title);
      else
        dz_html_page_append_lang (page, side);
      g_string_append_c (out, '>');
      dz_html_append_text (out, title);
      g_string_append (out, "</span>");
    }
  g_string_append (out, "</h1>\n");
}

static void
append_detail (DzHtmlPage *page, const char *name, const char *value)
{
  g_autofree char *address = NULL;

  if (value == NULL || *value == '\0')
    return;
  address = dz_address_make_safe (value);
  g_string_append (page->out, "<div><dt");
  dz_html_page_append_lang_of (page, name);
  g_string_append_c (page->out, '>');
  dz_html_append_text (page->out, name);
  g_string_append (page->out, "</dt><dd");
  dz_html_page_append_lang_of (page, value);
  g_string_append_c (page->out, '>');
  if (address != NULL)
    {
      g_autofree char *host = dz_address_dup_host (address);

      g_string_append (page->out, "<a");
      dz_html_append_attribute (page->out, "href", address);
      g_string_append (page->out, " rel=\"noopener noreferrer\">");
      dz_html_append_text (page->out, host != NULL ? host : value);
      g_string_append (page->out, "</a>");
    }
  else
    {
      dz_html_append_text (page->out, value);
    }
  g_string_append (page->out, "</dd></div>\n");
}

static void
append_details (DzHtmlPage *page)
{
  const DzArticle *article = page->article;
  const struct
  {
    DzHtmlWord word;
    const char *value;
  } known[] = {
    { DZ_HTML_WORD_AUTHOR, article->author },       { DZ_HTML_WORD_TRANSLATOR, article->translator },
    { DZ_HTML_WORD_PUBLISHER, article->publisher }, { DZ_HTML_WORD_DATE, article->date },
    { DZ_HTML_WORD_PLACE, article->place },         { DZ_HTML_WORD_SOURCE, article->source },
  };
  g_autoptr (GString) list = g_string_new (NULL);
  GString *out = page->out;

  page->out = list;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    append_detail (page, dz_html_word (page->language, known[i].word), known[i].value);
  for (guint i = 0; i < article->details->len; i++)
    {
      DzArticleDetail *detail = g_ptr_array_index (article->details, i);

      append_detail (page, detail->name, detail->value);
    }
  page->out = out;
  if (list->len > 0)
    g_string_append_printf (out, "<dl class=\"details\">\n%s</dl>\n", list->str);
}

static void
append_contents (DzHtmlPage *page)
{
  g_autoptr (GString) list = g_string_new (NULL);
  GString *out = page->out;
  guint n_headings = 0;

  page->out = list;
  for (guint i = 0; i < page->article->items->len; i++)
    {
      const DzArticleItem *item = g_ptr_array_index (page->article->items, i);

      if (item->form.kind != DZ_BLOCK_HEADING)
        continue;
      g_string_append_printf (list, "<li><a href=\"#h%u\">", ++n_headings);
      for (guint side = 0; side < DZ_N_SIDES; side++)
        {
          if (item->runs[side] == NULL)
            continue;
          g_string_append (list, "<span");
          dz_html_page_append_lang (page, side);
          g_string_append_c (list, '>');
          dz_html_page_append_runs (page, side, item->runs[side], FALSE);
          g_string_append (list, "</span> ");
        }
      g_string_append (list, "</a></li>\n");
    }
  page->out = out;
  if (n_headings >= CONTENTS_LEAST)
    g_string_append_printf (
        out,
        "<nav class=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">%s</h2>\n"
        "<ol>\n%s</ol>\n</nav>\n",
        dz_html_word (page->language, DZ_HTML_WORD_CONTENTS), list->str);
}

void
dz_html_page_append_front (DzHtmlPage *page)
{
  const DzArticle *article = page->article;
  GString *out = page->out;

  g_string_append (out, "<header class=\"front\">\n");
  append_title (page);
  if (*article->summary != '\0')
    {
      g_string_append (out, "<p class=\"summary\"");
      dz_html_page_append_lang_of (page, article->summary);
      g_string_append_c (out, '>');
      dz_html_append_lines (out, article->summary);
      g_string_append (out, "</p>\n");
    }
  append_details (page);
  if (article->cover != NULL)
    {
      g_string_append (out, "<div class=\"cover\">");
      dz_html_page_append_picture (page, article->cover, "");
      g_string_append (out, "</div>\n");
    }
  append_contents (page);
  g_string_append (out, "</header>\n");
}
