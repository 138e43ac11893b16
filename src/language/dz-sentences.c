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

static const struct
{
  gunichar opening;
  gunichar closing;
} brackets[] = {
  { '(', ')' },       { '[', ']' },       { 0x3008, 0x3009 }, { 0x300a, 0x300b }, { 0x3010, 0x3011 },
  { 0x3014, 0x3015 }, { 0x3016, 0x3017 }, { 0xff08, 0xff09 }, { 0xff3b, 0xff3d },
};

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
dz_sentence_has_flag (const DzSentenceLine *line, gsize position, DzSentenceFlags flag)
{
  return (line->flags[position] & flag) != 0;
}

gunichar
dz_sentence_matching_bracket (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (brackets); i++)
    if (brackets[i].opening == character)
      return brackets[i].closing;

  return 0;
}

static gboolean
closes (const DzSentenceLine *line, gsize position)
{
  gunichar character = dz_sentence_at (line, position);

  /* An apostrophe has no pair to count by. */
  if (character == '\'')
    return !g_unichar_isalnum (dz_sentence_at (line, position + 1));
  if (character == '"' || character == 0xff02)
    return dz_sentence_has_flag (line, position, DZ_SENTENCE_CLOSING);

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

static gboolean
has_words (const gunichar *text, gsize start, gsize end)
{
  for (; start < end; start++)
    if (g_unichar_isalnum (text[start]))
      return TRUE;

  return FALSE;
}

static int
find_bracket (gunichar character, gboolean closing)
{
  for (gsize i = 0; i < G_N_ELEMENTS (brackets); i++)
    if ((closing ? brackets[i].closing : brackets[i].opening) == character)
      return i;

  return -1;
}

/* Pairs the brackets of a line: what is opened and never closed, or the other way round, counts for nothing. */
static void
flag_brackets (const gunichar *text, gsize length, guint8 *flags)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree int *steps = g_new0 (int, length + 1);
  gsize n_open[G_N_ELEMENTS (brackets)] = { 0 };
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      int opening = find_bracket (text[i], FALSE);
      int closing = find_bracket (text[i], TRUE);
      gsize start;

      if (opening >= 0)
        {
          n_open[opening]++;
          g_array_append_val (open, i);
        }
      if (closing < 0 || n_open[closing] == 0)
        continue;

      do
        {
          start = g_array_index (open, gsize, open->len - 1);
          g_array_set_size (open, open->len - 1);
          n_open[find_bracket (text[start], FALSE)]--;
        }
      while (text[start] != brackets[closing].opening);
      steps[start + 1]++;
      steps[i + 1]--;
    }

  for (gsize i = 0; i <= length; i++)
    {
      depth += steps[i];
      if (depth > 0)
        flags[i] |= DZ_SENTENCE_IN_BRACKETS;
    }
}

static guint8 *
flag_line (const gunichar *text, gsize length)
{
  guint8 *flags = g_new0 (guint8, length + 1);
  gboolean open = FALSE;

  flag_brackets (text, length, flags);
  for (gsize i = 0; i < length; i++)
    if (text[i] == '"' || text[i] == 0xff02)
      {
        if (open)
          flags[i] |= DZ_SENTENCE_CLOSING;
        open = !open;
      }

  return flags;
}

/* Finds the sentences of the line [start, end) of @text, the last of which goes on to @next. */
static void
find_in_line (GArray *sentences, const gunichar *text, gsize start, gsize end, gsize next, DzSentenceRule rule)
{
  g_autofree guint8 *flags = flag_line (text + start, end - start);
  DzSentenceLine line = { text + start, end - start, flags, 0 };
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

  /* A picture or a stray mark behind the last sentence is a part of it. */
  if (line.start > 0 && !has_words (text, start + line.start, end))
    g_array_index (sentences, DzSentence, sentences->len - 1).end = next;
  else
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
  while (start < (gsize)length)
    {
      gsize visible = start;
      gsize end;
      gsize next;

      /* Blank lines before the first sentence are its own. */
      while (visible < (gsize)length && dz_fold_is_blank (characters[visible]))
        visible++;
      if (start > 0)
        visible = start;

      for (end = visible; end < (gsize)length && characters[end] != '\n' && characters[end] != '\r'; end++)
        ;
      for (next = end; next < (gsize)length && dz_fold_is_blank (characters[next]); next++)
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
