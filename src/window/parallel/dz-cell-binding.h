#pragma once

#include <gtk/gtk.h>

#include "model/dz-edit.h"

G_BEGIN_DECLS

#define DZ_TYPE_CELL_BINDING (dz_cell_binding_get_type ())
/**
 * DzCellBinding:
 *
 * Keeps a text buffer and one side of a block equal. The model is the truth: what is typed goes to it as an edit, what
 * changes there goes to the buffer. While an input method composes, the buffer is left alone; what the model changes
 * meanwhile comes in when the composition ends.
 *
 * Signal "updated" (): the buffer's text or its look was set from the model.
 */
G_DECLARE_FINAL_TYPE (DzCellBinding, dz_cell_binding, DZ, CELL_BINDING, GObject)

DzCellBinding *dz_cell_binding_new (GtkTextBuffer *buffer, DzSide side);

/* @block may be NULL: the buffer is emptied. @language: of the side; nullable */
void dz_cell_binding_bind (DzCellBinding *self, DzProject *project, DzBlock *block, const char *language);
/* (transfer none) (nullable) */
DzBlock *dz_cell_binding_get_block (DzCellBinding *self);
DzProject *dz_cell_binding_get_project (DzCellBinding *self);
const char *dz_cell_binding_get_language (DzCellBinding *self);

void dz_cell_binding_set_composing (DzCellBinding *self, gboolean composing);
gboolean dz_cell_binding_get_composing (DzCellBinding *self);
/* TRUE while something typed is on its way to the model: the caret moves because of that. */
gboolean dz_cell_binding_is_busy (DzCellBinding *self);

/* (transfer full): what the buffer shows: the model's text, but for what waits for the end of a composition. */
DzText *dz_cell_binding_dup_text (DzCellBinding *self);

G_END_DECLS
