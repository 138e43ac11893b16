#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Joining hard-wrapped lines: the segment-break rule of CSS Text 3, with two additions that transcripts need: after a
 * hyphen that ends a line nothing is added, and punctuation of ambiguous width (“ ” ‘ ’ … — ·) beside a wide
 * character is wide. */

/**
 * dz_lines_joint:
 * @before: the last visible character before the line break, or 0 at the beginning of the text
 * @after: the first visible character after it, or 0 at the end
 *
 * What a line break between two characters becomes. A reader that knows its lines by runs of markup gives the visible
 * neighbours; where these are combining marks or variation selectors, or curly quotes on both sides, or where a hyphen
 * may be a dash, dz_lines_joint_between() decides better.
 *
 * Returns: (transfer none): "" or " "
 */
const char *dz_lines_joint (gunichar before, gunichar after);

/**
 * dz_lines_joint_between:
 * @before: text that ends where the line breaks; blanks and line breaks at its end do not matter
 * @after: text that begins behind the line break; blanks and line breaks at its beginning do not matter
 *
 * What the line break between two stretches of visible text becomes. A few characters of each are enough: at least the
 * last (first) that is neither a blank nor a mark nor a quotation mark. The blanks around the break are the caller's to
 * remove.
 *
 * Returns: (transfer none): "" or " "
 */
const char *dz_lines_joint_between (const char *before, const char *after);

/**
 * dz_lines_join:
 * @text: UTF-8, one paragraph; lines end in LF, CR LF or CR
 *
 * Joins the lines of a hard-wrapped paragraph into one. Blanks at the ends of its lines vanish; blanks within them
 * stay.
 *
 * Returns: (transfer full): the text on one line
 */
char *dz_lines_join (const char *text);

G_END_DECLS
