#pragma once

#include "model/dz-project.h"

/* A project of one document with a few blocks, speakers and tags, always the same. */
DzProject *random_project (void);
/* (transfer full): a change of any kind that nearly always fits @project. Ids and all come from @random. */
DzChange *random_change (DzProject *project, GRand *random);
/* (transfer full): the same with something in it that a damaged file or an enemy would say. */
DzChange *spoil_change (DzProject *project, GRand *random, DzChange *change);
