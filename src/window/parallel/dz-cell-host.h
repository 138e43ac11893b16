#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _DzTextCell DzTextCell;

#define DZ_TYPE_CELL_HOST (dz_cell_host_get_type ())
/**
 * DzCellHost:
 *
 * What a cell asks of the view that it is in: everything that goes beyond its own block.
 */
G_DECLARE_INTERFACE (DzCellHost, dz_cell_host, DZ, CELL_HOST, GtkWidget)

struct _DzCellHostInterface
{
  GTypeInterface parent_iface;

  /* TRUE when the caret was moved (or cannot go further) and the cell has nothing to do. */
  gboolean (*move_cursor) (DzCellHost *self, DzTextCell *cell, GtkMovementStep step, int count, gboolean extend);
  /* A key that the input method did not take. */
  gboolean (*key_pressed) (DzCellHost *self, DzTextCell *cell, guint keyval, GdkModifierType state);
  /* A key that would type into the cell; TRUE when it means something else for what is selected. */
  gboolean (*before_typing) (DzCellHost *self, DzTextCell *cell, guint keyval, GdkModifierType state);
  /* Delete and Backspace; TRUE when a selection was deleted. */
  gboolean (*delete_selection) (DzCellHost *self, DzTextCell *cell);
  /* The caret or the selection inside of the cell went elsewhere; @typed: because of an edit. */
  void (*caret_changed) (DzCellHost *self, DzTextCell *cell, gboolean typed);
  void (*select_all) (DzCellHost *self, DzTextCell *cell, gboolean select);
  void (*copy) (DzCellHost *self, DzTextCell *cell);
  void (*cut) (DzCellHost *self, DzTextCell *cell);
  void (*paste) (DzCellHost *self, DzTextCell *cell);
  void (*undo) (DzCellHost *self, gboolean redo);
  void (*focus_changed) (DzCellHost *self, DzTextCell *cell, gboolean focus);
};

gboolean dz_cell_host_move_cursor (DzCellHost *self, DzTextCell *cell, GtkMovementStep step, int count, gboolean extend);
gboolean dz_cell_host_key_pressed (DzCellHost *self, DzTextCell *cell, guint keyval, GdkModifierType state);
gboolean dz_cell_host_before_typing (DzCellHost *self, DzTextCell *cell, guint keyval, GdkModifierType state);
gboolean dz_cell_host_delete_selection (DzCellHost *self, DzTextCell *cell);
void dz_cell_host_caret_changed (DzCellHost *self, DzTextCell *cell, gboolean typed);
void dz_cell_host_select_all (DzCellHost *self, DzTextCell *cell, gboolean select);
void dz_cell_host_copy (DzCellHost *self, DzTextCell *cell);
void dz_cell_host_cut (DzCellHost *self, DzTextCell *cell);
void dz_cell_host_paste (DzCellHost *self, DzTextCell *cell);
void dz_cell_host_undo (DzCellHost *self, gboolean redo);
void dz_cell_host_focus_changed (DzCellHost *self, DzTextCell *cell, gboolean focus);

G_END_DECLS
