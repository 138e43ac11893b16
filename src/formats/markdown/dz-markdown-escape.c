#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/markdown/dz-markdown-escape.h"

static gboolean
is_word (gunichar c)
{
  return c != 0 && g_unichar_isalnum (c);
}

/* "1." and "1)" with a blank or nothing behind them; @digits: how many. */
static gboolean
is_number_marker (const char *line, gsize *digits)
{
  *digits = strspn (line, "0123456789");
  return *digits > 0 && *digits < 10 && (line[*digits] == '.' || line[*digits] == ')')
         && strchr (" \t\n", line[*digits + 1]) != NULL;
}

/* What would begin a heading, a box, a list, a rule or an underlined heading. */
static gboolean
begins_block (const char *line)
{
  gsize hashes = strspn (line, "#");

  if (hashes > 0 && strchr (" \t\n", line[hashes]) != NULL)
    return TRUE;
  if (*line == '>' || *line == '=')
    return TRUE;
  if (*line == '+')
    return strchr (" \t\n", line[1]) != NULL;
  return *line == '-' && strchr (" \t\n-", line[1]) != NULL;
}

static gboolean
is_entity (const char *at)
{
  gsize length = strspn (at + 1, "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

  return length > 0 && at[length + 1] == ';';
}

static gboolean
needs_backslash (const char *text, const char *at, gboolean in_link)
{
  char next = at[1];

  switch (*at)
    {
    case '*':
    case '`':
    case '~':
      return TRUE;
    case '\\':
      return next == '\0' || next == '\n' || g_ascii_ispunct (next);
    case '_':
      return at == text || !is_word (g_utf8_get_char (g_utf8_prev_char (at))) || !is_word (g_utf8_get_char (at + 1));
    case '[':
      return in_link || next == '\0' || next == '^' || (next != '\0' && at[2] == ']') || (at > text && at[-1] == '!');
    case ']':
      return in_link || next == '\0' || next == '(' || next == '[' || next == ':';
    case '!':
      return next == '\0' || next == '[';
    case '<':
      return next == '\0' || g_ascii_isalpha (next) || strchr ("/!?", next) != NULL;
    case '&':
      return next == '\0' || is_entity (at);
    default:
      return FALSE;
    }
}

/* A blank at the edge of a line would be lost, so it is written by number. */
static void
append_blank (GString *out, const char *at, gboolean line_begins)
{
  if (line_begins || at[1] == '\n')
    g_string_append_printf (out, "&#%d;", *at);
  else
    g_string_append_c (out, *at);
}

void
dz_markdown_append_escaped (GString *out, const char *text, gboolean in_link)
{
  gboolean line_begins = out->len == 0 || out->str[out->len - 1] == '\n';

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize digits;

      if (line_begins && is_number_marker (at, &digits))
        {
          g_string_append_len (out, at, digits);
          g_string_append_c (out, '\\');
          at += digits;
        }
      else if ((line_begins && begins_block (at)) || needs_backslash (text, at, in_link))
        {
          g_string_append_c (out, '\\');
        }
      if (*at == '\n')
        {
          g_string_append (out, "\\\n");
        }
      else if (*at == ' ' || *at == '\t')
        {
          append_blank (out, at, line_begins);
          continue;
        }
      else if (*at != '\r')
        {
          g_string_append_len (out, at, g_utf8_next_char (at) - at);
        }
      line_begins = *at == '\n';
    }
}

void
dz_markdown_append_address (GString *out, const char *address)
{
  gboolean plain = *address != '\0' && *address != '<' && strpbrk (address, " ()\\") == NULL;

  g_string_append (out, plain ? "(" : "(<");
  for (const char *at = address; *at != '\0'; at++)
    {
      /* Line ends and angle brackets are no part of any address; written by number they end nothing here. */
      if (g_ascii_iscntrl (*at) || (!plain && (*at == '<' || *at == '>')))
        g_string_append_printf (out, "%%%02X", (guint8)*at);
      else if (*at == '\\' || (*at == '&' && is_entity (at)))
        g_string_append_printf (out, "\\%c", *at);
      else
        g_string_append_c (out, *at);
    }
  g_string_append (out, plain ? ")" : ">)");
}

void
dz_markdown_append_code (GString *out, const char *text)
{
  gsize longest = 0;
  gboolean padded = text[0] == '`' || text[0] == ' ' || g_str_has_suffix (text, "`") || g_str_has_suffix (text, " ");
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');
  g_autofree char *fence = NULL;

  for (const char *at = strchr (text, '`'); at != NULL; at = strchr (at, '`'))
    {
      gsize length = strspn (at, "`");

      longest = MAX (longest, length);
      at += length;
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (out, padded ? "%s %s %s" : "%s%s%s", fence, line, fence);
}

gboolean
dz_markdown_is_bare_address (const char *text)
{
  return (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"))
         && strpbrk (text, " <>*`[]~\\") == NULL;
}
