#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzJournalWriter:
 *
 * The thread that puts a journal on disk, and the files of it: a folder with "journal", perhaps "base.duizhao", and "lock".
 *
 * A line of "journal" is a letter, a blank, eight hexadecimal digits that are a checksum of the rest, a blank, and what it
 * says: h, the header, as JSON; c, the changes of a step, as dz_change_to_json() writes them, with tabs between them, which JSON
 * has nowhere; m, the number of a mark; d, the number of a mark and the digest of what was saved there.
 */
typedef struct _DzJournalWriter DzJournalWriter;

#define DZ_JOURNAL_NAME "journal"
#define DZ_JOURNAL_BASE "base.duizhao"
#define DZ_JOURNAL_LOCK "lock"
#define DZ_JOURNAL_FORMAT "duizhao-journal"
#define DZ_JOURNAL_VERSION 1
#define DZ_JOURNAL_CHECK 8

/**
 * DzJournalHeader:
 * @project: its id
 * @title: (nullable): its title
 * @uri: (nullable): where it lies
 * @digest: (nullable): of what lies there, and the changes begin with
 * @has_base: the changes begin with what is in the base
 * @generation: of several folders of one name, in several places, the one with the highest number is the one that counts
 * @replaces: (nullable): names of the folders of earlier journals: all that they had is in this one
 *
 * What stands in the first line.
 */
typedef struct
{
  char *project;
  char *title;
  char *uri;
  char *digest;
  gboolean has_base;
  guint generation;
  GStrv replaces;
} DzJournalHeader;

void dz_journal_header_clear (DzJournalHeader *header);
char *dz_journal_header_to_json (const DzJournalHeader *header);
gboolean dz_journal_header_from_json (const char *json, DzJournalHeader *header, GError **error);
/* (transfer full): a line with its end */
char *dz_journal_line_new (char type, const char *text);
/* What a line without its end says; NULL when its checksum is not its own. */
const char *dz_journal_line_read (const char *line, char *type);

/* Called in the main thread; @problem is NULL when there is none any more. */
typedef void (*DzJournalProblemFunc) (const GError *problem, gpointer data);

/* @header is taken over. Nothing is on disk yet. */
DzJournalWriter *dz_journal_writer_new (DzJournalHeader *header, DzJournalProblemFunc func, gpointer data);
/* Of its folder, wherever that is. */
const char *dz_journal_writer_get_name (DzJournalWriter *self);
/* Everything goes in the order in which it is said; only flush, note and the two that end it wait. */
void dz_journal_writer_base (DzJournalWriter *self, DzProject *project);
/* @changes: (element-type utf8): as JSON */
void dz_journal_writer_step (DzJournalWriter *self, GPtrArray *changes);
void dz_journal_writer_mark (DzJournalWriter *self, guint mark);
void dz_journal_writer_note (DzJournalWriter *self, guint mark, const char *digest, guint milliseconds);
void dz_journal_writer_saved (DzJournalWriter *self, guint mark, const char *uri, const char *digest);
gboolean dz_journal_writer_flush (DzJournalWriter *self, guint milliseconds);
/* Ends the thread and frees; with @discard the folder goes too. Afterwards the function is not called any more. */
void dz_journal_writer_end (DzJournalWriter *self, gboolean discard);

G_END_DECLS
