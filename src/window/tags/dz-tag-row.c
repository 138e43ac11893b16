#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/tags/dz-swatch-grid.h"
#include "window/tags/dz-tag-list.h"
#include "window/tags/dz-tag-row.h"
#include "window/tags/dz-tag-swatch.h"

#include "model/dz-edit.h"

#define EDGE 0.25

struct _DzTagRow
{
  GtkBox parent_instance;

  GtkWidget *expander;
  GtkWidget *color_button;
  GtkWidget *swatch;
  GtkWidget *name;
  GtkWidget *mark;
  GtkWidget *count;
  DzProject *project;
  DzTag *tag;
  gboolean emphasized;
};

G_DEFINE_FINAL_TYPE (DzTagRow, dz_tag_row, GTK_TYPE_BOX)

static void
update (DzTagRow *self)
{
  const char *name = dz_tag_get_name (self->tag);
  const char *description = dz_tag_get_description (self->tag);
  guint n = dz_tag_get_n_highlights (self->tag), number = dz_tag_list_number_of (self->project, self->tag);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *counted = g_strdup_printf (ngettext ("%u highlight", "%u highlights", n), n);
  g_autofree char *spoken = g_strdup_printf ("%s, %s%s%s", name, counted, self->emphasized ? ", " : "",
                                             self->emphasized ? _ ("shown alone") : "");

  gtk_label_set_text (GTK_LABEL (self->name), name);
  if (g_list_model_get_n_items (dz_tag_get_children (self->tag)) == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dz-leaf");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dz-leaf");
  gtk_label_set_text (GTK_LABEL (self->count), count);
  dz_tag_swatch_set_color (DZ_TAG_SWATCH (self->swatch), dz_tag_get_color (self->tag));
  dz_tag_swatch_set_number (DZ_TAG_SWATCH (self->swatch), number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description && *description ? description : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_visible (self->mark, self->emphasized);
}

static void
color_chosen_cb (DzTagRow *self, GParamSpec *pspec, DzSwatchGrid *grid)
{
  if (self->tag)
    dz_edit_set_string (self->project, DZ_ENTITY (self->tag), "color", dz_swatch_grid_get_color (grid),
                        _ ("Change Colour"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->color_button));
}

static void
fill_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  DzTagRow *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = dz_swatch_grid_new (self->tag ? dz_tag_get_color (self->tag) : NULL);

  g_signal_connect_object (grid, "notify::color", G_CALLBACK (color_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_popover (button, popover);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  DzTagRow *self = user_data;

  return self->tag ? gdk_content_provider_new_typed (DZ_TYPE_TAG, self->tag) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (user_data);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static double
part_of (DzTagRow *self, double y)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  return height > 0 ? y / height : 0.5;
}

static void
clear_drop_marks (DzTagRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dz-drop-before");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dz-drop-after");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dz-drop-into");
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  DzTagRow *self = user_data;
  double part = part_of (self, y);

  clear_drop_marks (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), part < EDGE       ? "dz-drop-before"
                                               : part > 1 - EDGE ? "dz-drop-after"
                                                                 : "dz-drop-into");
  return GDK_ACTION_MOVE;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  DzTagRow *self = user_data;
  DzTag *tag = g_value_get_object (value);
  double part = part_of (self, y);
  DzTag *parent;
  guint index;

  clear_drop_marks (self);
  if (!self->tag || !tag || dz_project_lookup_tag (self->project, dz_tag_get_id (tag)) != tag
      || dz_tag_list_is_under (self->tag, tag))
    return FALSE;
  if (part >= EDGE && part <= 1 - EDGE)
    {
      dz_edit_move_tag (self->project, tag, self->tag, g_list_model_get_n_items (dz_tag_get_children (self->tag)));
      return TRUE;
    }
  parent = dz_tag_get_parent (self->tag);
  index = dz_tag_list_position (self->project, self->tag) + (part > 0.5 ? 1 : 0);
  /* The place is counted without the tag that moves. */
  if (dz_tag_get_parent (tag) == parent && dz_tag_list_position (self->project, tag) < index)
    index--;
  dz_edit_move_tag (self->project, tag, parent, index);
  return TRUE;
}

static void
add_drag_and_drop (DzTagRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (DZ_TYPE_TAG, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (clear_drop_marks), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
dz_tag_row_dispose (GObject *object)
{
  DzTagRow *self = DZ_TAG_ROW (object);

  dz_tag_row_set_row (self, NULL);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (dz_tag_row_parent_class)->dispose (object);
}

static void
dz_tag_row_class_init (DzTagRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_tag_row_dispose;
}

static void
dz_tag_row_init (DzTagRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->expander = gtk_tree_expander_new ();
  self->color_button = gtk_menu_button_new ();
  self->swatch = dz_tag_swatch_new (NULL, 0);
  self->name = gtk_label_new (NULL);
  self->mark = gtk_image_new_from_icon_name ("view-reveal-symbolic");
  self->count = gtk_label_new (NULL);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->color_button), self->swatch);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->color_button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->color_button), fill_popover_cb, self, NULL);
  gtk_widget_add_css_class (self->color_button, "dz-color-button");
  gtk_widget_set_tooltip_text (self->color_button, _ ("Change colour"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->color_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Change colour"), -1);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (box), self->color_button);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->mark);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (self->expander), box);
  gtk_widget_set_hexpand (self->expander, TRUE);
  gtk_box_append (GTK_BOX (self), self->expander);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dz-tag-row");
  add_drag_and_drop (self);
}

GtkWidget *
dz_tag_row_new (DzProject *project)
{
  DzTagRow *self = g_object_new (DZ_TYPE_TAG_ROW, NULL);

  g_set_object (&self->project, project);
  return GTK_WIDGET (self);
}

void
dz_tag_row_set_row (DzTagRow *self, GtkTreeListRow *row)
{
  g_autoptr (DzTag) tag = row ? gtk_tree_list_row_get_item (row) : NULL;

  if (self->tag)
    {
      g_signal_handlers_disconnect_by_func (self->tag, update, self);
      g_signal_handlers_disconnect_by_func (dz_tag_get_children (self->tag), update, self);
    }
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (self->expander), row);
  g_set_object (&self->tag, tag);
  if (!tag)
    return;
  g_signal_connect_swapped (tag, "notify", G_CALLBACK (update), self);
  g_signal_connect_swapped (dz_tag_get_children (tag), "items-changed", G_CALLBACK (update), self);
  update (self);
}

DzTag *
dz_tag_row_get_tag (DzTagRow *self)
{
  return self->tag;
}

void
dz_tag_row_set_emphasized (DzTagRow *self, gboolean emphasized)
{
  self->emphasized = emphasized;
  if (self->tag)
    update (self);
}
