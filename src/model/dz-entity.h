#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DzField:
 * @name: the field's name, which is also its GObject property's and its member's in the project file ("translated-name"
 *   there reads `translated_name`)
 * @type: GVariant type string of its value; a leading "m" says that it may be missing
 *
 * One field of an entity. An entity's table of fields is all that the change, the project file, the journal and a merge
 * need to know of it: who adds a field adds a row and a property.
 */
typedef struct
{
  const char *name;
  const char *type;
} DzField;

#define DZ_TYPE_ENTITY (dz_entity_get_type ())
/**
 * DzEntity:
 *
 * What has an id in a project: the project itself, documents, blocks, speakers, tags, highlights, pictures.
 * Everything here reads; what writes is dz_project_apply().
 */
G_DECLARE_INTERFACE (DzEntity, dz_entity, DZ, ENTITY, GObject)

typedef struct _DzEntityBase DzEntityBase;

/* All but get_fields() is for the model itself (dz-entity-private.h). */
struct _DzEntityInterface
{
  GTypeInterface parent_iface;

  const DzField *(*get_fields) (DzEntity *self); /* ends with a NULL name */
  DzEntityBase *(*get_base) (DzEntity *self);
  /* Where an entity keeps its fields itself; NULL: they lie in its base. */
  GVariant *(*read) (DzEntity *self, const char *name);
  void (*write) (DzEntity *self, const char *name, GVariant *value);
  /* May be NULL. The value is of the field's type already. */
  gboolean (*check) (DzEntity *self, const char *name, GVariant *value, GError **error);
  /* May be NULL: whether what is no field is equal. */
  gboolean (*equal_rest) (DzEntity *self, DzEntity *other);
  /* May be NULL, for an entity that keeps its fields itself: whether they are equal, quicker than one by one. */
  gboolean (*equal_fields) (DzEntity *self, DzEntity *other);
  /* May be NULL: gives @copy, which has the base of @self already, what is no part of it. See dz_entity_copy(). */
  void (*copy_rest) (DzEntity *self, DzEntity *copy, gboolean attached);
};

const char *dz_entity_get_id (DzEntity *self);
const DzField *dz_entity_get_fields (DzEntity *self);
/* What dz_entity_get_unknown() says, "" for NULL, is set by DZ_CHANGE_SET as if it were a field of this name, of type s. */
#define DZ_FIELD_UNKNOWN "unknown-members"
/* (transfer full): the field's value; for type "m…" a maybe. */
GVariant *dz_entity_dup_field (DzEntity *self, const char *name);
/* (nullable): the members of the project file that this version does not know, as one JSON object. */
const char *dz_entity_get_unknown (DzEntity *self);
/* For an entity that is in no project yet, or a project that nobody has seen. */
void dz_entity_init_unknown (DzEntity *self, const char *json);
gboolean dz_entity_init_field (DzEntity *self, const char *name, GVariant *value, GError **error);
/* The same type, id, fields, texts, anchors, blocks, bytes and unknown members. */
gboolean dz_entity_equal (DzEntity *self, DzEntity *other);

/* A new random id (a UUID, version 4). */
char *dz_entity_new_id (void);

G_END_DECLS
