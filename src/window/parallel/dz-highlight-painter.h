#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_PAINTED_COLORS 3

/**
 * DzPaintedRange:
 *
 * What of a highlight lies on one side of one block, and how it is told from others that lie there too: highlights that
 * overlap have different lanes, and each lane is a line of its own under the text.
 */
typedef struct
{
  DzHighlight *highlight; /* held by the array it stands in */
  guint start;
  guint end;
  guint lane;
  guint n_colors;
  GdkRGBA colors[DZ_PAINTED_COLORS];
  gboolean begins; /* the highlight begins here, not in an earlier block */
  gboolean ends;
  gboolean paired; /* has a live anchor on both sides */
  gboolean noted;
  gboolean dimmed;
  gboolean current;
} DzPaintedRange;

/**
 * dz_highlight_painter_collect:
 * @emphasis: (nullable): id of the tag whose highlights are not dimmed
 * @current: (nullable): the highlight with the ring
 *
 * Returns: (transfer full): of DzPaintedRange, by start
 */
GArray *dz_highlight_painter_collect (
    DzProject *project, DzBlock *block, DzSide side, const char *emphasis, DzHighlight *current);

/* Draws them in the coordinates of @view's buffer. */
void dz_highlight_painter_snapshot (GArray *ranges, GtkTextView *view, GtkSnapshot *snapshot);
/* The same look for a selection that the text view does not know of. */
void dz_highlight_painter_snapshot_selection (GtkTextView *view, GtkSnapshot *snapshot, guint start, guint end);

G_END_DECLS
