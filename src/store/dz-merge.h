#pragma once

#include "model/dz-conflict.h"
#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * dz_merge:
 * @base: (nullable): what both began with; NULL when nobody knows: then what both have is taken for it
 * @ours: one copy
 * @theirs: the other
 * @n_conflicts: (out) (optional): how many conflicts it found; not those that one of the copies has open already
 *
 * Puts two people's work on one project together. Things are known by their ids; fields are merged one by one, texts word
 * by word, lists (order, tags of a highlight) entry by entry. What one side alone changed is taken; where both changed the
 * same to different values there is a DzConflict in the result, and nothing is dropped. What stands in the project at such
 * a place is chosen by the values, not by who is ours, so that dz_merge (b, x, y) and dz_merge (b, y, x) differ in nothing
 * but which value of a conflict is called ours.
 *
 * Errors: DZ_STORE_ERROR_FOREIGN when they are not copies of one project (by id); DZ_STORE_ERROR_DAMAGED when they do not go
 * together because one of them uses an id for something else, or the result would be too large.
 *
 * Returns: (transfer full) (nullable): the merged project
 */
DzProject *dz_merge (DzProject *base, DzProject *ours, DzProject *theirs, guint *n_conflicts, GError **error);

/* In a thread, on copies that it makes itself. */
void dz_merge_async (DzProject *base, DzProject *ours, DzProject *theirs, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data);
DzProject *dz_merge_finish (GAsyncResult *result, guint *n_conflicts, GError **error);

/**
 * DzConflictChoice:
 *
 * What to do with a conflict. DZ_CONFLICT_BOTH is for texts and notes: ours, and theirs after it. DZ_CONFLICT_NOW leaves
 * what stands there now, which somebody may have edited since.
 */
typedef enum
{
  DZ_CONFLICT_OURS,
  DZ_CONFLICT_THEIRS,
  DZ_CONFLICT_BASE,
  DZ_CONFLICT_BOTH,
  DZ_CONFLICT_NOW,
} DzConflictChoice;

#define DZ_N_CONFLICT_CHOICES 5

/* Whether the choice makes sense for this conflict: there is something to put in, and it is still possible. Of
 * DZ_CONFLICT_NOW: it is another value than the three, or there is nothing else to choose. One of all can be chosen always. */
gboolean dz_conflict_can_choose (DzProject *project, DzConflict *conflict, DzConflictChoice choice);

/* Puts the chosen value in place and takes the conflict out, as one step. FALSE, and nothing is done, when that cannot be
 * chosen. A passage goes to its words, wherever they are by now, and is an orphan where they are gone. */
gboolean dz_conflict_choose (DzProject *project, DzConflict *conflict, DzConflictChoice choice);

/* (transfer full) (element-type DzConflict): those of @project in the order in which a reader comes upon them */
GPtrArray *dz_conflict_list (DzProject *project);

/* (transfer full): a value of the conflict as a person reads it: a text, a kind's name, a tag's names, a passage in brackets
 * between what stands around it… "" for none. */
char *dz_conflict_dup_shown (DzProject *project, DzConflict *conflict, DzConflictChoice choice);
/* (transfer full): what it is about, in a few words: "Translation of block 12", "Name of the tag “工作”". */
char *dz_conflict_dup_title (DzProject *project, DzConflict *conflict);

G_END_DECLS
