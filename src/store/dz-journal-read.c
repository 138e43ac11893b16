#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-change-json.h"
#include "store/dz-journal-read.h"
#include "store/dz-store-error.h"

void
dz_journal_text_free (DzJournalText *self)
{
  dz_journal_header_clear (&self->header);
  g_ptr_array_unref (self->lines);
  g_free (self->data);
  g_free (self);
}

/* What follows a line that is not whole is only counted. */
static void
take_lines (DzJournalText *self, gsize length)
{
  char *text = self->data, *end = text + length;

  for (char *stop; text < end && (stop = memchr (text, '\n', (gsize)(end - text))) != NULL; text = stop + 1)
    {
      char type;

      *stop = '\0';
      if (strlen (text) != (gsize)(stop - text) || dz_journal_line_read (text, &type) == NULL)
        {
          self->n_bad = 1;
          text = stop + 1;
          break;
        }
      g_ptr_array_add (self->lines, text);
    }
  for (; self->n_bad > 0 && text < end; text++)
    self->n_bad += *text == '\n';
}

DzJournalText *
dz_journal_text_parse_take (GBytes *bytes, GError **error)
{
  g_autoptr (DzJournalText) self = g_new0 (DzJournalText, 1);
  gsize length;
  const char *first;
  char type;

  self->data = g_bytes_unref_to_data (bytes, &length);
  self->lines = g_ptr_array_new ();
  if (length > 0)
    take_lines (self, length);
  first = self->lines->len > 0 ? dz_journal_line_read (g_ptr_array_index (self->lines, 0), &type) : NULL;
  if (first == NULL || type != 'h')
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("its beginning cannot be read"));
      return NULL;
    }
  if (!dz_journal_header_from_json (first, &self->header, error))
    return NULL;
  g_ptr_array_remove_index (self->lines, 0);
  return g_steal_pointer (&self);
}

static const char *
line_at (DzJournalText *self, guint index)
{
  return g_ptr_array_index (self->lines, index);
}

guint
dz_journal_text_count (DzJournalText *self)
{
  guint count = 0;

  for (guint i = 0; i < self->lines->len; i++)
    count += line_at (self, i)[0] == 'c';
  return count;
}

static int
find_mark (DzJournalText *self, guint64 mark)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (line_at (self, i)[0] == 'm'
        && g_ascii_strtoull (line_at (self, i) + 3 + DZ_JOURNAL_CHECK, NULL, 10) == mark)
      return (int)i + 1;
  return -1;
}

int
dz_journal_text_find (DzJournalText *self, const char *digest)
{
  if (digest == NULL)
    return -1;
  if (!self->header.has_base && g_strcmp0 (self->header.digest, digest) == 0)
    return 0;
  for (guint i = self->lines->len; i > 0; i--)
    {
      const char *line = line_at (self, i - 1);
      char *rest;
      guint64 mark;

      if (line[0] != 'd')
        continue;
      mark = g_ascii_strtoull (line + 3 + DZ_JOURNAL_CHECK, &rest, 10);
      if (*rest == ' ' && g_str_equal (rest + 1, digest))
        return find_mark (self, mark);
    }
  return -1;
}

guint
dz_journal_text_replay (DzJournalText *self, guint start, DzProject *project, guint *n_done)
{
  guint n_left = self->n_bad;
  gboolean fits = TRUE;

  for (guint i = start; i < self->lines->len; i++)
    {
      const char *line = line_at (self, i);
      g_autoptr (DzChange) change = NULL;

      if (line[0] != 'c')
        continue;
      if (fits)
        change = dz_change_from_json (line + 3 + DZ_JOURNAL_CHECK, NULL);
      fits = change != NULL && dz_project_apply (project, change, NULL);
      if (fits)
        (*n_done)++;
      else
        n_left++;
    }
  return n_left;
}
