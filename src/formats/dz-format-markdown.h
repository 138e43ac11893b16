#pragma once

#include "formats/dz-format.h"

G_BEGIN_DECLS

/* Markdown: CommonMark, as people and converters write it. */
extern const DzFormat dz_format_markdown;

G_END_DECLS
