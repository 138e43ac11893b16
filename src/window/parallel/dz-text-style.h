#pragma once

#include <gtk/gtk.h>

#include "model/dz-block.h"

G_BEGIN_DECLS

/* How a block's text looks, said twice: in tags for the cell that shows it, in Pango attributes for measuring it. Both
 * come from one table, so that a measured height is the shown one. */

/* Pixels around and inside of a cell's text. */
#define DZ_CELL_MARGIN 10
#define DZ_CELL_MARGIN_TOP 3
#define DZ_CELL_MARGIN_BOTTOM 7
#define DZ_CELL_LINE_GAP 6
/* Boxes and lists are not moved further in than this many levels. */
#define DZ_TEXT_MAX_DEPTH 4

/* (transfer none): the tags of all cells. */
GtkTextTagTable *dz_text_style_get_tags (void);
/* Puts the tags of @text, of @form and of @language (BCP 47, nullable) on the whole of @buffer, whose characters are
 * @text's. */
void dz_text_style_apply (GtkTextBuffer *buffer, DzText *text, const DzBlockForm *form, const char *language);
/* (transfer full): the same for the code points @start to @end, as attributes of that slice. */
PangoAttrList *dz_text_style_attributes (DzText *text, guint start, guint end, const DzBlockForm *form, const char *language);

/* Pixels that @form moves the text to the right: for bars of quotation boxes and markers of lists. */
int dz_text_style_indent (const DzBlockForm *form);
/* (transfer full) (nullable): what stands before a list item: "•", "3." */
char *dz_text_style_dup_marker (const DzBlockForm *form);
/* Where the bar of quotation box @depth (from 0) and the marker stand, from the cell's left edge. */
int dz_text_style_bar_x (guint depth);
int dz_text_style_marker_x (const DzBlockForm *form);
/* Size of the text against plain text. */
double dz_text_style_scale (const DzBlockForm *form);

G_END_DECLS
