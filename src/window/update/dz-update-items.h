#pragma once

#include <gio/gio.h>

#include "store/dz-update.h"

G_BEGIN_DECLS

/**
 * dz_update_items_make:
 * @project: for which the plan was made, or a copy of it
 * @plan: (element-type DzUpdateRow):
 *
 * What a plan says, for a DzCompareView: one item for each row, with a check box where something changes, and the row
 * as its object. Touches nothing else: fit for a thread.
 *
 * Returns: (transfer full) (element-type DzCompareItem)
 */
GPtrArray *dz_update_items_make (DzProject *project, DzDocument *document, GListModel *plan);

G_END_DECLS
