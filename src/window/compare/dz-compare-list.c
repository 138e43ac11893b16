#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <math.h>

#include "window/compare/dz-compare-folds.h"
#include "window/compare/dz-compare-list.h"
#include "window/compare/dz-compare-pair.h"
#include "window/compare/dz-compare-row.h"
#include "window/parallel/dz-view-layout.h"

#define MAX_SPARE 24
#define MARGIN 12
/* A larger step than this is a jump of the scroll bar, not scrolling. */
#define JUMP_PAGES 3
#define SETTLE_MS 400
/* Guesses in pixels, for rows that nobody has seen: a line of text, what a byte of it takes, and all around it. */
#define LINE 23
#define BYTE 7
#define AROUND 70
#define FOLD 34

struct _DzCompareList
{
  GtkWidget parent_instance;

  GListModel *items;
  GArray *folds;
  guint n_different;
  GPtrArray *rows; /* in the order of their indices */
  GPtrArray *spare;
  DzViewLayout layout;
  int width;
  guint current;
  /* It is to come into sight with the next layout. */
  gboolean reveal;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy;
  guint vscroll_policy;
  gboolean configuring;
  double last_value;
  gint64 last_scroll;
  guint settle_id;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (DzCompareList,
                               dz_compare_list,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum
{
  PROP_0,
  PROP_N_DIFFERENT,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];
static guint action_signal;

static void rebuild (DzCompareList *self);

static guint
get_n_rows (DzCompareList *self)
{
  return self->folds->len;
}

static const DzCompareFold *
get_fold (DzCompareList *self, guint index)
{
  return &g_array_index (self->folds, DzCompareFold, index);
}

static DzCompareRow *
find_row (DzCompareList *self, guint index)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (dz_compare_row_get_index (g_ptr_array_index (self->rows, i)) == index)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static void
action_cb (DzCompareList *self, const char *id, DzCompareRow *row)
{
  g_autoptr (DzCompareItem) item = g_object_ref (dz_compare_row_get_item (row));

  self->current = dz_compare_row_get_index (row);
  g_signal_emit (self, action_signal, 0, item, id);
}

static void
unfold_cb (DzCompareList *self, DzCompareRow *row)
{
  DzCompareFold fold = *get_fold (self, dz_compare_row_get_index (row));

  self->current = dz_compare_row_get_index (row);
  for (guint i = fold.first; i < fold.first + fold.n; i++)
    {
      g_autoptr (DzCompareItem) item = g_list_model_get_item (self->items, i);

      dz_compare_item_set_unfolded (item, TRUE);
    }
  rebuild (self);
}

static DzCompareRow *
take_spare (DzCompareList *self)
{
  DzCompareRow *row;

  if (self->spare->len > 0)
    return g_ptr_array_steal_index (self->spare, self->spare->len - 1);
  row = DZ_COMPARE_ROW (dz_compare_row_new ());
  g_signal_connect_swapped (row, "action", G_CALLBACK (action_cb), self);
  g_signal_connect_swapped (row, "unfold", G_CALLBACK (unfold_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (row), GTK_WIDGET (self));
  return row;
}

static void
put_away (DzCompareList *self, guint position)
{
  DzCompareRow *row = g_ptr_array_steal_index (self->rows, position);

  dz_compare_row_clear (row);
  if (self->spare->len >= MAX_SPARE)
    {
      gtk_widget_unparent (GTK_WIDGET (row));
      return;
    }
  gtk_widget_set_child_visible (GTK_WIDGET (row), FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  g_ptr_array_add (self->spare, row);
}

static DzCompareRow *
bind_row (DzCompareList *self, guint index)
{
  DzCompareRow *row = take_spare (self);
  const DzCompareFold *fold = get_fold (self, index);
  guint at = 0;

  while (at < self->rows->len && dz_compare_row_get_index (g_ptr_array_index (self->rows, at)) < index)
    at++;
  gtk_widget_insert_after (GTK_WIDGET (row), GTK_WIDGET (self), at > 0 ? g_ptr_array_index (self->rows, at - 1) : NULL);
  g_ptr_array_insert (self->rows, (int) at, row);
  dz_compare_row_set_index (row, index);
  if (fold->folded)
    dz_compare_row_show_fold (row, fold->n);
  else
    {
      g_autoptr (DzCompareItem) item = g_list_model_get_item (self->items, fold->first);

      dz_compare_row_show_item (row, item);
    }
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) index + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) get_n_rows (self), -1);
  gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE, -1);
  return row;
}

static DzCompareRow *
ensure_row (DzCompareList *self, guint index)
{
  DzCompareRow *row = find_row (self, index);

  return row ? row : bind_row (self, index);
}

static int
measure_row (guint index, gpointer user_data)
{
  DzCompareList *self = user_data;
  int height;

  gtk_widget_measure (GTK_WIDGET (ensure_row (self, index)), GTK_ORIENTATION_VERTICAL, self->width, NULL, &height, NULL,
                      NULL);
  return height;
}

static int
guess_height (DzCompareList *self, guint index)
{
  const DzCompareFold *fold = get_fold (self, index);
  g_autoptr (DzCompareItem) item = NULL;
  int column = MAX (dz_compare_pair_get_column (self->width), 200), height = AROUND;

  if (fold->folded)
    return FOLD;
  item = g_list_model_get_item (self->items, fold->first);
  for (guint i = 0; i < dz_compare_item_get_n_parts (item); i++)
    {
      const char *left = dz_compare_item_get_left (item, i), *right = dz_compare_item_get_right (item, i);
      gsize longest = MAX (left ? strlen (left) : 0, right ? strlen (right) : 0);

      height += LINE * (int) (longest * BYTE / (gsize) column + 1);
    }
  return height;
}

static void
guess_heights (DzCompareList *self)
{
  for (guint i = 0; i < get_n_rows (self); i++)
    dz_height_index_set (self->layout.index, i, guess_height (self, i), FALSE);
}

/* What has the focus stays, so that it does not go astray. */
static gboolean
has_focus (DzCompareRow *row)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
bind_rows (DzCompareList *self, guint first, guint end)
{
  for (guint i = self->rows->len; i > 0; i--)
    {
      DzCompareRow *row = g_ptr_array_index (self->rows, i - 1);
      guint index = dz_compare_row_get_index (row);

      if ((index < first || index >= end) && !has_focus (row))
        put_away (self, i - 1);
    }
  for (guint i = first; i < end; i++)
    ensure_row (self, i);
}

/* TRUE when one was not as high as the index had it. */
static gboolean
measure_live_rows (DzCompareList *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint index = dz_compare_row_get_index (g_ptr_array_index (self->rows, i));
      int height = measure_row (index, self);

      changed |= height != dz_height_index_get (self->layout.index, index);
      dz_height_index_set (self->layout.index, index, height, TRUE);
    }
  return changed;
}

static void
place_rows (DzCompareList *self, guint *first, guint *end)
{
  measure_live_rows (self);
  for (guint tries = 0; tries < 3; tries++)
    {
      dz_view_layout_place (&self->layout, first, end);
      bind_rows (self, *first, *end);
      if (!measure_live_rows (self))
        return;
    }
}

static void
lay_out (DzCompareList *self)
{
  guint first, end;

  place_rows (self, &first, &end);
  for (guint i = 0; i < self->rows->len; i++)
    {
      DzCompareRow *row = g_ptr_array_index (self->rows, i);
      guint index = dz_compare_row_get_index (row);
      int height = dz_height_index_get (self->layout.index, index);
      int y = index < first ? -height - MARGIN : self->layout.viewport + MARGIN;

      if (index >= first && index < end)
        y = (int) dz_view_layout_row_top (&self->layout, index);
      gtk_widget_size_allocate (GTK_WIDGET (row), &(GtkAllocation){ 0, y, self->width, height }, -1);
    }
}

/* Moves the anchor so that the current row comes into sight; TRUE when it moved. */
static gboolean
reveal_current (DzCompareList *self)
{
  int viewport = self->layout.viewport, height;
  gint64 top;

  if (!self->reveal || viewport <= 0 || self->current >= get_n_rows (self))
    return FALSE;
  self->reveal = FALSE;
  height = dz_view_layout_height (&self->layout, self->current);
  top = dz_view_layout_row_top (&self->layout, self->current);
  if (top >= 0 && top + height <= viewport)
    return FALSE;
  if (ABS (top) > 2 * (gint64) viewport)
    {
      dz_view_layout_scroll_to_row (&self->layout, self->current, 0.0);
      dz_view_layout_scroll_by (&self->layout, -viewport / 6);
    }
  else
    dz_view_layout_scroll_to_row (&self->layout, self->current, top < 0 || height > viewport ? 0.0 : 1.0);
  return TRUE;
}

/* It may make rows while sizes are given, which asks for new ones: GTK forgets that well only of widgets that are all given
 * theirs, from the window down. */
static void
queue_layout (DzCompareList *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
settle_cb (gpointer data)
{
  DzCompareList *self = data;

  self->settle_id = 0;
  queue_layout (self);
  return G_SOURCE_REMOVE;
}

/* Kinetic scrolling sets absolute values: while it runs, the value is not corrected for what was measured meanwhile,
 * except near the ends. */
static double
choose_value (DzCompareList *self, double exact, double total)
{
  double page = self->layout.viewport;
  double shown = gtk_adjustment_get_value (self->vadjustment);
  gboolean scrolling = g_get_monotonic_time () - self->last_scroll < SETTLE_MS * G_TIME_SPAN_MILLISECOND;
  gboolean near_end = MIN (exact, shown) < page || MAX (exact, shown) > total - 2 * page;

  if (!scrolling || near_end || shown == exact)
    return exact;
  if (!self->settle_id)
    self->settle_id = g_timeout_add (SETTLE_MS + 50, settle_cb, self);
  return shown;
}

static void
configure_adjustments (DzCompareList *self)
{
  double page = self->layout.viewport;
  double total = MAX ((double) dz_view_layout_total (&self->layout), page);
  double exact = CLAMP ((double) dz_view_layout_value (&self->layout), 0, total - page);

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

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DzCompareList *self = DZ_COMPARE_LIST (widget);

  self->layout.viewport = height;
  if (width != self->width)
    {
      self->width = width;
      guess_heights (self);
    }
  if (get_n_rows (self) > 0)
    {
      lay_out (self);
      if (reveal_current (self))
        lay_out (self);
    }
  configure_adjustments (self);
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
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 720 : 480;
}

/* Rows take their texts before sizes are given: what asks for a new size meanwhile goes round once more. */
static void
prepare (DzCompareList *self)
{
  guint first, end;

  if (self->layout.viewport > 0 && get_n_rows (self) > 0)
    place_rows (self, &first, &end);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
value_changed_cb (DzCompareList *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  double delta = round (value) - round (self->last_value);

  if (self->configuring || get_n_rows (self) == 0)
    return;
  if (fabs (delta) > JUMP_PAGES * (double) MAX (self->layout.viewport, 1))
    dz_view_layout_scroll_to_pixel (&self->layout, (gint64) value);
  else
    dz_view_layout_scroll_by (&self->layout, (int) delta);
  self->last_value = value;
  self->last_scroll = g_get_monotonic_time ();
  self->reveal = FALSE;
  prepare (self);
}

static void
set_vadjustment (DzCompareList *self, GtkAdjustment *adjustment)
{
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_set_object (&self->vadjustment, adjustment);
  if (adjustment)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  queue_layout (self);
}

static gboolean
go_to (DzCompareList *self, guint index)
{
  if (index >= get_n_rows (self))
    return FALSE;
  self->current = index;
  self->reveal = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (ensure_row (self, index)));
  queue_layout (self);
  return TRUE;
}

static gboolean
is_different (DzCompareList *self, guint index)
{
  const DzCompareFold *fold = get_fold (self, index);
  g_autoptr (DzCompareItem) item = fold->folded ? NULL : g_list_model_get_item (self->items, fold->first);

  return item && dz_compare_item_get_kind (item) != DZ_COMPARE_SAME;
}

gboolean
dz_compare_list_go (DzCompareList *self, int direction)
{
  gint64 n = get_n_rows (self), at = self->current;
  gboolean inside = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  /* From outside, the row where one left is the first to come back to. */
  if (inside)
    at += direction;
  for (; at >= 0 && at < n; at += direction)
    if (is_different (self, (guint) at))
      return go_to (self, (guint) at);
  return FALSE;
}

/* Of a row that is higher than the view, the rest comes first. */
static gboolean
step (DzCompareList *self, int direction)
{
  gint64 top = dz_view_layout_row_top (&self->layout, self->current);
  gint64 bottom = top + dz_view_layout_height (&self->layout, self->current);
  int viewport = self->layout.viewport;

  if (direction > 0 ? bottom > viewport && top < viewport : top < 0 && bottom > 0)
    {
      gint64 rest = direction > 0 ? bottom - viewport : -top;

      dz_view_layout_scroll_by (&self->layout, direction * (int) MIN (rest, viewport / 2));
      prepare (self);
      return TRUE;
    }
  if (direction < 0 && self->current == 0)
    return TRUE;
  go_to (self, self->current + (guint) direction);
  return TRUE;
}

static gboolean
page (DzCompareList *self, int direction)
{
  guint first, end;

  dz_view_layout_scroll_by (&self->layout, direction * self->layout.viewport * 9 / 10);
  place_rows (self, &first, &end);
  go_to (self, direction > 0 ? end - 1 : first);
  self->reveal = FALSE;
  return TRUE;
}

static gboolean
pressed_in_row (DzCompareList *self, guint keyval)
{
  DzCompareRow *row = find_row (self, self->current);
  gboolean on_row = row && gtk_widget_is_focus (GTK_WIDGET (row));

  if (row && keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return dz_compare_row_press (row, keyval - GDK_KEY_1);
  if (row && keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return dz_compare_row_press (row, keyval - GDK_KEY_KP_1);
  if (on_row && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space))
    return dz_compare_row_toggle (row);
  return FALSE;
}

static gboolean
key_cb (DzCompareList *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint n = get_n_rows (self);

  if (n == 0)
    return FALSE;
  if (keyval == GDK_KEY_F7 && (modifiers == 0 || modifiers == GDK_SHIFT_MASK))
    return dz_compare_list_go (self, modifiers ? -1 : 1);
  if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up))
    return dz_compare_list_go (self, keyval == GDK_KEY_Down ? 1 : -1);
  if (modifiers & ~GDK_CONTROL_MASK)
    return FALSE;
  if (keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home)
    return go_to (self, 0);
  if (keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End)
    return go_to (self, n - 1);
  if (modifiers)
    return FALSE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return step (self, 1);
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    return step (self, -1);
  if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down)
    return page (self, 1);
  if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up)
    return page (self, -1);
  return pressed_in_row (self, keyval);
}

static void
click_cb (DzCompareList *self, int n, double x, double y)
{
  GtkWidget *child = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (child && !DZ_IS_COMPARE_ROW (child))
    child = gtk_widget_get_parent (child);
  /* A label in it that is being selected has it already. */
  if (child && !has_focus (DZ_COMPARE_ROW (child)))
    gtk_widget_grab_focus (child);
}

static void
set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  DzCompareList *self = DZ_COMPARE_LIST (widget);

  if (child)
    self->current = dz_compare_row_get_index (DZ_COMPARE_ROW (child));
  GTK_WIDGET_CLASS (dz_compare_list_parent_class)->set_focus_child (widget, child);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  DzCompareList *self = DZ_COMPARE_LIST (widget);

  return go_to (self, MIN (self->current, MAX (get_n_rows (self), 1) - 1));
}

/* The list is one stop of Tab, with what lies in its current row. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *row = gtk_widget_get_focus_child (widget);

  return row ? gtk_widget_child_focus (row, direction) : grab_focus (widget);
}

static void
rebuild (DzCompareList *self)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  guint n_different = self->n_different;

  while (self->rows->len > 0)
    put_away (self, self->rows->len - 1);
  g_clear_pointer (&self->folds, g_array_unref);
  self->folds = dz_compare_folds_make (self->items, &self->n_different);
  dz_height_index_splice (self->layout.index, 0, dz_height_index_get_n_rows (self->layout.index), get_n_rows (self));
  guess_heights (self);
  self->current = MIN (self->current, MAX (get_n_rows (self), 1) - 1);
  self->layout.anchor = MIN (self->layout.anchor, MAX (get_n_rows (self), 1) - 1);
  prepare (self);
  if (had_focus && get_n_rows (self) > 0)
    go_to (self, self->current);
  if (n_different != self->n_different)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DIFFERENT]);
}

/* Where the item of row @index stands after the model changed; the next one when it went. */
static guint
follow (DzCompareList *self, guint index, guint position, guint removed, guint added)
{
  guint item = index < get_n_rows (self) ? get_fold (self, index)->first : 0;

  if (item >= position + removed)
    return item - removed + added;
  return MIN (item, position);
}

static void
items_changed_cb (DzCompareList *self, guint position, guint removed, guint added, GListModel *items)
{
  guint current = follow (self, self->current, position, removed, added);
  guint anchor = follow (self, self->layout.anchor, position, removed, added);
  g_autoptr (GArray) folds = NULL;
  guint n_different, n = g_list_model_get_n_items (items);

  if (n > 0)
    {
      folds = dz_compare_folds_make (items, &n_different);
      self->current = dz_compare_folds_find (folds, MIN (current, n - 1));
      self->layout.anchor = dz_compare_folds_find (folds, MIN (anchor, n - 1));
    }
  rebuild (self);
}

void
dz_compare_list_set_model (DzCompareList *self, GListModel *items)
{
  g_return_if_fail (DZ_IS_COMPARE_LIST (self));

  if (self->items)
    g_signal_handlers_disconnect_by_func (self->items, items_changed_cb, self);
  g_set_object (&self->items, items);
  if (items)
    g_signal_connect_swapped (items, "items-changed", G_CALLBACK (items_changed_cb), self);
  self->current = 0;
  self->layout.anchor = 0;
  self->layout.offset = 0;
  rebuild (self);
}

guint
dz_compare_list_get_n_different (DzCompareList *self)
{
  g_return_val_if_fail (DZ_IS_COMPARE_LIST (self), 0);

  return self->n_different;
}

static void
dz_compare_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DzCompareList *self = DZ_COMPARE_LIST (object);

  switch (id)
    {
    case PROP_N_DIFFERENT:
      g_value_set_uint (value, self->n_different);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, (int) self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int) self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dz_compare_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DzCompareList *self = DZ_COMPARE_LIST (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_set_object (&self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_vadjustment (self, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = (guint) g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = (guint) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dz_compare_list_dispose (GObject *object)
{
  DzCompareList *self = DZ_COMPARE_LIST (object);
  GtkWidget *child;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->items)
    g_signal_handlers_disconnect_by_func (self->items, items_changed_cb, self);
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->folds, g_array_unref);
  g_clear_object (&self->items);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  if (self->layout.index)
    dz_view_layout_clear (&self->layout);
  G_OBJECT_CLASS (dz_compare_list_parent_class)->dispose (object);
}

static void
dz_compare_list_class_init (DzCompareListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dz_compare_list_dispose;
  object_class->get_property = dz_compare_list_get_property;
  object_class->set_property = dz_compare_list_set_property;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->focus = focus;
  widget_class->grab_focus = grab_focus;
  widget_class->set_focus_child = set_focus_child;
  properties[PROP_N_DIFFERENT] = g_param_spec_uint ("n-different", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  action_signal = g_signal_new ("action", DZ_TYPE_COMPARE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                DZ_TYPE_COMPARE_ITEM, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "comparelist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
dz_compare_list_init (DzCompareList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->rows = g_ptr_array_new ();
  self->spare = g_ptr_array_new ();
  self->folds = g_array_new (FALSE, FALSE, sizeof (DzCompareFold));
  dz_view_layout_init (&self->layout, measure_row, self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
dz_compare_list_new (void)
{
  return g_object_new (DZ_TYPE_COMPARE_LIST, NULL);
}
