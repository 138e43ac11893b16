#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "language/dz-diff.h"
#include "window/parallel/dz-changed-mark.h"
#include "window/parallel/dz-state-mark.h"

/* Code points of the earlier original that are shown, and how many of them stand before the first change. */
#define MOST_SHOWN 240
#define LEAD 60

gboolean
dz_changed_mark_is_on (DzBlock *block)
{
  return *dz_block_get_earlier_original (block) != '\0';
}

static void
get_color (GtkWidget *widget, GdkRGBA *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, "warning_color", color))
    gtk_style_context_get_color (context, color);
}

void
dz_changed_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, float x, float y)
{
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, y, DZ_STATE_MARK_SIZE, DZ_STATE_MARK_SIZE));
  GdkRGBA color;

  get_color (widget, &color);
  cairo_translate (cr, x, y);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, 8, 1.8);
  cairo_line_to (cr, 14.8, 13.8);
  cairo_line_to (cr, 1.2, 13.8);
  cairo_close_path (cr);
  cairo_stroke (cr);
  cairo_move_to (cr, 8, 6.2);
  cairo_line_to (cr, 8, 9.2);
  cairo_stroke (cr);
  cairo_arc (cr, 8, 11.6, 0.9, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
append (GString *out, const char *text, guint start, guint end, gboolean gone)
{
  g_autofree char *piece = start < end ? g_utf8_substring (text, start, end) : NULL;
  g_autofree char *escaped = piece ? g_markup_escape_text (piece, -1) : NULL;

  if (escaped)
    g_string_append_printf (out, gone ? "<b><s>%s</s></b>" : "%s", escaped);
}

/* From @start to @end of @earlier, with what gave way struck through. */
static char *
dup_marked (const char *earlier, GArray *edits, guint start, guint end)
{
  GString *out = g_string_new (start > 0 ? "…" : "");
  guint at = start;

  for (guint i = 0; i < edits->len && at < end; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      guint from = CLAMP (edit->a_start, at, end), to = CLAMP (edit->a_start + edit->a_length, at, end);

      append (out, earlier, at, from, FALSE);
      append (out, earlier, from, to, TRUE);
      at = to;
    }
  append (out, earlier, at, end, FALSE);
  if (end < (guint)g_utf8_strlen (earlier, -1))
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}

char *
dz_changed_mark_dup_markup (DzBlock *block)
{
  const char *earlier = dz_block_get_earlier_original (block);
  g_autoptr (GArray) edits = dz_diff_words (earlier, dz_text_get_string (dz_block_get_text (block, DZ_SIDE_ORIGINAL)));
  guint length = (guint)g_utf8_strlen (earlier, -1);
  guint first = edits->len > 0 ? g_array_index (edits, DzDiffEdit, 0).a_start : 0;
  guint start = length > MOST_SHOWN && first > LEAD ? first - LEAD : 0;
  g_autofree char *words = dup_marked (earlier, edits, start, MIN (length, start + MOST_SHOWN));

  return g_strdup_printf ("%s\n%s", _ ("The original changed after this was translated. It was:"), words);
}

char *
dz_changed_mark_dup_spoken (DzBlock *block)
{
  return g_strdup_printf ("%s %s", _ ("The original changed after this was translated. It was:"),
                          dz_block_get_earlier_original (block));
}
