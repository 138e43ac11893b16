#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "store/dz-change-json.h"
#include "store/dz-journal-read.h"
#include "store/dz-project-file.h"
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

static void
take_back (DzProject *project, GPtrArray *done)
{
  for (guint i = done->len; i > 0; i--)
    {
      g_autoptr (DzChange) inverse = dz_change_invert (g_ptr_array_index (done, i - 1));

      dz_project_apply (project, inverse, NULL);
    }
}

/* All of a step, or nothing. */
static gboolean
replay_step (DzProject *project, const char *text, guint *n_done, DzChange **last_text)
{
  g_auto (GStrv) changes = g_strsplit (text, "\t", -1);
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func ((GDestroyNotify)dz_change_unref);

  for (guint i = 0; changes[i] != NULL; i++)
    {
      g_autoptr (DzChange) change = dz_change_from_json (changes[i], NULL);

      if (change == NULL || !dz_project_apply (project, change, NULL))
        {
          take_back (project, done);
          return FALSE;
        }
      g_ptr_array_add (done, g_steal_pointer (&change));
    }
  for (guint i = 0; i < done->len; i++)
    if (((DzChange *)g_ptr_array_index (done, i))->kind == DZ_CHANGE_TEXT)
      {
        g_clear_pointer (last_text, dz_change_unref);
        *last_text = dz_change_ref (g_ptr_array_index (done, i));
      }
  *n_done += done->len;
  return TRUE;
}

guint
dz_journal_text_replay (DzJournalText *self, guint start, DzProject *project, guint *n_done, DzChange **last_text)
{
  guint n_left = self->n_bad;
  gboolean fits = TRUE;

  for (guint i = start; i < self->lines->len; i++)
    {
      const char *line = line_at (self, i);

      if (line[0] != 'c')
        continue;
      fits = fits && replay_step (project, line + 3 + DZ_JOURNAL_CHECK, n_done, last_text);
      n_left += !fits;
    }
  return n_left;
}

static gboolean
fail_read (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (code), g_strerror (code));
  return FALSE;
}

/* The folder may lie beside a project that came from anywhere: what is no file, or too large for one, is not read. */
static gboolean
check_file (int fd, gsize *size, GError **error)
{
  struct stat found;

  if (fstat (fd, &found) < 0)
    return fail_read (error);
  if (!S_ISREG (found.st_mode))
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("it is a device, not a file"));
      return FALSE;
    }
  if (found.st_size > DZ_PROJECT_FILE_MAX_SIZE)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE, _ ("it is larger than %d MB"),
                   (int)(DZ_PROJECT_FILE_MAX_SIZE / 1024 / 1024));
      return FALSE;
    }
  *size = (gsize)found.st_size;
  return TRUE;
}

static GBytes *
read_open (int fd, GError **error)
{
  g_autofree char *text = NULL;
  gsize size, length = 0;
  gssize n = 1;

  if (!check_file (fd, &size, error))
    return NULL;
  text = g_malloc (size + 1);
  while (length < size && n != 0)
    {
      n = read (fd, text + length, size - length);
      if (n < 0 && errno != EINTR)
        {
          fail_read (error);
          return NULL;
        }
      length += (gsize)MAX (n, 0);
    }
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

GBytes *
dz_journal_read_file (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  GBytes *bytes;

  if (fd < 0 && errno == ELOOP)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("it is a link, not a file"));
      return NULL;
    }
  if (fd < 0)
    {
      fail_read (error);
      return NULL;
    }
  bytes = read_open (fd, error);
  close (fd);
  return bytes;
}
