#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * dz_project_copy:
 *
 * A project of its own that is equal to @project to the byte, with no history; what is immutable is shared. It may be
 * handed to a thread, which then owns it. Fast enough to be made between two keys: see bench-store.
 *
 * Returns: (transfer full): the copy
 */
DzProject *dz_project_copy (DzProject *project);

/**
 * dz_project_drop:
 * @project: (transfer full) (nullable): a copy that nobody else looks at
 *
 * Lets go of it in a thread: for a large one that takes as long as making it, and a key would wait.
 */
void dz_project_drop (DzProject *project);

G_END_DECLS
