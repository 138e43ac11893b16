#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzSentenceLanguage:
 * @DZ_SENTENCE_CHINESE: Chinese, traditional or simplified, with whatever Latin stands in it
 * @DZ_SENTENCE_ENGLISH: English
 *
 * By whose rule sentences end.
 */
typedef enum
{
  DZ_SENTENCE_CHINESE,
  DZ_SENTENCE_ENGLISH,
} DzSentenceLanguage;

/**
 * DzSentence:
 * @start: first code point
 * @end: code point after the last one
 */
typedef struct
{
  guint start;
  guint end;
} DzSentence;

/**
 * dz_sentences_find:
 * @text: UTF-8
 * @language: by whose rule
 *
 * Parts a text into sentences. They cover it without gap or overlap; blanks between two belong to the first. A line
 * break always ends one. A Chinese sentence ends in a run of 。！？ (or ! ? and a full stop that no Latin word or
 * number follows) and the closing quotes and brackets behind it, unless the sentence goes on (，、；：, a closing mark,
 * or a verb of speech such as 他说) or a bracket is open; …… ends one only before a line end or an opening quote.
 *
 * Returns: (transfer full) (element-type DzSentence): none for an empty text
 */
GArray *dz_sentences_find (const char *text, DzSentenceLanguage language);

/**
 * dz_sentence_language_for:
 * @tag: (nullable): a language tag (BCP 47)
 *
 * Returns: the rule for that language: Chinese for "zh", "yue", "ja"… and for all else English
 */
DzSentenceLanguage dz_sentence_language_for (const char *tag);

G_END_DECLS
