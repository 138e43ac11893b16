#pragma once

#include <gio/gio.h>

#include "article/dz-article.h"
#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzReadOptions:
 * @base: (nullable): the folder in which pictures with relative addresses are looked for; NULL: they stay links
 * @name: (nullable): the file's name, shown in messages, and the document's title where its text gives none
 *
 * What a reader is told beside the bytes.
 */
typedef struct
{
  const char *base;
  const char *name;
} DzReadOptions;

/**
 * DzFormat:
 * @id: the word for it on the command line: "markdown"
 * @name: what people call it, marked with N_(); shown through _()
 * @suffixes: NULL-terminated, without the dot, the usual one first; a longer one may hold a dot
 * @media_type: its media type
 * @read: (nullable): makes a project of a file's bytes: one document, and the speakers and pictures that it needs.
 *   Fails with DZ_FORMAT_ERROR, or G_IO_ERROR_CANCELLED
 * @write: (nullable): writes the project's first document
 * @columns: it can lay two texts side by side (DZ_LAYOUT_SIDE_BY_SIDE)
 *
 * One kind of file. Stateless: a const struct, and a line in the table of dz-formats.c. Both functions may run on
 * any thread; a project that is being written is not changed meanwhile.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *const *suffixes;
  const char *media_type;
  DzProject *(*read) (GBytes *bytes, const DzReadOptions *options, GCancellable *cancellable, GError **error);
  GBytes *(*write) (DzProject *project, const DzArticleOptions *options, GCancellable *cancellable, GError **error);
  gboolean columns;
} DzFormat;

#define DZ_FORMAT_ERROR (dz_format_error_quark ())
GQuark dz_format_error_quark (void);

/**
 * DzFormatError:
 * @DZ_FORMAT_ERROR_EMPTY: the file holds no text
 * @DZ_FORMAT_ERROR_ENCODING: its bytes are of no character set, or of none that is known
 * @DZ_FORMAT_ERROR_TOO_LARGE: it is beyond what an interview can be
 * @DZ_FORMAT_ERROR_INVALID: it is not what its type says
 * @DZ_FORMAT_ERROR_UNSUPPORTED: no such format, or one that is not read or not written
 */
typedef enum
{
  DZ_FORMAT_ERROR_EMPTY,
  DZ_FORMAT_ERROR_ENCODING,
  DZ_FORMAT_ERROR_TOO_LARGE,
  DZ_FORMAT_ERROR_INVALID,
  DZ_FORMAT_ERROR_UNSUPPORTED,
} DzFormatError;

/* What a format may read at most, in bytes. An hour of speech is 60 kB; beyond this it is no transcript. */
#define DZ_FORMAT_MAX_BYTES (12 * 1024 * 1024)

G_END_DECLS
