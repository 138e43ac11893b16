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

struct _DzEntityInterface
{
  GTypeInterface parent_iface;

  const DzField *(*get_fields) (DzEntity *self); /* ends with a NULL name */
};

const char *dz_entity_get_id (DzEntity *self);
const DzField *dz_entity_get_fields (DzEntity *self);
/* (transfer full): the field's value; for type "m…" a maybe. */
GVariant *dz_entity_dup_field (DzEntity *self, const char *name);
/* (nullable): the members of the project file that this version does not know, as one JSON object. */
const char *dz_entity_get_unknown (DzEntity *self);

/* A new random id (a UUID, version 4). */
char *dz_entity_new_id (void);

G_END_DECLS
