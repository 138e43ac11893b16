#pragma once

#include <gio/gio.h>

#include "formats/dz-formats.h"

G_BEGIN_DECLS

/* The id of the project's own format on the command line. */
#define DZ_DESK_PROJECT "project"

/**
 * DzDeskFormat:
 * @id: the word for it on the command line
 * @name: what people call it, marked with N_()
 * @suffixes: NULL-terminated, without the dot, the usual one first
 * @media_type: its media type
 * @format: (nullable): who reads and writes it; NULL for the project
 *
 * What a file may be: the project, or one of the formats.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *const *suffixes;
  const char *media_type;
  const DzFormat *format;
} DzDeskFormat;

gboolean dz_desk_format_can_read (const DzDeskFormat *format);
gboolean dz_desk_format_can_write (const DzDeskFormat *format);
/* Whether it can be written in that layout: not every format has columns. */
gboolean dz_desk_format_has_layout (const DzDeskFormat *format, DzLayout layout);

/**
 * dz_desk_list_formats:
 *
 * Everything that can be read or written, the project first: for dialogs and for the command line.
 *
 * Returns: (transfer container) (element-type DzDeskFormat): the elements live for ever
 */
GPtrArray *dz_desk_list_formats (void);

/**
 * dz_desk_find_format:
 * @file: a file that is to be read or written
 * @id: (nullable): a format's id; NULL to go by the file's name
 * @writing: whether it is to be written
 * @error: return location for a #GError
 *
 * Returns: (transfer none) (nullable): the format, which can do what is wanted; or NULL with DZ_DESK_ERROR_FORMAT
 */
const DzDeskFormat *dz_desk_find_format (GFile *file, const char *id, gboolean writing, GError **error);

G_END_DECLS
