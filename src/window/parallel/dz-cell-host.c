#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-cell-host.h"

G_DEFINE_INTERFACE (DzCellHost, dz_cell_host, GTK_TYPE_WIDGET)

static void
dz_cell_host_default_init (DzCellHostInterface *iface)
{
}

gboolean
dz_cell_host_move_cursor (DzCellHost *self, DzTextCell *cell, GtkMovementStep step, int count, gboolean extend)
{
  return DZ_CELL_HOST_GET_IFACE (self)->move_cursor (self, cell, step, count, extend);
}

gboolean
dz_cell_host_key_pressed (DzCellHost *self, DzTextCell *cell, guint keyval, GdkModifierType state)
{
  return DZ_CELL_HOST_GET_IFACE (self)->key_pressed (self, cell, keyval, state);
}

gboolean
dz_cell_host_before_typing (DzCellHost *self, DzTextCell *cell, guint keyval, GdkModifierType state)
{
  return DZ_CELL_HOST_GET_IFACE (self)->before_typing (self, cell, keyval, state);
}

gboolean
dz_cell_host_delete_selection (DzCellHost *self, DzTextCell *cell)
{
  return DZ_CELL_HOST_GET_IFACE (self)->delete_selection (self, cell);
}

void
dz_cell_host_caret_changed (DzCellHost *self, DzTextCell *cell, gboolean typed)
{
  DZ_CELL_HOST_GET_IFACE (self)->caret_changed (self, cell, typed);
}

void
dz_cell_host_select_all (DzCellHost *self, DzTextCell *cell, gboolean select)
{
  DZ_CELL_HOST_GET_IFACE (self)->select_all (self, cell, select);
}

void
dz_cell_host_copy (DzCellHost *self, DzTextCell *cell)
{
  DZ_CELL_HOST_GET_IFACE (self)->copy (self, cell);
}

void
dz_cell_host_cut (DzCellHost *self, DzTextCell *cell)
{
  DZ_CELL_HOST_GET_IFACE (self)->cut (self, cell);
}

void
dz_cell_host_paste (DzCellHost *self, DzTextCell *cell)
{
  DZ_CELL_HOST_GET_IFACE (self)->paste (self, cell);
}

void
dz_cell_host_undo (DzCellHost *self, gboolean redo)
{
  DZ_CELL_HOST_GET_IFACE (self)->undo (self, redo);
}

void
dz_cell_host_focus_changed (DzCellHost *self, DzTextCell *cell, gboolean focus)
{
  DZ_CELL_HOST_GET_IFACE (self)->focus_changed (self, cell, focus);
}
