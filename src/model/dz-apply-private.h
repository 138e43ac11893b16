#pragma once

#include "model/dz-project-private.h"

G_BEGIN_DECLS

/* Checks @change, applies it, lets anchors follow, tells lists, blocks and highlights. @quotes: what the step remembers
 * of passages that are being deleted. On FALSE nothing has changed. */
gboolean dz_change_perform (DzProject *project, DzChange *change, GHashTable *quotes, GError **error);

G_END_DECLS
