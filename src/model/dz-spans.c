#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-spans-private.h"

static void
clear_span (gpointer data)
{
  DzSpan *span = data;

  g_clear_pointer (&span->value, g_free);
}

DzSpans
dz_spans_new (void)
{
  DzSpans spans = { g_array_new (FALSE, FALSE, sizeof (DzSpan)) };

  g_array_set_clear_func (spans.array, clear_span);
  return spans;
}

void
dz_spans_add (DzSpans *spans, const DzSpan *span, gint64 shift, guint from, guint to)
{
  DzSpan copy = { MAX (span->start, from), MIN (span->end, to), span->kind, NULL };

  if (copy.start >= copy.end)
    return;

  copy.start = (guint)((gint64)copy.start + shift);
  copy.end = (guint)((gint64)copy.end + shift);
  copy.value = g_strdup (span->value);
  g_array_append_val (spans->array, copy);
}

gboolean
dz_span_is_link (const DzSpan *span)
{
  static gsize once = 0;
  static const char *link = NULL;

  if (g_once_init_enter (&once))
    {
      link = g_intern_static_string (DZ_SPAN_LINK);
      g_once_init_leave (&once, 1);
    }

  return span->kind == link;
}

gboolean
dz_span_same_format (const DzSpan *a, const DzSpan *b)
{
  return a->kind == b->kind && g_strcmp0 (a->value, b->value) == 0;
}

static int
compare_format (const DzSpan *a, const DzSpan *b)
{
  int order = strcmp (a->kind, b->kind);

  return order != 0 ? order : g_strcmp0 (a->value, b->value);
}

/* Links before all others and among themselves by place alone, so that overlaps of different addresses are neighbours.
 */
static int
compare_for_merging (gconstpointer pa, gconstpointer pb)
{
  const DzSpan *a = pa;
  const DzSpan *b = pb;
  gboolean a_link = dz_span_is_link (a);
  gboolean b_link = dz_span_is_link (b);
  int order;

  if (a_link != b_link)
    return a_link ? -1 : 1;
  order = a_link ? 0 : compare_format (a, b);
  if (order == 0 && a->start != b->start)
    order = a->start < b->start ? -1 : 1;
  if (order == 0 && a->end != b->end)
    order = a->end > b->end ? -1 : 1;
  return order != 0 ? order : compare_format (a, b);
}

/* The order that everybody sees: by place, the longer first so that they nest, then by name. */
static int
compare_final (gconstpointer pa, gconstpointer pb)
{
  const DzSpan *a = pa;
  const DzSpan *b = pb;

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;
  return compare_format (a, b);
}

/* Unites equal spans that touch; of two links on one character, the one that began first keeps it. */
static void
merge (GArray *array)
{
  guint kept = 0;

  for (guint i = 0; i < array->len; i++)
    {
      DzSpan *span = &g_array_index (array, DzSpan, i);
      DzSpan *last = kept > 0 ? &g_array_index (array, DzSpan, kept - 1) : NULL;

      if (last != NULL && dz_span_same_format (last, span) && span->start <= last->end)
        {
          last->end = MAX (last->end, span->end);
          clear_span (span);
          continue;
        }
      if (last != NULL && dz_span_is_link (last) && dz_span_is_link (span) && span->start < last->end)
        {
          if (span->end <= last->end)
            {
              clear_span (span);
              continue;
            }
          span->start = last->end;
        }
      if (kept != i)
        {
          g_array_index (array, DzSpan, kept) = *span;
          span->value = NULL;
        }
      kept++;
    }

  g_array_set_size (array, kept);
}

DzSpan *
dz_spans_finish (DzSpans *spans, guint *n_spans)
{
  GArray *array = g_steal_pointer (&spans->array);

  if (array->len > 1)
    {
      g_array_sort (array, compare_for_merging);
      merge (array);
      g_array_sort (array, compare_final);
    }

  *n_spans = array->len;
  return (DzSpan *)g_array_free (array, array->len == 0);
}
