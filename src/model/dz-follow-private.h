#pragma once

#include "model/dz-news-private.h"

G_BEGIN_DECLS

/**
 * DzFollow:
 *
 * The anchors that one change carries along: found before it is applied, put in place after.
 */
typedef struct _DzFollow DzFollow;

void dz_follow_free (DzFollow *follow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzFollow, dz_follow_free)

/* What anchors covered when a step began to delete from them: ids and sides → DzAnchor (an orphan). */
GHashTable *dz_quotes_new (void);
void dz_quotes_forget (GHashTable *quotes, const char *highlight);

/* Before @change, which was checked. NULL when its effects do not fit the project. */
DzFollow *dz_follow_new (DzProject *project, DzChange *change, GHashTable *quotes, GError **error);
/* Takes the anchors out of the index, and back in. */
void dz_follow_lift (DzFollow *follow, DzNews *news);
void dz_follow_put_back (DzFollow *follow);
/* After @change was applied: FALSE, and nothing has moved, when an effect puts an anchor where none can be. Otherwise
 * the effects that were missing are in @change. */
gboolean dz_follow_settle (DzFollow *follow, DzNews *news, GError **error);

G_END_DECLS
