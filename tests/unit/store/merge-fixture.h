#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* What the tests of merging have in common. */

/* (transfer full): the project file's text */
char *
write_project (DzProject *project);
void
assert_equal (DzProject *a, DzProject *b);
/* (transfer full): fails when they cannot be merged */
DzProject *
merge (DzProject *base, DzProject *ours, DzProject *theirs, guint *n_conflicts);

/* A project with one document of as many blocks "block-0"… that all say the same on both sides. */
DzProject *
make_project (guint n_blocks);
/* Does @n random things to @project, documents and pictures that come and go among them. */
void
edit (DzProject *project, guint n);
/* How many times a law is tried: 1000, or a tenth of DUIZHAO_TEST_CHANGES. */
guint
rounds (void);

/* (transfer full): a copy in which the two values of each conflict stand the other way round */
DzProject *
swap_names (DzProject *project);
/* That the project can be written, and read again without a loss. */
void
check_readable (DzProject *project);

G_END_DECLS
