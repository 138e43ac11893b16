#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): the sample interview, installed or in the source tree that the program was built from. */
GFile *dz_sample_find (void);
/* Whether @file is the sample: it opens as a project of one's own, so that it stays what it is for the next one. */
gboolean dz_sample_is (GFile *file);

G_END_DECLS
