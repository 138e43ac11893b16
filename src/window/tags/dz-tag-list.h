#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* (transfer container): all tags in the order of the tree, each before those under it. */
GPtrArray *dz_tag_list_flatten (DzProject *project);
/* (transfer none) (nullable): the tag that key @number picks, from 1 */
DzTag *dz_tag_list_nth (DzProject *project, guint number);
/* The key of @tag: 1 to 9, or 0 */
guint dz_tag_list_number_of (DzProject *project, DzTag *tag);
/* (transfer container): tags whose path holds @text, upper and lower case alike: those whose name begins with it first. */
GPtrArray *dz_tag_list_find (DzProject *project, const char *text);
/* (transfer none) (nullable): the tag of exactly that name, upper and lower case alike */
DzTag *dz_tag_list_lookup_name (DzProject *project, const char *name);
/* TRUE when @tag is @ancestor or lies under it. */
gboolean dz_tag_list_is_under (DzTag *tag, DzTag *ancestor);
/* Where @tag stands among those that share its parent. */
guint dz_tag_list_position (DzProject *project, DzTag *tag);

G_END_DECLS
