#pragma once

#include "formats/dz-format.h"

G_BEGIN_DECLS

/**
 * dz_formats_list:
 *
 * Every format that there is, in the order in which people are shown them.
 *
 * Returns: (transfer none): NULL-terminated
 */
const DzFormat *const *dz_formats_list (void);

/**
 * dz_formats_lookup:
 * @id: a format's id, as "markdown"
 *
 * Returns: (transfer none) (nullable): the format with that id
 */
const DzFormat *dz_formats_lookup (const char *id);

/**
 * dz_formats_for_name:
 * @name: a file's name, or the end of a path
 *
 * Goes by the longest suffix that matches, upper and lower case alike.
 *
 * Returns: (transfer none) (nullable): the format that files of that name have
 */
const DzFormat *dz_formats_for_name (const char *name);

G_END_DECLS
