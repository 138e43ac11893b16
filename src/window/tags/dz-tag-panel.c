#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/dz-menus.h"
#include "window/tags/dz-tag-form.h"
#include "window/tags/dz-tag-list.h"
#include "window/tags/dz-tag-panel.h"
#include "window/tags/dz-tag-row.h"

#include "model/dz-edit.h"

/* A list activates its row on a double click too; by then its first click has done the work. */
#define DOUBLE_CLICK (G_USEC_PER_SEC / 2)

struct _DzTagPanel
{
  GtkBox parent_instance;

  GtkWidget *emphasis_bar;
  GtkLabel *emphasis_label;
  GtkStack *stack;
  GtkListView *list;
  GtkMenuButton *menu_button;

  DzProject *project;
  GtkSingleSelection *selection;
  DzTag *emphasized;
  gboolean read_only;
  gint64 clicked_at;
};

G_DEFINE_FINAL_TYPE (DzTagPanel, dz_tag_panel, GTK_TYPE_BOX)

enum
{
  EMPHASIS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static DzTag *
get_selected (DzTagPanel *self)
{
  GtkTreeListRow *row = self->selection ? gtk_single_selection_get_selected_item (self->selection) : NULL;
  g_autoptr (DzTag) tag = row ? gtk_tree_list_row_get_item (row) : NULL;

  return tag; /* the tree keeps it */
}

static void
update_actions (DzTagPanel *self)
{
  static const char *const of_selected[]
      = { "tag.edit", "tag.new-under", "tag.merge", "tag.move-up", "tag.move-down", "tag.move-in", "tag.move-out", "tag.delete" };
  gboolean can = self->project && !self->read_only;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tag.new", can);
  for (guint i = 0; i < G_N_ELEMENTS (of_selected); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_selected[i], can && get_selected (self));
}

static void
select_tag (DzTagPanel *self, DzTag *tag)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      g_autoptr (DzTag) at = gtk_tree_list_row_get_item (row);

      if (at == tag)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

/* Rows are asked for their tag again: what they show of the emphasis, and of their keys' numbers, may have changed. */
static void
refresh_rows (GtkWidget *widget, DzTagPanel *self)
{
  if (DZ_IS_TAG_ROW (widget))
    {
      dz_tag_row_set_emphasized (DZ_TAG_ROW (widget), self->emphasized
                                                          && dz_tag_row_get_tag (DZ_TAG_ROW (widget)) == self->emphasized);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    refresh_rows (child, self);
}

static void
set_emphasis (DzTagPanel *self, DzTag *tag)
{
  if (!g_set_object (&self->emphasized, tag))
    return;
  if (tag)
    {
      g_autofree char *text = g_strdup_printf (_ ("Only “%s” stands out"), dz_tag_get_name (tag));

      gtk_label_set_text (self->emphasis_label, text);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->emphasis_bar), tag != NULL);
  refresh_rows (GTK_WIDGET (self->list), self);
  g_signal_emit (self, signals[EMPHASIS_CHANGED], 0, tag);
}

static void
tags_changed_cb (DzTagPanel *self)
{
  gboolean any = g_list_model_get_n_items (dz_project_get_tags (self->project)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
  if (self->emphasized && !dz_project_lookup_tag (self->project, dz_tag_get_id (self->emphasized)))
    set_emphasis (self, NULL);
  refresh_rows (GTK_WIDGET (self->list), self);
  update_actions (self);
}

static void
activate_cb (DzTagPanel *self, guint position)
{
  DzTag *tag = get_selected (self);

  if (g_get_monotonic_time () - self->clicked_at > DOUBLE_CLICK)
    set_emphasis (self, tag == self->emphasized ? NULL : tag);
}

static void
row_clicked_cb (DzTagPanel *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  DzTag *tag = dz_tag_row_get_tag (DZ_TAG_ROW (row));

  self->clicked_at = g_get_monotonic_time ();
  if (tag && n_press == 1)
    set_emphasis (self, tag == self->emphasized ? NULL : tag);
}

static gboolean
drop_menu_cb (gpointer menu)
{
  DzTagPanel *self = DZ_TAG_PANEL (gtk_widget_get_parent (menu));

  gtk_widget_unparent (menu);
  if (self && !gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return G_SOURCE_REMOVE;
}

/* Its action runs after it has closed. */
static void
menu_closed_cb (GtkWidget *menu)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_menu_cb, g_object_ref (menu), g_object_unref);
}

static void
context_cb (DzTagPanel *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *menu = gtk_popover_menu_new_from_model (dz_menus_get ("tag"));

  if (dz_tag_row_get_tag (DZ_TAG_ROW (row)))
    select_tag (self, dz_tag_row_get_tag (DZ_TAG_ROW (row)));
  /* On the list: a row may be bound to another tag, or go, while it is open. */
  gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &x, &y);
  gtk_widget_set_parent (menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect (menu, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (menu));
}

static void
setup_cb (DzTagPanel *self, GtkListItem *item)
{
  GtkWidget *row = dz_tag_row_new (self->project);
  GtkGesture *click = gtk_gesture_click_new (), *context = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (row_clicked_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (context), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (context, "pressed", G_CALLBACK (context_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (context));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (DzTagPanel *self, GtkListItem *item)
{
  DzTagRow *row = DZ_TAG_ROW (gtk_list_item_get_child (item));

  dz_tag_row_set_row (row, gtk_list_item_get_item (item));
  dz_tag_row_set_emphasized (row, self->emphasized && dz_tag_row_get_tag (row) == self->emphasized);
}

static void
unbind_cb (DzTagPanel *self, GtkListItem *item)
{
  dz_tag_row_set_row (DZ_TAG_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_tag_form_ask_new (widget, DZ_TAG_PANEL (widget)->project, NULL);
}

static void
show_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_emphasis (DZ_TAG_PANEL (widget), NULL);
}

static void
move (DzTagPanel *self, DzTag *tag, DzTag *parent, guint index)
{
  g_autoptr (DzTag) moved = g_object_ref (tag);

  dz_edit_move_tag (self->project, moved, parent, index);
  select_tag (self, moved);
}

static void
move_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzTagPanel *self = DZ_TAG_PANEL (widget);
  DzTag *tag = get_selected (self), *parent;
  GListModel *siblings;
  guint position, n;

  if (!tag)
    return;
  parent = dz_tag_get_parent (tag);
  siblings = parent ? dz_tag_get_children (parent) : dz_project_get_tags (self->project);
  position = dz_tag_list_position (self->project, tag);
  n = g_list_model_get_n_items (siblings);
  if (g_str_equal (action, "tag.move-up") && position > 0)
    move (self, tag, parent, position - 1);
  else if (g_str_equal (action, "tag.move-down") && position + 1 < n)
    move (self, tag, parent, position + 1);
  else if (g_str_equal (action, "tag.move-in") && position > 0)
    {
      g_autoptr (DzTag) above = g_list_model_get_item (siblings, position - 1);

      move (self, tag, above, g_list_model_get_n_items (dz_tag_get_children (above)));
    }
  else if (g_str_equal (action, "tag.move-out") && parent)
    move (self, tag, dz_tag_get_parent (parent), dz_tag_list_position (self->project, parent) + 1);
}

static void
selected_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzTagPanel *self = DZ_TAG_PANEL (widget);
  DzTag *tag = get_selected (self);

  if (!tag)
    return;
  if (g_str_equal (action, "tag.edit"))
    dz_tag_form_ask_edit (widget, self->project, tag);
  else if (g_str_equal (action, "tag.new-under"))
    dz_tag_form_ask_new (widget, self->project, tag);
  else if (g_str_equal (action, "tag.merge"))
    dz_tag_form_ask_merge (widget, self->project, tag);
  else
    dz_tag_form_ask_remove (widget, self->project, tag);
}

static void
dz_tag_panel_dispose (GObject *object)
{
  DzTagPanel *self = DZ_TAG_PANEL (object);

  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->emphasized);
  g_clear_object (&self->project);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_TAG_PANEL);
  G_OBJECT_CLASS (dz_tag_panel_parent_class)->dispose (object);
}

static void
add_binding (GtkWidgetClass *klass, guint keyval, GdkModifierType modifiers, const char *action)
{
  gtk_widget_class_add_binding_action (klass, keyval, modifiers, action, NULL);
}

static void
dz_tag_panel_class_init (DzTagPanelClass *klass)
{
  static const char *const moves[] = { "tag.move-up", "tag.move-down", "tag.move-in", "tag.move-out" };
  static const char *const of_selected[] = { "tag.edit", "tag.new-under", "tag.merge", "tag.delete" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_tag_panel_dispose;
  signals[EMPHASIS_CHANGED] = g_signal_new ("emphasis-changed", DZ_TYPE_TAG_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, DZ_TYPE_TAG);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/tags/dz-tag-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DzTagPanel, emphasis_bar);
  gtk_widget_class_bind_template_child (widget_class, DzTagPanel, emphasis_label);
  gtk_widget_class_bind_template_child (widget_class, DzTagPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, DzTagPanel, list);
  gtk_widget_class_bind_template_child (widget_class, DzTagPanel, menu_button);
  gtk_widget_class_install_action (widget_class, "tag.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "tag.show-all", NULL, show_all_cb);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_install_action (widget_class, moves[i], NULL, move_cb);
  for (guint i = 0; i < G_N_ELEMENTS (of_selected); i++)
    gtk_widget_class_install_action (widget_class, of_selected[i], NULL, selected_cb);
  add_binding (widget_class, GDK_KEY_F2, 0, "tag.edit");
  add_binding (widget_class, GDK_KEY_Delete, 0, "tag.delete");
  add_binding (widget_class, GDK_KEY_Insert, 0, "tag.new");
  add_binding (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK, "tag.new-under");
  add_binding (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "tag.merge");
  add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "tag.move-up");
  add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "tag.move-down");
  add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "tag.move-in");
  add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "tag.move-out");
}

static void
dz_tag_panel_init (DzTagPanel *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->menu_button, dz_menus_get ("tag"));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  update_actions (self);
}

static GListModel *
create_children_cb (gpointer item, gpointer user_data)
{
  return g_object_ref (dz_tag_get_children (item));
}

void
dz_tag_panel_set_project (DzTagPanel *self, DzProject *project, gboolean read_only)
{
  GtkTreeListModel *tree;

  self->read_only = read_only;
  if (project == self->project)
    {
      update_actions (self);
      return;
    }
  set_emphasis (self, NULL);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_set_object (&self->project, project);
  tree = gtk_tree_list_model_new (g_object_ref (dz_project_get_tags (project)), FALSE, TRUE, create_children_cb, NULL, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (update_actions), self);
  g_signal_connect_swapped (project, "step-ended", G_CALLBACK (tags_changed_cb), self);
  tags_changed_cb (self);
}
