#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/html/dz-html-text.h"
#include "language/dz-count.h"

static gboolean
is_allowed (gunichar c)
{
  if (c < 0x20)
    return c == '\t' || c == '\n';
  if (c >= 0x7f && c < 0xa0)
    return FALSE;
  return !(c >= 0xfdd0 && c <= 0xfdef) && (c & 0xfffe) != 0xfffe;
}

void
dz_html_append_text (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      switch (c)
        {
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        case '\'':
          g_string_append (out, "&#39;");
          break;
        default:
          if (is_allowed (c))
            g_string_append_len (out, at, g_utf8_next_char (at) - at);
          break;
        }
    }
}

void
dz_html_append_lines (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, "<br>");
      dz_html_append_text (out, lines[i]);
    }
}

void
dz_html_append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  dz_html_append_text (out, value);
  g_string_append_c (out, '"');
}

gboolean
dz_html_has_han (const char *text)
{
  return dz_count_han (text) > 0;
}
