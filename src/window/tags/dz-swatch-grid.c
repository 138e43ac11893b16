#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/tags/dz-swatch-grid.h"
#include "window/tags/dz-tag-swatch.h"

#include "model/dz-edit.h"

#define COLUMNS 6

struct _DzSwatchGrid
{
  GtkGrid parent_instance;

  char *color;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (DzSwatchGrid, dz_swatch_grid, GTK_TYPE_GRID)

enum
{
  PROP_0,
  PROP_COLOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
toggled_cb (DzSwatchGrid *self, GtkToggleButton *button)
{
  const char *color = g_object_get_data (G_OBJECT (button), "color");

  if (!gtk_toggle_button_get_active (button) || self->filling || g_strcmp0 (color, self->color) == 0)
    return;
  g_free (self->color);
  self->color = g_strdup (color);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

static GtkWidget *
add_swatch (DzSwatchGrid *self, const char *color, guint place, GtkWidget *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *label = g_strdup_printf (_ ("Colour %u"), place + 1);

  gtk_button_set_child (GTK_BUTTON (button), dz_tag_swatch_new (color, 0));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dz-swatch");
  gtk_widget_set_tooltip_text (button, color);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "color", g_strdup (color), g_free);
  if (group)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_grid_attach (GTK_GRID (self), button, place % COLUMNS, place / COLUMNS, 1, 1);
  if (self->color && g_ascii_strcasecmp (color, self->color) == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  return button;
}

static void
dz_swatch_grid_constructed (GObject *object)
{
  DzSwatchGrid *self = DZ_SWATCH_GRID (object);
  const char *const *palette = dz_tag_palette ();
  gboolean known = FALSE;
  GtkWidget *group = NULL;
  guint i;

  G_OBJECT_CLASS (dz_swatch_grid_parent_class)->constructed (object);
  self->filling = TRUE;
  for (i = 0; palette[i]; i++)
    {
      GtkWidget *button = add_swatch (self, palette[i], i, group);

      known |= self->color && g_ascii_strcasecmp (palette[i], self->color) == 0;
      group = group ? group : button;
    }
  /* A colour from elsewhere stays possible. */
  if (self->color && !known)
    add_swatch (self, self->color, i, group);
  self->filling = FALSE;
}

static void
dz_swatch_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COLOR)
    g_value_set_string (value, DZ_SWATCH_GRID (object)->color);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_swatch_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COLOR)
    DZ_SWATCH_GRID (object)->color = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_swatch_grid_finalize (GObject *object)
{
  g_free (DZ_SWATCH_GRID (object)->color);
  G_OBJECT_CLASS (dz_swatch_grid_parent_class)->finalize (object);
}

static void
dz_swatch_grid_class_init (DzSwatchGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = dz_swatch_grid_constructed;
  object_class->get_property = dz_swatch_grid_get_property;
  object_class->set_property = dz_swatch_grid_set_property;
  object_class->finalize = dz_swatch_grid_finalize;
  properties[PROP_COLOR]
      = g_param_spec_string ("color", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dz_swatch_grid_init (DzSwatchGrid *self)
{
  gtk_grid_set_column_spacing (GTK_GRID (self), 2);
  gtk_grid_set_row_spacing (GTK_GRID (self), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Colour"), -1);
}

GtkWidget *
dz_swatch_grid_new (const char *color)
{
  return g_object_new (DZ_TYPE_SWATCH_GRID, "color", color, NULL);
}

const char *
dz_swatch_grid_get_color (DzSwatchGrid *self)
{
  return self->color;
}
