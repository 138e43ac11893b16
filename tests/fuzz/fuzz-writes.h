#pragma once

#include "model/dz-project.h"

/* Stops unless every format that is written writes @project as text, and gets away with reading that.
 * @choice: any number: which layout, and whether annotations come with it */
void
fuzz_check_writes (DzProject *project, guint choice);
