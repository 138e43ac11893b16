#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* Names of the folders of journals that @project had, or was restored from: the next one replaces them, and says so. */
void dz_journal_add_replaced (DzProject *project, const char *name);
/* (nullable) */
const char *const *dz_journal_get_replaced (DzProject *project);

G_END_DECLS
