#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "commands/dz-command.h"
#include "desk/dz-desk.h"

static const char *
describe_use (const DzDeskFormat *format)
{
  if (!dz_desk_format_can_write (format))
    return _ ("read");

  return dz_desk_format_can_read (format) ? _ ("read, write") : _ ("write");
}

static int
run (char **words)
{
  g_auto (GStrv) files = NULL;
  g_autoptr (GPtrArray) formats = NULL;
  g_autoptr (GString) table = g_string_new (NULL);

  if (!dz_command_parse (&dz_command_formats, words, NULL, 0, &files))
    return DZ_EXIT_USAGE;

  formats = dz_desk_list_formats ();
  for (guint i = 0; i < formats->len; i++)
    {
      const DzDeskFormat *format = formats->pdata[i];
      g_autofree char *suffixes = g_strjoinv (" .", (char **) format->suffixes);

      g_string_append_printf (table, "%s\t%s\t.%s\t%s\n", format->id, describe_use (format), suffixes, _ (format->name));
    }

  return dz_command_print (table->str) ? DZ_EXIT_DONE : DZ_EXIT_FAILED;
}

const DzCommand dz_command_formats = { "formats", "", N_ ("Say what can be read and written"), run };
