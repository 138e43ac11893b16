#pragma once

#include "model/dz-edit.h"

G_BEGIN_DECLS

/* Applies and frees @change, which is made from the model itself: that it cannot be applied is a mistake of the program. */
void dz_edit_apply (DzProject *project, DzChange *change);
void dz_edit_apply_set (DzProject *project, gpointer entity, const char *field, GVariant *value);
void dz_edit_apply_insert (DzProject *project, const char *parent, guint position, gpointer object);
void dz_edit_apply_remove (DzProject *project, const char *parent, guint position, gpointer object);
/* Sets the tags of @highlight to what they are with @add at their end and without @remove; either may be NULL. */
void dz_edit_apply_tags (DzProject *project, DzHighlight *highlight, const char *add, const char *remove);

G_END_DECLS
