#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "language/dz-lines.h"

#define ZERO_WIDTH_SPACE 0x200b

typedef enum
{
  WIDTH_NARROW,
  WIDTH_WIDE,
  WIDTH_EITHER,
} Width;

static Width
width_of (gunichar character)
{
  UErrorCode status = U_ZERO_ERROR;

  switch (u_getIntPropertyValue (character, UCHAR_EAST_ASIAN_WIDTH))
    {
    case U_EA_WIDE:
    case U_EA_FULLWIDTH:
    case U_EA_HALFWIDTH:
      return uscript_getScript (character, &status) == USCRIPT_HANGUL ? WIDTH_NARROW : WIDTH_WIDE;
    case U_EA_AMBIGUOUS:
      /* Greek, Cyrillic and ① are ambiguous too, but beside a Chinese word they are words of their own. */
      return g_unichar_ispunct (character) && !g_unichar_isalnum (character) ? WIDTH_EITHER : WIDTH_NARROW;
    default:
      return WIDTH_NARROW;
    }
}

static gboolean
is_hyphen (gunichar character)
{
  return character == '-' || character == 0x2010 || character == 0xad;
}

/* What has no width of its own: the character that it stands on counts. */
static gboolean
is_transparent (gunichar character)
{
  return g_unichar_ismark (character) || character == 0x200d || character == 0x2060 || character == 0xfeff;
}

static gboolean
is_blank (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x0b || character == 0x85;
}

static const char *
joint_of_widths (Width before, Width after)
{
  if (before == WIDTH_EITHER)
    before = after;
  if (after == WIDTH_EITHER)
    after = before;

  return before == WIDTH_WIDE && after == WIDTH_WIDE ? "" : " ";
}

const char *
dz_lines_joint (gunichar before, gunichar after)
{
  if (before == 0 || after == 0 || before == ZERO_WIDTH_SPACE || after == ZERO_WIDTH_SPACE || is_hyphen (before))
    return "";

  return joint_of_widths (width_of (before), width_of (after));
}

/* The end of [start, end) without what is_skipped() says, as far as that goes. */
static const char *
skip_back (const char *start, const char *end, gboolean (*is_skipped) (gunichar))
{
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_skipped (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return end;
}

static const char *
skip_forward (const char *start, const char *end, gboolean (*is_skipped) (gunichar))
{
  while (start < end && is_skipped (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  return start;
}

static gboolean
is_width_unknown (gunichar character)
{
  return is_transparent (character) || width_of (character) == WIDTH_EITHER;
}

static gunichar
last_of (const char *start, const char *end)
{
  return end > start ? g_utf8_get_char (g_utf8_prev_char (end)) : 0;
}

static gunichar
first_of (const char *start, const char *end)
{
  return start < end ? g_utf8_get_char (start) : 0;
}

static gboolean
is_dash (const char *start, const char *end)
{
  const char *hyphen = g_utf8_prev_char (end);

  return is_blank (last_of (start, hyphen));
}

static const char *
joint_between (const char *start, const char *before_end, const char *after_start, const char *end)
{
  gunichar before;
  gunichar after;

  before_end = skip_back (start, before_end, is_blank);
  before_end = skip_back (start, before_end, is_transparent);
  after_start = skip_forward (after_start, end, is_blank);
  after_start = skip_forward (after_start, end, is_transparent);
  before = last_of (start, before_end);
  after = first_of (after_start, end);

  if (is_hyphen (before) && after != 0 && is_dash (start, before_end))
    return " ";

  if (before != 0 && after != 0 && width_of (before) == WIDTH_EITHER && width_of (after) == WIDTH_EITHER)
    {
      before = last_of (start, skip_back (start, before_end, is_width_unknown));
      after = first_of (skip_forward (after_start, end, is_width_unknown), end);
      return joint_of_widths (before != 0 ? width_of (before) : WIDTH_EITHER,
                              after != 0 ? width_of (after) : WIDTH_EITHER);
    }

  return dz_lines_joint (before, after);
}

const char *
dz_lines_joint_between (const char *before, const char *after)
{
  g_return_val_if_fail (before != NULL && after != NULL, "");

  return joint_between (before, before + strlen (before), after, after + strlen (after));
}

char *
dz_lines_join (const char *text)
{
  GString *joined;
  const char *line;

  g_return_val_if_fail (text != NULL, NULL);

  joined = g_string_sized_new (strlen (text));
  for (line = text; *line != '\0';)
    {
      const char *break_at = line + strcspn (line, "\r\n");
      const char *start = skip_forward (line, break_at, is_blank);
      const char *end = skip_back (start, break_at, is_blank);

      if (start < end)
        {
          g_string_append (joined, joint_between (joined->str, joined->str + joined->len, start, end));
          g_string_append_len (joined, start, end - start);
        }

      line = *break_at != '\0' ? break_at + 1 : break_at;
    }

  return g_string_free (joined, FALSE);
}
