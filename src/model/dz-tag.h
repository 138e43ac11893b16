#pragma once

#include <gio/gio.h>

#include "model/dz-entity.h"

G_BEGIN_DECLS

/* How many tags may lie under each other, the one at the top included. */
#define DZ_TAG_MAX_DEPTH 256

#define DZ_TYPE_TAG (dz_tag_get_type ())
/* Fields: "name" s, "color" s ("#rrggbb"), "description" s. Its place in the tree changes by DZ_CHANGE_MOVE.
 * Property "n-highlights" (guint, derived) counts the highlights that carry it. */
G_DECLARE_FINAL_TYPE (DzTag, dz_tag, DZ, TAG, GObject)

DzTag *dz_tag_new (const char *id, const char *name, const char *color, const char *description);
const char *dz_tag_get_id (DzTag *self);
const char *dz_tag_get_name (DzTag *self);
const char *dz_tag_get_color (DzTag *self);
const char *dz_tag_get_description (DzTag *self);
/* (nullable) (transfer none) */
DzTag *dz_tag_get_parent (DzTag *self);
/* (transfer none): the tags under it, in order. */
GListModel *dz_tag_get_children (DzTag *self);
guint dz_tag_get_n_highlights (DzTag *self);
/* How many levels it makes with those under it: 1 without any. */
guint dz_tag_get_height (DzTag *self);
/* How deep it lies: 1 at the top. */
guint dz_tag_get_depth (DzTag *self);
/* "Parent / Child". */
char *dz_tag_dup_path (DzTag *self);

G_END_DECLS
