#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DzWrapLayout:
 *
 * Children one beside the other, in as many lines as they need, like words.
 */
#define DZ_TYPE_WRAP_LAYOUT (dz_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (DzWrapLayout, dz_wrap_layout, DZ, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *dz_wrap_layout_new (void);

G_END_DECLS
