#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* The project file, which data/duizhao.schema.json describes. */
#define DZ_PROJECT_JSON_FORMAT "duizhao"
#define DZ_PROJECT_JSON_VERSION 1

/* Of larger ones no more than this is other than pictures: what is in memory several times while it is read. */
#define DZ_PROJECT_JSON_MAX_TEXT ((gsize)64 * 1024 * 1024)

/* (transfer full): the file of @project. Of one project there is one text. */
GBytes *
dz_project_to_json (DzProject *project);

/* Whether @bytes, the file of @project, have no more in them than is read. */
gboolean
dz_project_json_is_readable (GBytes *bytes, DzProject *project);

/**
 * dz_project_from_json:
 * @newer: (out) (optional): TRUE when a later version of the program wrote it, or something in it cannot be kept: what
 * was read may be looked at, but must not be written over the file
 *
 * Reads a project file. Highlights whose words were changed in the file are put back on them, or are orphans.
 * Errors are DZ_STORE_ERROR; their messages say the line, but not the file.
 *
 * Returns: (transfer full) (nullable): the project
 */
DzProject *
dz_project_from_json (GBytes *bytes, gboolean *newer, GError **error);

/* The same, of @bytes (transfer full), without a second copy of them. */
DzProject *
dz_project_from_json_take (GBytes *bytes, gboolean *newer, GError **error);

G_END_DECLS
