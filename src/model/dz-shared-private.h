#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable strings that entities and their copies hold together, in whatever threads those are. They are not
 * GRefStrings, because releasing one of those takes a lock of the whole process, and up to GLib 2.74 an interned one can
 * be released in one thread while another is being given it. NULL is passed through. */
char *dz_shared_new (const char *string);
char *dz_shared_ref (char *shared);
void dz_shared_unref (char *shared);

/* The same for a list of strings; NULL is an empty one. */
char **dz_shared_strv_new (const char *const *strings);
char **dz_shared_strv_ref (char **shared);
void dz_shared_strv_unref (char **shared);

G_END_DECLS
