#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-entity-private.h"
#include "model/dz-picture.h"

struct _DzPicture
{
  GObject parent_instance;

  DzEntityBase base;
  GBytes *bytes;
};

static const DzField fields[] = {
  { "media-type", "s" },
  { "name", "s" },
  { "address", "s" },
  { NULL },
};

static void
dz_picture_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzPicture,
                               dz_picture,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_picture_entity_init))

static const DzField *
dz_picture_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_picture_get_base (DzEntity *entity)
{
  return &DZ_PICTURE (entity)->base;
}

static gboolean
dz_picture_equal_rest (DzEntity *entity, DzEntity *other)
{
  return g_bytes_equal (DZ_PICTURE (entity)->bytes, DZ_PICTURE (other)->bytes);
}

static void
dz_picture_copy_rest (DzEntity *entity, DzEntity *copy, gboolean attached)
{
  DZ_PICTURE (copy)->bytes = g_bytes_ref (DZ_PICTURE (entity)->bytes);
}

static void
dz_picture_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_picture_get_fields;
  iface->get_base = dz_picture_get_base;
  iface->equal_rest = dz_picture_equal_rest;
  iface->copy_rest = dz_picture_copy_rest;
}

static void
dz_picture_finalize (GObject *object)
{
  DzPicture *self = DZ_PICTURE (object);

  dz_entity_base_clear (&self->base);
  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (dz_picture_parent_class)->finalize (object);
}

static void
dz_picture_class_init (DzPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_picture_finalize;
  dz_entity_class_install (object_class, fields);
}

static void
dz_picture_init (DzPicture *self)
{
}

/**
 * dz_picture_new:
 * @id: (nullable): NULL for a new one
 * @media_type: "image/png"
 * @name: (nullable): the name of the file that it came from
 * @bytes: its content, which is never looked into here
 *
 * Returns: (transfer full): a picture that is kept inside a project
 */
DzPicture *
dz_picture_new (const char *id, const char *media_type, const char *name, GBytes *bytes)
{
  DzPicture *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_object_new (DZ_TYPE_PICTURE, NULL);
  dz_entity_base_init (&self->base, id, fields, TRUE);
  dz_entity_write_string (DZ_ENTITY (self), "media-type", media_type);
  dz_entity_write_string (DZ_ENTITY (self), "name", name);
  self->bytes = g_bytes_ref (bytes);

  return self;
}

/**
 * dz_picture_init_address:
 * @address: (nullable): where on the web it was fetched from
 */
void
dz_picture_init_address (DzPicture *self, const char *address)
{
  g_return_if_fail (DZ_IS_PICTURE (self) && !self->base.attached);

  dz_entity_write_string (DZ_ENTITY (self), "address", address);
}

const char *
dz_picture_get_id (DzPicture *self)
{
  g_return_val_if_fail (DZ_IS_PICTURE (self), NULL);

  return self->base.id;
}

const char *
dz_picture_get_media_type (DzPicture *self)
{
  g_return_val_if_fail (DZ_IS_PICTURE (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "media-type");
}

const char *
dz_picture_get_name (DzPicture *self)
{
  g_return_val_if_fail (DZ_IS_PICTURE (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "name");
}

/**
 * dz_picture_get_address:
 *
 * Returns: (transfer none): where on the web it was fetched from; "" for one that came from elsewhere
 */
const char *
dz_picture_get_address (DzPicture *self)
{
  g_return_val_if_fail (DZ_IS_PICTURE (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "address");
}

/**
 * dz_picture_get_bytes:
 *
 * Returns: (transfer none): its content
 */
GBytes *
dz_picture_get_bytes (DzPicture *self)
{
  g_return_val_if_fail (DZ_IS_PICTURE (self), NULL);

  return self->bytes;
}
