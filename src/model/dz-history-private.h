#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* What one undo takes back. */
typedef struct
{
  char *label;
  gboolean typing;
  guint64 before; /* numbers of the states that lie on its two sides */
  guint64 after;
  GPtrArray *changes;
} DzStep;

/**
 * DzHistory:
 * @undo: (element-type DzStep): done, the last one last
 * @redo: (element-type DzStep): taken back, the next one last
 * @open: (nullable): the step that is being done
 * @depth: how many begin_step lie around it
 * @grows: the open step goes on with the one before it
 * @broken: whatever is typed next begins a step
 * @quotes: what the present step, and the ones that it grows, remember of passages that they delete
 *
 * The steps of one project; who did them, and how to take them back, the project knows.
 */
typedef struct
{
  GPtrArray *undo;
  GPtrArray *redo;
  DzStep *open;
  guint depth;
  gboolean grows;
  gboolean broken;
  GHashTable *quotes;
  guint64 revision;
  guint64 saved;
  guint64 last_revision;
} DzHistory;

DzHistory *dz_history_new (void);
void dz_history_free (DzHistory *history);

void dz_history_begin (DzHistory *history, const char *label, gboolean typing);
/* Before a change of the open step: decides whether it goes on with the one before. */
void dz_history_expect (DzHistory *history, DzProject *project, DzChange *change);
void dz_history_record (DzHistory *history, DzChange *change);
/* TRUE when this was the outermost end and something had been done. */
gboolean dz_history_end (DzHistory *history);
void dz_step_free (DzStep *step);

G_END_DECLS
