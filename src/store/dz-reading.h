#pragma once

#include "store/dz-json.h"

G_BEGIN_DECLS

typedef struct _DzReanchor DzReanchor;

/* Told of what is passed over. */
typedef void (*DzLossFunc) (const GError *reason, gpointer data);

/**
 * DzReading:
 * @lenient: what cannot be understood is passed over, because a later version wrote it
 * @lost: set when something was passed over: the project must not be written back over its file
 * @n_entities: how many were found in the lists that were begun
 * @ids: (nullable): of what was read so far, so that nothing is read twice
 * @loss_func: (nullable): the file is damaged: a field, a format or a passage that cannot be understood is passed over, and
 *   told here
 * @loss_data: for @loss_func
 * @reanchor: (nullable): holds the passages of highlights against the text; without, their positions are believed
 *
 * How a file or a line is being read.
 */
typedef struct
{
  gboolean lenient;
  gboolean lost;
  guint n_entities;
  GHashTable *ids;
  DzLossFunc loss_func;
  gpointer loss_data;
  DzReanchor *reanchor;
} DzReading;

/* Members that nobody took of an object that has no place for them (a span, an anchor): they are lost. */
void
dz_reading_finish_value (DzReading *reading, DzJson *object);

/* Of a part that cannot be understood because of @reason (transfer full): TRUE when it is passed over; FALSE, with @error,
 * when what it is a part of cannot be read then. */
gboolean
dz_reading_pass_over (DzReading *reading, GError *reason, GError **error);

/* Before the entities of @list are read: FALSE when a project cannot have so many. */
gboolean
dz_reading_begin_list (DzReading *reading, DzJson *list, GError **error);

G_END_DECLS
