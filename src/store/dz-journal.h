#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_JOURNAL (dz_journal_get_type ())
/**
 * DzJournal:
 *
 * What was done since a project was last saved, on disk as it happens: one line a step, so that after a crash there is all of
 * a step or nothing. It is written by a thread of its own as soon as the step ends, and is safe against a power cut within
 * DZ_JOURNAL_SYNC milliseconds.
 *
 * It lies in a folder of its own under the user's state folder (so that a stick that is pulled out does not take it along);
 * where that has no room, beside the file; where that has none either, in the temporary folder. A running program holds a
 * lock on that folder, so that nobody takes a living one's work for a dead one's.
 *
 * Property "problem" (GError, nullable, notifying, in the main thread): why it can be written nowhere just now. It goes
 * on trying, and writes everything when there is room again; what is on disk already stays there until then.
 */
G_DECLARE_FINAL_TYPE (DzJournal, dz_journal, DZ, JOURNAL, GObject)

#define DZ_JOURNAL_SYNC 300

/**
 * dz_journal_new:
 * @file: (nullable): where the project lies; NULL for one that was never saved
 * @digest: (nullable): of what @file holds; NULL with @file
 *
 * Begins to listen to @project, which is now as @file holds it (or, without one, as it was imported). Nothing is written
 * until the first change; then, for a project without file, what it was before that change is written first, from a copy,
 * in the background.
 */
DzJournal *dz_journal_new (DzProject *project, GFile *file, const char *digest);

/* (transfer none) (nullable) */
const GError *dz_journal_get_problem (DzJournal *self);

/**
 * dz_journal_mark:
 *
 * Call it in the same breath as the copy that is to be saved is made: what is journaled from here on is not in that copy.
 *
 * Returns: the mark's number
 */
guint dz_journal_mark (DzJournal *self);

/* Says which bytes the copy became, before they take the file's name. From any thread; waits until that is on disk, but
 * not long: saving goes on all the same. */
void dz_journal_note_digest (DzJournal *self, guint mark, const char *digest);

/* The copy is safe in @file: what was journaled before the mark is dropped, in the background. @file may be another one
 * than before (Save As), or the first. */
void dz_journal_saved (DzJournal *self, guint mark, GFile *file, const char *digest);

/* Waits, up to @milliseconds, until everything said so far is on disk, and tries that once more where it was not possible. */
gboolean dz_journal_flush (DzJournal *self, guint milliseconds);

/* Ends it: nothing is to be restored from it. For a project that was saved or given up on purpose. */
void dz_journal_discard (DzJournal *self);

/* (transfer full): the folder of all journals under the user's state folder. */
char *dz_journal_dup_folder (void);

G_END_DECLS
