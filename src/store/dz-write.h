#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @length in bytes. FALSE, with errno, when not all of it could be written. */
gboolean dz_write_all (int fd, const char *data, gsize length);

G_END_DECLS
