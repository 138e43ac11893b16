#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-json-writer.h"

struct _DzJsonWriter
{
  GString *text;
  GString *closers; /* the brackets that are open, innermost last */
  gboolean in_lines;
  gboolean first; /* nothing stands yet in the innermost one */
};

DzJsonWriter *
dz_json_writer_new (gboolean in_lines)
{
  DzJsonWriter *self = g_new0 (DzJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->closers = g_string_new (NULL);
  self->in_lines = in_lines;
  return self;
}

void
dz_json_writer_free (DzJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->closers, TRUE);
  g_free (self);
}

static void
begin_line (DzJsonWriter *self)
{
  static const char blanks[] = "                                                                ";
  gsize rest = self->closers->len * 2;

  if (!self->in_lines)
    return;
  g_string_append_c (self->text, '\n');
  for (gsize n; rest > 0; rest -= n)
    {
      n = MIN (rest, sizeof blanks - 1);
      g_string_append_len (self->text, blanks, (gssize)n);
    }
}

static void
append_escape (GString *text, guchar c)
{
  static const char letters[] = "\b\t\n\f\r\"\\", escapes[] = "btnfr\"\\";
  const char *found = strchr (letters, c);

  g_string_append_c (text, '\\');
  if (found != NULL && c != '\0')
    g_string_append_c (text, escapes[found - letters]);
  else
    g_string_append_printf (text, "u%04x", c);
}

static void
append_string (GString *text, const char *string, gsize length)
{
  const char *end = string + length;

  g_string_append_c (text, '"');
  while (string < end)
    {
      const char *run = string;

      while (string < end && (guchar)*string >= 0x20 && *string != '"' && *string != '\\')
        string++;
      g_string_append_len (text, run, string - run);
      if (string < end)
        append_escape (text, (guchar)*string++);
    }
  g_string_append_c (text, '"');
}

static void
begin_value (DzJsonWriter *self, const char *key)
{
  if (self->closers->len > 0)
    {
      if (!self->first)
        g_string_append_c (self->text, ',');
      begin_line (self);
    }
  self->first = FALSE;
  if (key != NULL)
    {
      append_string (self->text, key, strlen (key));
      g_string_append (self->text, self->in_lines ? ": " : ":");
    }
}

static void
begin_container (DzJsonWriter *self, const char *key, char open, char close)
{
  begin_value (self, key);
  g_string_append_c (self->text, open);
  g_string_append_c (self->closers, close);
  self->first = TRUE;
}

void
dz_json_writer_begin_object (DzJsonWriter *self, const char *key)
{
  begin_container (self, key, '{', '}');
}

void
dz_json_writer_begin_array (DzJsonWriter *self, const char *key)
{
  begin_container (self, key, '[', ']');
}

void
dz_json_writer_end (DzJsonWriter *self)
{
  char close = self->closers->str[self->closers->len - 1];

  g_string_truncate (self->closers, self->closers->len - 1);
  if (!self->first)
    begin_line (self);
  g_string_append_c (self->text, close);
  self->first = FALSE;
}

void
dz_json_writer_add_string (DzJsonWriter *self, const char *key, const char *string)
{
  begin_value (self, key);
  append_string (self->text, string, strlen (string));
}

void
dz_json_writer_add_uint (DzJsonWriter *self, const char *key, guint64 number)
{
  begin_value (self, key);
  g_string_append_printf (self->text, "%" G_GUINT64_FORMAT, number);
}

void
dz_json_writer_add_boolean (DzJsonWriter *self, const char *key, gboolean boolean)
{
  begin_value (self, key);
  g_string_append (self->text, boolean ? "true" : "false");
}

void
dz_json_writer_add_null (DzJsonWriter *self, const char *key)
{
  begin_value (self, key);
  g_string_append (self->text, "null");
}

void
dz_json_writer_add_json (DzJsonWriter *self, const char *key, DzJson *json)
{
  switch (json->type)
    {
    case DZ_JSON_NULL:
      dz_json_writer_add_null (self, key);
      return;
    case DZ_JSON_BOOLEAN:
      dz_json_writer_add_boolean (self, key, json->boolean);
      return;
    case DZ_JSON_NUMBER:
      begin_value (self, key);
      g_string_append_len (self->text, json->string, (gssize)json->length);
      return;
    case DZ_JSON_STRING:
      dz_json_writer_add_string (self, key, json->string);
      return;
    case DZ_JSON_ARRAY:
      dz_json_writer_begin_array (self, key);
      break;
    case DZ_JSON_OBJECT:
      dz_json_writer_begin_object (self, key);
      break;
    default:
      g_assert_not_reached ();
    }
  for (DzJson *child = json->child; child != NULL; child = child->next)
    dz_json_writer_add_json (self, child->key, child);
  dz_json_writer_end (self);
}

void
dz_json_writer_add_bytes (DzJsonWriter *self, const char *key, GBytes *bytes)
{
  gsize length, used;
  const guchar *data = g_bytes_get_data (bytes, &length);
  int state = 0, save = 0;
  gsize start;

  begin_value (self, key);
  g_string_append_c (self->text, '"');
  start = self->text->len;
  g_string_set_size (self->text, start + (length / 3 + 1) * 4 + 4);
  used = g_base64_encode_step (data, length, FALSE, self->text->str + start, &state, &save);
  used += g_base64_encode_close (FALSE, self->text->str + start + used, &state, &save);
  g_string_truncate (self->text, start + used);
  g_string_append_c (self->text, '"');
}

char *
dz_json_writer_dup_string (DzJsonWriter *self)
{
  char *string = g_string_free (self->text, FALSE);

  self->text = g_string_new (NULL);
  return string;
}

GBytes *
dz_json_writer_to_bytes (DzJsonWriter *self)
{
  GBytes *bytes;

  g_string_append_c (self->text, '\n');
  bytes = g_string_free_to_bytes (self->text);
  self->text = g_string_new (NULL);
  return bytes;
}
