#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzSentenceFlags:
 * @DZ_SENTENCE_IN_BRACKETS: a bracket was opened before this position that closes here or behind it
 * @DZ_SENTENCE_CLOSING: an ASCII quote that closes: how many stand before it on the line says so
 */
typedef enum
{
  DZ_SENTENCE_IN_BRACKETS = 1 << 0,
  DZ_SENTENCE_CLOSING = 1 << 1,
} DzSentenceFlags;

/**
 * DzSentenceLine:
 * @text: the line's characters, without its line break
 * @length: how many
 * @flags: a DzSentenceFlags for each, and one for the end
 * @start: where the sentence begins that is being looked for
 *
 * What a rule sees. Beyond the ends of the line there is nothing: dz_sentence_at() says 0.
 */
typedef struct
{
  const gunichar *text;
  gsize length;
  const guint8 *flags;
  gsize start;
} DzSentenceLine;

gunichar dz_sentence_at (const DzSentenceLine *line, gsize position);
gunichar dz_sentence_before (const DzSentenceLine *line, gsize position);
gsize dz_sentence_skip_blanks (const DzSentenceLine *line, gsize position);
gboolean dz_sentence_is_han (gunichar character);
/* Closing quotes and brackets that cannot open. */
gboolean dz_sentence_is_closer (gunichar character);
gboolean dz_sentence_is_closing_quote (gunichar character);
gboolean dz_sentence_is_opening_quote (gunichar character);
gboolean dz_sentence_has_flag (const DzSentenceLine *line, gsize position, DzSentenceFlags flag);
/* The bracket that closes what @character opens, or 0. Quotation marks are no brackets: sentences end within them. */
gunichar dz_sentence_matching_bracket (gunichar character);
/* The position behind the closers that stand at @position. */
gsize dz_sentence_skip_closers (const DzSentenceLine *line, gsize position);

/**
 * DzSentenceRule:
 * @line: the line
 * @position: a character of it
 * @next: (out): where to look on
 *
 * A language's rule. Returns: TRUE when a sentence ends before @next.
 */
typedef gboolean (*DzSentenceRule) (const DzSentenceLine *line, gsize position, gsize *next);

gboolean dz_sentence_rule_chinese (const DzSentenceLine *line, gsize position, gsize *next);
gboolean dz_sentence_rule_english (const DzSentenceLine *line, gsize position, gsize *next);

/* Whether the full stop at @position belongs to an abbreviation, an initial or a number, so that no sentence ends
 * there.
 * @after: where the text goes on behind it, blanks skipped. */
gboolean dz_sentence_is_abbreviation (const DzSentenceLine *line, gsize position, gsize after);

G_END_DECLS
