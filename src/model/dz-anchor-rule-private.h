#pragma once

#include "model/dz-project-private.h"

G_BEGIN_DECLS

/**
 * dz_anchor_follow:
 * @project: as it is before @change, which was checked
 * @anchor: an anchor on @side that begins or ends in a block that @change touches, or any other
 *
 * The rule by which anchors follow changes.
 *
 * - An edit of a text is a deletion, then an insertion. Text put in where the anchor begins or ends stays outside.
 *   An edit that changes formats alone moves nothing. Deletion shrinks it. A passage of which nothing is left becomes an orphan, which keeps the words that it had.
 * - Cutting a block: what ends at the cut stays before it, what begins there goes behind it.
 * - Taking blocks out shrinks it to what is left of it.
 * - Moving a block: what lies in it alone goes with it; a passage over several blocks that begins or ends in it shrinks to
 *   the other blocks.
 * - It never begins at the end of a block, nor ends at the beginning of one, but passes over empty blocks there.
 * - An orphan's place follows like a passage's end; when its block leaves, it goes to the end of the block before, else
 *   to the beginning of the one behind, else nowhere.
 *
 * Returns: (transfer full): where it is after @change
 */
DzAnchor *dz_anchor_follow (DzProject *project, DzChange *change, DzSide side, DzAnchor *anchor);
/* TRUE when some of what the live @anchor covers is what @change takes away, as far as it begins or ends there. */
gboolean dz_anchor_loses_text (DzProject *project, DzChange *change, DzSide side, DzAnchor *anchor);

G_END_DECLS
