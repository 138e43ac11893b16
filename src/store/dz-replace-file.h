#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * dz_replace_file:
 * @file: where; a symbolic link is followed, and stays one
 * @bytes: its whole new content
 * @keep_previous: keep what was there under the same name with a “~” at its end
 *
 * Puts @bytes in the place of @file, whole or not at all: they are written beside it and on disk before they take its
 * name, so that neither a crash nor a full disk leaves half of a file. Mode, group, access list and extended attributes
 * of a file that was there are kept as far as the system allows it.
 *
 * Errors are DZ_STORE_ERROR_WRITE, and G_IO_ERROR_CANCELLED; after any of them @file is what it was, or, where the disk does
 * not confirm that it will stay so, and the message says that, what it was to be.
 *
 * What programs left half written in that folder that were killed goes.
 */
gboolean
dz_replace_file (GFile *file, GBytes *bytes, gboolean keep_previous, GCancellable *cancellable, GError **error);

/* Whether a file of that name is one that was being written; when nobody writes it any more, it is of no use. */
gboolean
dz_replace_file_is_temporary (const char *name);

/* (transfer full): the file in which dz_replace_file() keeps the previous one. */
GFile *
dz_replace_file_get_previous (GFile *file);

/* (transfer full) (nullable): the path that a link leads to, also where nothing is yet; NULL, with errno, when it leads
 * nowhere. */
char *
dz_replace_file_dup_target (const char *path);

G_END_DECLS
