#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-view-private.h"

static void
init_host (DzCellHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzParallelView,
                               dz_parallel_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL)
                                   G_IMPLEMENT_INTERFACE (DZ_TYPE_CELL_HOST, init_host))

enum
{
  PROP_0,
  PROP_PROJECT,
  PROP_DOCUMENT,
  PROP_SIDE_WITH_FOCUS,
  PROP_EXTRA_MENU,
  PROP_READ_ONLY,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];
static guint signals[DZ_VIEW_N_SIGNALS];

static void
init_host (DzCellHostInterface *iface)
{
  dz_view_caret_init_host (iface);
  dz_view_edit_init_host (iface);
}

/* For the middle button. The cells do not do it: what else is selected in the window would take their selection away.
 */
static void
set_primary_clipboard (DzParallelView *self)
{
  g_autofree char *text = dz_view_selection_dup_text (&self->selection);

  if (text && *text)
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text);
}

void
dz_view_emit (DzParallelView *self, DzViewSignal signal)
{
  if (signal == DZ_VIEW_SELECTION_SETTLED)
    set_primary_clipboard (self);
  g_signal_emit (self, signals[signal], 0);
  if (signal == DZ_VIEW_CARET_MOVED)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE_WITH_FOCUS]);
}

gboolean
dz_view_emit_selection_key (DzParallelView *self, guint keyval, GdkModifierType state)
{
  gboolean used = FALSE;

  g_signal_emit (self, signals[DZ_VIEW_SELECTION_KEY], 0, keyval, state, &used);
  return used;
}

void
dz_view_emit_highlights (DzParallelView *self, GPtrArray *highlights, DzSide side, const GdkRectangle *rect)
{
  g_signal_emit (self, signals[DZ_VIEW_HIGHLIGHT_ACTIVATED], 0, highlights, side, rect);
}

void
dz_view_emit_state (DzParallelView *self, DzBlock *block, const GdkRectangle *rect)
{
  g_signal_emit (self, signals[DZ_VIEW_STATE_ACTIVATED], 0, block, rect);
}

static void
project_changed_cb (DzParallelView *self, DzChange *change, DzProject *project)
{
  dz_view_edit_project_changed (self, change);
}

static void
take_languages (DzParallelView *self)
{
  static const char *const names[] = { "original-language", "translation-language" };

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      g_clear_pointer (&self->languages.of[side], g_free);
      if (self->project)
        g_object_get (self->project, names[side], &self->languages.of[side], NULL);
    }
}

static void
items_changed_cb (DzParallelView *self, guint position, guint removed, guint added, GListModel *model)
{
  gboolean had_focus = dz_view_caret_has_focus (self);

  dz_view_rows_splice (self, position, removed, added);
  if (!dz_view_selection_repair (&self->selection, position))
    return;
  /* The caret may be far from what is on screen, which stays. */
  dz_view_caret_set (self, self->selection.side, &self->selection.anchor, &self->selection.head, had_focus,
                     DZ_REVEAL_NONE);
}

DzProject *
dz_parallel_view_get_project (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), NULL);

  return self->project;
}

void
dz_parallel_view_set_project (DzParallelView *self, DzProject *project)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));
  g_return_if_fail (project == NULL || DZ_IS_PROJECT (project));

  if (self->project == project)
    return;
  dz_parallel_view_set_document (self, NULL);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  g_clear_object (&self->current_highlight);
  g_clear_pointer (&self->emphasis, g_free);
  if (project)
    g_signal_connect_swapped (project, "changed", G_CALLBACK (project_changed_cb), self);
  take_languages (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT]);
}

DzDocument *
dz_parallel_view_get_document (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), NULL);

  return self->document;
}

void
dz_parallel_view_set_document (DzParallelView *self, DzDocument *document)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));
  g_return_if_fail (document == NULL || (DZ_IS_DOCUMENT (document) && self->project));

  if (self->document == document)
    return;
  dz_parallel_view_commit_composition (self);
  if (self->document)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  dz_view_selection_set_document (&self->selection, document);
  self->selection.side = DZ_SIDE_TRANSLATION;
  if (document)
    g_signal_connect_swapped (document, "items-changed", G_CALLBACK (items_changed_cb), self);
  dz_view_rows_reset (self);
  if (self->selection.head.block && !dz_row_has_text (self->selection.head.block))
    {
      DzViewPlace place = { dz_view_caret_next_block (self, self->selection.head.block, 1), 0 };

      if (place.block)
        dz_view_selection_set (&self->selection, self->selection.side, &place, &place);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
  dz_view_emit (self, DZ_VIEW_CARET_MOVED);
  dz_view_emit (self, DZ_VIEW_SELECTION_CHANGED);
}

void
dz_parallel_view_set_extra_menu (DzParallelView *self, GMenuModel *menu)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  if (!g_set_object (&self->extra_menu, menu))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    dz_parallel_row_set_extra_menu (g_ptr_array_index (self->rows, i), menu);
  for (guint i = 0; i < self->spare->len; i++)
    dz_parallel_row_set_extra_menu (g_ptr_array_index (self->spare, i), menu);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXTRA_MENU]);
}

gboolean
dz_parallel_view_get_read_only (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  return self->read_only;
}

void
dz_parallel_view_set_read_only (DzParallelView *self, gboolean read_only)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  for (guint i = 0; i < self->rows->len; i++)
    dz_parallel_row_set_read_only (g_ptr_array_index (self->rows, i), read_only);
  for (guint i = 0; i < self->spare->len; i++)
    dz_parallel_row_set_read_only (g_ptr_array_index (self->spare, i), read_only);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

void
dz_parallel_view_scroll_to_block (DzParallelView *self, DzBlock *block, double align)
{
  guint index;

  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));
  g_return_if_fail (self->document && DZ_IS_BLOCK (block));

  index = dz_document_index_of (self->document, block);
  if (index == G_MAXUINT)
    return;
  dz_view_layout_scroll_to_row (&self->layout, index, align);
  self->reveal = DZ_REVEAL_NONE;
  self->last_scroll = 0;
  dz_view_rows_prepare (self);
  dz_view_emit (self, DZ_VIEW_SCROLLED);
}

static gboolean
is_live (DzAnchor *anchor)
{
  return anchor && !anchor->orphan;
}

gboolean
dz_parallel_view_reveal_highlight (DzParallelView *self, DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor;
  DzViewPlace place;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (highlight), FALSE);

  if (!is_live (dz_highlight_get_anchor (highlight, side)))
    side = side == DZ_SIDE_ORIGINAL ? DZ_SIDE_TRANSLATION : DZ_SIDE_ORIGINAL;
  anchor = dz_highlight_get_anchor (highlight, side);
  if (!is_live (anchor) || !self->document)
    return FALSE;
  place = (DzViewPlace){ dz_project_lookup_block (self->project, anchor->start_block), anchor->start };
  if (!place.block || dz_document_index_of (self->document, place.block) == G_MAXUINT)
    return FALSE;
  dz_view_caret_set (self, side, &place, &place, FALSE, DZ_REVEAL_CALM);
  return TRUE;
}

gboolean
dz_parallel_view_get_caret (DzParallelView *self, DzBlock **block, DzSide *side, guint *position)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  if (!self->selection.head.block)
    return FALSE;
  if (block)
    *block = self->selection.head.block;
  if (side)
    *side = self->selection.side;
  if (position)
    *position = self->selection.head.position;
  return TRUE;
}

void
dz_parallel_view_focus (DzParallelView *self, DzBlock *block, DzSide side, guint position)
{
  DzViewPlace place;

  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));
  g_return_if_fail (DZ_IS_BLOCK (block));

  if (!self->document || dz_document_index_of (self->document, block) == G_MAXUINT)
    return;
  place = (DzViewPlace){ block, MIN (position, dz_text_get_length (dz_block_get_text (block, side))) };
  self->goal_x = -1;
  dz_view_caret_set (self, side, &place, &place, TRUE, DZ_REVEAL_NEAR);
}

void
dz_parallel_view_focus_side (DzParallelView *self, DzSide side)
{
  DzViewPlace place;

  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  place = self->selection.head;
  if (!place.block)
    return;
  if (side != self->selection.side)
    place.position = 0;
  if (side != self->selection.side || dz_view_selection_is_empty (&self->selection))
    dz_view_caret_set (self, side, &place, &place, TRUE, DZ_REVEAL_NEAR);
  else
    dz_view_caret_set (self, side, &self->selection.anchor, &place, TRUE, DZ_REVEAL_NEAR);
}

gboolean
dz_parallel_view_take_focus (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  return self->selection.head.block && dz_view_caret_take_focus (self);
}

gboolean
dz_parallel_view_get_selection (
    DzParallelView *self, DzSide *side, DzBlock **start_block, guint *start, DzBlock **end_block, guint *end)
{
  DzViewPlace from, to;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  if (!self->selection.head.block || dz_view_selection_is_empty (&self->selection))
    return FALSE;
  dz_view_selection_get_ends (&self->selection, &from, &to);
  if (side)
    *side = self->selection.side;
  if (start_block)
    *start_block = from.block;
  if (start)
    *start = from.position;
  if (end_block)
    *end_block = to.block;
  if (end)
    *end = to.position;
  return TRUE;
}

void
dz_parallel_view_select (
    DzParallelView *self, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block, guint end)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));
  g_return_if_fail (self->document && DZ_IS_BLOCK (start_block) && DZ_IS_BLOCK (end_block));

  dz_view_caret_set (self, side, &(DzViewPlace){ start_block, start }, &(DzViewPlace){ end_block, end },
                     dz_view_caret_has_focus (self), DZ_REVEAL_NEAR);
}

void
dz_parallel_view_clear_selection (DzParallelView *self)
{
  DzViewPlace head;

  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  head = self->selection.head;
  if (head.block && !dz_view_selection_is_empty (&self->selection))
    dz_view_caret_set (self, self->selection.side, &head, &head, FALSE, DZ_REVEAL_NONE);
}

char *
dz_parallel_view_dup_selected_text (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), NULL);

  return dz_view_selection_dup_text (&self->selection);
}

static gboolean
cut_to_screen (DzParallelView *self, GdkRectangle *rect)
{
  GdkRectangle screen = { 0, 0, self->width, self->layout.viewport };

  return gdk_rectangle_intersect (rect, &screen, rect);
}

gboolean
dz_parallel_view_get_caret_rect (DzParallelView *self, GdkRectangle *rect)
{
  DzViewSelection *selection;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  selection = &self->selection;
  if (!selection->head.block
      || !dz_view_caret_locate (self, selection->head.block, selection->side, selection->head.position, rect))
    return FALSE;
  rect->width = MAX (rect->width, 1);
  return cut_to_screen (self, rect);
}

gboolean
dz_parallel_view_get_selection_rect (DzParallelView *self, GdkRectangle *rect)
{
  DzViewSelection *selection;
  GdkRectangle other;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  selection = &self->selection;
  if (!selection->head.block || dz_view_selection_is_empty (selection)
      || !dz_view_caret_locate (self, selection->head.block, selection->side, selection->head.position, rect))
    return FALSE;
  rect->width = MAX (rect->width, 1);
  /* On one line the bar points to the middle of what is selected. */
  if (!dz_view_selection_is_long (selection)
      && dz_view_caret_locate (self, selection->anchor.block, selection->side, selection->anchor.position, &other)
      && other.y == rect->y)
    gdk_rectangle_union (rect, &other, rect);
  return cut_to_screen (self, rect);
}

GPtrArray *
dz_parallel_view_get_highlights_at_caret (DzParallelView *self)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = NULL;
  DzViewSelection *selection;
  guint start, end;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), found);

  selection = &self->selection;
  if (!self->project || !selection->head.block)
    return found;
  all = dz_project_highlights_on (self->project, selection->head.block, selection->side);
  for (guint i = all->len; i > 0; i--)
    {
      DzHighlight *highlight = g_ptr_array_index (all, i - 1);

      if (dz_project_highlight_range (self->project, highlight, selection->side, selection->head.block, &start, &end)
          && start <= selection->head.position && selection->head.position <= end)
        g_ptr_array_add (found, highlight);
    }
  return found;
}

gboolean
dz_parallel_view_activate_highlights (DzParallelView *self)
{
  g_autoptr (GPtrArray) highlights = dz_parallel_view_get_highlights_at_caret (self);
  GdkRectangle rect;

  if (highlights->len == 0 || !dz_parallel_view_get_caret_rect (self, &rect))
    return FALSE;
  dz_view_emit_highlights (self, highlights, self->selection.side, &rect);
  return TRUE;
}

void
dz_parallel_view_set_emphasis (DzParallelView *self, const char *tag_id)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  if (g_strcmp0 (self->emphasis, tag_id) == 0)
    return;
  g_free (self->emphasis);
  self->emphasis = g_strdup (tag_id);
  dz_view_rows_queue_refresh (self);
}

void
dz_parallel_view_set_current_highlight (DzParallelView *self, DzHighlight *highlight)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  if (g_set_object (&self->current_highlight, highlight))
    dz_view_rows_queue_refresh (self);
}

gboolean
dz_parallel_view_is_composing (DzParallelView *self)
{
  DzTextCell *cell;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  cell = self->document ? dz_view_caret_get_cell (self) : NULL;
  return cell && dz_text_cell_is_composing (cell);
}

void
dz_parallel_view_commit_composition (DzParallelView *self)
{
  g_return_if_fail (DZ_IS_PARALLEL_VIEW (self));

  if (dz_parallel_view_is_composing (self))
    dz_text_cell_end_composition (dz_view_caret_get_cell (self));
}

static void
dz_parallel_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (object);

  switch (property)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_SIDE_WITH_FOCUS:
      g_value_set_int (value, (int)self->selection.side);
      break;
    case PROP_EXTRA_MENU:
      g_value_set_object (value, self->extra_menu);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, (int)self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int)self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
dz_parallel_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (object);

  switch (property)
    {
    case PROP_PROJECT:
      dz_parallel_view_set_project (self, g_value_get_object (value));
      break;
    case PROP_DOCUMENT:
      dz_parallel_view_set_document (self, g_value_get_object (value));
      break;
    case PROP_EXTRA_MENU:
      dz_parallel_view_set_extra_menu (self, g_value_get_object (value));
      break;
    case PROP_READ_ONLY:
      dz_parallel_view_set_read_only (self, g_value_get_boolean (value));
      break;
    case PROP_HADJUSTMENT:
      g_set_object (&self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      dz_view_rows_set_vadjustment (self, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = (guint)g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = (guint)g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

/* The view is one stop of Tab: where the caret is. Inside, the cells have Tab themselves. */
static gboolean
dz_parallel_view_focus_vfunc (GtkWidget *widget, GtkDirectionType direction)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (widget);

  if (gtk_widget_get_focus_child (widget) || !self->selection.head.block)
    return FALSE;
  dz_parallel_view_focus_side (self, self->selection.side);
  return TRUE;
}

static gboolean
dz_parallel_view_grab_focus (GtkWidget *widget)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (widget);

  if (!self->selection.head.block)
    return FALSE;
  dz_parallel_view_focus_side (self, self->selection.side);
  return TRUE;
}

static void
dz_parallel_view_dispose (GObject *object)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (object);

  dz_view_pointer_clear (self);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->document)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  dz_view_rows_clear (self);
  dz_view_selection_clear (&self->selection);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    g_clear_pointer (&self->languages.of[side], g_free);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->undone.block);
  g_clear_object (&self->current_highlight);
  g_clear_object (&self->extra_menu);
  g_clear_object (&self->document);
  g_clear_object (&self->project);
  g_clear_pointer (&self->emphasis, g_free);
  G_OBJECT_CLASS (dz_parallel_view_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  static const char *const plain[] = {
    [DZ_VIEW_CARET_MOVED] = "caret-moved",
    [DZ_VIEW_SELECTION_CHANGED] = "selection-changed",
    [DZ_VIEW_SELECTION_SETTLED] = "selection-settled",
    [DZ_VIEW_SCROLLED] = "scrolled",
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (plain[i])
      signals[i]
          = g_signal_new (plain[i], DZ_TYPE_PARALLEL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DZ_VIEW_HIGHLIGHT_ACTIVATED]
      = g_signal_new ("highlight-activated", DZ_TYPE_PARALLEL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                      3, G_TYPE_PTR_ARRAY, G_TYPE_INT, GDK_TYPE_RECTANGLE);
  signals[DZ_VIEW_SELECTION_KEY]
      = g_signal_new ("selection-key", DZ_TYPE_PARALLEL_VIEW, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled,
                      NULL, NULL, G_TYPE_BOOLEAN, 2, G_TYPE_UINT, GDK_TYPE_MODIFIER_TYPE);
  signals[DZ_VIEW_STATE_ACTIVATED] = g_signal_new ("state-activated", DZ_TYPE_PARALLEL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 2, DZ_TYPE_BLOCK, GDK_TYPE_RECTANGLE);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/duizhao/Duizhao/parallel/parallel.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}

static void
dz_parallel_view_class_init (DzParallelViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = dz_parallel_view_dispose;
  object_class->get_property = dz_parallel_view_get_property;
  object_class->set_property = dz_parallel_view_set_property;
  widget_class->focus = dz_parallel_view_focus_vfunc;
  widget_class->grab_focus = dz_parallel_view_grab_focus;
  dz_view_rows_class_init (widget_class);

  properties[PROP_PROJECT] = g_param_spec_object ("project", NULL, NULL, DZ_TYPE_PROJECT, flags);
  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, DZ_TYPE_DOCUMENT, flags);
  properties[PROP_SIDE_WITH_FOCUS] = g_param_spec_int ("side-with-focus", NULL, NULL, 0, DZ_N_SIDES - 1, 0,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EXTRA_MENU] = g_param_spec_object ("extra-menu", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  install_signals ();
  load_style ();
  gtk_widget_class_set_css_name (widget_class, "parallelview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
dz_parallel_view_init (DzParallelView *self)
{
  dz_view_selection_init (&self->selection);
  self->goal_x = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  dz_view_rows_init (self);
  dz_view_pointer_init (self);
}

GtkWidget *
dz_parallel_view_new (void)
{
  return g_object_new (DZ_TYPE_PARALLEL_VIEW, NULL);
}
