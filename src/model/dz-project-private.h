#pragma once

#include "model/dz-document-private.h"
#include "model/dz-history-private.h"
#include "model/dz-highlight-private.h"
#include "model/dz-list-private.h"
#include "model/dz-project.h"
#include "model/dz-speaker-private.h"
#include "model/dz-tag-private.h"

G_BEGIN_DECLS

/* dz-registry.c: what is in a project, and where. The checks change nothing; the rest is silent and cannot fail. */

/* (transfer none) (nullable): the list that holds entities of @type under @parent. */
GListModel *dz_project_find_container (DzProject *self, GType type, const char *parent, GError **error);
gboolean dz_project_check_insert (DzProject *self, const char *parent, guint position, GPtrArray *objects,
                                  GError **error);
gboolean dz_project_check_tags (DzProject *self, const char *const *tags, GError **error);
/* Whether a tag that makes @height levels may lie under @parent, which may be NULL. */
gboolean dz_project_check_tag_depth (DzTag *parent, guint height, GError **error);
gboolean dz_project_check_speaker (DzProject *self, const char *speaker, GError **error);
gboolean dz_project_check_anchor (DzProject *self, const char *document, DzSide side, DzAnchor *anchor, GError **error);
void dz_project_attach (DzProject *self, const char *parent, guint position, DzEntity *object);
void dz_project_detach (DzProject *self, GListModel *container, guint position);
void dz_container_insert (GListModel *container, guint position, gpointer object);
void dz_container_remove (GListModel *container, guint position);
/* (transfer none) (nullable) */
gpointer dz_container_get (GListModel *container, guint position);
guint dz_container_find (GListModel *container, gpointer object);
/* Counts @n more (or fewer) highlights for each of its tags, blocks for a block's speaker. */
void dz_project_count_tags (DzProject *self, DzHighlight *highlight, int n);
void dz_project_count_speaker (DzProject *self, DzBlock *block, int n);
/* Enters a highlight's anchor at the blocks where it begins and ends, or takes it out there. */
void dz_project_index_anchor (DzProject *self, DzHighlight *highlight, DzSide side);
void dz_project_unindex_anchor (DzProject *self, DzHighlight *highlight, DzSide side);

/* Makes the index of a project that has none yet: its ids, and where anchors begin and end. */
void dz_project_enter_all (DzProject *self);

/* Id → entity. Who is about to ask a block for its anchors asks for this first: it makes the whole index. */
GHashTable *dz_project_get_entities (DzProject *self);
/* The types of the lists that a project has, each after those that its entities may name; G_TYPE_INVALID behind the last. */
GType dz_project_get_list_type (guint index);
DzList *dz_project_get_list (DzProject *self, GType type);
DzHistory *dz_project_get_history (DzProject *self);
/* A change is being made and told: no other may begin. */
gboolean dz_project_get_busy (DzProject *self);
void dz_project_set_busy (DzProject *self, gboolean busy);
void dz_project_emit_changed (DzProject *self, DzChange *change);
void dz_project_emit_step_ended (DzProject *self);

G_END_DECLS
