#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <curl/curl.h>
#include <glib/gi18n.h>

#include "services/dz-http.h"

#define CONNECT_SECONDS 15L
#define STALL_SECONDS 30L
#define REDIRECTIONS 5L

G_DEFINE_QUARK (dz-http-error-quark, dz_http_error)

typedef struct
{
  GByteArray *body;
  gsize most;
  gboolean too_large;
  GCancellable *cancellable;
} Transfer;

typedef struct
{
  char *address;
  gsize most;
} Request;

static void
request_free (Request *request)
{
  g_free (request->address);
  g_free (request);
}

static size_t
write_cb (char *data, size_t size, size_t n, void *user_data)
{
  Transfer *transfer = user_data;
  gsize length = size * n;

  if (length > transfer->most - transfer->body->len)
    {
      transfer->too_large = TRUE;
      return 0;
    }
  g_byte_array_append (transfer->body, (const guint8 *) data, length);
  return length;
}

static int
progress_cb (void *user_data, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now)
{
  Transfer *transfer = user_data;

  return g_cancellable_is_cancelled (transfer->cancellable);
}

static void
set_up (CURL *curl, const char *address, Transfer *transfer)
{
  curl_easy_setopt (curl, CURLOPT_URL, address);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt (curl, CURLOPT_MAXREDIRS, REDIRECTIONS);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USERAGENT, "Duizhao/" PACKAGE_VERSION);
  curl_easy_setopt (curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, write_cb);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, transfer);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
}

static gboolean
check_result (CURL *curl, CURLcode code, const char *address, Transfer *transfer, GError **error)
{
  long status = 0;

  if (g_cancellable_set_error_if_cancelled (transfer->cancellable, error))
    return FALSE;
  if (transfer->too_large)
    {
      g_autofree char *size = g_format_size (transfer->most);

      g_set_error (error, DZ_HTTP_ERROR, DZ_HTTP_ERROR_TOO_LARGE, _("“%s” is larger than %s, which is the most that is fetched."),
                   address, size);
      return FALSE;
    }
  if (code != CURLE_OK)
    {
      g_set_error (error, DZ_HTTP_ERROR, DZ_HTTP_ERROR_UNREACHABLE,
                   _("“%s” could not be reached (%s). Check the network and try again."), address,
                   curl_easy_strerror (code));
      return FALSE;
    }
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  if (status >= 400)
    {
      g_set_error (error, DZ_HTTP_ERROR, DZ_HTTP_ERROR_REFUSED, _("The server did not give out “%s” (status %ld)."),
                   address, status);
      return FALSE;
    }
  return TRUE;
}

GBytes *
dz_http_get (const char *address, gsize most, GCancellable *cancellable, GError **error)
{
  static gsize initialised = 0;
  Transfer transfer = { NULL, most, FALSE, cancellable };
  g_autofree char *scheme = NULL;
  gboolean done;
  CURL *curl;

  g_return_val_if_fail (address != NULL, NULL);

  scheme = g_uri_parse_scheme (address);
  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    {
      g_set_error (error, DZ_HTTP_ERROR, DZ_HTTP_ERROR_ADDRESS, _("“%s” is not the address of something on the web."),
                   address);
      return NULL;
    }
  if (g_once_init_enter (&initialised))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&initialised, 1);
    }

  curl = curl_easy_init ();
  transfer.body = g_byte_array_new ();
  set_up (curl, address, &transfer);
  done = check_result (curl, curl_easy_perform (curl), address, &transfer, error);
  curl_easy_cleanup (curl);
  if (!done)
    {
      g_byte_array_unref (transfer.body);
      return NULL;
    }
  return g_byte_array_free_to_bytes (transfer.body);
}

static void
get_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  GBytes *bytes = dz_http_get (request->address, request->most, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
dz_http_get_async (const char *address, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->address = g_strdup (address);
  request->most = most;
  g_task_set_source_tag (task, dz_http_get_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, get_thread);
}

GBytes *
dz_http_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
