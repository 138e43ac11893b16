#pragma once

#include "model/dz-project-private.h"

G_BEGIN_DECLS

/**
 * DzNews:
 *
 * What a change is going to tell: collected while it is applied, told when all of it is done.
 */
typedef struct _DzNews DzNews;

DzNews *dz_news_new (void);
void dz_news_free (DzNews *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzNews, dz_news_free)

/* @news may be NULL in all of these: then nobody is told. */
void dz_news_items (DzNews *news, GListModel *list, guint position, guint removed, guint added);
void dz_news_text (DzNews *news, DzBlock *block, DzSide side, guint position, guint removed, guint inserted);
void dz_news_notify (DzNews *news, gpointer object, const char *property);
void dz_news_highlight (DzNews *news, DzHighlight *highlight);
/* Once for each block and side, however often it is said. */
void dz_news_cover (DzNews *news, DzBlock *block, DzSide side);
/* dz_news_cover() of every block that a live @anchor covers now. */
void dz_news_anchor (DzNews *news, DzProject *project, DzSide side, DzAnchor *anchor);
/* dz_news_anchor() of both sides, and "n-highlights" of its tags. */
void dz_news_all_of_highlight (DzNews *news, DzProject *project, DzHighlight *highlight);

/* In this order: lists, texts, properties, blocks' highlights, highlights. */
void dz_news_tell (DzNews *news);

G_END_DECLS
