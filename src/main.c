#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

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

/* Each thread that reads or saves would get a part of the heap of its own, and the C library would keep for it what it
 * let go of: 50 MB after five minutes with files opened and closed. */
static void
share_heap (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 2);
#endif
}

int
main (int argc, char **argv)
{
  g_autofree char *locale_dir = NULL;

  share_heap ();
  locale_dir = dup_locale_dir ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && dz_commands_is_command (argv[1]))
    return dz_commands_run (argc, argv);
  return dz_window_main (argc, argv);
}
