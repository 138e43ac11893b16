#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <math.h>
#include <string.h>

#include "window/parallel/dz-text-measure.h"
#include "window/parallel/dz-text-style.h"

/* What a GtkTextView keeps free at the right for the caret. */
#define SPACE_FOR_CURSOR 1

struct _DzTextMeasure
{
  GtkWidget *widget;
  PangoLayout *layout;
  PangoFontDescription *font;
  double resolution;
  int line_height;
  double narrow;
  double wide;
};

static double
average_width (PangoLayout *layout, const char *sample)
{
  int width;

  pango_layout_set_attributes (layout, NULL);
  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, sample, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return (double)width / (double)g_utf8_strlen (sample, -1);
}

static double
get_resolution (PangoContext *context)
{
  return pango_cairo_context_get_resolution (context);
}

gboolean
dz_text_measure_refresh (DzTextMeasure *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);

  if (self->layout && pango_font_description_equal (font, self->font) && get_resolution (context) == self->resolution)
    return FALSE;

  g_clear_object (&self->layout);
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  self->resolution = get_resolution (context);
  self->layout = gtk_widget_create_pango_layout (self->widget, NULL);
  self->narrow = MAX (average_width (self->layout, "the quick brown fox, and it jumps over a lazy dog. "), 1);
  self->wide = MAX (average_width (self->layout, "国文字语言"), 1);
  pango_layout_set_text (self->layout, "国Ag", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &self->line_height);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (self->layout, DZ_CELL_LINE_GAP * PANGO_SCALE);
  return TRUE;
}

DzTextMeasure *
dz_text_measure_new (GtkWidget *widget)
{
  DzTextMeasure *self = g_new0 (DzTextMeasure, 1);

  self->widget = widget;
  dz_text_measure_refresh (self);
  return self;
}

void
dz_text_measure_free (DzTextMeasure *self)
{
  g_clear_object (&self->layout);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_free (self);
}

static int
text_width (const DzBlockForm *form, int width)
{
  return MAX (width - 2 * DZ_CELL_MARGIN - dz_text_style_indent (form) - SPACE_FOR_CURSOR, 1);
}

typedef struct
{
  const char *string; /* of a line of the text, up to a line end */
  const char *end;
  guint position;
  guint length;
} Line;

static const char *
find_line_end (const char *string)
{
  return string + strcspn (string, "\n");
}

static void
start_lines (Line *line, DzText *text)
{
  line->string = dz_text_get_string (text);
  line->end = find_line_end (line->string);
  line->position = 0;
  line->length = (guint)g_utf8_strlen (line->string, line->end - line->string);
}

static gboolean
next_line (Line *line)
{
  if (*line->end == '\0')
    return FALSE;
  line->string = line->end + 1;
  line->position += line->length + 1;
  line->end = find_line_end (line->string);
  line->length = (guint)g_utf8_strlen (line->string, line->end - line->string);
  return TRUE;
}

/* Returns its height. */
static int
lay_out (DzTextMeasure *self, const Line *line, DzText *text, const DzBlockForm *form, const char *language)
{
  g_autoptr (PangoAttrList) attributes
      = dz_text_style_attributes (text, line->position, line->position + line->length, form, language);
  PangoRectangle extents;

  pango_layout_set_text (self->layout, line->string, (int)(line->end - line->string));
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_get_extents (self->layout, NULL, &extents);
  return PANGO_PIXELS (extents.height);
}

int
dz_text_measure_height (DzTextMeasure *self, DzText *text, const DzBlockForm *form, const char *language, int width)
{
  int height = DZ_CELL_MARGIN_TOP + DZ_CELL_MARGIN_BOTTOM;
  Line line;

  pango_layout_set_width (self->layout, text_width (form, width) * PANGO_SCALE);
  start_lines (&line, text);
  do
    height += lay_out (self, &line, text, form, language);
  while (next_line (&line));
  return height;
}

int
dz_text_measure_baseline (DzTextMeasure *self, DzText *text, const DzBlockForm *form, const char *language, int width)
{
  Line line;

  pango_layout_set_width (self->layout, text_width (form, width) * PANGO_SCALE);
  start_lines (&line, text);
  lay_out (self, &line, text, form, language);
  return DZ_CELL_MARGIN_TOP + PANGO_PIXELS (pango_layout_get_baseline (self->layout));
}

/* Behind the last character of a line that wraps: a caret there is shown on the next line. */
static gboolean
is_wrapped_after (PangoLayout *layout, const char *string, int index, int trailing)
{
  int after = (int)(g_utf8_offset_to_pointer (string + index, trailing) - string);
  int line, next_line;

  pango_layout_index_to_line_x (layout, index, FALSE, &line, NULL);
  pango_layout_index_to_line_x (layout, after, FALSE, &next_line, NULL);
  return line != next_line;
}

guint
dz_text_measure_position_at (
    DzTextMeasure *self, DzText *text, const DzBlockForm *form, const char *language, int width, int x, int y)
{
  int top = DZ_CELL_MARGIN_TOP;
  int height, index, trailing;
  Line line;

  pango_layout_set_width (self->layout, text_width (form, width) * PANGO_SCALE);
  start_lines (&line, text);
  while (height = lay_out (self, &line, text, form, language), y >= top + height && next_line (&line))
    top += height;
  pango_layout_xy_to_index (self->layout, (x - DZ_CELL_MARGIN - dz_text_style_indent (form)) * PANGO_SCALE,
                            MAX (y - top, 0) * PANGO_SCALE, &index, &trailing);
  if (trailing > 0 && is_wrapped_after (self->layout, line.string, index, trailing))
    trailing = 0;
  return line.position + (guint)g_utf8_strlen (line.string, index) + (guint)trailing;
}

int
dz_text_measure_estimate (DzTextMeasure *self, DzText *text, const DzBlockForm *form, int width)
{
  double scale = dz_text_style_scale (form);
  double characters = dz_text_get_length (text);
  double wide = MAX (((double)strlen (dz_text_get_string (text)) - characters) / 2, 0);
  double length = scale * (wide * self->wide + MAX (characters - wide, 0) * self->narrow);
  double lines = MAX (ceil (length / text_width (form, width)), 1);

  return DZ_CELL_MARGIN_TOP + DZ_CELL_MARGIN_BOTTOM + (int)(lines * self->line_height * scale)
         + (int)(lines - 1) * DZ_CELL_LINE_GAP;
}

int
dz_text_measure_get_line_height (DzTextMeasure *self)
{
  return self->line_height;
}
