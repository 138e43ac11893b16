#pragma once

#include <adwaita.h>

#include "store/dz-recovery.h"
#include "window/app/dz-application.h"

G_BEGIN_DECLS

#define DZ_TYPE_WINDOW (dz_window_get_type ())
/**
 * DzWindow:
 *
 * One window with one project, or with the welcome page.
 */
G_DECLARE_FINAL_TYPE (DzWindow, dz_window, DZ, WINDOW, AdwApplicationWindow)

DzWindow *dz_window_new (DzApplication *application);
/* Opens @file here, in place of the present project, after asking about unsaved work. */
void dz_window_open (DzWindow *self, GFile *file);
/* Shows what a program that crashed left unsaved, in a window that is empty. */
void dz_window_restore (DzWindow *self, DzLeftover *leftover);
/* TRUE while it shows the welcome page and opens nothing. */
gboolean dz_window_is_empty (DzWindow *self);
/* (transfer none) (nullable): where its project lies */
GFile *dz_window_get_file (DzWindow *self);
/* TRUE when its project lies in @file, or @file is being opened here. */
gboolean dz_window_holds (DzWindow *self, GFile *file);

G_END_DECLS
