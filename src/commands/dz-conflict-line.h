#pragma once

#include "model/dz-conflict.h"
#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * dz_conflict_line:
 *
 * Tells a conflict in one line: what it is about, our value and theirs, parted by tabs. Of long values what differs is
 * shown, with some words around it.
 *
 * Returns: (transfer full): without a line end
 */
char *dz_conflict_line (DzProject *project, DzConflict *conflict);

G_END_DECLS
