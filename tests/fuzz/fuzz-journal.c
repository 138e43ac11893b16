#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "model/dz-project-copy.h"
#include "store/dz-change-json.h"
#include "store/dz-journal-read.h"

/* The check of every line that has the shape of one is made right, for no mutation ever hits it by chance. */
static GBytes *
mend_checks (const uint8_t *data, size_t size)
{
  char *text = g_malloc (size + 1), *end = text + size;


  memcpy (text, data, size);
  for (char *line = text, *stop; line < end && (stop = memchr (line, '\n', (gsize)(end - line))) != NULL; line = stop + 1)
    if (stop - line >= 3 + DZ_JOURNAL_CHECK && memchr (line, '\0', (gsize)(stop - line)) == NULL)
      {
        g_autofree char *rest = g_strndup (line + 3 + DZ_JOURNAL_CHECK, (gsize)(stop - line) - 3 - DZ_JOURNAL_CHECK);
        g_autofree char *mended = dz_journal_line_new (line[0], rest);

        memcpy (line, mended, 3 + DZ_JOURNAL_CHECK);
      }
  return g_bytes_new_take (text, size);
}

static void
check_header (const DzJournalHeader *header)
{
  g_autofree char *json = dz_journal_header_to_json (header), *again = NULL;
  g_autoptr (GError) error = NULL;
  DzJournalHeader read;

  dz_journal_header_from_json (json, &read, &error);
  g_assert_no_error (error);
  again = dz_journal_header_to_json (&read);
  g_assert_cmpstr (json, ==, again);
  dz_journal_header_clear (&read);
}

/* A second project that is told what a journal of the first would say. */
static void
changed_cb (DzProject *project, DzChange *change, DzProject *mirror)
{
  g_autofree char *line = dz_change_to_json (change);
  g_autoptr (GError) error = NULL;
  g_autoptr (DzChange) read = dz_change_from_json (line, &error);

  g_assert_no_error (error);
  dz_project_apply (mirror, read, &error);
  g_assert_no_error (error);
}

static guint
count_steps (DzJournalText *text, guint start)
{
  guint count = 0;

  for (guint i = start; i < text->lines->len; i++)
    count += *(const char *)g_ptr_array_index (text->lines, i) == 'c';
  return count;
}

/* Of the first steps: each has changes that tabs part. */
static guint
count_changes (DzJournalText *text, guint start, guint n_steps)
{
  guint count = 0;

  for (guint i = start; i < text->lines->len && n_steps > 0; i++)
    {
      const char *line = g_ptr_array_index (text->lines, i);
      g_auto (GStrv) changes = NULL;

      if (*line != 'c')
        continue;
      changes = g_strsplit (line + 3 + DZ_JOURNAL_CHECK, "\t", -1);
      count += g_strv_length (changes);
      n_steps--;
    }
  return count;
}

static void
check_replay (DzJournalText *text, guint start)
{
  g_autoptr (DzProject) project = fuzz_project_new (), before = dz_project_copy (project),
                        mirror = dz_project_copy (project), after = NULL;
  g_autoptr (DzChange) last_text = NULL;
  guint n_done = 0, n_left;

  g_signal_connect (project, "changed", G_CALLBACK (changed_cb), mirror);
  dz_project_begin_step (project, "Restore");
  n_left = dz_journal_text_replay (text, start, project, &n_done, &last_text);
  dz_project_end_step (project);
  g_assert_cmpuint (n_left, <=, count_steps (text, start) + text->n_bad);
  g_assert_cmpuint (n_done, ==, count_changes (text, start, count_steps (text, start) + text->n_bad - n_left));
  fuzz_check_saves (project);
  fuzz_check_equal (project, mirror);
  if (!dz_project_get_can_undo (project))
    return;
  after = dz_project_copy (project);
  g_assert_true (dz_project_undo (project));
  fuzz_check_equal (project, before);
  fuzz_check_equal (project, mirror);
  g_assert_true (dz_project_redo (project));
  fuzz_check_equal (project, after);
  fuzz_check_equal (project, mirror);
}

/* From wherever a file that the journal speaks of would have it begin. */
static void
check_starts (DzJournalText *text)
{
  g_autoptr (GHashTable) starts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i <= text->lines->len && g_hash_table_size (starts) < 3; i++)
    {
      const char *line = i > 0 ? g_ptr_array_index (text->lines, i - 1) : NULL;
      const char *digest = line == NULL ? text->header.digest : line[0] == 'd' ? strrchr (line, ' ') + 1 : NULL;
      int start = dz_journal_text_find (text, digest);

      g_assert_cmpint (start, >=, -1);
      g_assert_cmpint (start, <=, (int)text->lines->len);
      if (start >= 0 && g_hash_table_add (starts, GINT_TO_POINTER (start)))
        check_replay (text, (guint)start);
    }
  if (!g_hash_table_contains (starts, GINT_TO_POINTER (0)))
    check_replay (text, 0);
}

static void
check (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzJournalText) text = dz_journal_text_parse_take (g_bytes_ref (bytes), &error);

  g_assert_true ((text == NULL) == (error != NULL));
  if (text == NULL)
    return;
  g_assert_cmpuint (dz_journal_text_count (text), ==, count_steps (text, 0));
  check_header (&text->header);
  check_starts (text);
}

/* Reads a journal or says what is wrong, as it is and with its checks made right. What it replays is a project that can be
 * saved, taken back and done again, and whose own journal makes the same one. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size), mended = mend_checks (data, size);

  check (bytes);
  if (!g_bytes_equal (bytes, mended))
    check (mended);
  return 0;
}
