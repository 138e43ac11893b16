#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzUpdateKind:
 * @DZ_UPDATE_SAME: the block is there, unchanged
 * @DZ_UPDATE_CHANGED: the block is there with other words, or another look or speaker
 * @DZ_UPDATE_ADDED: it is new
 * @DZ_UPDATE_REMOVED: it is not there any more
 */
typedef enum
{
  DZ_UPDATE_SAME,
  DZ_UPDATE_CHANGED,
  DZ_UPDATE_ADDED,
  DZ_UPDATE_REMOVED,
} DzUpdateKind;

/**
 * DzUpdateRow:
 *
 * One block of a plan; a GObject. "take" may be set to FALSE: then this block stays as it is (is not added, is not removed).
 */
#define DZ_TYPE_UPDATE_ROW (dz_update_row_get_type ())
G_DECLARE_FINAL_TYPE (DzUpdateRow, dz_update_row, DZ, UPDATE_ROW, GObject)

DzUpdateKind dz_update_row_get_kind (DzUpdateRow *self);
/* (nullable): the block in the project; the block in the new transcript */
DzBlock *dz_update_row_get_old (DzUpdateRow *self);
DzBlock *dz_update_row_get_new (DzUpdateRow *self);
/* What will become of it: its translation is there and will be marked, highlights will be orphans. */
gboolean dz_update_row_get_marks_translation (DzUpdateRow *self);
guint dz_update_row_get_n_orphans (DzUpdateRow *self);
gboolean dz_update_row_get_take (DzUpdateRow *self);
void dz_update_row_set_take (DzUpdateRow *self, gboolean take);

/**
 * dz_update_plan:
 * @document: of @project: the transcript as it was worked on
 * @transcript: a project that was just read from the new version of it
 *
 * Pairs the blocks of the two versions (equal ones first, then by likeness, in order; a block that was cut in two or joined
 * is paired with its larger half) and says what changed. Nothing is changed yet.
 *
 * Returns: (transfer full) (element-type DzUpdateRow): in the order of the result
 */
GListModel *dz_update_plan (DzProject *project, DzDocument *document, DzProject *transcript);

/**
 * DzUpdateResult:
 *
 * What was done, in numbers of blocks and of highlights.
 */
typedef struct
{
  guint changed;
  guint added;
  guint removed;
  guint marked;  /* translations whose original changed: their state is draft now, and they carry the mark */
  guint carried; /* highlights that lie on other positions now */
  guint orphans; /* highlights that fit nowhere by the strict rule, new ones only */
} DzUpdateResult;

/**
 * dz_update_apply:
 *
 * Does it, as one step: ids, translations, states and speakers of what stays are kept. A highlight on a changed block is
 * put where its very words are, or where the strict rule of dz_reanchor finds them; else it is an orphan that keeps its
 * words: never on other ones.
 */
void dz_update_apply (DzProject *project, DzDocument *document, GListModel *plan, DzUpdateResult *result);

G_END_DECLS
