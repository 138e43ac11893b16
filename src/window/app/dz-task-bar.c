#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-task-bar.h"

#define MOMENT 300
#define PULSE 100

struct _DzTaskBar
{
  AdwBin parent_instance;

  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *progress;
  GCancellable *cancellable;
  guint timer;
  gboolean measured;
};

G_DEFINE_FINAL_TYPE (DzTaskBar, dz_task_bar, ADW_TYPE_BIN)

static gboolean
pulse_cb (gpointer user_data)
{
  DzTaskBar *self = user_data;

  if (!self->measured)
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));
  return G_SOURCE_CONTINUE;
}

static gboolean
reveal_cb (gpointer user_data)
{
  DzTaskBar *self = user_data;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  self->timer = g_timeout_add (PULSE, pulse_cb, self);
  return G_SOURCE_REMOVE;
}

static void
cancel_cb (DzTaskBar *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
}

static void
dz_task_bar_dispose (GObject *object)
{
  DzTaskBar *self = DZ_TASK_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (dz_task_bar_parent_class)->dispose (object);
}

static void
dz_task_bar_class_init (DzTaskBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_task_bar_dispose;
}

static void
dz_task_bar_init (DzTaskBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->label = gtk_label_new (NULL);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->label, NULL,
                                  -1);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_widget_add_css_class (box, "dz-bar");
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  adw_bin_set_child (ADW_BIN (self), self->revealer);
}

GCancellable *
dz_task_bar_begin (DzTaskBar *self, const char *what)
{
  dz_task_bar_end (self);
  gtk_label_set_text (GTK_LABEL (self->label), what);
  self->measured = FALSE;
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add (MOMENT, reveal_cb, self);
  return self->cancellable;
}

void
dz_task_bar_set_progress (DzTaskBar *self, double fraction, const char *what)
{
  self->measured = TRUE;
  gtk_label_set_text (GTK_LABEL (self->label), what);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

void
dz_task_bar_end (DzTaskBar *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}
