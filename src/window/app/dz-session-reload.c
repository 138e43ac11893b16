#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-merging.h"
#include "window/app/dz-session-private.h"

#include "model/dz-become.h"
#include "model/dz-project-copy.h"
#include "store/dz-project-file.h"
#include "store/dz-store-error.h"
#include "store/dz-versions.h"

/* Who copies a file in place has not finished yet when it can be read: it is read again some times. */
#define TRIES 4
#define PAUSE 700

typedef struct
{
  DzSession *session;
  DzProject *project;
  GFile *file;
  DzProject *theirs;
  DzFileStamp *stamp;
  DzProject *earlier;
  guint n_tries;
} Reload;

static void read_it (Reload *reload);

static void
reload_free (Reload *reload)
{
  g_object_unref (reload->session);
  g_object_unref (reload->project);
  g_object_unref (reload->file);
  g_clear_object (&reload->theirs);
  g_clear_pointer (&reload->stamp, dz_file_stamp_unref);
  g_clear_object (&reload->earlier);
  g_free (reload);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reload, reload_free)

/* The window may have gone on to something else while this was under way. */
static gboolean
is_current (Reload *reload)
{
  DzSession *session = reload->session;

  return session->reloading && session->project == reload->project && session->file
         && g_file_equal (session->file, reload->file);
}

/* @cause: (nullable): why it could not be read */
static void
fail (Reload *reload, const char *format, const GError *cause)
{
  DzSession *session = reload->session;
  g_autofree char *name = g_file_get_parse_name (reload->file);
  g_autofree char *text = cause ? g_strdup_printf (format, name, cause->message) : g_strdup_printf (format, name);
  g_autoptr (GError) error = g_error_new_literal (DZ_STORE_ERROR, DZ_STORE_ERROR_CHANGED, text);

  session->reloading = FALSE;
  if (session->saver)
    dz_saver_fail (session->saver, error);
  /* What is there now is known, unless it could not be read: that may be mended any moment. */
  if (session->watch && reload->stamp)
    dz_file_watch_set_stamp (session->watch, reload->stamp);
  else if (session->watch)
    dz_file_watch_ask (session->watch);
}

static void
end (Reload *reload, gboolean same)
{
  reload->session->reloading = FALSE;
  dz_session_set_stamp (reload->session, reload->stamp, same);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reload) reload = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  guint n_conflicts = 0;
  gboolean merged = dz_merging_run_finish (result, &n_conflicts, &error);

  if (!is_current (reload))
    return;
  if (!merged)
    {
      fail (reload, _ ("“%s” was changed by another program, and could not be put together with what you did: %s"), error);
      return;
    }
  end (reload, FALSE);
  name = g_file_get_basename (reload->file);
  text = g_strdup_printf (_ ("“%s” was changed by somebody else while you worked on it; both were put together."), name);
  dz_session_tell (reload->session, DZ_SESSION_MERGED, reload->earlier, text);
}

static void
merge (Reload *reload, DzProject *base)
{
  reload->earlier = dz_project_copy (reload->project);
  dz_merging_run_async (reload->project, base, reload->theirs, _ ("Merge with the Changed File"), NULL, merged_cb, reload);
}

static void
base_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reload) reload = user_data;
  g_autoptr (DzProject) base = g_task_propagate_pointer (G_TASK (result), NULL);

  if (is_current (reload))
    merge (g_steal_pointer (&reload), base);
}

typedef struct
{
  DzVersions *versions;
  char *digest;
  DzProject *ours;
  DzProject *theirs;
} Base;

static void
base_free (Base *base)
{
  g_object_unref (base->versions);
  g_free (base->digest);
  g_object_unref (base->ours);
  g_object_unref (base->theirs);
  g_free (base);
}


static void
find_base_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Base *base = task_data;
  DzProject *found = dz_versions_load (base->versions, base->digest, NULL);

  if (!found)
    found = dz_versions_find_base (base->versions, base->ours, base->theirs);
  g_task_return_pointer (task, found, g_object_unref);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!dz_versions_keep_finish (DZ_VERSIONS (source), result, &error))
    g_message ("%s", error->message);
}

static void
find_base (Reload *reload)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, base_found_cb, reload);
  DzFileStamp *stamp = dz_session_get_stamp (reload->session);
  Base *base = g_new0 (Base, 1);

  base->versions = dz_versions_new (dz_project_get_id (reload->project));
  base->digest = g_strdup (stamp ? dz_file_stamp_get_digest (stamp) : "");
  base->ours = dz_project_copy (reload->project);
  base->theirs = dz_project_copy (reload->theirs);
  dz_versions_keep_async (base->versions, reload->project, _ ("Merge with the Changed File"), kept_cb, NULL);
  g_task_set_source_tag (task, find_base);
  g_task_set_task_data (task, base, (GDestroyNotify) base_free);
  g_task_run_in_thread (task, find_base_thread);
}

static void
become (Reload *reload)
{
  g_autoptr (DzProject) earlier = dz_project_copy (reload->project);
  guint64 revision = dz_project_get_revision (reload->project);
  g_autofree char *name = g_file_get_basename (reload->file);
  g_autofree char *text = g_strdup_printf (_ ("“%s” was changed by somebody else, and is shown as it is now."), name);

  dz_edit_become (reload->project, reload->theirs, _ ("Read the File Again"));
  end (reload, TRUE);
  if (dz_project_get_revision (reload->project) != revision)
    dz_session_tell (reload->session, DZ_SESSION_RELOADED, earlier, text);
}

static gboolean
again_cb (gpointer user_data)
{
  Reload *reload = user_data;

  if (is_current (reload))
    read_it (reload);
  else
    reload_free (reload);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reload) reload = user_data;
  g_autoptr (GError) error = NULL;
  gboolean newer = FALSE;

  reload->theirs = dz_project_file_load_stamped_finish (reload->file, result, &newer, &reload->stamp, &error);
  if (!is_current (reload))
    return;
  if (!reload->theirs && ++reload->n_tries < TRIES)
    g_timeout_add (PAUSE, again_cb, g_steal_pointer (&reload));
  else if (!reload->theirs)
    fail (reload,
          _ ("“%s” was changed by another program, and cannot be read now. What you do is kept, but not saved there. %s"),
          error);
  else if (newer)
    fail (reload,
          _ ("“%s” was written by a later version of Duizhao meanwhile. What you do is kept, but not saved there: save it "
             "under another name."),
          NULL);
  else if (!g_str_equal (dz_project_get_id (reload->theirs), dz_project_get_id (reload->project)))
    fail (reload,
          _ ("Another project lies in “%s” now. What you do is kept, but not saved there: save it under another name."),
          NULL);
  else if (dz_project_get_modified (reload->project))
    find_base (g_steal_pointer (&reload));
  else
    become (reload);
}

static void
read_it (Reload *reload)
{
  dz_project_file_load_stamped_async (reload->file, NULL, read_cb, reload);
}

void
dz_session_reload (DzSession *self)
{
  Reload *reload;

  if (self->reloading || !self->project || !self->file)
    return;
  reload = g_new0 (Reload, 1);
  reload->session = g_object_ref (self);
  reload->project = g_object_ref (self->project);
  reload->file = g_object_ref (self->file);
  self->reloading = TRUE;
  if (self->saver)
    dz_saver_hold (self->saver);
  read_it (reload);
}
