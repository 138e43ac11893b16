#pragma once

#include "model/dz-project.h"
#include "store/dz-file-stamp.h"

G_BEGIN_DECLS

/**
 * DzSaveState:
 * @DZ_SAVE_NEVER: it lies in no file yet; a crash takes nothing of it all the same
 * @DZ_SAVE_DONE: what is in the file is what is seen
 * @DZ_SAVE_WAITING: something was changed since
 * @DZ_SAVE_RUNNING: it is being written
 * @DZ_SAVE_FAILED: it could not be written, see "problem"; it is tried again and again
 */
typedef enum
{
  DZ_SAVE_NEVER,
  DZ_SAVE_DONE,
  DZ_SAVE_WAITING,
  DZ_SAVE_RUNNING,
  DZ_SAVE_FAILED,
} DzSaveState;

#define DZ_TYPE_SAVER (dz_saver_get_type ())
/**
 * DzSaver:
 *
 * Keeps one project safe: journals what is done, saves it to its file by itself and when told to, keeps versions, and
 * tries again when the place could not be written to.
 *
 * Properties: "state" (int, a DzSaveState), "problem" (GError, nullable: why saving or journaling fails), both read-only
 * and notifying; "automatic" (boolean): whether it saves by itself.
 *
 * Signal "overtaken" (): the file holds something else than this project was read from or saved as. Nothing is saved until
 * dz_saver_go_on() or dz_saver_fail().
 */
G_DECLARE_FINAL_TYPE (DzSaver, dz_saver, DZ, SAVER, GObject)

/**
 * dz_saver_new:
 * @file: (nullable): where the project lies
 * @stamp: (nullable): what it held when the project was read; NULL without @file
 */
DzSaver *dz_saver_new (DzProject *project, GFile *file, DzFileStamp *stamp);

DzSaveState dz_saver_get_state (DzSaver *self);
/* (transfer none) (nullable) */
const GError *dz_saver_get_problem (DzSaver *self);
/* (transfer none) (nullable): when it was saved last, in this program */
GDateTime *dz_saver_get_time (DzSaver *self);
/* (transfer none) (nullable): what is known of the file */
DzFileStamp *dz_saver_get_stamp (DzSaver *self);
/* Whether the file is being written just now, so that what is seen of it may be one's own. */
gboolean dz_saver_is_running (DzSaver *self);
void dz_saver_set_automatic (DzSaver *self, gboolean automatic);

/**
 * dz_saver_save_async:
 * @file: (nullable): where to; NULL: where it lies already
 * @keep_previous: keep what is in @file now as its name with a “~”: for a file whose content no version has
 *
 * Saves now; after what is being written already. A @file that is not its own is replaced, whatever it holds; its own is
 * written anew even where it was deleted.
 */
void dz_saver_save_async (DzSaver *self, GFile *file, gboolean keep_previous, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer data);
gboolean dz_saver_save_finish (DzSaver *self, GAsyncResult *result, GError **error);

/* Says that the file, or its place, is not there, or is there again. */
void dz_saver_set_gone (DzSaver *self, gboolean gone);

/* Nothing is saved until one of the next two. */
void dz_saver_hold (DzSaver *self);
/* The file holds @stamp's bytes now, which are in the project; @same: the project is nothing else. */
void dz_saver_go_on (DzSaver *self, DzFileStamp *stamp, gboolean same);
/* What the file holds could not be put together with the project: it is left as it is until dz_saver_go_on(), and the
 * project can be saved elsewhere alone. */
void dz_saver_fail (DzSaver *self, const GError *problem);

/* Waits until what was done so far is in the journal, up to so many milliseconds. */
gboolean dz_saver_flush (DzSaver *self, guint milliseconds);
/* Nothing of the project is to be restored: it is saved, or given up on purpose. */
void dz_saver_discard (DzSaver *self);

G_END_DECLS
