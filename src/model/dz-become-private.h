#pragma once

#include "model/dz-project-private.h"

G_BEGIN_DECLS

/* (transfer none) (nullable): what @entity of another project is in @project: of the same id and type, and what no
 * change makes of one thing the other: blocks in one document, highlights of one document, pictures of one content. */
gpointer
dz_become_find (DzProject *project, DzEntity *entity);

/* dz-arrange.c: brings entities of @type that @project has already into the order in which they stand in @wanted, a
 * list of another project, and inserts copies of those that it has not. @parent: what they lie under in both. Those
 * that do not stand in @wanted stay, somewhere between. */
void
dz_arrange (DzProject *project, GType type, const char *parent, GListModel *wanted);
/* Takes out every entity of the list for which there is nothing in @other. */
void
dz_arrange_remove (DzProject *project, GType type, const char *parent, DzProject *other);

/* Gives what @wanted is in @project its fields, unknown members, texts and anchors. */
void
dz_become_entity (DzProject *project, DzEntity *wanted);
void
dz_become_texts (DzProject *project, DzBlock *block, DzBlock *wanted);
void
dz_become_fields (DzProject *project, DzEntity *entity, DzEntity *wanted);

G_END_DECLS
