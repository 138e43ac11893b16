#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "window/app/dz-save-button.h"

/* Milliseconds: what is written sooner than this is not said to be written, which would flicker. */
#define MOMENT 400

struct _DzSaveButton
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *stack;
  DzSaver *saver;
  guint timer;
};

G_DEFINE_FINAL_TYPE (DzSaveButton, dz_save_button, ADW_TYPE_BIN)

static const char *
text_of (const char *page)
{
  if (g_str_equal (page, "saved"))
    return _ ("Saved");
  if (g_str_equal (page, "saving"))
    return _ ("Saving…");
  if (g_str_equal (page, "failed"))
    return _ ("Not Saved");
  return _ ("_Save");
}

static void
show_page (DzSaveButton *self, const char *page)
{
  g_autofree char *name = g_strdup (text_of (page));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  if (*name == '_')
    memmove (name, name + 1, strlen (name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
timer_cb (gpointer user_data)
{
  DzSaveButton *self = user_data;

  self->timer = 0;
  show_page (self, "saving");
  return G_SOURCE_REMOVE;
}

static void
update (DzSaveButton *self)
{
  DzSaveState state = self->saver ? dz_saver_get_state (self->saver) : DZ_SAVE_NEVER;

  if (state == DZ_SAVE_RUNNING)
    {
      if (!self->timer)
        self->timer = g_timeout_add (MOMENT, timer_cb, self);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  if (state == DZ_SAVE_FAILED)
    show_page (self, "failed");
  else
    show_page (self, state == DZ_SAVE_DONE ? "saved" : "save");
}

static char *
dup_when (GDateTime *time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GTimeSpan ago = g_date_time_difference (now, time);
  g_autofree char *clock = g_date_time_format (time, "%H:%M");
  guint minutes = (guint) (ago / G_TIME_SPAN_MINUTE);

  if (minutes < 1)
    return g_strdup (_ ("Saved a moment ago"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("Saved %u minute ago", "Saved %u minutes ago", minutes), minutes);
  /* Translators: %s is a time of day */
  return g_strdup_printf (_ ("Saved at %s"), clock);
}

static char *
dup_tooltip (DzSaveButton *self)
{
  const GError *problem = self->saver ? dz_saver_get_problem (self->saver) : NULL;
  GDateTime *time = self->saver ? dz_saver_get_time (self->saver) : NULL;
  gboolean automatic = FALSE;
  g_autofree char *when = NULL;

  if (!self->saver)
    return g_strdup (_ ("Save under another name (Ctrl+S)"));
  if (problem)
    return g_strdup (problem->message);
  g_object_get (self->saver, "automatic", &automatic, NULL);
  if (dz_saver_get_state (self->saver) == DZ_SAVE_NEVER)
    return g_strdup (_ ("Not in a file yet: choose one (Ctrl+S). After that, it is saved by itself."));
  when = time ? dup_when (time) : g_strdup (_ ("Nothing to save"));
  if (dz_saver_get_state (self->saver) == DZ_SAVE_DONE)
    return g_steal_pointer (&when);
  if (automatic)
    return g_strdup (_ ("Saved by itself in a moment; Ctrl+S saves now"));
  return g_strdup (_ ("Save the project (Ctrl+S)"));
}

static gboolean
tooltip_cb (DzSaveButton *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = dup_tooltip (self);

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static GtkWidget *
make_page (const char *icon, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (text);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  if (icon)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
dz_save_button_dispose (GObject *object)
{
  DzSaveButton *self = DZ_SAVE_BUTTON (object);

  dz_save_button_set_saver (self, NULL);
  g_clear_handle_id (&self->timer, g_source_remove);
  G_OBJECT_CLASS (dz_save_button_parent_class)->dispose (object);
}

static void
dz_save_button_class_init (DzSaveButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_save_button_dispose;
}

static void
dz_save_button_init (DzSaveButton *self)
{
  static const char *const pages[][2] = { { "save", NULL },
                                          { "saved", "object-select-symbolic" },
                                          { "saving", NULL },
                                          { "failed", "dialog-warning-symbolic" } };

  self->button = gtk_button_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_named (GTK_STACK (self->stack), make_page (pages[i][1], text_of (pages[i][0])), pages[i][0]);
  gtk_button_set_child (GTK_BUTTON (self->button), self->stack);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.save");
  gtk_widget_set_has_tooltip (self->button, TRUE);
  g_signal_connect_swapped (self->button, "query-tooltip", G_CALLBACK (tooltip_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->button);
  update (self);
}

void
dz_save_button_set_saver (DzSaveButton *self, DzSaver *saver)
{
  if (self->saver)
    g_signal_handlers_disconnect_by_data (self->saver, self);
  if (!g_set_object (&self->saver, saver))
    return;
  if (saver)
    g_signal_connect_swapped (saver, "notify::state", G_CALLBACK (update), self);
  if (self->button)
    update (self);
}
