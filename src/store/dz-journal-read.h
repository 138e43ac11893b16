#pragma once

#include "store/dz-journal-writer.h"

G_BEGIN_DECLS

/**
 * DzJournalText:
 * @header: its first line
 * @lines: (element-type utf8): the lines behind it that are whole, without end; up to the first one that is not; they lie
 *   in @data
 * @n_bad: how many whole lines could not be read; what a crash cut off at the end is not counted
 *
 * What stands in a journal's folder.
 */
typedef struct
{
  DzJournalHeader header;
  GPtrArray *lines;
  guint n_bad;
  char *data;
} DzJournalText;

void dz_journal_text_free (DzJournalText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzJournalText, dz_journal_text_free)

/* (transfer full) (nullable): of the bytes of "journal" (transfer full), which are taken apart where they are: no second copy
 * of a large file is made */
DzJournalText *dz_journal_text_parse_take (GBytes *bytes, GError **error);
/* How many steps there are. */
guint dz_journal_text_count (DzJournalText *self);
/* Where to begin, so that what follows was done after @digest was in the file: an index into the lines, or -1 when the
 * journal knows nothing of such bytes. */
int dz_journal_text_find (DzJournalText *self, const char *digest);

/**
 * dz_journal_text_replay:
 * @n_done: (inout): counts the changes that were done
 * @last_text: (inout) (transfer full) (nullable): the last of them that changed a text
 *
 * Does the steps from the line @start on, until one does not fit.
 *
 * Returns: how many lines were not done, or could not be read
 */
guint dz_journal_text_replay (DzJournalText *self, guint start, DzProject *project, guint *n_done,
                               DzChange **last_text);

/* (transfer full) (nullable): what the file of that name in a journal's folder holds; errors are those of the system */
GBytes *dz_journal_read_file (const char *folder, const char *name, GError **error);

G_END_DECLS
