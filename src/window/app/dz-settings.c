#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-settings.h"

const char *
dz_settings_get_build_dir (void)
{
  static gsize once = 0;
  static char *found = NULL;

  if (g_once_init_enter (&once))
    {
      g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

      if (program)
        {
          g_autofree char *folder = g_path_get_dirname (program);
          g_autofree char *root = g_path_get_dirname (folder);
          g_autofree char *mark = g_build_filename (root, "build.ninja", NULL);

          if (g_file_test (mark, G_FILE_TEST_EXISTS))
            found = g_steal_pointer (&root);
        }
      g_once_init_leave (&once, 1);
    }
  return found;
}

static GSettingsSchema *
look_in (const char *folder)
{
  GSettingsSchemaSource *standard = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (folder, standard, TRUE, NULL);

  return source ? g_settings_schema_source_lookup (source, APP_ID, FALSE) : NULL;
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *standard = g_settings_schema_source_get_default ();
  const char *build = dz_settings_get_build_dir ();
  g_autofree char *installed = g_build_filename (PKGDATADIR, "..", "glib-2.0", "schemas", NULL);
  GSettingsSchema *schema = NULL;

  if (build)
    {
      g_autofree char *data = g_build_filename (build, "data", NULL);

      schema = look_in (data);
    }
  if (!schema && standard)
    schema = g_settings_schema_source_lookup (standard, APP_ID, TRUE);
  return schema ? schema : look_in (installed);
}

GSettings *
dz_settings_get (void)
{
  static gsize once = 0;
  static GSettings *settings = NULL;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GSettingsSchema) schema = find_schema ();

      if (schema)
        settings = g_settings_new_full (schema, NULL, NULL);
      else
        g_message ("The settings are not installed: what is changed in them will be forgotten");
      g_once_init_leave (&once, 1);
    }
  return settings;
}

/* An older installed schema may lack a key, and GSettings would end the program for it. */
static GSettings *
get_with (const char *key)
{
  GSettings *settings = dz_settings_get ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (!settings)
    return NULL;
  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key) ? settings : NULL;
}

void
dz_settings_bind (const char *key, gpointer object, const char *property)
{
  GSettings *settings = get_with (key);

  if (settings)
    g_settings_bind (settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}

int
dz_settings_get_int (const char *key, int standard)
{
  GSettings *settings = get_with (key);

  return settings ? g_settings_get_int (settings, key) : standard;
}

int
dz_settings_get_enum (const char *key, int standard)
{
  GSettings *settings = get_with (key);

  return settings ? g_settings_get_enum (settings, key) : standard;
}

gboolean
dz_settings_get_boolean (const char *key, gboolean standard)
{
  GSettings *settings = get_with (key);

  return settings ? g_settings_get_boolean (settings, key) : standard;
}

char *
dz_settings_dup_string (const char *key, const char *standard)
{
  GSettings *settings = get_with (key);

  return settings ? g_settings_get_string (settings, key) : g_strdup (standard);
}

void
dz_settings_set_int (const char *key, int value)
{
  GSettings *settings = get_with (key);

  if (settings)
    g_settings_set_int (settings, key, value);
}

void
dz_settings_set_enum (const char *key, int value)
{
  GSettings *settings = get_with (key);

  if (settings)
    g_settings_set_enum (settings, key, value);
}

void
dz_settings_set_boolean (const char *key, gboolean value)
{
  GSettings *settings = get_with (key);

  if (settings)
    g_settings_set_boolean (settings, key, value);
}

void
dz_settings_set_string (const char *key, const char *value)
{
  GSettings *settings = get_with (key);

  if (settings)
    g_settings_set_string (settings, key, value);
}
