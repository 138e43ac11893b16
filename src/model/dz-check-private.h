#pragma once

#include "model/dz-project-private.h"

G_BEGIN_DECLS

/* Whether @change, whoever wrote it, can be applied to @project as it is; but for its effects. Changes nothing. */
gboolean dz_change_check (DzProject *project, DzChange *change, GError **error);

G_END_DECLS
