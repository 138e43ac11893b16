#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "language/dz-words.h"
#include "window/parallel/dz-cell-binding.h"
#include "window/parallel/dz-highlight-painter.h"
#include "window/parallel/dz-text-cell.h"
#include "window/parallel/dz-text-style.h"

struct _DzTextCell
{
  GtkTextView parent_instance;

  DzSide side;
  DzCellHost *host;
  DzTextMeasure *measure;
  DzCellBinding *binding;
  DzBlockForm form;
  GArray *highlights; /* of DzPaintedRange, or NULL */
  char *marker;
  char *preedit;
  guint cover_start;
  guint cover_end;
  guint quiet; /* the host moves the caret */

  int known_width;
  int known_height;
};

G_DEFINE_FINAL_TYPE (DzTextCell, dz_text_cell, GTK_TYPE_TEXT_VIEW)

static GtkTextBuffer *
get_buffer (DzTextCell *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static void
get_iter (DzTextCell *self, GtkTextIter *iter, guint position)
{
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), iter, (int)position);
}

static guint
get_caret (DzTextCell *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, gtk_text_buffer_get_insert (get_buffer (self)));
  return (guint)gtk_text_iter_get_offset (&iter);
}

void
dz_text_cell_forget_height (DzTextCell *self)
{
  self->known_width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static int
measure_height (DzTextCell *self, int width)
{
  g_autoptr (DzText) text = dz_cell_binding_dup_text (self->binding);

  if (width == self->known_width)
    return self->known_height;
  if (dz_text_cell_is_composing (self))
    {
      guint caret = MIN (get_caret (self), dz_text_get_length (text));
      g_autoptr (DzText) preedit = dz_text_new (self->preedit);
      DzText *whole = dz_text_replace (text, caret, caret, preedit);

      dz_text_unref (text);
      text = whole;
    }
  self->known_height
      = dz_text_measure_height (self->measure, text, &self->form, dz_cell_binding_get_language (self->binding), width);
  self->known_width = width;
  return self->known_height;
}

static GtkSizeRequestMode
dz_text_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dz_text_cell_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  DzTextCell *self = DZ_TEXT_CELL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 40;
  else
    *minimum = *natural = dz_cell_binding_get_block (self->binding) ? measure_height (self, MAX (for_size, 40)) : 0;
}

/* Puts @string on the baseline of the first line. */
static void
draw_beside (DzTextCell *self, GtkSnapshot *snapshot, const char *string, int x, float alpha)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, string);
  g_autoptr (DzText) text = dz_cell_binding_dup_text (self->binding);
  int baseline = dz_text_measure_baseline (self->measure, text, &self->form,
                                           dz_cell_binding_get_language (self->binding), gtk_widget_get_width (widget));
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= alpha;
  /* The layer begins below the margin. */
  baseline -= DZ_CELL_MARGIN_TOP + PANGO_PIXELS (pango_layout_get_baseline (layout));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)baseline));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
dz_text_cell_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  DzTextCell *self = DZ_TEXT_CELL (view);

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT || !dz_cell_binding_get_block (self->binding))
    return;
  if (self->marker)
    draw_beside (self, snapshot, self->marker, dz_text_style_marker_x (&self->form), 0.75f);
  if (self->highlights)
    dz_highlight_painter_snapshot (self->highlights, view, snapshot);
  if (self->cover_start < self->cover_end)
    dz_highlight_painter_snapshot_selection (view, snapshot, self->cover_start, self->cover_end);
  if (self->side == DZ_SIDE_TRANSLATION && dz_text_cell_get_length (self) == 0 && !dz_text_cell_is_composing (self)
      && gtk_text_view_get_editable (view))
    draw_beside (self, snapshot, _ ("Translation"), DZ_CELL_MARGIN + dz_text_style_indent (&self->form), 0.35f);
}

static void
dz_text_cell_move_cursor (GtkTextView *view, GtkMovementStep step, int count, gboolean extend)
{
  DzTextCell *self = DZ_TEXT_CELL (view);

  if (!dz_cell_host_move_cursor (self->host, self, step, count, extend))
    GTK_TEXT_VIEW_CLASS (dz_text_cell_parent_class)->move_cursor (view, step, count, extend);
}

static void
delete_word (DzTextCell *self, int count)
{
  guint caret = get_caret (self);
  g_autoptr (DzText) text = dz_cell_binding_dup_text (self->binding);
  guint other = dz_words_step (dz_text_get_string (text), caret, count);
  GtkTextIter start, end;

  get_iter (self, &start, MIN (caret, other));
  get_iter (self, &end, MAX (caret, other));
  gtk_text_buffer_begin_user_action (get_buffer (self));
  gtk_text_buffer_delete_interactive (get_buffer (self), &start, &end,
                                      gtk_text_view_get_editable (GTK_TEXT_VIEW (self)));
  gtk_text_buffer_end_user_action (get_buffer (self));
}

static void
dz_text_cell_delete_from_cursor (GtkTextView *view, GtkDeleteType type, int count)
{
  DzTextCell *self = DZ_TEXT_CELL (view);

  if (dz_cell_host_delete_selection (self->host, self))
    return;
  if (type == GTK_DELETE_WORD_ENDS)
    delete_word (self, count);
  else
    GTK_TEXT_VIEW_CLASS (dz_text_cell_parent_class)->delete_from_cursor (view, type, count);
}

static void
dz_text_cell_backspace (GtkTextView *view)
{
  DzTextCell *self = DZ_TEXT_CELL (view);

  if (!dz_cell_host_delete_selection (self->host, self))
    GTK_TEXT_VIEW_CLASS (dz_text_cell_parent_class)->backspace (view);
}

static void
dz_text_cell_copy_clipboard (GtkTextView *view)
{
  dz_cell_host_copy (DZ_TEXT_CELL (view)->host, DZ_TEXT_CELL (view));
}

static void
dz_text_cell_cut_clipboard (GtkTextView *view)
{
  dz_cell_host_cut (DZ_TEXT_CELL (view)->host, DZ_TEXT_CELL (view));
}

static void
dz_text_cell_paste_clipboard (GtkTextView *view)
{
  dz_cell_host_paste (DZ_TEXT_CELL (view)->host, DZ_TEXT_CELL (view));
}

static void
select_all_cb (DzTextCell *self, gboolean select)
{
  dz_cell_host_select_all (self->host, self, select);
}

/* Double clicks select a word of the language: a run of Chinese characters is not one. */
static gboolean
dz_text_cell_extend_selection (GtkTextView *view,
                               GtkTextExtendSelection granularity,
                               const GtkTextIter *location,
                               GtkTextIter *start,
                               GtkTextIter *end)
{
  DzTextCell *self = DZ_TEXT_CELL (view);
  g_autoptr (DzText) text = dz_cell_binding_dup_text (self->binding);
  guint first, last;

  if (granularity != GTK_TEXT_EXTEND_SELECTION_WORD)
    return GTK_TEXT_VIEW_CLASS (dz_text_cell_parent_class)->extend_selection (view, granularity, location, start, end);
  dz_words_at (dz_text_get_string (text), (guint)gtk_text_iter_get_offset (location), &first, &last);
  get_iter (self, start, first);
  get_iter (self, end, last);
  return GDK_EVENT_STOP;
}

static void
preedit_changed_cb (DzTextCell *self, const char *preedit)
{
  g_free (self->preedit);
  self->preedit = g_strdup (preedit);
  dz_cell_binding_set_composing (self->binding, dz_text_cell_is_composing (self));
  dz_text_cell_forget_height (self);
}

static void
take_form (DzTextCell *self, DzBlock *block)
{
  static const DzBlockForm plain = { .kind = DZ_BLOCK_PARAGRAPH };

  self->form = block ? *dz_block_get_form (block) : plain;
  g_free (self->marker);
  self->marker = dz_text_style_dup_marker (&self->form);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), DZ_CELL_MARGIN + dz_text_style_indent (&self->form));
}

static void
updated_cb (DzTextCell *self)
{
  take_form (self, dz_cell_binding_get_block (self->binding));
  dz_text_cell_forget_height (self);
}

static void
caret_moved_cb (DzTextCell *self)
{
  if (self->quiet > 0 || !dz_cell_binding_get_block (self->binding))
    return;
  dz_cell_host_caret_changed (self->host, self, dz_cell_binding_is_busy (self->binding));
}

static void
mark_set_cb (DzTextCell *self, GtkTextIter *location, GtkTextMark *mark, GtkTextBuffer *buffer)
{
  if (mark == gtk_text_buffer_get_selection_bound (buffer))
    caret_moved_cb (self);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_cell_host_undo (DZ_TEXT_CELL (widget)->host, g_str_equal (action, "text.redo"));
}

static gboolean
is_for_host (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_F6:
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_KP_Page_Down:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (DzTextCell *self, guint keyval, guint keycode, GdkModifierType state, GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  gboolean types = g_unichar_isprint (gdk_keyval_to_unicode (keyval)) && !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK));

  if (dz_text_cell_is_composing (self))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_text_view_get_editable (view))
    return (types || is_for_host (keyval)) && dz_cell_host_key_pressed (self->host, self, keyval, state);
  if (types && dz_cell_host_before_typing (self->host, self, keyval, state))
    return GDK_EVENT_STOP;
  if (!is_for_host (keyval))
    return GDK_EVENT_PROPAGATE;
  /* The input method goes first: its window of candidates is worked with these keys. */
  if (gtk_text_view_im_context_filter_keypress (view, event))
    return GDK_EVENT_STOP;
  return dz_cell_host_key_pressed (self->host, self, keyval, state);
}

static void
focus_changed_cb (DzTextCell *self, GParamSpec *pspec, GtkEventController *controller)
{
  dz_cell_host_focus_changed (self->host, self,
                              gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (controller)));
}

/* The view keeps the selection; taking the primary clipboard with it would let another widget's selection clear it. */
static void
dz_text_cell_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dz_text_cell_parent_class)->realize (widget);
  gtk_text_buffer_remove_selection_clipboard (get_buffer (DZ_TEXT_CELL (widget)),
                                              gtk_widget_get_primary_clipboard (widget));
}

static void
dz_text_cell_unrealize (GtkWidget *widget)
{
  gtk_text_buffer_add_selection_clipboard (get_buffer (DZ_TEXT_CELL (widget)),
                                           gtk_widget_get_primary_clipboard (widget));
  GTK_WIDGET_CLASS (dz_text_cell_parent_class)->unrealize (widget);
}

static void
dz_text_cell_dispose (GObject *object)
{
  DzTextCell *self = DZ_TEXT_CELL (object);

  if (self->binding)
    {
      g_signal_handlers_disconnect_by_data (get_buffer (self), self);
      g_signal_handlers_disconnect_by_data (self->binding, self);
    }
  g_clear_object (&self->binding);
  g_clear_pointer (&self->highlights, g_array_unref);
  g_clear_pointer (&self->marker, g_free);
  g_clear_pointer (&self->preedit, g_free);
  G_OBJECT_CLASS (dz_text_cell_parent_class)->dispose (object);
}

static void
dz_text_cell_class_init (DzTextCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (klass);

  object_class->dispose = dz_text_cell_dispose;
  widget_class->get_request_mode = dz_text_cell_get_request_mode;
  widget_class->measure = dz_text_cell_measure;
  widget_class->realize = dz_text_cell_realize;
  widget_class->unrealize = dz_text_cell_unrealize;
  view_class->snapshot_layer = dz_text_cell_snapshot_layer;
  view_class->move_cursor = dz_text_cell_move_cursor;
  view_class->delete_from_cursor = dz_text_cell_delete_from_cursor;
  view_class->backspace = dz_text_cell_backspace;
  view_class->copy_clipboard = dz_text_cell_copy_clipboard;
  view_class->cut_clipboard = dz_text_cell_cut_clipboard;
  view_class->paste_clipboard = dz_text_cell_paste_clipboard;
  view_class->extend_selection = dz_text_cell_extend_selection;

  g_signal_override_class_handler ("select-all", DZ_TYPE_TEXT_CELL, G_CALLBACK (select_all_cb));
  gtk_widget_class_install_action (widget_class, "text.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "text.redo", NULL, undo_cb);
}

static void
dz_text_cell_init (DzTextCell *self)
{
  self->known_width = -1;
}

static void
add_controllers (DzTextCell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
dz_text_cell_new (DzSide side, DzCellHost *host, DzTextMeasure *measure)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (dz_text_style_get_tags ());
  DzTextCell *self;

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  self = g_object_new (DZ_TYPE_TEXT_CELL, "buffer", buffer, "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR,
                       "right-margin", DZ_CELL_MARGIN, "top-margin", DZ_CELL_MARGIN_TOP, "bottom-margin",
                       DZ_CELL_MARGIN_BOTTOM, "pixels-inside-wrap", DZ_CELL_LINE_GAP, "editable",
                       side == DZ_SIDE_TRANSLATION, NULL);
  self->side = side;
  self->host = host;
  self->measure = measure;
  self->binding = dz_cell_binding_new (buffer, side);
  g_signal_connect_swapped (self->binding, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (dz_text_cell_forget_height), self);
  g_signal_connect_swapped (buffer, "notify::cursor-position", G_CALLBACK (caret_moved_cb), self);
  g_signal_connect_swapped (buffer, "mark-set", G_CALLBACK (mark_set_cb), self);
  g_signal_connect (self, "preedit-changed", G_CALLBACK (preedit_changed_cb), NULL);
  add_controllers (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), side == DZ_SIDE_ORIGINAL ? "original" : "translation");
  return GTK_WIDGET (self);
}

void
dz_text_cell_bind (DzTextCell *self, DzProject *project, DzBlock *block, const char *language)
{
  self->quiet++;
  take_form (self, block);
  g_clear_pointer (&self->preedit, g_free);
  self->cover_start = self->cover_end = 0;
  g_clear_pointer (&self->highlights, g_array_unref);
  dz_cell_binding_bind (self->binding, project, block, language);
  dz_text_cell_forget_height (self);
  self->quiet--;
}

DzBlock *
dz_text_cell_get_block (DzTextCell *self)
{
  return dz_cell_binding_get_block (self->binding);
}

DzSide
dz_text_cell_get_side (DzTextCell *self)
{
  return self->side;
}

guint
dz_text_cell_get_length (DzTextCell *self)
{
  return (guint)gtk_text_buffer_get_char_count (get_buffer (self));
}

void
dz_text_cell_update_highlights (DzTextCell *self, const char *emphasis, DzHighlight *current)
{
  DzBlock *block = dz_text_cell_get_block (self);

  g_clear_pointer (&self->highlights, g_array_unref);
  if (block)
    self->highlights = dz_highlight_painter_collect (dz_cell_binding_get_project (self->binding), block, self->side,
                                                     emphasis, current);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dz_text_cell_select (DzTextCell *self, guint anchor, guint head)
{
  GtkTextIter from, to;

  self->quiet++;
  get_iter (self, &from, anchor);
  get_iter (self, &to, head);
  gtk_text_buffer_select_range (get_buffer (self), &to, &from);
  self->quiet--;
}

void
dz_text_cell_get_selected (DzTextCell *self, guint *anchor, guint *head)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, gtk_text_buffer_get_selection_bound (get_buffer (self)));
  *anchor = (guint)gtk_text_iter_get_offset (&iter);
  *head = get_caret (self);
}

void
dz_text_cell_cover (DzTextCell *self, guint start, guint end)
{
  if (self->cover_start == start && self->cover_end == end)
    return;
  self->cover_start = start;
  self->cover_end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dz_text_cell_get_rect (DzTextCell *self, guint position, GdkRectangle *rect)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter;

  get_iter (self, &iter, position);
  gtk_text_view_get_cursor_locations (view, &iter, rect, NULL);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, rect->x, rect->y, &rect->x, &rect->y);
}

guint
dz_text_cell_position_at (DzTextCell *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int)x, (int)y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y);
  return (guint)gtk_text_iter_get_offset (&iter);
}

/* The position on the display line of @iter that is nearest to @x. Where a line wraps, the place behind its last
 * character is that before the next line's first, and shown there. */
static guint
position_on_line (DzTextCell *self, const GtkTextIter *iter, int x)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle line, found;
  GtkTextIter result;

  gtk_text_view_get_cursor_locations (view, iter, &line, NULL);
  gtk_text_view_get_iter_at_location (view, &result, x, line.y + line.height / 2);
  gtk_text_view_get_cursor_locations (view, &result, &found, NULL);
  if (found.y > line.y)
    gtk_text_iter_backward_cursor_position (&result);
  return (guint)gtk_text_iter_get_offset (&result);
}

gboolean
dz_text_cell_line_step (DzTextCell *self, guint position, int direction, int x, guint *result)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter, start;
  GdkRectangle before, after;

  get_iter (self, &iter, position);
  start = iter;
  gtk_text_view_get_cursor_locations (view, &iter, &before, NULL);
  if (direction > 0)
    gtk_text_view_forward_display_line (view, &iter);
  else
    gtk_text_view_backward_display_line (view, &iter);
  gtk_text_view_get_cursor_locations (view, &iter, &after, NULL);
  if (gtk_text_iter_equal (&iter, &start) || before.y == after.y)
    return FALSE;
  *result = position_on_line (self, &iter, x);
  return TRUE;
}

guint
dz_text_cell_position_on_edge (DzTextCell *self, gboolean last, int x)
{
  GtkTextIter iter;

  if (last)
    gtk_text_buffer_get_end_iter (get_buffer (self), &iter);
  else
    gtk_text_buffer_get_start_iter (get_buffer (self), &iter);
  return position_on_line (self, &iter, x);
}

guint
dz_text_cell_line_edge (DzTextCell *self, guint position, gboolean end)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter;

  get_iter (self, &iter, position);
  if (!end)
    gtk_text_view_backward_display_line_start (view, &iter);
  else if (!gtk_text_view_starts_display_line (view, &iter) || !gtk_text_iter_ends_line (&iter))
    gtk_text_view_forward_display_line_end (view, &iter);
  return (guint)gtk_text_iter_get_offset (&iter);
}

guint
dz_text_cell_character_step (DzTextCell *self, guint position, int count)
{
  GtkTextIter iter;

  get_iter (self, &iter, position);
  gtk_text_iter_forward_cursor_positions (&iter, count);
  return (guint)gtk_text_iter_get_offset (&iter);
}

gboolean
dz_text_cell_is_composing (DzTextCell *self)
{
  return self->preedit && *self->preedit;
}

void
dz_text_cell_end_composition (DzTextCell *self)
{
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
}

/* GTK 4.8 tells no text that the button was let go after its selection was dragged away: it would take the next press
 * for a part of that one, and do nothing. */
void
dz_text_cell_forget_press (DzTextCell *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self));
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE (controller))
        gtk_event_controller_reset (controller);
    }
}
