#pragma once

#include "store/dz-journal-read.h"
#include "store/dz-recovery.h"

G_BEGIN_DECLS

/* What the names of folders begin with that could not be restored. */
#define DZ_JOURNAL_KEPT "kept-"

struct _DzLeftover
{
  GObject parent_instance;

  char *folder;
  int lock; /* -1 when it could not even be looked at */
  /* NULL when it could not be read, because of @error */
  DzJournalText *text;
  GError *error;
  GFile *file;
  char *title;
  GDateTime *time;
  /* Nanoseconds: two may be of one second. */
  gint64 written_at;
};

G_END_DECLS
