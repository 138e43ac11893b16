#pragma once

#include <gtk/gtk.h>

#include "model/dz-block.h"

G_BEGIN_DECLS

/**
 * DzTextMeasure:
 *
 * Tells how high a block's text is at a width without any widget that shows it, exactly as a GtkTextView lays it out.
 */
typedef struct _DzTextMeasure DzTextMeasure;

/* @widget: whose font counts */
DzTextMeasure *dz_text_measure_new (GtkWidget *widget);
void dz_text_measure_free (DzTextMeasure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzTextMeasure, dz_text_measure_free)

/* Looks at the widget's font again; TRUE when it is another one, so that all measured heights are void. */
gboolean dz_text_measure_refresh (DzTextMeasure *self);
/* Height of a cell @width pixels wide, with its margins. */
int dz_text_measure_height (DzTextMeasure *self, DzText *text, const DzBlockForm *form, const char *language, int width);
/* The code point nearest to @x and @y, counted from the corner of such a cell. */
guint dz_text_measure_position_at (
    DzTextMeasure *self, DzText *text, const DzBlockForm *form, const char *language, int width, int x, int y);
/* Pixels from the top of such a cell to the baseline of its first line. */
int dz_text_measure_baseline (DzTextMeasure *self, DzText *text, const DzBlockForm *form, const char *language, int width);
/* A guess, a hundred times faster. */
int dz_text_measure_estimate (DzTextMeasure *self, DzText *text, const DzBlockForm *form, int width);
/* Of plain text. */
int dz_text_measure_get_line_height (DzTextMeasure *self);

G_END_DECLS
