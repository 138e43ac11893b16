#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-window-private.h"
#include "window/dz-compat.h"
#include "window/publish/dz-publish-dialog.h"
#include "window/welcome/dz-recent.h"
#include "window/welcome/dz-sample.h"

#include "desk/dz-desk.h"

static void save (DzWindow *self);
static void save_as (DzWindow *self);

/* What had to wait for unsaved work goes on now. */
static void
go_on (DzWindow *self)
{
  g_autoptr (GFile) wanted = g_steal_pointer (&self->wanted);
  gboolean closing = self->closing;

  self->closing = FALSE;
  if (closing)
    {
      dz_window_save_state (self);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (wanted)
    dz_window_open (self, wanted);
}

static void
forget_wanted (DzWindow *self)
{
  g_clear_object (&self->wanted);
  self->closing = FALSE;
}

/* Who named a file is not welcomed while it opens: the page would only flash. */
static void
set_welcome (DzWindow *self, gboolean welcome)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), welcome ? "opening" : "welcome") == 0)
    gtk_stack_set_visible_child_name (self->stack, welcome ? "welcome" : "opening");
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  g_autoptr (GFile) file = g_steal_pointer (&self->opening);
  g_autoptr (GError) error = NULL;
  gboolean opened = dz_session_open_finish (DZ_SESSION (source), result, &error);

  if (!self->session)
    return;
  dz_task_bar_end (self->task_bar);
  set_welcome (self, TRUE);
  if (opened && file)
    dz_recent_add (file);
  else if (opened)
    return;
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dz_window_show_error (self, _ ("This File Could Not Be Opened"), error);
}

static GCancellable *
begin_opening (DzWindow *self, const char *name)
{
  g_autofree char *text = g_strdup_printf (_ ("Opening %s…"), name);

  set_welcome (self, FALSE);
  return dz_task_bar_begin (self->task_bar, text);
}

static void
open_now (DzWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  g_set_object (&self->opening, file);
  dz_session_open_async (self->session, file, begin_opening (self, shown), opened_cb, g_object_ref (self));
}

void
dz_window_restore (DzWindow *self, DzLeftover *leftover)
{
  if (dz_session_get_busy (self->session))
    return;
  g_set_object (&self->opening, dz_leftover_get_file (leftover));
  dz_session_restore_async (self->session, leftover, begin_opening (self, dz_leftover_get_title (leftover)), opened_cb,
                            g_object_ref (self));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  const char *answer = dz_compat_ask_finish (result);

  self->asking = FALSE;
  if (!self->session)
    return;
  if (g_str_equal (answer, "save"))
    save (self);
  else if (g_str_equal (answer, "elsewhere"))
    save_as (self);
  else if (g_str_equal (answer, "discard"))
    {
      dz_session_give_up (self->session);
      go_on (self);
    }
  else
    forget_wanted (self);
}

static void
ask (DzWindow *self, const DzQuestion *question)
{
  if (self->asking)
    return;
  self->asking = TRUE;
  gtk_window_present (GTK_WINDOW (self));
  dz_compat_ask_async (GTK_WIDGET (self), question, answered_cb, g_object_ref (self));
}

static void
ask_about_changes (DzWindow *self)
{
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "discard", _ ("_Discard"), ADW_RESPONSE_DESTRUCTIVE },
                                   { "save", _ ("_Save"), ADW_RESPONSE_SUGGESTED },
                                   { 0 } };
  g_autofree char *heading = g_strdup_printf (_ ("Save Changes to “%s”?"), dz_session_get_name (self->session));
  const DzQuestion question
      = { heading, _ ("What is not saved will be lost for good."), NULL, responses, "save", "cancel" };

  ask (self, &question);
}

/* It would have been saved by itself, and could not be. */
static void
ask_about_failure (DzWindow *self, const GError *error)
{
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "discard", _ ("_Discard"), ADW_RESPONSE_DESTRUCTIVE },
                                   { "elsewhere", _ ("Save _Elsewhere…"), ADW_RESPONSE_SUGGESTED },
                                   { 0 } };
  g_autofree char *heading = g_strdup_printf (_ ("“%s” Could Not Be Saved"), dz_session_get_name (self->session));
  const DzQuestion question = { heading, error->message, NULL, responses, "elsewhere", "cancel" };

  ask (self, &question);
}

static gboolean
saves_itself (DzWindow *self)
{
  DzSaver *saver = dz_session_get_saver (self->session);
  gboolean automatic = FALSE;

  if (saver)
    g_object_get (saver, "automatic", &automatic, NULL);
  return automatic && dz_session_get_file (self->session);
}

/* What is to be done next is done when the work is safe. */
static void
make_safe (DzWindow *self)
{
  if (saves_itself (self))
    save (self);
  else
    ask_about_changes (self);
}

void
dz_window_open (DzWindow *self, GFile *file)
{
  if (dz_session_get_busy (self->session))
    return;
  dz_window_flush (self);
  if (!dz_session_get_modified (self->session))
    {
      open_now (self, file);
      return;
    }
  g_set_object (&self->wanted, file);
  make_safe (self);
}

gboolean
dz_window_hold_close (DzWindow *self)
{
  if (self->asking)
    return TRUE;
  dz_window_flush (self);
  if (dz_session_get_busy (self->session) || !dz_session_get_modified (self->session))
    return FALSE;
  if (!self->closing)
    {
      self->closing = TRUE;
      make_safe (self);
    }
  return TRUE;
}

static void
show_failure (DzWindow *self, const GError *error)
{
  DzSaver *saver = dz_session_get_saver (self->session);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    forget_wanted (self);
  else if (self->closing || self->wanted)
    ask_about_failure (self, error);
  /* The bar over the text says it already. */
  else if (!saver || !dz_saver_get_problem (saver))
    dz_window_show_error (self, _ ("The Project Could Not Be Saved"), error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = dz_session_save_finish (DZ_SESSION (source), result, &error);

  if (!self->session)
    return;
  dz_task_bar_end (self->task_bar);
  if (!saved)
    {
      show_failure (self, error);
      return;
    }
  dz_recent_add (dz_session_get_file (self->session));
  if (self->closing || self->wanted)
    {
      /* Something was typed while it was saved. */
      if (dz_session_get_modified (self->session))
        make_safe (self);
      else
        go_on (self);
      return;
    }
  dz_window_tell (self, _ ("Saved"));
}

static void
save_to (DzWindow *self, GFile *file)
{
  g_autofree char *text = g_strdup_printf (_ ("Saving %s…"), dz_session_get_name (self->session));

  if (dz_session_get_busy (self->session))
    {
      forget_wanted (self);
      return;
    }
  dz_session_save_async (self->session, file, dz_task_bar_begin (self->task_bar, text), saved_cb, g_object_ref (self));
}

static void
target_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = dz_compat_file_finish (result, &error);
  g_autoptr (GFile) parent = NULL;
  g_autofree char *name = NULL;
  g_autofree char *full = NULL;

  if (!self->session)
    return;
  if (!file)
    {
      forget_wanted (self);
      return;
    }
  name = g_file_get_basename (file);
  if (g_str_has_suffix (name, ".duizhao"))
    {
      save_to (self, file);
      return;
    }
  full = g_strconcat (name, ".duizhao", NULL);
  parent = g_file_get_parent (file);
  g_clear_object (&file);
  file = g_file_get_child (parent, full);
  save_to (self, file);
}

static void
save_as (DzWindow *self)
{
  g_autofree char *name = g_strconcat (dz_session_get_name (self->session), ".duizhao", NULL);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Duizhao projects"));
  gtk_file_filter_add_suffix (filter, "duizhao");
  g_list_store_append (filters, filter);
  dz_compat_save_file_async (GTK_WINDOW (self), _ ("Save As"), G_LIST_MODEL (filters),
                             dz_session_get_folder (self->session), name, target_chosen_cb, g_object_ref (self));
}

static void
save (DzWindow *self)
{
  dz_window_flush (self);
  if (dz_session_get_file (self->session) && !dz_session_get_read_only (self->session))
    save_to (self, NULL);
  else
    save_as (self);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (DZ_WINDOW (widget));
}

static void
save_as_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_window_flush (DZ_WINDOW (widget));
  save_as (DZ_WINDOW (widget));
}

/* A window that has a project keeps it: the file gets a window of its own. */
static void
open_in_program (DzWindow *self, GFile *file)
{
  dz_application_open_file (DZ_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), file, GTK_WINDOW (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  g_autoptr (GFile) file = dz_compat_file_finish (result, NULL);

  if (file && self->session)
    open_in_program (self, file);
}

static void
add_suffixes (GtkFileFilter *filter, const DzDeskFormat *format)
{
  for (guint i = 0; format->suffixes[i]; i++)
    gtk_file_filter_add_suffix (filter, format->suffixes[i]);
}

static GListStore *
make_open_filters (void)
{
  g_autoptr (GPtrArray) formats = dz_desk_list_formats ();
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) readable = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (readable, _ ("Projects and transcripts"));
  g_list_store_append (filters, readable);
  for (guint i = 0; i < formats->len; i++)
    {
      const DzDeskFormat *format = g_ptr_array_index (formats, i);
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      if (!dz_desk_format_can_read (format))
        continue;
      add_suffixes (readable, format);
      add_suffixes (filter, format);
      gtk_file_filter_set_name (filter, _ (format->name));
      g_list_store_append (filters, filter);
    }
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);
  return filters;
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  g_autoptr (GListStore) filters = make_open_filters ();

  dz_compat_open_file_async (GTK_WINDOW (self), _ ("Open"), G_LIST_MODEL (filters),
                             dz_session_get_folder (self->session), file_chosen_cb, g_object_ref (self));
}

static void
open_uri_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_in_program (DZ_WINDOW (widget), file);
}

static void
open_sample_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) sample = dz_sample_find ();

  if (sample)
    open_in_program (DZ_WINDOW (widget), sample);
  else
    dz_window_tell (DZ_WINDOW (widget), _ ("The sample is not installed"));
}

static void
publish_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  dz_window_flush (self);
  dz_publish_dialog_present (GTK_WINDOW (self), self->session, self->task_bar, self->toasts);
}

static void
launch_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dz_compat_launch_uri (GTK_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  DzWindow *self = user_data;
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = files; l; l = l->next)
    open_in_program (self, l->data);
  g_slist_free (files);
  return TRUE;
}

void
dz_window_accept_drops (DzWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (target));
}

void
dz_window_install_file_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (klass, "win.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (klass, "win.open-sample", NULL, open_sample_cb);
  gtk_widget_class_install_action (klass, "win.save", NULL, save_cb);
  gtk_widget_class_install_action (klass, "win.save-as", NULL, save_as_cb);
  gtk_widget_class_install_action (klass, "win.publish", NULL, publish_cb);
  gtk_widget_class_install_action (klass, "win.launch", "s", launch_cb);
}
