#pragma once

#include "model/dz-anchor.h"
#include "model/dz-entity.h"
#include "model/dz-text.h"
#include "model/dz-types.h"

G_BEGIN_DECLS

/**
 * DzChangeKind:
 * @DZ_CHANGE_TEXT: on one side of a block, @removed at @position gives way to @inserted
 * @DZ_CHANGE_SPLIT: block @target is cut at @position in its original and @position2 in its translation; what follows
 *   goes into the new block @objects[0] (whose texts say what that is)
 * @DZ_CHANGE_JOIN: the inverse: block @objects[0], which follows @target, is put at its end and leaves
 * @DZ_CHANGE_INSERT: @objects (all of one type) come in at @position of @parent: blocks of a document, tags under a tag or at
 *   the top (parent NULL), speakers, highlights, pictures, documents
 * @DZ_CHANGE_REMOVE: the inverse
 * @DZ_CHANGE_MOVE: a tag @target goes from (@parent, @position) to (@parent2, @position2); also documents, speakers, blocks
 * @DZ_CHANGE_SET: the field @field (or DZ_FIELD_UNKNOWN) of @target changes from @old_value to @new_value
 * @DZ_CHANGE_ANCHOR: the anchor of highlight @target on @side changes from @old_anchor to @new_anchor; either may be NULL
 */
typedef enum
{
  DZ_CHANGE_TEXT,
  DZ_CHANGE_SPLIT,
  DZ_CHANGE_JOIN,
  DZ_CHANGE_INSERT,
  DZ_CHANGE_REMOVE,
  DZ_CHANGE_MOVE,
  DZ_CHANGE_SET,
  DZ_CHANGE_ANCHOR,
} DzChangeKind;

/**
 * DzAnchorEffect:
 *
 * What a change did to an anchor beyond the rule, in either direction: after applying it is @after, after inverting it
 * is @before. Anchors that the rule alone carries both ways are not listed, so that a typed letter stays a short line.
 */
typedef struct
{
  char *highlight;
  DzSide side;
  DzAnchor *before;
  DzAnchor *after;
} DzAnchorEffect;

/**
 * DzChange:
 *
 * One recorded, reversible edit; boxed, reference-counted. Immutable once it was applied: dz_project_apply() takes
 * @effects that are there literally and adds those that are missing (of a @prepared change, which was applied before or
 * read from a file, none are), so that replaying gives the same bytes. In a change that takes out or joins, objects that
 * are equal to those of the project, but others, are exchanged for them.
 * An entity that a change brings in or takes out is held, not copied: who writes a change down does so when it is applied.
 */
typedef struct
{
  DzChangeKind kind;
  char *target;
  DzSide side;
  guint position;
  guint position2;
  DzText *removed;
  DzText *inserted;
  char *parent;
  char *parent2;
  GPtrArray *objects; /* of DzEntity */
  char *field;
  GVariant *old_value;
  GVariant *new_value;
  DzAnchor *old_anchor;
  DzAnchor *new_anchor;
  gboolean prepared;
  GPtrArray *effects; /* of DzAnchorEffect, or NULL */
} DzChange;

#define DZ_TYPE_CHANGE (dz_change_get_type ())
GType dz_change_get_type (void);
DzChange *dz_change_ref (DzChange *change);
void dz_change_unref (DzChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzChange, dz_change_unref)

/* (transfer full) all. The low-level way is dz_change_new() and filling in the record: for reading it from a file. */
DzChange *dz_change_new (DzChangeKind kind);
DzChange *dz_change_new_text (const char *block, DzSide side, guint position, DzText *removed, DzText *inserted);
/* @object: the block that comes, or leaves */
DzChange *dz_change_new_split (const char *block, guint original, guint translation, DzEntity *object);
DzChange *dz_change_new_join (const char *block, guint original, guint translation, DzEntity *object);
DzChange *dz_change_new_insert (const char *parent, guint position, GPtrArray *objects);
DzChange *dz_change_new_remove (const char *parent, guint position, GPtrArray *objects);
DzChange *dz_change_new_move (const char *target, const char *parent, guint position, const char *parent2,
                              guint position2);
DzChange *dz_change_new_set (DzEntity *target, const char *field, GVariant *new_value); /* floating values are sunk */
DzChange *dz_change_new_anchor (const char *highlight, DzSide side, DzAnchor *old_anchor, DzAnchor *new_anchor);
void dz_change_add_effect (DzChange *change, const char *highlight, DzSide side, DzAnchor *before, DzAnchor *after);

DzChange *dz_change_invert (DzChange *change);

G_END_DECLS
