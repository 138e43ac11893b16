#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-damage-private.h"
#include "store/dz-json.h"

/* Between two texts stand at least seven bytes: '","k":"'. So many that are no text, or fewer, cannot hide that one
 * ends and another begins. */
#define MAX_BAD_RUN 6
/* A string with more of them is overwritten, not scratched. */
#define MAX_BAD_RUNS 3

static guint
read_unit (const char *at)
{
  guint unit = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return 0;
      unit = unit * 16 + (guint)digit;
    }
  return unit;
}

/* Of what begins with a backslash; 0 when it is none. */
static gsize
get_escape_length (const char *at, const char *end)
{
  guint unit;

  if (end - at < 2)
    return 0;
  if (at[1] != 'u')
    return at[1] != '\0' && strchr ("\"\\/bfnrt", at[1]) != NULL ? 2 : 0;
  if (end - at < 6)
    return 0;
  unit = read_unit (at + 2);
  if (unit == 0 || (unit >= 0xdc00 && unit < 0xe000))
    return 0;
  if (unit < 0xd800 || unit >= 0xe000)
    return 6;
  if (end - at < 12 || at[6] != '\\' || at[7] != 'u')
    return 0;
  unit = read_unit (at + 8);
  return unit >= 0xdc00 && unit < 0xe000 ? 12 : 0;
}

/* Of the character or escape at @at; 0 when there is none that may stand in a string. */
static gsize
get_length (const char *at, const char *end)
{
  guchar c = (guchar)*at;
  gunichar character;

  if (c == '\\')
    return get_escape_length (at, end);
  if (c < 0x80)
    return c >= 0x20;
  character = g_utf8_get_char_validated (at, end - at);
  return character == (gunichar)-1 || character == (gunichar)-2 ? 0 : (gsize)g_unichar_to_utf8 (character, NULL);
}

/* Where the text goes no further: at its closing mark, a line's end, something that is no text, or @end. */
static const char *
skip_good (const char *at, const char *end)
{
  for (;;)
    {
      gsize length;

      while (at < end && (guchar)*at >= 0x20 && (guchar)*at < 0x80 && *at != '"' && *at != '\\')
        at++;
      if (at == end || *at == '"')
        return at;
      length = get_length (at, end);
      if (length == 0)
        return at;
      at += length;
    }
}

static gboolean
is_bad (const char *at, const char *end)
{
  return *at != '"' && *at != '\n' && get_length (at, end) == 0;
}

/* Not more of it than makes a difference. */
static const char *
skip_bad (const char *at, const char *end)
{
  const char *enough = at + MAX_BAD_RUN + 1;

  do
    at++;
  while (at < end && at < enough && is_bad (at, end));
  return at;
}

/* What may follow a string. One that has something wrong in it ends there only if it goes on as it should. */
static gboolean
goes_on (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at == end || (*at != '\0' && strchr (",:]}\r\n", *at) != NULL);
}

void
dz_scan_string (const char *at, const char *end, DzScannedString *string)
{
  guint n_runs = 0;

  *string = (DzScannedString){ NULL, NULL, TRUE };
  for (;;)
    {
      const char *bad = skip_good (at, end);

      string->end = bad;
      if (bad == end || *bad == '\n')
        return;
      if (*bad == '"')
        break;
      at = skip_bad (bad, end);
      if (string->bad == NULL)
        string->bad = bad;
      if (at - bad > MAX_BAD_RUN)
        return;
      if (++n_runs > MAX_BAD_RUNS)
        {
          string->end = string->bad;
          return;
        }
    }
  if (string->bad != NULL && !goes_on (string->end + 1, end))
    {
      string->end = string->bad;
      return;
    }
  string->end++;
  string->cut = FALSE;
}

void
dz_mend_string (const char *at, const DzScannedString *string, GString *mended)
{
  const char *end = string->cut ? string->end : string->end - 1;

  g_string_append_c (mended, '"');
  while (at < end)
    {
      const char *bad = skip_good (at, end);

      g_string_append_len (mended, at, bad - at);
      if (bad == end)
        break;
      g_string_append (mended, DZ_LOST);
      at = skip_bad (bad, end);
    }
  if (string->cut && !g_str_has_suffix (mended->str, DZ_LOST))
    g_string_append (mended, DZ_LOST);
  g_string_append_c (mended, '"');
}

guint
dz_count_bad (const char *at, const char *end, guint enough)
{
  guint n = 0;

  while (at < end && n < enough)
    {
      gsize length = *at == '\\' || g_ascii_isspace (*at) ? 1 : get_length (at, end);

      n += length == 0;
      at += MAX (length, 1);
    }
  return n;
}
