#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "commands/dz-command.h"
#include "commands/dz-stats.h"
#include "desk/dz-desk.h"
#include "store/dz-json-writer.h"

static char *
format_json (const DzStats *stats)
{
  g_autoptr (DzJsonWriter) json = dz_json_writer_new (TRUE);
  g_autoptr (GPtrArray) tags = dz_stats_list_tags (stats);

  dz_json_writer_begin_object (json, NULL);
  dz_json_writer_add_string (json, "title", dz_stats_get_title (stats));
  dz_json_writer_add_uint (json, "documents", stats->documents);
  dz_json_writer_add_uint (json, "blocks", stats->blocks);
  dz_json_writer_add_uint (json, "turns", stats->turns);

  dz_json_writer_begin_array (json, "speakers");
  for (guint i = 0; i < stats->speakers->len; i++)
    {
      const DzSpeakerStats *speaker = stats->speakers->pdata[i];

      dz_json_writer_begin_object (json, NULL);
      dz_json_writer_add_string (json, "name", dz_speaker_get_name (speaker->speaker));
      dz_json_writer_add_string (json, "translated_name", dz_speaker_get_translated_name (speaker->speaker));
      dz_json_writer_add_uint (json, "turns", speaker->turns);
      dz_json_writer_add_uint (json, "blocks", speaker->blocks);
      dz_json_writer_add_uint (json, "characters", speaker->characters);
      dz_json_writer_end (json);
    }
  dz_json_writer_end (json);

  dz_json_writer_add_uint (json, "sentences", stats->sentences);
  dz_json_writer_add_uint (json, "characters", stats->characters);
  dz_json_writer_add_uint (json, "han", stats->han);
  dz_json_writer_add_uint (json, "words", stats->words);
  dz_json_writer_add_uint (json, "pictures", stats->pictures);
  dz_json_writer_add_uint (json, "links", stats->links);
  dz_json_writer_add_uint (json, "highlights", stats->highlights);
  dz_json_writer_add_uint (json, "conflicts", stats->conflicts);

  dz_json_writer_begin_array (json, "tags");
  for (guint i = 0; i < tags->len; i++)
    {
      dz_json_writer_begin_object (json, NULL);
      dz_json_writer_add_string (json, "name", dz_tag_get_name (tags->pdata[i]));
      dz_json_writer_add_uint (json, "highlights", dz_tag_get_n_highlights (tags->pdata[i]));
      dz_json_writer_end (json);
    }
  dz_json_writer_end (json);

  dz_json_writer_begin_object (json, "states");
  for (DzState state = 0; state < DZ_N_STATES; state++)
    dz_json_writer_add_uint (json, dz_state_to_word (state), stats->states[state]);
  dz_json_writer_end (json);
  dz_json_writer_end (json);

  return dz_json_writer_dup_string (json);
}

static void
add_line (GString *text, const char *name, gsize value)
{
  g_string_append_printf (text, "%s: %" G_GSIZE_FORMAT "\n", name, value);
}

static void
add_speaker (GString *text, const DzSpeakerStats *stats)
{
  const char *translated = dz_speaker_get_translated_name (stats->speaker);
  g_autofree char *turns = g_strdup_printf ("%" G_GSIZE_FORMAT, stats->turns);
  g_autofree char *blocks = g_strdup_printf ("%" G_GSIZE_FORMAT, stats->blocks);
  g_autofree char *characters = g_strdup_printf ("%" G_GSIZE_FORMAT, stats->characters);

  g_string_append_printf (text, "  %s", dz_speaker_get_name (stats->speaker));
  if (*translated != '\0')
    g_string_append_printf (text, " (%s)", translated);
  g_string_append (text, ": ");
  /* Translators: of a speaker */
  g_string_append_printf (text, _ ("turns %s, blocks %s, characters %s"), turns, blocks, characters);
  g_string_append_c (text, '\n');
}

static char *
state_name (DzState state)
{
  static const char *const names[DZ_N_STATES] = {
    N_ ("Untranslated"), N_ ("Draft"), N_ ("Translated"), N_ ("Reviewed"), N_ ("Final"),
  };

  return g_strconcat ("  ", _ (names[state]), NULL);
}

static char *
format_text (const DzStats *stats)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) tags = dz_stats_list_tags (stats);

  g_string_append_printf (text, "%s\n\n", dz_stats_get_title (stats));
  add_line (text, _ ("Documents"), stats->documents);
  add_line (text, _ ("Blocks"), stats->blocks);
  for (DzState state = 0; state < DZ_N_STATES; state++)
    {
      g_autofree char *name = state_name (state);

      add_line (text, name, stats->states[state]);
    }
  add_line (text, _ ("Turns"), stats->turns);
  for (guint i = 0; i < stats->speakers->len; i++)
    add_speaker (text, stats->speakers->pdata[i]);
  add_line (text, _ ("Sentences of the original"), stats->sentences);
  add_line (text, _ ("Characters of the original"), stats->characters);
  add_line (text, _ ("Han characters of the original"), stats->han);
  add_line (text, _ ("Words of the translation"), stats->words);
  add_line (text, _ ("Pictures"), stats->pictures);
  add_line (text, _ ("Links"), stats->links);
  add_line (text, _ ("Highlights"), stats->highlights);
  for (guint i = 0; i < tags->len; i++)
    {
      g_autofree char *path = dz_tag_dup_path (tags->pdata[i]);
      g_autofree char *name = g_strconcat ("  ", path, NULL);

      add_line (text, name, dz_tag_get_n_highlights (tags->pdata[i]));
    }
  if (stats->conflicts > 0)
    add_line (text, _ ("Conflicts left to choose"), stats->conflicts);

  return g_string_free (text, FALSE);
}

static int
print_stats (const DzStats *stats, gboolean as_json)
{
  g_autofree char *text = as_json ? format_json (stats) : format_text (stats);

  return dz_command_print (text) && (!as_json || dz_command_print ("\n")) ? DZ_EXIT_DONE : DZ_EXIT_FAILED;
}

static int
run (char **words)
{
  g_autofree char *format = NULL;
  g_autofree char *from = NULL;
  g_auto (GStrv) files = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (DzProject) project = NULL;
  g_autoptr (DzStats) stats = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry options[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_ ("How to write the figures"), "text|json" },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("Format of FILE, where its name does not tell"), N_ ("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };

  if (!dz_command_parse (&dz_command_stats, words, options, 1, &files))
    return DZ_EXIT_USAGE;
  if (format != NULL && !g_str_equal (format, "text") && !g_str_equal (format, "json"))
    return dz_command_fail_usage (&dz_command_stats, _ ("--format is “text” or “json”, not “%s”."), format);

  file = g_file_new_for_path (files[0]);
  project = dz_desk_open (file, from, NULL, NULL, NULL, &error);
  if (project == NULL)
    return dz_command_fail (error);
  stats = dz_stats_new (project);

  return print_stats (stats, g_strcmp0 (format, "json") == 0);
}

const DzCommand dz_command_stats = {
  "stats",
  "FILE",
  N_ ("Count what is in a project or a transcript"),
  run,
};
