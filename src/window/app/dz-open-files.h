#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which projects are open just now, in the user's state folder: what a program that crashed had open, opens again, also
 * where nothing of it was unsaved. */

/* @files: (element-type GFile): all of them */
void dz_open_files_set (GPtrArray *files);
/* (transfer full) (element-type GFile): those of a program that crashed, which are forgotten by this: one that cannot be
 * opened is not tried at every start. */
GPtrArray *dz_open_files_take (void);

G_END_DECLS
