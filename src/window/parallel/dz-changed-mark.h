#pragma once

#include <gtk/gtk.h>

#include "model/dz-block.h"

G_BEGIN_DECLS

/* The mark of a block whose original was replaced after it was translated ("earlier-original" of DzBlock). */

gboolean dz_changed_mark_is_on (DzBlock *block);
/* Draws it, a triangle where every state is round or a tick, in a square of DZ_STATE_MARK_SIZE. */
void dz_changed_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, float x, float y);
/* (transfer full): that it changed, and of the earlier original the part round the first change, with what went struck
 * through; Pango markup */
char *dz_changed_mark_dup_markup (DzBlock *block);
/* (transfer full): the same for the ear, with the whole of it */
char *dz_changed_mark_dup_spoken (DzBlock *block);

G_END_DECLS
