#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program's settings. A program whose schema is not installed has none: it runs with what is standard, and forgets. */

/* (transfer none) (nullable) */
GSettings *dz_settings_get (void);
/* Keeps @property of @object and the key alike in both directions; nothing without settings. */
void dz_settings_bind (const char *key, gpointer object, const char *property);
/* The value of a key, or @standard without settings. */
int dz_settings_get_int (const char *key, int standard);
int dz_settings_get_enum (const char *key, int standard);
gboolean dz_settings_get_boolean (const char *key, gboolean standard);
/* (transfer full) */
char *dz_settings_dup_string (const char *key, const char *standard);
void dz_settings_set_int (const char *key, int value);
void dz_settings_set_enum (const char *key, int value);
void dz_settings_set_boolean (const char *key, gboolean value);
void dz_settings_set_string (const char *key, const char *value);

/* (transfer none) (nullable): the root of the build folder when the program runs from there. */
const char *dz_settings_get_build_dir (void);

G_END_DECLS
