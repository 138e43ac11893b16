#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/html/dz-html-nest.h"
#include "formats/html/dz-html-page.h"

#define N_SPEAKER_LOOKS 4

typedef struct
{
  DzHtmlPage *page;
  DzHtmlNest *nest;
  guint n_headings;
  guint level;       /* of the heading before, as written */
  GPtrArray **notes; /* by item: the highlights whose note stands there */
} Body;

static const char *const side_classes[DZ_N_SIDES] = { "o", "t" };

/* A cell of an item: one side of it. */
static void
append_cell (Body *self, const char *element, const DzArticleItem *item, DzSide side)
{
  GString *out = self->page->out;

  g_string_append_printf (out, "<%s class=\"%s\"", element, side_classes[side]);
  dz_html_page_append_lang (self->page, side);
  g_string_append_c (out, '>');
  dz_html_page_append_runs (self->page, side, item->runs[side], TRUE);
  g_string_append_printf (out, "</%s>", element);
}

static void
append_cells (Body *self, const char *element, const DzArticleItem *item)
{
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (item->runs[side] != NULL)
        append_cell (self, element, item, side);
    }
}

static void
append_note_text (DzHtmlPage *page, const char *note)
{
  g_auto (GStrv) paragraphs = g_strsplit (note, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      g_string_append (page->out, "<p");
      dz_html_page_append_lang_of (page, paragraphs[i]);
      g_string_append_c (page->out, '>');
      dz_html_append_text (page->out, paragraphs[i]);
      g_string_append (page->out, "</p>");
    }
}

static void
append_notes (Body *self, GPtrArray *highlights)
{
  DzHtmlPage *page = self->page;

  if (highlights == NULL)
    return;
  g_string_append (page->out, "<div class=\"notes\">");
  for (guint i = 0; i < highlights->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (highlights, i);
      g_autofree char *label = dz_html_word_dup_numbered (page->language, DZ_HTML_WORD_NOTE, highlight->number);
      g_autofree char *back = dz_html_word_dup_numbered (page->language, DZ_HTML_WORD_BACK, highlight->number);

      g_string_append_printf (page->out,
                              "\n<div class=\"note\" role=\"note\" id=\"n%u\" aria-label=\"%s\"><p class=\"tags\">",
                              highlight->number, label);
      g_string_append_printf (page->out, "<a class=\"number\" href=\"#p%u\" aria-label=\"%s\">%u</a>",
                              highlight->number, back, highlight->number);
      dz_html_page_append_tags (page, highlight);
      g_string_append (page->out, "</p>");
      append_note_text (page, highlight->note);
      g_string_append (page->out, "</div>");
    }
  g_string_append (page->out, "</div>");
}

static void
append_speaker (Body *self, const DzArticleSpeaker *speaker)
{
  GString *out = self->page->out;

  g_string_append_printf (out, "<p class=\"row who s%u\">", (speaker->number - 1) % N_SPEAKER_LOOKS + 1);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (!dz_article_shows (self->page->article, side))
        continue;
      g_string_append_printf (out, "<span class=\"%s\"", side_classes[side]);
      dz_html_page_append_lang (self->page, side);
      g_string_append_c (out, '>');
      dz_html_append_text (out, speaker->name[side]);
      g_string_append (out, "</span>");
    }
  g_string_append (out, "</p>\n");
}

/* Under the page's own title, and never a level left out. */
static void
append_heading (Body *self, const DzArticleItem *item, guint index)
{
  guint level = CLAMP (item->form.level, 1, 5) + 1;
  GString *out = self->page->out;

  level = MIN (level, self->level + 1);
  self->level = level;
  self->n_headings++;
  g_string_append_printf (out, "<div class=\"row\"><h%u id=\"h%u\">", level, self->n_headings);
  append_cells (self, "span", item);
  g_string_append_printf (out, "</h%u>", level);
  append_notes (self, self->notes[index]);
  g_string_append (out, "</div>\n");
}

static char *
dup_caption (const DzArticleItem *item, DzSide first)
{
  GString *caption = g_string_new (NULL);
  GPtrArray *runs = item->runs[first] != NULL ? item->runs[first] : item->runs[DZ_SIDE_TRANSLATION - first];

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    g_string_append (caption, ((DzArticleRun *)g_ptr_array_index (runs, i))->text);
  return g_string_free (caption, FALSE);
}

static void
append_picture (Body *self, const DzArticleItem *item, guint index)
{
  GString *out = self->page->out;
  g_autofree char *caption = dup_caption (item, dz_article_get_first_side (self->page->article));

  g_string_append (out, "<div class=\"row\"><figure>");
  dz_html_page_append_picture (self->page, item->picture, caption);
  if (*caption != '\0')
    {
      g_string_append (out, "<figcaption>");
      append_cells (self, "p", item);
      g_string_append (out, "</figcaption>");
    }
  g_string_append (out, "</figure>");
  append_notes (self, self->notes[index]);
  g_string_append (out, "</div>\n");
}

static void
append_skipped (Body *self, guint skipped)
{
  g_autofree char *words = NULL;

  if (skipped == 0)
    return;
  words = skipped == 1 ? g_strdup (dz_html_word (self->page->language, DZ_HTML_WORD_ONE_SKIPPED))
                       : dz_html_word_dup_numbered (self->page->language, DZ_HTML_WORD_SKIPPED, skipped);
  dz_html_nest_end (self->nest);
  g_string_append_printf (self->page->out, "<p class=\"gap\">%s</p>\n", words);
}

static void
append_item (Body *self, guint index)
{
  const DzArticleItem *item = g_ptr_array_index (self->page->article->items, index);
  GString *out = self->page->out;

  append_skipped (self, item->skipped);
  dz_html_nest_enter (self->nest, &item->form, item->turn);
  if (item->turn)
    append_speaker (self, item->speaker);
  switch (item->form.kind)
    {
    case DZ_BLOCK_HEADING:
      append_heading (self, item, index);
      break;
    case DZ_BLOCK_PICTURE:
      append_picture (self, item, index);
      break;
    case DZ_BLOCK_RULE:
      g_string_append (out, "<hr>\n");
      break;
    case DZ_BLOCK_PARAGRAPH:
    case DZ_BLOCK_LIST_ITEM:
    case DZ_BLOCK_QUOTATION:
      g_string_append (out, "<div class=\"row\">");
      append_cells (self, "p", item);
      append_notes (self, self->notes[index]);
      g_string_append (out, "</div>\n");
      break;
    }
}

/* Which notes stand beside which item. */
static void
place_notes (Body *self)
{
  const DzArticle *article = self->page->article;

  for (guint i = 0; i < article->highlights->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (article->highlights, i);
      GPtrArray **place = &self->notes[highlight->end_item];

      if (*place == NULL)
        *place = g_ptr_array_new ();
      g_ptr_array_add (*place, highlight);
    }
}

void
dz_html_page_append_body (DzHtmlPage *page)
{
  guint n_items = page->article->items->len;
  g_autoptr (DzHtmlNest) nest = dz_html_nest_new (page->out);
  g_autofree GPtrArray **notes = g_new0 (GPtrArray *, n_items + 1);
  Body body = { page, nest, 0, 1, notes };

  place_notes (&body);
  for (guint i = 0; i < n_items; i++)
    append_item (&body, i);
  dz_html_nest_end (nest);
  append_skipped (&body, page->article->skipped);
  for (guint i = 0; i < n_items; i++)
    g_clear_pointer (&notes[i], g_ptr_array_unref);
}
