#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "language/dz-sentences-private.h"

#define ELLIPSIS 0x2026
#define DASH 0x2014
/* A subject and its adverbs in front of a verb of speech: 他说, 那位老先生慢慢地说. */
#define MAX_SUBJECT 10

/* Verbs of speech; the longer one first where one begins another. */
static const char *const speech_verbs[] = {
  "说道", "问道", "答道", "喊道", "叫道", "笑道", "回答", "反问", "追问", "补充", "解释", "强调", "表示", "感叹",
  "說道", "問道", "補充", "解釋", "強調", "感嘆", "说",   "问",   "答",   "喊",   "叫",   "道",   "說",   "問",
};

/* What goes on after a quote that is a part of a clause: “为什么？”的问题, “干杯！”这首歌. */
static const char *const clause_words[]
    = { "的",   "之",   "等",   "这个", "这种", "这样", "这句", "这首", "这类", "这些",
        "那个", "那种", "那样", "那句", "一词", "一句", "一说", "這個", "這種", "這樣",
        "這句", "這首", "這類", "這些", "那個", "那種", "那樣", "一詞", "一說" };

static gboolean
is_strong (gunichar character)
{
  switch (character)
    {
    case 0x3002: /* 。 */
    case 0xff61: /* ｡ */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
    case 0x203c: /* ‼ */
    case 0x2047: /* ⁇ */
    case 0x2048: /* ⁈ */
    case 0x2049: /* ⁉ */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_latin (gunichar character)
{
  return character < 0x250 && g_unichar_isalnum (character);
}

/* ? and ! in addresses and names (?id=3, Yahoo!奇摩) are followed at once by what they belong to. */
static gboolean
is_weak_end (const DzSentenceLine *line, gsize position)
{
  gunichar before = dz_sentence_before (line, position);
  gunichar after = dz_sentence_at (line, position + 1);

  return !((is_latin (before) || before == '/') && (is_latin (after) || after == '=' || after == '/'));
}

static gboolean
is_stop (const DzSentenceLine *line, gsize position)
{
  gsize after = dz_sentence_skip_closers (line, position + 1);
  gsize visible = dz_sentence_skip_blanks (line, after);

  if (is_latin (dz_sentence_at (line, position + 1)))
    return FALSE;
  if (visible == after && is_latin (dz_sentence_at (line, after)))
    return FALSE;

  return !dz_sentence_is_abbreviation (line, position, visible);
}

static gsize
count_dots (const DzSentenceLine *line, gsize position)
{
  gsize n = 0;

  while (dz_sentence_at (line, position + n) == '.')
    n++;

  return n;
}

/* Reads the run of terminators at @position. Returns the position behind it, and whether one of them ends a sentence
 * rather than trailing off. */
static gsize
read_run (const DzSentenceLine *line, gsize position, gboolean *strong)
{
  *strong = FALSE;
  for (;;)
    {
      gunichar character = dz_sentence_at (line, position);
      gsize n_dots = count_dots (line, position);

      if (is_strong (character) || ((character == '!' || character == '?') && is_weak_end (line, position)))
        *strong = TRUE;
      else if (n_dots == 1 && !*strong && is_stop (line, position))
        *strong = TRUE;
      else if (n_dots > 1)
        position += n_dots - 1;
      else if (character != ELLIPSIS)
        return position;
      position++;
    }
}

/* Whether a ? or ! ends what is said in brackets in the middle of a sentence, which goes on behind them at @end:
 * 他（真的吗？）走了. */
static gboolean
is_aside (const DzSentenceLine *line, gsize run_end, gsize end)
{
  gsize first = dz_sentence_skip_blanks (line, line->start);

  if (line->text[run_end - 1] == 0x3002 || line->text[run_end - 1] == '.'
      || !dz_sentence_has_flag (line, run_end - 1, DZ_SENTENCE_IN_BRACKETS))
    return FALSE;

  return !dz_sentence_has_flag (line, end, DZ_SENTENCE_IN_BRACKETS)
         && dz_sentence_matching_bracket (line->text[first]) == 0;
}

static gsize
match_word (const DzSentenceLine *line, gsize position, const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word), position++)
    if (dz_sentence_at (line, position) != g_utf8_get_char (word))
      return 0;

  return position;
}

/* Whether who spoke follows at @position, and nothing else does: 他说。 */
static gboolean
is_attribution (const DzSentenceLine *line, gsize position)
{
  for (gsize i = position; i < position + MAX_SUBJECT && dz_sentence_is_han (dz_sentence_at (line, i)); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (speech_verbs); j++)
      {
        gsize behind = match_word (line, i, speech_verbs[j]);
        gunichar next = dz_sentence_at (line, behind);

        if (behind != 0
            && (next == 0 || is_strong (next) || next == ELLIPSIS || next == 0xff0c || next == ',' || next == '.'))
          return TRUE;
      }

  return FALSE;
}

/* Whether the quote that ends before @end is a word in a clause, as after “我喜欢”. */
static gboolean
is_quoted_in_clause (const DzSentenceLine *line, gsize end)
{
  for (gsize i = end; i > line->start; i--)
    {
      gunichar character = line->text[i - 1];

      if (dz_sentence_is_opening_quote (character)
          || (character == '"' && !dz_sentence_has_flag (line, i - 1, DZ_SENTENCE_CLOSING)))
        {
          gunichar before = dz_sentence_before (line, i - 1);

          return dz_sentence_is_han (before) || is_latin (before);
        }
    }

  return FALSE;
}

/* Whether the sentence goes on behind a closing quote, at @position. */
static gboolean
goes_on_after_quote (const DzSentenceLine *line, gsize quote_end, gsize position)
{
  if (is_attribution (line, position))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (clause_words); i++)
    if (match_word (line, position, clause_words[i]) != 0)
      return is_quoted_in_clause (line, quote_end);

  return FALSE;
}

/* Marks with which no sentence begins. */
static gboolean
is_continuation (gunichar character)
{
  switch (character)
    {
    case 0xff0c: /* ， */
    case 0x3001: /* 、 */
    case 0xff1b: /* ； */
    case 0xff1a: /* ： */
    case ',':
    case ';':
    case ':':
    case DASH:
      return TRUE;
    default:
      return is_strong (character) || dz_sentence_is_closer (character);
    }
}

gboolean
dz_sentence_rule_chinese (const DzSentenceLine *line, gsize position, gsize *next)
{
  gboolean strong;
  gboolean quoted;
  gsize run_end = read_run (line, position, &strong);
  gsize behind;
  gsize visible;
  gunichar following;

  if (run_end == position)
    return FALSE;

  behind = dz_sentence_skip_closers (line, run_end);
  visible = dz_sentence_skip_blanks (line, behind);
  following = dz_sentence_at (line, visible);
  quoted = behind > run_end && (dz_sentence_is_closing_quote (line->text[behind - 1]) || line->text[behind - 1] == '"');
  *next = behind;

  if (following == 0)
    return TRUE;
  if (!strong)
    return quoted && (dz_sentence_is_opening_quote (following) || following == '"');
  if (is_continuation (following) || dz_sentence_has_flag (line, behind, DZ_SENTENCE_IN_BRACKETS)
      || is_aside (line, run_end, behind))
    return FALSE;

  return !(quoted && goes_on_after_quote (line, behind - 1, visible));
}
