#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* Adds a DzCompareItem for every block of either to @items, in the order of the text: see dz_version_compare(). */
void dz_version_blocks_add (GPtrArray *items, DzProject *earlier, DzProject *present, gboolean editable);

G_END_DECLS
