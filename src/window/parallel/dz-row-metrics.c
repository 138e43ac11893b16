#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-picture-cell.h"
#include "window/parallel/dz-row-metrics.h"

#define NARROW 640
#define MAX_COLUMN 760
#define RULE_HEIGHT 24
#define TURN_GAP 14
#define HEADING_GAP 16
#define ROW_GAP 2

void
dz_row_metrics_compute (DzRowMetrics *self, int width)
{
  gboolean narrow = width < NARROW;
  int gutter = narrow ? 34 : 48;
  int mark = narrow ? 24 : 34;
  int rest;

  self->gap = narrow ? 4 : 12;
  self->column = MAX ((width - gutter - mark - self->gap) / 2, 40);
  self->column = MIN (self->column, MAX_COLUMN);
  rest = MAX (width - gutter - mark - self->gap - 2 * self->column, 0);
  self->gutter = gutter + rest / 2;
  self->mark = self->gutter + 2 * self->column + self->gap;
}

int
dz_row_metrics_column_x (const DzRowMetrics *self, DzSide side)
{
  return side == DZ_SIDE_ORIGINAL ? self->gutter : self->gutter + self->column + self->gap;
}

gboolean
dz_row_has_text (DzBlock *block)
{
  switch (dz_block_get_kind (block))
    {
    case DZ_BLOCK_RULE:
      return FALSE;
    case DZ_BLOCK_PICTURE:
      return !dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_ORIGINAL))
             || !dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION));
    default:
      return TRUE;
    }
}

DzSpeaker *
dz_row_get_speaker (DzProject *project, DzBlock *block)
{
  const char *id = dz_block_get_speaker (block);

  return id && dz_block_get_turn (block) ? dz_project_lookup_speaker (project, id) : NULL;
}

void
dz_row_heights_init (
    DzRowHeights *self, DzProject *project, DzBlock *block, DzTextMeasure *measure, const DzRowMetrics *metrics)
{
  const DzBlockForm *form = dz_block_get_form (block);

  *self = (DzRowHeights){ .top = ROW_GAP, .bottom = ROW_GAP };
  if (form->kind == DZ_BLOCK_HEADING)
    self->top = form->level <= 2 ? HEADING_GAP : HEADING_GAP / 2;
  if (dz_row_get_speaker (project, block))
    {
      self->top = TURN_GAP;
      self->speaker = dz_text_measure_get_line_height (measure) + 4;
    }
  if (form->kind == DZ_BLOCK_RULE)
    self->text = RULE_HEIGHT;
  self->picture = dz_picture_cell_height_for (project, block, metrics->column);
}

int
dz_row_heights_sum (const DzRowHeights *self)
{
  return self->top + self->speaker + self->picture + self->text + self->bottom;
}

int
dz_row_measure (DzTextMeasure *measure,
                DzProject *project,
                DzBlock *block,
                const DzRowLanguages *languages,
                int width,
                gboolean exact)
{
  const DzBlockForm *form = dz_block_get_form (block);
  DzRowMetrics metrics;
  DzRowHeights heights;

  dz_row_metrics_compute (&metrics, width);
  dz_row_heights_init (&heights, project, block, measure, &metrics);
  for (DzSide side = 0; side < DZ_N_SIDES && dz_row_has_text (block); side++)
    {
      DzText *text = dz_block_get_text (block, side);
      int height = exact ? dz_text_measure_height (measure, text, form, languages->of[side], metrics.column)
                         : dz_text_measure_estimate (measure, text, form, metrics.column);

      heights.text = MAX (heights.text, height);
    }
  return dz_row_heights_sum (&heights);
}
