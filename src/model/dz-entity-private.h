#pragma once

#include "model/dz-entity.h"

G_BEGIN_DECLS

/**
 * DzEntityBase:
 * @id: its id, for life; shared with its copies, as @unknown is
 * @unknown: (nullable): members of the project file that this version does not know
 * @attached: it is in a project: only the door may write to it
 * @values: (nullable): one for each field, of an entity that does not keep them itself
 *
 * What every entity embeds.
 */
struct _DzEntityBase
{
  char *id;
  char *unknown;
  gboolean attached;
  GVariant **values;
  guint n_values;
};

/* @id: NULL for a new one. @keep_values: the fields lie here, empty at first. */
void dz_entity_base_init (DzEntityBase *base, const char *id, const DzField *fields, gboolean keep_values);
void dz_entity_base_clear (DzEntityBase *base);
DzEntityBase *dz_entity_get_base (DzEntity *self);
/* (transfer full): an equal entity of its own; what is immutable is shared. @attached: it is part of the copy of a
 * project; otherwise it is in none: without what it counts, and of a tag without those under it. */
gpointer dz_entity_copy (DzEntity *self, gboolean attached);
gboolean dz_entity_equal_fields (DzEntity *self, DzEntity *other);

/* Installs "id" and a read-only property for each field, and reads them. */
void dz_entity_class_install (GObjectClass *object_class, const DzField *fields);

const DzField *dz_entity_find_field (DzEntity *self, const char *name);
/* The string of a field of type s that lies in the base. */
const char *dz_entity_get_string (DzEntity *self, const char *name);
gboolean dz_entity_check_field (DzEntity *self, const char *name, GVariant *value, GError **error);
gboolean dz_entity_check_fields (DzEntity *self, GError **error);
/* Writes a value that was checked; tells nobody. */
void dz_entity_write (DzEntity *self, const char *name, GVariant *value);
void dz_entity_write_string (DzEntity *self, const char *name, const char *value);

G_END_DECLS
