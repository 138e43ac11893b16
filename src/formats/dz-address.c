#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/dz-address.h"

static gboolean
is_refused (char c)
{
  return g_ascii_iscntrl (c) || strchr (" \"<>\\^`{|}[]", c) != NULL;
}

static void
append_encoded (GString *out, const char *part)
{
  for (const char *at = part; *at != '\0'; at++)
    {
      gboolean stray = *at == '%' && !(g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]));

      if (stray || is_refused (*at))
        g_string_append_printf (out, "%%%02X", (guint8)*at);
      else
        g_string_append_c (out, *at);
    }
}

/* (nullable): the host as it may be written; international names in their ASCII form. */
static char *
check_host (const char *host)
{
  g_autofree char *ascii = NULL;

  if (host == NULL || *host == '\0')
    return NULL;
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host) ? g_strdup_printf ("[%s]", host) : NULL;
  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;
  for (const char *at = ascii; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("-._", *at) == NULL)
        return NULL;
    }
  return g_steal_pointer (&ascii);
}

static char *
make_safe_web (GUri *uri)
{
  g_autofree char *host = check_host (g_uri_get_host (uri));
  GString *out;

  if (host == NULL)
    return NULL;
  out = g_string_new (g_uri_get_scheme (uri));
  g_string_append_printf (out, "://%s", host);
  if (g_uri_get_port (uri) > 0)
    g_string_append_printf (out, ":%d", g_uri_get_port (uri));
  append_encoded (out, g_uri_get_path (uri));
  if (g_uri_get_query (uri) != NULL)
    {
      g_string_append_c (out, '?');
      append_encoded (out, g_uri_get_query (uri));
    }
  if (g_uri_get_fragment (uri) != NULL)
    {
      g_string_append_c (out, '#');
      append_encoded (out, g_uri_get_fragment (uri));
    }
  return g_string_free (out, FALSE);
}

char *
dz_address_make_safe (const char *address)
{
  g_autofree char *stripped = g_strstrip (g_strdup (address != NULL ? address : ""));
  g_autoptr (GUri) uri = g_uri_parse (stripped, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);

  if (uri == NULL)
    return NULL;
  if (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"))
    return make_safe_web (uri);
  if (g_str_equal (g_uri_get_scheme (uri), "mailto") && *g_uri_get_path (uri) != '\0')
    {
      GString *out = g_string_new ("mailto:");

      append_encoded (out, g_uri_get_path (uri));
      return g_string_free (out, FALSE);
    }
  return NULL;
}

gboolean
dz_address_is_harmless (const char *address)
{
  static const char *const harmless[] = { "http", "https", "mailto", "ftp", "tel" };
  g_autoptr (GString) bare = g_string_new (NULL);
  g_autofree char *scheme = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  /* Browsers skip blanks and control characters before they look for the scheme. */
  for (const char *at = address; *at != '\0'; at++)
    {
      if ((guint8)*at > ' ')
        g_string_append_c (bare, g_ascii_tolower (*at));
    }
  scheme = g_uri_parse_scheme (bare->str);
  if (scheme == NULL)
    return strchr (bare->str, ':') == NULL || strcspn (bare->str, "/?#") < strcspn (bare->str, ":");
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      if (g_str_equal (scheme, harmless[i]))
        return TRUE;
    }
  return FALSE;
}

char *
dz_address_dup_host (const char *safe)
{
  g_autoptr (GUri) uri = g_uri_parse (safe, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}
