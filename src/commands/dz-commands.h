#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program exits with. */
#define DZ_EXIT_DONE 0
#define DZ_EXIT_FAILED 1
#define DZ_EXIT_USAGE 2

/**
 * dz_commands_is_command:
 * @word: the first word after the program's name
 *
 * Returns: TRUE when the command line is for dz_commands_run(): a subcommand, --help, --version; or a word that can only
 *   be a mistyped one, because there is no such file
 */
gboolean dz_commands_is_command (const char *word);

/**
 * dz_commands_run:
 * @argc: number of words
 * @argv: the words, the program's name first
 *
 * Does what the command line says, without a display. What fails is said in one line on standard error.
 *
 * Returns: the exit status: DZ_EXIT_DONE, DZ_EXIT_FAILED or DZ_EXIT_USAGE
 */
int dz_commands_run (int argc, char **argv);

G_END_DECLS
