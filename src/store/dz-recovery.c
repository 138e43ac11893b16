#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "model/dz-become.h"
#include "model/dz-project-copy.h"
#include "store/dz-file-stamp.h"
#include "store/dz-journal-place.h"
#include "store/dz-journal-read.h"
#include "store/dz-merge.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-recovery.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

/* What the names of folders begin with that could not be restored, or of which there is a later one; and seconds after
 * which nobody asks for them any more. */
#define KEPT "kept-"
#define KEPT_FOR (30 * 24 * 60 * 60)

struct _DzLeftover
{
  GObject parent_instance;

  char *folder;
  int lock;
  /* NULL when it could not be read, because of @error */
  DzJournalText *text;
  GError *error;
  GFile *file;
  char *title;
  GDateTime *time;
  /* Nanoseconds: two may be of one second. */
  gint64 written_at;
};

G_DEFINE_FINAL_TYPE (DzLeftover, dz_leftover, G_TYPE_OBJECT)

static void
dz_leftover_finalize (GObject *object)
{
  DzLeftover *self = DZ_LEFTOVER (object);

  if (self->lock >= 0)
    close (self->lock);
  g_free (self->folder);
  g_clear_pointer (&self->text, dz_journal_text_free);
  g_clear_error (&self->error);
  g_clear_object (&self->file);
  g_free (self->title);
  g_clear_pointer (&self->time, g_date_time_unref);
  G_OBJECT_CLASS (dz_leftover_parent_class)->finalize (object);
}

static void
dz_leftover_class_init (DzLeftoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dz_leftover_finalize;
}

static void
dz_leftover_init (DzLeftover *self)
{
  self->lock = -1;
}

static gboolean
fail_read (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (code), g_strerror (code));
  return FALSE;
}

/* The folder may lie beside a project that came from anywhere: what is no file, or too large for one, is not read. */
static gboolean
check_file (int fd, gsize *size, GError **error)
{
  struct stat found;

  if (fstat (fd, &found) < 0)
    return fail_read (error);
  if (!S_ISREG (found.st_mode))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("it is a device, not a file"));
      return FALSE;
    }
  if (found.st_size > DZ_PROJECT_FILE_MAX_SIZE)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("it is larger than %d MB"),
                   (int)(DZ_PROJECT_FILE_MAX_SIZE / 1024 / 1024));
      return FALSE;
    }
  *size = (gsize)found.st_size;
  return TRUE;
}

static GBytes *
read_open (int fd, GError **error)
{
  g_autofree char *text = NULL;
  gsize size, length = 0;
  gssize n = 1;

  if (!check_file (fd, &size, error))
    return NULL;
  text = g_malloc (size + 1);
  while (length < size && n != 0)
    {
      n = read (fd, text + length, size - length);
      if (n < 0 && errno != EINTR)
        {
          fail_read (error);
          return NULL;
        }
      length += (gsize)MAX (n, 0);
    }
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static GBytes *
read_in (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  GBytes *bytes;

  if (fd < 0)
    {
      fail_read (error);
      return NULL;
    }
  bytes = read_open (fd, error);
  close (fd);
  return bytes;
}

static char *
make_title (const DzJournalHeader *header)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;

  if (header != NULL && header->title != NULL && *header->title != '\0')
    return g_strdup (header->title);
  if (header == NULL || header->uri == NULL)
    return g_strdup (_ ("Untitled"));
  file = g_file_new_for_uri (header->uri);
  name = g_file_get_basename (file);
  return g_filename_display_name (name);
}

/* 0 when nothing is there */
static gint64
time_of (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, DZ_JOURNAL_NAME, NULL);
  GStatBuf found;

  if (g_stat (path, &found) < 0)
    return 0;
  return found.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + found.st_mtim.tv_nsec;
}

/* Reads the journal; FALSE when there is nothing in it. */
static gboolean
read_text (DzLeftover *self)
{
  GBytes *bytes = read_in (self->folder, DZ_JOURNAL_NAME, &self->error);

  /* Ended before its first line was there, or after all was saved. */
  if (g_error_matches (self->error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return FALSE;
  self->text = bytes != NULL ? dz_journal_text_parse_take (bytes, &self->error) : NULL;
  return self->text == NULL || self->text->header.has_base || dz_journal_text_count (self->text) > 0;
}

/* (nullable): what is in @folder, when no program has it, and there is anything in it */
static DzLeftover *
take_folder (const char *folder)
{
  g_autoptr (DzLeftover) self = NULL;
  int lock = dz_journal_place_lock (folder, FALSE);

  if (lock < 0)
    return NULL;
  self = g_object_new (DZ_TYPE_LEFTOVER, NULL);
  self->lock = lock;
  self->folder = g_strdup (folder);
  if (!read_text (self))
    {
      dz_journal_place_remove (folder);
      return NULL;
    }
  if (self->text != NULL && self->text->header.uri != NULL)
    self->file = g_file_new_for_uri (self->text->header.uri);
  self->title = make_title (self->text != NULL ? &self->text->header : NULL);
  self->written_at = time_of (folder);
  self->time = g_date_time_new_from_unix_local (self->written_at / G_GINT64_CONSTANT (1000000000));
  return g_steal_pointer (&self);
}

/* Out of the way of the next start. */
static void
put_aside (DzLeftover *self)
{
  g_autofree char *place = g_path_get_dirname (self->folder);
  g_autofree char *name = g_path_get_basename (self->folder);
  g_autofree char *kept_name = g_strconcat (KEPT, name, NULL);
  g_autofree char *kept = g_build_filename (place, kept_name, NULL);

  if (g_rename (self->folder, kept) < 0)
    return;
  g_free (self->folder);
  self->folder = g_steal_pointer (&kept);
}

static void
clear_kept (const char *folder)
{
  int lock;

  if (time_of (folder) > (g_get_real_time () / G_USEC_PER_SEC - KEPT_FOR) * G_GINT64_CONSTANT (1000000000))
    return;
  lock = dz_journal_place_lock (folder, FALSE);
  if (lock < 0)
    return;
  dz_journal_place_remove (folder);
  close (lock);
}

/* @file: (nullable): only what belongs to it */
static void
collect (GPtrArray *found, const char *place, GFile *file)
{
  g_autoptr (GDir) dir = place != NULL ? g_dir_open (place, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (place, name, NULL);
      g_autoptr (DzLeftover) leftover = NULL;

      if (g_str_has_prefix (name, KEPT))
        clear_kept (folder);
      else
        leftover = take_folder (folder);
      if (leftover != NULL && (file == NULL || (leftover->file != NULL && g_file_equal (leftover->file, file))))
        g_ptr_array_add (found, g_steal_pointer (&leftover));
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const DzLeftover *first = *(DzLeftover *const *)a, *second = *(DzLeftover *const *)b;

  return (second->written_at > first->written_at) - (second->written_at < first->written_at);
}

static gboolean
is_of_same_project (DzLeftover *first, DzLeftover *second)
{
  return first->text != NULL && second->text != NULL
         && g_str_equal (first->text->header.project, second->text->header.project)
         && g_strcmp0 (first->text->header.uri, second->text->header.uri) == 0;
}

/* A program that ended before it had let go of what it restored leaves that twice. The latest one has all of it. */
static void
keep_latest (GPtrArray *found)
{
  g_ptr_array_sort (found, compare_times);
  for (guint i = 0; i < found->len; i++)
    for (guint j = found->len - 1; j > i; j--)
      if (is_of_same_project (g_ptr_array_index (found, i), g_ptr_array_index (found, j)))
        {
          put_aside (g_ptr_array_index (found, j));
          g_ptr_array_remove_index (found, j);
        }
}

GPtrArray *
dz_recovery_list (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint rank = 0; rank < DZ_JOURNAL_N_PLACES; rank++)
    {
      g_autofree char *place = dz_journal_place_dup (rank, NULL);

      collect (found, place, NULL);
    }
  keep_latest (found);
  return found;
}

DzLeftover *
dz_recovery_find (GFile *file)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *uri = g_file_get_uri (file);

  for (guint rank = 0; rank < DZ_JOURNAL_N_PLACES; rank++)
    {
      g_autofree char *place = dz_journal_place_dup (rank, uri);

      collect (found, place, file);
    }
  keep_latest (found);
  return found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

GFile *
dz_leftover_get_file (DzLeftover *self)
{
  return self->file;
}

const char *
dz_leftover_get_title (DzLeftover *self)
{
  return self->title;
}

GDateTime *
dz_leftover_get_time (DzLeftover *self)
{
  return self->time;
}

void
dz_restored_free (DzRestored *restored)
{
  g_clear_object (&restored->project);
  g_free (restored);
}

/* The project that the journal's first change was made on; @start: the line to begin with. */
static DzProject *
find_beginning (DzLeftover *self, DzProject *saved, const char *digest, int *start, GError **error)
{
  const DzJournalHeader *header;
  g_autoptr (DzVersions) versions = NULL;

  if (self->text == NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  header = &self->text->header;
  *start = saved != NULL ? dz_journal_text_find (self->text, digest) : -1;
  if (*start >= 0)
    return g_object_ref (saved);
  *start = 0;
  if (header->has_base)
    {
      GBytes *bytes = read_in (self->folder, DZ_JOURNAL_BASE, error);

      return bytes != NULL ? dz_project_from_json_take (bytes, NULL, error) : NULL;
    }
  versions = dz_versions_new (header->project);
  return dz_versions_load (versions, header->digest != NULL ? header->digest : "", error);
}

static guint
replay (DzLeftover *self, guint start, DzProject *project, DzRestored *restored)
{
  guint n_lost;

  dz_project_begin_step (project, _ ("Restore Unsaved Work"));
  n_lost = dz_journal_text_replay (self->text, start, project, &restored->n_changes);
  dz_project_end_step (project);
  return n_lost;
}

/* What was restored comes onto what lies in the file, which somebody else changed meanwhile unless @same. */
static gboolean
bring_onto (DzProject *saved, DzProject *before, DzProject *work, gboolean same, DzRestored *restored, GError **error)
{
  g_autoptr (DzProject) merged = NULL;

  if (same)
    merged = g_object_ref (work);
  else
    merged = dz_merge (before, work, saved, &restored->n_conflicts, error);
  if (merged == NULL)
    return FALSE;
  restored->merged = !same;
  dz_edit_become (saved, merged, _ ("Restore Unsaved Work"));
  restored->project = g_object_ref (saved);
  return TRUE;
}

/* The next start shall not stumble over it; takes @error over. */
static GError *
give_up (DzLeftover *self, GError *error)
{
  GError *explained;

  put_aside (self);
  explained = g_error_new (DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED,
                           _ ("What was not saved of “%s” could not be restored: %s. It is kept in the folder “%s”."),
                           self->title, error->message, self->folder);
  g_error_free (error);
  return explained;
}

DzRestored *
dz_leftover_restore (DzLeftover *self, DzProject *saved, const char *digest, GError **error)
{
  g_autoptr (DzRestored) restored = g_new0 (DzRestored, 1);
  g_autoptr (DzProject) work = NULL;
  g_autoptr (DzProject) before = NULL;
  GError *local = NULL;
  int start;

  work = find_beginning (self, saved, digest, &start, &local);
  if (work == NULL)
    {
      g_propagate_error (error, give_up (self, local));
      return NULL;
    }
  if (work == saved || saved == NULL)
    {
      restored->n_lost = replay (self, (guint)start, work, restored);
      /* Even where nothing was done since it was restored before: no file holds it. */
      if (saved == NULL)
        dz_project_mark_saved (work, 0);
      restored->project = g_steal_pointer (&work);
      return g_steal_pointer (&restored);
    }
  before = dz_project_copy (work);
  restored->n_lost = replay (self, (guint)start, work, restored);
  if (bring_onto (saved, before, work, g_strcmp0 (self->text->header.digest, digest) == 0, restored, &local))
    return g_steal_pointer (&restored);
  g_propagate_error (error, give_up (self, local));
  return NULL;
}

void
dz_leftover_discard (DzLeftover *self)
{
  if (self->lock < 0)
    return;
  dz_journal_place_remove (self->folder);
  close (self->lock);
  self->lock = -1;
}
