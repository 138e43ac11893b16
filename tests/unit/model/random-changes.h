#pragma once

#include "model/dz-project.h"

/* DUIZHAO_TEST_SEED, DUIZHAO_TEST_CHANGES and DUIZHAO_TEST_PAIRS repeat, lengthen or shorten a run: what @name says, or
 * @otherwise. */
guint
random_from_environment (const char *name, guint otherwise);
/* A project of one document with a few blocks, speakers and tags, always the same. */
DzProject *
random_project (void);
/* (transfer full): a change of any kind that nearly always fits @project. Ids and all come from @random. */
DzChange *
random_change (DzProject *project, GRand *random);
/* (transfer full): the same with something in it that a damaged file or an enemy would say. */
DzChange *
spoil_change (DzProject *project, GRand *random, DzChange *change);
