#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <math.h>

#include "window/parallel/dz-view-private.h"

#define AUTOSCROLL_EDGE 24
#define AUTOSCROLL_MAX 40
/* A click into a highlight waits for a second one, which selects a word instead. */
#define CLICK_PATIENCE_MS 280

/* The text view of a cell selects inside of itself. When the pointer leaves for another block with the button down, the
 * view goes on with the selection over blocks, and the cell hears no more of the pointer until the button is let go. */

typedef struct
{
  DzTextCell *cell;
  DzBlock *block;
  int x; /* of the cell */
  int y;
} Spot;

static gboolean
find_spot (DzParallelView *self, double x, double y, Spot *spot)
{
  DzBlock *block = dz_view_rows_block_at (self, (int)y);
  DzParallelRow *row = block ? dz_view_rows_find (self, block) : NULL;
  graphene_point_t point;
  DzRowMetrics metrics;
  DzSide side;

  if (!row || !dz_row_has_text (block))
    return FALSE;
  dz_row_metrics_compute (&metrics, self->width);
  side = x < dz_row_metrics_column_x (&metrics, DZ_SIDE_TRANSLATION) ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION;
  if (self->dragging)
    side = self->drag_side;
  spot->block = block;
  spot->cell = dz_parallel_row_get_cell (row, side);
  if (!gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (spot->cell), &GRAPHENE_POINT_INIT ((float)x, (float)y),
                                 &point))
    return FALSE;
  spot->x = (int)point.x;
  spot->y = (int)point.y;
  return TRUE;
}

static void
extend_to (DzParallelView *self, double x, double y)
{
  Spot spot;
  DzViewPlace head;

  if (!find_spot (self, x, CLAMP (y, 0, self->layout.viewport - 1), &spot))
    return;
  head = (DzViewPlace){ spot.block, dz_text_cell_position_at (spot.cell, spot.x, spot.y) };
  if (head.block == self->selection.head.block && head.position == self->selection.head.position)
    return;
  dz_view_caret_set (self, self->drag_side, &self->selection.anchor, &head, TRUE, DZ_REVEAL_NONE);
}

static gboolean
autoscroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (widget);
  double over = 0;

  if (self->drag_y < AUTOSCROLL_EDGE)
    over = self->drag_y - AUTOSCROLL_EDGE;
  else if (self->drag_y > self->layout.viewport - AUTOSCROLL_EDGE)
    over = self->drag_y - (self->layout.viewport - AUTOSCROLL_EDGE);
  if (over != 0 && self->vadjustment)
    {
      gtk_adjustment_set_value (self->vadjustment, gtk_adjustment_get_value (self->vadjustment)
                                                       + CLAMP (over, -AUTOSCROLL_MAX, AUTOSCROLL_MAX) / 2);
      extend_to (self, self->drag_x, self->drag_y);
    }
  return G_SOURCE_CONTINUE;
}

static void
begin_drag (DzParallelView *self)
{
  self->dragging = TRUE;
  self->drag_side = self->selection.side;
  self->autoscroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL, NULL);
}

static void
end_drag (DzParallelView *self)
{
  if (self->autoscroll_id > 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll_id);
  self->autoscroll_id = 0;
  self->dragging = FALSE;
}

/* Above or below the text of its column, where no picture is. */
static gboolean
is_between_texts (const Spot *spot)
{
  gboolean picture = dz_block_get_kind (spot->block) == DZ_BLOCK_PICTURE;

  return spot->x >= 0 && spot->x < gtk_widget_get_width (GTK_WIDGET (spot->cell)) && (!picture || spot->y > 0);
}

static void
put_caret_near (DzParallelView *self, const Spot *spot)
{
  int height = gtk_widget_get_height (GTK_WIDGET (spot->cell));
  guint position = dz_text_cell_position_at (spot->cell, spot->x, CLAMP (spot->y, 0, height - 1));
  DzViewPlace place = { spot->block, position };

  dz_view_caret_set (self, dz_text_cell_get_side (spot->cell), &place, &place, TRUE, DZ_REVEAL_NONE);
}

static gboolean
pressed (DzParallelView *self, double x, double y, GdkModifierType state)
{
  gboolean inside;
  Spot spot;

  g_clear_handle_id (&self->activate_id, g_source_remove);
  if (!find_spot (self, x, y, &spot))
    return FALSE;
  inside = gtk_widget_contains (GTK_WIDGET (spot.cell), spot.x, spot.y);
  if (!inside && !is_between_texts (&spot))
    return FALSE;
  self->pressed = TRUE;
  self->press_x = x;
  self->press_y = y;
  self->press_block = spot.block;
  self->press_side = dz_text_cell_get_side (spot.cell);
  if (!inside && !(state & GDK_SHIFT_MASK))
    {
      put_caret_near (self, &spot);
      begin_drag (self);
      return TRUE;
    }
  if (!(state & GDK_SHIFT_MASK) || dz_text_cell_get_side (spot.cell) != self->selection.side
      || spot.block == self->selection.head.block)
    return FALSE;

  begin_drag (self);
  extend_to (self, x, y);
  return TRUE;
}

/* Where the passage itself was dragged away, nobody tells that the button was let go. */
static void
forget_press (DzParallelView *self)
{
  DzParallelRow *row = dz_view_rows_find (self, self->press_block);

  end_drag (self);
  self->pressed = FALSE;
  if (row)
    dz_text_cell_forget_press (dz_parallel_row_get_cell (row, self->press_side));
}

static gboolean
moved (DzParallelView *self, double x, double y, GdkModifierType state)
{
  gboolean inside = y >= 0 && y < self->layout.viewport;

  if (self->pressed && !(state & GDK_BUTTON1_MASK))
    forget_press (self);
  if (!self->pressed)
    return FALSE;
  self->drag_x = x;
  self->drag_y = y;
  if (!self->dragging)
    {
      if (self->selection.anchor.block != self->press_block || self->selection.side != self->press_side)
        return FALSE;
      if (inside && dz_view_rows_block_at (self, (int)y) == self->press_block)
        return FALSE;
      begin_drag (self);
    }
  extend_to (self, x, y);
  return TRUE;
}

static void
activate_at (DzParallelView *self, double x, double y)
{
  g_autoptr (GPtrArray) highlights = NULL;
  GdkRectangle rect;
  Spot spot;

  if (!find_spot (self, x, y, &spot) || !dz_view_selection_is_empty (&self->selection)
      || spot.block != self->selection.head.block)
    return;
  dz_text_cell_get_rect (spot.cell, self->selection.head.position, &rect);
  /* Beside the text is not in it. */
  if (ABS (rect.x - spot.x) > 2 * rect.height || spot.y < rect.y - 4 || spot.y > rect.y + rect.height + 4)
    return;
  dz_parallel_view_activate_highlights (self);
}

static gboolean
activate_cb (gpointer data)
{
  DzParallelView *self = data;

  self->activate_id = 0;
  if (self->document)
    activate_at (self, self->press_x, self->press_y);
  return G_SOURCE_REMOVE;
}

static void
released (DzParallelView *self, double x, double y)
{
  gboolean was_click = self->pressed && !self->dragging && fabs (x - self->press_x) < 4 && fabs (y - self->press_y) < 4;
  gboolean was_pressed = self->pressed;

  end_drag (self);
  self->pressed = FALSE;
  if (was_pressed && !dz_view_selection_is_empty (&self->selection))
    dz_view_emit (self, DZ_VIEW_SELECTION_SETTLED);
  else if (was_click)
    self->activate_id = g_timeout_add (CLICK_PATIENCE_MS, activate_cb, self);
}

static gboolean
get_point (DzParallelView *self, GdkEvent *event, double *x, double *y)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  graphene_point_t point;
  double native_x, native_y;

  if (!native || !gdk_event_get_position (event, x, y))
    return FALSE;
  gtk_native_get_surface_transform (native, &native_x, &native_y);
  if (!gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float)(*x - native_x), (float)(*y - native_y)), &point))
    return FALSE;
  *x = point.x;
  *y = point.y;
  return TRUE;
}

static gboolean
is_own_event (DzParallelView *self, GdkEvent *event)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));

  return native && gdk_event_get_surface (event) == gtk_native_get_surface (native);
}

/* GTK 4.8 gives a press on a popover beside the view to the text below it, when the text was laid out anew as the
 * pointer came to the popover. The passage that is selected would be lost with it. */
static gboolean
is_stray_press (DzParallelView *self, GdkEvent *event)
{
  GtkNative *other;

  if (gdk_event_get_event_type (event) != GDK_BUTTON_PRESS)
    return FALSE;
  other = gtk_native_get_for_surface (gdk_event_get_surface (event));
  return GTK_IS_POPOVER (other) && !gtk_widget_is_ancestor (GTK_WIDGET (other), GTK_WIDGET (self));
}

static gboolean
event_cb (DzParallelView *self, GdkEvent *event, GtkEventController *controller)
{
  double x, y;

  if (!is_own_event (self, event))
    return is_stray_press (self, event) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  if (!self->document)
    return GDK_EVENT_PROPAGATE;
  switch (gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
      if (gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY || !get_point (self, event, &x, &y))
        return GDK_EVENT_PROPAGATE;
      return pressed (self, x, y, gdk_event_get_modifier_state (event));
    case GDK_MOTION_NOTIFY:
      return get_point (self, event, &x, &y) && moved (self, x, y, gdk_event_get_modifier_state (event));
    case GDK_BUTTON_RELEASE:
      if (gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY && self->pressed && get_point (self, event, &x, &y))
        released (self, x, y);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
dz_view_pointer_init (DzParallelView *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
}

void
dz_view_pointer_clear (DzParallelView *self)
{
  g_clear_handle_id (&self->activate_id, g_source_remove);
  end_drag (self);
}
