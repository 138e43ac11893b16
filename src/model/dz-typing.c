#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-typing-private.h"

/* After these a Chinese sentence is over without a blank; after a Latin full stop the blank says it. */
static gboolean
ends_sentence (gunichar c)
{
  return c == 0x3002 /* 。 */ || c == 0xff01 /* ！ */ || c == 0xff1f /* ？ */ || c == 0x2026 /* … */
         || c == 0xff1b                                                                      /* ； */
         || c == '\n';
}

static gboolean
closes (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
      return TRUE;
    default:
      return c == '"' || c == '\'';
    }
}

static gboolean
begins_anew (DzText *text, guint caret, gunichar next)
{
  g_autofree char *before = dz_text_dup_slice_string (text, caret - MIN (caret, 8), caret);
  const char *end = before + strlen (before);
  const char *last = g_utf8_find_prev_char (before, end);

  if (last == NULL || g_unichar_isspace (next))
    return FALSE;
  if (g_unichar_isspace (g_utf8_get_char (last)))
    return TRUE;
  if (closes (next) || ends_sentence (next))
    return FALSE;

  while (last != NULL && closes (g_utf8_get_char (last)))
    last = g_utf8_find_prev_char (before, last);
  return last != NULL && ends_sentence (g_utf8_get_char (last));
}

gboolean
dz_typing_goes_on (DzChange *last, DzChange *next, DzText *text)
{
  guint caret = last->position + dz_text_get_length (last->inserted);
  guint removed = dz_text_get_length (next->removed);
  gboolean inserts = !dz_text_is_empty (next->inserted);

  if (g_strcmp0 (last->target, next->target) != 0 || last->side != next->side)
    return FALSE;
  if (inserts != !dz_text_is_empty (last->inserted) || inserts == (removed > 0))
    return FALSE;
  if (!inserts)
    return next->position == caret || next->position + removed == caret;

  return next->position == caret && !begins_anew (text, caret, g_utf8_get_char (dz_text_get_string (next->inserted)));
}
