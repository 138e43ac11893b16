#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DzLock:
 *
 * Says beside a file that somebody is editing it: ".~lock.NAME#", as office programs do, with who, where and since when.
 * The one of a program that ended, however it did, is not in the way: on this machine the kernel says whether the program
 * lives (an open-file-description lock), for another machine the file's time does, which a living one renews each minute.
 */
#define DZ_TYPE_LOCK (dz_lock_get_type ())
G_DECLARE_FINAL_TYPE (DzLock, dz_lock, DZ, LOCK, GObject)

/**
 * DzLockHolder:
 * @user: who, as people know them; printable, of one line
 * @host: on which machine; the same
 * @here: it is this machine
 * @since: when it was taken
 *
 * None of them is ever NULL. What a lock does not say is taken from its file: its owner, its time.
 */
typedef struct
{
  char *user;
  char *host;
  gboolean here;
  GDateTime *since;
} DzLockHolder;

void dz_lock_holder_free (DzLockHolder *holder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzLockHolder, dz_lock_holder_free)

/**
 * dz_lock_take:
 * @file: need not be there yet; what its links lead to is locked
 * @holder: (out) (optional): who has it, when NULL is returned
 *
 * Looks at files: on a network, call it beside the main thread.
 *
 * Returns: (transfer full) (nullable): the lock, until it is finalized; NULL when somebody else has it. In a folder that
 *   cannot be written to there is nothing to lock: it is taken, and dz_lock_is_real() is FALSE
 */
DzLock *dz_lock_take (GFile *file, DzLockHolder **holder);
/* FALSE too as long as somebody else has taken it over: this machine slept, and for another one it was dead. */
gboolean dz_lock_is_real (DzLock *self);

G_END_DECLS
