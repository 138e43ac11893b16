#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "commands/dz-commands.h"
#include "window/app/dz-application.h"
#include "window/app/dz-settings.h"

/* In the build folder the catalogues lie where they were made. */
static char *
dup_locale_dir (void)
{
  const char *build = dz_settings_get_build_dir ();

  return build ? g_build_filename (build, "po", NULL) : g_strdup (LOCALEDIR);
}

int
main (int argc, char **argv)
{
  g_autofree char *locale_dir = dup_locale_dir ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && dz_commands_is_command (argv[1]))
    return dz_commands_run (argc, argv);
  return dz_window_main (argc, argv);
}
