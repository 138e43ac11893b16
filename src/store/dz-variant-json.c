#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "store/dz-json-take.h"
#include "store/dz-variant-json.h"

gboolean
dz_variant_type_has_json (const GVariantType *type)
{
  if (g_variant_type_is_maybe (type))
    {
      const GVariantType *element = g_variant_type_element (type);

      return !g_variant_type_is_maybe (element) && dz_variant_type_has_json (element);
    }
  if (g_variant_type_is_array (type))
    return !g_variant_type_is_maybe (g_variant_type_element (type))
           && dz_variant_type_has_json (g_variant_type_element (type));
  if (g_variant_type_is_tuple (type) && !g_variant_type_equal (type, G_VARIANT_TYPE_TUPLE))
    {
      const GVariantType *item = g_variant_type_first (type);

      if (item == NULL)
        return FALSE;
      for (; item != NULL; item = g_variant_type_next (item))
        if (g_variant_type_is_maybe (item) || !dz_variant_type_has_json (item))
          return FALSE;
      return TRUE;
    }
  return g_variant_type_equal (type, G_VARIANT_TYPE_STRING) || g_variant_type_equal (type, G_VARIANT_TYPE_UINT32)
         || g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN);
}

gboolean
dz_variant_is_empty (GVariant *value)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      return *g_variant_get_string (value, NULL) == '\0';
    case G_VARIANT_CLASS_UINT32:
      return g_variant_get_uint32 (value) == 0;
    case G_VARIANT_CLASS_BOOLEAN:
      return !g_variant_get_boolean (value);
    default:
      return g_variant_n_children (value) == 0;
    }
}

void
dz_variant_to_json (GVariant *value, DzJsonWriter *writer, const char *key)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      dz_json_writer_add_string (writer, key, g_variant_get_string (value, NULL));
      break;
    case G_VARIANT_CLASS_UINT32:
      dz_json_writer_add_uint (writer, key, g_variant_get_uint32 (value));
      break;
    case G_VARIANT_CLASS_BOOLEAN:
      dz_json_writer_add_boolean (writer, key, g_variant_get_boolean (value));
      break;
    case G_VARIANT_CLASS_MAYBE:
      {
        g_autoptr (GVariant) inner = g_variant_get_maybe (value);

        if (inner != NULL)
          dz_variant_to_json (inner, writer, key);
        else
          dz_json_writer_add_null (writer, key);
        break;
      }
    case G_VARIANT_CLASS_ARRAY:
    case G_VARIANT_CLASS_TUPLE:
      dz_json_writer_begin_array (writer, key);
      for (gsize i = 0; i < g_variant_n_children (value); i++)
        {
          g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

          dz_variant_to_json (child, writer, NULL);
        }
      dz_json_writer_end (writer);
      break;
    default:
      g_assert_not_reached ();
    }
}

static GVariant *
list_from_json (DzJson *json, const GVariantType *type, GError **error)
{
  gboolean tuple = g_variant_type_is_tuple (type);
  const GVariantType *item = tuple ? g_variant_type_first (type) : g_variant_type_element (type);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (type);

  if (!dz_json_check_type (json, DZ_JSON_ARRAY, error))
    return NULL;
  if (tuple && json->length != g_variant_type_n_items (type))
    {
      dz_json_fail (json, error, _ ("the list that begins here has not %u values"),
                    (guint)g_variant_type_n_items (type));
      return NULL;
    }
  for (DzJson *child = json->child; child != NULL; child = child->next)
    {
      g_autoptr (GVariant) value = dz_variant_from_json (child, item, error);

      if (value == NULL)
        return NULL;
      g_variant_builder_add_value (&builder, value);
      if (tuple)
        item = g_variant_type_next (item);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

GVariant *
dz_variant_from_json (DzJson *json, const GVariantType *type, GError **error)
{
  guint number;

  if (g_variant_type_is_maybe (type))
    {
      const GVariantType *element = g_variant_type_element (type);
      g_autoptr (GVariant) inner = NULL;

      if (json->type == DZ_JSON_NULL)
        return g_variant_ref_sink (g_variant_new_maybe (element, NULL));
      inner = dz_variant_from_json (json, element, error);
      return inner == NULL ? NULL : g_variant_ref_sink (g_variant_new_maybe (NULL, inner));
    }
  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    return dz_json_check_type (json, DZ_JSON_STRING, error) ? g_variant_ref_sink (g_variant_new_string (json->string))
                                                            : NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN))
    return dz_json_check_type (json, DZ_JSON_BOOLEAN, error)
               ? g_variant_ref_sink (g_variant_new_boolean (json->boolean))
               : NULL;
  if (!g_variant_type_equal (type, G_VARIANT_TYPE_UINT32))
    return list_from_json (json, type, error);
  if (!dz_json_check_type (json, DZ_JSON_NUMBER, error))
    return NULL;
  if (dz_json_get_uint (json, &number))
    return g_variant_ref_sink (g_variant_new_uint32 (number));
  dz_json_fail (json, error, _ ("here stands no whole number from 0 to %u"), G_MAXUINT);
  return NULL;
}
