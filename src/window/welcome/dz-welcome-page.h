#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DZ_TYPE_WELCOME_PAGE (dz_welcome_page_get_type ())
/**
 * DzWelcomePage:
 *
 * What a window without a project shows: ways to begin, and the files worked on last.
 */
G_DECLARE_FINAL_TYPE (DzWelcomePage, dz_welcome_page, DZ, WELCOME_PAGE, AdwBin)

/* Reads the list of recent files anew. */
void dz_welcome_page_refresh (DzWelcomePage *self);

G_END_DECLS
