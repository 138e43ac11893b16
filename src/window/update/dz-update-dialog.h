#pragma once

#include <adwaita.h>

#include "store/dz-update.h"
#include "window/app/dz-session.h"

G_BEGIN_DECLS

#define DZ_TYPE_UPDATE_DIALOG (dz_update_dialog_get_type ())
/**
 * DzUpdateDialog:
 *
 * Shows block by block what a new version of the transcript changes, lets each be taken or left, and does it after the
 * present state was kept as a version. What changes in the project meanwhile is looked at anew.
 *
 * Signal "updated" (gpointer result): a DzUpdateResult; it is done, and the dialog goes.
 */
G_DECLARE_FINAL_TYPE (DzUpdateDialog, dz_update_dialog, DZ, UPDATE_DIALOG, AdwWindow)

/* @transcript: just read from @file; the dialog's from now on. */
DzUpdateDialog *dz_update_dialog_new (GtkWindow *parent, DzSession *session, GFile *file, DzProject *transcript);

G_END_DECLS
