#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DZ_HTTP_ERROR:
 *
 * What may go wrong on the way to a server; messages name the address and what to do.
 */
#define DZ_HTTP_ERROR (dz_http_error_quark ())
GQuark dz_http_error_quark (void);

/**
 * DzHttpError:
 * @DZ_HTTP_ERROR_ADDRESS: the address is not one of http or https
 * @DZ_HTTP_ERROR_UNREACHABLE: no connection, or it broke off
 * @DZ_HTTP_ERROR_REFUSED: the server answered with a status of 400 or above
 * @DZ_HTTP_ERROR_TOO_LARGE: the answer is larger than the caller takes
 */
typedef enum
{
  DZ_HTTP_ERROR_ADDRESS,
  DZ_HTTP_ERROR_UNREACHABLE,
  DZ_HTTP_ERROR_REFUSED,
  DZ_HTTP_ERROR_TOO_LARGE,
} DzHttpError;

/**
 * dz_http_get:
 * @address: an http or https address
 * @most: the largest answer taken, in bytes
 *
 * Fetches @address, following up to five redirections, and blocks meanwhile. It gives up after 15 seconds without a
 * connection, or 30 seconds without data. No referrer, cookie or credential is sent.
 *
 * Returns: (transfer full): the body, or %NULL with @error set (also when @cancellable was cancelled)
 */
GBytes *dz_http_get (const char *address, gsize most, GCancellable *cancellable, GError **error);

/**
 * dz_http_get_async:
 *
 * The same in a thread.
 */
void dz_http_get_async (const char *address, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
GBytes *dz_http_get_finish (GAsyncResult *result, GError **error);

G_END_DECLS
