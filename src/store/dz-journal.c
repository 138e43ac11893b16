#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-project-copy.h"
#include "store/dz-change-json.h"
#include "store/dz-journal-replaced.h"
#include "store/dz-journal-writer.h"
#include "store/dz-journal.h"

/* Milliseconds that saving waits for the journal, no longer: a slow disk must not keep it from its file. */
#define NOTE_WAIT 2000

struct _DzJournal
{
  GObject parent_instance;

  DzProject *project;
  /* (nullable): what it was when this began, where no file holds that; until the first change */
  DzProject *before;
  /* of char *: the changes of a step that has not ended: after a crash there is all of it or nothing */
  GPtrArray *step;
  DzJournalWriter *writer;
  GError *problem;
  guint last_mark;
};

G_DEFINE_FINAL_TYPE (DzJournal, dz_journal, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
write_step (DzJournal *self)
{
  if (self->step->len == 0)
    return;
  dz_journal_writer_step (self->writer, self->step);
  g_ptr_array_set_size (self->step, 0);
}

static void
changed_cb (DzJournal *self, DzChange *change)
{
  if (self->writer == NULL)
    return;
  if (self->before != NULL)
    {
      dz_journal_writer_base (self->writer, self->before);
      g_clear_object (&self->before);
    }
  g_ptr_array_add (self->step, dz_change_to_json (change));
}

static void
step_ended_cb (DzJournal *self)
{
  if (self->writer != NULL)
    write_step (self);
}

static void
problem_cb (const GError *problem, gpointer data)
{
  DzJournal *self = data;

  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
end (DzJournal *self, gboolean discard)
{
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_object (&self->before);
  if (self->writer != NULL)
    write_step (self);
  if (self->writer != NULL)
    dz_journal_writer_end (g_steal_pointer (&self->writer), discard);
}

static void
dz_journal_dispose (GObject *object)
{
  end (DZ_JOURNAL (object), FALSE);
  G_OBJECT_CLASS (dz_journal_parent_class)->dispose (object);
}

static void
dz_journal_finalize (GObject *object)
{
  g_clear_error (&DZ_JOURNAL (object)->problem);
  g_ptr_array_unref (DZ_JOURNAL (object)->step);
  G_OBJECT_CLASS (dz_journal_parent_class)->finalize (object);
}

static void
dz_journal_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROBLEM)
    g_value_set_boxed (value, DZ_JOURNAL (object)->problem);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_journal_class_init (DzJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dz_journal_dispose;
  object_class->finalize = dz_journal_finalize;
  object_class->get_property = dz_journal_get_property;
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dz_journal_init (DzJournal *self)
{
  self->step = g_ptr_array_new_with_free_func (g_free);
}

DzJournal *
dz_journal_new (DzProject *project, GFile *file, const char *digest)
{
  DzJournal *self = g_object_new (DZ_TYPE_JOURNAL, NULL);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  DzJournalHeader header = { g_strdup (dz_project_get_id (project)), g_strdup (dz_project_get_title (project)),
                             g_steal_pointer (&uri), g_strdup (digest), FALSE, 0,
                             g_strdupv ((char **)dz_journal_get_replaced (project)) };

  self->project = g_object_ref (project);
  self->writer = dz_journal_writer_new (&header, problem_cb, self);
  dz_journal_add_replaced (project, dz_journal_writer_get_name (self->writer));
  if (file == NULL || dz_project_get_modified (project))
    self->before = dz_project_copy (project);
  if (dz_project_get_modified (project))
    {
      dz_journal_writer_base (self->writer, self->before);
      g_clear_object (&self->before);
    }
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "step-ended", G_CALLBACK (step_ended_cb), self, G_CONNECT_SWAPPED);
  return self;
}

const GError *
dz_journal_get_problem (DzJournal *self)
{
  return self->problem;
}

guint
dz_journal_mark (DzJournal *self)
{
  self->last_mark++;
  if (self->writer != NULL)
    {
      write_step (self);
      dz_journal_writer_mark (self->writer, self->last_mark);
    }
  return self->last_mark;
}

void
dz_journal_note_digest (DzJournal *self, guint mark, const char *digest)
{
  if (self->writer != NULL)
    dz_journal_writer_note (self->writer, mark, digest, NOTE_WAIT);
}

void
dz_journal_saved (DzJournal *self, guint mark, GFile *file, const char *digest)
{
  g_autofree char *uri = g_file_get_uri (file);

  g_clear_object (&self->before);
  if (self->writer != NULL)
    dz_journal_writer_saved (self->writer, mark, uri, digest);
}

gboolean
dz_journal_flush (DzJournal *self, guint milliseconds)
{
  return self->writer == NULL || dz_journal_writer_flush (self->writer, milliseconds);
}

void
dz_journal_discard (DzJournal *self)
{
  end (self, TRUE);
}
