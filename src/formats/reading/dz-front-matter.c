#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-front-matter.h"

#define MAX_LINES 200

void
dz_front_matter_free (DzFrontMatter *self)
{
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static gboolean
is_line (const char *line, gsize length, const char *word)
{
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  return length == strlen (word) && strncmp (line, word, length) == 0;
}

static char *
dup_value (const char *value, gsize length)
{
  g_autofree char *string = g_strstrip (g_strndup (value, length));
  gsize size = strlen (string);

  if (size >= 2 && (*string == '"' || *string == '\'') && string[size - 1] == *string)
    return g_strndup (string + 1, size - 2);
  return g_steal_pointer (&string);
}

static void
append_to_last (DzFrontMatter *self, const char *value, gsize length)
{
  g_autofree char *more = dup_value (value, length);
  char *last;

  if (self->values->len == 0)
    return;
  last = g_ptr_array_index (self->values, self->values->len - 1);
  g_ptr_array_index (self->values, self->values->len - 1)
      = *last == '\0' ? g_strdup (more) : g_strconcat (last, "、", more, NULL);
  g_free (last);
}

/* FALSE: no line of front matter. */
static gboolean
parse_line (DzFrontMatter *self, const char *line, gsize length)
{
  gsize indent = strspn (line, " \t");
  const char *colon;

  if (indent >= length || *line == '#')
    return TRUE;
  if (line[indent] == '-' && (line[indent + 1] == ' ' || line[indent + 1] == '\t'))
    {
      append_to_last (self, line + indent + 2, length - indent - 2);
      return self->keys->len > 0;
    }
  if (indent > 0)
    {
      append_to_last (self, line + indent, length - indent);
      return self->keys->len > 0;
    }
  colon = memchr (line, ':', length);
  if (colon == NULL || colon == line || (colon + 1 < line + length && !g_ascii_isspace (colon[1])))
    return FALSE;
  g_ptr_array_add (self->keys, g_strstrip (g_strndup (line, (gsize)(colon - line))));
  g_ptr_array_add (self->values, dup_value (colon + 1, (gsize)(line + length - colon - 1)));
  return TRUE;
}

DzFrontMatter *
dz_front_matter_parse (const char *source, const char **rest)
{
  DzFrontMatter *self = g_new (DzFrontMatter, 1);
  const char *line = source;

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  *rest = source;
  while (*line == '\n')
    line++;
  if (!is_line (line, strcspn (line, "\n"), "---"))
    return self;

  line += strcspn (line, "\n");
  for (guint i = 0; i < MAX_LINES && *line == '\n'; i++)
    {
      gsize length = strcspn (++line, "\n");

      if (is_line (line, length, "---") || is_line (line, length, "..."))
        {
          *rest = self->keys->len > 0 ? line + length : source;
          return self;
        }
      if (!parse_line (self, line, length))
        break;
      line += length;
    }
  g_ptr_array_set_size (self->keys, 0);
  g_ptr_array_set_size (self->values, 0);
  return self;
}
