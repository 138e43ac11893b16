#pragma once

#include "model/dz-project.h"
#include "store/dz-text-json.h"

G_BEGIN_DECLS

/* The word for a type of entity in a change: "document", "block", "speaker", "tag", "highlight", "picture". */
const char *
dz_entity_type_to_word (GType type);
gboolean
dz_entity_type_from_word (const char *word, GType *type);

/**
 * dz_entity_to_json:
 * @project: (nullable): where it is, so that highlights are written with their words
 *
 * Writes an entity as one object: id, fields, what else it has, unknown members.
 */
void
dz_entity_to_json (DzEntity *self, DzProject *project, DzJsonWriter *writer);

/* The fields alone, as members; and back, from the members of an object into an entity that is in no project. */
void
dz_fields_to_json (DzEntity *self, DzJsonWriter *writer);
gboolean
dz_fields_from_json (DzEntity *self, DzJson *object, DzReading *reading, GError **error);
/* Members that this version does not know, as they were read. */
void
dz_unknown_to_json (DzEntity *self, DzJsonWriter *writer);

/**
 * dz_entity_from_json:
 *
 * A tag comes without the tags under it.
 *
 * Returns: (transfer full) (nullable): an entity that is in no project yet
 */
DzEntity *
dz_entity_from_json (DzJson *json, GType type, DzReading *reading, GError **error);

/* Every entity of a list as the array @key; nothing for an empty list. */
void dz_entity_list_to_json (GListModel *list, DzProject *project, DzJsonWriter *writer, const char *key);

G_END_DECLS
