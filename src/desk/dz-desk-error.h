#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DZ_DESK_ERROR:
 *
 * Errors of getting at a file, before anybody looks at what it says.
 */
#define DZ_DESK_ERROR (dz_desk_error_quark ())
GQuark dz_desk_error_quark (void);

/**
 * DzDeskError:
 * @DZ_DESK_ERROR_FORMAT: no such format, or one that is not read or not written, or a name that tells none
 * @DZ_DESK_ERROR_READ: the file is not there, is no file, or may not be read
 * @DZ_DESK_ERROR_EMPTY: there is nothing in it
 * @DZ_DESK_ERROR_TOO_LARGE: it is beyond what an interview can be
 */
typedef enum
{
  DZ_DESK_ERROR_FORMAT,
  DZ_DESK_ERROR_READ,
  DZ_DESK_ERROR_EMPTY,
  DZ_DESK_ERROR_TOO_LARGE,
} DzDeskError;

G_END_DECLS
