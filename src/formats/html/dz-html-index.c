#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/html/dz-html-page.h"

/* A long passage is known by its beginning; Chinese says as much in half the characters. */
#define QUOTE_MOST 220
#define QUOTE_MOST_HAN 110
#define TOP_LEVEL 3

void
dz_html_page_append_tags (DzHtmlPage *page, const DzArticleHighlight *highlight)
{
  if (highlight->tags->len == 0)
    g_string_append_printf (page->out, " <a class=\"tag c0\" href=\"#t0\">%s</a>",
                            dz_html_word (page->language, DZ_HTML_WORD_NO_TAG));
  for (guint i = 0; i < highlight->tags->len; i++)
    {
      DzArticleTag *tag = g_ptr_array_index (highlight->tags, i);

      g_string_append_printf (page->out, " <a class=\"tag c%u\" href=\"#t%u\"", tag->number, tag->number);
      dz_html_page_append_lang_of (page, tag->name);
      g_string_append_c (page->out, '>');
      dz_html_append_text (page->out, tag->name);
      g_string_append (page->out, "</a>");
    }
}

static char *
dup_excerpt (const char *quote)
{
  glong most = dz_html_has_han (quote) ? QUOTE_MOST_HAN : QUOTE_MOST;
  const char *end;
  const char *blank;

  if (g_utf8_strlen (quote, -1) <= most)
    return g_strdup (quote);
  end = g_utf8_offset_to_pointer (quote, most);
  blank = g_strrstr_len (quote, end - quote, " ");
  if (most == QUOTE_MOST && blank != NULL)
    end = blank;
  return g_strdup_printf ("%.*s…", (int)(end - quote), quote);
}

static void
append_passage (DzHtmlPage *page, const DzArticleHighlight *highlight)
{
  GString *out = page->out;

  g_string_append_printf (out, "<li><span class=\"number\" aria-hidden=\"true\">%u</span>", highlight->number);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      gboolean second = side == DZ_SIDE_TRANSLATION && highlight->shown[DZ_SIDE_ORIGINAL];
      g_autofree char *excerpt = NULL;

      if (!highlight->shown[side])
        continue;
      excerpt = dup_excerpt (highlight->quote[side]);
      g_string_append_printf (out, "<a class=\"quote\" href=\"#p%u%s\"", highlight->number, second ? "t" : "");
      dz_html_page_append_lang (page, side);
      g_string_append_c (out, '>');
      dz_html_append_text (out, excerpt);
      g_string_append (out, "</a>");
    }
  if (highlight->speaker != NULL)
    {
      const char *name
          = highlight->speaker
                ->name[page->article->layout == DZ_LAYOUT_ORIGINAL ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION];

      g_string_append (out, "<span class=\"by\"");
      dz_html_page_append_lang_of (page, name);
      g_string_append_c (out, '>');
      dz_html_append_text (out, name);
      g_string_append (out, "</span>");
    }
  g_string_append (out, "</li>\n");
}

static void
append_passages (DzHtmlPage *page, GPtrArray *highlights)
{
  if (highlights->len == 0)
    return;
  g_string_append (page->out, "<ul class=\"passages\">\n");
  for (guint i = 0; i < highlights->len; i++)
    append_passage (page, g_ptr_array_index (highlights, i));
  g_string_append (page->out, "</ul>\n");
}

static void
append_count (DzHtmlPage *page, guint count)
{
  g_autofree char *words = count == 1 ? g_strdup (dz_html_word (page->language, DZ_HTML_WORD_ONE_PASSAGE))
                                      : dz_html_word_dup_numbered (page->language, DZ_HTML_WORD_PASSAGES, count);

  if (count > 0)
    g_string_append_printf (page->out, " <small>%s</small>", words);
}

static void
append_tag (DzHtmlPage *page, const DzArticleTag *tag)
{
  const char *name = tag->path;
  guint level = MIN (TOP_LEVEL + tag->depth, 6);

  g_string_append_printf (page->out, "<h%u class=\"c%u\" id=\"t%u\"><span class=\"tag\"", level, tag->number,
                          tag->number);
  dz_html_page_append_lang_of (page, name);
  g_string_append_c (page->out, '>');
  dz_html_append_text (page->out, name);
  g_string_append (page->out, "</span>");
  append_count (page, tag->highlights->len);
  g_string_append_printf (page->out, "</h%u>\n", level);
  if (tag->description != NULL && *tag->description != '\0')
    {
      g_string_append (page->out, "<p class=\"description\"");
      dz_html_page_append_lang_of (page, tag->description);
      g_string_append_c (page->out, '>');
      dz_html_append_lines (page->out, tag->description);
      g_string_append (page->out, "</p>\n");
    }
  append_passages (page, tag->highlights);
}

static void
append_untagged (DzHtmlPage *page)
{
  g_autoptr (GPtrArray) untagged = g_ptr_array_new ();

  for (guint i = 0; i < page->article->highlights->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (page->article->highlights, i);

      if (highlight->tags->len == 0)
        g_ptr_array_add (untagged, highlight);
    }
  if (untagged->len == 0)
    return;
  g_string_append_printf (page->out, "<h%u class=\"c0\" id=\"t0\"><span class=\"tag\">%s</span>", TOP_LEVEL,
                          dz_html_word (page->language, DZ_HTML_WORD_NO_TAG));
  append_count (page, untagged->len);
  g_string_append_printf (page->out, "</h%u>\n", TOP_LEVEL);
  append_passages (page, untagged);
}

void
dz_html_page_append_index (DzHtmlPage *page)
{
  if (page->article->highlights->len == 0)
    return;
  g_string_append_printf (page->out,
                          "<nav id=\"index\" aria-labelledby=\"index-title\">\n<h2 id=\"index-title\">%s</h2>\n",
                          dz_html_word (page->language, DZ_HTML_WORD_INDEX));
  for (guint i = 0; i < page->article->tags->len; i++)
    append_tag (page, g_ptr_array_index (page->article->tags, i));
  append_untagged (page);
  g_string_append (page->out, "</nav>\n");
}
