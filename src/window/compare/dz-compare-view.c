#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "window/compare/dz-compare-list.h"
#include "window/compare/dz-compare-pair.h"
#include "window/compare/dz-compare-view.h"

struct _DzCompareView
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *headings;
  GtkWidget *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *stack;
  GtkWidget *empty;
  DzCompareList *list;
  GListModel *items;
  DzCompareCountFunc dup_count;
};

G_DEFINE_FINAL_TYPE (DzCompareView, dz_compare_view, GTK_TYPE_WIDGET)

static guint action_signal;

static void
action_cb (DzCompareView *self, DzCompareItem *item, const char *id)
{
  g_signal_emit (self, action_signal, 0, item, id);
}

static void
previous_cb (DzCompareView *self)
{
  dz_compare_list_go (self->list, -1);
}

static void
next_cb (DzCompareView *self)
{
  dz_compare_list_go (self->list, 1);
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (ngettext ("%u difference", "%u differences", n), n);
}

static void
count_cb (DzCompareView *self)
{
  guint n = dz_compare_list_get_n_different (self->list);
  g_autofree char *text = self->dup_count (n);

  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_sensitive (self->previous, n > 0);
  gtk_widget_set_sensitive (self->next, n > 0);
  gtk_widget_set_visible (self->header, n > 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 || !self->items ? "rows" : "empty");
}

static void
dz_compare_view_dispose (GObject *object)
{
  DzCompareView *self = DZ_COMPARE_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (dz_compare_view_parent_class)->dispose (object);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  DzCompareView *self = DZ_COMPARE_VIEW (widget);

  /* A key that goes to rows which are not seen is lost. */
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "rows") == 0
         && gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
dz_compare_view_class_init (DzCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_compare_view_dispose;
  widget_class->grab_focus = grab_focus;
  action_signal = g_signal_new ("action", DZ_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                DZ_TYPE_COMPARE_ITEM, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "compareview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_button (DzCompareView *self, const char *icon, const char *name, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
add_header (DzCompareView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (self->header, "dz-compare-header");
  self->count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_set_hexpand (self->count, TRUE);
  self->previous = make_button (self, "go-up-symbolic", _ ("Previous difference"), _ ("Previous difference (Shift+F7)"),
                                G_CALLBACK (previous_cb));
  self->next = make_button (self, "go-down-symbolic", _ ("Next difference"), _ ("Next difference (F7)"),
                            G_CALLBACK (next_cb));
  gtk_box_append (GTK_BOX (line), self->count);
  gtk_box_append (GTK_BOX (line), self->previous);
  gtk_box_append (GTK_BOX (line), self->next);
  self->headings = dz_compare_pair_new ();
  for (guint i = 0; i < 2; i++)
    gtk_widget_add_css_class (GTK_WIDGET (dz_compare_pair_get_label (DZ_COMPARE_PAIR (self->headings), i == 1)),
                              "heading");
  gtk_box_append (GTK_BOX (self->header), line);
  gtk_box_append (GTK_BOX (self->header), self->headings);
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
}

static void
dz_compare_view_init (DzCompareView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  self->dup_count = dup_count;
  add_header (self);
  self->list = DZ_COMPARE_LIST (dz_compare_list_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Differences"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  self->empty = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), "object-select-symbolic");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  dz_compare_view_set_empty_text (self, _ ("Nothing differs"));
  g_signal_connect_swapped (self->list, "action", G_CALLBACK (action_cb), self);
  g_signal_connect_swapped (self->list, "notify::n-different", G_CALLBACK (count_cb), self);
  count_cb (self);
}

GtkWidget *
dz_compare_view_new (void)
{
  return g_object_new (DZ_TYPE_COMPARE_VIEW, NULL);
}

void
dz_compare_view_set_headings (DzCompareView *self, const char *left, const char *right)
{
  g_return_if_fail (DZ_IS_COMPARE_VIEW (self));

  gtk_label_set_text (dz_compare_pair_get_label (DZ_COMPARE_PAIR (self->headings), FALSE), left);
  gtk_label_set_text (dz_compare_pair_get_label (DZ_COMPARE_PAIR (self->headings), TRUE), right);
}

void
dz_compare_view_set_model (DzCompareView *self, GListModel *items)
{
  g_return_if_fail (DZ_IS_COMPARE_VIEW (self));

  g_set_object (&self->items, items);
  dz_compare_list_set_model (self->list, items);
  count_cb (self);
}

void
dz_compare_view_set_count (DzCompareView *self, DzCompareCountFunc count)
{
  g_return_if_fail (DZ_IS_COMPARE_VIEW (self) && count != NULL);

  self->dup_count = count;
  count_cb (self);
}

void
dz_compare_view_set_empty_text (DzCompareView *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  g_return_if_fail (DZ_IS_COMPARE_VIEW (self));

  /* The smaller letters of the description: it says that nothing is wrong. */
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), markup);
}

gboolean
dz_compare_view_go (DzCompareView *self, int direction)
{
  g_return_val_if_fail (DZ_IS_COMPARE_VIEW (self), FALSE);

  return dz_compare_list_go (self->list, direction);
}
