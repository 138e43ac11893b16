#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "commands/dz-command.h"
#include "commands/dz-conflict-line.h"
#include "desk/dz-desk.h"
#include "store/dz-merge.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-replace-file.h"

enum
{
  BASE,
  OURS,
  THEIRS,
  N_COPIES
};

/* git gives an empty file for what one side did not have; a device that is always empty says the same. */
static gboolean
is_empty (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL && g_file_info_get_size (info) == 0
         && (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
             || g_file_info_get_file_type (info) == G_FILE_TYPE_SPECIAL);
}

/* The names that git gives the files say nothing, so that errors tell which copy it is. */
static DzProject *
load (GFile *file, guint copy, GError **error)
{
  static const char *const words[N_COPIES] = { "BASE", "OURS", "THEIRS" };
  gboolean newer = FALSE;
  g_autoptr (DzProject) project = dz_project_file_load (file, &newer, NULL, error);

  if (project != NULL && newer)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_READ,
                   _ ("“%s” was written by a newer version of Duizhao, and a merge would not be whole. Update Duizhao."), name);
    }
  if (project != NULL && !newer)
    return g_steal_pointer (&project);
  g_prefix_error (error, "%s: ", words[copy]);

  return NULL;
}

static gboolean
load_all (char **files, DzProject *projects[N_COPIES], GError **error)
{
  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (files[i]);

      if (i == BASE && is_empty (file))
        continue;
      projects[i] = load (file, i, error);
      if (projects[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

static int
print_conflicts (DzProject *merged)
{
  g_autoptr (GPtrArray) conflicts = dz_conflict_list (merged);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autofree char *line = dz_conflict_line (merged, g_ptr_array_index (conflicts, i));

      g_string_append_printf (lines, "%s\n", line);
    }

  return dz_command_print (lines->str) ? DZ_EXIT_DONE : DZ_EXIT_FAILED;
}

static int
merge (DzProject *const projects[N_COPIES], GFile *out)
{
  g_autoptr (GError) error = NULL;
  guint n_conflicts;
  g_autoptr (DzProject) merged = dz_merge (projects[BASE], projects[OURS], projects[THEIRS], &n_conflicts, &error);
  g_autoptr (GBytes) bytes = NULL;
  int status;

  if (merged == NULL)
    return dz_command_fail (error);
  bytes = dz_project_to_json (merged);
  /* No file with a “~” beside it: git would take it for one of the project's. */
  if (!dz_project_file_check_bytes (out, bytes, merged, &error) || !dz_replace_file (out, bytes, FALSE, NULL, &error))
    return dz_command_fail (error);
  status = print_conflicts (merged);

  return n_conflicts > 0 ? DZ_EXIT_FAILED : status;
}

static int
run (char **words)
{
  g_autofree char *out = NULL;
  g_auto (GStrv) files = NULL;
  DzProject *projects[N_COPIES] = { NULL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("Where the merged project goes; may be one of the three"), N_ ("OUT") },
    G_OPTION_ENTRY_NULL,
  };
  int status;

  if (!dz_command_parse (&dz_command_merge, words, options, N_COPIES, &files))
    return DZ_EXIT_USAGE;
  if (out == NULL || *out == '\0')
    return dz_command_fail_usage (&dz_command_merge, _ ("Say with -o where the merged project goes."));

  if (load_all (files, projects, &error))
    {
      g_autoptr (GFile) file = g_file_new_for_path (out);

      status = merge (projects, file);
    }
  else
    status = dz_command_fail (error);
  for (guint i = 0; i < N_COPIES; i++)
    g_clear_object (&projects[i]);

  return status;
}

const DzCommand dz_command_merge = {
  "merge",
  "BASE OURS THEIRS -o OUT",
  N_ ("Merge two copies of a project. Conflicts stay in OUT, one a line is listed, and the exit status is 1"),
  run,
};
