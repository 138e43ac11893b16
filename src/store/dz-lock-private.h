#pragma once

#include <sys/stat.h>

#include "store/dz-lock.h"

G_BEGIN_DECLS

/* How old, in seconds, the lock of another machine is when nobody holds it any more. */
#define DZ_LOCK_STALE (5 * 60)

/* How often the holder renews its lock, in microseconds. Tests hurry it before they take one. */
extern gint64 dz_lock_pulse;

/* What stands in a lock's file, as one JSON object. Strings are "" when it does not say. */
typedef struct
{
  char *user;
  char *host;
  char *machine; /* a digest of what names this installation */
  char *boot;    /* of the running kernel */
  char *space;   /* in which its process has its number */
  guint process;
  char *started; /* when that process began, in ticks of the kernel: numbers are given again */
  GDateTime *since;
} DzLockNote;

/* (transfer full): the text of a lock that is taken now by this process */
char *dz_lock_note_write (void);
/* (transfer full) (nullable): NULL for a text that is none of a lock; whoever wrote it */
DzLockNote *dz_lock_note_read (const char *text);
void dz_lock_note_free (DzLockNote *note);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzLockNote, dz_lock_note_free)

/* Whether it is of this machine, of this or an earlier start of it. */
gboolean dz_lock_note_is_here (const DzLockNote *note);
/* Whether it is of this machine, and of a process that certainly is not any more. */
gboolean dz_lock_note_is_dead (const DzLockNote *note);

/* (transfer full): @note may be NULL; @stat is of its file */
DzLockHolder *dz_lock_holder_new (const DzLockNote *note, const struct stat *stat);

G_END_DECLS
