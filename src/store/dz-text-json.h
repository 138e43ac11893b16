#pragma once

#include "model/dz-anchor.h"
#include "model/dz-text.h"
#include "store/dz-json-writer.h"
#include "store/dz-reading.h"

G_BEGIN_DECLS

/* A text in two members of a block: @key and "@key_spans"; what is empty is left out. */
void
dz_text_to_members (DzText *text, DzJsonWriter *writer, const char *key);
DzText *
dz_text_from_members (DzJson *object, const char *key, DzReading *reading, GError **error);

/* A text as one value: a string, or an object with "string" and "spans" when there are any. */
void
dz_text_to_json (DzText *text, DzJsonWriter *writer, const char *key);
DzText *
dz_text_from_json (DzJson *json, DzReading *reading, GError **error);

/* @quote, @before and @after are written with a live anchor when they are not NULL; an orphan has its own. */
void
dz_anchor_to_json (
    DzAnchor *anchor, DzJsonWriter *writer, const char *key, const char *quote, const char *before, const char *after);
/* Fills in @anchor with what stands there, quote and context of a live one too; its texts belong to the tree. */
gboolean
dz_anchor_read_json (DzJson *json, DzAnchor *anchor, DzReading *reading, GError **error);
/* (transfer full): an anchor of a change, where the positions are all that counts. */
DzAnchor *
dz_anchor_from_json (DzJson *json, DzReading *reading, GError **error);

G_END_DECLS
