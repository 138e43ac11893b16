#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/**
 * dz_markdown_append_runs:
 * @out: where it goes
 * @runs: (nullable) (element-type DzArticleRun): a side of an item
 * @references: whether a passage's footnote is referred to where it ends
 *
 * Writes inline text. Emphasis that CommonMark would not see where it stands (`**因此，**他`: a delimiter between
 * punctuation and a letter) is written as an element (`<strong>因此，</strong>他`), which every reader sees, and
 * nothing of the text moves.
 */
void
dz_markdown_append_runs (GString *out, GPtrArray *runs, gboolean references);

G_END_DECLS
