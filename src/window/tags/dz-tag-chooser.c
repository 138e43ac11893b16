#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/tags/dz-tag-chooser.h"
#include "window/tags/dz-tag-list.h"
#include "window/tags/dz-tag-swatch.h"

#define MOST 9
#define NAME_CHARS 12

struct _DzTagChooser
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkWidget *grid;
  GtkWidget *empty;
  DzProject *project;
  DzHighlight *highlight;
  gboolean can_make;
  GPtrArray *found;
};

G_DEFINE_FINAL_TYPE (DzTagChooser, dz_tag_chooser, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_typed (DzTagChooser *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
choose (DzTagChooser *self, DzTag *tag)
{
  g_autoptr (DzTag) chosen = g_object_ref (tag);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CHOSEN], 0, chosen);
}

static void
make (DzTagChooser *self)
{
  g_autofree char *name = dup_typed (self);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[MADE], 0, name);
}

static void
tag_clicked_cb (DzTagChooser *self, GtkWidget *button)
{
  choose (self, g_object_get_data (G_OBJECT (button), "tag"));
}

static GtkWidget *
make_button (DzTagChooser *self, GtkWidget *mark, const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "dz-chip");
  return button;
}

static GtkWidget *
make_tag_button (DzTagChooser *self, DzTag *tag, guint number)
{
  gboolean marked = self->highlight && dz_highlight_has_tag (self->highlight, dz_tag_get_id (tag));
  GtkWidget *button = make_button (self, dz_tag_swatch_new (dz_tag_get_color (tag), number), dz_tag_get_name (tag));
  g_autofree char *path = dz_tag_dup_path (tag);
  g_autofree char *label = NULL;

  if (number)
    /* Translators: the first is the number of a key, the second a tag */
    label = g_strdup_printf (marked ? _ ("%u: take tag “%s” off") : _ ("%u: tag “%s”"), number, path);
  else
    label = g_strdup_printf (marked ? _ ("Take tag “%s” off") : _ ("Tag “%s”"), path);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (button, path);
  if (marked)
    {
      GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (button))), check);
      gtk_widget_add_css_class (button, "dz-marked");
    }
  g_object_set_data_full (G_OBJECT (button), "tag", g_object_ref (tag), g_object_unref);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (tag_clicked_cb), self);
  return button;
}

static void
clear (DzTagChooser *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)))
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

static void
add_make_button (DzTagChooser *self, const char *name, guint place)
{
  g_autofree char *text = g_strdup_printf (_ ("Make “%s”"), name);
  GtkWidget *button = make_button (self, gtk_image_new_from_icon_name ("list-add-symbolic"), text);

  gtk_label_set_max_width_chars (GTK_LABEL (gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)))), 30);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (make), self);
  gtk_grid_attach (GTK_GRID (self->grid), button, 0, place / 3 + 1, 3, 1);
}

/* Those that the highlight has are all there, so that each can be taken off. */
static void
add_marked (DzTagChooser *self)
{
  const char *const *ids = self->highlight ? dz_highlight_get_tags (self->highlight) : NULL;

  for (guint i = 0; ids && ids[i]; i++)
    {
      DzTag *tag = dz_project_lookup_tag (self->project, ids[i]);

      if (tag && !g_ptr_array_find (self->found, tag, NULL))
        g_ptr_array_add (self->found, tag);
    }
}

void
dz_tag_chooser_refresh (DzTagChooser *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean numbered = !*typed;
  gboolean offered;

  clear (self);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = numbered ? dz_tag_list_flatten (self->project) : dz_tag_list_find (self->project, typed);
  if (self->found->len > MOST)
    g_ptr_array_set_size (self->found, MOST);
  if (numbered)
    add_marked (self);
  for (guint i = 0; i < self->found->len; i++)
    gtk_grid_attach (GTK_GRID (self->grid),
                     make_tag_button (self, g_ptr_array_index (self->found, i), numbered && i < MOST ? i + 1 : 0), i % 3, i / 3, 1, 1);
  offered = *typed && self->can_make && !dz_tag_list_lookup_name (self->project, typed);
  if (offered)
    add_make_button (self, typed, self->found->len + 2);
  gtk_label_set_text (GTK_LABEL (self->empty),
                      numbered ? _ ("There are no tags yet: type a name to make one.") : _ ("No tag has this name."));
  gtk_widget_set_visible (self->empty, self->found->len == 0 && !offered);
}

static void
activate_cb (DzTagChooser *self)
{
  g_autofree char *typed = dup_typed (self);

  if (*typed && self->found && self->found->len > 0)
    choose (self, g_ptr_array_index (self->found, 0));
  else if (*typed && self->can_make)
    make (self);
}

static gboolean
key_pressed_cb (DzTagChooser *self, guint keyval, guint keycode, GdkModifierType modifiers)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint number = 0;

  if (*typed || (modifiers & gtk_accelerator_get_default_mod_mask ()))
    return GDK_EVENT_PROPAGATE;
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    number = keyval - GDK_KEY_0;
  else if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    number = keyval - GDK_KEY_KP_0;
  if (!number || !self->found || number > self->found->len)
    return GDK_EVENT_PROPAGATE;
  choose (self, g_ptr_array_index (self->found, number - 1));
  return GDK_EVENT_STOP;
}

static gboolean
dz_tag_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DZ_TAG_CHOOSER (widget)->entry);
}

static void
dz_tag_chooser_dispose (GObject *object)
{
  DzTagChooser *self = DZ_TAG_CHOOSER (object);

  g_clear_object (&self->project);
  g_clear_object (&self->highlight);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  G_OBJECT_CLASS (dz_tag_chooser_parent_class)->dispose (object);
}

static void
dz_tag_chooser_class_init (DzTagChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_tag_chooser_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = dz_tag_chooser_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", DZ_TYPE_TAG_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  DZ_TYPE_TAG);
  signals[MADE] = g_signal_new ("made", DZ_TYPE_TAG_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
}

static void
dz_tag_chooser_init (DzTagChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->can_make = TRUE;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Find or make a tag"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find or make a tag"),
                                  -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (dz_tag_chooser_refresh), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->empty), 36);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_box_append (GTK_BOX (self), self->entry);
  gtk_box_append (GTK_BOX (self), self->grid);
  gtk_box_append (GTK_BOX (self), self->empty);
}

GtkWidget *
dz_tag_chooser_new (void)
{
  return g_object_new (DZ_TYPE_TAG_CHOOSER, NULL);
}

void
dz_tag_chooser_set_project (DzTagChooser *self, DzProject *project)
{
  g_set_object (&self->project, project);
  dz_tag_chooser_clear (self);
  dz_tag_chooser_refresh (self);
}

void
dz_tag_chooser_set_can_make (DzTagChooser *self, gboolean can_make)
{
  const char *text = can_make ? _ ("Find or make a tag") : _ ("Find a tag");

  self->can_make = can_make;
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  dz_tag_chooser_refresh (self);
}

void
dz_tag_chooser_set_highlight (DzTagChooser *self, DzHighlight *highlight)
{
  g_set_object (&self->highlight, highlight);
  dz_tag_chooser_refresh (self);
}

void
dz_tag_chooser_clear (DzTagChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

void
dz_tag_chooser_start (DzTagChooser *self, const char *text)
{
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  dz_tag_chooser_refresh (self);
}
