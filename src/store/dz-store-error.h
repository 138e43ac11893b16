#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DZ_STORE_ERROR:
 *
 * Errors of reading and writing what a project leaves on disk. Their messages are whole sentences for the person who
 * opened or saved the file.
 */
#define DZ_STORE_ERROR (dz_store_error_quark ())
GQuark
dz_store_error_quark (void);

/**
 * DzStoreError:
 * @DZ_STORE_ERROR_FOREIGN: this is something else than a project
 * @DZ_STORE_ERROR_DAMAGED: it was a project, but is cut off, or says what cannot be
 * @DZ_STORE_ERROR_TOO_LARGE: it is larger, or more deeply nested, than what is read
 * @DZ_STORE_ERROR_READ: it is not there, or the system does not let it be read
 * @DZ_STORE_ERROR_WRITE: the system does not let it be written; what was there before still is, unless the message says that
 *   the new one is
 * @DZ_STORE_ERROR_CHANGED: somebody else wrote it meanwhile; what they wrote is still there
 * @DZ_STORE_ERROR_GONE: it was moved or deleted meanwhile, or its place is not there
 */
typedef enum
{
  DZ_STORE_ERROR_FOREIGN,
  DZ_STORE_ERROR_DAMAGED,
  DZ_STORE_ERROR_TOO_LARGE,
  DZ_STORE_ERROR_READ,
  DZ_STORE_ERROR_WRITE,
  DZ_STORE_ERROR_CHANGED,
  DZ_STORE_ERROR_GONE,
} DzStoreError;

G_END_DECLS
