#pragma once

#include "store/dz-json.h"

G_BEGIN_DECLS

/* Members of an object, taken and checked. Texts are (transfer none), alive with the tree; errors say the line. */

/* Sets DZ_STORE_ERROR_DAMAGED at the line of @json; returns FALSE. */
gboolean
dz_json_fail (DzJson *json, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean
dz_json_check_type (DzJson *json, DzJsonType type, GError **error);

gboolean
dz_json_take_string (DzJson *object, const char *key, const char **value, GError **error);
/* A text that is not empty. */
gboolean
dz_json_take_id (DzJson *object, const char *key, const char **value, GError **error);
gboolean
dz_json_take_uint (DzJson *object, const char *key, guint *value, GError **error);
gboolean
dz_json_take_object (DzJson *object, const char *key, DzJson **value, GError **error);

/* These leave @value as it was when there is no such member. */
gboolean
dz_json_take_optional_string (DzJson *object, const char *key, const char **value, GError **error);
gboolean
dz_json_take_optional_boolean (DzJson *object, const char *key, gboolean *value, GError **error);
gboolean
dz_json_take_optional (DzJson *object, const char *key, DzJsonType type, DzJson **value, GError **error);

G_END_DECLS
