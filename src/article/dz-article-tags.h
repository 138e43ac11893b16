#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/**
 * dz_article_tags_select:
 * @project: the project whose tags these are
 * @wanted: (nullable): as in #DzArticleOptions
 * @index: (element-type DzArticleTag): takes the tags asked for and those under them, in the order of the tree
 * @error: return location for a DZ_ARTICLE_ERROR
 *
 * Returns: (transfer full) (nullable): a table from the tags' ids to the entries of @index
 */
GHashTable *
dz_article_tags_select (DzProject *project, const char *const *wanted, GPtrArray *index, GError **error);

/* Takes entries out of @index that have no passage, neither themselves nor under them, and numbers the rest. */
void
dz_article_tags_prune (GPtrArray *index);

void
dz_article_tag_free (gpointer data);

G_END_DECLS
