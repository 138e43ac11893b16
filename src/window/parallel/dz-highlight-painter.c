#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-highlight-painter.h"

#define STRIPE 2
#define LANE 3
#define MAX_LANES 3
#define CAP 5
#define DASH 6

typedef struct
{
  const DzPaintedRange *range;
  GtkTextView *view;
  GtkSnapshot *snapshot;
  gboolean dark;
} Brush;

typedef void (*LineFunc) (const GdkRectangle *line, gboolean first, gboolean last, gpointer user_data);

static void
clear_range (gpointer data)
{
  g_object_unref (((DzPaintedRange *)data)->highlight);
}

static void
take_colors (DzPaintedRange *range, DzProject *project)
{
  const char *const *tags = dz_highlight_get_tags (range->highlight);

  for (guint i = 0; tags && tags[i] && range->n_colors < DZ_PAINTED_COLORS; i++)
    {
      DzTag *tag = dz_project_lookup_tag (project, tags[i]);

      if (tag && gdk_rgba_parse (&range->colors[range->n_colors], dz_tag_get_color (tag)))
        range->n_colors++;
    }
  if (range->n_colors == 0)
    range->colors[range->n_colors++] = (GdkRGBA){ 0.55f, 0.55f, 0.55f, 1.0f };
}

static gboolean
is_live (DzAnchor *anchor)
{
  return anchor && !anchor->orphan;
}

/* The lowest lane that none of the earlier ranges takes which still run at @range's start. */
static guint
find_lane (GArray *ranges, const DzPaintedRange *range)
{
  for (guint lane = 0;; lane++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < ranges->len && !taken; i++)
        {
          const DzPaintedRange *other = &g_array_index (ranges, DzPaintedRange, i);

          taken = other->lane == lane && other->end > range->start;
        }
      if (!taken)
        return lane;
    }
}

GArray *
dz_highlight_painter_collect (
    DzProject *project, DzBlock *block, DzSide side, const char *emphasis, DzHighlight *current)
{
  GArray *ranges = g_array_new (FALSE, TRUE, sizeof (DzPaintedRange));
  g_autoptr (GPtrArray) highlights = dz_project_highlights_on (project, block, side);
  const char *id = dz_block_get_id (block);

  g_array_set_clear_func (ranges, clear_range);
  for (guint i = 0; i < highlights->len; i++)
    {
      DzHighlight *highlight = g_ptr_array_index (highlights, i);
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
      DzPaintedRange range = { .highlight = highlight };

      if (!dz_project_highlight_range (project, highlight, side, block, &range.start, &range.end))
        continue;
      take_colors (&range, project);
      range.begins = g_strcmp0 (anchor->start_block, id) == 0;
      range.ends = g_strcmp0 (anchor->end_block, id) == 0;
      range.paired = is_live (dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL))
                     && is_live (dz_highlight_get_anchor (highlight, DZ_SIDE_TRANSLATION));
      range.noted = *dz_highlight_get_note (highlight) != '\0';
      range.current = highlight == current;
      range.dimmed = emphasis && !dz_highlight_has_tag (highlight, emphasis);
      range.lane = find_lane (ranges, &range);
      g_object_ref (highlight);
      g_array_append_val (ranges, range);
    }
  return ranges;
}

/* Calls @func for each display line of the characters from @start to @end. */
static void
foreach_line (GtkTextView *view, guint start, guint end, LineFunc func, gpointer user_data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter, stop;
  gboolean first = TRUE;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int)start);
  gtk_text_buffer_get_iter_at_offset (buffer, &stop, (int)end);
  while (gtk_text_iter_compare (&iter, &stop) < 0)
    {
      GtkTextIter line_end = iter;
      GtkTextIter last;
      GdkRectangle from, to, line;

      gtk_text_view_forward_display_line (view, &line_end);
      if (gtk_text_iter_compare (&line_end, &iter) <= 0 || gtk_text_iter_compare (&line_end, &stop) > 0)
        line_end = stop;
      last = line_end;
      gtk_text_iter_backward_char (&last);
      gtk_text_view_get_iter_location (view, &iter, &from);
      gtk_text_view_get_iter_location (view, &last, &to);
      line = (GdkRectangle){ MIN (from.x, to.x), from.y, MAX (to.x + to.width - from.x, 2), MAX (from.height, 1) };
      func (&line, first, gtk_text_iter_compare (&line_end, &stop) >= 0, user_data);
      first = FALSE;
      iter = line_end;
    }
}

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *color, float x, float y, float width, float height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static GdkRGBA
with_alpha (const GdkRGBA *color, float alpha)
{
  GdkRGBA result = *color;

  result.alpha = alpha;
  return result;
}

/* Tag colours are made to stand out from the paper, whichever that is. */
static GdkRGBA
stripe_color (const Brush *brush, guint i)
{
  GdkRGBA color = brush->range->colors[i];
  float by = brush->dark ? 0.25f : -0.18f;

  color.red = CLAMP (color.red + by, 0.f, 1.f);
  color.green = CLAMP (color.green + by, 0.f, 1.f);
  color.blue = CLAMP (color.blue + by, 0.f, 1.f);
  color.alpha = brush->range->dimmed ? 0.25f : 1.0f;
  return color;
}

static void
draw_stripe (const Brush *brush, const GdkRectangle *line, float y)
{
  const DzPaintedRange *range = brush->range;
  float piece = range->n_colors > 1 || range->paired ? 2 * DASH : (float)line->width;
  guint color = 0;

  for (float x = 0; x < (float)line->width; x += piece)
    {
      GdkRGBA paint = stripe_color (brush, color++ % range->n_colors);
      float width = MIN (piece, (float)line->width - x);

      if (range->paired)
        width = MIN (width, DASH + 2);
      fill (brush->snapshot, &paint, (float)line->x + x, y, width, STRIPE);
    }
}

static void
draw_note_mark (const Brush *brush, float x, float y)
{
  GdkRGBA color = stripe_color (brush, 0);
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT (x - 3, y - 2, 6, 6), 3);
  gtk_snapshot_push_rounded_clip (brush->snapshot, &dot);
  gtk_snapshot_append_color (brush->snapshot, &color, &dot.bounds);
  gtk_snapshot_pop (brush->snapshot);
}

static void
draw_ring (const Brush *brush, const GdkRectangle *line)
{
  GdkRGBA color = stripe_color (brush, 0);
  GdkRGBA colors[4] = { color, color, color, color };
  float widths[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (
      &ring, &GRAPHENE_RECT_INIT (line->x - 2, line->y - 1, line->width + 4, line->height + 2), 3);
  gtk_snapshot_append_border (brush->snapshot, &ring, widths, colors);
}

static void
draw_line (const GdkRectangle *line, gboolean first, gboolean last, gpointer user_data)
{
  const Brush *brush = user_data;
  const DzPaintedRange *range = brush->range;
  float stripe = (float)(line->y + line->height) - 1 + (float)(MIN (range->lane, MAX_LANES - 1) * LANE);
  GdkRGBA tint = with_alpha (&range->colors[0], range->dimmed ? 0.05f : brush->dark ? 0.30f : 0.20f);
  GdkRGBA cap = stripe_color (brush, 0);

  fill (brush->snapshot, &tint, (float)line->x, (float)line->y, (float)line->width, (float)line->height);
  draw_stripe (brush, line, stripe);
  if (first && range->begins)
    fill (brush->snapshot, &cap, (float)line->x, stripe + STRIPE - CAP - LANE, STRIPE, CAP + LANE);
  if (last && range->ends)
    fill (brush->snapshot, &cap, (float)(line->x + line->width) - STRIPE, stripe + STRIPE - CAP - LANE, STRIPE,
          CAP + LANE);
  if (range->current)
    draw_ring (brush, line);
  if (last && range->ends && range->noted)
    draw_note_mark (brush, (float)(line->x + line->width), (float)line->y);
}

static gboolean
is_dark (GtkTextView *view)
{
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (view)), &text);
  return 0.3f * text.red + 0.6f * text.green + 0.1f * text.blue > 0.5f;
}

void
dz_highlight_painter_snapshot (GArray *ranges, GtkTextView *view, GtkSnapshot *snapshot)
{
  Brush brush = { .view = view, .snapshot = snapshot, .dark = is_dark (view) };
  guint length = (guint)gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (view));

  for (guint i = 0; i < ranges->len; i++)
    {
      brush.range = &g_array_index (ranges, DzPaintedRange, i);
      foreach_line (view, brush.range->start, MIN (brush.range->end, length), draw_line, &brush);
    }
}

static void
draw_selected_line (const GdkRectangle *line, gboolean first, gboolean last, gpointer user_data)
{
  const Brush *brush = user_data;
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (brush->view)),
                                       "theme_selected_bg_color", &color))
    color = (GdkRGBA){ 0.2f, 0.5f, 0.9f, 1.0f };
  color.alpha = 0.35f;
  fill (brush->snapshot, &color, (float)line->x, (float)line->y, (float)line->width, (float)line->height);
}

void
dz_highlight_painter_snapshot_selection (GtkTextView *view, GtkSnapshot *snapshot, guint start, guint end)
{
  Brush brush = { .view = view, .snapshot = snapshot };

  foreach_line (view, start, end, draw_selected_line, &brush);
}
