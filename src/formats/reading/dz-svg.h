#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dz_svg_is_safe:
 * @data: an SVG picture
 *
 * Looks whether a drawing is nothing but a drawing: it runs nothing, brings no entities of its own, and names nothing
 * that is outside of it. One that is not well-formed is not safe.
 */
gboolean dz_svg_is_safe (const guint8 *data, gsize size);

G_END_DECLS
