#pragma once

#include <adwaita.h>

#include "store/dz-recovery.h"

G_BEGIN_DECLS

#define DZ_TYPE_APPLICATION (dz_application_get_type ())
/**
 * DzApplication:
 *
 * The program with its windows: opens files, each once, and asks about unsaved work before it ends.
 */
G_DECLARE_FINAL_TYPE (DzApplication, dz_application, DZ, APPLICATION, AdwApplication)

DzApplication *dz_application_new (void);

/* Presents the window that has @file open; otherwise opens it in @window (nullable) when that is empty, or in a new one. */
void dz_application_open_file (DzApplication *self, GFile *file, GtkWindow *window);

/* Shows what a program that crashed left unsaved in @window (nullable) when that is empty, or in a new one. */
void dz_application_restore (DzApplication *self, DzLeftover *leftover, GtkWindow *window);

/* Call it when a window has another file than before. */
void dz_application_remember_files (DzApplication *self);

/**
 * dz_window_main:
 * @argc: as main() gets it
 * @argv: as main() gets it; the files to open
 *
 * Runs the program with a window.
 *
 * Returns: the exit status
 */
int dz_window_main (int argc, char **argv);

G_END_DECLS
