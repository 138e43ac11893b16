#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "commands/dz-command.h"
#include "desk/dz-desk.h"

typedef struct
{
  char *from;
  char *to;
  char *layout;
  char *annotations;
  char **tags;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->from);
  g_free (words->to);
  g_free (words->layout);
  g_free (words->annotations);
  g_strfreev (words->tags);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* The words of the layouts and formats are read as bytes: a tag's name may be Chinese where the locale is not. */
static gboolean
parse (char **words, Words *values, char ***files)
{
  const GOptionEntry options[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &values->from, N_ ("Format of IN, where its name does not tell"), N_ ("FORMAT") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &values->to, N_ ("Format of OUT, where its name does not tell"), N_ ("FORMAT") },
    { "layout", 0, 0, G_OPTION_ARG_FILENAME, &values->layout,
      N_ ("original, translation, side-by-side or interleaved"), N_ ("LAYOUT") },
    { "annotations", 0, 0, G_OPTION_ARG_FILENAME, &values->annotations, N_ ("With highlights and notes, or without"), "yes|no" },
    { "tag", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &values->tags, N_ ("Only highlights of this tag; may be repeated"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };

  return dz_command_parse (&dz_command_convert, words, options, 2, files);
}

static gboolean
is_text (const char *word)
{
  return word == NULL || g_utf8_validate (word, -1, NULL);
}

static gboolean
check_words (const Words *words, DzArticleOptions *options)
{
  gboolean valid = is_text (words->from) && is_text (words->to) && is_text (words->layout) && is_text (words->annotations);

  for (guint i = 0; valid && words->tags != NULL && words->tags[i] != NULL; i++)
    valid = is_text (words->tags[i]);
  if (!valid)
    {
      dz_command_fail_usage (&dz_command_convert, _ ("The value of an option is not UTF-8."));
      return FALSE;
    }

  if (words->layout != NULL && !dz_layout_from_word (words->layout, &options->layout))
    {
      dz_command_fail_usage (&dz_command_convert, _ ("There is no layout “%s”."), words->layout);
      return FALSE;
    }
  if (words->annotations != NULL && !g_str_equal (words->annotations, "yes") && !g_str_equal (words->annotations, "no"))
    {
      dz_command_fail_usage (&dz_command_convert, _ ("--annotations is “yes” or “no”, not “%s”."), words->annotations);
      return FALSE;
    }
  options->annotations = words->annotations == NULL || g_str_equal (words->annotations, "yes");
  options->tags = (const char *const *) words->tags;

  return TRUE;
}

static gboolean
is_same_file (GFile *a, GFile *b)
{
  g_autoptr (GFileInfo) info_a = g_file_query_info (a, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GFileInfo) info_b = g_file_query_info (b, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info_a != NULL && info_b != NULL
         && g_strcmp0 (g_file_info_get_attribute_string (info_a, G_FILE_ATTRIBUTE_ID_FILE),
                       g_file_info_get_attribute_string (info_b, G_FILE_ATTRIBUTE_ID_FILE))
              == 0;
}

static gboolean
check_files (GFile *in, GFile *out, const Words *words, DzLayout layout, const DzDeskFormat *to)
{
  if (is_same_file (in, out))
    {
      g_autofree char *name = g_file_get_parse_name (out);

      dz_command_fail_usage (&dz_command_convert, _ ("“%s” would be written over itself: give OUT another name."), name);
      return FALSE;
    }
  if (to->format == NULL && (words->layout != NULL || words->annotations != NULL || words->tags != NULL))
    {
      dz_command_fail_usage (&dz_command_convert,
                             _ ("A project is written whole: --layout, --annotations and --tag are for other formats."));
      return FALSE;
    }
  if (words->layout != NULL && !dz_desk_format_has_layout (to, layout))
    {
      dz_command_fail_usage (&dz_command_convert, _ ("%s has no columns: choose another layout than “%s”."), _ (to->name),
                             words->layout);
      return FALSE;
    }

  return TRUE;
}

/* What is published has one of the two values of each conflict, which nobody chose. */
static void
warn_of_conflicts (DzProject *project, GFile *in)
{
  guint n = g_list_model_get_n_items (dz_project_get_conflicts (project));
  g_autofree char *name = g_file_get_parse_name (in);
  g_autofree char *message
      = g_strdup_printf (ngettext ("“%s” has %u conflict of a merge that is still to be chosen. One of the two values was written.",
                                   "“%s” has %u conflicts of a merge that are still to be chosen. One of each two values was "
                                   "written.",
                                   n),
                         name, n);

  if (n > 0)
    dz_command_warn (message);
}

static int
convert (GFile *in, GFile *out, const Words *words, const DzDeskFormat *to, DzArticleOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = NULL;
  gboolean read_only = FALSE;

  project = dz_desk_open (in, words->from, NULL, &read_only, NULL, &error);
  if (project == NULL)
    return dz_command_fail (error);
  if (read_only && to->format == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (in);

      g_set_error (&error, DZ_DESK_ERROR, DZ_DESK_ERROR_READ,
                   _ ("“%s” was written by a newer version of Duizhao, so a copy would not be whole. Update Duizhao, or copy the "
                      "file itself."),
                   name);
      return dz_command_fail (error);
    }

  if (words->layout == NULL)
    options->layout = dz_desk_default_layout_for (project, to);
  if (!dz_desk_write (project, out, words->to, options, NULL, &error))
    return dz_command_fail (error);
  if (to->format != NULL)
    warn_of_conflicts (project, in);

  return DZ_EXIT_DONE;
}

static int
run (char **arguments)
{
  g_auto (Words) words = { 0 };
  g_auto (GStrv) files = NULL;
  g_autoptr (GFile) in = NULL;
  g_autoptr (GFile) out = NULL;
  g_autoptr (GError) error = NULL;
  DzArticleOptions options = { DZ_LAYOUT_ORIGINAL, TRUE, NULL };
  const DzDeskFormat *to;

  if (!parse (arguments, &words, &files) || !check_words (&words, &options))
    return DZ_EXIT_USAGE;

  in = g_file_new_for_path (files[0]);
  out = g_file_new_for_path (files[1]);
  to = dz_desk_find_format (out, words.to, TRUE, &error);
  if (to == NULL)
    return dz_command_fail (error);
  if (!check_files (in, out, &words, options.layout, to))
    return DZ_EXIT_USAGE;

  return convert (in, out, &words, to, &options);
}

const DzCommand dz_command_convert = {
  "convert",
  "IN OUT",
  N_ ("Read IN in any format and write OUT in any other"),
  run,
};
