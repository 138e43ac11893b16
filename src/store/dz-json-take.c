#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "store/dz-json-take.h"
#include "store/dz-store-error.h"

gboolean
dz_json_fail (DzJson *json, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("line %u: %s"), json->line, message);
  return FALSE;
}

static const char *
name_type (DzJsonType type)
{
  switch (type)
    {
    case DZ_JSON_BOOLEAN:
      return _ ("true or false");
    case DZ_JSON_NUMBER:
      return _ ("a number");
    case DZ_JSON_STRING:
      return _ ("a text");
    case DZ_JSON_ARRAY:
      return _ ("a list");
    case DZ_JSON_OBJECT:
      return _ ("an object");
    default:
      return "null";
    }
}

gboolean
dz_json_check_type (DzJson *json, DzJsonType type, GError **error)
{
  if (json->type == type)
    return TRUE;
  if (json->key == NULL)
    return dz_json_fail (json, error, _ ("here stands %s instead of %s"), name_type (json->type), name_type (type));
  return dz_json_fail (json, error, _ ("“%s” is %s instead of %s"), json->key, name_type (json->type),
                       name_type (type));
}

static gboolean
take_needed (DzJson *object, const char *key, DzJsonType type, DzJson **value, GError **error)
{
  *value = dz_json_take (object, key);
  if (*value == NULL)
    return dz_json_fail (object, error, _ ("the object that begins here has no “%s”"), key);
  return dz_json_check_type (*value, type, error);
}

gboolean
dz_json_take_string (DzJson *object, const char *key, const char **value, GError **error)
{
  DzJson *member;

  if (!take_needed (object, key, DZ_JSON_STRING, &member, error))
    return FALSE;
  *value = member->string;
  return TRUE;
}

gboolean
dz_json_take_id (DzJson *object, const char *key, const char **value, GError **error)
{
  DzJson *member;

  if (!take_needed (object, key, DZ_JSON_STRING, &member, error))
    return FALSE;
  if (member->length == 0)
    return dz_json_fail (member, error, _ ("“%s” is empty"), key);
  *value = member->string;
  return TRUE;
}

gboolean
dz_json_take_uint (DzJson *object, const char *key, guint *value, GError **error)
{
  DzJson *member;

  if (!take_needed (object, key, DZ_JSON_NUMBER, &member, error))
    return FALSE;
  return dz_json_get_uint (member, value)
         || dz_json_fail (member, error, _ ("“%s” is no whole number from 0 to %u"), key, G_MAXUINT);
}

gboolean
dz_json_take_object (DzJson *object, const char *key, DzJson **value, GError **error)
{
  return take_needed (object, key, DZ_JSON_OBJECT, value, error);
}

gboolean
dz_json_take_optional (DzJson *object, const char *key, DzJsonType type, DzJson **value, GError **error)
{
  DzJson *member = dz_json_take (object, key);

  if (member == NULL)
    return TRUE;
  if (!dz_json_check_type (member, type, error))
    return FALSE;
  *value = member;
  return TRUE;
}

gboolean
dz_json_take_optional_string (DzJson *object, const char *key, const char **value, GError **error)
{
  DzJson *member = NULL;

  if (!dz_json_take_optional (object, key, DZ_JSON_STRING, &member, error))
    return FALSE;
  if (member != NULL)
    *value = member->string;
  return TRUE;
}

gboolean
dz_json_take_optional_boolean (DzJson *object, const char *key, gboolean *value, GError **error)
{
  DzJson *member = NULL;

  if (!dz_json_take_optional (object, key, DZ_JSON_BOOLEAN, &member, error))
    return FALSE;
  if (member != NULL)
    *value = member->boolean;
  return TRUE;
}
