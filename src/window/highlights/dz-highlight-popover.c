#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/dz-compat.h"
#include "window/highlights/dz-highlight-editor.h"
#include "window/highlights/dz-highlight-popover.h"
#include "window/highlights/dz-highlight-row.h"

#define LEAST_HEIGHT 130
#define MOST_HEIGHT 220

struct _DzHighlightPopover
{
  GtkPopover parent_instance;

  GtkWidget *heading;
  GtkWidget *scroller;
  GtkWidget *list;
  DzHighlightEditor *editor;
  DzProject *project;
  GPtrArray *highlights;
  DzHighlight *current;
  DzSide side;
  gboolean read_only;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (DzHighlightPopover, dz_highlight_popover, GTK_TYPE_POPOVER)

enum
{
  CURRENT_CHANGED,
  JUMP_TO,
  JOIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_current (DzHighlightPopover *self, DzHighlight *highlight)
{
  g_set_object (&self->current, highlight);
  dz_highlight_editor_set_highlight (self->editor, self->project, highlight, self->side, self->read_only);
  g_signal_emit (self, signals[CURRENT_CHANGED], 0, highlight);
}

static void
row_selected_cb (DzHighlightPopover *self, GtkListBoxRow *row)
{
  if (row && !self->filling)
    set_current (self, g_ptr_array_index (self->highlights, gtk_list_box_row_get_index (row)));
}

static void
fill_list (DzHighlightPopover *self)
{
  g_autofree char *heading = g_strdup_printf (_ ("%u highlights here"), self->highlights->len);
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < self->highlights->len; i++)
    {
      GtkWidget *row = dz_highlight_row_new ();

      dz_highlight_row_set_highlight (DZ_HIGHLIGHT_ROW (row), self->project, g_ptr_array_index (self->highlights, i), NULL);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  self->filling = FALSE;
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_widget_set_visible (self->heading, self->highlights->len > 1);
  gtk_widget_set_visible (self->scroller, self->highlights->len > 1);
  dz_highlight_editor_set_shows_quotes (self->editor, self->highlights->len == 1);
}

static void
jump_cb (DzHighlightPopover *self, int side)
{
  g_autoptr (DzHighlight) highlight = self->current ? g_object_ref (self->current) : NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (highlight)
    g_signal_emit (self, signals[JUMP_TO], 0, highlight, side);
}

static void
join_cb (DzHighlightPopover *self)
{
  g_autoptr (DzHighlight) highlight = self->current ? g_object_ref (self->current) : NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (highlight)
    g_signal_emit (self, signals[JOIN], 0, highlight);
}

static void
removed_cb (DzHighlightPopover *self)
{
  guint index;

  if (self->highlights && g_ptr_array_find (self->highlights, self->current, &index))
    g_ptr_array_remove_index (self->highlights, index);
  if (!self->highlights || self->highlights->len == 0)
    {
      set_current (self, NULL);
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  fill_list (self);
  set_current (self, g_ptr_array_index (self->highlights, 0));
}

static void
dz_highlight_popover_closed (GtkPopover *popover)
{
  dz_highlight_editor_flush (DZ_HIGHLIGHT_POPOVER (popover)->editor);
}

static void
dz_highlight_popover_dispose (GObject *object)
{
  DzHighlightPopover *self = DZ_HIGHLIGHT_POPOVER (object);

  g_clear_object (&self->current);
  g_clear_pointer (&self->highlights, g_ptr_array_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (dz_highlight_popover_parent_class)->dispose (object);
}

static void
dz_highlight_popover_class_init (DzHighlightPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_highlight_popover_dispose;
  GTK_POPOVER_CLASS (klass)->closed = dz_highlight_popover_closed;
  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", DZ_TYPE_HIGHLIGHT_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, DZ_TYPE_HIGHLIGHT);
  signals[JUMP_TO] = g_signal_new ("jump", DZ_TYPE_HIGHLIGHT_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, DZ_TYPE_HIGHLIGHT, G_TYPE_INT);
  signals[JOIN] = g_signal_new ("join", DZ_TYPE_HIGHLIGHT_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, DZ_TYPE_HIGHLIGHT);
}

static void
dz_highlight_popover_init (DzHighlightPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "heading");
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Highlights here"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), LEAST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  self->editor = g_object_new (DZ_TYPE_HIGHLIGHT_EDITOR, NULL);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  gtk_widget_set_size_request (box, 360, -1);
  gtk_widget_add_css_class (box, "dz-popover");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Highlights here"), -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect_swapped (self->editor, "jump", G_CALLBACK (jump_cb), self);
  g_signal_connect_swapped (self->editor, "join", G_CALLBACK (join_cb), self);
  g_signal_connect_swapped (self->editor, "removed", G_CALLBACK (removed_cb), self);
  dz_compat_let_shortcuts_through (GTK_POPOVER (self));
}

GtkWidget *
dz_highlight_popover_new (void)
{
  return g_object_new (DZ_TYPE_HIGHLIGHT_POPOVER, NULL);
}

void
dz_highlight_popover_show (DzHighlightPopover *self,
                           DzProject *project,
                           GPtrArray *highlights,
                           DzSide side,
                           const GdkRectangle *place,
                           gboolean read_only)
{
  g_clear_pointer (&self->highlights, g_ptr_array_unref);
  self->highlights = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < highlights->len; i++)
    g_ptr_array_add (self->highlights, g_object_ref (g_ptr_array_index (highlights, i)));
  g_set_object (&self->project, project);
  self->side = side;
  self->read_only = read_only;
  fill_list (self);
  set_current (self, g_ptr_array_index (self->highlights, 0));
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
}

void
dz_highlight_popover_flush (DzHighlightPopover *self)
{
  dz_highlight_editor_flush (self->editor);
}
