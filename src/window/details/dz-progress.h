#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzProgress:
 * @counts: blocks that can be translated, by state
 * @all: all of them
 * @done: those that are translated or further
 *
 * How far a document is.
 */
typedef struct
{
  guint counts[DZ_N_STATES];
  guint all;
  guint done;
} DzProgress;

void dz_progress_count (DzProgress *progress, DzDocument *document);
/* TRUE when @change may have changed what was counted. */
gboolean dz_progress_is_changed_by (DzChange *change);
/* (transfer none): what people call a state, and a change of it */
const char *dz_progress_state_name (DzState state);

G_END_DECLS
