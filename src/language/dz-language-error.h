#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DZ_LANGUAGE_ERROR:
 *
 * Errors of bytes that cannot be read as text.
 */
#define DZ_LANGUAGE_ERROR (dz_language_error_quark ())
GQuark dz_language_error_quark (void);

/**
 * DzLanguageError:
 * @DZ_LANGUAGE_ERROR_BINARY: the bytes are not text: they hold NULs or other bytes that no text has
 * @DZ_LANGUAGE_ERROR_CHARSET: the bytes fit none of the known character sets
 */
typedef enum
{
  DZ_LANGUAGE_ERROR_BINARY,
  DZ_LANGUAGE_ERROR_CHARSET,
} DzLanguageError;

G_END_DECLS
