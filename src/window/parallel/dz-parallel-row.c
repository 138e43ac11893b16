#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/parallel/dz-changed-mark.h"
#include "window/parallel/dz-parallel-row.h"
#include "window/parallel/dz-picture-cell.h"
#include "window/parallel/dz-state-mark.h"
#include "window/parallel/dz-text-style.h"

struct _DzParallelRow
{
  GtkWidget parent_instance;

  DzTextMeasure *measure;
  DzTextCell *cells[DZ_N_SIDES];
  GtkWidget *picture; /* made when a picture comes */
  DzProject *project;
  DzBlock *block;
  guint index;
  char *names[DZ_N_SIDES]; /* of who begins to speak */
  guint speaker_color;
  gboolean current;
};

G_DEFINE_FINAL_TYPE (DzParallelRow, dz_parallel_row, GTK_TYPE_WIDGET)

enum
{
  STATE_ACTIVATED,
  PICTURE_SIZED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Quiet hues, readable on light and dark paper. */
static const char *const speaker_colors[] = { "#3584e4", "#c8553d", "#3a944a", "#9256b8", "#b5770d", "#2a9d9d" };

static GtkSizeRequestMode
dz_parallel_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
compute (DzParallelRow *self, int width, DzRowMetrics *metrics, DzRowHeights *heights)
{
  dz_row_metrics_compute (metrics, width);
  dz_row_heights_init (heights, self->project, self->block, self->measure, metrics);
  for (DzSide side = 0; side < DZ_N_SIDES && dz_row_has_text (self->block); side++)
    {
      int height;

      gtk_widget_measure (GTK_WIDGET (self->cells[side]), GTK_ORIENTATION_VERTICAL, metrics->column, NULL, &height,
                          NULL, NULL);
      heights->text = MAX (heights->text, height);
    }
}

static void
dz_parallel_row_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  DzParallelRow *self = DZ_PARALLEL_ROW (widget);
  DzRowMetrics metrics;
  DzRowHeights heights;

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || !self->block)
    return;
  compute (self, MAX (for_size, 160), &metrics, &heights);
  *minimum = *natural = dz_row_heights_sum (&heights);
}

static void
allocate_text (DzParallelRow *self, const DzRowMetrics *metrics, const DzRowHeights *heights)
{
  gboolean shown = dz_row_has_text (self->block);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      GtkWidget *cell = GTK_WIDGET (self->cells[side]);

      gtk_widget_set_child_visible (cell, shown);
      if (shown)
        gtk_widget_size_allocate (cell,
                                  &(GtkAllocation){ dz_row_metrics_column_x (metrics, side),
                                                    heights->top + heights->speaker + heights->picture, metrics->column,
                                                    heights->text },
                                  -1);
    }
}

static void
dz_parallel_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DzParallelRow *self = DZ_PARALLEL_ROW (widget);
  DzRowMetrics metrics;
  DzRowHeights heights;

  if (!self->block)
    return;
  compute (self, width, &metrics, &heights);
  allocate_text (self, &metrics, &heights);
  if (self->picture)
    gtk_widget_set_child_visible (self->picture, heights.picture > 0);
  if (self->picture && heights.picture > 0)
    {
      gtk_widget_measure (self->picture, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->picture,
                                &(GtkAllocation){ dz_row_metrics_column_x (&metrics, DZ_SIDE_ORIGINAL),
                                                  heights.top + heights.speaker, metrics.column, heights.picture },
                                -1);
    }
}

static void
draw_words (DzParallelRow *self,
            GtkSnapshot *snapshot,
            const char *words,
            const char *markup_size,
            const GdkRGBA *color,
            int x,
            int y,
            int width,
            PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (g_str_equal (markup_size, "small"))
    pango_attr_list_insert (attributes, pango_attr_scale_new (0.75));
  else
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_current (DzParallelRow *self, GtkSnapshot *snapshot, const DzRowMetrics *metrics, const GdkRGBA *text, int y)
{
  GdkRGBA color = *text;
  GskRoundedRect shape;
  float height = (float)(gtk_widget_get_height (GTK_WIDGET (self)) - y);

  color.alpha *= 0.05f;
  gsk_rounded_rect_init_from_rect (
      &shape,
      &GRAPHENE_RECT_INIT ((float)metrics->gutter - 4, (float)y, (float)(metrics->mark - metrics->gutter) + 8, height),
      8);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Towards the text colour, so that it reads on any paper. */
static GdkRGBA
blend (const GdkRGBA *color, const GdkRGBA *text)
{
  GdkRGBA result = *text;

  result.red = 0.65f * color->red + 0.35f * text->red;
  result.green = 0.65f * color->green + 0.35f * text->green;
  result.blue = 0.65f * color->blue + 0.35f * text->blue;
  return result;
}

static void
draw_speaker (DzParallelRow *self,
              GtkSnapshot *snapshot,
              const DzRowMetrics *metrics,
              const DzRowHeights *heights,
              const GdkRGBA *text)
{
  GdkRGBA hue, color;
  float top;

  if (!gdk_rgba_parse (&hue, speaker_colors[self->speaker_color % G_N_ELEMENTS (speaker_colors)]))
    return;
  color = blend (&hue, text);
  for (DzSide side = 0; side < DZ_N_SIDES && heights->speaker > 0; side++)
    draw_words (self, snapshot, self->names[side], "bold", &color,
                dz_row_metrics_column_x (metrics, side) + DZ_CELL_MARGIN, heights->top + 2,
                metrics->column - 2 * DZ_CELL_MARGIN, PANGO_ALIGN_LEFT);
  hue.alpha = 0.65f;
  top = heights->speaker > 0 ? (float)heights->top : 0;
  gtk_snapshot_append_color (
      snapshot, &hue,
      &GRAPHENE_RECT_INIT ((float)metrics->gutter - 9, top, 3, (float)gtk_widget_get_height (GTK_WIDGET (self)) - top));
}

static void
draw_margins (DzParallelRow *self,
              GtkSnapshot *snapshot,
              const DzRowMetrics *metrics,
              const DzRowHeights *heights,
              const GdkRGBA *text)
{
  g_autofree char *number = g_strdup_printf ("%u", self->index + 1);
  int line = dz_text_measure_get_line_height (self->measure);
  int y = heights->top + heights->speaker + DZ_CELL_MARGIN_TOP;
  GdkRGBA dim = *text;

  dim.alpha *= 0.45f;
  draw_words (self, snapshot, number, "small", &dim, metrics->gutter - 44, y + line / 6, 30, PANGO_ALIGN_RIGHT);
  if (!dz_block_is_translatable (self->block))
    return;
  y += (line - DZ_STATE_MARK_SIZE) / 2;
  if (dz_changed_mark_is_on (self->block))
    dz_changed_mark_snapshot (GTK_WIDGET (self), snapshot, (float)metrics->mark + 4, (float)y);
  else
    dz_state_mark_snapshot (GTK_WIDGET (self), snapshot, dz_block_get_state (self->block), (float)metrics->mark + 4,
                            (float)y);
}

/* Over the whole height, so that the bars of a box run through. */
static void
draw_quotation (DzParallelRow *self,
                GtkSnapshot *snapshot,
                const DzRowMetrics *metrics,
                const DzRowHeights *heights,
                const GdkRGBA *text)
{
  const DzBlockForm *form = dz_block_get_form (self->block);
  float top = heights->speaker > 0 ? (float)(heights->top + heights->speaker) : 0;
  GdkRGBA dim = *text;

  dim.alpha *= 0.22f;
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    for (guint depth = 0; depth < MIN (form->quoted, DZ_TEXT_MAX_DEPTH); depth++)
      gtk_snapshot_append_color (
          snapshot, &dim,
          &GRAPHENE_RECT_INIT ((float)(dz_row_metrics_column_x (metrics, side) + dz_text_style_bar_x (depth)), top, 3,
                               (float)gtk_widget_get_height (GTK_WIDGET (self)) - top));
}

static void
draw_rule (GtkSnapshot *snapshot, const DzRowMetrics *metrics, const DzRowHeights *heights, const GdkRGBA *text)
{
  GdkRGBA dim = *text;

  dim.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &dim,
                             &GRAPHENE_RECT_INIT ((float)metrics->gutter + DZ_CELL_MARGIN,
                                                  (float)(heights->top + heights->text / 2),
                                                  (float)(metrics->mark - metrics->gutter) - 2 * DZ_CELL_MARGIN, 1));
}

static void
dz_parallel_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DzParallelRow *self = DZ_PARALLEL_ROW (widget);
  DzRowMetrics metrics;
  DzRowHeights heights;
  GdkRGBA text;

  if (!self->block)
    return;
  compute (self, gtk_widget_get_width (widget), &metrics, &heights);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  if (self->current)
    draw_current (self, snapshot, &metrics, &text, heights.top + heights.speaker);
  if (dz_block_get_kind (self->block) == DZ_BLOCK_RULE)
    draw_rule (snapshot, &metrics, &heights, &text);
  if (dz_block_get_speaker (self->block))
    draw_speaker (self, snapshot, &metrics, &heights, &text);
  draw_quotation (self, snapshot, &metrics, &heights, &text);
  draw_margins (self, snapshot, &metrics, &heights, &text);
  GTK_WIDGET_CLASS (dz_parallel_row_parent_class)->snapshot (widget, snapshot);
}

static gboolean
get_mark_area (DzParallelRow *self, GdkRectangle *area)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  DzRowMetrics metrics;
  DzRowHeights heights;

  if (!self->block || !dz_block_is_translatable (self->block))
    return FALSE;
  compute (self, width, &metrics, &heights);
  *area = (GdkRectangle){ metrics.mark, heights.top + heights.speaker, DZ_STATE_MARK_SIZE + 8,
                          dz_text_measure_get_line_height (self->measure) + 8 };
  return TRUE;
}

static void
clicked_cb (DzParallelRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkRectangle area;

  if (get_mark_area (self, &area) && gdk_rectangle_contains_point (&area, (int)x, (int)y))
    g_signal_emit (self, signals[STATE_ACTIVATED], 0, &area);
}

static gboolean
dz_parallel_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DzParallelRow *self = DZ_PARALLEL_ROW (widget);
  GdkRectangle area;

  if (!get_mark_area (self, &area) || !gdk_rectangle_contains_point (&area, x, y))
    return FALSE;
  if (dz_changed_mark_is_on (self->block))
    {
      g_autofree char *changed = dz_changed_mark_dup_markup (self->block);
      g_autofree char *markup = g_strdup_printf ("<b>%s</b>\n%s", dz_state_mark_get_name (dz_block_get_state (self->block)), changed);

      gtk_tooltip_set_markup (tooltip, markup);
    }
  else
    {
      gtk_tooltip_set_text (tooltip, dz_state_mark_get_name (dz_block_get_state (self->block)));
    }
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
dz_parallel_row_dispose (GObject *object)
{
  DzParallelRow *self = DZ_PARALLEL_ROW (object);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      if (self->cells[side])
        gtk_widget_unparent (GTK_WIDGET (self->cells[side]));
      self->cells[side] = NULL;
      g_clear_pointer (&self->names[side], g_free);
    }
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_object (&self->block);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (dz_parallel_row_parent_class)->dispose (object);
}

static void
dz_parallel_row_class_init (DzParallelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_parallel_row_dispose;
  widget_class->get_request_mode = dz_parallel_row_get_request_mode;
  widget_class->measure = dz_parallel_row_measure;
  widget_class->size_allocate = dz_parallel_row_size_allocate;
  widget_class->snapshot = dz_parallel_row_snapshot;
  widget_class->query_tooltip = dz_parallel_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "parallelrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);

  signals[STATE_ACTIVATED] = g_signal_new ("state-activated", DZ_TYPE_PARALLEL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[PICTURE_SIZED]
      = g_signal_new ("picture-sized", DZ_TYPE_PARALLEL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dz_parallel_row_init (DzParallelRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
dz_parallel_row_new (DzCellHost *host, DzTextMeasure *measure)
{
  DzParallelRow *self = g_object_new (DZ_TYPE_PARALLEL_ROW, NULL);

  self->measure = measure;
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      self->cells[side] = DZ_TEXT_CELL (dz_text_cell_new (side, host, measure));
      gtk_widget_set_parent (GTK_WIDGET (self->cells[side]), GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}

static guint
find_speaker_number (DzProject *project, const char *id)
{
  GListModel *speakers = dz_project_get_speakers (project);
  guint n = MIN (g_list_model_get_n_items (speakers), 24);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (speakers, i);

      if (g_str_equal (dz_speaker_get_id (speaker), id))
        return i;
    }
  return n;
}

static char *
dup_cell_name (DzParallelRow *self, DzSide side, DzSpeaker *speaker)
{
  const char *who = speaker ? dz_speaker_get_name (speaker) : "";
  const char *format;

  if (*who)
    {
      /* Translators: "12" is the block's number, then comes who speaks. */
      format = side == DZ_SIDE_ORIGINAL ? _ ("Original, block %u, %s") : _ ("Translation, block %u, %s");
      return g_strdup_printf (format, self->index + 1, who);
    }
  format = side == DZ_SIDE_ORIGINAL ? _ ("Original, block %u") : _ ("Translation, block %u");
  return g_strdup_printf (format, self->index + 1);
}

static void
take_names (DzParallelRow *self)
{
  const char *id = dz_block_get_speaker (self->block);
  DzSpeaker *speaker = id ? dz_project_lookup_speaker (self->project, id) : NULL;
  const char *name = speaker ? dz_speaker_get_name (speaker) : "";
  const char *translated = speaker ? dz_speaker_get_translated_name (speaker) : "";

  g_free (self->names[DZ_SIDE_ORIGINAL]);
  g_free (self->names[DZ_SIDE_TRANSLATION]);
  self->names[DZ_SIDE_ORIGINAL] = g_strdup (name);
  self->names[DZ_SIDE_TRANSLATION] = g_strdup (*translated ? translated : name);
  self->speaker_color = speaker ? find_speaker_number (self->project, id) : 0;
}

static void
picture_sized_cb (DzParallelRow *self)
{
  g_signal_emit (self, signals[PICTURE_SIZED], 0);
}

static void
bind_picture (DzParallelRow *self)
{
  gboolean needed = self->block && dz_block_get_kind (self->block) == DZ_BLOCK_PICTURE;

  if (needed && !self->picture)
    {
      self->picture = dz_picture_cell_new ();
      gtk_widget_insert_after (self->picture, GTK_WIDGET (self), NULL);
      g_signal_connect_swapped (self->picture, "size-changed", G_CALLBACK (picture_sized_cb), self);
    }
  if (self->picture)
    {
      dz_picture_cell_bind (DZ_PICTURE_CELL (self->picture), self->project, self->block);
      gtk_widget_set_child_visible (self->picture, needed);
    }
}

/* Who cannot see the mark is told at the translation. */
static void
describe_change (DzParallelRow *self)
{
  GtkAccessible *cell = GTK_ACCESSIBLE (self->cells[DZ_SIDE_TRANSLATION]);
  g_autofree char *spoken = dz_changed_mark_is_on (self->block) ? dz_changed_mark_dup_spoken (self->block) : NULL;

  if (spoken)
    gtk_accessible_update_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  else
    gtk_accessible_reset_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
set_name (DzParallelRow *self)
{
  const char *id = dz_block_get_speaker (self->block);
  DzSpeaker *speaker = id ? dz_project_lookup_speaker (self->project, id) : NULL;
  const char *state = dz_state_mark_get_name (dz_block_get_state (self->block));
  g_autofree char *name = g_strdup_printf (dz_changed_mark_is_on (self->block) ? _ ("Block %u, %s, its original has changed")
                                                                               : _ ("Block %u, %s"),
                                           self->index + 1, state);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      g_autofree char *cell_name = dup_cell_name (self, side, speaker);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[side]), GTK_ACCESSIBLE_PROPERTY_LABEL, cell_name, -1);
    }
}

void
dz_parallel_row_refresh (DzParallelRow *self, guint index)
{
  if (!self->block)
    return;
  self->index = index;
  take_names (self);
  set_name (self);
  describe_change (self);
  bind_picture (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dz_parallel_row_bind (
    DzParallelRow *self, DzProject *project, DzBlock *block, guint index, const DzRowLanguages *languages)
{
  g_set_object (&self->project, project);
  g_set_object (&self->block, block);
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    dz_text_cell_bind (self->cells[side], project, block, languages ? languages->of[side] : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, block == NULL, -1);
  if (block)
    dz_parallel_row_refresh (self, index);
  else
    bind_picture (self);
}

DzBlock *
dz_parallel_row_get_block (DzParallelRow *self)
{
  return self->block;
}

guint
dz_parallel_row_get_index (DzParallelRow *self)
{
  return self->index;
}

DzTextCell *
dz_parallel_row_get_cell (DzParallelRow *self, DzSide side)
{
  return self->cells[side];
}

void
dz_parallel_row_set_current (DzParallelRow *self, gboolean current)
{
  if (self->current == current)
    return;
  self->current = current;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dz_parallel_row_set_read_only (DzParallelRow *self, gboolean read_only)
{
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->cells[DZ_SIDE_TRANSLATION]), !read_only);
}

void
dz_parallel_row_set_extra_menu (DzParallelRow *self, GMenuModel *menu)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    gtk_text_view_set_extra_menu (GTK_TEXT_VIEW (self->cells[side]), menu);
}

void
dz_parallel_row_take_style (DzParallelRow *self)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      GtkWidget *cell = GTK_WIDGET (self->cells[side]);

      GTK_WIDGET_GET_CLASS (cell)->css_changed (cell, NULL);
    }
}

void
dz_parallel_row_forget_height (DzParallelRow *self)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    dz_text_cell_forget_height (self->cells[side]);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
