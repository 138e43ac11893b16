#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "fault-report.h"

#include <string.h>

#include "fault-session.h"
#include "store/dz-file-stamp.h"
#include "store/dz-project-json.h"

static GPtrArray *
file_of (FaultReport *self, const char *name)
{
  GPtrArray *digests = g_hash_table_lookup (self->files, name);

  if (digests == NULL)
    {
      digests = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (digests, NULL);
      g_hash_table_insert (self->files, g_strdup (name), digests);
    }
  return digests;
}

/* Of what it may be, only the last or only the first. */
static void
decide (FaultReport *self, const char *name, gboolean is_new)
{
  GPtrArray *digests = file_of (self, name);

  if (digests->len < 2)
    return;
  if (is_new)
    g_ptr_array_remove_range (digests, 0, digests->len - 1);
  else
    g_ptr_array_set_size (digests, (int)digests->len - 1);
}

static void
take_file (FaultReport *self, char kind, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 3);

  if (words[0] == NULL)
    return;
  switch (kind)
    {
    case 'a':
      g_ptr_array_add (file_of (self, words[0]), g_strdup (words[1]));
      self->attempted = self->states->len;
      break;
    case 's':
      decide (self, words[0], TRUE);
      self->safe = MAX (self->safe, self->attempted);
      break;
    case 'F':
      decide (self, words[0], FALSE);
      self->told++;
      break;
    default:
      self->told++;
    }
}

static void
take_opened (FaultReport *self, const char *digest)
{
  GPtrArray *digests = file_of (self, FAULT_FILE);

  g_ptr_array_set_size (digests, 0);
  g_ptr_array_add (digests, g_strdup (digest));
}

static void
take_line (FaultReport *self, const char *line)
{
  const char *rest = line[0] != '\0' && line[1] == ' ' ? line + 2 : "";

  switch (line[0])
    {
    case 'o':
      take_opened (self, rest);
      break;
    case 't':
      g_ptr_array_add (self->states, g_strdup (rest));
      break;
    case 'k':
      self->safe = self->states->len;
      break;
    case 'u':
      self->told++;
      break;
    case 'a':
    case 's':
    case 'f':
    case 'F':
      take_file (self, line[0], rest);
      break;
    case 'q':
      self->quit = TRUE;
      break;
    case 'h':
      g_free (self->hit);
      self->hit = g_strdup (rest);
      break;
    case 'n':
      g_ptr_array_add (self->calls, g_strdup (rest));
      break;
    case '!':
      g_ptr_array_add (self->wrong, g_strdup (rest));
      break;
    case 'e':
      self->ended = TRUE;
      break;
    default:
      break;
    }
}

FaultReport *
fault_report_parse (const char *text)
{
  FaultReport *self = g_new0 (FaultReport, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->states = g_ptr_array_new_with_free_func (g_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->calls = g_ptr_array_new_with_free_func (g_free);
  self->wrong = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    take_line (self, lines[i]);
  return self;
}

void
fault_report_free (FaultReport *self)
{
  g_ptr_array_unref (self->states);
  g_hash_table_unref (self->files);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->wrong);
  g_free (self->hit);
  g_free (self);
}

char *
fault_digest (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  return dz_digest_bytes (bytes);
}

guint
fault_report_find (FaultReport *self, const char *digest)
{
  for (guint i = self->states->len; i > 0; i--)
    if (g_str_equal (g_ptr_array_index (self->states, i - 1), digest))
      return i;
  return 0;
}
