#pragma once

#include <glib.h>

#include "language/dz-sentences.h"

G_BEGIN_DECLS

/**
 * dz_count_characters:
 * @text: UTF-8
 *
 * Returns: how many code points @text has, blanks and punctuation included
 */
gsize dz_count_characters (const char *text);

/**
 * dz_count_han:
 * @text: UTF-8
 *
 * Returns: how many characters are of the script Han, in and outside of the basic plane; 々 and 〇 are among them,
 *   punctuation is not
 */
gsize dz_count_han (const char *text);

/**
 * dz_count_words:
 * @text: UTF-8
 *
 * Counts words as a translator's bill does: a run of letters and digits, joined by what stands inside words ("don't",
 * "state-of-the-art", "3.5", "U.S.", "R&D", "and/or"). Dashes part words. Han, Kana and Hangul characters belong to
 * none.
 *
 * Returns: the number of words
 */
gsize dz_count_words (const char *text);

/**
 * dz_count_sentences:
 * @text: UTF-8
 * @language: whose rule it is
 *
 * Returns: the number of sentences that have a letter or a digit; a stretch of punctuation alone is none
 */
gsize dz_count_sentences (const char *text, DzSentenceLanguage language);

G_END_DECLS
