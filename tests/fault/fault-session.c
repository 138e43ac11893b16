#define _GNU_SOURCE
#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "fault-session.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fault-report.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "store/dz-journal.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-recovery.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

/* Milliseconds that something in a healthy place may take. */
#define PATIENCE 20000

typedef struct
{
  const FaultScenario *scenario;
  const char *home;
  int report;
  GRand *rand;
  guint n_pictures;
  DzProject *project;
  /* The same as @project, in advance: what is in it is said before it can be on disk. */
  DzProject *mirror;
  GFile *file;
  DzFileStamp *stamp;
  DzJournal *journal;
  DzVersions *versions;
  gboolean failed; /* something was told */
} Session;

static void
say (Session *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_strdelimit (text, "\n", ' ');
  line = g_strconcat (text, "\n", NULL);
  if (write (self->report, line, strlen (line)) < 0)
    _exit (3);
}

static GFile *
file_at (Session *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->home, name, NULL);

  return g_file_new_for_path (path);
}

static DzBlock *
pick_block (Session *self, DzProject *project, guint number)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return dz_document_get_block (document, number % dz_document_get_n_blocks (document));
}

static DzProject *
make_project (void)
{
  DzProject *project = dz_project_new ("6fa1c7b2-9a1b-4c55-9a7e-7f3c2d1e0b4a");
  DzDocument *document = dz_document_new ("d", "访谈");
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      g_autoptr (DzText) text = dz_text_new ("我们采访了老师。");
      g_autoptr (DzBlock) block = dz_block_new (id, &form, text, NULL);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  g_object_unref (document);
  return project;
}

/* --- What a person does ---------------------------------------------------------------------------------------------- */

static void
type (Session *self, DzProject *project, guint number)
{
  static const char *const words[] = { "We ", "talked to ", "the teacher. ", "“Yes,” she said, ", "对照", "😀 " };
  DzBlock *block = pick_block (self, project, number);
  guint length = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION));
  guint at = length == 0 ? 0 : number / 7 % (length + 1);

  dz_edit_type (project, block, DZ_SIDE_TRANSLATION, at, at, words[number % G_N_ELEMENTS (words)]);
}

static void
delete (Session *self, DzProject *project, guint number)
{
  DzBlock *block = pick_block (self, project, number);
  guint length = dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL));

  if (length > 1)
    dz_edit_type (project, block, DZ_SIDE_ORIGINAL, number % (length - 1), number % (length - 1) + 1, "");
}

static void
apply (DzProject *project, DzChange *change)
{
  g_autoptr (DzChange) owned = change;
  g_autoptr (GError) error = NULL;

  dz_project_apply (project, change, &error);
  g_assert_no_error (error);
}

/* One that no packing makes small. */
static void
add_picture (Session *self, DzProject *project, guint number)
{
  g_autofree char *id = g_strdup_printf ("picture-%u", self->n_pictures);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (number);
  g_autoptr (GBytes) bytes = NULL;
  guint32 data[3000];

  for (guint i = 0; i < G_N_ELEMENTS (data); i++)
    data[i] = g_rand_int (rand);
  bytes = g_bytes_new (data, sizeof data);
  g_ptr_array_add (objects, dz_picture_new (id, "image/png", "图.png", bytes));
  apply (project, dz_change_new_insert (NULL, 0, objects));
}

static void
remove_picture (Session *self, DzProject *project, guint number)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *pictures = dz_project_get_pictures (project);

  if (g_list_model_get_n_items (pictures) == 0)
    return;
  g_ptr_array_add (objects, g_list_model_get_item (pictures, 0));
  apply (project, dz_change_new_remove (NULL, 0, objects));
}

typedef void (*EditFunc) (Session *self, DzProject *project, guint number);

static void
edit (Session *self, EditFunc func)
{
  guint number = g_rand_int (self->rand);
  g_autofree char *digest = NULL;

  self->n_pictures += func == add_picture;
  func (self, self->mirror, number);
  digest = fault_digest (self->mirror);
  say (self, "t %s", digest);
  func (self, self->project, number);
}

/* --- What the program does ------------------------------------------------------------------------------------------- */

/* News of the journal comes by the main loop. */
static void
hear (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
flush (Session *self)
{
  gboolean good = dz_journal_flush (self->journal, PATIENCE);
  const GError *problem;

  hear ();
  problem = dz_journal_get_problem (self->journal);
  if (good)
    say (self, "k");
  else
    say (self, "u");
  self->failed = self->failed || !good;
  if (!good && problem == NULL)
    say (self, "! The journal is not on disk, and says nothing of it");
  if (good && problem != NULL)
    say (self, "! The journal is on disk, and says that it is not: %s", problem->message);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
check_versions (Session *self)
{
  const GError *problem = self->versions != NULL ? dz_versions_get_problem (self->versions) : NULL;

  if (problem != NULL)
    self->failed = TRUE;
}

static void
save_failed (Session *self, const char *name, const GError *error)
{
  self->failed = TRUE;
  if (error == NULL || error->message == NULL || *error->message == '\0')
    {
      say (self, "! “%s” was not saved, and nothing is told", name);
      return;
    }
  say (self, "%s %s %s", strstr (error->message, "unchanged") != NULL ? "F" : "f", name, error->message);
}

static void
save (Session *self, const char *name)
{
  g_autoptr (GFile) file = file_at (self, name);
  gboolean own = self->file != NULL && g_file_equal (file, self->file);
  const DzSaveContext context = { own ? self->stamp : NULL, self->journal, self->versions };
  g_autofree char *digest = fault_digest (self->mirror);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DzFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;

  say (self, "a %s %s", name, digest);
  dz_project_file_save_with_async (self->project, file, &context, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!dz_project_file_save_with_finish (self->project, result, &stamp, &error))
    {
      save_failed (self, name, error);
      return;
    }
  say (self, "s %s", name);
  check_versions (self);
  g_set_object (&self->file, file);
  g_clear_pointer (&self->stamp, dz_file_stamp_unref);
  self->stamp = g_steal_pointer (&stamp);
  if (g_strcmp0 (dz_file_stamp_get_digest (self->stamp), digest) != 0)
    say (self, "! What was saved is not what the project is");
}

/* A save tells where it has failed; where somebody else had been at the file, a person would be asked: nobody was. */
static void
keep (Session *self, const char *reason)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (reason == NULL)
    bytes = g_file_load_bytes (self->file, NULL, NULL, &error);
  else
    bytes = dz_project_to_json (self->project);
  if (bytes == NULL || !dz_versions_keep (self->versions, bytes, NULL, reason, &error))
    {
      self->failed = TRUE;
      if (error == NULL)
        say (self, "! No version was kept, and nothing is told");
    }
}

static void
quit (Session *self)
{
  if (dz_project_get_modified (self->project))
    return;
  dz_journal_discard (self->journal);
  g_clear_object (&self->journal);
  say (self, "q");
}

static void
step (Session *self, char what)
{
  switch (what)
    {
    case 't':
      edit (self, type);
      break;
    case 'd':
      edit (self, delete);
      break;
    case 'p':
      edit (self, add_picture);
      break;
    case 'P':
      edit (self, remove_picture);
      break;
    case 'f':
      flush (self);
      break;
    case 's':
      save (self, FAULT_FILE);
      break;
    case 'a':
      save (self, FAULT_SECOND);
      break;
    case 'k':
      keep (self, NULL);
      break;
    case 'v':
      keep (self, "Replace All");
      break;
    case 'w':
      g_usleep ((DZ_JOURNAL_SYNC + 100) * 1000);
      break;
    case 'q':
      quit (self);
      break;
    default:
      break;
    }
}

/* --- Beginning and end ----------------------------------------------------------------------------------------------- */

static DzProject *
load (Session *self)
{
  g_autoptr (GError) error = NULL;
  DzProject *project = dz_project_file_load_stamped (self->file, NULL, &self->stamp, NULL, &error);

  if (project == NULL && error == NULL)
    say (self, "! The file was not read, and nothing is told");
  self->failed = self->failed || project == NULL;
  return project;
}

static DzProject *
restore (Session *self, DzLeftover *leftover, DzProject *saved)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DzRestored) restored
      = dz_leftover_restore (leftover, saved, dz_file_stamp_get_digest (self->stamp), &error);

  if (restored == NULL)
    {
      self->failed = TRUE;
      if (error == NULL)
        say (self, "! Nothing was restored, and nothing is told");
      return NULL;
    }
  if (restored->n_lost > 0 || restored->merged)
    say (self, "! %u lines were lost in restoring, merged %d", restored->n_lost, restored->merged);
  return g_object_ref (restored->project);
}

static void
begin (Session *self, DzProject *project)
{
  g_autofree char *digest = fault_digest (project);

  self->project = project;
  self->mirror = dz_project_copy (project);
  if (self->scenario->start != FAULT_LINK)
    self->versions = dz_versions_new (dz_project_get_id (project));
  self->journal
      = dz_journal_new (project, self->file, self->stamp != NULL ? dz_file_stamp_get_digest (self->stamp) : NULL);
  say (self, "t %s", digest);
}

/* FALSE when the file cannot be read; that was told. What was not saved is restored as a window does it. */
static gboolean
open_file (Session *self)
{
  g_autoptr (DzLeftover) leftover = NULL;
  DzProject *saved, *restored = NULL;

  self->file = file_at (self, FAULT_FILE);
  saved = load (self);
  if (saved == NULL)
    return FALSE;
  say (self, "o %s", dz_file_stamp_get_digest (self->stamp));
  leftover = dz_recovery_find (self->file);
  if (leftover != NULL)
    {
      restored = restore (self, leftover, saved);
      if (restored == NULL)
        {
          g_object_unref (saved);
          return FALSE;
        }
      say (self, "r");
      g_object_unref (saved);
      saved = restored;
    }
  begin (self, saved);
  if (leftover != NULL && dz_journal_flush (self->journal, PATIENCE))
    dz_leftover_discard (leftover);
  return TRUE;
}

/* What cannot be read just now can be later. */
static gboolean
start (Session *self)
{
  if (self->scenario->start == FAULT_UNTITLED)
    {
      begin (self, make_project ());
      return TRUE;
    }
  for (guint i = 0; i < 2; i++)
    {
      if (open_file (self))
        return TRUE;
      g_clear_object (&self->file);
      g_clear_pointer (&self->stamp, dz_file_stamp_unref);
    }
  return FALSE;
}

/* The place is there again: the journal gets what it did not get, and saving is possible. */
static void
come_back (Session *self)
{
  gboolean was_failed = self->failed;

  if (self->project == NULL && !start (self))
    {
      say (self, "! The file cannot be read, though nothing is wrong any more");
      return;
    }
  if (self->journal == NULL)
    return;
  edit (self, type);
  self->failed = FALSE;
  flush (self);
  save (self, FAULT_FILE);
  edit (self, type);
  flush (self);
  if (self->failed)
    say (self, "! Work cannot be saved, though nothing is wrong any more");
  self->failed = was_failed;
}

void
fault_session_run (const FaultScenario *scenario,
                   const char *home,
                   const Faulty *faulty,
                   gboolean comes_back,
                   guint seed,
                   int report)
{
  Session self = { .scenario = scenario, .home = home, .report = report };
  g_autofree char *watched = g_build_filename (home, *scenario->watched != '\0' ? scenario->watched : NULL, NULL);
  guint fired;

  self.rand = g_rand_new_with_seed (seed);
  self.n_pictures = 100;
  if (faulty != NULL)
    faulty_arm (watched, faulty);
  if (start (&self))
    for (const char *letter = scenario->steps; *letter != '\0' && self.journal != NULL; letter++)
      step (&self, *letter);
  hear ();
  fired = faulty_get_fired ();
  say (&self, "c %u", faulty_get_count ());
  if (fired != 0)
    say (&self, "h %s", faulty_get_name (fired));
  if (faulty != NULL && faulty->kind == FAULTY_COUNT)
    for (guint i = 1; i <= faulty_get_count (); i++)
      say (&self, "n %d %d %s", faulty_get_changes (i), faulty_get_writes (i), faulty_get_name (i));
  faulty_disarm ();
  if (comes_back)
    come_back (&self);
  say (&self, "e");
}

void
fault_session_prepare (const FaultScenario *scenario, const char *home, guint seed, int report)
{
  Session self = { .scenario = scenario, .home = home, .report = report };
  g_autoptr (GFile) file = file_at (&self, FAULT_FILE);
  g_autoptr (DzProject) project = make_project ();
  g_autoptr (GError) error = NULL;

  if (scenario->start == FAULT_UNTITLED)
    return;
  self.rand = g_rand_new_with_seed (seed + 1);
  if (scenario->start == FAULT_LINK)
    {
      g_autoptr (GFile) target = file_at (&self, "home/elsewhere.duizhao");

      g_assert_true (dz_project_file_save (project, target, NULL, &error));
      g_assert_true (g_file_make_symbolic_link (file, "elsewhere.duizhao", NULL, &error));
    }
  else
    g_assert_true (dz_project_file_save (project, file, NULL, &error));
  if (scenario->prepare == NULL)
    return;
  g_assert_true (open_file (&self));
  for (const char *letter = scenario->prepare; *letter != '\0'; letter++)
    step (&self, *letter);
  g_assert_false (self.failed);
}
