#pragma once

#include <gio/gio.h>

#include "model/dz-project.h"
#include "store/dz-merge.h"

G_BEGIN_DECLS

/**
 * dz_conflict_items_make:
 * @editable: whether there are buttons that choose
 *
 * A row for each conflict of @project, for a DzCompareView: what both began with above the two values, and a button for
 * each choice that can be made. The object of a row is the conflict's id, as a GtkStringObject. Touches nothing but
 * @project, which nobody else may use meanwhile: fit for a thread.
 *
 * Returns: (transfer full) (element-type DzCompareItem)
 */
GPtrArray *dz_conflict_items_make (DzProject *project, gboolean editable);

/* The choice that a button's id stands for; FALSE when it stands for none. */
gboolean dz_conflict_items_parse_action (const char *id, DzConflictChoice *choice);

G_END_DECLS
