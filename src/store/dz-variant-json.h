#pragma once

#include "store/dz-json-writer.h"

G_BEGIN_DECLS

/* The values of an entity's fields: texts, numbers, truth values, lists and tuples (both as arrays) of them, and maybes
 * (null for nothing), which do not lie in each other. */

/* TRUE when @type is made of these only. */
gboolean
dz_variant_type_has_json (const GVariantType *type);
/* "", 0, FALSE, an empty list, or a maybe with nothing in it: what the project file leaves out. */
gboolean
dz_variant_is_empty (GVariant *value);
void
dz_variant_to_json (GVariant *value, DzJsonWriter *writer, const char *key);
/* (transfer full): not floating */
GVariant *
dz_variant_from_json (DzJson *json, const GVariantType *type, GError **error);

G_END_DECLS
