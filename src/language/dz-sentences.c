#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <unicode/uscript.h>

#include "language/dz-fold.h"
#include "language/dz-sentences.h"
#include "language/dz-sentences-private.h"

static const gunichar closing_quotes[] = { 0x201d, 0x2019, 0x300d, 0x300f, 0xff63, 0xfe42, 0xfe44, 0xbb, 0x203a, 0 };
static const gunichar opening_quotes[] = { 0x201c, 0x2018, 0x300c, 0x300e, 0xff62, 0xfe41, 0xfe43, 0xab, 0x2039, 0 };
static const gunichar closing_brackets[] = { ')', ']', '}', 0xff09, 0xff3d, 0x3009, 0x300b, 0x3011, 0x3015, 0x3017, 0 };

static gboolean
is_one_of (gunichar character, const gunichar *set)
{
  for (; *set != 0; set++)
    if (*set == character)
      return TRUE;

  return FALSE;
}

gunichar
dz_sentence_at (const DzSentenceLine *line, gsize position)
{
  return position < line->length ? line->text[position] : 0;
}

gunichar
dz_sentence_before (const DzSentenceLine *line, gsize position)
{
  return position > line->start && position <= line->length ? line->text[position - 1] : 0;
}

gsize
dz_sentence_skip_blanks (const DzSentenceLine *line, gsize position)
{
  while (position < line->length && dz_fold_is_blank (line->text[position]))
    position++;

  return position;
}

gboolean
dz_sentence_is_han (gunichar character)
{
  UErrorCode status = U_ZERO_ERROR;

  return character >= 0x2e80 && uscript_getScript (character, &status) == USCRIPT_HAN;
}

gboolean
dz_sentence_is_closing_quote (gunichar character)
{
  return is_one_of (character, closing_quotes);
}

gboolean
dz_sentence_is_opening_quote (gunichar character)
{
  return is_one_of (character, opening_quotes);
}

gboolean
dz_sentence_is_closer (gunichar character)
{
  return is_one_of (character, closing_quotes) || is_one_of (character, closing_brackets);
}

gboolean
dz_sentence_quote_closes (const DzSentenceLine *line, gsize position)
{
  gunichar quote = line->text[position];
  gsize n_before = 0;

  /* An apostrophe has no pair to count by. */
  if (quote == '\'')
    return !g_unichar_isalnum (dz_sentence_at (line, position + 1));

  for (gsize i = 0; i < position; i++)
    n_before += line->text[i] == quote;

  return n_before % 2 == 1;
}

static gboolean
closes (const DzSentenceLine *line, gsize position)
{
  gunichar character = dz_sentence_at (line, position);

  if (character == '"' || character == '\'' || character == 0xff02)
    return dz_sentence_quote_closes (line, position);

  return dz_sentence_is_closer (character);
}

gsize
dz_sentence_skip_closers (const DzSentenceLine *line, gsize position)
{
  for (;;)
    {
      gsize visible = dz_sentence_skip_blanks (line, position);

      if (closes (line, position))
        position++;
      else if (visible > position && dz_sentence_is_closer (dz_sentence_at (line, visible)))
        position = visible + 1;
      else
        return position;
    }
}

static void
append (GArray *sentences, gsize start, gsize end)
{
  DzSentence sentence = { start, end };

  if (start < end)
    g_array_append_val (sentences, sentence);
}

/* Finds the sentences of the line [start, end) of @text, the last of which goes on to @next. */
static void
find_in_line (GArray *sentences, const gunichar *text, gsize start, gsize end, gsize next, DzSentenceRule rule)
{
  DzSentenceLine line = { text + start, end - start, 0 };
  gsize position = 0;

  while (position < line.length)
    {
      gsize behind = position + 1;

      if (rule (&line, position, &behind))
        {
          behind = dz_sentence_skip_blanks (&line, behind);
          if (behind < line.length)
            {
              append (sentences, start + line.start, start + behind);
              line.start = behind;
            }
        }
      position = behind;
    }

  append (sentences, start + line.start, next);
}

GArray *
dz_sentences_find (const char *text, DzSentenceLanguage language)
{
  DzSentenceRule rule = language == DZ_SENTENCE_CHINESE ? dz_sentence_rule_chinese : dz_sentence_rule_english;
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (DzSentence));
  g_autofree gunichar *characters = NULL;
  glong length;
  gsize start = 0;

  g_return_val_if_fail (text != NULL, sentences);

  characters = g_utf8_to_ucs4_fast (text, -1, &length);
  while (start < (gsize) length)
    {
      gsize visible = start;
      gsize end;
      gsize next;

      /* Blank lines before the first sentence are its own. */
      while (visible < (gsize) length && dz_fold_is_blank (characters[visible]))
        visible++;
      if (start > 0)
        visible = start;

      for (end = visible; end < (gsize) length && characters[end] != '\n' && characters[end] != '\r'; end++)
        ;
      for (next = end; next < (gsize) length && dz_fold_is_blank (characters[next]); next++)
        ;
      find_in_line (sentences, characters, start, end, next, rule);
      start = next;
    }

  return sentences;
}

DzSentenceLanguage
dz_sentence_language_for (const char *tag)
{
  static const char *const chinese[] = { "zh", "yue", "wuu", "nan", "hak", "lzh", "cmn", "ja", NULL };
  g_autofree char *primary = NULL;

  if (tag == NULL)
    return DZ_SENTENCE_ENGLISH;
  primary = g_ascii_strdown (tag, strcspn (tag, "-_"));

  return g_strv_contains (chinese, primary) ? DZ_SENTENCE_CHINESE : DZ_SENTENCE_ENGLISH;
}
