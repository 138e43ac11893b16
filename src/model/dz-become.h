#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * dz_edit_become:
 * @target: what @project is to be; it is not changed, and nothing of it is shared afterwards
 * @label: the step's label, shown
 *
 * Makes @project equal to @target to the byte, as one step of the history: what came from another window, an earlier
 * version, a merge. As little as possible is touched: things are known by their ids; of a text, only the middle that
 * differs is replaced, so that carets and selections elsewhere stay. Anchors end where @target has them.
 * When they are equal already, no step is made.
 */
void dz_edit_become (DzProject *project, DzProject *target, const char *label);

/**
 * dz_edit_become_block:
 * @block: id of a block of either
 *
 * The same for one block alone: its texts, form, speaker, state and place; a block that @project has not comes back behind
 * the nearest one before it that it has, and one that @target has not goes. Highlights on it follow the rule; those that
 * lie in @target on this block alone, and are missing in @project, come back with it, with the tags that still are.
 */
void dz_edit_become_block (DzProject *project, DzProject *target, const char *block, const char *label);

G_END_DECLS
