#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dz_markdown_append_escaped:
 * @out: where it goes; what stands at its end decides whether a line begins here
 * @text: words, to be read as words
 * @in_link: they are a link's text, where no bracket may stand alone
 *
 * Puts a backslash before what CommonMark, or one of its usual extensions, would take for markup, and before nothing
 * else: people read this too. A line end becomes one that stays.
 */
void
dz_markdown_append_escaped (GString *out, const char *text, gboolean in_link);

/* An address in round brackets: as it is, or between angle brackets where it needs them. */
void
dz_markdown_append_address (GString *out, const char *address);

/* Code, in as many backticks as it takes. */
void
dz_markdown_append_code (GString *out, const char *text);

/* TRUE for a web address that may stand in a text as it is. */
gboolean
dz_markdown_is_bare_address (const char *text);

G_END_DECLS
