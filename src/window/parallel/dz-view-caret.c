#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "language/dz-words.h"
#include "window/parallel/dz-view-private.h"

static guint
get_length (DzBlock *block, DzSide side)
{
  return dz_text_get_length (dz_block_get_text (block, side));
}

DzTextCell *
dz_view_caret_get_cell (DzParallelView *self)
{
  DzParallelRow *row;

  if (!self->selection.head.block)
    return NULL;
  row = dz_view_rows_find (self, self->selection.head.block);
  return row ? dz_parallel_row_get_cell (row, self->selection.side) : NULL;
}

gboolean
dz_view_caret_has_focus (DzParallelView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
sync_cell (DzParallelView *self, DzTextCell *cell)
{
  DzViewSelection *selection = &self->selection;
  DzBlock *block = dz_text_cell_get_block (cell);
  gboolean here = dz_text_cell_get_side (cell) == selection->side;
  gboolean head = here && block == selection->head.block;
  gboolean across = dz_view_selection_is_long (selection);
  guint anchor, caret, start = 0, end = 0;

  if (here && across)
    dz_view_selection_get_range (selection, block, &start, &end);
  dz_text_cell_cover (cell, start, end);

  dz_text_cell_get_selected (cell, &anchor, &caret);
  if (!head && anchor != caret)
    dz_text_cell_select (cell, caret, caret);
  else if (head && !dz_text_cell_is_composing (cell))
    {
      guint from = across ? selection->head.position : selection->anchor.position;

      if (anchor != from || caret != selection->head.position)
        dz_text_cell_select (cell, from, selection->head.position);
    }
}

void
dz_view_caret_sync (DzParallelView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DzParallelRow *row = g_ptr_array_index (self->rows, i);

      for (DzSide side = 0; side < DZ_N_SIDES; side++)
        sync_cell (self, dz_parallel_row_get_cell (row, side));
      dz_parallel_row_set_current (row, dz_parallel_row_get_block (row) == self->selection.head.block);
    }
}

static void
announce (DzParallelView *self, gboolean moved)
{
  gboolean has_selection = !dz_view_selection_is_empty (&self->selection);

  if (moved)
    dz_view_emit (self, DZ_VIEW_CARET_MOVED);
  if (has_selection || self->had_selection)
    {
      self->had_selection = has_selection;
      dz_view_emit (self, DZ_VIEW_SELECTION_CHANGED);
      if (!self->pressed)
        dz_view_emit (self, DZ_VIEW_SELECTION_SETTLED);
    }
}

gboolean
dz_view_caret_take_focus (DzParallelView *self)
{
  DzBlock *block = self->selection.head.block;
  gboolean was_moving = self->moving;
  DzParallelRow *row;

  if (!dz_row_has_text (block))
    return FALSE;
  self->moving = TRUE;
  row = dz_view_rows_ensure (self, block);
  gtk_widget_grab_focus (GTK_WIDGET (dz_parallel_row_get_cell (row, self->selection.side)));
  self->moving = was_moving;
  return TRUE;
}

void
dz_view_caret_set (DzParallelView *self,
                   DzSide side,
                   const DzViewPlace *anchor,
                   const DzViewPlace *head,
                   gboolean focus,
                   DzReveal reveal)
{
  if (!head->block)
    return;
  self->moving = TRUE;
  dz_view_selection_set (&self->selection, side, anchor, head);
  dz_view_rows_ensure (self, head->block);
  dz_view_caret_sync (self);
  if (focus)
    dz_view_caret_take_focus (self);
  self->moving = FALSE;

  if (self->project)
    dz_project_break_typing (self->project);
  if (reveal != DZ_REVEAL_NONE)
    {
      self->reveal = reveal;
      dz_view_rows_queue_layout (self);
    }
  announce (self, TRUE);
}

void
dz_view_caret_move (DzParallelView *self, DzBlock *block, guint position, gboolean extend)
{
  DzViewPlace head = { block, position };
  DzViewPlace anchor = extend ? self->selection.anchor : head;

  dz_view_caret_set (self, self->selection.side, &anchor, &head, TRUE, DZ_REVEAL_NEAR);
}

DzBlock *
dz_view_caret_next_block (DzParallelView *self, DzBlock *block, int direction)
{
  guint n = dz_document_get_n_blocks (self->document);
  guint index = dz_document_index_of (self->document, block);

  if (index == G_MAXUINT)
    return NULL;
  while (direction > 0 ? index + 1 < n : index > 0)
    {
      DzBlock *next = dz_document_get_block (self->document, index += (guint)direction);

      if (dz_row_has_text (next))
        return next;
    }
  return NULL;
}

gboolean
dz_view_caret_locate (DzParallelView *self, DzBlock *block, DzSide side, guint position, GdkRectangle *rect)
{
  DzParallelRow *row = dz_view_rows_find (self, block);
  graphene_point_t point;
  GtkWidget *cell;

  if (!row)
    return FALSE;
  cell = GTK_WIDGET (dz_parallel_row_get_cell (row, side));
  if (!dz_row_has_text (block))
    {
      cell = GTK_WIDGET (row);
      *rect = (GdkRectangle){ 0, 0, 1, gtk_widget_get_height (cell) };
    }
  else
    dz_text_cell_get_rect (DZ_TEXT_CELL (cell), position, rect);
  if (!gtk_widget_compute_point (cell, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float)rect->x, (float)rect->y),
                                 &point))
    return FALSE;
  rect->x = (int)point.x;
  rect->y = (int)point.y;
  return TRUE;
}

/* Where a caret at @x (of the cell) comes in from above or below; also in rows that no widget shows. */
static guint
enter_at (DzParallelView *self, DzBlock *block, gboolean from_below, int x)
{
  DzSide side = self->selection.side;

  return dz_text_measure_position_at (self->measure, dz_block_get_text (block, side), dz_block_get_form (block),
                                      self->languages.of[side], dz_view_rows_get_column (self), x,
                                      from_below ? G_MAXINT / PANGO_SCALE / 2 : 0);
}

static int
get_goal_x (DzParallelView *self, DzTextCell *cell)
{
  GdkRectangle rect;

  if (self->goal_x < 0)
    {
      dz_text_cell_get_rect (cell, self->selection.head.position, &rect);
      self->goal_x = rect.x;
    }
  return self->goal_x;
}

static void
move_line (DzParallelView *self, DzTextCell *cell, int direction, gboolean extend)
{
  DzViewPlace *head = &self->selection.head;
  int x = get_goal_x (self, cell);
  DzBlock *next;
  guint position;

  if (dz_text_cell_line_step (cell, head->position, direction, x, &position))
    dz_view_caret_move (self, head->block, position, extend);
  else if ((next = dz_view_caret_next_block (self, head->block, direction)))
    dz_view_caret_move (self, next, enter_at (self, next, direction < 0, x), extend);
  else
    dz_view_caret_move (self, head->block, direction < 0 ? 0 : dz_text_cell_get_length (cell), extend);
  self->goal_x = x;
}

static void
move_page (DzParallelView *self, DzTextCell *cell, int direction, gboolean extend)
{
  DzViewPlace *head = &self->selection.head;
  int page = MAX (self->layout.viewport - 3 * dz_text_measure_get_line_height (self->measure), 40);
  int x = get_goal_x (self, cell);
  gint64 before = dz_view_layout_value (&self->layout);
  DzBlock *block;
  DzRowMetrics metrics;
  DzRowHeights heights;
  GdkRectangle rect;
  guint first, end, position;
  int y;

  if (!dz_view_caret_locate (self, head->block, self->selection.side, head->position, &rect))
    return;
  dz_view_layout_scroll_by (&self->layout, direction * page);
  dz_view_layout_place (&self->layout, &first, &end);
  if (dz_view_layout_value (&self->layout) == before)
    {
      block = dz_document_get_block (self->document, direction < 0 ? 0 : dz_document_get_n_blocks (self->document) - 1);
      if (!dz_row_has_text (block))
        block = dz_view_caret_next_block (self, block, -direction);
      if (block)
        dz_view_caret_move (self, block, direction < 0 ? 0 : get_length (block, self->selection.side), extend);
      return;
    }

  y = CLAMP (rect.y + rect.height / 2, 0, self->layout.viewport - 1);
  block = dz_view_rows_block_at (self, y);
  if (!dz_row_has_text (block) && !(block = dz_view_caret_next_block (self, block, direction)))
    return;
  dz_row_metrics_compute (&metrics, self->width);
  dz_row_heights_init (&heights, self->project, block, self->measure, &metrics);
  y -= (int)dz_view_layout_row_top (&self->layout, dz_document_index_of (self->document, block));
  y -= heights.top + heights.speaker + heights.picture;
  position = dz_text_measure_position_at (self->measure, dz_block_get_text (block, self->selection.side),
                                          dz_block_get_form (block), self->languages.of[self->selection.side],
                                          metrics.column, x, y);
  dz_view_caret_move (self, block, position, extend);
  self->goal_x = x;
}

static void
move_characters (DzParallelView *self, DzTextCell *cell, int count, gboolean extend)
{
  DzViewSelection *selection = &self->selection;
  int direction = count < 0 ? -1 : 1;
  DzBlock *next;

  if (!extend && !dz_view_selection_is_empty (selection))
    {
      DzViewPlace start, end;

      dz_view_selection_get_ends (selection, &start, &end);
      dz_view_caret_move (self, count < 0 ? start.block : end.block, count < 0 ? start.position : end.position, FALSE);
      return;
    }
  if (selection->head.position != (direction < 0 ? 0 : dz_text_cell_get_length (cell)))
    dz_view_caret_move (self, selection->head.block,
                        dz_text_cell_character_step (cell, selection->head.position, count), extend);
  else if ((next = dz_view_caret_next_block (self, selection->head.block, direction)))
    dz_view_caret_move (self, next, direction < 0 ? get_length (next, selection->side) : 0, extend);
}

static void
move_words (DzParallelView *self, DzTextCell *cell, int count, gboolean extend)
{
  DzViewPlace *head = &self->selection.head;
  DzText *text = dz_block_get_text (head->block, self->selection.side);
  guint position = dz_words_step (dz_text_get_string (text), head->position, count);

  if (position == head->position)
    move_characters (self, cell, count, extend);
  else
    dz_view_caret_move (self, head->block, position, extend);
}

static void
move_blocks (DzParallelView *self, int direction, gboolean extend)
{
  DzViewPlace *head = &self->selection.head;
  DzBlock *next = dz_view_caret_next_block (self, head->block, direction);

  if (direction < 0 && head->position > 0)
    dz_view_caret_move (self, head->block, 0, extend);
  else if (next)
    dz_view_caret_move (self, next, 0, extend);
  else if (direction > 0)
    dz_view_caret_move (self, head->block, get_length (head->block, self->selection.side), extend);
}

static void
move_to_end (DzParallelView *self, int direction, gboolean extend)
{
  guint n = dz_document_get_n_blocks (self->document);
  DzBlock *block = dz_document_get_block (self->document, direction < 0 ? 0 : n - 1);

  if (!dz_row_has_text (block))
    block = dz_view_caret_next_block (self, block, -direction);
  if (block)
    dz_view_caret_move (self, block, direction < 0 ? 0 : get_length (block, self->selection.side), extend);
}

gboolean
dz_view_caret_walk (DzParallelView *self, int direction)
{
  DzBlock *next
      = self->selection.head.block ? dz_view_caret_next_block (self, self->selection.head.block, direction) : NULL;

  if (next)
    dz_view_caret_move (self, next, direction < 0 ? get_length (next, self->selection.side) : 0, FALSE);
  return next != NULL;
}

static gboolean
move_cursor (DzCellHost *host, DzTextCell *cell, GtkMovementStep step, int count, gboolean extend)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  int goal_x = self->goal_x;
  DzViewPlace *head = &self->selection.head;

  if (!self->document || cell != dz_view_caret_get_cell (self) || count == 0)
    return FALSE;
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (cell));
  self->goal_x = -1;
  switch (step)
    {
    case GTK_MOVEMENT_LOGICAL_POSITIONS:
    case GTK_MOVEMENT_VISUAL_POSITIONS:
      move_characters (self, cell, count, extend);
      return TRUE;
    case GTK_MOVEMENT_WORDS:
      move_words (self, cell, count, extend);
      return TRUE;
    case GTK_MOVEMENT_DISPLAY_LINES:
      self->goal_x = goal_x;
      move_line (self, cell, count < 0 ? -1 : 1, extend);
      return TRUE;
    case GTK_MOVEMENT_DISPLAY_LINE_ENDS:
      dz_view_caret_move (self, head->block, dz_text_cell_line_edge (cell, head->position, count > 0), extend);
      return TRUE;
    case GTK_MOVEMENT_PARAGRAPHS:
    case GTK_MOVEMENT_PARAGRAPH_ENDS:
      move_blocks (self, count < 0 ? -1 : 1, extend);
      return TRUE;
    case GTK_MOVEMENT_PAGES:
      self->goal_x = goal_x;
      move_page (self, cell, count < 0 ? -1 : 1, extend);
      return TRUE;
    case GTK_MOVEMENT_BUFFER_ENDS:
      move_to_end (self, count < 0 ? -1 : 1, extend);
      return TRUE;
    default:
      /* Sideways pages: there is nothing aside. */
      return TRUE;
    }
}

/* A click, an edit, or assistive technology moved the caret in a cell. */
static void
caret_changed (DzCellHost *host, DzTextCell *cell, gboolean typed)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  DzBlock *block = dz_text_cell_get_block (cell);
  DzSide side = dz_text_cell_get_side (cell);
  gboolean ours = block == self->selection.head.block && side == self->selection.side;
  guint anchor, head;

  if (self->moving || self->dragging || !block || (typed && !ours))
    return;
  if (typed && dz_view_selection_is_long (&self->selection))
    return;
  dz_text_cell_get_selected (cell, &anchor, &head);
  if (ours && !dz_view_selection_is_long (&self->selection) && anchor == self->selection.anchor.position
      && head == self->selection.head.position)
    return;

  dz_view_selection_set (&self->selection, side, &(DzViewPlace){ block, anchor }, &(DzViewPlace){ block, head });
  self->goal_x = -1;
  self->moving = TRUE;
  dz_view_caret_sync (self);
  self->moving = FALSE;
  if (!typed && self->project)
    dz_project_break_typing (self->project);
  if (typed && dz_view_caret_has_focus (self) && !self->undoing)
    {
      self->reveal = DZ_REVEAL_NEAR;
      dz_view_rows_queue_layout (self);
    }
  announce (self, TRUE);
}

static void
focus_changed (DzCellHost *host, DzTextCell *cell, gboolean focus)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  DzBlock *block = dz_text_cell_get_block (cell);
  gboolean ours = block == self->selection.head.block && dz_text_cell_get_side (cell) == self->selection.side;
  guint anchor, head;

  if (!focus && self->project)
    dz_project_break_typing (self->project);
  if (!focus || self->moving || self->dragging || ours || !block)
    return;
  dz_text_cell_get_selected (cell, &anchor, &head);
  dz_view_caret_set (self, dz_text_cell_get_side (cell), &(DzViewPlace){ block, head }, &(DzViewPlace){ block, head },
                     FALSE, DZ_REVEAL_NONE);
}

static void
select_document (DzParallelView *self)
{
  guint n = dz_document_get_n_blocks (self->document);
  DzBlock *last = dz_document_get_block (self->document, n - 1);
  DzViewPlace anchor = { dz_document_get_block (self->document, 0), 0 };
  DzViewPlace head = { last, get_length (last, self->selection.side) };

  dz_view_caret_set (self, self->selection.side, &anchor, &head, TRUE, DZ_REVEAL_NONE);
}

static void
select_all (DzCellHost *host, DzTextCell *cell, gboolean select)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  DzBlock *block = self->selection.head.block;
  DzViewPlace start, end;

  if (!block)
    return;
  dz_view_selection_get_ends (&self->selection, &start, &end);
  if (!select)
    dz_view_caret_move (self, block, self->selection.head.position, FALSE);
  else if (start.block != end.block
           || (start.position == 0 && end.position == get_length (block, self->selection.side)))
    select_document (self);
  else
    dz_view_caret_set (self, self->selection.side, &(DzViewPlace){ block, 0 },
                       &(DzViewPlace){ block, get_length (block, self->selection.side) }, TRUE, DZ_REVEAL_NONE);
}

void
dz_view_caret_init_host (DzCellHostInterface *iface)
{
  iface->move_cursor = move_cursor;
  iface->caret_changed = caret_changed;
  iface->focus_changed = focus_changed;
  iface->select_all = select_all;
}
