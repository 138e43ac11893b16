#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Milliseconds: what is typed into a field is in the project so soon, and safe with it. */
#define DZ_SOON 400

/* Calls @func in DZ_SOON, unless *@source says that it will be already; @func sets *@source to 0. */
static inline void
dz_soon_call (guint *source, GSourceFunc func, gpointer data)
{
  if (*source == 0)
    *source = g_timeout_add (DZ_SOON, func, data);
}

G_END_DECLS
