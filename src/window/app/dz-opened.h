#pragma once

#include "model/dz-project.h"
#include "store/dz-damage.h"
#include "store/dz-file-stamp.h"
#include "store/dz-lock.h"
#include "store/dz-recovery.h"

G_BEGIN_DECLS

/**
 * DzOpened:
 * @project: what a window is to show
 * @file: (nullable): where it lies; NULL for what was never saved
 * @source: (nullable): what was opened or imported
 * @title: (nullable): what it is called where there is no file
 * @stamp: (nullable): what @file held
 * @newer: a later version of the program wrote it: it must not be written over
 * @lock: (nullable): of @file, when it may be edited here
 * @holder: (nullable): who else edits it
 * @damage: (nullable): what could not be read of it
 * @leftover: (nullable): unsaved work of a program that crashed: in @project already when @restored is set, else only there
 *   to be offered
 * @restored: (nullable): how much of it was done again
 * @earlier: (nullable): the project without it
 * @trouble: (nullable): why it could not be restored; the message says where it is kept
 *
 * All that is found where somebody opens a file.
 */
typedef struct
{
  DzProject *project;
  GFile *file;
  GFile *source;
  char *title;
  DzFileStamp *stamp;
  gboolean newer;
  DzLock *lock;
  DzLockHolder *holder;
  DzDamage *damage;
  DzLeftover *leftover;
  DzRestored *restored;
  DzProject *earlier;
  GError *trouble;
} DzOpened;

void dz_opened_free (DzOpened *opened);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzOpened, dz_opened_free)

/**
 * dz_opened_new_async:
 * @file: a project, or anything that can be read
 * @lock: (nullable): of @file, when the caller has it already
 *
 * Reads a file in a thread: takes its lock, restores what a crash left unsaved of it, and takes from a damaged one what can
 * still be read.
 */
void dz_opened_new_async (GFile *file, DzLock *lock, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* The same of unsaved work, with the file that it belongs to where there is one. */
void dz_opened_restore_async (DzLeftover *leftover, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* (transfer full) (nullable): of both */
DzOpened *dz_opened_new_finish (GAsyncResult *result, GError **error);

G_END_DECLS
