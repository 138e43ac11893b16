#pragma once

#include <gio/gio.h>

#include "article/dz-article.h"
#include "desk/dz-desk-error.h"
#include "desk/dz-desk-formats.h"
#include "model/dz-project.h"

G_BEGIN_DECLS

/* Opens any file, and writes any format: the one way to both for the window and for the command line. */

/**
 * dz_desk_open:
 * @file: a project, or a transcript in a format that can be read
 * @format: (nullable): the id of its format; NULL to go by its name
 * @is_project: (out) (optional): whether it is a project, so that saving writes to the same file
 * @read_only: (out) (optional): whether a newer version wrote it, so that it must not be written over
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError: one sentence or two that name the file and say what to do
 *
 * Reads a file. Files that are larger than an interview can be are refused before they are read.
 *
 * Returns: (transfer full): a project; of a transcript a new one that is in no file yet
 */
DzProject *dz_desk_open (GFile *file, const char *format, gboolean *is_project, gboolean *read_only,
                         GCancellable *cancellable, GError **error);
void dz_desk_open_async (GFile *file, const char *format, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
DzProject *dz_desk_open_finish (GAsyncResult *result, gboolean *is_project, gboolean *read_only, GError **error);

/**
 * dz_desk_write:
 * @project: what to write
 * @file: where
 * @format: (nullable): the id of the format; NULL to go by the file's name
 * @options: (nullable): layout, annotations and tags; a project is always written whole. NULL: that of
 *   dz_desk_default_layout_for(), with all annotations
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError: one sentence or two that name the file and say what to do
 *
 * Writes a file, whole or not at all. Writing a project saves it: it counts as unmodified afterwards.
 *
 * Returns: TRUE when it is on disk
 */
gboolean dz_desk_write (DzProject *project, GFile *file, const char *format, const DzArticleOptions *options,
                        GCancellable *cancellable, GError **error);
/* Writes @project as it is when this is called; it may be changed while the writing goes on. */
void dz_desk_write_async (DzProject *project, GFile *file, const char *format, const DzArticleOptions *options,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean dz_desk_write_finish (GAsyncResult *result, GError **error);

/* The layout to offer first: side by side, or the original alone where nothing is translated yet. */
DzLayout dz_desk_default_layout (DzProject *project);
/* The same for one format: interleaved where it has no columns. */
DzLayout dz_desk_default_layout_for (DzProject *project, const DzDeskFormat *format);

G_END_DECLS
