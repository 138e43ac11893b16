#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_SESSION (dz_session_get_type ())
/**
 * DzSession:
 *
 * What one window works on: a project, the file that it lies in, whether it may be written there, and what is being
 * done with it now.
 *
 * Properties, all read-only and notifying: "project", "file", "name" (of the file, without suffix), "read-only",
 * "modified", "busy" (being opened or saved).
 */
G_DECLARE_FINAL_TYPE (DzSession, dz_session, DZ, SESSION, GObject)

DzSession *dz_session_new (void);

/* (transfer none) (nullable) all three */
DzProject *dz_session_get_project (DzSession *self);
DzDocument *dz_session_get_document (DzSession *self);
GFile *dz_session_get_file (DzSession *self);
/* (transfer none) (nullable): where the file that was opened or imported lies */
GFile *dz_session_get_folder (DzSession *self);
/* Never NULL; "" without a project. */
const char *dz_session_get_name (DzSession *self);
gboolean dz_session_get_read_only (DzSession *self);
gboolean dz_session_get_modified (DzSession *self);
gboolean dz_session_get_busy (DzSession *self);

/**
 * dz_session_open_async:
 * @file: a project, or anything that can be read
 *
 * Puts what is in @file in place of the present project. What is not a project becomes one that has no file yet. When it
 * fails, or is cancelled, everything stays as it was.
 */
void dz_session_open_async (DzSession *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dz_session_open_finish (DzSession *self, GAsyncResult *result, GError **error);

/**
 * dz_session_save_async:
 * @file: (nullable): where to; NULL: where it lies already
 *
 * Saves the project as it is now; what is changed meanwhile stays unsaved. A project that was read-only may be saved
 * elsewhere and can then be edited.
 */
void dz_session_save_async (DzSession *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dz_session_save_finish (DzSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
