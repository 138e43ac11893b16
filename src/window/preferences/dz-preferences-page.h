#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DZ_TYPE_PREFERENCES_PAGE (dz_preferences_page_get_type ())
/**
 * DzPreferencesPage:
 *
 * The few things about the program that a person chooses once.
 */
G_DECLARE_FINAL_TYPE (DzPreferencesPage, dz_preferences_page, DZ, PREFERENCES_PAGE, AdwPreferencesPage)

AdwPreferencesPage *dz_preferences_page_new (void);

G_END_DECLS
