#pragma once

#include "model/dz-change.h"

G_BEGIN_DECLS

/**
 * dz_change_to_json:
 *
 * One change as one line of JSON, with everything that applying and inverting it takes. Objects that it brings in or
 * takes out are written as they are now: write a change down when it is applied.
 *
 * Returns: (transfer full): the line, without line end
 */
char *
dz_change_to_json (DzChange *change);

/**
 * dz_change_from_json:
 *
 * Reads such a line. What it says is of the right shape then; whether it fits a project, dz_project_apply() finds out.
 * Errors are DZ_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable): the change
 */
DzChange *
dz_change_from_json (const char *line, GError **error);

G_END_DECLS
