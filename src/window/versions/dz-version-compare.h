#pragma once

#include <gio/gio.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * dz_version_compare:
 * @earlier: a state of a project
 * @present: what it is now
 * @editable: whether there are buttons that bring something back
 *
 * What differs between the two, for a DzCompareView: details, every block (also those that are the same), speakers, tags,
 * highlights. The object of an item with a button ("back") is the id of the block that it brings back, as a
 * GtkStringObject. Touches nothing but the two projects, which nobody else may use meanwhile: fit for a thread.
 *
 * Returns: (transfer full) (element-type DzCompareItem)
 */
GPtrArray *dz_version_compare (DzProject *earlier, DzProject *present, gboolean editable);

G_END_DECLS
