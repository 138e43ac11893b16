#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>
#include <unicode/ubrk.h>

#include "language/dz-words.h"

typedef struct
{
  const char *text;
  UText *utext;
  UBreakIterator *breaks;
} Cutter;

/* FALSE when ICU's data is not there. */
static gboolean
cutter_init (Cutter *self, const char *text)
{
  UErrorCode status = U_ZERO_ERROR;

  self->text = text;
  self->utext = utext_openUTF8 (NULL, text, (int64_t)strlen (text), &status);
  self->breaks = ubrk_open (UBRK_WORD, "zh", NULL, 0, &status);
  if (U_SUCCESS (status))
    ubrk_setUText (self->breaks, self->utext, &status);
  return U_SUCCESS (status);
}

static void
cutter_clear (Cutter *self)
{
  g_clear_pointer (&self->breaks, ubrk_close);
  g_clear_pointer (&self->utext, utext_close);
}

static gint
to_bytes (const char *text, guint position)
{
  return (gint)(g_utf8_offset_to_pointer (text, MIN ((glong)position, g_utf8_strlen (text, -1))) - text);
}

static guint
to_position (const char *text, gint bytes)
{
  return (guint)g_utf8_strlen (text, bytes);
}

/* Whether what ends at the iterator's place is a word, not blanks or marks. */
static gboolean
ends_word (Cutter *self)
{
  return ubrk_getRuleStatus (self->breaks) >= UBRK_WORD_NONE_LIMIT;
}

void
dz_words_at (const char *text, guint position, guint *start, guint *end)
{
  Cutter cutter;
  gint at = to_bytes (text, position);

  *start = *end = to_position (text, at);
  if (*text && cutter_init (&cutter, text))
    {
      if (text[at] == '\0')
        at = (gint)(g_utf8_prev_char (text + at) - text);
      *end = to_position (text, ubrk_following (cutter.breaks, at));
      *start = to_position (text, ubrk_previous (cutter.breaks));
    }
  if (*text)
    cutter_clear (&cutter);
}

static gint
step_forward (Cutter *cutter, gint at)
{
  gint next = ubrk_following (cutter->breaks, at);

  while (next != UBRK_DONE && !ends_word (cutter))
    next = ubrk_next (cutter->breaks);
  return next == UBRK_DONE ? (gint)strlen (cutter->text) : next;
}

static gint
step_backward (Cutter *cutter, gint at)
{
  gint end = ubrk_isBoundary (cutter->breaks, at) ? at : ubrk_following (cutter->breaks, at);

  while (end > 0)
    {
      gboolean word;

      ubrk_isBoundary (cutter->breaks, end);
      word = ends_word (cutter);
      end = ubrk_preceding (cutter->breaks, end);
      if (word)
        return end;
    }
  return 0;
}

guint
dz_words_step (const char *text, guint position, int count)
{
  Cutter cutter;
  gint at = to_bytes (text, position);

  if (cutter_init (&cutter, text))
    for (; count != 0; count += count < 0 ? 1 : -1)
      at = count > 0 ? step_forward (&cutter, at) : step_backward (&cutter, at);
  cutter_clear (&cutter);
  return to_position (text, at);
}
