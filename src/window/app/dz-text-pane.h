#pragma once

#include <adwaita.h>

#include "window/parallel/dz-parallel-view.h"

G_BEGIN_DECLS

#define DZ_TYPE_TEXT_PANE (dz_text_pane_get_type ())
/**
 * DzTextPane:
 *
 * The parallel text in its scrolled window, the size of its letters, and the widget that popovers at the text hang on.
 */
G_DECLARE_FINAL_TYPE (DzTextPane, dz_text_pane, DZ, TEXT_PANE, AdwBin)

DzParallelView *dz_text_pane_get_view (DzTextPane *self);
/* From the view's coordinates to the pane's. */
void dz_text_pane_translate (DzTextPane *self, GdkRectangle *rect);

G_END_DECLS
