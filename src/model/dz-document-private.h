#pragma once

#include "model/dz-block-private.h"
#include "model/dz-document.h"

G_BEGIN_DECLS

/* Silent: the door emits items-changed when all is done. */
void dz_document_insert_block (DzDocument *self, guint index, DzBlock *block);
void dz_document_remove_block (DzDocument *self, guint index);

/* Highlights whose live anchor on @side runs over several blocks: few, and so gone through one by one. */
GPtrArray *dz_document_get_spanning (DzDocument *self, DzSide side);

G_END_DECLS
