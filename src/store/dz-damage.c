#include "store/dz-damage.h"
#include "store/dz-store-error.h"
void dz_damage_free (DzDamage *d) { g_free (d); }
DzProject *dz_project_file_load_damaged (GFile *file, DzDamage **damage, GCancellable *cancellable, GError **error) { g_set_error (error, DZ_STORE_ERROR, 0, "x"); return NULL; }
