#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-versions-private.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define MONTH (30 * DAY)
#define ALWAYS 2
#define MOST_BYTES (G_GUINT64_CONSTANT (200) * 1024 * 1024)

/* Of which stretch of time one of that age is enough. */
static gint64
stretch_for (gint64 age)
{
  if (age <= HOUR)
    return 2 * MINUTE;
  if (age <= DAY)
    return HOUR;
  return age <= MONTH ? DAY : 7 * DAY;
}

static guint64
add_sizes (GPtrArray *versions)
{
  guint64 bytes = 0;

  for (guint i = 0; i < versions->len; i++)
    bytes += dz_version_get_size (g_ptr_array_index (versions, i));
  return bytes;
}

GPtrArray *
dz_versions_thin (GPtrArray *versions, gint64 now)
{
  GPtrArray *gone = g_ptr_array_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint n_saved = 0;
  gint64 last_stretch = -1, last_slot = -1;
  guint64 bytes;

  for (guint i = 0; i < versions->len; i++)
    {
      DzVersion *version = g_ptr_array_index (versions, i);
      gint64 age = now - dz_version_get_milliseconds (version);
      gint64 stretch = stretch_for (age), slot = dz_version_get_milliseconds (version) / stretch;
      gboolean risky = dz_version_get_reason (version) != NULL;
      gboolean first = stretch != last_stretch || slot != last_slot;

      if (first || (risky && age <= MONTH) || (!risky && n_saved < ALWAYS))
        g_ptr_array_add (kept, version);
      else
        g_ptr_array_add (gone, version);
      n_saved += !risky;
      last_stretch = stretch;
      last_slot = slot;
    }
  bytes = add_sizes (kept);
  for (guint i = kept->len; i > ALWAYS && bytes > MOST_BYTES; i--)
    {
      bytes -= dz_version_get_size (g_ptr_array_index (kept, i - 1));
      g_ptr_array_add (gone, g_ptr_array_index (kept, i - 1));
    }
  return gone;
}
