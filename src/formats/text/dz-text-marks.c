#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-runs.h"
#include "formats/text/dz-text-marks.h"

/* In columns; what is longer and numbered is a sentence. */
#define LONGEST_HEADING 60

static gboolean
is_among (gunichar character, const char *set)
{
  return character != 0 && g_utf8_strchr (set, -1, character) != NULL;
}

static gboolean
is_rule (const DzTextLine *line)
{
  gunichar first = g_utf8_get_char (line->text);
  guint count = 0;

  if (!is_among (first, "-=_*—─━~·＊※"))
    return FALSE;
  for (const char *p = line->text; p < line->text + line->length; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character != first && !dz_runs_is_blank (character))
        return FALSE;
      count += character == first;
    }
  return count >= 3;
}

static const char *
skip_among (const char *p, const char *end, const char *set)
{
  while (p < end && is_among (g_utf8_get_char (p), set))
    p = g_utf8_next_char (p);
  return p;
}

static DzTextMarkKind
heading_kind (const DzTextLine *line)
{
  static const char numerals[] = "一二三四五六七八九十百零〇0123456789０１２３４５６７８９";
  const char *end = line->text + line->length;
  gunichar first = g_utf8_get_char (line->text);
  const char *p;

  if (line->width > LONGEST_HEADING || dz_text_lines_ends_sentence (line))
    return DZ_TEXT_MARK_NONE;
  if (first == 0x7b2c) /* 第 */
    {
      p = skip_among (g_utf8_next_char (line->text), end, numerals);
      return p > g_utf8_next_char (line->text) && p < end && is_among (g_utf8_get_char (p), "章节部篇幕回讲")
                 ? DZ_TEXT_MARK_PART
                 : DZ_TEXT_MARK_NONE;
    }
  if (first == 0xff08 || first == '(')
    {
      p = skip_among (g_utf8_next_char (line->text), end, "一二三四五六七八九十");
      return p > g_utf8_next_char (line->text) && p < end && is_among (g_utf8_get_char (p), "）)")
                 ? DZ_TEXT_MARK_SUBPART
                 : DZ_TEXT_MARK_NONE;
    }
  p = skip_among (line->text, end, "一二三四五六七八九十");
  return p > line->text && p < end && g_utf8_get_char (p) == 0x3001 ? DZ_TEXT_MARK_PART : DZ_TEXT_MARK_NONE;
}

static gsize
blanks_at (const char *p, const char *end)
{
  const char *start = p;

  while (p < end && dz_runs_is_blank (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (gsize)(p - start);
}

static DzTextMark
list_mark (const DzTextLine *line)
{
  const char *end = line->text + line->length;
  gunichar first = g_utf8_get_char (line->text);
  gsize digits = strspn (line->text, "0123456789");
  DzTextMark mark = { 0 };
  const char *p;
  gsize blanks;

  if (is_among (first, "-*•●▪○■◆·"))
    {
      p = g_utf8_next_char (line->text);
      blanks = blanks_at (p, end);
      if (blanks > 0 || (is_among (first, "•●▪○■◆") && p < end))
        {
          mark.kind = DZ_TEXT_MARK_BULLET;
          mark.bullet = first;
          mark.length = (gsize)(p - line->text) + blanks;
        }
      return mark;
    }
  if (digits == 0 || digits > 3 || line->text + digits >= end)
    return mark;
  p = line->text + digits;
  if (!is_among (g_utf8_get_char (p), ".)、．）"))
    return mark;
  blanks = blanks_at (g_utf8_next_char (p), end);
  /* "3.5 percent" */
  if (*p == '.' && blanks == 0 && g_utf8_next_char (p) < end
      && !g_unichar_iswide (g_utf8_get_char (g_utf8_next_char (p))))
    return mark;
  mark.kind = DZ_TEXT_MARK_NUMBER;
  mark.number = (guint)g_ascii_strtoull (line->text, NULL, 10);
  mark.length = (gsize)(g_utf8_next_char (p) - line->text) + blanks;
  return mark;
}

DzTextMark
dz_text_mark_of (const DzTextLine *line)
{
  DzTextMark mark = { 0 };

  if (line->length == 0)
    return mark;
  if (is_rule (line))
    mark.kind = DZ_TEXT_MARK_RULE;
  else
    mark.kind = heading_kind (line);
  return mark.kind != DZ_TEXT_MARK_NONE ? mark : list_mark (line);
}
