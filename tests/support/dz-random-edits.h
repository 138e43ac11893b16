#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* Does one thing to @project that a person could do, of any kind, or nothing where that kind has nothing to work on.
 * The same numbers out of @rand do the same, but for the ids of new objects. */
void
dz_random_edit (DzProject *project, GRand *rand);

/* A short text out of several scripts, with characters outside the basic plane, combining marks and line ends. */
char *
dz_random_string (GRand *rand);

G_END_DECLS
