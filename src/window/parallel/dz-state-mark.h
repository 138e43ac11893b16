#pragma once

#include <gtk/gtk.h>

#include "model/dz-types.h"

G_BEGIN_DECLS

#define DZ_STATE_MARK_SIZE 16

/* Draws the sign of @state, a form for each and not a colour alone, in a square of DZ_STATE_MARK_SIZE. */
void dz_state_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, DzState state, float x, float y);
/* "Draft": translated. */
const char *dz_state_mark_get_name (DzState state);

G_END_DECLS
