#pragma once

#include "formats/reading/dz-flow.h"

G_BEGIN_DECLS

/**
 * DzHtmlFlow:
 * @flow: where what comes out goes
 * @skipping: (nullable): the element whose content is left out, as "script", until its end comes
 *
 * HTML in the middle of another syntax, in pieces as they come.
 */
typedef struct
{
  DzFlow *flow;
  const char *skipping;
} DzHtmlFlow;

/**
 * dz_html_flow_feed:
 * @html: whole tags, and text between them
 *
 * Keeps what text has: emphasis, links, pictures, line ends, paragraphs, headings, lists and boxes. Scripts, styles,
 * comments and every other tag vanish, the text in them stays. What only looks like a tag is text.
 */
void dz_html_flow_feed (DzHtmlFlow *self, const char *html);

G_END_DECLS
