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
/* Whether it is one. */
gboolean dz_journal_place_is_name (const char *name);
/* Makes the folder, and those above it, for nobody else to look into; FALSE with errno. */
gboolean dz_journal_place_make (const char *folder);
/* Takes the lock of a journal's folder that is there: an open file; -1, with errno, when somebody has it or it cannot be. */
int dz_journal_place_lock (const char *folder);
/* Makes a new journal's folder and takes its lock, as above, before anybody can find it; and those above it. */
int dz_journal_place_claim (const char *folder);
/* Takes a journal's folder away, whatever of it there is; its lock must be held. */
void dz_journal_place_remove (const char *folder);
/* The same of all folders of that name that no program has, in all places. Whether none is left, nor will be after a power cut. */
gboolean dz_journal_place_remove_all (const char *name, const char *uri);
/* Whether @name is one under which a folder is made, before it becomes a journal's: it is taken away when its maker ended. */
gboolean dz_journal_place_clear_hidden (const char *place, const char *name);

G_END_DECLS
