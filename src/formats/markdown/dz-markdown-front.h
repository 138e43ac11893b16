#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/* The title and the details under it; @chinese: their names are in Chinese. A cover that only the project has goes into
 * @pictures (element-type DzArticlePicture), to be defined at the end. */
void
dz_markdown_append_front (GString *out, const DzArticle *article, gboolean chinese, GPtrArray *pictures);

/* A picture, as Markdown has it: its caption (Markdown already) and where it is. */
void
dz_markdown_append_picture (GString *out, const DzArticlePicture *picture, const char *caption, GPtrArray *pictures);

/* Where the pictures are that came out of the project: their bytes, at the end, where they are in nobody's way. */
void
dz_markdown_append_pictures (GString *out, GPtrArray *pictures);

G_END_DECLS
