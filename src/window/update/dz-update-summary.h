#pragma once

#include "store/dz-update.h"

G_BEGIN_DECLS

/* (transfer full): what will be done, for a person */
char *dz_update_summary_dup (const DzUpdateResult *result);
/* (transfer full): what was done, in short */
char *dz_update_summary_dup_done (const DzUpdateResult *result);
/* Whether so little of the document has a counterpart in the plan that it is another document's. */
gboolean dz_update_summary_is_strange (GListModel *plan);

G_END_DECLS
