#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dz_fold_is_blank:
 * @character: a code point
 *
 * Returns: TRUE for what shows nothing and so can stand at no text's edge: spaces of every width (U+3000 and the
 *   no-break space included), tabs, line ends, and zero-width characters (U+200B, U+2060, U+FEFF). Joiners (U+200C,
 *   U+200D) are parts of words and pictures and are no blanks.
 */
gboolean dz_fold_is_blank (gunichar character);

/**
 * dz_fold_trim:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text without the blanks at both ends
 */
char *dz_fold_trim (const char *text);

/**
 * dz_fold_width:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text with the full-width forms of ASCII (！ to ～) and the ideographic space as ASCII; to
 * compare with, not to show
 */
char *dz_fold_width (const char *text);

G_END_DECLS
