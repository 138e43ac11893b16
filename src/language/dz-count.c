#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <unicode/uscript.h>

#include "language/dz-count.h"

/* No character of the scripts below has a smaller code point; Latin text is counted without asking ICU. */
#define FIRST_EAST_ASIAN 0x1100

static UScriptCode
script_of (gunichar character)
{
  UErrorCode status = U_ZERO_ERROR;

  return character < FIRST_EAST_ASIAN ? USCRIPT_UNKNOWN : uscript_getScript (character, &status);
}

gsize
dz_count_characters (const char *text)
{
  g_return_val_if_fail (text != NULL, 0);

  return g_utf8_strlen (text, -1);
}

gsize
dz_count_han (const char *text)
{
  gsize count = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (script_of (g_utf8_get_char (p)) == USCRIPT_HAN)
      count++;

  return count;
}

static gboolean
is_word_character (gunichar character)
{
  if (!g_unichar_isalnum (character))
    return FALSE;

  switch ((int)script_of (character))
    {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Whether @character between two word characters leaves them one word. */
static gboolean
is_inside_word (gunichar before, gunichar character, gunichar after)
{
  if (character == ',' || character == ':')
    return g_unichar_isdigit (before) && g_unichar_isdigit (after);

  return character < 0x80 ? strchr ("'-./&@_", (int)character) != NULL
                          : character == 0x2019 || character == 0x2010 || character == 0x2011;
}

gsize
dz_count_words (const char *text)
{
  gsize count = 0;
  gunichar last = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (is_word_character (character))
        {
          if (last == 0)
            count++;
          last = character;
        }
      else if (last != 0 && !g_unichar_ismark (character) && character != 0xad)
        {
          gunichar next = g_utf8_get_char (g_utf8_next_char (p));

          if (next == 0 || !is_word_character (next) || !is_inside_word (last, character, next))
            last = 0;
        }
    }

  return count;
}

static gboolean
has_words (const char *start, guint n_characters)
{
  for (const char *p = start; n_characters > 0; p = g_utf8_next_char (p), n_characters--)
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

gsize
dz_count_sentences (const char *text, DzSentenceLanguage language)
{
  g_autoptr (GArray) sentences = NULL;
  const char *start = text;
  gsize count = 0;

  g_return_val_if_fail (text != NULL, 0);

  sentences = dz_sentences_find (text, language);
  for (guint i = 0; i < sentences->len; i++)
    {
      const DzSentence *sentence = &g_array_index (sentences, DzSentence, i);
      guint length = sentence->end - sentence->start;

      if (has_words (start, length))
        count++;
      start = g_utf8_offset_to_pointer (start, length);
    }

  return count;
}
