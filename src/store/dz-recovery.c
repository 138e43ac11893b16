#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "model/dz-become.h"
#include "model/dz-project-copy.h"
#include "store/dz-journal-place.h"
#include "store/dz-journal-replaced.h"
#include "store/dz-merge.h"
#include "store/dz-project-json.h"
#include "store/dz-recovery-private.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

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
  g_clear_pointer (&restored->last_text, dz_change_unref);
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
      GBytes *bytes = dz_journal_read_file (self->folder, DZ_JOURNAL_BASE, error);

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
  n_lost = dz_journal_text_replay (self->text, start, project, &restored->n_changes, &restored->last_text);
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

/* The next start shall not stumble over it; but the disk may be what cannot be read just now. */
static void
put_aside (DzLeftover *self)
{
  g_autofree char *place = g_path_get_dirname (self->folder);
  g_autofree char *name = g_path_get_basename (self->folder);
  g_autofree char *kept_name = g_strconcat (DZ_JOURNAL_KEPT, name, NULL);
  g_autofree char *kept = g_build_filename (place, kept_name, NULL);

  if (rename (self->folder, kept) < 0)
    return;
  g_free (self->folder);
  self->folder = g_steal_pointer (&kept);
}

/* It comes into a sentence; some are one themselves. */
static char *
without_full_stop (const char *message)
{
  if (g_str_has_suffix (message, "。"))
    return g_strndup (message, strlen (message) - strlen ("。"));
  return g_strndup (message, strlen (message) - (g_str_has_suffix (message, ".") ? 1 : 0));
}

/* Takes @error over. */
static GError *
give_up (DzLeftover *self, GError *error)
{
  g_autofree char *why = without_full_stop (error->message);
  gboolean is_ours = error->domain == DZ_STORE_ERROR;
  GError *explained;

  if (is_ours && error->code != DZ_STORE_ERROR_READ)
    put_aside (self);
  explained = g_error_new (DZ_STORE_ERROR, is_ours ? error->code : DZ_STORE_ERROR_READ,
                           _ ("What was not saved of “%s” could not be restored: %s. It is kept in the folder “%s”."),
                           self->title, why, self->folder);
  g_error_free (error);
  return explained;
}

/* So that the journal of what was restored says that it replaces this one. */
static void
note_replaced (DzLeftover *self, DzProject *project)
{
  g_autofree char *name = g_path_get_basename (self->folder);

  dz_journal_add_replaced (project, name);
  for (guint i = 0; self->text->header.replaces[i] != NULL; i++)
    dz_journal_add_replaced (project, self->text->header.replaces[i]);
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
      note_replaced (self, restored->project);
      return g_steal_pointer (&restored);
    }
  before = dz_project_copy (work);
  restored->n_lost = replay (self, (guint)start, work, restored);
  if (bring_onto (saved, before, work, g_strcmp0 (self->text->header.digest, digest) == 0, restored, &local))
    {
      note_replaced (self, restored->project);
      return g_steal_pointer (&restored);
    }
  g_propagate_error (error, give_up (self, local));
  return NULL;
}

/* Those that it replaces, and older copies of it in other places, are of no use either. */
static void
remove_others (DzLeftover *self)
{
  g_autofree char *uri = self->file != NULL ? g_file_get_uri (self->file) : NULL;
  g_autofree char *name = g_path_get_basename (self->folder);

  dz_journal_place_remove_all (name, uri);
  for (guint i = 0; self->text != NULL && self->text->header.replaces[i] != NULL; i++)
    dz_journal_place_remove_all (self->text->header.replaces[i], uri);
}

void
dz_leftover_discard (DzLeftover *self)
{
  if (self->lock < 0)
    return;
  remove_others (self);
  dz_journal_place_remove (self->folder);
  close (self->lock);
  self->lock = -1;
}
