#pragma once

#include "window/parallel/dz-parallel-row.h"
#include "window/parallel/dz-parallel-view.h"
#include "window/parallel/dz-view-layout.h"
#include "window/parallel/dz-view-selection.h"

G_BEGIN_DECLS

/* What the files of the view share: dz-parallel-view.c has the object, dz-view-rows.c lays the rows out and scrolls,
 * dz-view-caret.c moves the caret, dz-view-edit.c changes the project, dz-view-pointer.c follows the mouse. */

typedef enum
{
  DZ_REVEAL_NONE,
  DZ_REVEAL_NEAR, /* by the shortest way */
  DZ_REVEAL_CALM, /* in the upper half, unless it is in sight with room around it */
} DzReveal;

struct _DzParallelView
{
  GtkWidget parent_instance;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy;
  guint vscroll_policy;

  DzProject *project;
  DzDocument *document;
  DzRowLanguages languages;
  DzTextMeasure *measure;
  DzViewLayout layout;
  int width;
  GPtrArray *rows;  /* of DzParallelRow: those that show a block, in its order; the view parents them */
  GPtrArray *spare; /* of DzParallelRow */

  double last_value;
  gint64 last_scroll; /* monotonic time */
  gboolean configuring;
  guint settle_id;
  guint scrolled_id;
  gboolean rebound; /* rows have taken other blocks, or another width, since they were last laid out */
  gboolean again; /* sizes were asked for while they were given */
  gulong layout_handler;
  guint index_id;
  guint next_to_index;
  gint64 index_shown;

  DzViewSelection selection;
  DzReveal reveal;
  int goal_x;      /* the x that lines up and down keep to, or -1 */
  gboolean moving; /* the view sets caret and focus itself */
  gboolean had_selection;

  char *emphasis;
  DzHighlight *current_highlight;
  guint refresh_id;

  gboolean read_only;
  GMenuModel *extra_menu;

  gboolean undoing;
  DzViewPlace undone; /* block held */
  DzSide undone_side;

  /* a drag with the mouse */
  gboolean pressed;
  gboolean dragging;
  DzSide drag_side;
  DzBlock *press_block; /* only compared */
  DzSide press_side;
  double press_x, press_y;
  double drag_x, drag_y;
  guint autoscroll_id;
  guint activate_id;
};

typedef enum
{
  DZ_VIEW_CARET_MOVED,
  DZ_VIEW_SELECTION_CHANGED,
  DZ_VIEW_SELECTION_SETTLED,
  DZ_VIEW_HIGHLIGHT_ACTIVATED,
  DZ_VIEW_SELECTION_KEY,
  DZ_VIEW_STATE_ACTIVATED,
  DZ_VIEW_SCROLLED,
  DZ_VIEW_N_SIGNALS,
} DzViewSignal;

void dz_view_emit (DzParallelView *self, DzViewSignal signal);
gboolean dz_view_emit_selection_key (DzParallelView *self, guint keyval, GdkModifierType state);
void dz_view_emit_highlights (DzParallelView *self, GPtrArray *highlights, DzSide side, const GdkRectangle *rect);
void dz_view_emit_state (DzParallelView *self, DzBlock *block, const GdkRectangle *rect);

/* dz-view-rows.c */
void dz_view_rows_init (DzParallelView *self);
void dz_view_rows_clear (DzParallelView *self);
void dz_view_rows_class_init (GtkWidgetClass *widget_class);
void dz_view_rows_set_vadjustment (DzParallelView *self, GtkAdjustment *adjustment);
/* The document is another one. */
void dz_view_rows_reset (DzParallelView *self);
void dz_view_rows_splice (DzParallelView *self, guint index, guint removed, guint added);
/* (nullable): the row that shows @block */
DzParallelRow *dz_view_rows_find (DzParallelView *self, DzBlock *block);
/* Makes one show it now; it is allocated in the next frame. */
DzParallelRow *dz_view_rows_ensure (DzParallelView *self, DzBlock *block);
/* The block at @y of the view, or the nearest. (nullable) */
DzBlock *dz_view_rows_block_at (DzParallelView *self, int y);
void dz_view_rows_forget_height (DzParallelView *self, DzBlock *block);
/* What it shows of @block besides its text, or the highlights alone. */
void dz_view_rows_refresh (DzParallelView *self, DzBlock *block, gboolean highlights_only);
/* The same for all rows, soon. */
void dz_view_rows_queue_refresh (DzParallelView *self);
void dz_view_rows_queue_layout (DzParallelView *self);
/* The same after a jump or a scroll, with the rows bound at once. */
void dz_view_rows_prepare (DzParallelView *self);
int dz_view_rows_get_column (DzParallelView *self);

/* dz-view-caret.c */
void dz_view_caret_init_host (DzCellHostInterface *iface);
/* The text that has the caret takes the focus; FALSE when its block has no text. There must be a caret. */
gboolean dz_view_caret_take_focus (DzParallelView *self);
/* The one way to move the caret: selection, cells, focus, signals. @focus: takes the focus */
void dz_view_caret_set (DzParallelView *self,
                   DzSide side,
                   const DzViewPlace *anchor,
                   const DzViewPlace *head,
                   gboolean focus,
                   DzReveal reveal);
void dz_view_caret_move (DzParallelView *self, DzBlock *block, guint position, gboolean extend);
/* Makes all cells show the selection as it is. */
void dz_view_caret_sync (DzParallelView *self);
DzTextCell *dz_view_caret_get_cell (DzParallelView *self);
gboolean dz_view_caret_has_focus (DzParallelView *self);
DzBlock *dz_view_caret_next_block (DzParallelView *self, DzBlock *block, int direction);
gboolean dz_view_caret_walk (DzParallelView *self, int direction);
/* In the view's coordinates; FALSE when the row is not there. */
gboolean dz_view_caret_locate (DzParallelView *self, DzBlock *block, DzSide side, guint position, GdkRectangle *rect);

/* dz-view-edit.c */
void dz_view_edit_init_host (DzCellHostInterface *iface);
void dz_view_edit_project_changed (DzParallelView *self, DzChange *change);

/* dz-view-pointer.c */
void dz_view_pointer_init (DzParallelView *self);
void dz_view_pointer_clear (DzParallelView *self);

G_END_DECLS
