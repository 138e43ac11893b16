#pragma once

#include "model/dz-edit.h"

G_BEGIN_DECLS

/* Applies @change, which comes from the model itself, and lets go of it: that it cannot be applied is a mistake in the
 * program, which is said aloud. */
void dz_edit_apply (DzProject *project, DzChange *change);
void dz_edit_set_field (DzProject *project, gpointer entity, const char *field, GVariant *value);
/* One object comes in at @position of @parent, or leaves it. */
void dz_edit_insert (DzProject *project, const char *parent, guint position, gpointer object);
void dz_edit_remove (DzProject *project, const char *parent, guint position, gpointer object);
/* G_MAXUINT when it is not there */
guint dz_edit_position (GListModel *list, gpointer object);

G_END_DECLS
