#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <math.h>
#include <string.h>

#include "formats/html/dz-html-color.h"

#define FALLBACK 0x8a8a8a
#define STEPS 32

guint32
dz_html_color_parse (const char *color)
{
  guint32 value = 0;
  gsize length;

  if (color == NULL || *color != '#')
    return FALLBACK;
  color++;
  length = strspn (color, "0123456789abcdefABCDEF");
  if (color[length] != '\0' || (length != 3 && length != 6))
    return FALLBACK;
  for (gsize i = 0; i < length; i++)
    {
      guint32 digit = g_ascii_xdigit_value (color[i]);

      value = (value << 4) | digit;
      if (length == 3)
        value = (value << 4) | digit;
    }
  return value;
}

static double
linear (guint32 channel)
{
  double part = channel / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (guint32 color)
{
  return 0.2126 * linear ((color >> 16) & 0xff) + 0.7152 * linear ((color >> 8) & 0xff)
         + 0.0722 * linear (color & 0xff);
}

double
dz_html_color_contrast (guint32 a, guint32 b)
{
  double left = luminance (a) + 0.05;
  double right = luminance (b) + 0.05;

  return MAX (left, right) / MIN (left, right);
}

static guint32
mix (guint32 color, guint32 towards, guint step)
{
  guint32 mixed = 0;

  for (int shift = 16; shift >= 0; shift -= 8)
    {
      guint32 from = (color >> shift) & 0xff;
      guint32 to = (towards >> shift) & 0xff;

      mixed = (mixed << 8) | ((from * (STEPS - step) + to * step) / STEPS);
    }
  return mixed;
}

guint32
dz_html_color_adapt (guint32 color, guint32 paper, double least)
{
  guint32 towards = luminance (paper) > 0.18 ? 0x000000 : 0xffffff;
  guint step = 0;

  while (step < STEPS && dz_html_color_contrast (mix (color, towards, step), paper) < least)
    step++;
  return mix (color, towards, step);
}
