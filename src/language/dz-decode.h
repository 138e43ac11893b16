#pragma once

#include <glib.h>

#include "language/dz-language-error.h"

G_BEGIN_DECLS

/**
 * dz_decode:
 * @bytes: a file's content
 * @charset_out: (out) (optional) (transfer full): where to put the name of the character set: "UTF-8", "UTF-16LE",
 *   "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030" or "Big5-HKSCS"
 * @error: return location for a #GError
 *
 * Turns bytes into text. A byte-order mark decides; without one valid UTF-8 wins, then UTF-16, and of GB18030 and Big5
 * the one that all bytes fit and whose common characters they are. The mark is taken off, lines end in LF, and control
 * characters other than the tab are left out.
 *
 * Returns: (transfer full): valid UTF-8, "" for no bytes; or NULL with an error of DZ_LANGUAGE_ERROR
 */
char *dz_decode (GBytes *bytes, char **charset_out, GError **error);

G_END_DECLS
