#pragma once

#include <gtk/gtk.h>

#include "model/dz-edit.h"

G_BEGIN_DECLS

#define DZ_TYPE_PARALLEL_VIEW (dz_parallel_view_get_type ())
/**
 * DzParallelView:
 *
 * One document, original left and translation right, each pair of blocks level. Put it into a GtkScrolledWindow.
 *
 * Properties:
 * - "project" (DzProject), "document" (DzDocument): what is shown; set the project first.
 * - "side-with-focus" (DzSide as int, read-only): the side that holds the caret.
 * - "extra-menu" (GMenuModel): added to the context menu of every cell.
 * - "read-only" (gboolean): translations cannot be typed into either.
 *
 * Signals:
 * - "caret-moved" (): see dz_parallel_view_get_caret(). Typing moves it too.
 * - "selection-changed" (): see dz_parallel_view_get_selection(). While a selection is being dragged it is emitted all
 * the time; "selection-settled" comes once when the button is let go, and after each change made by keys.
 * - "selection-settled" ()
 * - "highlight-activated" (GPtrArray of DzHighlight, DzSide as int, GdkRectangle in the view's coordinates): a click
 *   into highlights, or Alt+Enter with the caret in them. Those that begin latest come first.
 * - "selection-key" (guint keyval, GdkModifierType) → gboolean: a key that would type a character was pressed where it
 *   cannot: in an original, or over a selection of several blocks. Return TRUE when it was used: the digits and
 *   letters that tag. Otherwise, in a translation, it is typed at the caret, and the selection ends.
 * - "state-activated" (DzBlock, GdkRectangle): the mark of a block's state was clicked.
 * - "scrolled" (): what is on screen moved, by scrolling, at another width, or because something above grew: popovers
 *   place themselves anew.
 *
 * Keys (those that SHELL need not bind): the arrow keys walk from block to block, Page Up/Down, Ctrl+Home/End,
 * Shift with all of them extends the selection over blocks, Ctrl+A selects the block, Ctrl+A again the document's side;
 * Tab and F6 go from the original to the translation, Shift+Tab and Shift+F6 back (at the last side they are left to
 * the window); Enter goes to the next block, Shift+Enter inserts a line break, Ctrl+Enter confirms and goes on,
 * Ctrl+Shift+Enter confirms and stays, Alt+Page Down/Up go to the next and the previous unfinished block; Alt+Enter
 * activates the highlights under the caret; Ctrl+X, C, V, Z, Shift+Z work on the project.
 */
G_DECLARE_FINAL_TYPE (DzParallelView, dz_parallel_view, DZ, PARALLEL_VIEW, GtkWidget)

GtkWidget *dz_parallel_view_new (void);

DzProject *dz_parallel_view_get_project (DzParallelView *self);
void dz_parallel_view_set_project (DzParallelView *self, DzProject *project);
DzDocument *dz_parallel_view_get_document (DzParallelView *self);
void dz_parallel_view_set_document (DzParallelView *self, DzDocument *document);
void dz_parallel_view_set_extra_menu (DzParallelView *self, GMenuModel *menu);
gboolean dz_parallel_view_get_read_only (DzParallelView *self);
void dz_parallel_view_set_read_only (DzParallelView *self, gboolean read_only);

/* @align: 0.0 puts the block's top at the top of the view, 0.5 its middle at the middle, 1.0 its end at the end. Exact
 * in the next frame; the caret stays where it is. */
void dz_parallel_view_scroll_to_block (DzParallelView *self, DzBlock *block, double align);
/* Puts the caret at the highlight's start on @side (the other side when it has no live anchor there) and shows it;
 * FALSE for an orphan. The focus stays where it is. */
gboolean dz_parallel_view_reveal_highlight (DzParallelView *self, DzHighlight *highlight, DzSide side);

/* FALSE when the document is empty. @block is (transfer none); any out argument may be NULL. */
gboolean dz_parallel_view_get_caret (DzParallelView *self, DzBlock **block, DzSide *side, guint *position);
/* Puts the caret there, collapses the selection, shows the place and takes the focus. */
void dz_parallel_view_focus (DzParallelView *self, DzBlock *block, DzSide side, guint position);
/* Takes the focus where the caret is; on @side of its block. */
void dz_parallel_view_focus_side (DzParallelView *self, DzSide side);
/* The text that has the caret takes the focus, wherever it is: nothing is scrolled, and the selection stays. FALSE when
 * there is none. */
gboolean dz_parallel_view_take_focus (DzParallelView *self);

/* In the order of the text; FALSE when nothing is selected. Loses nothing when the focus goes to a popover. */
gboolean dz_parallel_view_get_selection (
    DzParallelView *self, DzSide *side, DzBlock **start_block, guint *start, DzBlock **end_block, guint *end);
void dz_parallel_view_select (
    DzParallelView *self, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block, guint end);
void dz_parallel_view_clear_selection (DzParallelView *self);
/* (transfer full) (nullable): the selected words, blocks parted by line ends. */
char *dz_parallel_view_dup_selected_text (DzParallelView *self);
/* Where the end of the selection nearest to the caret is, in the view's coordinates, cut to what is on screen: the
 * place for a bar. FALSE when nothing is selected or it is out of sight. */
gboolean dz_parallel_view_get_selection_rect (DzParallelView *self, GdkRectangle *rect);
/* The caret's place in the view's coordinates; FALSE when out of sight. */
gboolean dz_parallel_view_get_caret_rect (DzParallelView *self, GdkRectangle *rect);

/* (transfer container): highlights over the caret, those that begin latest first. */
GPtrArray *dz_parallel_view_get_highlights_at_caret (DzParallelView *self);
/* Emits "highlight-activated" for them; FALSE when there are none. */
gboolean dz_parallel_view_activate_highlights (DzParallelView *self);
/* All highlights without @tag_id are dimmed; NULL dims none. */
void dz_parallel_view_set_emphasis (DzParallelView *self, const char *tag_id);
/* The one that is drawn with a ring; NULL for none. */
void dz_parallel_view_set_current_highlight (DzParallelView *self, DzHighlight *highlight);

/* @direction: 1 or -1. Puts the caret into the translation of the next block that is untranslated or a draft; FALSE
 * when there is none that way. */
gboolean dz_parallel_view_go_unfinished (DzParallelView *self, int direction);
/* Makes the caret's block translated (nothing happens to one without a translation), and goes on to the next unfinished
 * one unless @stay. FALSE when there was nothing to confirm. */
gboolean dz_parallel_view_confirm (DzParallelView *self, gboolean stay);

/* Of the project, with the caret put where something changed. A composition is ended first. */
gboolean dz_parallel_view_undo (DzParallelView *self);
gboolean dz_parallel_view_redo (DzParallelView *self);
/* Inserts at the caret of a translation, replacing the selection, as a step named @label. FALSE in an original. */
gboolean dz_parallel_view_insert (DzParallelView *self, const char *text, const char *label);
/* Turns a format ("bold", "italic"…) on or off for the selection in a translation. */
gboolean dz_parallel_view_toggle_span (DzParallelView *self, const char *kind);

gboolean dz_parallel_view_is_composing (DzParallelView *self);
/* Lets the input method end what it composes: before saving, closing or switching documents. */
void dz_parallel_view_commit_composition (DzParallelView *self);

G_END_DECLS
