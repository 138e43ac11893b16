#pragma once

#include <glib.h>

#include "commands/dz-commands.h"

G_BEGIN_DECLS

/**
 * DzCommand:
 * @word: the subcommand
 * @arguments: what follows it, as the help shows it
 * @summary: what it does, marked with N_()
 * @run: does it; @words are the words after the program's name, the subcommand first. Returns the exit status
 *
 * A subcommand: a const struct in a file of its own, and a line in the table of dz-commands.c.
 */
typedef struct
{
  const char *word;
  const char *arguments;
  const char *summary;
  int (*run) (char **words);
} DzCommand;

extern const DzCommand dz_command_convert;
extern const DzCommand dz_command_formats;
extern const DzCommand dz_command_merge;
extern const DzCommand dz_command_stats;

/**
 * dz_command_parse:
 * @command: the subcommand
 * @words: its words
 * @options: (nullable): its options, which ends with an empty entry
 * @n_files: how many files must be named
 * @files_out: (out) (transfer full): the files
 *
 * Reads a subcommand's options; shows its help and ends the program when that is asked for.
 *
 * Returns: FALSE when the usage is wrong, which was then said
 */
gboolean dz_command_parse (const DzCommand *command, char **words, const GOptionEntry *options, guint n_files,
                           char ***files_out);

/* Say what is wrong in one line on standard error, and return the exit status for it. */
int dz_command_fail (const GError *error);
int dz_command_fail_usage (const DzCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Says in one line on standard error what a person should know of what was done. */
void dz_command_warn (const char *message);

/* Writes UTF-8 to standard output as it is, whatever the locale; FALSE when it cannot be written, which was then said. */
gboolean dz_command_print (const char *text);

G_END_DECLS
