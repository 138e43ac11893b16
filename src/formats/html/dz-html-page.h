#pragma once

#include "article/dz-article.h"
#include "formats/html/dz-html-paint.h"
#include "formats/html/dz-html-text.h"
#include "formats/html/dz-html-words.h"

G_BEGIN_DECLS

/**
 * DzHtmlPage:
 * @article: what is published
 * @out: where the page grows
 * @paint: the looks of its highlights
 * @language: what the page itself speaks: the translation's language, but for the original alone
 *
 * One page that is being written. Ids in it: text, h1… (headings), p1… and p1t… (where passages begin, original and
 * translation), n1… (notes), index, t0, t1… (tags). None is made of words of the transcript.
 */
typedef struct
{
  const DzArticle *article;
  GString *out;
  DzHtmlPaint *paint;
  const char *language;
} DzHtmlPage;

/* The words of one side of an item; @marks FALSE where they are only repeated, as in the list of contents: no
 * highlights and no links then. */
void
dz_html_page_append_runs (DzHtmlPage *page, DzSide side, GPtrArray *runs, gboolean marks);
/* An element that holds a picture, or stands for one that is not in the project. */
void
dz_html_page_append_picture (DzHtmlPage *page, const DzArticlePicture *picture, const char *caption);
/* Title, details and list of contents. */
void
dz_html_page_append_front (DzHtmlPage *page);
/* All items, each with the notes of the highlights that end in it. */
void
dz_html_page_append_body (DzHtmlPage *page);
/* The index of tags; nothing where there is no highlight. */
void
dz_html_page_append_index (DzHtmlPage *page);

/* ` lang="…"`, where it is another language than the page's. */
void
dz_html_page_append_lang (DzHtmlPage *page, DzSide side);
/* ` lang="…"` of what somebody typed: the original's language where it has Han characters. */
void
dz_html_page_append_lang_of (DzHtmlPage *page, const char *text);
/* The names of a highlight's tags, each a link to its place in the index. */
void
dz_html_page_append_tags (DzHtmlPage *page, const DzArticleHighlight *highlight);

G_END_DECLS
