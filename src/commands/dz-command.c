#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "commands/dz-command.h"
#include "desk/dz-desk.h"

void
dz_command_warn (const char *message)
{
  g_autofree char *line = g_strdup (message);

  g_strdelimit (line, "\r\n", ' ');
  fprintf (stderr, "duizhao: %s\n", line);
}

int
dz_command_fail (const GError *error)
{
  dz_command_warn (error->message);

  return g_error_matches (error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT) ? DZ_EXIT_USAGE : DZ_EXIT_FAILED;
}

int
dz_command_fail_usage (const DzCommand *command, const char *format, ...)
{
  g_autofree char *what = NULL;
  g_autofree char *help = NULL;
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  what = g_strdup_vprintf (format, list);
  va_end (list);
  help = command != NULL ? g_strdup_printf ("duizhao %s --help", command->word) : g_strdup ("duizhao --help");
  message = g_strdup_printf (_ ("%s See “%s”."), what, help);
  dz_command_warn (message);

  return DZ_EXIT_USAGE;
}

gboolean
dz_command_print (const char *text)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;

  g_autofree char *message = g_strdup_printf (_ ("Standard output cannot be written (%s)."), g_strerror (errno));
  dz_command_warn (message);

  return FALSE;
}

static gboolean
check_files (const DzCommand *command, char **files, guint n_files)
{
  guint n_named = files != NULL ? g_strv_length (files) : 0;

  if (n_named < n_files)
    dz_command_fail_usage (command, _ ("%s needs %s."), command->word, command->arguments);
  else if (n_named > n_files)
    dz_command_fail_usage (command, _ ("There is a word too many: “%s”."), files[n_files]);

  return n_named == n_files;
}

gboolean
dz_command_parse (const DzCommand *command, char **words, const GOptionEntry *options, guint n_files, char ***files_out)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autofree char *name = g_strdup_printf ("duizhao %s", command->word);
  g_auto (GStrv) rest = g_strdupv (words);
  g_auto (GStrv) files = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry files_entry[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_set_prgname (name);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, files_entry, NULL);

  if (!g_option_context_parse_strv (context, &rest, &error))
    {
      dz_command_fail_usage (command, "%s.", error->message);
      return FALSE;
    }
  if (!check_files (command, files, n_files))
    return FALSE;
  *files_out = g_steal_pointer (&files);

  return TRUE;
}
