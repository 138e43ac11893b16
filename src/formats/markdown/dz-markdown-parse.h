#pragma once

#include "formats/reading/dz-raw-block.h"

G_BEGIN_DECLS

/**
 * dz_markdown_parse:
 * @source: UTF-8, lines end in LF
 *
 * Reads Markdown as people mean it: CommonMark, emphasis beside Chinese punctuation, strikes, bare web addresses, HTML
 * as far as it says something of text. Lines are not joined yet.
 *
 * Returns: (transfer full) (element-type DzRawBlock)
 */
GPtrArray *dz_markdown_parse (const char *source);

G_END_DECLS
