#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/versions/dz-version-field.h"

static const struct
{
  const char *field;
  const char *caption;
} captions[] = {
  { "title", N_ ("Title") },
  { "translated-title", N_ ("Title in translation") },
  { "author", N_ ("Author") },
  { "translator", N_ ("Translator") },
  { "publisher", N_ ("Publisher") },
  { "date", N_ ("Date") },
  { "place", N_ ("Place") },
  { "source", N_ ("Source link") },
  { "cover", N_ ("Cover") },
  { "summary", N_ ("Summary") },
  { "details", N_ ("Further details") },
  { "original-language", N_ ("Language of the original") },
  { "translation-language", N_ ("Language of the translation") },
  { "name", N_ ("Name") },
  { "translated-name", N_ ("Name in translation") },
  { "color", N_ ("Colour") },
  { "description", N_ ("Description") },
};

const char *
dz_version_field_get_caption (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (captions); i++)
    if (g_str_equal (captions[i].field, field))
      return _ (captions[i].caption);
  return field;
}

char *
dz_version_field_dup_value (GVariant *value)
{
  GString *out;
  GVariantIter iter;
  const char *key, *text;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return *g_variant_get_string (value, NULL) ? g_variant_dup_string (value, NULL) : NULL;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE ("a(ss)")))
    return g_variant_print (value, FALSE);
  out = g_string_new (NULL);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&s)", &key, &text))
    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "", key, text);
  return g_string_free (out, out->len == 0);
}
