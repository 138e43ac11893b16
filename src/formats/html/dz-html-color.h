#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the stylesheet paints the page with, in either scheme; the colours of tags are held against it. */
#define DZ_HTML_PAPER_LIGHT 0xfcfbf8
#define DZ_HTML_PAPER_DARK 0x17181b

/* A tag's colour as 0xrrggbb; a middle grey for what is no colour. */
guint32
dz_html_color_parse (const char *color);
/* The contrast of two colours as WCAG 2 counts it: 1 to 21. */
double
dz_html_color_contrast (guint32 a, guint32 b);
/* @color, as little darker or lighter as gives it a contrast of @least with @paper. */
guint32
dz_html_color_adapt (guint32 color, guint32 paper, double least);

G_END_DECLS
