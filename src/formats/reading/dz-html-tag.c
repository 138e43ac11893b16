#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "formats/reading/dz-html-tag.h"

#define LONGEST_ENTITY 32

gboolean
dz_html_tag_parse (const char *html, DzHtmlTag *tag)
{
  const char *p = html + 1;
  gsize length = 0;
  char quote = 0;

  if (*html != '<')
    return FALSE;
  tag->end = *p == '/';
  p += tag->end;
  if (!g_ascii_isalpha (*p))
    return FALSE;
  for (; g_ascii_isalnum (*p) || *p == '-'; p++)
    {
      if (length < sizeof tag->name - 1)
        tag->name[length++] = g_ascii_tolower (*p);
    }
  tag->name[length] = '\0';
  if (*p != '>' && *p != '/' && !g_ascii_isspace (*p))
    return FALSE;

  tag->attributes = p;
  for (; *p != '\0' && (quote != 0 || *p != '>'); p++)
    {
      if (quote != 0 && *p == quote)
        quote = 0;
      else if (quote == 0 && (*p == '"' || *p == '\''))
        quote = *p;
    }
  if (*p == '\0')
    return FALSE;
  tag->attributes_length = (gsize)(p - tag->attributes);
  tag->length = (gsize)(p + 1 - html);
  return TRUE;
}

static const char *
attribute_value (const char *p, const char *end, const char **value_end)
{
  if (p < end && (*p == '"' || *p == '\''))
    {
      const char *close = memchr (p + 1, *p, (gsize)(end - p - 1));

      *value_end = close != NULL ? close : end;
      return p + 1;
    }
  for (*value_end = p; *value_end < end && !g_ascii_isspace (**value_end); (*value_end)++)
    ;
  return p;
}

char *
dz_html_tag_dup_attribute (const DzHtmlTag *tag, const char *name)
{
  const char *p = tag->attributes;
  const char *end = p + tag->attributes_length;

  while (p < end)
    {
      const char *start;
      const char *value_end;
      const char *value;
      gsize length;

      while (p < end && (g_ascii_isspace (*p) || *p == '/'))
        p++;
      for (start = p; p < end && *p != '=' && *p != '/' && !g_ascii_isspace (*p); p++)
        ;
      length = (gsize)(p - start);
      while (p < end && g_ascii_isspace (*p))
        p++;
      if (p >= end || *p != '=')
        {
          p += p < end && length == 0;
          continue;
        }
      for (p++; p < end && g_ascii_isspace (*p); p++)
        ;
      value = attribute_value (p, end, &value_end);
      if (length == strlen (name) && g_ascii_strncasecmp (start, name, length) == 0)
        return dz_html_decode (value, (gsize)(value_end - value));
      p = value_end + (value > p && value_end < end);
    }
  return NULL;
}

static gunichar
entity_character (const char *name)
{
  const htmlEntityDesc *entity;
  guint64 number;

  if (*name != '#')
    {
      entity = htmlEntityLookup ((const xmlChar *)name);
      return entity != NULL ? entity->value : 0;
    }
  number = g_ascii_tolower (name[1]) == 'x' ? g_ascii_strtoull (name + 2, NULL, 16)
                                            : g_ascii_strtoull (name + 1, NULL, 10);
  return number > 0 && number <= 0x10ffff && g_unichar_validate ((gunichar)number) ? (gunichar)number : 0;
}

char *
dz_html_decode (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = text + length;

  while (text < end)
    {
      char name[LONGEST_ENTITY + 1];
      gsize size = 0;
      gunichar character = 0;

      if (*text != '&')
        {
          g_string_append_c (out, *text++);
          continue;
        }
      while (size < LONGEST_ENTITY && text + 1 + size < end
             && (g_ascii_isalnum (text[1 + size]) || text[1 + size] == '#'))
        {
          name[size] = text[1 + size];
          size++;
        }
      name[size] = '\0';
      if (size > 0 && text + 1 + size < end && text[1 + size] == ';')
        character = entity_character (name);
      if (character != 0)
        {
          g_string_append_unichar (out, character);
          text += size + 2;
        }
      else
        g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}
