#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzUpdateKind:
 * @DZ_UPDATE_SAME: the block is there, unchanged
 * @DZ_UPDATE_CHANGED: the block is there with other words, in another place, or with another look or speaker
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
 * One block of a plan, or one field of the document or of a speaker; a GObject. "take" may be set to FALSE: then this block
 * stays as it is (is not added, is not removed). To begin with it is TRUE but where the person may have worked on what the
 * transcript has otherwise: a look alone that differs, a detail that is not empty, the name of a speaker that has one in
 * translation.
 */
#define DZ_TYPE_UPDATE_ROW (dz_update_row_get_type ())
G_DECLARE_FINAL_TYPE (DzUpdateRow, dz_update_row, DZ, UPDATE_ROW, GObject)

DzUpdateKind dz_update_row_get_kind (DzUpdateRow *self);
/* (nullable): the block in the project; what it will be, which is in no project. Both NULL: the row is of a field. */
DzBlock *dz_update_row_get_old (DzUpdateRow *self);
DzBlock *dz_update_row_get_new (DzUpdateRow *self);
/* (nullable): whose field the row is of, and which: of a document (details) or of a speaker (a name) in the project */
DzEntity *dz_update_row_get_entity (DzUpdateRow *self);
const char *dz_update_row_get_field (DzUpdateRow *self);
/* (nullable): what it is, and what it will be */
GVariant *dz_update_row_get_old_value (DzUpdateRow *self);
GVariant *dz_update_row_get_new_value (DzUpdateRow *self);
/* (nullable): of a speaker who is not in the project yet: the one who will speak the block */
DzSpeaker *dz_update_row_get_new_speaker (DzUpdateRow *self);
/* It comes to stand in another place. */
gboolean dz_update_row_get_moved (DzUpdateRow *self);
/* A block that is removed because its words stand in another one now, which gets its translation too: the index of that
 * row; G_MAXUINT for any other. */
guint dz_update_row_get_joined (DzUpdateRow *self);
/* What will become of it, or became when the plan was applied to the project or to a copy: its translation is there and is
 * marked, highlights are orphans. */
gboolean dz_update_row_get_marks_translation (DzUpdateRow *self);
guint dz_update_row_get_n_orphans (DzUpdateRow *self);
gboolean dz_update_row_get_take (DzUpdateRow *self);
void dz_update_row_set_take (DzUpdateRow *self, gboolean take);

/**
 * dz_update_plan:
 * @document: of @project: the transcript as it was worked on
 * @transcript: a project that was just read from the new version of it
 *
 * Pairs the blocks of the two versions (equal ones first, then by likeness, in order, then those that moved; a block that
 * was cut in two or joined is paired with its larger half) and says what changed. Speakers are known by their names; one
 * whose name changed throughout keeps what was entered of him. A word that stays keeps its formats. Nothing is changed yet.
 * Touches nothing but the two projects: fit for a thread, with copies.
 *
 * Returns: (transfer full) (element-type DzUpdateRow): fields first, then blocks in the order of the result
 */
GListModel *dz_update_plan (DzProject *project, DzDocument *document, DzProject *transcript);

/* (transfer full): the same rows once more, for a thread that applies them to a copy to learn what will come of it. */
GListModel *dz_update_plan_copy (GListModel *plan);

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
  guint fields;       /* details, and names of speakers */
  guint marked;       /* translations whose original changed: their state is draft now, and they carry the mark */
  guint translations; /* those that went with their blocks */
  guint carried;      /* highlights that lie on other positions now */
  guint orphans;      /* highlights that lost their place on a side, new ones only */
} DzUpdateResult;

/**
 * dz_update_apply:
 * @plan: of @project, or of a copy of it
 * @result: (out) (optional):
 *
 * Does it, as one step: ids, translations, states and speakers of what stays are kept. A highlight on a changed block is
 * put where its very words are, or where the strict rule of dz_reanchor finds them in what is new; else it is an orphan that
 * keeps its words: never on other ones. A translation whose original has other words becomes a draft, and its block keeps
 * the earlier original. The rows say afterwards what came of each.
 */
void dz_update_apply (DzProject *project, DzDocument *document, GListModel *plan, DzUpdateResult *result);

G_END_DECLS
