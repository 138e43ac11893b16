#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* What people read about a highlight. */

/* (transfer full): the words on @side on one line, "" where it has none there */
char *dz_highlight_words_dup_quote (DzProject *project, DzHighlight *highlight, DzSide side);
/* (transfer full): who says it, or "" */
char *dz_highlight_words_dup_speaker (DzProject *project, DzHighlight *highlight);
/* (transfer full): its tags' names, parted as in a list; "" for none */
char *dz_highlight_words_dup_tags (DzProject *project, DzHighlight *highlight);
/* TRUE when it has a live anchor on @side. */
gboolean dz_highlight_words_is_on (DzHighlight *highlight, DzSide side);
/* TRUE when its words on @side are not in the text any more. */
gboolean dz_highlight_words_is_lost (DzHighlight *highlight, DzSide side);
/* Orders by where they begin, those that cover nothing any more last. */
int dz_highlight_words_compare (DzProject *project, DzHighlight *a, DzHighlight *b);

G_END_DECLS
