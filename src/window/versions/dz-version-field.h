#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people call a field of a project, a document, a speaker or a tag. */
const char *dz_version_field_get_caption (const char *field);
/* (transfer full) (nullable): a value of a field as a person reads it; NULL for an empty one. */
char *dz_version_field_dup_value (GVariant *value);

G_END_DECLS
