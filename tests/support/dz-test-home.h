#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dz_test_home_new:
 *
 * Makes a folder of its own for all that a user keeps: settings, state, data, temporary files. Call it first in main():
 * GLib asks for those places once. G_TEST_OPTION_ISOLATE_DIRS does it too, but GLib never frees the names then.
 *
 * Returns: (transfer full): its path, for dz_test_home_remove()
 */
char *
dz_test_home_new (void);

/* Takes the folder away, with all that is in it, and frees @home. */
void
dz_test_home_remove (char *home);

G_END_DECLS
