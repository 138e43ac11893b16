#pragma once

#include "formats/reading/dz-raw-block.h"

G_BEGIN_DECLS

/**
 * dz_text_parse:
 * @source: UTF-8, lines end in LF
 *
 * Finds paragraphs, a title, headings (一、 … 二、 …), lists and rules in a plain text, where they are beyond doubt.
 *
 * Returns: (transfer full) (element-type DzRawBlock)
 */
GPtrArray *dz_text_parse (const char *source);

G_END_DECLS
