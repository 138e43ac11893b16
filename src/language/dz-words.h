#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dz_words_at:
 * @text: UTF-8
 * @position: in code points; before the character that is asked for
 * @start: (out): first code point of the word
 * @end: (out): code point after it
 *
 * The word at @position as a dictionary divides it: of 我们昨天在北京 not the whole, but 我们 or 北京. Where there
 * is no word, the run of blanks or the one mark that is there; at the text's end, what stands before it.
 */
void dz_words_at (const char *text, guint position, guint *start, guint *end);

/* Where a caret at @position gets by @count words: to ends of words forwards, to their starts backwards (@count < 0).
 */
guint dz_words_step (const char *text, guint position, int count);

G_END_DECLS
