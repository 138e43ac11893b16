#pragma once

#include <adwaita.h>

#include "store/dz-versions.h"

G_BEGIN_DECLS

#define DZ_TYPE_VERSION_LIST (dz_version_list_get_type ())
/**
 * DzVersionList:
 *
 * The versions of a project, the latest first, by day; above them the present.
 *
 * Signals: "loaded" (guint): how many there are. "chosen" (DzVersion): another one was selected.
 */
G_DECLARE_FINAL_TYPE (DzVersionList, dz_version_list, DZ, VERSION_LIST, AdwBin)

/**
 * dz_version_list_load:
 * @present: (nullable): digest of the present, when that is a version too
 *
 * Lists @versions in the background. The chosen one stays chosen; at the first time it is the latest one that is not the
 * present, which would show no difference.
 */
void dz_version_list_load (DzVersionList *self, DzVersions *versions, const char *present);

/* (transfer full): "Today, 14:02" */
char *dz_version_list_dup_when (DzVersion *version);

G_END_DECLS
