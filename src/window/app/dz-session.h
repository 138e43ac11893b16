#pragma once

#include "model/dz-project.h"
#include "store/dz-damage.h"
#include "store/dz-lock.h"
#include "store/dz-recovery.h"
#include "window/app/dz-saver.h"

G_BEGIN_DECLS

/**
 * DzSessionNews:
 * @DZ_SESSION_RESTORED: what a crash had left unsaved is in the project
 * @DZ_SESSION_RELOADED: somebody else changed the file, and nothing was changed here
 * @DZ_SESSION_MERGED: both were changed, and are put together
 * @DZ_SESSION_TROUBLE: unsaved work could not be restored
 *
 * What came into a project without being asked for.
 */
typedef enum
{
  DZ_SESSION_RESTORED,
  DZ_SESSION_RELOADED,
  DZ_SESSION_MERGED,
  DZ_SESSION_TROUBLE,
} DzSessionNews;

#define DZ_TYPE_SESSION (dz_session_get_type ())
/**
 * DzSession:
 *
 * What one window works on: a project, the file that it lies in, whether it may be written there, and what is being
 * done with it now. It keeps the project safe (DzSaver), holds the file's lock, and brings in what others write to it.
 *
 * Properties, all read-only and notifying: "project", "file", "name" (of the file, without suffix), "read-only",
 * "modified", "busy" (being opened), "saver" (NULL while it may not be written).
 *
 * Signal "news" (int news, DzProject *earlier, const char *text): see DzSessionNews; @earlier (nullable) is the project
 * without it, @text says what happened, for a person.
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
/* (transfer none) (nullable) */
DzSaver *dz_session_get_saver (DzSession *self);

/* Why it is read-only: (transfer none) (nullable): who else edits it; what could not be read of it. Neither: a later
 * version of the program wrote it. */
const DzLockHolder *dz_session_get_holder (DzSession *self);
const DzDamage *dz_session_get_damage (DzSession *self);
/* (transfer none) (nullable): unsaved work of a damaged file, which can be restored by itself */
DzLeftover *dz_session_get_leftover (DzSession *self);
/* (transfer none) (nullable): of what was restored: where somebody was at work */
DzChange *dz_session_get_last_text (DzSession *self);

/**
 * dz_session_open_async:
 * @file: a project, or anything that can be read
 *
 * Puts what is in @file in place of the present project, which must be saved or given up (dz_session_give_up()). What is
 * not a project becomes one that has no file yet. When it fails, or is cancelled, everything stays as it was.
 */
void dz_session_open_async (DzSession *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* The same with what a program that crashed left unsaved. */
void dz_session_restore_async (DzSession *self,
                               DzLeftover *leftover,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Of both. */
gboolean dz_session_open_finish (DzSession *self, GAsyncResult *result, GError **error);

/**
 * dz_session_save_async:
 * @file: (nullable): where to; NULL: where it lies already
 *
 * Saves the project as it is now; what is changed meanwhile stays unsaved. A project that was read-only may be saved
 * elsewhere and can then be edited. A @file that somebody else edits is refused.
 */
void dz_session_save_async (DzSession *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dz_session_save_finish (DzSession *self, GAsyncResult *result, GError **error);

/* Whether the project saves itself; from the start it does. */
void dz_session_set_automatic (DzSession *self, gboolean automatic);

/* What is not saved is not wanted: nothing is restored later. */
void dz_session_give_up (DzSession *self);

G_END_DECLS
