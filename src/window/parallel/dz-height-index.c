#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-height-index.h"

typedef struct
{
  int height;
  gboolean known;
} Row;

struct _DzHeightIndex
{
  GArray *rows;
  gint64 *tree; /* 1-based: tree[i] is the sum of the rows (i - lowbit (i), i] */
  guint n_known;
};

static guint
lowbit (guint i)
{
  return i & -i;
}

static void
rebuild (DzHeightIndex *self)
{
  guint n = self->rows->len;

  g_free (self->tree);
  self->tree = g_new0 (gint64, (gsize)n + 1);
  self->n_known = 0;
  for (guint i = 1; i <= n; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i - 1);
      guint parent = i + lowbit (i);

      self->tree[i] += row->height;
      if (parent <= n)
        self->tree[parent] += self->tree[i];
      self->n_known += row->known;
    }
}

DzHeightIndex *
dz_height_index_new (void)
{
  DzHeightIndex *self = g_new0 (DzHeightIndex, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  rebuild (self);
  return self;
}

void
dz_height_index_free (DzHeightIndex *self)
{
  g_array_unref (self->rows);
  g_free (self->tree);
  g_free (self);
}

guint
dz_height_index_get_n_rows (DzHeightIndex *self)
{
  return self->rows->len;
}

void
dz_height_index_splice (DzHeightIndex *self, guint row, guint removed, guint added)
{
  g_return_if_fail (row + removed <= self->rows->len);

  if (removed > 0)
    g_array_remove_range (self->rows, row, removed);
  if (added > 0)
    {
      g_autofree Row *fresh = g_new0 (Row, added);

      if (row == self->rows->len)
        g_array_append_vals (self->rows, fresh, added);
      else
        g_array_insert_vals (self->rows, row, fresh, added);
    }
  rebuild (self);
}

int
dz_height_index_get (DzHeightIndex *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, 0);

  return g_array_index (self->rows, Row, row).height;
}

gboolean
dz_height_index_is_known (DzHeightIndex *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, FALSE);

  return g_array_index (self->rows, Row, row).known;
}

void
dz_height_index_set (DzHeightIndex *self, guint row, int height, gboolean known)
{
  Row *entry;
  int delta;

  g_return_if_fail (row < self->rows->len);

  entry = &g_array_index (self->rows, Row, row);
  known = known != FALSE;
  self->n_known += known - entry->known;
  entry->known = known;
  delta = height - entry->height;
  entry->height = height;
  if (delta == 0)
    return;
  for (guint i = row + 1; i <= self->rows->len; i += lowbit (i))
    self->tree[i] += delta;
}

void
dz_height_index_forget (DzHeightIndex *self, guint row)
{
  dz_height_index_set (self, row, dz_height_index_get (self, row), FALSE);
}

void
dz_height_index_scale (DzHeightIndex *self, double factor)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      row->height = (int)(row->height * factor + 0.5);
      row->known = FALSE;
    }
  rebuild (self);
}

guint
dz_height_index_get_n_known (DzHeightIndex *self)
{
  return self->n_known;
}

gint64
dz_height_index_sum (DzHeightIndex *self, guint row)
{
  gint64 sum = 0;

  g_return_val_if_fail (row <= self->rows->len, 0);

  for (guint i = row; i > 0; i -= lowbit (i))
    sum += self->tree[i];
  return sum;
}

guint
dz_height_index_find (DzHeightIndex *self, gint64 y, int *offset)
{
  guint n = self->rows->len;
  guint row = 0;
  guint step = 1;
  gint64 rest = MAX (y, 0);

  while (step <= n / 2)
    step *= 2;
  for (; step > 0 && n > 0; step /= 2)
    if (row + step <= n && self->tree[row + step] <= rest)
      {
        row += step;
        rest -= self->tree[row];
      }

  if (n > 0 && row >= n)
    {
      row = n - 1;
      rest = MAX (y, 0) - dz_height_index_sum (self, row);
    }
  if (offset)
    *offset = n > 0 ? (int)MIN (rest, G_MAXINT) : 0;
  return row;
}
