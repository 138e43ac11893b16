#pragma once

#include "model/dz-project.h"
#include "window/parallel/dz-text-measure.h"

G_BEGIN_DECLS

/**
 * DzRowMetrics:
 * @gutter: pixels left of the columns: the block's number and the speaker's colour
 * @column: width of either column
 * @gap: between the columns
 * @mark: x of the state's mark, right of the columns
 *
 * Where things are across a row.
 */
typedef struct
{
  int gutter;
  int column;
  int gap;
  int mark;
} DzRowMetrics;

/**
 * DzRowHeights:
 *
 * What stands one below the other in a row, in pixels.
 */
typedef struct
{
  int top;     /* free */
  int speaker; /* the names, where a turn begins */
  int picture;
  int text;
  int bottom; /* free */
} DzRowHeights;

/* The languages of both sides, as the project says; NULL where it does not. */
typedef struct
{
  char *of[DZ_N_SIDES];
} DzRowLanguages;

void dz_row_metrics_compute (DzRowMetrics *self, int width);
int dz_row_metrics_column_x (const DzRowMetrics *self, DzSide side);

/* FALSE for what has no text to show or type: rules, pictures without a caption. */
gboolean dz_row_has_text (DzBlock *block);
/* All but the text's height. */
void dz_row_heights_init (
    DzRowHeights *self, DzProject *project, DzBlock *block, DzTextMeasure *measure, const DzRowMetrics *metrics);
int dz_row_heights_sum (const DzRowHeights *self);
/* Of a row that no widget shows. @exact FALSE: a fast guess. */
int dz_row_measure (DzTextMeasure *measure,
                DzProject *project,
                DzBlock *block,
                const DzRowLanguages *languages,
                int width,
                gboolean exact);

/* (transfer none) (nullable): who begins to speak in @block. */
DzSpeaker *dz_row_get_speaker (DzProject *project, DzBlock *block);

G_END_DECLS
