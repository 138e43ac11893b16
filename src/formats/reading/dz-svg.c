#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <limits.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "formats/reading/dz-svg.h"

static const char *const active_elements[]
    = { "script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video", NULL };

/* A place in the drawing itself, or bytes of a picture in it. */
static gboolean
is_inside (const char *address)
{
  static const char *const data[]
      = { "data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp" };

  address += strspn (address, " \t\r\n\"'");
  if (*address == '#' || *address == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (data); i++)
    if (g_ascii_strncasecmp (address, data[i], strlen (data[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Backslashes and comments may hide a word in a style: what has them is not looked through, but refused. */
static gboolean
style_is_safe (const char *value)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (strchr (lower, '\\') != NULL || strstr (lower, "@import") != NULL || strstr (lower, "expression") != NULL
      || strstr (lower, "image-set") != NULL || strstr (lower, "u/*") != NULL || strstr (lower, "l/*") != NULL)
    return FALSE;
  for (const char *at = strstr (lower, "url"); at != NULL; at = strstr (at + 1, "url"))
    {
      const char *open = at + strlen ("url");

      if (*open == '(' && !is_inside (open + 1))
        return FALSE;
    }
  return TRUE;
}

static gboolean
attribute_is_safe (const char *name, const char *value)
{
  if (g_ascii_strncasecmp (name, "on", 2) == 0)
    return FALSE;
  if (g_ascii_strcasecmp (name, "href") == 0 || g_ascii_strcasecmp (name, "src") == 0)
    return is_inside (value);
  /* What an animation sets could be an address. */
  if (g_ascii_strcasecmp (name, "attributeName") == 0)
    return strstr (value, "href") == NULL && g_ascii_strncasecmp (value, "on", 2) != 0;
  return style_is_safe (value);
}

/* All of its text at once: a word may be cut in two by a comment or a section. */
static gboolean
style_element_is_safe (xmlTextReader *reader)
{
  xmlChar *text = xmlTextReaderReadString (reader);
  gboolean safe = text == NULL || style_is_safe ((const char *) text);

  xmlFree (text);
  return safe;
}

static gboolean
element_is_safe (xmlTextReader *reader)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (reader);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gboolean safe = !g_strv_contains (active_elements, lower);

  if (safe && g_str_equal (lower, "style"))
    safe = style_element_is_safe (reader);
  while (safe && xmlTextReaderMoveToNextAttribute (reader) == 1)
    {
      const char *value = (const char *) xmlTextReaderConstValue (reader);

      if (!xmlTextReaderIsNamespaceDecl (reader))
        safe = attribute_is_safe ((const char *) xmlTextReaderConstLocalName (reader), value != NULL ? value : "");
    }
  return safe;
}

static gboolean
node_is_safe (xmlTextReader *reader)
{
  switch (xmlTextReaderNodeType (reader))
    {
    case XML_READER_TYPE_ELEMENT:
      return element_is_safe (reader);
    case XML_READER_TYPE_PROCESSING_INSTRUCTION:
    case XML_READER_TYPE_ENTITY_REFERENCE:
    case XML_READER_TYPE_ENTITY:
      return FALSE;
    case XML_READER_TYPE_DOCUMENT_TYPE:
      {
        xmlNode *node = xmlTextReaderCurrentNode (reader);

        /* Declarations of its own, of which entities are the ones that bite. */
        return node == NULL || node->children == NULL;
      }
    default:
      return TRUE;
    }
}

gboolean
dz_svg_is_safe (const guint8 *data, gsize size)
{
  xmlTextReader *reader;
  gboolean safe = TRUE;
  int left = 1;

  if (size > INT_MAX)
    return FALSE;
  reader = xmlReaderForMemory ((const char *) data, (int) size, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (reader == NULL)
    return FALSE;
  while (safe && (left = xmlTextReaderRead (reader)) == 1)
    safe = node_is_safe (reader);
  xmlFreeTextReader (reader);
  return safe && left == 0;
}
