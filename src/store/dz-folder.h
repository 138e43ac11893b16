#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the folder, and those above it that are not there, for nobody else to look into, and certain to be there after a power
 * cut. FALSE, with errno. */
gboolean dz_folder_make (const char *path);

/* What was made, renamed or removed in it is certain to be so after a power cut, where the file system can say that of a
 * folder. FALSE, with errno. */
gboolean dz_folder_sync (const char *path);
gboolean dz_folder_sync_fd (int fd);

G_END_DECLS
