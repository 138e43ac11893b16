#pragma once

#include "store/dz-update.h"

G_BEGIN_DECLS

struct _DzUpdateRow
{
  GObject parent_instance;

  DzUpdateKind kind;
  DzBlock *old;
  DzBlock *new;
  DzEntity *entity;
  char *field;
  GVariant *old_value;
  GVariant *new_value;
  /* (nullable): what has to come into the project for it */
  DzSpeaker *speaker;
  DzPicture *picture;
  guint joined;
  gboolean moved;
  gboolean words; /* they differ */
  /* What came of it when it was applied last */
  gboolean marks;
  guint n_orphans;
  gboolean take;
  GArray *edits;
};

/* (transfer none) (element-type DzDiffEdit): of the original's words, old to new */
GArray *
dz_update_row_get_edits (DzUpdateRow *self);
/* Whether the block has a translation that someone has to look at when its original changes. */
gboolean
dz_update_has_translation (DzBlock *block);

/**
 * DzUpdateWork:
 * @rows: (element-type DzUpdateRow): of blocks and fields
 * @old_index: for each row the index of its block in the document before anything was done; G_MAXUINT for none
 * @earlier: for each row of which someone has to look at the translation, the original of which that was made
 * @row_of: (element-type DzBlock → index of its row + 1): of the project's blocks, those that come included
 *
 * What is being applied.
 */
typedef struct
{
  DzProject *project;
  DzDocument *document;
  GPtrArray *rows;
  guint *old_index;
  char **earlier;
  GHashTable *row_of;
  DzUpdateResult *result;
} DzUpdateWork;

/* Whether a row is taken and changes something. */
gboolean
dz_update_work_does (DzUpdateWork *self, guint row);
/* Applies and frees @change, which is made from the project as it is. */
void
dz_update_work_apply (DzUpdateWork *self, DzChange *change);

/* dz-update-anchors.c: remembers the words of the highlights that what is going to be done touches; puts them on those
 * words afterwards, or makes orphans of them. */
typedef struct _DzUpdateAnchors DzUpdateAnchors;

DzUpdateAnchors *
dz_update_anchors_new (DzUpdateWork *work);
/* @row: whose block is removed; @target: which got its translation, from code point @offset on, so that what was there
 * stands @shift code points further */
void
dz_update_anchors_join (DzUpdateAnchors *self, guint row, DzBlock *target, guint offset, guint shift);
void
dz_update_anchors_settle (DzUpdateAnchors *self);
void
dz_update_anchors_free (DzUpdateAnchors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzUpdateAnchors, dz_update_anchors_free)

G_END_DECLS
