#pragma once

#include "model/dz-project.h"
#include "store/dz-reading.h"

G_BEGIN_DECLS

/**
 * DzReanchor:
 *
 * Holds the passages that a file stores against the text that it stores, which people and git may have edited: a
 * passage is live only on the words that it was made on.
 *
 * A passage stays where the file says when its words stand there, and what stands around them is at least half of what
 * stood there (or the words are many). Otherwise it goes to the one place in its document where the same words stand
 * between at least half of their context, if there is exactly one that fits best. Otherwise it becomes an orphan.
 * Words that only look alike are never taken: Chinese highlights are often of two to eight characters, where likeness
 * finds a wrong place more often than not.
 */
DzReanchor *
dz_reanchor_new (DzProject *project);
void
dz_reanchor_free (DzReanchor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzReanchor, dz_reanchor_free)

/* (transfer full): never NULL; @stored has a quote. An unknown document gives @stored back, for the model to refuse. */
DzAnchor *
dz_reanchor_resolve (DzReanchor *self, const char *document, DzSide side, const DzAnchor *stored);

/* Whether the passage from (@first, @start) to (@last, @end) may be taken for one that is looked for. */
typedef gboolean (*DzReanchorAccept) (DzBlock *first, guint start, DzBlock *last, guint end, gpointer data);

/* From now on words that do not stand where they were are looked for in these blocks of the original alone (a set of
 * DzBlock), and taken where @accept agrees: elsewhere stands what stood there before, which are other words. */
void dz_reanchor_limit (DzReanchor *self, GHashTable *blocks, DzReanchorAccept accept, gpointer data);

G_END_DECLS
