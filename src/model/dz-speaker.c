#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-speaker-private.h"

struct _DzSpeaker
{
  GObject parent_instance;

  DzEntityBase base;
  guint n_blocks;
};

static const DzField fields[] = {
  { "name", "s" },
  { "translated-name", "s" },
  { NULL },
};

static void
dz_speaker_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzSpeaker,
                               dz_speaker,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_speaker_entity_init))

static const DzField *
dz_speaker_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_speaker_get_base (DzEntity *entity)
{
  return &DZ_SPEAKER (entity)->base;
}

static void
dz_speaker_copy_rest (DzEntity *entity, DzEntity *copy, gboolean attached)
{
  if (attached)
    DZ_SPEAKER (copy)->n_blocks = DZ_SPEAKER (entity)->n_blocks;
}

static void
dz_speaker_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_speaker_get_fields;
  iface->get_base = dz_speaker_get_base;
  iface->copy_rest = dz_speaker_copy_rest;
}

static void
dz_speaker_finalize (GObject *object)
{
  dz_entity_base_clear (&DZ_SPEAKER (object)->base);

  G_OBJECT_CLASS (dz_speaker_parent_class)->finalize (object);
}

static void
dz_speaker_class_init (DzSpeakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_speaker_finalize;
  dz_entity_class_install (object_class, fields);
}

static void
dz_speaker_init (DzSpeaker *self)
{
}

/**
 * dz_speaker_new:
 * @id: (nullable): NULL for a new one
 * @name: in the original's language
 * @translated_name: (nullable): in the translation's
 *
 * Returns: (transfer full): somebody who speaks, in no project yet
 */
DzSpeaker *
dz_speaker_new (const char *id, const char *name, const char *translated_name)
{
  DzSpeaker *self = g_object_new (DZ_TYPE_SPEAKER, NULL);

  dz_entity_base_init (&self->base, id, fields, TRUE);
  dz_entity_write_string (DZ_ENTITY (self), "name", name);
  dz_entity_write_string (DZ_ENTITY (self), "translated-name", translated_name);

  return self;
}

const char *
dz_speaker_get_id (DzSpeaker *self)
{
  g_return_val_if_fail (DZ_IS_SPEAKER (self), NULL);

  return self->base.id;
}

const char *
dz_speaker_get_name (DzSpeaker *self)
{
  g_return_val_if_fail (DZ_IS_SPEAKER (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "name");
}

/**
 * dz_speaker_get_translated_name:
 *
 * Returns: (transfer none): the name in the translation's language; "" when none was given
 */
const char *
dz_speaker_get_translated_name (DzSpeaker *self)
{
  g_return_val_if_fail (DZ_IS_SPEAKER (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "translated-name");
}

void
dz_speaker_add_blocks (DzSpeaker *self, int n_blocks)
{
  self->n_blocks = (guint)((int)self->n_blocks + n_blocks);
}

guint
dz_speaker_get_n_blocks (DzSpeaker *self)
{
  return self->n_blocks;
}
