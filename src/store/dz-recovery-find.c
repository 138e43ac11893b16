#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "store/dz-journal-place.h"
#include "store/dz-recovery-private.h"

/* Seconds after which nobody asks any more for what could not be restored. */
#define KEPT_FOR (30 * 24 * 60 * 60)
#define SECOND G_GINT64_CONSTANT (1000000000)

static char *
name_file (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_filename_display_name (name);
}

static char *
make_title (DzLeftover *self)
{
  const char *title = self->text != NULL ? self->text->header.title : NULL;

  if (title != NULL && *title != '\0')
    return g_strdup (title);
  return self->file != NULL ? name_file (self->file) : g_strdup (_ ("Untitled"));
}

/* 0 when nothing is there */
static gint64
time_of (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, DZ_JOURNAL_NAME, NULL);
  struct stat found;

  if (stat (path, &found) < 0)
    return 0;
  return found.st_mtim.tv_sec * SECOND + found.st_mtim.tv_nsec;
}

/* Reads the journal; FALSE when there is nothing in it. */
static gboolean
read_text (DzLeftover *self)
{
  GBytes *bytes = dz_journal_read_file (self->folder, DZ_JOURNAL_NAME, &self->error);

  /* Ended before its first line was there, or after all was saved. */
  if (g_error_matches (self->error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return FALSE;
  if (bytes != NULL && g_bytes_get_size (bytes) == 0)
    {
      g_bytes_unref (bytes);
      return FALSE;
    }
  self->text = bytes != NULL ? dz_journal_text_parse_take (bytes, &self->error) : NULL;
  return self->text == NULL || self->text->header.has_base || dz_journal_text_count (self->text) > 0;
}

/* What cannot even be looked at: it must be told. */
static DzLeftover *
new_unreadable (const char *folder, int code)
{
  DzLeftover *self = g_object_new (DZ_TYPE_LEFTOVER, NULL);

  self->folder = g_strdup (folder);
  self->title = make_title (self);
  self->time = g_date_time_new_now_local ();
  self->error = g_error_new_literal (G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));
  return self;
}

/* (nullable): what is in @folder, when no program has it, and there is anything in it */
static DzLeftover *
take_folder (const char *folder)
{
  g_autoptr (DzLeftover) self = NULL;
  int lock = dz_journal_place_lock (folder);

  if (lock < 0)
    return errno == EWOULDBLOCK || errno == ENOENT || errno == ENOTDIR ? NULL : new_unreadable (folder, errno);
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
  self->title = make_title (self);
  self->written_at = time_of (folder);
  self->time = g_date_time_new_from_unix_local (self->written_at / SECOND);
  return g_steal_pointer (&self);
}

static void
clear_kept (const char *folder)
{
  int lock;

  errno = 0;
  if (time_of (folder) == 0 && errno != ENOENT)
    return;
  if (time_of (folder) > (g_get_real_time () / G_USEC_PER_SEC - KEPT_FOR) * SECOND)
    return;
  lock = dz_journal_place_lock (folder);
  if (lock < 0)
    return;
  dz_journal_place_remove (folder);
  close (lock);
}

/* One that cannot be read is the file's too when its name says so: it must be told. */
static gboolean
belongs_to (DzLeftover *self, const char *name, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *prefix = dz_journal_place_dup_prefix (uri);

  return self->text != NULL ? self->file != NULL && g_file_equal (self->file, file) : g_str_has_prefix (name, prefix);
}

static void
set_file (DzLeftover *self, GFile *file)
{
  g_set_object (&self->file, file);
  g_free (self->title);
  self->title = make_title (self);
}

static void
add_folder (GPtrArray *found, const char *place, const char *name, GFile *file)
{
  g_autofree char *folder = g_build_filename (place, name, NULL);
  g_autoptr (DzLeftover) leftover = NULL;

  if (dz_journal_place_clear_hidden (place, name) || !dz_journal_place_is_name (name))
    return;
  if (g_str_has_prefix (name, DZ_JOURNAL_KEPT))
    clear_kept (folder);
  else
    leftover = take_folder (folder);
  if (leftover == NULL || (file != NULL && !belongs_to (leftover, name, file)))
    return;
  if (file != NULL)
    set_file (leftover, file);
  g_ptr_array_add (found, g_steal_pointer (&leftover));
}

/* One's own, and not somebody else's who has a place of that name in the same folder. */
static gboolean
is_own (const char *place)
{
  struct stat found;

  return stat (place, &found) == 0 && found.st_uid == geteuid ();
}

/* @file: (nullable): only what belongs to it; then it is told, too, when there may be something that cannot be looked at */
static void
collect (GPtrArray *found, const char *place, GFile *file)
{
  DIR *dir = place != NULL ? opendir (place) : NULL;
  struct dirent *entry;
  int code = dir == NULL && place != NULL && errno != ENOENT ? errno : 0;

  while (dir != NULL && (errno = 0, entry = readdir (dir)) != NULL)
    add_folder (found, place, entry->d_name, file);
  if (dir != NULL)
    {
      code = errno;
      closedir (dir);
    }
  if (code != 0 && file != NULL && is_own (place))
    {
      DzLeftover *leftover = new_unreadable (place, code);

      set_file (leftover, file);
      g_ptr_array_add (found, leftover);
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const DzLeftover *first = *(DzLeftover *const *)a, *second = *(DzLeftover *const *)b;

  return (second->written_at > first->written_at) - (second->written_at < first->written_at);
}

/* Whether all that is in @other is in @self too. */
static gboolean
replaces (DzLeftover *self, DzLeftover *other)
{
  g_autofree char *name = g_path_get_basename (self->folder);
  g_autofree char *other_name = g_path_get_basename (other->folder);

  if (self == other || self->text == NULL)
    return FALSE;
  if (g_str_equal (name, other_name))
    return other->text == NULL || self->text->header.generation > other->text->header.generation;
  return g_strv_contains ((const char *const *)self->text->header.replaces, other_name);
}

/* Those that another one replaces go with that one, and until then are not looked at. */
static void
drop_replaced (GPtrArray *found)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (found, i)));
  for (guint i = 0; i < all->len; i++)
    for (guint k = 0; k < all->len; k++)
      if (replaces (g_ptr_array_index (all, i), g_ptr_array_index (all, k)))
        g_ptr_array_remove (found, g_ptr_array_index (all, k));
}

/* @file: (nullable): only what belongs to it */
static GPtrArray *
list (GFile *file)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  for (guint rank = 0; rank < DZ_JOURNAL_N_PLACES; rank++)
    {
      g_autofree char *place = dz_journal_place_dup (rank, uri);

      collect (found, place, file);
    }
  drop_replaced (found);
  g_ptr_array_sort (found, compare_times);
  return found;
}

GPtrArray *
dz_recovery_list (void)
{
  return list (NULL);
}

DzLeftover *
dz_recovery_find (GFile *file)
{
  g_autoptr (GPtrArray) found = list (file);

  return found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}
