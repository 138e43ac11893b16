#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "commands/dz-conflict-line.h"
#include "store/dz-merge.h"

/* Characters: of what is the same around a difference, and of a whole value. */
#define AROUND 24
#define MOST 96

static void
append_value (GString *line, const char *value)
{
  g_autofree char *shown = g_strdup (value);

  g_string_append_c (line, '\t');
  g_string_append (line, g_strdelimit (shown, "\t\r\n", ' '));
}

static glong
count_common_head (const char *a, const char *b)
{
  glong n = 0;

  for (; *a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b); n++)
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }

  return n;
}

/* What differs in @value from the character at @head on. */
static char *
shorten (const char *value, glong head)
{
  glong length = g_utf8_strlen (value, -1);
  glong start = length > MOST ? MAX (0, head - AROUND) : 0;
  glong end = MIN (length, start + MOST);
  g_autofree char *slice = g_utf8_substring (value, start, end);

  return g_strconcat (start > 0 ? "…" : "", slice, end < length ? "…" : "", NULL);
}

char *
dz_conflict_line (DzProject *project, DzConflict *conflict)
{
  g_autofree char *title = dz_conflict_dup_title (project, conflict);
  g_autofree char *ours = dz_conflict_dup_shown (project, conflict, DZ_CONFLICT_OURS);
  g_autofree char *theirs = dz_conflict_dup_shown (project, conflict, DZ_CONFLICT_THEIRS);
  const char *const values[] = { ours, theirs };
  gboolean removed = g_str_equal (dz_conflict_get_what (conflict), "presence");
  glong head = count_common_head (ours, theirs);
  GString *line = g_string_new (g_strdelimit (title, "\t\r\n", ' '));

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *shown = shorten (values[i], head);

      append_value (line, *shown != '\0' ? shown : removed ? _ ("removed") : _ ("empty"));
    }

  return g_string_free (line, FALSE);
}
