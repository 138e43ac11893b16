#pragma once

#include "model/dz-block.h"
#include "model/dz-entity-private.h"
#include "model/dz-highlight.h"

G_BEGIN_DECLS

typedef struct _DzDocument DzDocument;

/* Silent tools of the door. */
void dz_block_set_text (DzBlock *self, DzSide side, DzText *text);
/* @speaker: equal to the one that it has; from now on the same. */
void dz_block_share_speaker (DzBlock *self, char *speaker);

/* The document that it stands in, and its place there as the document last counted it. */
DzDocument *dz_block_get_document (DzBlock *self);
void dz_block_set_document (DzBlock *self, DzDocument *document);
guint dz_block_get_cached_index (DzBlock *self);
void dz_block_set_cached_index (DzBlock *self, guint index);

/* (nullable): highlights whose anchor on @side begins or ends here, orphans included. */
GPtrArray *dz_block_get_anchored (DzBlock *self, DzSide side);
void dz_block_add_anchored (DzBlock *self, DzSide side, DzHighlight *highlight);
void dz_block_remove_anchored (DzBlock *self, DzSide side, DzHighlight *highlight);

void dz_block_emit_text_changed (DzBlock *self, DzSide side, guint position, guint removed, guint inserted);
void dz_block_emit_highlights_changed (DzBlock *self, DzSide side);

G_END_DECLS
