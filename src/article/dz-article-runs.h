#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/**
 * DzArticleStretch:
 *
 * The code points of one text that a highlight covers.
 */
typedef struct
{
  DzArticleHighlight *highlight;
  guint start;
  guint end;
} DzArticleStretch;

/**
 * dz_article_runs_new:
 * @text: the text to cut
 * @stretches: (array length=n_stretches): what highlights cover of it, by their number
 * @n_stretches: how many
 *
 * Cuts a text at every boundary of its spans and of @stretches. @starts and @ends of the runs are left to the caller,
 * who alone knows where a highlight goes on in other blocks.
 *
 * Returns: (transfer full) (nullable) (element-type DzArticleRun): NULL for an empty text
 */
GPtrArray *
dz_article_runs_new (DzText *text, const DzArticleStretch *stretches, guint n_stretches);

G_END_DECLS
