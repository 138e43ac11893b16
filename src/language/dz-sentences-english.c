#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-sentences-private.h"

#define MAX_WORD 16
#define ELLIPSIS 0x2026

/* After these a name or a number follows, whatever its first letter is. */
static const char *const never_last[] = {
  "mr",     "mrs",  "ms",   "dr",  "prof", "gen", "rep",    "sen", "gov", "pres", "hon", "rev",
  "fr",     "capt", "lt",   "col", "sgt",  "maj", "cmdr",   "adm", "mme", "mlle", "st",  "mt",
  "messrs", "vs",   "v",    "cf",  "viz",  "ca",  "approx", "eg",  "e.g", "ie",   "i.e", "fig",
  "figs",   "vol",  "vols", "ch",  "sec",  "eq",  "ed",     "eds", "pp",  "p",
};

/* These may end a sentence: whether they do is seen by how the next one begins. */
static const char *const sometimes_last[] = {
  "etc", "al",   "inc",  "corp", "ltd",  "co",  "llc",  "bros", "jr",    "sr",      "esq", "dept",
  "est", "univ", "assn", "ave",  "blvd", "rd",  "jan",  "feb",  "mar",   "apr",     "jun", "jul",
  "aug", "sep",  "sept", "oct",  "nov",  "dec", "ph.d", "m.d",  "b.a",   "m.a",     "b.s", "a.m",
  "p.m", "u.s",  "u.k",  "u.n",  "e.u",  "d.c", "b.c",  "a.d",  "u.s.a", "u.s.s.r", "ph",  "gov",
};

/* A word that is capitalised because a sentence begins with it, not because it is a name. */
static const char *const starters[] = {
  "a",       "after",     "all",   "also",    "although", "an",      "and",   "another", "any",     "as",    "at",
  "because", "before",    "both",  "but",     "by",       "can",     "do",    "does",    "even",    "every", "for",
  "from",    "has",       "have",  "he",      "her",      "here",    "his",   "how",     "however", "i",     "i'm",
  "i've",    "if",        "in",    "instead", "is",       "it",      "it's",  "its",     "let",     "like",  "many",
  "maybe",   "meanwhile", "most",  "my",      "no",       "nobody",  "not",   "nothing", "now",     "of",    "on",
  "once",    "one",       "or",    "our",     "perhaps",  "she",     "since", "so",      "some",    "still", "that",
  "that's",  "the",       "their", "then",    "there",    "there's", "these", "they",    "they're", "this",  "those",
  "though",  "to",        "today", "under",   "until",    "we",      "we're", "we've",   "well",    "what",  "when",
  "where",   "which",     "while", "who",     "whoever",  "why",     "with",  "yes",     "yet",     "you",   "your",
};

static const char *const speech_verbs[]
    = { "said",    "says",   "asked",   "asks",    "replied",  "answered",  "added", "cried",
        "shouted", "called", "thought", "laughed", "insisted", "whispered", "wrote", "exclaimed" };

static gboolean
is_listed (const char *word, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (word, list[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_word_character (gunichar character)
{
  return g_unichar_isalnum (character) || character == '\'' || character == 0x2019;
}

/* The word at [start, end) in small letters; "" when it is longer than any that is listed, or not ASCII. */
static void
copy_word (const DzSentenceLine *line, gsize start, gsize end, char word[MAX_WORD])
{
  word[0] = '\0';
  if (end - start >= MAX_WORD)
    return;

  for (gsize i = start; i < end; i++)
    {
      gunichar character = line->text[i] == 0x2019 ? '\'' : line->text[i];

      if (character >= 0x80)
        {
          word[0] = '\0';
          return;
        }
      word[i - start] = g_ascii_tolower (character);
    }
  word[end - start] = '\0';
}

static gsize
word_end (const DzSentenceLine *line, gsize position)
{
  while (position < line->length && is_word_character (line->text[position]))
    position++;

  return position;
}

static gboolean
begins_sentence (const DzSentenceLine *line, gsize position)
{
  char word[MAX_WORD];
  gsize end;

  while (position < line->length
         && (dz_sentence_is_opening_quote (line->text[position]) || line->text[position] == '"'
             || line->text[position] == '('))
    position++;
  end = word_end (line, position);
  if (end == position || dz_sentence_at (line, end) == '.')
    return end == position;
  copy_word (line, position, end, word);

  return is_listed (word, starters, G_N_ELEMENTS (starters));
}

/* "1." and "a)." at a sentence's very beginning number it. */
static gboolean
is_number_of_item (const DzSentenceLine *line, gsize start, gsize position)
{
  for (gsize i = start; i < position; i++)
    if (!g_unichar_isdigit (line->text[i]))
      return FALSE;

  return dz_sentence_skip_blanks (line, line->start) == start && position - start < 4;
}

gboolean
dz_sentence_is_abbreviation (const DzSentenceLine *line, gsize position, gsize after)
{
  char word[MAX_WORD];
  gsize start = position;

  while (start > line->start
         && ((line->text[start - 1] < 0x250 && g_unichar_isalnum (line->text[start - 1]))
             || (line->text[start - 1] == '.' && position - start > 0)))
    start--;
  if (start == position)
    return FALSE;
  if (after < line->length && is_number_of_item (line, start, position))
    return TRUE;

  copy_word (line, start, position, word);
  if (is_listed (word, never_last, G_N_ELEMENTS (never_last)))
    return after < line->length;
  if (g_str_equal (word, "no") || g_str_equal (word, "nos"))
    return g_unichar_isdigit (dz_sentence_at (line, after));
  if (is_listed (word, sometimes_last, G_N_ELEMENTS (sometimes_last))
      || (position - start == 1 && g_unichar_isupper (line->text[start])))
    return after < line->length && !begins_sentence (line, after);

  return FALSE;
}

static gboolean
is_terminator (gunichar character)
{
  switch (character)
    {
    case '.':
    case '!':
    case '?':
    case ELLIPSIS:
    case 0x203d: /* ‽ */
    case 0x3002: /* 。 */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether who spoke follows at @position: "I asked", "Mr. Li said". "He said" has a capital only where a sentence
 * begins. */
static gboolean
is_attribution (const DzSentenceLine *line, gsize position)
{
  for (guint i = 0; i < 4; i++)
    {
      gsize end = word_end (line, position);
      char word[MAX_WORD];

      if (end == position)
        return FALSE;
      copy_word (line, position, end, word);
      if (is_listed (word, speech_verbs, G_N_ELEMENTS (speech_verbs)))
        return i > 0;
      if (i == 0 && !g_str_equal (word, "i") && is_listed (word, starters, G_N_ELEMENTS (starters)))
        return FALSE;
      if (dz_sentence_at (line, end) == '.')
        end++;
      position = dz_sentence_skip_blanks (line, end);
    }

  return FALSE;
}

/* Whether a sentence may begin at @position, which stands behind blanks. */
static gboolean
may_begin (const DzSentenceLine *line, gsize position)
{
  gunichar character = dz_sentence_at (line, position);

  while (dz_sentence_is_opening_quote (character) || character == '"' || character == '\'' || character == '('
         || character == '[')
    character = dz_sentence_at (line, ++position);

  return !g_unichar_islower (character) && !is_terminator (character) && character != ',' && character != ';'
         && character != ':' && character != 0x2013 && character != 0x2014;
}

gboolean
dz_sentence_rule_english (const DzSentenceLine *line, gsize position, gsize *next)
{
  gsize run_end = position;
  gsize behind;
  gsize visible;
  gboolean quoted;

  while (is_terminator (dz_sentence_at (line, run_end)))
    run_end++;
  if (run_end == position)
    return FALSE;

  behind = dz_sentence_skip_closers (line, run_end);
  visible = dz_sentence_skip_blanks (line, behind);
  quoted = behind > run_end && (dz_sentence_is_closing_quote (line->text[behind - 1]) || line->text[behind - 1] == '"');
  *next = behind;

  if (visible == line->length)
    return TRUE;
  /* Without a blank only a full-width mark ends a sentence. */
  if (visible == behind && line->text[run_end - 1] < 0x3000)
    return FALSE;
  if (run_end - position == 1 && line->text[position] == '.' && dz_sentence_is_abbreviation (line, position, visible))
    return FALSE;

  return may_begin (line, visible) && !(quoted && is_attribution (line, visible));
}
