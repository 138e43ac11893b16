#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-fold.h"

#define FULLWIDTH_FIRST 0xff01
#define FULLWIDTH_LAST 0xff5e
#define FULLWIDTH_OFFSET (FULLWIDTH_FIRST - 0x21)
#define IDEOGRAPHIC_SPACE 0x3000

gboolean
dz_fold_is_blank (gunichar character)
{
  if (g_unichar_isspace (character))
    return TRUE;

  return character == 0x0b || character == 0x85 || character == 0x200b || character == 0x2060 || character == 0xfeff;
}

char *
dz_fold_trim (const char *text)
{
  const char *start = text;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  while (*start != '\0' && dz_fold_is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  end = start + strlen (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!dz_fold_is_blank (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return g_strndup (start, end - start);
}

char *
dz_fold_width (const char *text)
{
  GString *folded;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character >= FULLWIDTH_FIRST && character <= FULLWIDTH_LAST)
        character -= FULLWIDTH_OFFSET;
      else if (character == IDEOGRAPHIC_SPACE)
        character = ' ';
      g_string_append_unichar (folded, character);
    }

  return g_string_free (folded, FALSE);
}
