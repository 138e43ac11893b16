#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* Adds a DzCompareItem for every highlight that differs to @items: see dz_version_compare(). That the words under one
 * were changed is seen at the block, and not here. */
void dz_version_marks_add (GPtrArray *items, DzProject *earlier, DzProject *present, gboolean editable);

G_END_DECLS
