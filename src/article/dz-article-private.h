#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/* An article with nothing in it yet; what fills it owns what it puts in. */
DzArticle *
dz_article_alloc (void);
void
dz_article_picture_free (DzArticlePicture *picture);

G_END_DECLS
