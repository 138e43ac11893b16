#pragma once

#include "formats/dz-format.h"

G_BEGIN_DECLS

/* The reader of #dz_format_text. */
DzProject *dz_text_read (GBytes *bytes, const DzReadOptions *options, GCancellable *cancellable, GError **error);

G_END_DECLS
