#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzLeftover:
 *
 * A journal whose program ended without ending it: work that is not in any file. Holding one keeps others from taking it.
 */
#define DZ_TYPE_LEFTOVER (dz_leftover_get_type ())
G_DECLARE_FINAL_TYPE (DzLeftover, dz_leftover, DZ, LEFTOVER, GObject)

/* (transfer full) (element-type DzLeftover): all there are, the latest first; those of running programs are not listed.
 * One in which nothing was ever done is cleared away. Those that a later one replaces
 * are not among them, and go with it. */
GPtrArray *dz_recovery_list (void);
/* (transfer full) (nullable): the one of @file, wherever journals are kept */
DzLeftover *dz_recovery_find (GFile *file);

/* (nullable): where the project lies */
GFile *dz_leftover_get_file (DzLeftover *self);
/* The project's title, or the file's name. */
const char *dz_leftover_get_title (DzLeftover *self);
/* When the last change was made. */
GDateTime *dz_leftover_get_time (DzLeftover *self);

/**
 * DzRestored:
 * @project: (transfer full): what is restored, and is not saved yet; its history has one step: from what lies in the file
 *   to this
 * @n_changes: how many changes were done again
 * @last_text: (nullable): the last of them that changed a text: where somebody was at work; what was merged with it may have
 *   moved that
 * @n_lost: how many lines could not be read or done again (the last one may be cut off by the crash, and is not counted)
 * @merged: the file had been changed by somebody else, and was merged with
 * @n_conflicts: of that merge
 */
typedef struct
{
  DzProject *project;
  guint n_changes;
  DzChange *last_text;
  guint n_lost;
  gboolean merged;
  guint n_conflicts;
} DzRestored;

void dz_restored_free (DzRestored *restored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzRestored, dz_restored_free)

/**
 * dz_leftover_restore:
 * @saved: (nullable): the project as @digest's bytes read, which becomes the restored one; NULL when there is no file, or
 *   it is not there
 * @digest: (nullable): of those bytes
 *
 * Does again what the journal says on the project that it was made on: on @saved, when that is it; else on the version of
 * that digest, and the result is merged with @saved. Nothing on disk changes: the journal stays until the new program's
 * own one takes its place (dz_leftover_discard()).
 *
 * Errors: DZ_STORE_ERROR, when nothing at all could be restored; then the journal is kept aside and the message says where.
 */
DzRestored *dz_leftover_restore (DzLeftover *self, DzProject *saved, const char *digest, GError **error);

/* Once the restored work is journaled or saved again. */
void dz_leftover_discard (DzLeftover *self);

G_END_DECLS
