#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where journals are kept: in order of preference. */
#define DZ_JOURNAL_N_PLACES 3

/* (transfer full) (nullable): the folder of journals of that rank: the user's state folder; beside the file at @uri (NULL
 * when it has none, or is not on this machine); the temporary folder. */
char *dz_journal_place_dup (guint rank, const char *uri);
/* (transfer full): a name for a new journal's folder */
char *dz_journal_place_new_name (const char *uri);
/* The part of such a name that tells the file. */
char *dz_journal_place_dup_prefix (const char *uri);
/* Makes the folder, and those above it, for nobody else to look into; FALSE with errno. */
gboolean dz_journal_place_make (const char *folder);
/* Takes the lock of a journal's folder: an open file, -1 when somebody has it or it cannot be. */
int dz_journal_place_lock (const char *folder, gboolean create);
/* Takes a journal's folder away, whatever of it there is. */
void dz_journal_place_remove (const char *folder);

G_END_DECLS
