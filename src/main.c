#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "commands/dz-commands.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return dz_commands_run (argc, argv);
}
