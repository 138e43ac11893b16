#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "article/dz-layout.h"

static const char *const words[DZ_N_LAYOUTS] = { "original", "translation", "side-by-side", "interleaved" };

const char *
dz_layout_to_word (DzLayout layout)
{
  g_return_val_if_fail (layout < DZ_N_LAYOUTS, NULL);

  return words[layout];
}

gboolean
dz_layout_from_word (const char *word, DzLayout *layout)
{
  g_return_val_if_fail (word != NULL && layout != NULL, FALSE);

  for (guint i = 0; i < DZ_N_LAYOUTS; i++)
    {
      if (g_str_equal (word, words[i]))
        {
          *layout = i;
          return TRUE;
        }
    }
  return FALSE;
}
