#pragma once

#include "window/parallel/dz-parallel-view.h"

G_BEGIN_DECLS

/**
 * DzPassage:
 *
 * A stretch of the text on one side, as it is selected. It holds nothing: for as long as the project does not change.
 */
typedef struct
{
  DzSide side;
  DzBlock *start_block;
  guint start;
  DzBlock *end_block;
  guint end;
} DzPassage;

gboolean dz_passage_get_selected (DzParallelView *view, DzPassage *passage);
void dz_passage_select (DzParallelView *view, const DzPassage *passage);
/* Makes @passage the other side of @highlight, as one step. A highlight that lies on exactly this passage, and nowhere else,
 * goes into it. */
void dz_passage_join (DzProject *project, const DzPassage *passage, DzHighlight *highlight);
/* (transfer none) (nullable): the highlight that follows @current, or else the caret, in the order of the text
 * (@direction 1), or that comes before it (-1). */
DzHighlight *dz_passage_find_next (DzParallelView *view,
                                   DzProject *project,
                                   DzDocument *document,
                                   DzHighlight *current,
                                   int direction);

G_END_DECLS
