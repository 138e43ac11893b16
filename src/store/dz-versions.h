#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzVersion:
 * @digest: of the project file's bytes, which also names it
 * @time: when it was the present
 * @reason: (nullable): why it is kept, when not because it was saved: the label of the risky step that came after it; shown
 * @size: bytes that it takes on disk
 *
 * An earlier state of a project; a GObject, immutable.
 */
#define DZ_TYPE_VERSION (dz_version_get_type ())
G_DECLARE_FINAL_TYPE (DzVersion, dz_version, DZ, VERSION, GObject)

const char *dz_version_get_digest (DzVersion *self);
GDateTime *dz_version_get_time (DzVersion *self);
const char *dz_version_get_reason (DzVersion *self);
guint64 dz_version_get_size (DzVersion *self);

/**
 * DzVersions:
 *
 * The earlier states of one project (by its id), in the user's data folder, compressed; pictures are kept once, whatever
 * number of versions has them. Old ones thin out: of the last hour all that are kept, of the last day one an hour, of the
 * last month one a day, then one a week; those before a risky step stay for a month. Everything here may be called from any
 * thread, and from several programs.
 */
#define DZ_TYPE_VERSIONS (dz_versions_get_type ())
G_DECLARE_FINAL_TYPE (DzVersions, dz_versions, DZ, VERSIONS, GObject)

DzVersions *dz_versions_new (const char *project_id);

/* (transfer none) (nullable): in the main thread */
const GError *dz_versions_get_problem (DzVersions *self);

/**
 * dz_versions_keep:
 * @bytes: a project file
 * @digest: (nullable): of @bytes, when it is known
 * @reason: (nullable): why, as in DzVersion; NULL when it was saved
 *
 * Keeps a state, and thins out. One that is kept already is not kept twice. Without a @reason, one that is younger than two
 * minutes is replaced, but the last two saved ones always stay (a journal may stand on either).
 */
gboolean dz_versions_keep (DzVersions *self, GBytes *bytes, const char *digest, const char *reason, GError **error);
/* The same in a thread, of @project as it is now. */
void dz_versions_keep_async (DzVersions *self, DzProject *project, const char *reason, GAsyncReadyCallback callback,
                             gpointer data);
gboolean dz_versions_keep_finish (DzVersions *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type DzVersion): the latest first */
GPtrArray *dz_versions_list (DzVersions *self);
/* (transfer full) (nullable): the project as it was; errors are DZ_STORE_ERROR */
DzProject *dz_versions_load (DzVersions *self, const char *digest, GError **error);
void dz_versions_load_async (DzVersions *self, const char *digest, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data);
DzProject *dz_versions_load_finish (DzVersions *self, GAsyncResult *result, GError **error);

/**
 * dz_versions_find_base:
 * @ours: the project, whose versions these are
 * @theirs: a copy of it, made nobody knows when
 *
 * What both most likely began with: the oldest version from which the fewest things differ that are the same in both; but
 * the one before it when theirs shows that it was made earlier than that. Versions thin out, so that the very state that
 * was copied may be gone: where it is in doubt what stood there, the base has what was there before, or nothing. So a
 * merge may ask once too often, and never takes away what was done here.
 *
 * Returns: (transfer full) (nullable): NULL when there is no version at all
 */
DzProject *dz_versions_find_base (DzVersions *self, DzProject *ours, DzProject *theirs);

G_END_DECLS
