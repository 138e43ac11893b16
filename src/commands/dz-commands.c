#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "commands/dz-command.h"

/* A new subcommand: declare it in dz-command.h, and give it a line in the table. */
static const DzCommand *const commands[] = {
  &dz_command_convert,
  &dz_command_merge,
  &dz_command_stats,
  &dz_command_formats,
};

static const DzCommand *
find_command (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->word, word))
      return commands[i];

  return NULL;
}

static gboolean
is_mistyped (const char *word)
{
  if (*word == '-')
    return word[1] != '\0' && !g_str_equal (word, "--") && !g_str_has_prefix (word, "--gapplication-");

  return strpbrk (word, "./:") == NULL && !g_file_test (word, G_FILE_TEST_EXISTS);
}

gboolean
dz_commands_is_command (const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);

  return find_command (word) != NULL || is_mistyped (word);
}

static int
print_help (void)
{
  g_autoptr (GString) help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n  duizhao [%s…]\n", _ ("Usage:"), _ ("FILE"));
  g_string_append_printf (help, "      %s\n", _ ("Open the window"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (help, "  duizhao %s%s%s\n      %s\n", commands[i]->word, *commands[i]->arguments != '\0' ? " " : "",
                            commands[i]->arguments, _ (commands[i]->summary));
  g_string_append_printf (help, "  duizhao --help\n  duizhao --version\n\n%s\n",
                          _ ("“duizhao COMMAND --help” shows a command’s options. The exit status is 0 when all was done, "
                             "1 when it failed, and 2 when the command line is wrong."));

  return dz_command_print (help->str) ? DZ_EXIT_DONE : DZ_EXIT_FAILED;
}

int
dz_commands_run (int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : "--help";
  const DzCommand *command = find_command (word);

  if (command != NULL)
    return command->run (argv + 1);
  if (g_str_equal (word, "--help") || g_str_equal (word, "-h"))
    return print_help ();
  if (g_str_equal (word, "--version"))
    return dz_command_print ("duizhao " PACKAGE_VERSION "\n") ? DZ_EXIT_DONE : DZ_EXIT_FAILED;
  if (*word == '-')
    return dz_command_fail_usage (NULL, _ ("There is no option “%s”."), word);

  return dz_command_fail_usage (NULL, _ ("There is no command and no file “%s”."), word);
}
