#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-conflict.h"
#include "model/dz-entity-private.h"

struct _DzConflict
{
  GObject parent_instance;

  DzEntityBase base;
};

static const DzField fields[] = {
  { "target", "s" },
  { "what", "s" },
  { "base", "s" },
  { "ours", "s" },
  { "theirs", "s" },
  { NULL },
};

static void
dz_conflict_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzConflict,
                               dz_conflict,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_conflict_entity_init))

static const DzField *
dz_conflict_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_conflict_entity_get_base (DzEntity *entity)
{
  return &DZ_CONFLICT (entity)->base;
}

static void
dz_conflict_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_conflict_get_fields;
  iface->get_base = dz_conflict_entity_get_base;
}

static void
dz_conflict_finalize (GObject *object)
{
  dz_entity_base_clear (&DZ_CONFLICT (object)->base);

  G_OBJECT_CLASS (dz_conflict_parent_class)->finalize (object);
}

static void
dz_conflict_class_init (DzConflictClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_conflict_finalize;
  dz_entity_class_install (object_class, fields);
}

static void
dz_conflict_init (DzConflict *self)
{
}

/**
 * dz_conflict_new:
 * @id: (nullable): NULL for a new one
 * @target: id of what was changed twice
 * @what: what of it
 * @base: (nullable): what both began with, as JSON
 * @ours: (nullable): one value, as JSON
 * @theirs: (nullable): the other
 *
 * Returns: (transfer full): a conflict, in no project yet
 */
DzConflict *
dz_conflict_new (
    const char *id, const char *target, const char *what, const char *base, const char *ours, const char *theirs)
{
  DzConflict *self = g_object_new (DZ_TYPE_CONFLICT, NULL);

  dz_entity_base_init (&self->base, id, fields, TRUE);
  dz_entity_write_string (DZ_ENTITY (self), "target", target);
  dz_entity_write_string (DZ_ENTITY (self), "what", what);
  dz_entity_write_string (DZ_ENTITY (self), "base", base);
  dz_entity_write_string (DZ_ENTITY (self), "ours", ours);
  dz_entity_write_string (DZ_ENTITY (self), "theirs", theirs);
  return self;
}

const char *
dz_conflict_get_id (DzConflict *self)
{
  return self->base.id;
}

const char *
dz_conflict_get_target (DzConflict *self)
{
  return dz_entity_get_string (DZ_ENTITY (self), "target");
}

const char *
dz_conflict_get_what (DzConflict *self)
{
  return dz_entity_get_string (DZ_ENTITY (self), "what");
}

const char *
dz_conflict_get_base (DzConflict *self)
{
  return dz_entity_get_string (DZ_ENTITY (self), "base");
}

const char *
dz_conflict_get_ours (DzConflict *self)
{
  return dz_entity_get_string (DZ_ENTITY (self), "ours");
}

const char *
dz_conflict_get_theirs (DzConflict *self)
{
  return dz_entity_get_string (DZ_ENTITY (self), "theirs");
}
