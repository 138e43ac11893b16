#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/dz-compat.h"
#include "window/highlights/dz-selection-bar.h"
#include "window/tags/dz-tag-chooser.h"

struct _DzSelectionBar
{
  GtkPopover parent_instance;

  DzTagChooser *chooser;
  GtkWidget *join;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (DzSelectionBar, dz_selection_bar, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  MADE,
  PLAIN,
  JOIN,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
chosen_cb (DzSelectionBar *self, DzTag *tag)
{
  g_signal_emit (self, signals[CHOSEN], 0, tag);
}

static void
made_cb (DzSelectionBar *self, const char *name)
{
  g_signal_emit (self, signals[MADE], 0, name);
}

static void
plain_cb (DzSelectionBar *self)
{
  g_signal_emit (self, signals[PLAIN], 0);
}

static void
join_cb (DzSelectionBar *self)
{
  g_signal_emit (self, signals[JOIN], 0);
}

static gboolean
key_pressed_cb (DzSelectionBar *self, guint keyval, guint keycode, GdkModifierType modifiers)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[LEFT], 0);
  return GDK_EVENT_STOP;
}

static void
dz_selection_bar_class_init (DzSelectionBarClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", DZ_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, DZ_TYPE_TAG);
  signals[MADE] = g_signal_new ("made", DZ_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  signals[PLAIN] = g_signal_new ("plain", DZ_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[JOIN] = g_signal_new ("join", DZ_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", DZ_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *tooltip, GCallback callback, gpointer self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "dz-chip");
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
dz_selection_bar_init (DzSelectionBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  self->chooser = DZ_TAG_CHOOSER (dz_tag_chooser_new ());
  self->hint = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_label_set_xalign (GTK_LABEL (self->hint), 1);
  gtk_widget_set_hexpand (self->hint, TRUE);
  add_button (buttons, _ ("Highlight"), _ ("Highlight without a tag"), G_CALLBACK (plain_cb), self);
  self->join = add_button (buttons, _ ("Join"), _ ("Join with the current highlight of the other side (Ctrl+J)"),
                           G_CALLBACK (join_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->hint);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chooser));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "dz-popover");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tag the selected passage"),
                                  -1);
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->chooser, "made", G_CALLBACK (made_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  dz_compat_let_shortcuts_through (GTK_POPOVER (self));
}

GtkWidget *
dz_selection_bar_new (void)
{
  return g_object_new (DZ_TYPE_SELECTION_BAR, NULL);
}

void
dz_selection_bar_show (DzSelectionBar *self, DzProject *project, DzSide side, const GdkRectangle *place, gboolean joins)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    dz_tag_chooser_set_project (self->chooser, project);
  gtk_widget_set_visible (self->join, joins);
  gtk_label_set_text (GTK_LABEL (self->hint), side == DZ_SIDE_ORIGINAL ? _ ("1–9 tags · Ctrl+T to type")
                                                                       : _ ("Alt+1–9 tags · Ctrl+T to type"));
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
}

void
dz_selection_bar_enter (DzSelectionBar *self, const char *text)
{
  dz_tag_chooser_start (self->chooser, text);
}

void
dz_selection_bar_clear (DzSelectionBar *self)
{
  dz_tag_chooser_clear (self->chooser);
}
