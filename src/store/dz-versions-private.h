#pragma once

#include "store/dz-versions.h"

G_BEGIN_DECLS

/* @reason, @pictures: (transfer full) (nullable) */
DzVersion *dz_version_new (const char *path, const char *digest, gint64 milliseconds, char *reason, GStrv pictures,
                           guint64 size);
const char *dz_version_get_path (DzVersion *self);
/* Since 1970. */
gint64 dz_version_get_milliseconds (DzVersion *self);
/* (nullable): digests of the pictures that lie apart */
const char *const *dz_version_get_pictures (DzVersion *self);

/* @problem: (transfer full) (nullable): in the main thread */
void dz_versions_set_problem (DzVersions *self, GError *problem);

/**
 * dz_versions_thin:
 * @versions: (element-type DzVersion): the latest first
 * @now: milliseconds since 1970
 *
 * Returns: (transfer container): those that have to go
 */
GPtrArray *dz_versions_thin (GPtrArray *versions, gint64 now);

/**
 * dz_version_pack:
 * @bytes: a project file
 * @folder: where pictures lie apart, each once
 * @pictures: (out): their digests
 *
 * The file with a token in the place of each picture's data.
 */
GBytes *dz_version_pack (GBytes *bytes, const char *folder, GStrv *pictures, GError **error);
GBytes *dz_version_unpack (GBytes *packed, const char *folder, GError **error);

/* gzip and back. */
GBytes *dz_gzip (GBytes *bytes, GError **error);
GBytes *dz_gunzip (GBytes *bytes, gsize most, GError **error);

G_END_DECLS
