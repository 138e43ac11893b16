#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzHeightIndex:
 *
 * The heights of rows in pixels, each either measured or estimated, with their running sum in a Fenwick tree: reading a
 * sum, setting a height and finding the row at a distance take logarithmic time.
 */
typedef struct _DzHeightIndex DzHeightIndex;

DzHeightIndex *dz_height_index_new (void);
void dz_height_index_free (DzHeightIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzHeightIndex, dz_height_index_free)

guint dz_height_index_get_n_rows (DzHeightIndex *self);
/* Takes out @removed rows at @row and puts in @added ones, which are 0 high and not known. */
void dz_height_index_splice (DzHeightIndex *self, guint row, guint removed, guint added);

int dz_height_index_get (DzHeightIndex *self, guint row);
gboolean dz_height_index_is_known (DzHeightIndex *self, guint row);
void dz_height_index_set (DzHeightIndex *self, guint row, int height, gboolean known);
/* Keeps the height as an estimate. */
void dz_height_index_forget (DzHeightIndex *self, guint row);
/* Makes estimates of all heights, @factor times what they are. */
void dz_height_index_scale (DzHeightIndex *self, double factor);
guint dz_height_index_get_n_known (DzHeightIndex *self);

/* Heights of the rows before @row; of all when @row is their number. */
gint64 dz_height_index_sum (DzHeightIndex *self, guint row);
/* The row in which the pixel @y lies; @offset (nullable) gets the pixels from its top. The first or last row for a @y
 * outside; 0 when there is none. */
guint dz_height_index_find (DzHeightIndex *self, gint64 y, int *offset);

G_END_DECLS
