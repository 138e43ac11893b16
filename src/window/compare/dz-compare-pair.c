#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/compare/dz-compare-pair.h"

#define GAP 24
#define STACKED_GAP 4
/* With the padding of a row this is a view of 700 pixels. */
#define NARROW 676
#define LEAST_WIDTH 120

enum
{
  LEFT,
  RIGHT,
  N_LABELS
};

struct _DzComparePair
{
  GtkWidget parent_instance;

  GtkWidget *labels[N_LABELS];
};

G_DEFINE_FINAL_TYPE (DzComparePair, dz_compare_pair, GTK_TYPE_WIDGET)

static gboolean
is_stacked (int width)
{
  return width < NARROW;
}

int
dz_compare_pair_get_column (int width)
{
  return is_stacked (width) ? width : (width - GAP) / 2;
}

/* Empty labels are there for the column alone. */
static gboolean
has_text (GtkWidget *label)
{
  return *gtk_label_get_text (GTK_LABEL (label)) != '\0';
}

static int
measure_label (GtkWidget *label, int width)
{
  int height = 0;

  if (has_text (label))
    gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  DzComparePair *self = DZ_COMPARE_PAIR (widget);
  int column = dz_compare_pair_get_column (for_size), heights[N_LABELS];

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NARROW;
      return;
    }
  /* Nobody gives less than the least width, but they ask. */
  if (for_size < LEAST_WIDTH)
    column = LEAST_WIDTH;
  for (guint i = 0; i < N_LABELS; i++)
    heights[i] = measure_label (self->labels[i], column);
  if (!is_stacked (for_size))
    *minimum = MAX (heights[LEFT], heights[RIGHT]);
  else
    *minimum = heights[LEFT] + heights[RIGHT] + (heights[LEFT] > 0 && heights[RIGHT] > 0 ? STACKED_GAP : 0);
  *natural = *minimum;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DzComparePair *self = DZ_COMPARE_PAIR (widget);
  gboolean stacked = is_stacked (width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column = dz_compare_pair_get_column (width);
  int y = 0;

  for (guint i = 0; i < N_LABELS; i++)
    {
      int own = measure_label (self->labels[i], column);
      int x = stacked || (i == LEFT) != mirrored ? 0 : width - column;

      gtk_widget_set_child_visible (self->labels[i], own > 0);
      if (own == 0)
        continue;
      gtk_widget_size_allocate (self->labels[i], &(GtkAllocation){ x, y, column, own }, -1);
      if (stacked)
        y += own + STACKED_GAP;
    }
}

/* Tab goes to what can be pressed; the labels can be selected by pointer. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE;
}

static void
dz_compare_pair_dispose (GObject *object)
{
  DzComparePair *self = DZ_COMPARE_PAIR (object);

  for (guint i = 0; i < N_LABELS; i++)
    g_clear_pointer (&self->labels[i], gtk_widget_unparent);
  G_OBJECT_CLASS (dz_compare_pair_parent_class)->dispose (object);
}

static void
dz_compare_pair_class_init (DzComparePairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_compare_pair_dispose;
  widget_class->get_request_mode = get_request_mode;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->focus = focus;
  gtk_widget_class_set_css_name (widget_class, "comparepair");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dz_compare_pair_init (DzComparePair *self)
{
  for (guint i = 0; i < N_LABELS; i++)
    {
      GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

      gtk_label_set_xalign (label, 0);
      gtk_label_set_yalign (label, 0);
      gtk_label_set_wrap (label, TRUE);
      gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_parent (GTK_WIDGET (label), GTK_WIDGET (self));
      self->labels[i] = GTK_WIDGET (label);
    }
}

GtkWidget *
dz_compare_pair_new (void)
{
  return g_object_new (DZ_TYPE_COMPARE_PAIR, NULL);
}

GtkLabel *
dz_compare_pair_get_label (DzComparePair *self, gboolean right)
{
  return GTK_LABEL (self->labels[right ? RIGHT : LEFT]);
}
