#pragma once

#include "model/dz-project.h"

/* All that a project says, in one string: two projects are equal to the byte when these are. */
char *describe_project (DzProject *project);

/* What a reader of the change's JSON line would hold: nothing is shared with @change. */
DzChange *copy_change (DzChange *change);
