#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/markdown/dz-markdown-mend.h"

typedef struct
{
  DzRuns *runs;
  gunichar *with;
  guint8 *code;
  gunichar mark;
} Marks;

static gboolean
is_gap (gunichar character)
{
  return character == DZ_RUNS_LINE_END || character == DZ_RUNS_BREAK || dz_runs_is_blank (character);
}

static gunichar
before (const Marks *self, guint position)
{
  while (position > 0 && dz_runs_char (self->runs, position - 1) == self->mark)
    position--;
  return position > 0 ? dz_runs_char (self->runs, position - 1) : 0;
}

static gunichar
after (const Marks *self, guint position)
{
  while (dz_runs_char (self->runs, position) == self->mark)
    position++;
  return dz_runs_char (self->runs, position);
}

static guint
count_same (const Marks *self, guint position)
{
  gunichar character = dz_runs_char (self->runs, position);
  guint end = position;

  while (end < dz_runs_length (self->runs) && dz_runs_char (self->runs, end) == character)
    end++;
  return end - position;
}

static void
drop (Marks *self, guint start, guint end)
{
  memset (self->with + start, 0, (end - start) * sizeof *self->with);
}

static gboolean
is_empty_between (const Marks *self, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    {
      if (dz_runs_char (self->runs, i) != self->mark)
        return FALSE;
    }
  return TRUE;
}

static gboolean
may_open (const Marks *self, guint start, guint end)
{
  gunichar left = before (self, start);
  gunichar right = after (self, end);

  if (right == 0)
    return FALSE;
  if (dz_runs_char (self->runs, start) == '~')
    return !is_gap (right) && (!g_unichar_ispunct (right) || left == 0 || is_gap (left) || g_unichar_ispunct (left));
  /* A blank inside is a converter's; blanks on both sides are a multiplication. */
  return left == 0 || !is_gap (left) || !is_gap (right);
}

static gboolean
may_close (const Marks *self, guint start, guint end)
{
  gunichar left = before (self, start);
  gunichar right = after (self, end);

  if (dz_runs_char (self->runs, start) == '~')
    return !is_gap (left);
  return right == 0 || !is_gap (left) || !is_gap (right);
}

static void
pair_up (Marks *self, gunichar delimiter, const char *kind)
{
  gint64 open = -1;

  for (guint i = 0; i < dz_runs_length (self->runs); i++)
    {
      guint length;

      if (dz_runs_char (self->runs, i) != delimiter || self->code[i])
        continue;
      length = count_same (self, i);
      if (length == 4 && delimiter == '*')
        drop (self, i, i + 4);
      else if (length == 2 && open >= 0 && may_close (self, i, i + 2))
        {
          dz_runs_add_span (self->runs, (guint)open + 2, i, kind, NULL);
          drop (self, (guint)open, (guint)open + 2);
          drop (self, i, i + 2);
          open = -1;
        }
      else if (length == 2 && open < 0 && may_open (self, i, i + 2))
        open = i;
      i += length - 1;
    }
}

static void
drop_empty_pairs (Marks *self)
{
  gint64 last = -1;

  for (guint i = 0; i < dz_runs_length (self->runs); i++)
    {
      guint length;

      if (dz_runs_char (self->runs, i) != '*' || self->code[i])
        continue;
      length = count_same (self, i);
      if (length == 2 && last >= 0 && is_empty_between (self, (guint)last + 2, i))
        {
          drop (self, (guint)last, i + 2);
          last = -1;
        }
      else
        last = length == 2 ? (gint64)i : -1;
      i += length - 1;
    }
}

void
dz_markdown_settle_marks (DzRuns *runs, gunichar mark)
{
  guint length = dz_runs_length (runs);
  g_autofree gunichar *with = g_new (gunichar, length + 1);
  g_autofree guint8 *code = dz_runs_mask (runs, DZ_SPAN_CODE);
  Marks self = { runs, with, code, mark };

  if (length == 0)
    return;

  memcpy (with, runs->chars->data, length * sizeof *with);
  drop_empty_pairs (&self);
  pair_up (&self, '*', DZ_SPAN_BOLD);
  pair_up (&self, '~', DZ_SPAN_STRIKE);
  for (guint i = 0; i < length; i++)
    {
      if (with[i] == mark)
        with[i] = 0;
    }
  dz_runs_rewrite (runs, with);
}
