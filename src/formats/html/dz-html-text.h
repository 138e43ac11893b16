#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text as HTML, for between tags and for between double quotes: no character of it can be markup, and what HTML does
 * not allow (control characters, non-characters) is left out. */
void
dz_html_append_text (GString *out, const char *text);
/* The same, a line end as a <br>. */
void
dz_html_append_lines (GString *out, const char *text);
/* ` name="value"` */
void
dz_html_append_attribute (GString *out, const char *name, const char *value);
/* TRUE when @text has a Han character: what somebody typed into a note is in one language or the other. */
gboolean
dz_html_has_han (const char *text);

G_END_DECLS
