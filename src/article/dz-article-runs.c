#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "article/dz-article-runs.h"

static const struct
{
  const char *kind;
  DzArticleFormat format;
} formats[] = {
  { DZ_SPAN_BOLD, DZ_ARTICLE_BOLD },           { DZ_SPAN_ITALIC, DZ_ARTICLE_ITALIC },
  { DZ_SPAN_UNDERLINE, DZ_ARTICLE_UNDERLINE }, { DZ_SPAN_STRIKE, DZ_ARTICLE_STRIKE },
  { DZ_SPAN_CODE, DZ_ARTICLE_CODE },
};

static void
run_free (gpointer data)
{
  DzArticleRun *run = data;

  g_free (run->text);
  g_free (run->link);
  g_clear_pointer (&run->highlights, g_ptr_array_unref);
  g_clear_pointer (&run->starts, g_ptr_array_unref);
  g_clear_pointer (&run->ends, g_ptr_array_unref);
  g_free (run);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *)a;
  guint right = *(const guint *)b;

  return (left > right) - (left < right);
}

/* Every place where something begins or ends, sorted; the same place may be there twice. */
static GArray *
collect_boundaries (DzText *text, const DzArticleStretch *stretches, guint n_stretches)
{
  GArray *boundaries = g_array_new (FALSE, FALSE, sizeof (guint));
  guint length = dz_text_get_length (text);
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);

  g_array_append_val (boundaries, length);
  for (guint i = 0; i < n_spans; i++)
    {
      g_array_append_val (boundaries, spans[i].start);
      g_array_append_val (boundaries, spans[i].end);
    }
  for (guint i = 0; i < n_stretches; i++)
    {
      guint start = MIN (stretches[i].start, length);
      guint end = MIN (stretches[i].end, length);

      g_array_append_val (boundaries, start);
      g_array_append_val (boundaries, end);
    }
  g_array_sort (boundaries, compare_positions);
  return boundaries;
}

static void
add_span (DzArticleRun *run, const DzSpan *span)
{
  if (g_strcmp0 (span->kind, DZ_SPAN_LINK) == 0)
    {
      g_free (run->link);
      run->link = g_strdup (span->value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_strcmp0 (span->kind, formats[i].kind) == 0)
        run->format |= formats[i].format;
    }
}

static void
add_highlight (DzArticleRun *run, DzArticleHighlight *highlight)
{
  if (run->highlights == NULL)
    run->highlights = g_ptr_array_new ();
  g_ptr_array_add (run->highlights, highlight);
}

GPtrArray *
dz_article_runs_new (DzText *text, const DzArticleStretch *stretches, guint n_stretches)
{
  g_autoptr (GArray) boundaries = NULL;
  GPtrArray *runs;
  const char *at;
  guint position = 0;
  guint n_spans;
  const DzSpan *spans;

  g_return_val_if_fail (text != NULL, NULL);

  if (dz_text_is_empty (text))
    return NULL;
  boundaries = collect_boundaries (text, stretches, n_stretches);
  spans = dz_text_get_spans (text, &n_spans);
  runs = g_ptr_array_new_with_free_func (run_free);
  at = dz_text_get_string (text);
  for (guint b = 0; b < boundaries->len; b++)
    {
      guint end = g_array_index (boundaries, guint, b);
      DzArticleRun *run;
      const char *next;

      if (end == position)
        continue;
      next = g_utf8_offset_to_pointer (at, end - position);
      run = g_new0 (DzArticleRun, 1);
      run->text = g_strndup (at, next - at);
      for (guint i = 0; i < n_spans; i++)
        {
          if (spans[i].start <= position && spans[i].end >= end)
            add_span (run, &spans[i]);
        }
      for (guint i = 0; i < n_stretches; i++)
        {
          if (stretches[i].start <= position && stretches[i].end >= end)
            add_highlight (run, stretches[i].highlight);
        }
      g_ptr_array_add (runs, run);
      at = next;
      position = end;
    }
  return runs;
}
