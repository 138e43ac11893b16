#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <math.h>

#include "window/parallel/dz-view-private.h"

#define OVERSCAN 1
#define MAX_SPARE 6
/* Below other idle work; a slice must not be felt. */
#define INDEX_SLICE_US 3000
#define INDEX_SHOW_US (250 * G_TIME_SPAN_MILLISECOND)
#define SETTLE_MS 400
/* A larger step than this is a jump of the scroll bar, not scrolling. */
#define JUMP_PAGES 3
#define CARET_MARGIN 12

static DzBlock *
get_block (DzParallelView *self, guint index)
{
  return dz_document_get_block (self->document, index);
}

static guint
get_n_rows (DzParallelView *self)
{
  return dz_height_index_get_n_rows (self->layout.index);
}

DzParallelRow *
dz_view_rows_find (DzParallelView *self, DzBlock *block)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (dz_parallel_row_get_block (g_ptr_array_index (self->rows, i)) == block)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static int
measure_widget (DzParallelView *self, DzParallelRow *row)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, self->width, NULL, &height, NULL, NULL);
  return height;
}

static int
measure_row (guint index, gpointer user_data)
{
  DzParallelView *self = user_data;
  DzBlock *block = get_block (self, index);
  DzParallelRow *row = dz_view_rows_find (self, block);

  if (row)
    return measure_widget (self, row);
  return dz_row_measure (self->measure, self->project, block, &self->languages, self->width, TRUE);
}

static void
estimate_rows (DzParallelView *self, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    dz_height_index_set (
        self->layout.index, i,
        dz_row_measure (self->measure, self->project, get_block (self, i), &self->languages, self->width, FALSE),
        FALSE);
  self->next_to_index = 0;
}

static void
state_activated_cb (DzParallelView *self, GdkRectangle *area, DzParallelRow *row)
{
  graphene_point_t point;
  GdkRectangle rect = *area;

  if (!gtk_widget_compute_point (GTK_WIDGET (row), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float)area->x, (float)area->y), &point))
    return;
  rect.x = (int)point.x;
  rect.y = (int)point.y;
  dz_view_emit_state (self, dz_parallel_row_get_block (row), &rect);
}

static void
picture_sized_cb (DzParallelView *self, DzParallelRow *row)
{
  GdkRectangle caret;

  if (dz_parallel_view_get_caret_rect (self, &caret))
    self->reveal = DZ_REVEAL_NEAR;
  gtk_widget_queue_resize (GTK_WIDGET (row));
}

static DzParallelRow *
take_spare (DzParallelView *self)
{
  DzParallelRow *row;

  if (self->spare->len > 0)
    return g_ptr_array_steal_index (self->spare, self->spare->len - 1);
  row = DZ_PARALLEL_ROW (dz_parallel_row_new (DZ_CELL_HOST (self), self->measure));
  dz_parallel_row_set_read_only (row, self->read_only);
  dz_parallel_row_set_extra_menu (row, self->extra_menu);
  g_signal_connect_swapped (row, "state-activated", G_CALLBACK (state_activated_cb), self);
  g_signal_connect_swapped (row, "picture-sized", G_CALLBACK (picture_sized_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (row), GTK_WIDGET (self));
  dz_parallel_row_take_style (row);
  return row;
}

static void
put_away (DzParallelView *self, guint position)
{
  DzParallelRow *row = g_ptr_array_steal_index (self->rows, position);

  self->rebound = TRUE;
  dz_parallel_row_bind (row, self->project, NULL, 0, NULL);
  if (self->spare->len >= MAX_SPARE)
    {
      gtk_widget_unparent (GTK_WIDGET (row));
      return;
    }
  gtk_widget_set_child_visible (GTK_WIDGET (row), FALSE);
  g_ptr_array_add (self->spare, row);
}

static void
show_on_row (DzParallelView *self, DzParallelRow *row)
{
  DzBlock *block = dz_parallel_row_get_block (row);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    dz_text_cell_update_highlights (dz_parallel_row_get_cell (row, side), self->emphasis, self->current_highlight);
  dz_parallel_row_set_current (row, block == self->selection.head.block);
}

/* Keeps the rows in the order of their blocks, which is the order of Tab and of assistive technology. */
static DzParallelRow *
bind_row (DzParallelView *self, guint index)
{
  DzParallelRow *row = take_spare (self);
  guint at = 0;

  self->rebound = TRUE;
  while (at < self->rows->len && dz_parallel_row_get_index (g_ptr_array_index (self->rows, at)) < index)
    at++;
  gtk_widget_insert_after (GTK_WIDGET (row), GTK_WIDGET (self), at > 0 ? g_ptr_array_index (self->rows, at - 1) : NULL);
  g_ptr_array_insert (self->rows, (int)at, row);
  dz_parallel_row_bind (row, self->project, get_block (self, index), index, &self->languages);
  gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
  show_on_row (self, row);
  return row;
}

DzParallelRow *
dz_view_rows_ensure (DzParallelView *self, DzBlock *block)
{
  DzParallelRow *row = dz_view_rows_find (self, block);

  if (row)
    return row;
  row = bind_row (self, dz_document_index_of (self->document, block));
  dz_view_rows_queue_layout (self);
  return row;
}

static guint
get_caret_index (DzParallelView *self)
{
  return self->selection.head.block ? dz_document_index_of (self->document, self->selection.head.block) : G_MAXUINT;
}

/* Has rows for [first, end) and for the caret, and no others. */
static void
bind_rows (DzParallelView *self, guint first, guint end)
{
  guint caret = get_caret_index (self);

  for (guint i = self->rows->len; i > 0; i--)
    {
      DzParallelRow *row = g_ptr_array_index (self->rows, i - 1);
      guint index = dz_parallel_row_get_index (row);

      if (index != caret && (index < first || index >= end))
        put_away (self, i - 1);
    }
  for (guint i = first; i < end; i++)
    if (!dz_view_rows_find (self, get_block (self, i)))
      bind_row (self, i);
  if (caret != G_MAXUINT && !dz_view_rows_find (self, get_block (self, caret)))
    bind_row (self, caret);
  dz_view_caret_sync (self);
}

/* TRUE when one was not as high as the index had it. */
static gboolean
measure_live_rows (DzParallelView *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      DzParallelRow *row = g_ptr_array_index (self->rows, i);
      guint index = dz_parallel_row_get_index (row);
      int height = measure_widget (self, row);

      changed |= height != dz_height_index_get (self->layout.index, index);
      dz_height_index_set (self->layout.index, index, height, TRUE);
    }
  return changed;
}

static void
allocate_rows (DzParallelView *self, guint first, guint end)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DzParallelRow *row = g_ptr_array_index (self->rows, i);
      guint index = dz_parallel_row_get_index (row);
      int height = dz_height_index_get (self->layout.index, index);
      int y;

      if (index >= first && index < end)
        y = (int)dz_view_layout_row_top (&self->layout, index);
      else
        y = index < first ? -height - CARET_MARGIN : self->layout.viewport + CARET_MARGIN;
      gtk_widget_size_allocate (GTK_WIDGET (row), &(GtkAllocation){ 0, y, self->width, height }, -1);
    }
}

/* Brings rows, index and anchor together. @from, @to: which rows there are besides the caret's */
static void
place_rows (DzParallelView *self, guint *from, guint *to)
{
  guint first, end;

  measure_live_rows (self);
  for (guint tries = 0; tries < 3; tries++)
    {
      dz_view_layout_place (&self->layout, &first, &end);
      *from = first - MIN (first, OVERSCAN);
      *to = MIN (end + OVERSCAN, get_n_rows (self));
      bind_rows (self, *from, *to);
      if (!measure_live_rows (self))
        return;
    }
}

/* After it the children are where they belong. */
static void
lay_out (DzParallelView *self)
{
  guint from, to;

  place_rows (self, &from, &to);
  allocate_rows (self, from, to);
}

/* Rows that come into sight take their texts now: what asks for a new size while sizes are given goes round once more.
 */
void
dz_view_rows_prepare (DzParallelView *self)
{
  guint from, to;

  if (self->layout.viewport > 0 && get_n_rows (self) > 0)
    place_rows (self, &from, &to);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* What is to be seen: the caret, and when there is room its whole block, whose other side one translates from. In the
 * coordinates of the row: where a pinned row is allocated says nothing about its place. */
static gboolean
get_target (DzParallelView *self, DzParallelRow *row, int *y, int *height)
{
  int row_height = dz_height_index_get (self->layout.index, dz_parallel_row_get_index (row));
  graphene_point_t origin;
  GdkRectangle caret;

  if (self->reveal == DZ_REVEAL_NEAR && row_height <= self->layout.viewport / 2)
    {
      *y = 0;
      *height = row_height;
      return TRUE;
    }
  if (!dz_view_caret_locate (self, dz_parallel_row_get_block (row), self->selection.side, self->selection.head.position,
                             &caret)
      || !gtk_widget_compute_point (GTK_WIDGET (row), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (0, 0), &origin))
    return FALSE;
  *y = caret.y - (int)origin.y;
  *height = caret.height;
  return TRUE;
}

/* Moves the anchor so that the caret comes into sight; TRUE when it moved. */
static gboolean
reveal_caret (DzParallelView *self)
{
  DzBlock *block = self->selection.head.block;
  DzParallelRow *row = block && self->reveal != DZ_REVEAL_NONE ? dz_view_rows_find (self, block) : NULL;
  gboolean calm = self->reveal == DZ_REVEAL_CALM;
  int viewport = self->layout.viewport;
  int margin = calm ? viewport / 8 : MIN (CARET_MARGIN, viewport / 4);
  gint64 top, place;
  int y, height;
  gboolean found = row && viewport > 0 && get_target (self, row, &y, &height);

  self->reveal = DZ_REVEAL_NONE;
  if (!found)
    return FALSE;

  top = dz_view_layout_row_top (&self->layout, dz_parallel_row_get_index (row));
  place = top + y;
  if (place >= margin && place + height <= viewport - margin)
    return FALSE;
  if (calm || ABS (place) > 2 * (gint64)viewport)
    place = viewport / 3;
  else if (place < margin)
    place = margin;
  else
    place = viewport - margin - height;
  self->layout.anchor = dz_parallel_row_get_index (row);
  self->layout.offset = (int)(place - y);
  return TRUE;
}

static gboolean
settle_cb (gpointer data)
{
  DzParallelView *self = data;

  self->settle_id = 0;
  dz_view_rows_queue_layout (self);
  return G_SOURCE_REMOVE;
}

/* Kinetic scrolling sets absolute values: while it runs, the value is not corrected for what was measured meanwhile,
 * except near the ends. */
static double
choose_value (DzParallelView *self, double exact, double total)
{
  double page = self->layout.viewport;
  double shown = gtk_adjustment_get_value (self->vadjustment);
  gboolean scrolling = g_get_monotonic_time () - self->last_scroll < SETTLE_MS * G_TIME_SPAN_MILLISECOND;
  gboolean near_end = MIN (exact, shown) < page || MAX (exact, shown) > total - 2 * page;

  if (!scrolling || near_end || shown == exact)
    return exact;
  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MS + 50, settle_cb, self);
  return shown;
}

static void
configure_adjustments (DzParallelView *self)
{
  double page = self->layout.viewport;
  double total = MAX ((double)dz_view_layout_total (&self->layout), page);
  double exact = CLAMP ((double)dz_view_layout_value (&self->layout), 0, total - page);

  self->configuring = TRUE;
  if (self->hadjustment)
    gtk_adjustment_configure (self->hadjustment, 0, 0, self->width, 10, self->width, self->width);
  if (self->vadjustment)
    {
      gtk_adjustment_configure (self->vadjustment, choose_value (self, exact, total), 0, total, page * 0.1, page * 0.9,
                                page);
      self->last_value = gtk_adjustment_get_value (self->vadjustment);
    }
  self->configuring = FALSE;
}

static gboolean
index_cb (gpointer data)
{
  DzParallelView *self = data;
  gint64 start = g_get_monotonic_time ();
  guint n = get_n_rows (self);

  while (self->next_to_index < n && g_get_monotonic_time () - start < INDEX_SLICE_US)
    dz_view_layout_height (&self->layout, self->next_to_index++);

  if (self->next_to_index < n && start - self->index_shown < INDEX_SHOW_US)
    return G_SOURCE_CONTINUE;
  self->index_shown = start;
  if (g_get_monotonic_time () - self->last_scroll > SETTLE_MS * G_TIME_SPAN_MILLISECOND)
    configure_adjustments (self);
  if (self->next_to_index < n)
    return G_SOURCE_CONTINUE;
  self->index_id = 0;
  return G_SOURCE_REMOVE;
}

static void
start_index (DzParallelView *self)
{
  if (self->index_id == 0 && dz_height_index_get_n_known (self->layout.index) < get_n_rows (self))
    {
      self->next_to_index = 0;
      self->index_id = g_idle_add_full (G_PRIORITY_LOW, index_cb, self, NULL);
    }
}

/* All heights are void. At another width most texts grow as their columns shrink, which is guess enough. */
static void
take_width (DzParallelView *self, int width, gboolean other_font)
{
  int before = self->width > 0 ? dz_view_rows_get_column (self) : 0;

  self->width = width;
  self->rebound = TRUE;
  for (guint i = 0; other_font && i < self->rows->len; i++)
    dz_parallel_row_forget_height (g_ptr_array_index (self->rows, i));
  if (before > 0 && !other_font)
    dz_height_index_scale (self->layout.index, (double)before / dz_view_rows_get_column (self));
  else
    estimate_rows (self, 0, get_n_rows (self));
  self->next_to_index = 0;
}

static gboolean
scrolled_cb (gpointer data)
{
  DzParallelView *self = data;

  self->scrolled_id = 0;
  dz_view_emit (self, DZ_VIEW_SCROLLED);
  return G_SOURCE_REMOVE;
}

/* Whoever listens moves popovers, which ask for a new size: not while sizes are given, but before the next frame. */
static void
tell_scrolled_soon (DzParallelView *self)
{
  if (self->scrolled_id == 0)
    self->scrolled_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, scrolled_cb, self, NULL);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (widget);
  gboolean other_font = dz_text_measure_refresh (self->measure);
  gboolean other_lines = width != self->width || other_font;
  gint64 before = dz_view_layout_value (&self->layout);

  self->layout.viewport = height;
  self->rebound = FALSE;
  if (other_lines)
    take_width (self, width, other_font);
  if (get_n_rows (self) > 0)
    {
      lay_out (self);
      if (reveal_caret (self))
        lay_out (self);
      start_index (self);
    }
  configure_adjustments (self);
  self->again |= self->rebound;
  if (other_lines || before != dz_view_layout_value (&self->layout))
    tell_scrolled_soon (self);
}

/* What asks for a new size while sizes are given goes round once more. GTK forgets some of that when a widget around this
 * one is given its size in the same moment, as one that is animated is in each frame, and then paints what is between the
 * two as it was, with a warning: here all around this one go round once more, before the frame is painted. */
static void
laid_out_cb (DzParallelView *self)
{
  if (!self->again)
    return;
  self->again = FALSE;
  for (GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (self)); around; around = gtk_widget_get_parent (around))
    gtk_widget_queue_allocate (around);
}

static void
realize (GtkWidget *widget)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (widget);

  GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->realize (widget);
  self->layout_handler
      = g_signal_connect_swapped (gtk_widget_get_frame_clock (widget), "layout", G_CALLBACK (laid_out_cb), self);
}

static void
unrealize (GtkWidget *widget)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (widget);

  g_clear_signal_handler (&self->layout_handler, gtk_widget_get_frame_clock (widget));
  GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->unrealize (widget);
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 600;
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->system_setting_changed (widget, setting);
  gtk_widget_queue_resize (widget);
}

static void
value_changed_cb (DzParallelView *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  double delta = round (value) - round (self->last_value);

  if (self->configuring || get_n_rows (self) == 0)
    return;
  if (fabs (delta) > JUMP_PAGES * (double)MAX (self->layout.viewport, 1))
    dz_view_layout_scroll_to_pixel (&self->layout, (gint64)value);
  else
    dz_view_layout_scroll_by (&self->layout, (int)delta);
  self->last_value = value;
  self->last_scroll = g_get_monotonic_time ();
  self->reveal = DZ_REVEAL_NONE;
  dz_view_rows_prepare (self);
  dz_view_emit (self, DZ_VIEW_SCROLLED);
}

void
dz_view_rows_set_vadjustment (DzParallelView *self, GtkAdjustment *adjustment)
{
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_set_object (&self->vadjustment, adjustment);
  if (adjustment)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  dz_view_rows_queue_layout (self);
}

/* It may bind rows while sizes are given, which asks for new ones: GTK forgets that well only of widgets that are all given
 * theirs, from the window down. */
void
dz_view_rows_queue_layout (DzParallelView *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
dz_view_rows_get_column (DzParallelView *self)
{
  DzRowMetrics metrics;

  dz_row_metrics_compute (&metrics, MAX (self->width, 1));
  return metrics.column;
}

void
dz_view_rows_forget_height (DzParallelView *self, DzBlock *block)
{
  guint index = dz_document_index_of (self->document, block);

  if (index >= get_n_rows (self))
    return;
  dz_height_index_forget (self->layout.index, index);
  dz_view_rows_queue_layout (self);
}

void
dz_view_rows_refresh (DzParallelView *self, DzBlock *block, gboolean highlights_only)
{
  DzParallelRow *row = dz_view_rows_find (self, block);

  if (!row)
    return;
  if (!highlights_only)
    dz_parallel_row_refresh (row, dz_document_index_of (self->document, block));
  show_on_row (self, row);
}

static gboolean
refresh_cb (gpointer data)
{
  DzParallelView *self = data;

  self->refresh_id = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      DzBlock *block = dz_parallel_row_get_block (g_ptr_array_index (self->rows, i));

      if (dz_document_index_of (self->document, block) != G_MAXUINT)
        dz_view_rows_refresh (self, block, FALSE);
    }
  return G_SOURCE_REMOVE;
}

void
dz_view_rows_queue_refresh (DzParallelView *self)
{
  /* Before the next frame is drawn, and once for many changes. */
  if (self->refresh_id == 0 && self->document)
    self->refresh_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_cb, self, NULL);
}

DzBlock *
dz_view_rows_block_at (DzParallelView *self, int y)
{
  guint n = get_n_rows (self);
  guint first, end, index;

  if (n == 0)
    return NULL;
  dz_view_layout_place (&self->layout, &first, &end);
  for (index = first; index + 1 < end; index++)
    if (dz_view_layout_row_top (&self->layout, index + 1) > y)
      break;
  return get_block (self, MIN (index, n - 1));
}

static void
put_all_away (DzParallelView *self)
{
  while (self->rows->len > 0)
    put_away (self, self->rows->len - 1);
}

void
dz_view_rows_reset (DzParallelView *self)
{
  guint n = self->document ? dz_document_get_n_blocks (self->document) : 0;

  g_clear_handle_id (&self->index_id, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  put_all_away (self);
  dz_height_index_splice (self->layout.index, 0, get_n_rows (self), n);
  self->layout.anchor = 0;
  self->layout.offset = 0;
  estimate_rows (self, 0, n);
  dz_view_rows_queue_layout (self);
}

void
dz_view_rows_splice (DzParallelView *self, guint index, guint removed, guint added)
{
  dz_view_layout_splice (&self->layout, index, removed, added);
  estimate_rows (self, index, added);
  for (guint i = self->rows->len; i > 0; i--)
    {
      DzParallelRow *row = g_ptr_array_index (self->rows, i - 1);
      guint now = dz_document_index_of (self->document, dz_parallel_row_get_block (row));

      if (now == G_MAXUINT)
        put_away (self, i - 1);
      else
        dz_parallel_row_refresh (row, now);
    }
  dz_view_rows_queue_layout (self);
}

void
dz_view_rows_class_init (GtkWidgetClass *widget_class)
{
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->realize = realize;
  widget_class->unrealize = unrealize;
  widget_class->css_changed = css_changed;
  widget_class->system_setting_changed = system_setting_changed;
}

void
dz_view_rows_init (DzParallelView *self)
{
  self->rows = g_ptr_array_new ();
  self->spare = g_ptr_array_new ();
  self->measure = dz_text_measure_new (GTK_WIDGET (self));
  dz_view_layout_init (&self->layout, measure_row, self);
}

void
dz_view_rows_clear (DzParallelView *self)
{
  g_clear_handle_id (&self->index_id, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->scrolled_id, g_source_remove);
  for (guint i = 0; self->rows && i < self->rows->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i));
  for (guint i = 0; self->spare && i < self->spare->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->spare, i));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->measure, dz_text_measure_free);
  if (self->layout.index)
    dz_view_layout_clear (&self->layout);
}
