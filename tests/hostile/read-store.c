/* Reads what lies in the user's folders, as the window does at its start, and says in one line what is wrong with it:
 *   read-store mend FILE          makes the checks of a journal's lines right
 *   read-store journal            restores what a crash left
 *   read-store version ID DIGEST  loads a version of a project */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "store/dz-journal-writer.h"
#include "store/dz-recovery.h"
#include "store/dz-versions.h"

static int
fail (GError *error)
{
  fprintf (stderr, "%s\n", error->message);
  g_error_free (error);
  return 1;
}

static int
mend (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    return fail (g_steal_pointer (&error));
  for (char *line = text, *stop; (stop = memchr (line, '\n', (gsize)(text + length - line))) != NULL; line = stop + 1)
    {
      g_autofree char *mended = NULL;

      if (stop - line < 3 + DZ_JOURNAL_CHECK)
        continue;
      *stop = '\0';
      mended = dz_journal_line_new (*line, line + 3 + DZ_JOURNAL_CHECK);
      memcpy (line, mended, 3 + DZ_JOURNAL_CHECK);
      *stop = '\n';
    }
  return g_file_set_contents_full (path, text, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, &error)
             ? 0
             : fail (g_steal_pointer (&error));
}

static int
restore (void)
{
  g_autoptr (GPtrArray) list = dz_recovery_list ();
  g_autoptr (DzRestored) restored = NULL;
  GError *error = NULL;

  if (list->len == 0)
    return fail (g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "Nothing was left."));
  restored = dz_leftover_restore (g_ptr_array_index (list, 0), NULL, NULL, &error);
  if (restored == NULL)
    return fail (error);
  printf ("%u done again, %u lost\n", restored->n_changes, restored->n_lost);
  return 0;
}

static int
load_version (const char *id, const char *digest)
{
  g_autoptr (DzVersions) versions = dz_versions_new (id);
  GError *error = NULL;
  g_autoptr (DzProject) project = dz_versions_load (versions, digest, &error);

  return project != NULL ? 0 : fail (error);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "mend"))
    return mend (argv[2]);
  if (argc == 2 && g_str_equal (argv[1], "journal"))
    return restore ();
  if (argc == 4 && g_str_equal (argv[1], "version"))
    return load_version (argv[2], argv[3]);
  return 2;
}
