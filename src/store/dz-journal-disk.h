#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzJournalDisk:
 * @folder: where it is
 * @rank: of the place that it is in
 * @has_base: the base is there
 * @is_open: "journal" is there, and can be written to
 *
 * The folder of a journal that is being written, in one of the places, with its lock. Everything that fails says so by FALSE,
 * or NULL, and errno.
 */
typedef struct
{
  char *folder;
  guint rank;
  gboolean has_base;
  gboolean is_open;
  int lock;
  int fd;
  goffset length;
} DzJournalDisk;

/* (transfer full) (nullable): a new one, empty and locked. @uri: (nullable): as for dz_journal_place_dup() */
DzJournalDisk *dz_journal_disk_new (guint rank, const char *uri, const char *name);
/* With @remove, the folder goes. */
void dz_journal_disk_free (DzJournalDisk *self, gboolean remove);

/* Whole or not at all, and on disk. */
gboolean dz_journal_disk_write_base (DzJournalDisk *self, GBytes *bytes);
/* Puts @text in the place of all that "journal" holds, in the same way. Where only that it is on disk is not certain, it is
 * what is written to from then on all the same. */
gboolean dz_journal_disk_write_whole (DzJournalDisk *self, const char *text, gsize length);

/**
 * dz_journal_disk_append:
 * @spoiled: (out): when it fails: something stands at the end that does not belong there, so that it must be written whole
 */
gboolean dz_journal_disk_append (DzJournalDisk *self, const char *text, gsize length, gboolean *spoiled);
/* FALSE too when somebody took the file away. Afterwards it is not certain what is on disk. */
gboolean dz_journal_disk_sync (DzJournalDisk *self);

void dz_journal_disk_drop_base (DzJournalDisk *self);
/* Takes "journal" and the base away; the folder stays, with its lock. */
gboolean dz_journal_disk_empty (DzJournalDisk *self);

G_END_DECLS
