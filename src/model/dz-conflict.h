#pragma once

#include "model/dz-entity.h"

G_BEGIN_DECLS

/**
 * DzConflict:
 *
 * Where a merge found that two people had changed the same thing. One of the two values is in the project; both, and the
 * one that they started from, are kept here until somebody chooses. In the project they are a list as speakers are
 * (dz_project_get_conflicts()), and come and go by DZ_CHANGE_INSERT and DZ_CHANGE_REMOVE.
 *
 * Fields: "target" s, id of what was changed; "what" s: "original" or "translation" (a text), "original-anchor" or
 * "translation-anchor", "place" (where it stands), "presence" (one changed what the other removed), or the name of a
 * field; "base", "ours", "theirs" s: the values as JSON, as they stand in the project file; "" for none. In the project
 * file those three are written as JSON, not as strings.
 */
#define DZ_TYPE_CONFLICT (dz_conflict_get_type ())
G_DECLARE_FINAL_TYPE (DzConflict, dz_conflict, DZ, CONFLICT, GObject)

DzConflict *dz_conflict_new (const char *id, const char *target, const char *what, const char *base, const char *ours,
                             const char *theirs);
const char *dz_conflict_get_id (DzConflict *self);
const char *dz_conflict_get_target (DzConflict *self);
const char *dz_conflict_get_what (DzConflict *self);
const char *dz_conflict_get_base (DzConflict *self);
const char *dz_conflict_get_ours (DzConflict *self);
const char *dz_conflict_get_theirs (DzConflict *self);

G_END_DECLS
