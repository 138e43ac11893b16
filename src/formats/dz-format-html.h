#pragma once

#include "formats/dz-format.h"

G_BEGIN_DECLS

/* A web page: one file that fetches nothing and runs nothing, for the screen, for paper and for a screen reader. */
extern const DzFormat dz_format_html;

G_END_DECLS
