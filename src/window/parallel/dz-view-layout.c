#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-view-layout.h"

void
dz_view_layout_init (DzViewLayout *self, DzMeasureRow measure, gpointer user_data)
{
  self->index = dz_height_index_new ();
  self->anchor = 0;
  self->offset = 0;
  self->viewport = 0;
  self->measure = measure;
  self->user_data = user_data;
}

void
dz_view_layout_clear (DzViewLayout *self)
{
  g_clear_pointer (&self->index, dz_height_index_free);
}

int
dz_view_layout_height (DzViewLayout *self, guint row)
{
  if (!dz_height_index_is_known (self->index, row))
    dz_height_index_set (self->index, row, self->measure (row, self->user_data), TRUE);
  return dz_height_index_get (self->index, row);
}

void
dz_view_layout_splice (DzViewLayout *self, guint row, guint removed, guint added)
{
  guint before = dz_height_index_get_n_rows (self->index);
  guint n;

  dz_height_index_splice (self->index, row, removed, added);
  n = dz_height_index_get_n_rows (self->index);
  if (before > 0 && self->anchor >= row + removed)
    self->anchor += added - removed;
  else if (self->anchor > row)
    self->anchor = row;
  if (n == 0)
    self->anchor = 0;
  else if (self->anchor >= n)
    self->anchor = n - 1;
}

void
dz_view_layout_scroll_by (DzViewLayout *self, int pixels)
{
  self->offset -= pixels;
}

void
dz_view_layout_scroll_to_pixel (DzViewLayout *self, gint64 y)
{
  int into;

  self->anchor = dz_height_index_find (self->index, y, &into);
  self->offset = -into;
}

void
dz_view_layout_scroll_to_row (DzViewLayout *self, guint row, double align)
{
  g_return_if_fail (row < dz_height_index_get_n_rows (self->index));

  self->anchor = row;
  self->offset = (int)(align * (self->viewport - dz_view_layout_height (self, row)));
}

static void
move_anchor_into_sight (DzViewLayout *self)
{
  guint n = dz_height_index_get_n_rows (self->index);

  while (self->offset > 0 && self->anchor > 0)
    {
      self->anchor--;
      self->offset -= dz_view_layout_height (self, self->anchor);
    }
  while (self->anchor + 1 < n && self->offset + dz_view_layout_height (self, self->anchor) <= 0)
    {
      self->offset += dz_view_layout_height (self, self->anchor);
      self->anchor++;
    }
}

static int
fill_downwards (DzViewLayout *self, guint *end)
{
  guint n = dz_height_index_get_n_rows (self->index);
  guint row = self->anchor;
  int bottom = self->offset;

  while (row < n && (bottom < self->viewport || row == self->anchor))
    bottom += dz_view_layout_height (self, row++);
  *end = row;
  return bottom;
}

void
dz_view_layout_place (DzViewLayout *self, guint *first, guint *end)
{
  guint n = dz_height_index_get_n_rows (self->index);
  int bottom;

  if (n == 0)
    {
      self->anchor = 0;
      self->offset = 0;
      *first = *end = 0;
      return;
    }

  move_anchor_into_sight (self);
  bottom = fill_downwards (self, end);
  if (*end == n && bottom < self->viewport)
    {
      self->offset += self->viewport - bottom;
      move_anchor_into_sight (self);
    }
  if (self->anchor == 0 && self->offset > 0)
    self->offset = 0;
  fill_downwards (self, end);
  *first = self->anchor;
}

gint64
dz_view_layout_row_top (DzViewLayout *self, guint row)
{
  return self->offset + dz_height_index_sum (self->index, row) - dz_height_index_sum (self->index, self->anchor);
}

gint64
dz_view_layout_value (DzViewLayout *self)
{
  return dz_height_index_sum (self->index, self->anchor) - self->offset;
}

gint64
dz_view_layout_total (DzViewLayout *self)
{
  return dz_height_index_sum (self->index, dz_height_index_get_n_rows (self->index));
}
