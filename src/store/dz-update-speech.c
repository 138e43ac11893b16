#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-update-speech.h"

struct _DzUpdateSpeech
{
  DzProject *project;
  DzProject *transcript;
  gboolean names_nobody;
  GHashTable *by_name; /* name → id in the project */
  GHashTable *renamed; /* new name → id in the project */
  GHashTable *coming;  /* name → DzSpeaker */
};

const char *
dz_update_speech_get_name (DzProject *project, DzBlock *block)
{
  const char *id = dz_block_get_speaker (block);
  DzSpeaker *speaker = id != NULL ? dz_project_lookup_speaker (project, id) : NULL;

  return speaker != NULL ? dz_speaker_get_name (speaker) : NULL;
}

/* The first of a name counts. */
static GHashTable *
list_names (DzProject *project)
{
  GListModel *speakers = dz_project_get_speakers (project);
  guint n = g_list_model_get_n_items (speakers);
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (speakers, i);

      if (!g_hash_table_contains (names, dz_speaker_get_name (speaker)))
        g_hash_table_insert (names, (gpointer)dz_speaker_get_name (speaker), (gpointer)dz_speaker_get_id (speaker));
    }
  return names;
}

/* How often who has a name in one version alone says what who has a name in the other alone says there. */
typedef struct
{
  const char *id;
  const char *name;
  guint count;
} Meeting;

static guint
meeting_hash (gconstpointer data)
{
  const Meeting *self = data;

  return g_str_hash (self->id) ^ g_str_hash (self->name) * 31;
}

static gboolean
meeting_equal (gconstpointer pa, gconstpointer pb)
{
  const Meeting *a = pa, *b = pb;

  return g_str_equal (a->id, b->id) && g_str_equal (a->name, b->name);
}

static void
count (GHashTable *meetings, const char *id, const char *name)
{
  const Meeting wanted = { id, name, 0 };
  Meeting *meeting = g_hash_table_lookup (meetings, &wanted);

  if (meeting == NULL)
    {
      meeting = g_memdup2 (&wanted, sizeof wanted);
      g_hash_table_add (meetings, meeting);
    }
  meeting->count++;
}

static int
compare_meetings (gconstpointer pa, gconstpointer pb)
{
  const Meeting *a = *(const Meeting *const *)pa, *b = *(const Meeting *const *)pb;

  if (a->count != b->count)
    return a->count > b->count ? -1 : 1;
  return strcmp (a->id, b->id) != 0 ? strcmp (a->id, b->id) : strcmp (a->name, b->name);
}

/* @meetings: of names that one version alone has, and "" for anybody. Who says most of what the other said is the
 * other. */
static void
find_renamed (DzUpdateSpeech *self, GHashTable *meetings)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, meetings);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (sorted, key);
  g_ptr_array_sort (sorted, compare_meetings);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (sorted, i);
      const Meeting all = { meeting->id, "", 0 };
      const Meeting *total = g_hash_table_lookup (meetings, &all);

      if (*meeting->name == '\0' || meeting->count * 2 <= total->count || g_hash_table_contains (taken, meeting->id)
          || g_hash_table_contains (self->renamed, meeting->name))
        continue;
      g_hash_table_add (taken, (gpointer)meeting->id);
      g_hash_table_insert (self->renamed, g_strdup (meeting->name), g_strdup (meeting->id));
    }
}

static void
meet (DzUpdateSpeech *self, DzDocument *document, DzDocument *news, const guint *partners)
{
  g_autoptr (GHashTable) new_names = list_names (self->transcript);
  g_autoptr (GHashTable) meetings = g_hash_table_new_full (meeting_hash, meeting_equal, g_free, NULL);
  guint n = news != NULL ? dz_document_get_n_blocks (news) : 0;

  for (guint i = 0; i < n; i++)
    {
      DzBlock *old = partners[i] != G_MAXUINT ? dz_document_get_block (document, partners[i]) : NULL;
      const char *name = dz_update_speech_get_name (self->transcript, dz_document_get_block (news, i));
      const char *old_name = old != NULL ? dz_update_speech_get_name (self->project, old) : NULL;

      if (old_name == NULL || g_hash_table_contains (new_names, old_name))
        continue;
      count (meetings, dz_block_get_speaker (old), "");
      if (name != NULL && *name != '\0' && !g_hash_table_contains (self->by_name, name))
        count (meetings, dz_block_get_speaker (old), name);
    }
  find_renamed (self, meetings);
}

DzUpdateSpeech *
dz_update_speech_new (
    DzProject *project, DzDocument *document, DzProject *transcript, DzDocument *news, const guint *partners)
{
  DzUpdateSpeech *self = g_new0 (DzUpdateSpeech, 1);

  self->project = project;
  self->transcript = transcript;
  self->names_nobody = g_list_model_get_n_items (dz_project_get_speakers (transcript)) == 0;
  self->by_name = list_names (project);
  self->renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->coming = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  meet (self, document, news, partners);
  return self;
}

void
dz_update_speech_free (DzUpdateSpeech *self)
{
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->renamed);
  g_hash_table_unref (self->coming);
  g_free (self);
}

static DzSpeaker *
bring (DzUpdateSpeech *self, const char *name, const char *translated_name)
{
  DzSpeaker *speaker = g_hash_table_lookup (self->coming, name);

  if (speaker == NULL)
    {
      speaker = dz_speaker_new (NULL, name, translated_name);
      g_hash_table_insert (self->coming, (gpointer)dz_speaker_get_name (speaker), speaker);
    }
  return speaker;
}

char *
dz_update_speech_dup_id (DzUpdateSpeech *self, DzBlock *old, DzBlock *new, DzSpeaker **coming)
{
  const char *name = dz_update_speech_get_name (self->transcript, new), *id;
  DzSpeaker *speaker;

  if (self->names_nobody)
    return g_strdup (old != NULL ? dz_block_get_speaker (old) : NULL);
  if (name == NULL)
    return NULL;
  if (old != NULL && g_strcmp0 (dz_update_speech_get_name (self->project, old), name) == 0)
    return g_strdup (dz_block_get_speaker (old));
  id = g_hash_table_lookup (self->renamed, name);
  if (id == NULL)
    id = g_hash_table_lookup (self->by_name, name);
  if (id != NULL)
    return g_strdup (id);
  speaker = bring (
      self, name,
      dz_speaker_get_translated_name (dz_project_lookup_speaker (self->transcript, dz_block_get_speaker (new))));
  g_set_object (coming, speaker);
  return g_strdup (dz_speaker_get_id (speaker));
}

gboolean
dz_update_speech_has_turn (DzUpdateSpeech *self, DzBlock *old, DzBlock *new)
{
  return dz_block_get_turn (self->names_nobody ? old : new);
}

void
dz_update_speech_foreach_renamed (DzUpdateSpeech *self,
                                  void (*func) (const char *id, const char *name, gpointer data),
                                  gpointer data)
{
  GListModel *speakers = dz_project_get_speakers (self->project);
  guint n = g_list_model_get_n_items (speakers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (speakers, i);
      GHashTableIter iter;
      gpointer name, id;

      g_hash_table_iter_init (&iter, self->renamed);
      while (g_hash_table_iter_next (&iter, &name, &id))
        if (g_str_equal (id, dz_speaker_get_id (speaker)))
          func (id, name, data);
    }
}
