#pragma once

#include <adwaita.h>

#include "window/app/dz-saver.h"

G_BEGIN_DECLS

#define DZ_TYPE_SAVE_BUTTON (dz_save_button_get_type ())
/**
 * DzSaveButton:
 *
 * Saves, and says how safe the work is: saved, being saved, not saved. Its width does not change with what it says.
 */
G_DECLARE_FINAL_TYPE (DzSaveButton, dz_save_button, DZ, SAVE_BUTTON, AdwBin)

/* @saver: (nullable): of what is shown; NULL: it may not be written */
void dz_save_button_set_saver (DzSaveButton *self, DzSaver *saver);

G_END_DECLS
