#pragma once

#include <gio/gio.h>

#include "model/dz-block.h"

G_BEGIN_DECLS

#define DZ_TYPE_DOCUMENT (dz_document_get_type ())
/* One transcript; a GListModel of DzBlock. Fields, all s: "title", "translated-title", "author", "translator",
 * "publisher", "date", "place", "source" (link), "cover" (as a block's source), "summary"; and "details" a(ss): further
 * "键: 值" lines as they came. */
G_DECLARE_FINAL_TYPE (DzDocument, dz_document, DZ, DOCUMENT, GObject)

DzDocument *dz_document_new (const char *id, const char *title);
/* For a document that is in no project yet. */
void dz_document_init_field (DzDocument *self, const char *name, GVariant *value);
void dz_document_init_append (DzDocument *self, DzBlock *block);

const char *dz_document_get_id (DzDocument *self);
const char *dz_document_get_title (DzDocument *self);
/* The string of any field of type s; "" when empty. */
const char *dz_document_get_detail (DzDocument *self, const char *name);
guint dz_document_get_n_blocks (DzDocument *self);
/* (transfer none) (nullable) */
DzBlock *dz_document_get_block (DzDocument *self, guint index);
/* Where @block stands; constant time but after a structural change. G_MAXUINT when it is not in this document. */
guint dz_document_index_of (DzDocument *self, DzBlock *block);

G_END_DECLS
