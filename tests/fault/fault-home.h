#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A home as dz_test_home_new() makes it, where it can be: in memory; and a copy of it as it was when it was kept. The names
 * stay the same, since they stand in what is kept. */
typedef struct _FaultHome FaultHome;

FaultHome *fault_home_new (void);
void fault_home_free (FaultHome *home);
const char *fault_home_get_path (FaultHome *home);
void fault_home_keep (FaultHome *home);
/* All is as it was kept. */
void fault_home_reset (FaultHome *home);

G_END_DECLS
