#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-runs.h"

static void
span_clear (gpointer data)
{
  DzSpan *span = data;

  g_clear_pointer (&span->value, g_free);
}

DzRuns *
dz_runs_new (void)
{
  DzRuns *self = g_new (DzRuns, 1);

  self->chars = g_array_new (FALSE, FALSE, sizeof (gunichar));
  self->spans = g_array_new (FALSE, FALSE, sizeof (DzSpan));
  g_array_set_clear_func (self->spans, span_clear);
  return self;
}

void
dz_runs_free (DzRuns *self)
{
  g_array_unref (self->chars);
  g_array_unref (self->spans);
  g_free (self);
}

guint
dz_runs_length (const DzRuns *self)
{
  return self->chars->len;
}

gunichar
dz_runs_char (const DzRuns *self, guint position)
{
  return position < self->chars->len ? g_array_index (self->chars, gunichar, position) : 0;
}

void
dz_runs_append (DzRuns *self, const char *utf8, gssize length)
{
  const char *end = utf8 + (length < 0 ? (gssize)strlen (utf8) : length), *p = utf8;
  guint at = self->chars->len;
  gsize count = MIN ((gsize)g_utf8_strlen (utf8, end - utf8), DZ_RUNS_MAX + 1 - at);
  gunichar *chars;

  if (count == 0)
    return;
  g_array_set_size (self->chars, (guint)(at + count));
  chars = (gunichar *)(gpointer)self->chars->data + at;
  for (gsize i = 0; i < count; i++, p = g_utf8_next_char (p))
    chars[i] = g_utf8_get_char (p);
}

void
dz_runs_append_char (DzRuns *self, gunichar character)
{
  if (self->chars->len <= DZ_RUNS_MAX)
    g_array_append_val (self->chars, character);
}

void
dz_runs_add_span (DzRuns *self, guint start, guint end, const char *kind, const char *value)
{
  DzSpan span = { start, end, g_intern_string (kind), NULL };

  if (start >= end)
    return;
  span.value = g_strdup (value);
  g_array_append_val (self->spans, span);
}

guint8 *
dz_runs_mask (const DzRuns *self, const char *kind)
{
  guint8 *mask = g_malloc0 (self->chars->len + 1);

  for (guint i = 0; i < self->spans->len; i++)
    {
      const DzSpan *span = &g_array_index (self->spans, DzSpan, i);

      if (strcmp (span->kind, kind) == 0)
        memset (mask + span->start, 1, span->end - span->start);
    }
  return mask;
}

void
dz_runs_rewrite (DzRuns *self, const gunichar *with)
{
  g_autofree guint *moved = g_new (guint, self->chars->len + 1);
  gunichar *chars = (gunichar *)(gpointer)self->chars->data;
  guint n_spans = 0;
  guint length = 0;

  for (guint i = 0; i < self->chars->len; i++)
    {
      moved[i] = length;
      if (with[i] != 0)
        chars[length++] = with[i];
    }
  moved[self->chars->len] = length;
  g_array_set_size (self->chars, length);

  for (guint i = 0; i < self->spans->len; i++)
    {
      DzSpan span = g_array_index (self->spans, DzSpan, i);

      span.start = moved[span.start];
      span.end = moved[span.end];
      if (span.start < span.end)
        g_array_index (self->spans, DzSpan, n_spans++) = span;
      else
        g_free (span.value);
      if (n_spans != i + 1)
        g_array_index (self->spans, DzSpan, i).value = NULL;
    }
  g_array_set_size (self->spans, n_spans);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const DzSpan *first = a;
  const DzSpan *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static DzRuns *
piece_of (const DzRuns *self, const GArray *sorted, GArray *active, guint *next, guint start, guint end)
{
  DzRuns *piece = dz_runs_new ();
  guint kept = 0;

  if (end > start)
    g_array_append_vals (piece->chars, &g_array_index (self->chars, gunichar, start), end - start);
  for (; *next < sorted->len && g_array_index (sorted, DzSpan, *next).start < end; (*next)++)
    g_array_append_val (active, g_array_index (sorted, DzSpan, *next));

  for (guint i = 0; i < active->len; i++)
    {
      DzSpan span = g_array_index (active, DzSpan, i);

      dz_runs_add_span (piece, MAX (span.start, start) - start, MIN (span.end, end) - start, span.kind, span.value);
      if (span.end > end)
        g_array_index (active, DzSpan, kept++) = span;
    }
  g_array_set_size (active, kept);
  return piece;
}

GPtrArray *
dz_runs_cut (const DzRuns *self, const GArray *starts)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)dz_runs_free);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (DzSpan));
  g_autoptr (GArray) active = g_array_new (FALSE, FALSE, sizeof (DzSpan));
  guint next = 0;
  guint start = 0;

  if (self->spans->len > 0)
    g_array_append_vals (sorted, self->spans->data, self->spans->len);
  g_array_sort (sorted, compare_spans);
  for (guint i = 0; i <= starts->len; i++)
    {
      guint end = i < starts->len ? g_array_index (starts, guint, i) : self->chars->len;

      g_ptr_array_add (pieces, piece_of (self, sorted, active, &next, start, end));
      start = end;
    }
  return pieces;
}

char *
dz_runs_to_string (const DzRuns *self)
{
  GString *string = g_string_sized_new (self->chars->len * 3 + 1);

  for (guint i = 0; i < self->chars->len; i++)
    g_string_append_unichar (string, g_array_index (self->chars, gunichar, i));
  return g_string_free (string, FALSE);
}

DzText *
dz_runs_to_text (const DzRuns *self)
{
  g_autofree char *string = dz_runs_to_string (self);

  return dz_text_new_with_spans (string, (const DzSpan *)(gpointer)self->spans->data, self->spans->len);
}
