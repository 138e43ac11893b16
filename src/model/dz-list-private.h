#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DZ_TYPE_LIST (dz_list_get_type ())
/* A GListModel whose changes are told when the whole of a change is done, not one by one as GListStore does: nobody
 * ever sees a project in between. */
G_DECLARE_FINAL_TYPE (DzList, dz_list, DZ, LIST, GObject)

DzList *dz_list_new (GType item_type);
guint dz_list_get_length (DzList *self);
/* (transfer none) (nullable) */
gpointer dz_list_get (DzList *self, guint index);
/* G_MAXUINT when it is not there */
guint dz_list_find (DzList *self, gpointer item);
/* Silent: who calls these emits items-changed later. */
void dz_list_insert (DzList *self, guint index, gpointer item);
void dz_list_remove (DzList *self, guint index);
/* Fills @copy, which is empty, with copies of the entities of @self. */
void dz_list_copy_entities (DzList *self, DzList *copy);

G_END_DECLS
