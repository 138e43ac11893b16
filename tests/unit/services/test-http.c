#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "services/dz-http.h"

/* A server on the loopback address that answers by the path it is asked for. */
typedef struct
{
  GSocketService *service;
  char *base;
  char *last_request;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
} Server;

static gboolean
answer_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, Server *server)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char buffer[4096] = "";
  gssize got = g_input_stream_read (in, buffer, sizeof buffer - 1, NULL, NULL);
  g_autofree char *answer = NULL;

  if (got <= 0)
    return TRUE;
  g_free (server->last_request);
  server->last_request = g_strndup (buffer, got);
  if (strstr (buffer, "GET /picture ") != NULL)
    answer = g_strdup ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nbytes");
  else if (strstr (buffer, "GET /moved ") != NULL)
    answer = g_strdup ("HTTP/1.1 302 Found\r\nLocation: /picture\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  else if (strstr (buffer, "GET /out ") != NULL)
    answer = g_strdup ("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  else if (strstr (buffer, "GET /cut ") != NULL)
    answer = g_strdup ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nbytes");
  else if (strstr (buffer, "GET /large ") != NULL)
    {
      g_autofree char *body = g_strnfill (5000, 'x');

      answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s", body);
    }
  else if (strstr (buffer, "GET /slow ") != NULL)
    {
      g_usleep (2 * G_USEC_PER_SEC);
      return TRUE;
    }
  else
    answer = g_strdup ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  g_output_stream_write_all (out, answer, strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  Server *server = data;
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_main_context_push_thread_default (server->context);
  server->service = g_threaded_socket_service_new (4);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), address, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  g_signal_connect (server->service, "run", G_CALLBACK (answer_cb), server);
  g_atomic_pointer_set (&server->base, g_strdup_printf ("http://127.0.0.1:%d",
                                                        g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound))));
  g_main_loop_run (server->loop);
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_clear_object (&server->service);
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

static Server *
server_start (void)
{
  Server *server = g_new0 (Server, 1);

  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->thread = g_thread_new ("server", serve, server);
  while (g_atomic_pointer_get (&server->base) == NULL)
    g_usleep (1000);
  return server;
}

static void
server_stop (Server *server)
{
  g_main_loop_quit (server->loop);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_free (server->last_request);
  g_free (server->base);
  g_free (server);
}

static GBytes *
get (Server *server, const char *path, GError **error)
{
  g_autofree char *address = g_strconcat (server->base, path, NULL);

  return dz_http_get (address, 1000, NULL, error);
}

static void
test_get (void)
{
  Server *server = server_start ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = get (server, "/picture", &error);
  g_autoptr (GBytes) moved = NULL;

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "bytes", 5);
  g_assert_null (strstr (server->last_request, "Referer"));
  moved = get (server, "/moved", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (moved, NULL), g_bytes_get_size (moved), "bytes", 5);
  server_stop (server);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *path;
    int code;
  } cases[] = { { "/nothing", DZ_HTTP_ERROR_REFUSED },
                { "/large", DZ_HTTP_ERROR_TOO_LARGE },
                { "/cut", DZ_HTTP_ERROR_UNREACHABLE },
                { "/out", DZ_HTTP_ERROR_UNREACHABLE } };
  Server *server = server_start ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (get (server, cases[i].path, &error));
      g_assert_error (error, DZ_HTTP_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].path));
      g_clear_error (&error);
    }
  g_assert_null (dz_http_get ("file:///etc/passwd", 1000, NULL, &error));
  g_assert_error (error, DZ_HTTP_ERROR, DZ_HTTP_ERROR_ADDRESS);
  server_stop (server);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  g_assert_null (dz_http_get_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

static void
test_cancel (void)
{
  Server *server = server_start ();
  g_autofree char *address = g_strconcat (server->base, "/slow", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  dz_http_get_async (address, 1000, cancellable, got_cb, &done);
  g_timeout_add (50, cancel_cb, cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  server_stop (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/http/get", test_get);
  g_test_add_func ("/services/http/errors", test_errors);
  g_test_add_func ("/services/http/cancel", test_cancel);
  return g_test_run ();
}
