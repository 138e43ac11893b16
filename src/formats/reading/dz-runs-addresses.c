#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-runs.h"

static gboolean
has_word (const DzRuns *self, guint position, const char *word)
{
  for (guint i = 0; word[i] != '\0'; i++)
    {
      if (g_unichar_tolower (dz_runs_char (self, position + i)) != (gunichar)word[i])
        return FALSE;
    }
  return TRUE;
}

static guint
scheme_length (const DzRuns *self, guint position)
{
  if (g_ascii_tolower ((char)(dz_runs_char (self, position) & 0x7f)) != 'h')
    return 0;
  return has_word (self, position, "https://") ? 8 : has_word (self, position, "http://") ? 7 : 0;
}

static gboolean
belongs_to_address (gunichar character)
{
  return character > ' ' && character < 0x7f && strchr ("<>\"\\^`{|}", (int)character) == NULL;
}

/* A full stop, a closing bracket that nothing opened: the sentence's, not the address's. */
static guint
without_tail (const DzRuns *self, guint start, guint end)
{
  int open = 0;

  for (guint i = start; i < end; i++)
    open += dz_runs_char (self, i) == '(' ? 1 : dz_runs_char (self, i) == ')' ? -1 : 0;
  while (end > start)
    {
      gunichar last = dz_runs_char (self, end - 1);

      if (last == ')' && open < 0)
        open++;
      else if (strchr (".,;:!?'*~]", (int)last) == NULL)
        break;
      end--;
    }
  return end;
}

void
dz_runs_link_addresses (DzRuns *self)
{
  g_autofree guint8 *linked = dz_runs_mask (self, DZ_SPAN_LINK);
  g_autofree guint8 *code = dz_runs_mask (self, DZ_SPAN_CODE);

  for (guint i = 0; i < dz_runs_length (self); i++)
    {
      guint scheme = scheme_length (self, i);
      guint end = i + scheme;

      if (scheme == 0 || linked[i] || code[i]
          || (i > 0 && g_unichar_isalnum (dz_runs_char (self, i - 1)) && dz_runs_char (self, i - 1) < 0x80))
        continue;
      while (belongs_to_address (dz_runs_char (self, end)) && !linked[end] && !code[end])
        end++;
      end = without_tail (self, i + scheme, end);
      if (end > i + scheme)
        {
          g_autoptr (GString) address = g_string_new (NULL);

          for (guint k = i; k < end; k++)
            g_string_append_unichar (address, dz_runs_char (self, k));
          dz_runs_add_span (self, i, end, DZ_SPAN_LINK, address->str);
        }
      i = end - 1;
    }
}
