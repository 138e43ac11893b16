#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/compare/dz-compare-marks.h"
#include "window/compare/dz-compare-pair.h"
#include "window/compare/dz-compare-row.h"
#include "window/compare/dz-wrap-layout.h"

struct _DzCompareRow
{
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkWidget *check;
  GtkWidget *word;
  GtkWidget *heading;
  GtkWidget *actions;
  GtkWidget *remark;
  GtkWidget *fold;
  GPtrArray *captions;
  GPtrArray *pairs;

  DzCompareItem *item;
  GBinding *binding;
  guint index;
  gboolean current;
};

G_DEFINE_FINAL_TYPE (DzCompareRow, dz_compare_row, GTK_TYPE_WIDGET)

enum
{
  ACTION,
  UNFOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const kind_classes[] = {
  [DZ_COMPARE_SAME] = "dz-same",
  [DZ_COMPARE_CHANGED] = "dz-changed",
  [DZ_COMPARE_ADDED] = "dz-added",
  [DZ_COMPARE_REMOVED] = "dz-removed",
  [DZ_COMPARE_CONFLICT] = "dz-conflict",
};

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_visible (label, text && *text);
}

static void
unfold_cb (DzCompareRow *self)
{
  g_signal_emit (self, signals[UNFOLD], 0);
}

static void
pressed_cb (DzCompareRow *self, GtkWidget *button)
{
  g_signal_emit (self, signals[ACTION], 0, g_object_get_data (G_OBJECT (button), "id"));
}

static char *
dup_plain (const char *label)
{
  GString *out = g_string_new (NULL);

  for (const char *at = label; *at; at++)
    if (*at != '_' || *++at == '_')
      g_string_append_c (out, *at);
    else
      at--;
  return g_string_free (out, FALSE);
}

/* Only the row that has the focus answers to mnemonics: every other has the same. */
static void
label_actions (DzCompareRow *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->actions);

  for (; button; button = gtk_widget_get_next_sibling (button))
    {
      const char *label = g_object_get_data (G_OBJECT (button), "label");
      g_autofree char *plain = dup_plain (label);

      gtk_button_set_use_underline (GTK_BUTTON (button), self->current);
      gtk_button_set_label (GTK_BUTTON (button), self->current ? label : plain);
    }
}

/* Beside the heading, or under the texts that have to be read first. */
static void
place_actions (DzCompareRow *self)
{
  gboolean below = dz_compare_item_get_kind (self->item) == DZ_COMPARE_CONFLICT;
  GtkWidget *parent = below ? GTK_WIDGET (self) : self->head;

  if (gtk_widget_get_parent (self->actions) == parent && !gtk_widget_get_next_sibling (self->actions))
    return;
  g_object_ref (self->actions);
  gtk_widget_unparent (self->actions);
  gtk_widget_insert_before (self->actions, parent, NULL);
  g_object_unref (self->actions);
  if (below)
    gtk_widget_add_css_class (self->actions, "dz-choices");
  else
    gtk_widget_remove_css_class (self->actions, "dz-choices");
}

static void
fill_actions (DzCompareRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->actions)))
    gtk_box_remove (GTK_BOX (self->actions), child);
  for (guint i = 0; i < dz_compare_item_get_n_actions (self->item); i++)
    {
      GtkWidget *button = gtk_button_new ();

      g_object_set_data (G_OBJECT (button), "id", (gpointer) dz_compare_item_get_action_id (self->item, i));
      g_object_set_data_full (G_OBJECT (button), "label", g_strdup (dz_compare_item_get_action_label (self->item, i)),
                              g_free);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (pressed_cb), self);
      gtk_box_append (GTK_BOX (self->actions), button);
    }
  label_actions (self);
  gtk_widget_set_visible (self->actions, gtk_widget_get_first_child (self->actions) != NULL);
}

static void
add_pair (DzCompareRow *self)
{
  GtkWidget *caption = gtk_label_new (NULL), *pair = dz_compare_pair_new ();

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_parent (caption, GTK_WIDGET (self));
  gtk_widget_set_parent (pair, GTK_WIDGET (self));
  for (guint i = 0; i < 2; i++)
    {
      GtkLabel *label = dz_compare_pair_get_label (DZ_COMPARE_PAIR (pair), i == 1);

      gtk_label_set_selectable (label, TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (label), "dz-text-pane");
    }
  g_ptr_array_add (self->captions, caption);
  g_ptr_array_add (self->pairs, pair);
}

static void
show_text (DzCompareRow *self, guint part, gboolean right)
{
  GtkLabel *label = dz_compare_pair_get_label (g_ptr_array_index (self->pairs, part), right);
  GtkWidget *widget = GTK_WIDGET (label);
  const char *text = right ? dz_compare_item_get_right (self->item, part) : dz_compare_item_get_left (self->item, part);
  gboolean removed = !text && dz_compare_item_get_kind (self->item) == DZ_COMPARE_CONFLICT;
  gboolean empty = removed || (text && !*text);
  g_autoptr (PangoAttrList) marks = text && !empty ? dz_compare_marks_make (self->item, part, right) : NULL;

  /* Translators: stands where one of two texts is empty */
  gtk_label_set_text (label, removed ? _ ("Removed") : empty ? _ ("Empty") : text ? text : "");
  gtk_label_set_attributes (label, marks);
  if (empty)
    gtk_widget_add_css_class (widget, "dz-empty");
  else
    gtk_widget_remove_css_class (widget, "dz-empty");
}

static void
fill_parts (DzCompareRow *self)
{
  guint n = self->item ? dz_compare_item_get_n_parts (self->item) : 0;

  while (self->pairs->len < n)
    add_pair (self);
  for (guint i = 0; i < self->pairs->len; i++)
    {
      set_text (g_ptr_array_index (self->captions, i), i < n ? dz_compare_item_get_caption (self->item, i) : NULL);
      gtk_widget_set_visible (g_ptr_array_index (self->pairs, i), i < n);
      if (i >= n)
        continue;
      show_text (self, i, FALSE);
      show_text (self, i, TRUE);
    }
}

static void
say (DzCompareRow *self)
{
  const char *word = dz_compare_marks_get_word (dz_compare_item_get_kind (self->item));
  const char *remark = dz_compare_item_get_remark (self->item);
  const char *words[] = { dz_compare_item_get_heading (self->item), word, remark };
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *spoken = dz_compare_marks_dup_spoken (self->item);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] && *words[i])
      g_string_append_printf (name, "%s%s", name->len > 0 ? ". " : "", words[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

static void
take_item (DzCompareRow *self, DzCompareItem *item)
{
  g_clear_pointer (&self->binding, g_binding_unbind);
  g_set_object (&self->item, item);
  for (guint i = 0; i < G_N_ELEMENTS (kind_classes); i++)
    if (item && dz_compare_item_get_kind (item) == i)
      gtk_widget_add_css_class (GTK_WIDGET (self), kind_classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), kind_classes[i]);
  if (item)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dz-fold");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "dz-fold");
  gtk_widget_set_visible (self->head, item != NULL);
  gtk_widget_set_visible (self->fold, item == NULL);
}

void
dz_compare_row_show_item (DzCompareRow *self, DzCompareItem *item)
{
  gboolean checkable = dz_compare_item_get_checkable (item);

  take_item (self, item);
  gtk_widget_set_visible (self->check, checkable);
  if (checkable)
    self->binding = g_object_bind_property (item, "chosen", self->check, "active",
                                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  set_text (self->word, dz_compare_marks_get_word (dz_compare_item_get_kind (item)));
  set_text (self->heading, dz_compare_item_get_heading (item));
  set_text (self->remark, dz_compare_item_get_remark (item));
  fill_actions (self);
  fill_parts (self);
  place_actions (self);
  say (self);
}

void
dz_compare_row_show_fold (DzCompareRow *self, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u unchanged", "%u unchanged", n), n);
  GtkWidget *content = gtk_button_get_child (GTK_BUTTON (self->fold));

  take_item (self, NULL);
  set_text (self->remark, NULL);
  gtk_widget_set_visible (self->actions, FALSE);
  fill_parts (self);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (content)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Enter shows them"), -1);
}

void
dz_compare_row_clear (DzCompareRow *self)
{
  g_clear_pointer (&self->binding, g_binding_unbind);
  g_clear_object (&self->item);
}

DzCompareItem *
dz_compare_row_get_item (DzCompareRow *self)
{
  return self->item;
}

gboolean
dz_compare_row_press (DzCompareRow *self, guint action)
{
  if (!self->item || action >= dz_compare_item_get_n_actions (self->item))
    return FALSE;
  g_signal_emit (self, signals[ACTION], 0, dz_compare_item_get_action_id (self->item, action));
  return TRUE;
}

gboolean
dz_compare_row_toggle (DzCompareRow *self)
{
  if (!self->item)
    g_signal_emit (self, signals[UNFOLD], 0);
  else if (dz_compare_item_get_checkable (self->item))
    g_object_set (self->item, "chosen", !dz_compare_item_get_chosen (self->item), NULL);
  else
    return FALSE;
  return TRUE;
}

guint
dz_compare_row_get_index (DzCompareRow *self)
{
  return self->index;
}

void
dz_compare_row_set_index (DzCompareRow *self, guint index)
{
  self->index = index;
}

static void
state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  DzCompareRow *self = DZ_COMPARE_ROW (widget);
  gboolean current = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (current == self->current)
    return;
  self->current = current;
  label_actions (self);
}

/* What Tab stops at inside of the row, in order. */
static GPtrArray *
list_stops (DzCompareRow *self)
{
  GPtrArray *stops = g_ptr_array_new ();
  GtkWidget *button = gtk_widget_get_first_child (self->actions);

  if (!self->item)
    return stops;
  if (gtk_widget_get_visible (self->check))
    g_ptr_array_add (stops, self->check);
  for (; button; button = gtk_widget_get_next_sibling (button))
    if (gtk_widget_is_sensitive (button))
      g_ptr_array_add (stops, button);
  return stops;
}

/* The row itself, then its check box and its buttons. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  DzCompareRow *self = DZ_COMPARE_ROW (widget);
  g_autoptr (GPtrArray) stops = list_stops (self);
  int at = -1, step = direction == GTK_DIR_TAB_FORWARD ? 1 : -1;

  if (!self->current)
    return gtk_widget_grab_focus (widget);
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  for (guint i = 0; i < stops->len; i++)
    if (gtk_widget_is_focus (g_ptr_array_index (stops, i)))
      at = (int) i;
  if (gtk_widget_is_focus (widget) && step < 0)
    return FALSE;
  at += step;
  if (at >= (int) stops->len)
    return FALSE;
  return gtk_widget_grab_focus (at < 0 ? widget : g_ptr_array_index (stops, at));
}

static void
dz_compare_row_dispose (GObject *object)
{
  DzCompareRow *self = DZ_COMPARE_ROW (object);
  GtkWidget *child;

  dz_compare_row_clear (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->captions, g_ptr_array_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  G_OBJECT_CLASS (dz_compare_row_parent_class)->dispose (object);
}

static void
dz_compare_row_class_init (DzCompareRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_compare_row_dispose;
  widget_class->focus = focus;
  widget_class->state_flags_changed = state_flags_changed;
  signals[ACTION] = g_signal_new ("action", DZ_TYPE_COMPARE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[UNFOLD]
      = g_signal_new ("unfold", DZ_TYPE_COMPARE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "comparerow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
make_fold (DzCompareRow *self)
{
  GtkWidget *button = gtk_button_new (), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (NULL));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  /* The row has the focus, and Enter there does the same. */
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dim-label");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (unfold_cb), self);
  return button;
}

static void
add_head (DzCompareRow *self)
{
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->check = gtk_check_button_new ();
  gtk_box_append (GTK_BOX (self->head), self->check);
  self->word = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->word, "dz-compare-word");
  gtk_widget_set_valign (self->word, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), self->word);
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->heading), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->heading), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_widget_set_hexpand (self->heading, TRUE);
  gtk_box_append (GTK_BOX (self->head), self->heading);
  self->actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->actions, dz_wrap_layout_new ());
  gtk_box_append (GTK_BOX (self->head), self->actions);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
}

static void
dz_compare_row_init (DzCompareRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->captions = g_ptr_array_new ();
  self->pairs = g_ptr_array_new ();
  self->fold = make_fold (self);
  gtk_widget_set_parent (self->fold, GTK_WIDGET (self));
  add_head (self);
  self->remark = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->remark), 0);
  gtk_label_set_wrap (GTK_LABEL (self->remark), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->remark), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->remark, "dim-label");
  gtk_widget_set_parent (self->remark, GTK_WIDGET (self));
}

GtkWidget *
dz_compare_row_new (void)
{
  return g_object_new (DZ_TYPE_COMPARE_ROW, NULL);
}
