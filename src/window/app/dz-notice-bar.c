#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-notice-bar.h"
#include "window/dz-compat.h"

struct _DzNoticeBar
{
  AdwBin parent_instance;

  GtkWidget *revealer;
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *buttons;
  GtkWidget *close;
  guint turn;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (DzNoticeBar, dz_notice_bar, ADW_TYPE_BIN)

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
close_cb (DzNoticeBar *self)
{
  dz_notice_bar_hide (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* What is not shown is not read to anybody either. */
static void
revealed_cb (DzNoticeBar *self)
{
  gtk_widget_set_visible (self->box, gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer))
                                         || gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer)));
}

static void
dz_notice_bar_dispose (GObject *object)
{
  g_clear_handle_id (&DZ_NOTICE_BAR (object)->turn, g_source_remove);
  G_OBJECT_CLASS (dz_notice_bar_parent_class)->dispose (object);
}

static void
dz_notice_bar_class_init (DzNoticeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_notice_bar_dispose;
  signals[CLOSED] = g_signal_new ("closed", DZ_TYPE_NOTICE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dz_notice_bar_init (DzNoticeBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->revealer = gtk_revealer_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_valign (self->icon, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  gtk_widget_set_valign (self->close, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->close, "flat");
  gtk_widget_add_css_class (self->close, "circular");
  gtk_widget_set_tooltip_text (self->close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close"), -1);
  gtk_box_append (GTK_BOX (row), self->icon);
  gtk_box_append (GTK_BOX (row), self->label);
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_add_css_class (self->box, "dz-bar");
  gtk_widget_set_visible (self->box, FALSE);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->box);
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->revealer);
  g_signal_connect_swapped (self->close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (self->buttons), self->close);
}

void
dz_notice_bar_show (DzNoticeBar *self, const char *icon, const char *text, const DzNotice *notices, gboolean closable)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->buttons)) != self->close)
    gtk_box_remove (GTK_BOX (self->buttons), child);
  for (guint i = 0; notices[i].label; i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (notices[i].label);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), notices[i].action);
      gtk_widget_insert_before (button, self->buttons, self->close);
    }
  gtk_widget_set_visible (self->close, closable);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (self->box, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  dz_compat_announce (GTK_WIDGET (self), text);
}

void
dz_notice_bar_hide (DzNoticeBar *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

gboolean
dz_notice_bar_is_shown (DzNoticeBar *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

void
dz_notice_bar_set_warns (DzNoticeBar *self, gboolean warns)
{
  if (warns)
    gtk_widget_add_css_class (self->box, "dz-warns");
  else
    gtk_widget_remove_css_class (self->box, "dz-warns");
}

static gboolean
turn_cb (gpointer user_data)
{
  DzNoticeBar *self = user_data;

  self->turn = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->box), self->narrow ? 6 : 12);
  return G_SOURCE_REMOVE;
}

void
dz_notice_bar_set_narrow (DzNoticeBar *self, gboolean narrow)
{
  self->narrow = narrow;
  /* Who notices that a window is narrow does it while it is laid out, when nothing may ask to be laid out anew. */
  if (!self->turn)
    self->turn = g_idle_add (turn_cb, self);
}
