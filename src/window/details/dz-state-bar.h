#pragma once

#include <gtk/gtk.h>

#include "model/dz-types.h"

G_BEGIN_DECLS

#define DZ_TYPE_STATE_BAR (dz_state_bar_get_type ())
/**
 * DzStateBar:
 *
 * How far the translation is: a bar of as many parts as there are states. The numbers stand beside it in words.
 */
G_DECLARE_FINAL_TYPE (DzStateBar, dz_state_bar, DZ, STATE_BAR, GtkWidget)

void dz_state_bar_set_counts (DzStateBar *self, const guint counts[DZ_N_STATES]);

G_END_DECLS
