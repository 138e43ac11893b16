#pragma once

#include <glib.h>

#include "model/dz-block.h"

G_BEGIN_DECLS

/**
 * DzHtmlNest:
 *
 * The boxes and lists that are open. Blocks come one after the other, each saying how deep it lies; HTML wants that as
 * elements in elements.
 */
typedef struct _DzHtmlNest DzHtmlNest;

DzHtmlNest *
dz_html_nest_new (GString *out);
void
dz_html_nest_free (DzHtmlNest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzHtmlNest, dz_html_nest_free)

/* Closes and opens what stands between the block before and one of this @form. A block that begins a @turn goes on no
 * list. */
void
dz_html_nest_enter (DzHtmlNest *self, const DzBlockForm *form, gboolean turn);
/* Closes everything. */
void
dz_html_nest_end (DzHtmlNest *self);

G_END_DECLS
