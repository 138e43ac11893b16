#define _GNU_SOURCE
#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "fault-check.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "model/dz-edit.h"
#include "store/dz-journal.h"
#include "store/dz-project-file.h"
#include "store/dz-recovery.h"
#include "store/dz-versions.h"

#define PATIENCE 20000

typedef struct
{
  FaultReport *report;
  const char *home;
  FaultHope hope;
  GPtrArray *wrong;
  guint best; /* the latest state that there still is */
} Check;

static void
fail (Check *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->wrong, g_strdup_vprintf (format, args));
  va_end (args);
}

static GFile *
file_at (Check *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->home, name, NULL);

  return g_file_new_for_path (path);
}

/* --- Files ----------------------------------------------------------------------------------------------------------- */

static void
check_file (Check *self, const char *name, GPtrArray *allowed)
{
  g_autoptr (GFile) file = file_at (self, name);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  g_autofree char *digest = bytes != NULL ? dz_digest_bytes (bytes) : NULL;

  for (guint i = 0; i < allowed->len; i++)
    if (g_strcmp0 (g_ptr_array_index (allowed, i), digest) == 0)
      return;
  fail (self, "%s holds %s, which is none of the %u that it may hold", name, digest != NULL ? digest : "nothing",
        allowed->len);
}

static void
check_files (Check *self)
{
  GHashTableIter iter;
  gpointer name, allowed;

  g_hash_table_iter_init (&iter, self->report->files);
  while (g_hash_table_iter_next (&iter, &name, &allowed))
    check_file (self, name, allowed);
}

static void
check_versions (Check *self, const char *id)
{
  g_autoptr (DzVersions) versions = dz_versions_new (id);
  g_autoptr (GPtrArray) list = dz_versions_list (versions);

  for (guint i = 0; i < list->len; i++)
    {
      const char *digest = dz_version_get_digest (g_ptr_array_index (list, i));
      g_autoptr (GError) error = NULL;
      g_autoptr (DzProject) project = dz_versions_load (versions, digest, &error);

      if (project == NULL)
        fail (self, "A version cannot be read: %s", error->message);
    }
}

/* --- What is restored ------------------------------------------------------------------------------------------------ */

/* What a person then has; the states are numbered, and it must be one of them. */
static void
note_state (Check *self, DzProject *project, const char *where)
{
  g_autofree char *digest = fault_digest (project);
  guint state = fault_report_find (self->report, digest);

  if (state == 0 && self->report->states->len > 0)
    fail (self, "%s is nothing that the project ever was", where);
  self->best = MAX (self->best, state);
}

/* @saved: (nullable) (transfer full). Returns (transfer full) (nullable): what there is now */
static DzProject *
restore (Check *self, DzLeftover *leftover, DzProject *saved, DzFileStamp *stamp)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzRestored) restored
      = dz_leftover_restore (leftover, saved, stamp != NULL ? dz_file_stamp_get_digest (stamp) : NULL, &error);

  if (restored == NULL)
    {
      fail (self, "What was not saved cannot be restored: %s", error->message);
      return saved;
    }
  if (restored->n_lost > 0 || restored->merged)
    fail (self, "%u lines were lost, merged %d", restored->n_lost, restored->merged);
  g_clear_object (&saved);
  return g_object_ref (restored->project);
}

static void
type (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  dz_edit_type (project, dz_document_get_block (document, 0), DZ_SIDE_TRANSLATION, 0, 0, "Again. ");
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* Work on it goes on as in a window, and is ended in peace. */
static void
go_on (Check *self, DzProject *project, DzFileStamp *stamp, DzLeftover *leftover)
{
  g_autoptr (GFile) file = file_at (self, FAULT_FILE);
  DzJournal *journal
      = dz_journal_new (project, stamp != NULL ? file : NULL, stamp != NULL ? dz_file_stamp_get_digest (stamp) : NULL);
  g_autoptr (DzVersions) versions = dz_versions_new (dz_project_get_id (project));
  const DzSaveContext context = { stamp, journal, versions };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  type (project);
  if (!dz_journal_flush (journal, PATIENCE))
    fail (self, "Nothing can be journaled afterwards");
  if (leftover != NULL)
    dz_leftover_discard (leftover);
  dz_project_file_save_with_async (project, file, &context, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!dz_project_file_save_with_finish (project, result, NULL, &error))
    fail (self, "Nothing can be saved afterwards: %s", error->message);
  dz_journal_discard (journal);
  g_object_unref (journal);
  check_versions (self, dz_project_get_id (project));
}

static DzProject *
load (Check *self, const char *name, DzFileStamp **stamp)
{
  g_autoptr (GFile) file = file_at (self, name);
  g_autoptr (GError) error = NULL;
  DzProject *project;

  if (!g_file_query_exists (file, NULL))
    return NULL;
  project = dz_project_file_load_stamped (file, NULL, stamp, NULL, &error);
  if (project == NULL)
    fail (self, "%s cannot be opened: %s", name, error->message);
  else
    check_versions (self, dz_project_get_id (project));
  return project;
}

static void
open_again (Check *self, const char *name)
{
  g_autoptr (GFile) file = file_at (self, name);
  g_autoptr (DzFileStamp) stamp = NULL;
  g_autoptr (DzLeftover) leftover = NULL;
  g_autoptr (DzProject) project = load (self, name, &stamp);

  if (project == NULL)
    return;
  leftover = dz_recovery_find (file);
  if (leftover != NULL && self->report->quit && self->hope > FAULT_HOPE_LITTLE)
    {
      g_autofree char *saved = fault_digest (project);
      g_autofree char *now = NULL;

      project = restore (self, leftover, g_steal_pointer (&project), stamp);
      now = fault_digest (project);
      if (!g_str_equal (saved, now))
        fail (self, "Something is restored of work that was saved and ended");
    }
  else if (leftover != NULL)
    project = restore (self, leftover, g_steal_pointer (&project), stamp);
  note_state (self, project, name);
  if (g_str_equal (name, FAULT_FILE))
    go_on (self, project, stamp, leftover);
  else if (leftover != NULL)
    dz_leftover_discard (leftover);
}

/* What belongs to no file. */
static void
look_for_others (Check *self)
{
  g_autoptr (GPtrArray) list = dz_recovery_list ();

  for (guint i = 0; i < list->len; i++)
    {
      DzLeftover *leftover = g_ptr_array_index (list, i);
      g_autoptr (DzProject) project = NULL;

      if (dz_leftover_get_file (leftover) != NULL)
        fail (self, "Something is left of %s a second time", g_file_peek_path (dz_leftover_get_file (leftover)));
      project = restore (self, leftover, NULL, NULL);
      if (project == NULL)
        continue;
      note_state (self, project, "What has no file");
      go_on (self, project, NULL, leftover);
    }
}

/* --- What lies about ------------------------------------------------------------------------------------------------- */

static gboolean
may_lie_about (const char *path)
{
  static const char *const patterns[] = {
    "home/talk.duizhao",
    "home/talk.duizhao~",
    "home/second.duizhao",
    "home/second.duizhao~",
    "home/elsewhere.duizhao",
    "home/elsewhere.duizhao~",
    "data/duizhao/versions/*-*/*-*.gz",
    "data/duizhao/versions/*-*/pictures/*.gz",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (g_pattern_match_simple (patterns[i], path))
      return TRUE;
  return FALSE;
}

static gboolean
is_passing (const char *name)
{
  return g_str_has_suffix (name, ".tmp") || g_str_has_suffix (name, ".new");
}

typedef void (*FoundFunc) (Check *self, const char *path, const char *name);

static void
look_through (Check *self, const char *under, FoundFunc func)
{
  g_autofree char *folder = g_build_filename (self->home, under, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *relative = *under != '\0' ? g_build_filename (under, name, NULL) : g_strdup (name);
      g_autofree char *path = g_build_filename (self->home, relative, NULL);
      struct stat found;

      if (lstat (path, &found) < 0)
        continue;
      /* What the faults themselves keep, for a power cut to bring back. */
      if (g_str_has_suffix (name, ".shadow"))
        continue;
      func (self, relative, name);
      if (S_ISDIR (found.st_mode))
        look_through (self, relative, func);
    }
}

static void
check_passing (Check *self, const char *path, const char *name)
{
  if (is_passing (name))
    fail (self, "%s was left", path);
}

/* As if it had been there for days. */
static void
make_old (Check *self, const char *path, const char *name)
{
  g_autofree char *whole = g_build_filename (self->home, path, NULL);
  const struct timespec old[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };

  if (is_passing (name))
    utimensat (AT_FDCWD, whole, old, AT_SYMLINK_NOFOLLOW);
}

static void
check_litter (Check *self, const char *path, const char *name)
{
  g_autofree char *whole = g_build_filename (self->home, path, NULL);
  gboolean is_folder = g_file_test (whole, G_FILE_TEST_IS_DIR);

  if (is_folder ? g_pattern_match_simple ("*journals*/*", path) || g_str_equal (name, ".duizhao-journals")
                : !may_lie_about (path))
    fail (self, "%s stays for good", path);
}

GPtrArray *
fault_check (FaultReport *report, const char *home, FaultHope hope)
{
  Check self = { report, home, hope, g_ptr_array_new_with_free_func (g_free), 0 };

  for (guint i = 0; i < report->wrong->len; i++)
    fail (&self, "%s", (const char *)g_ptr_array_index (report->wrong, i));
  if (hope == FAULT_HOPE_ALL)
    look_through (&self, "", check_passing);
  look_through (&self, "", make_old);
  check_files (&self);
  open_again (&self, FAULT_FILE);
  open_again (&self, FAULT_SECOND);
  look_for_others (&self);
  if (self.best < report->safe)
    fail (&self, "What is left is state %u of %u, but %u was safe", self.best, report->states->len, report->safe);
  look_through (&self, "", check_litter);
  return self.wrong;
}
