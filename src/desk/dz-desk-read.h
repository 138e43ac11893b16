#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * dz_desk_read:
 * @file: what to read
 * @max_size: bytes above which it is refused
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): all of the file's bytes, at least one; or NULL with a DZ_DESK_ERROR that names the
 *   file and says what to do, or G_IO_ERROR_CANCELLED
 */
GBytes *dz_desk_read (GFile *file, gsize max_size, GCancellable *cancellable, GError **error);

G_END_DECLS
