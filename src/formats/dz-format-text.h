#pragma once

#include "formats/dz-format.h"

G_BEGIN_DECLS

/* Plain text, in whatever character set. */
extern const DzFormat dz_format_text;

G_END_DECLS
