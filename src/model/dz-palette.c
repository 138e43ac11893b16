#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit.h"

/* Hues that stay apart under text in light and dark, also for most colour-blind readers when they are neighbours here.
 */
static const char *const palette[] = {
  "#3584e4", "#e5a50a", "#2ec27e", "#e01b24", "#9141ac", "#ff7800", "#0ab9dc", "#c64f9c", "#986a44", "#5e5c64", NULL,
};

/**
 * dz_tag_palette:
 *
 * Returns: (transfer none) (array zero-terminated=1): the colours that tags get by default, "#rrggbb"
 */
const char *const *
dz_tag_palette (void)
{
  return palette;
}
