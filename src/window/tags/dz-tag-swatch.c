#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/tags/dz-tag-swatch.h"

#define SIZE 16
#define RADIUS 4

struct _DzTagSwatch
{
  GtkWidget parent_instance;

  char *color;
  GdkRGBA rgba;
  guint number;
};

G_DEFINE_FINAL_TYPE (DzTagSwatch, dz_tag_swatch, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
dz_tag_swatch_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static double
luminance (const GdkRGBA *rgba)
{
  return 0.299 * rgba->red + 0.587 * rgba->green + 0.114 * rgba->blue;
}

static void
draw_number (DzTagSwatch *self, GtkSnapshot *snapshot, int x, int y)
{
  g_autofree char *text = g_strdup_printf ("%u", self->number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Bold");
  const GdkRGBA dark = { 0, 0, 0, 0.85 }, light = { 1, 1, 1, 1 };
  int width, height;

  pango_font_description_set_absolute_size (font, 11 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x + (SIZE - width) / 2.0f, y + (SIZE - height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, luminance (&self->rgba) > 0.55 ? &dark : &light);
  gtk_snapshot_restore (snapshot);
}

static void
dz_tag_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DzTagSwatch *self = DZ_TAG_SWATCH (widget);
  int x = (gtk_widget_get_width (widget) - SIZE) / 2, y = (gtk_widget_get_height (widget) - SIZE) / 2;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->rgba, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  if (self->number)
    draw_number (self, snapshot, x, y);
}

static void
dz_tag_swatch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COLOR)
    g_value_set_string (value, DZ_TAG_SWATCH (object)->color);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_tag_swatch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COLOR)
    dz_tag_swatch_set_color (DZ_TAG_SWATCH (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_tag_swatch_finalize (GObject *object)
{
  g_free (DZ_TAG_SWATCH (object)->color);
  G_OBJECT_CLASS (dz_tag_swatch_parent_class)->finalize (object);
}

static void
dz_tag_swatch_class_init (DzTagSwatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dz_tag_swatch_get_property;
  object_class->set_property = dz_tag_swatch_set_property;
  object_class->finalize = dz_tag_swatch_finalize;
  widget_class->measure = dz_tag_swatch_measure;
  widget_class->snapshot = dz_tag_swatch_snapshot;
  properties[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dz_tag_swatch_init (DzTagSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
dz_tag_swatch_new (const char *color, guint number)
{
  DzTagSwatch *self = g_object_new (DZ_TYPE_TAG_SWATCH, "color", color, NULL);

  self->number = number;
  return GTK_WIDGET (self);
}

void
dz_tag_swatch_set_color (DzTagSwatch *self, const char *color)
{
  if (g_strcmp0 (color, self->color) == 0)
    return;
  g_free (self->color);
  self->color = g_strdup (color);
  if (!color || !gdk_rgba_parse (&self->rgba, color))
    self->rgba = (GdkRGBA) { 0.5, 0.5, 0.5, 1 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

void
dz_tag_swatch_set_number (DzTagSwatch *self, guint number)
{
  self->number = number;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
