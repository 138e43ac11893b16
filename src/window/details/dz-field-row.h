#pragma once

#include <adwaita.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_FIELD_ROW (dz_field_row_get_type ())
/**
 * DzFieldRow:
 *
 * One field of an entity to read and to change: what is typed goes into the project when it is entered or left.
 */
G_DECLARE_FINAL_TYPE (DzFieldRow, dz_field_row, DZ, FIELD_ROW, AdwEntryRow)

/* @label: of the change, as undo shows it. */
GtkWidget *dz_field_row_new (DzProject *project,
                             DzEntity *entity,
                             const char *field,
                             const char *title,
                             const char *label,
                             gboolean read_only);
/* Puts what is typed into the project. */
void dz_field_row_flush (DzFieldRow *self);

G_END_DECLS
