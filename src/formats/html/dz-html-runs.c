#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/dz-address.h"
#include "formats/html/dz-html-page.h"

static const struct
{
  DzArticleFormat format;
  const char *element;
} elements[] = {
  { DZ_ARTICLE_BOLD, "strong" }, { DZ_ARTICLE_ITALIC, "em" }, { DZ_ARTICLE_UNDERLINE, "u" },
  { DZ_ARTICLE_STRIKE, "s" },    { DZ_ARTICLE_CODE, "code" },
};

void
dz_html_page_append_lang (DzHtmlPage *page, DzSide side)
{
  if (!g_str_equal (page->article->language[side], page->language))
    dz_html_append_attribute (page->out, "lang", page->article->language[side]);
}

void
dz_html_page_append_lang_of (DzHtmlPage *page, const char *text)
{
  dz_html_page_append_lang (page, dz_html_has_han (text) ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION);
}

static gboolean
begins_on_page (const DzArticleHighlight *highlight, DzSide side)
{
  return side == DZ_SIDE_ORIGINAL || !highlight->shown[DZ_SIDE_ORIGINAL];
}

/* An element may have one id: further highlights that begin at the same place get an empty element of theirs. */
static void
append_targets (DzHtmlPage *page, DzSide side, const DzArticleRun *run)
{
  for (guint i = 1; run->starts != NULL && i < run->starts->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (run->starts, i);

      g_string_append_printf (page->out, "<span class=\"target\" id=\"p%u%s\"></span>", highlight->number,
                              begins_on_page (highlight, side) ? "" : "t");
    }
}

static void
append_mark_start (DzHtmlPage *page, DzSide side, const DzArticleRun *run)
{
  append_targets (page, side, run);
  g_string_append_printf (page->out, "<mark class=\"%s%s\"", dz_html_paint_run (page->paint, side, run),
                          run->starts != NULL ? " b" : "");
  if (run->starts != NULL)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (run->starts, 0);

      g_string_append_printf (page->out, " id=\"p%u%s\"", highlight->number,
                              begins_on_page (highlight, side) ? "" : "t");
    }
  g_string_append_c (page->out, '>');
}

/* The number of a passage that ends here: a second cue beside its colour, and the way to its note. */
static void
append_references (DzHtmlPage *page, GPtrArray *ends)
{
  for (guint i = 0; ends != NULL && i < ends->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (ends, i);
      g_autofree char *label = dz_html_word_dup_numbered (page->language, DZ_HTML_WORD_NOTE, highlight->number);
      g_autoptr (GString) spoken = g_string_new (label);

      for (guint t = 0; t < highlight->tags->len; t++)
        {
          DzArticleTag *tag = g_ptr_array_index (highlight->tags, t);

          g_string_append_printf (spoken, "%s%s", t == 0 ? ": " : ", ", tag->name);
        }
      g_string_append_printf (page->out, "<a class=\"ref\" href=\"#n%u\"", highlight->number);
      dz_html_append_attribute (page->out, "aria-label", spoken->str);
      g_string_append_printf (page->out, ">%u</a>", highlight->number);
    }
}

static void
append_formatted (DzHtmlPage *page, const DzArticleRun *run, const char *address)
{
  if (address != NULL)
    {
      g_string_append (page->out, "<a");
      dz_html_append_attribute (page->out, "href", address);
      g_string_append (page->out, " rel=\"noopener noreferrer\">");
    }
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      if (run->format & elements[i].format)
        g_string_append_printf (page->out, "<%s>", elements[i].element);
    }
  dz_html_append_lines (page->out, run->text);
  for (guint i = G_N_ELEMENTS (elements); i > 0; i--)
    {
      if (run->format & elements[i - 1].format)
        g_string_append_printf (page->out, "</%s>", elements[i - 1].element);
    }
  if (address != NULL)
    g_string_append (page->out, "</a>");
}

void
dz_html_page_append_runs (DzHtmlPage *page, DzSide side, GPtrArray *runs, gboolean marks)
{
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const DzArticleRun *run = g_ptr_array_index (runs, i);
      g_autofree char *address = run->link != NULL && marks ? dz_address_make_safe (run->link) : NULL;
      gboolean marked = marks && run->highlights != NULL;

      if (marked)
        append_mark_start (page, side, run);
      append_formatted (page, run, address);
      if (marked)
        g_string_append (page->out, "</mark>");
      if (marks)
        append_references (page, run->ends);
    }
}
