#pragma once

#include <gio/gio.h>

#include "model/dz-project.h"
#include "store/dz-file-stamp.h"
#include "store/dz-journal.h"
#include "store/dz-versions.h"

G_BEGIN_DECLS

/* Larger files are not read, and not written: with its pictures, such a one takes nearly twice as much memory. */
#define DZ_PROJECT_FILE_MAX_SIZE (G_GINT64_CONSTANT (200) * 1024 * 1024)

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
 * dz_project_file_load_stamped:
 * @stamp: (out): what the file holds
 *
 * The same, and tells what was read, so that it can be told later whether somebody else wrote the file.
 */
DzProject *
dz_project_file_load_stamped (
    GFile *file, gboolean *read_only, DzFileStamp **stamp, GCancellable *cancellable, GError **error);
void
dz_project_file_load_stamped_async (GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
DzProject *
dz_project_file_load_stamped_finish (
    GFile *file, GAsyncResult *result, gboolean *read_only, DzFileStamp **stamp, GError **error);

/* Whether @bytes, which @project became and which are to go into @file, could be read again. Errors as of saving. */
gboolean
dz_project_file_check_bytes (GFile *file, GBytes *bytes, DzProject *project, GError **error);

/* (transfer full) (nullable): the bytes of a project file, whatever they are; refused and told as it is when loading. */
GBytes *
dz_project_file_read (GFile *file, GCancellable *cancellable, GError **error);

/**
 * DzSaveContext:
 * @expected: (nullable): what the file held when it was last read or written: when it holds something else now, it is not
 *   written over, and the error is DZ_STORE_ERROR_CHANGED, or DZ_STORE_ERROR_GONE; NULL: whatever is there is replaced
 * @journal: (nullable): of the project: told of the mark, the digest and, when it is done, that it is saved
 * @versions: (nullable): keep what is saved as a version too; when that fails, saving has not, and its "problem" says why
 *
 * What goes along with saving.
 */
typedef struct
{
  DzFileStamp *expected;
  DzJournal *journal;
  DzVersions *versions;
} DzSaveContext;

/**
 * dz_project_file_save_with_async:
 * @context: read before it returns
 *
 * Saves as dz_project_file_save_async() does. In the main thread only a copy of the project is made (dz_project_copy());
 * writing it as JSON, and to disk, is a thread's work, so that a key never waits for it.
 */
void
dz_project_file_save_with_async (DzProject *project,
                                 GFile *file,
                                 const DzSaveContext *context,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
/* @stamp: (out) (optional): what the file holds now */
gboolean
dz_project_file_save_with_finish (DzProject *project, GAsyncResult *result, DzFileStamp **stamp, GError **error);

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
