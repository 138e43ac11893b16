#pragma once

#include "model/dz-conflict.h"
#include "store/dz-merge.h"

G_BEGIN_DECLS

/* Whose copy. */
typedef enum
{
  DZ_OURS,
  DZ_THEIRS,
  DZ_BASE,
} DzCopy;

#define DZ_N_COPIES 3

/**
 * DzMerge:
 * @copies: ours, theirs, and what both began with (nullable)
 * @merged: what comes out
 * @dropped: (element-type utf8): ids that one removed and the other left as they were
 * @conflicts: (element-type DzConflict): those found
 * @parents: id of a tag or block → id under which it goes; "" for the top
 * @places: of each copy, a type and what something of it goes under → (element-type utf8) ids of those that stay, in order
 * @edits: "id side copy" → differences between a block's text in that copy and in the merged project
 *
 * One merge while it goes on.
 */
typedef struct
{
  DzProject *copies[DZ_N_COPIES];
  DzProject *merged;
  GHashTable *dropped;
  GPtrArray *conflicts;
  GHashTable *parents;
  GHashTable *places[DZ_N_COPIES];
  GHashTable *edits;
} DzMerge;

/* (transfer none) (nullable): the entity of that type and id in a copy */
DzEntity *dz_merge_lookup (DzMerge *self, DzCopy copy, GType type, const char *id);
gboolean dz_merge_is_kept (DzMerge *self, const char *id);
/* Notes a conflict; its values are (transfer full) (nullable) JSON. */
void dz_merge_conflict (DzMerge *self, const char *target, const char *what, char *base, char *ours, char *theirs);

/* dz-conflict-choice.c: the value of a choice as JSON, "" for none (and for DZ_CONFLICT_BOTH and DZ_CONFLICT_NOW). */
const char *dz_conflict_get_value (DzConflict *conflict, DzConflictChoice choice);
/* What a conflict is about: a text, or a passage, on a side. */
gboolean dz_conflict_is_of_text (DzConflict *conflict, DzSide *side);
gboolean dz_conflict_is_of_anchor (DzConflict *conflict, DzSide *side);
/* Where a tag or a block stands. */
gboolean dz_conflict_is_of_place (DzProject *project, DzConflict *conflict);

/* dz-merge-values.c: values as JSON, and fields. */
char *dz_merge_text_json (DzText *text);
char *dz_merge_value_json (GVariant *value);
char *dz_merge_entity_json (DzMerge *self, DzCopy copy, DzEntity *entity);
/* Of an anchor in the merged project, whose documents are there. */
char *dz_merge_anchor_json (DzMerge *self, DzSide side, DzAnchor *anchor);
char *dz_merge_string_json (const char *string);
/* Gives @result the merged fields and unknown members of what is in the copies under its id. */
void dz_merge_fields (DzMerge *self, DzEntity *result, gboolean is_project);

/**
 * dz_merge_texts:
 * @base: (nullable): NULL when it is not known
 * @conflict: (out): whether both changed the same place: then the result is one of the two, chosen by what they say
 *
 * Returns: (transfer full): the text with the changes of both
 */
DzText *dz_merge_texts (DzText *base, DzText *ours, DzText *theirs, gboolean *conflict);

/**
 * dz_merge_order:
 * @base: (element-type utf8): the order both began with
 * @conflict: (element-type utf8) (out): those that both moved to different places
 *
 * Returns: (transfer container) (element-type utf8): all of @ours and @theirs, each once
 */
GPtrArray *dz_merge_order (GPtrArray *base, GPtrArray *ours, GPtrArray *theirs, GPtrArray **conflict);

/* dz-merge-anchors.c: needs the merged project's documents. */
void dz_merge_highlights (DzMerge *self, GPtrArray *order);

/* dz-merge-lists.c: what is where. */
/* Decides what stays, and under what. */
void dz_merge_decide (DzMerge *self);
/* (transfer container): ids of what of @type goes under @parent ("" for the top), in order */
GPtrArray *dz_merge_list (DzMerge *self, GType type, const char *parent);

G_END_DECLS
