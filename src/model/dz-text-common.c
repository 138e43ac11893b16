#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-spans-private.h"

/* Of so many spans that begin together nothing more exact is asked than where they begin. */
#define MANY_TOGETHER 64

static int
compare_starts (gconstpointer pa, gconstpointer pb)
{
  const DzSpan *a = pa;
  const DzSpan *b = pb;

  return a->start < b->start ? -1 : a->start > b->start;
}

/* The spans as they lie when a text is read from its end, by start; they own nothing. */
static GArray *
mirror (DzText *text)
{
  guint length = dz_text_get_length (text);
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);
  GArray *mirrored = g_array_sized_new (FALSE, FALSE, sizeof (DzSpan), n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      DzSpan span = { length - spans[i].end, length - spans[i].start, spans[i].kind, spans[i].value };

      g_array_append_val (mirrored, span);
    }
  g_array_sort (mirrored, compare_starts);
  return mirrored;
}

/* The first span of @spans that begins at @start or later. */
static guint
find_start (const DzSpan *spans, guint n_spans, guint start)
{
  guint from = 0;

  while (from < n_spans)
    {
      guint middle = from + (n_spans - from) / 2;

      if (spans[middle].start >= start)
        n_spans = middle;
      else
        from = middle + 1;
    }

  return from;
}

/* Up to where the format of @span goes on alike in @others, which are by start. */
static guint
alike_up_to (const DzSpan *span, const DzSpan *others, guint n_others)
{
  guint first = find_start (others, n_others, span->start);

  for (guint i = first; i < n_others && others[i].start == span->start && i - first < MANY_TOGETHER; i++)
    if (dz_span_same_format (&others[i], span))
      return others[i].end == span->end ? G_MAXUINT : MIN (others[i].end, span->end);

  return span->start;
}

/* How many of @n characters have the same formats; equal spans do not touch, so one that has no fellow shows at its
 * start.
 */
static guint
count_alike (guint n, const DzSpan *a, guint n_a, const DzSpan *b, guint n_b)
{
  for (guint i = 0; i < n_a && a[i].start < n; i++)
    n = MIN (n, alike_up_to (&a[i], b, n_b));
  for (guint i = 0; i < n_b && b[i].start < n; i++)
    n = MIN (n, alike_up_to (&b[i], a, n_a));

  return n;
}

static guint
count_head (DzText *a, DzText *b)
{
  const char *mine = dz_text_get_string (a);
  const char *theirs = dz_text_get_string (b);
  gsize same = 0;
  guint n_mine, n_theirs;
  const DzSpan *my_spans = dz_text_get_spans (a, &n_mine);
  const DzSpan *their_spans = dz_text_get_spans (b, &n_theirs);

  while (mine[same] != '\0' && mine[same] == theirs[same])
    same++;
  while (same > 0 && ((guchar)mine[same] & 0xc0) == 0x80)
    same--;
  return count_alike ((guint)g_utf8_strlen (mine, (gssize)same), my_spans, n_mine, their_spans, n_theirs);
}

static guint
count_tail (DzText *a, DzText *b, guint most)
{
  const char *mine = dz_text_get_string (a) + strlen (dz_text_get_string (a));
  const char *theirs = dz_text_get_string (b) + strlen (dz_text_get_string (b));
  g_autoptr (GArray) my_spans = mirror (a);
  g_autoptr (GArray) their_spans = mirror (b);
  guint same = 0;

  while (same < most)
    {
      mine = g_utf8_prev_char (mine);
      theirs = g_utf8_prev_char (theirs);
      if (g_utf8_get_char (mine) != g_utf8_get_char (theirs))
        break;
      same++;
    }
  return count_alike (same, (const DzSpan *)(gpointer)my_spans->data, my_spans->len,
                      (const DzSpan *)(gpointer)their_spans->data, their_spans->len);
}

/**
 * dz_text_get_common:
 * @head: (out): how many code points, with their formats, are the same at the beginning
 * @tail: (out): how many of the others are the same at the end
 */
void
dz_text_get_common (DzText *a, DzText *b, guint *head, guint *tail)
{
  g_return_if_fail (a != NULL && b != NULL);

  *head = count_head (a, b);
  *tail = count_tail (a, b, MIN (dz_text_get_length (a), dz_text_get_length (b)) - *head);
}
