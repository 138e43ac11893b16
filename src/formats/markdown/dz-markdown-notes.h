#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/* The index of tags and the footnotes of @article's highlights; @chinese: what the writer adds is in Chinese. */
void
dz_markdown_append_notes (GString *out, const DzArticle *article, gboolean chinese);

G_END_DECLS
