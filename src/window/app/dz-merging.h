#pragma once

#include <gio/gio.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * dz_merging_run_async:
 * @project: what is worked on; goes on being edited meanwhile
 * @base: (nullable): what both began with, as for dz_merge(); read before this returns, as @theirs is
 * @theirs: the other copy
 * @label: of the step, shown
 *
 * Merges @theirs into @project, in a thread, and makes that one step of its history. What is typed meanwhile is merged
 * too: then it begins again with what the project is by then, and after some times it does it without a thread, so that
 * nothing is ever overwritten and it ends. When nothing in @theirs is new, there is no step.
 *
 * Errors: DZ_STORE_ERROR_FOREIGN, G_IO_ERROR_CANCELLED; @project is as it was then.
 */
void dz_merging_run_async (DzProject *project, DzProject *base, DzProject *theirs, const char *label,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* @n_conflicts: (out) (optional): how many the merge found, which are in the project's list of them now */
gboolean dz_merging_run_finish (GAsyncResult *result, guint *n_conflicts, GError **error);

/* After it is finished: whether there is a step, and how many blocks of the project came, went or changed in it. */
gboolean dz_merging_run_get_changed (GAsyncResult *result);
/* (transfer none): the project as it was before that step, alive with @result */
DzProject *dz_merging_run_get_earlier (GAsyncResult *result);
guint dz_merging_run_get_n_blocks (GAsyncResult *result);

G_END_DECLS
