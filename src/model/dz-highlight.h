#pragma once

#include "model/dz-anchor.h"
#include "model/dz-entity.h"
#include "model/dz-types.h"

G_BEGIN_DECLS

#define DZ_TYPE_HIGHLIGHT (dz_highlight_get_type ())
/* Fields: "tags" as (ids, in the order given), "note" s. Its anchors change by DZ_CHANGE_ANCHOR and follow every other
 * change by rule. Signal "changed" is emitted for all of them. */
G_DECLARE_FINAL_TYPE (DzHighlight, dz_highlight, DZ, HIGHLIGHT, GObject)

/* @tags: NULL-terminated ids, or NULL. Either anchor may be NULL, not both. */
DzHighlight *dz_highlight_new (const char *id, const char *document, DzAnchor *original, DzAnchor *translation,
                               const char *const *tags, const char *note);
const char *dz_highlight_get_id (DzHighlight *self);
/* id of the document it lies in; fixed for life */
const char *dz_highlight_get_document (DzHighlight *self);
/* (nullable) (transfer none) */
DzAnchor *dz_highlight_get_anchor (DzHighlight *self, DzSide side);
/* TRUE when it has an anchor, and no live one. */
gboolean dz_highlight_is_orphan (DzHighlight *self);
const char *const *dz_highlight_get_tags (DzHighlight *self);
gboolean dz_highlight_has_tag (DzHighlight *self, const char *tag_id);
const char *dz_highlight_get_note (DzHighlight *self);

G_END_DECLS
