#pragma once

#include "store/dz-json.h"

G_BEGIN_DECLS

/**
 * DzJsonWriter:
 *
 * Writes JSON text, either in lines (two blanks a level, one member or value a line) or all on one line. In every
 * function
 * @key is the member's name, or NULL in an array and for the outermost value. Of one content there is one text: only
 * the characters that must be escaped are.
 */
typedef struct _DzJsonWriter DzJsonWriter;

DzJsonWriter *
dz_json_writer_new (gboolean in_lines);
void
dz_json_writer_free (DzJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzJsonWriter, dz_json_writer_free)

void
dz_json_writer_begin_object (DzJsonWriter *self, const char *key);
void
dz_json_writer_begin_array (DzJsonWriter *self, const char *key);
/* Ends the object or array that was begun last. */
void
dz_json_writer_end (DzJsonWriter *self);

void
dz_json_writer_add_string (DzJsonWriter *self, const char *key, const char *string);
void
dz_json_writer_add_uint (DzJsonWriter *self, const char *key, guint64 number);
void
dz_json_writer_add_boolean (DzJsonWriter *self, const char *key, gboolean boolean);
void
dz_json_writer_add_null (DzJsonWriter *self, const char *key);
/* A value as it was read, with all that hangs on it; a number keeps its digits. */
void
dz_json_writer_add_json (DzJsonWriter *self, const char *key, DzJson *json);
/* Bytes, as Base64. */
void
dz_json_writer_add_bytes (DzJsonWriter *self, const char *key, GBytes *bytes);

/* (transfer full): what was written; the writer is empty afterwards. */
char *
dz_json_writer_dup_string (DzJsonWriter *self);
/* (transfer full): the same with a line end after it. */
GBytes *
dz_json_writer_to_bytes (DzJsonWriter *self);

G_END_DECLS
