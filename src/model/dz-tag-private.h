#pragma once

#include "model/dz-entity-private.h"
#include "model/dz-list-private.h"
#include "model/dz-tag.h"

G_BEGIN_DECLS

DzList *dz_tag_get_list (DzTag *self);
/* Silent, as all of the door's tools are. */
void dz_tag_set_parent (DzTag *self, DzTag *parent);
void dz_tag_add_highlights (DzTag *self, int n_highlights);

G_END_DECLS
