#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/details/dz-state-bar.h"

#define HEIGHT 10

struct _DzStateBar
{
  GtkWidget parent_instance;

  guint counts[DZ_N_STATES];
};

G_DEFINE_FINAL_TYPE (DzStateBar, dz_state_bar, GTK_TYPE_WIDGET)

static void
dz_state_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 60;
}

/* The further a block is, the stronger the text's own colour: told apart by depth, not by hue. */
static void
dz_state_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const float strength[DZ_N_STATES] = { 0.10f, 0.28f, 0.50f, 0.72f, 0.95f };
  DzStateBar *self = DZ_STATE_BAR (widget);
  float width = gtk_widget_get_width (widget), x = 0;
  guint all = 0;
  GdkRGBA color;
  GskRoundedRect outline;

  for (guint i = 0; i < DZ_N_STATES; i++)
    all += self->counts[i];
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, gtk_widget_get_height (widget)),
                                   HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  for (int i = DZ_N_STATES - 1; i >= 0; i--)
    {
      float part = all ? width * self->counts[i] / all : i ? 0 : width;
      GdkRGBA shade = color;

      shade.alpha = strength[i];
      gtk_snapshot_append_color (snapshot, &shade, &GRAPHENE_RECT_INIT (x, 0, part, gtk_widget_get_height (widget)));
      x += part;
    }
  gtk_snapshot_pop (snapshot);
}

static void
dz_state_bar_class_init (DzStateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dz_state_bar_measure;
  widget_class->snapshot = dz_state_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "statebar");
}

static void
dz_state_bar_init (DzStateBar *self)
{
}

void
dz_state_bar_set_counts (DzStateBar *self, const guint counts[DZ_N_STATES])
{
  for (guint i = 0; i < DZ_N_STATES; i++)
    self->counts[i] = counts[i];
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
