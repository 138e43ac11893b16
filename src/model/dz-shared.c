#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-shared-private.h"

char *
dz_shared_new (const char *string)
{
  return string != NULL ? (char *)g_atomic_rc_box_dup (strlen (string) + 1, string) : NULL;
}

char *
dz_shared_ref (char *shared)
{
  return shared != NULL ? g_atomic_rc_box_acquire (shared) : NULL;
}

void
dz_shared_unref (char *shared)
{
  if (shared != NULL)
    g_atomic_rc_box_release (shared);
}

/* One piece of memory: the pointers, and behind them what they point to. */
char **
dz_shared_strv_new (const char *const *strings)
{
  gsize n_strings = strings != NULL ? g_strv_length ((GStrv)strings) : 0;
  gsize size = (n_strings + 1) * sizeof (char *);
  char **shared;
  char *place;

  for (gsize i = 0; i < n_strings; i++)
    size += strlen (strings[i]) + 1;
  shared = g_atomic_rc_box_alloc (size);
  place = (char *)(shared + n_strings + 1);
  for (gsize i = 0; i < n_strings; i++)
    {
      shared[i] = place;
      place = g_stpcpy (place, strings[i]) + 1;
    }
  shared[n_strings] = NULL;
  return shared;
}

char **
dz_shared_strv_ref (char **shared)
{
  return g_atomic_rc_box_acquire (shared);
}

void
dz_shared_strv_unref (char **shared)
{
  g_atomic_rc_box_release (shared);
}
