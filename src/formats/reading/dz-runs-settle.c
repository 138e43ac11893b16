#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-runs.h"
#include "language/dz-lines.h"

/* How much of both sides dz_lines_joint_between() may look at to know a quotation mark's width. */
#define JOINT_CONTEXT 8

#define ZERO_WIDTH_SPACE 0x200b
#define ZERO_WIDTH_NO_BREAK_SPACE 0xfeff

gboolean
dz_runs_is_blank (gunichar character)
{
  return character == '\t' || character == ZERO_WIDTH_SPACE || character == ZERO_WIDTH_NO_BREAK_SPACE
         || g_unichar_type (character) == G_UNICODE_SPACE_SEPARATOR;
}

static gboolean
is_gap (gunichar character)
{
  return character == DZ_RUNS_LINE_END || character == DZ_RUNS_BREAK || dz_runs_is_blank (character);
}

static gboolean
has_no_width (gunichar character)
{
  return character == ZERO_WIDTH_SPACE || character == ZERO_WIDTH_NO_BREAK_SPACE;
}

static char *
context_of (const DzRuns *self, guint start, guint end)
{
  GString *string = g_string_new (NULL);

  for (guint i = start; i < end; i++)
    {
      gunichar character = dz_runs_char (self, i);

      if (!has_no_width (character))
        g_string_append_unichar (string, is_gap (character) ? ' ' : character);
    }
  return g_string_free (string, FALSE);
}

/* What a line end in the gap [start, end) becomes: 0 or a blank. */
static gunichar
joint_of (const DzRuns *self, guint start, guint end)
{
  g_autofree char *before = context_of (self, start > JOINT_CONTEXT ? start - JOINT_CONTEXT : 0, start);
  g_autofree char *after = context_of (self, end, MIN (end + JOINT_CONTEXT, dz_runs_length (self)));

  return *dz_lines_joint_between (before, after) == '\0' ? 0 : ' ';
}

static gboolean
is_wide_punctuation (gunichar character)
{
  return g_unichar_iswide (character) && g_unichar_ispunct (character);
}

/* Nobody writes a blank between two wide characters, or between full-width punctuation and a word: at the edge of an
 * emphasis a converter put it there. */
static gboolean
is_converters_blank (gunichar before, gunichar after)
{
  if (is_wide_punctuation (after) || (is_wide_punctuation (before) && g_unichar_isalnum (after)))
    return TRUE;
  return before != '-' && *dz_lines_joint (before, after) == '\0';
}

/* One byte a position between characters, not 0 where an emphasis begins or ends. */
static guint8 *
emphasis_edges (const DzRuns *self)
{
  guint8 *edges = g_malloc0 (self->chars->len + 1);

  for (guint i = 0; i < self->spans->len; i++)
    {
      const DzSpan *span = &g_array_index (self->spans, DzSpan, i);

      if (strcmp (span->kind, DZ_SPAN_LINK) == 0 || strcmp (span->kind, DZ_SPAN_CODE) == 0)
        continue;
      edges[span->start] = 1;
      edges[span->end] = 1;
    }
  return edges;
}

static gboolean
contains (const gunichar *chars, guint start, guint end, gunichar character)
{
  for (guint i = start; i < end; i++)
    {
      if (chars[i] == character)
        return TRUE;
    }
  return FALSE;
}

static void
settle_gap (const DzRuns *self, gunichar *with, guint start, guint end, const guint8 *edges)
{
  gboolean at_edge = memchr (edges + start, 1, end - start + 1) != NULL;
  gunichar joint;

  if (start == 0 || end == dz_runs_length (self))
    joint = 0;
  else if (contains (with, start, end, DZ_RUNS_BREAK))
    joint = '\n';
  else if (contains (with, start, end, DZ_RUNS_LINE_END))
    joint = joint_of (self, start, end);
  else if (at_edge && is_converters_blank (dz_runs_char (self, start - 1), dz_runs_char (self, end)))
    joint = 0;
  else
    {
      for (guint i = start; i < end; i++)
        with[i] = has_no_width (with[i]) ? 0 : with[i];
      return;
    }

  memset (with + start, 0, (end - start) * sizeof *with);
  with[start] = joint;
}

void
dz_runs_settle (DzRuns *self)
{
  guint length = dz_runs_length (self);
  g_autofree gunichar *with = g_new (gunichar, length + 1);
  g_autofree guint8 *edges = emphasis_edges (self);
  g_autofree guint8 *code = dz_runs_mask (self, DZ_SPAN_CODE);

  if (length > 0)
    memcpy (with, self->chars->data, length * sizeof *with);
  for (guint i = 0; i < length; i++)
    {
      guint start = i;

      if (code[i])
        {
          if (with[i] == DZ_RUNS_BREAK)
            with[i] = '\n';
          continue;
        }
      while (i < length && is_gap (with[i]) && !code[i])
        i++;
      if (i > start)
        settle_gap (self, with, start, i--, edges);
    }
  dz_runs_rewrite (self, with);
}
