#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/parallel/dz-state-mark.h"

const char *
dz_state_mark_get_name (DzState state)
{
  switch (state)
    {
    case DZ_STATE_UNTRANSLATED:
      return _ ("Untranslated");
    case DZ_STATE_DRAFT:
      return _ ("Draft");
    case DZ_STATE_TRANSLATED:
      return _ ("Translated");
    case DZ_STATE_REVIEWED:
      return _ ("Reviewed");
    case DZ_STATE_FINAL:
      return _ ("Final");
    default:
      return "";
    }
}

static void
get_color (GtkWidget *widget, DzState state, GdkRGBA *color)
{
  static const char *const names[] = { NULL, "warning_color", "success_color", "success_color", "accent_color" };
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  gtk_style_context_get_color (context, color);
  if (!names[state] || !gtk_style_context_lookup_color (context, names[state], color))
    color->alpha *= 0.4f;
}

static void
tick (cairo_t *cr, double x)
{
  cairo_move_to (cr, x, 8.5);
  cairo_line_to (cr, x + 3, 11.5);
  cairo_line_to (cr, x + 8.5, 4.5);
  cairo_stroke (cr);
}

static void
disc (cairo_t *cr, double from, double to)
{
  cairo_arc (cr, 8, 8, 5, from, to);
}

void
dz_state_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, DzState state, float x, float y)
{
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, y, DZ_STATE_MARK_SIZE, DZ_STATE_MARK_SIZE));
  GdkRGBA color;

  get_color (widget, state, &color);
  cairo_translate (cr, x, y);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  switch (state)
    {
    case DZ_STATE_DRAFT:
      disc (cr, G_PI / 2, 3 * G_PI / 2);
      cairo_fill (cr);
      G_GNUC_FALLTHROUGH;
    case DZ_STATE_UNTRANSLATED:
      disc (cr, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    case DZ_STATE_TRANSLATED:
      tick (cr, 3.5);
      break;
    case DZ_STATE_REVIEWED:
      tick (cr, 1.5);
      tick (cr, 6);
      break;
    case DZ_STATE_FINAL:
      cairo_arc (cr, 8, 8, 7, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 1, 1, 1);
      tick (cr, 3.8);
      break;
    default:
      break;
    }
  cairo_destroy (cr);
}
