#pragma once

#include <gio/gio.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

/* Larger files are not read. */
#define DZ_PROJECT_FILE_MAX_SIZE (G_GINT64_CONSTANT (512) * 1024 * 1024)

/**
 * dz_project_file_load:
 * @read_only: (out) (optional): TRUE when a later version of the program wrote it: it may be looked at, but must not be
 *   written over
 *
 * Reads a project; nothing on disk changes. Errors are DZ_STORE_ERROR and G_IO_ERROR_CANCELLED; their messages name the
 * file, say what is wrong with it and what to do.
 *
 * Returns: (transfer full) (nullable): the project
 */
DzProject *
dz_project_file_load (GFile *file, gboolean *read_only, GCancellable *cancellable, GError **error);
void
dz_project_file_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DzProject *
dz_project_file_load_finish (GFile *file, GAsyncResult *result, gboolean *read_only, GError **error);

/**
 * dz_project_file_save:
 *
 * Writes a project, whole or not at all, keeps the file that was there before under its name with a “~”, and marks what
 * was written as saved. Errors are DZ_STORE_ERROR_WRITE, DZ_STORE_ERROR_TOO_LARGE and G_IO_ERROR_CANCELLED.
 *
 * The asynchronous one writes what the project is when it is called, and marks that when it is finished.
 */
gboolean
dz_project_file_save (DzProject *project, GFile *file, GCancellable *cancellable, GError **error);
void
dz_project_file_save_async (
    DzProject *project, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean
dz_project_file_save_finish (DzProject *project, GAsyncResult *result, GError **error);

G_END_DECLS
