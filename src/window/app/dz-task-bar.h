#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DZ_TYPE_TASK_BAR (dz_task_bar_get_type ())
/**
 * DzTaskBar:
 *
 * Says what is being done and lets it be cancelled; shows itself only when that takes longer than a moment.
 */
G_DECLARE_FINAL_TYPE (DzTaskBar, dz_task_bar, DZ, TASK_BAR, AdwBin)

/* (transfer none): to be given to the work; cancelled by the person. Ends what was shown before. */
GCancellable *dz_task_bar_begin (DzTaskBar *self, const char *what);
/* Says how far the work is, and with what: @fraction from 0 to 1. Only between begin and end. */
void dz_task_bar_set_progress (DzTaskBar *self, double fraction, const char *what);
void dz_task_bar_end (DzTaskBar *self);

G_END_DECLS
