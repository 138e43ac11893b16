#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-project-copy.h"
#include "store/dz-change-json.h"
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
changed_cb (DzJournal *self, DzChange *change)
{
  if (self->writer == NULL)
    return;
  if (self->before != NULL)
    {
      dz_journal_writer_base (self->writer, self->before);
      g_clear_object (&self->before);
    }
  dz_journal_writer_change (self->writer, dz_change_to_json (change));
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
    g_signal_handlers_disconnect_by_func (self->project, changed_cb, self);
  g_clear_object (&self->project);
  g_clear_object (&self->before);
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
}

DzJournal *
dz_journal_new (DzProject *project, GFile *file, const char *digest)
{
  DzJournal *self = g_object_new (DZ_TYPE_JOURNAL, NULL);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  DzJournalHeader header = { g_strdup (dz_project_get_id (project)), g_strdup (dz_project_get_title (project)),
                             g_steal_pointer (&uri), g_strdup (digest), FALSE };

  self->project = g_object_ref (project);
  self->writer = dz_journal_writer_new (&header, problem_cb, self);
  if (file == NULL || dz_project_get_modified (project))
    self->before = dz_project_copy (project);
  if (dz_project_get_modified (project))
    {
      dz_journal_writer_base (self->writer, self->before);
      g_clear_object (&self->before);
    }
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
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
    dz_journal_writer_mark (self->writer, self->last_mark);
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
