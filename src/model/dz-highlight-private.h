#pragma once

#include "model/dz-entity-private.h"
#include "model/dz-highlight.h"

G_BEGIN_DECLS

/* Silent. @anchor: (nullable) */
void dz_highlight_set_anchor (DzHighlight *self, DzSide side, DzAnchor *anchor);
void dz_highlight_emit_changed (DzHighlight *self);

G_END_DECLS
