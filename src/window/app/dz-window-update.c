#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-toast.h"
#include "window/app/dz-window-private.h"
#include "window/dz-compat.h"
#include "window/update/dz-update-dialog.h"
#include "window/update/dz-update-summary.h"

#include "desk/dz-desk.h"

/* Seconds: long enough to read, and to press the button. */
#define TOAST_SECONDS 12

/* What was asked for while a file is read: it is for the project that was open then. */
typedef struct
{
  DzWindow *window;
  DzProject *project;
  GFile *file;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->window);
  g_object_unref (reading->project);
  g_object_unref (reading->file);
  g_free (reading);
}

static gboolean
can_update (DzWindow *self)
{
  return self->session && dz_session_get_document (self->session) && !dz_session_get_read_only (self->session);
}

static void
show_lost_cb (DzWindow *self)
{
  if (!self->session)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "highlights");
  dz_highlight_panel_show_lost (dz_side_panel_get_highlights (self->panel));
}

static void
undo_cb (DzWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

static void
updated_cb (DzWindow *self, gpointer data)
{
  const DzUpdateResult *result = data;
  g_autofree char *text = dz_update_summary_dup_done (result);
  AdwToast *toast = adw_toast_new (text);
  gboolean lost = result->orphans > 0;

  adw_toast_set_button_label (toast, lost ? _ ("_Show Highlights") : _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", lost ? G_CALLBACK (show_lost_cb) : G_CALLBACK (undo_cb), self,
                           G_CONNECT_SWAPPED);
  dz_toast_show (self->toasts, toast, TOAST_SECONDS);
  dz_compat_announce (GTK_WIDGET (self), text);
}

static gboolean
has_text (DzProject *transcript)
{
  GListModel *documents = dz_project_get_documents (transcript);
  guint n = g_list_model_get_n_items (documents);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, i);
      guint n_blocks = dz_document_get_n_blocks (document);

      for (guint k = 0; k < n_blocks; k++)
        if (!dz_text_is_empty (dz_block_get_text (dz_document_get_block (document, k), DZ_SIDE_ORIGINAL)))
          return TRUE;
    }
  return FALSE;
}

static void
refuse_empty (Reading *reading)
{
  g_autofree char *name = g_file_get_parse_name (reading->file);
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                          _ ("There is no text in “%s”, so the original stays as it is."), name);

  dz_window_show_error (reading->window, _ ("The Original Could Not Be Updated"), error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  DzWindow *self = reading->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) transcript = dz_desk_open_finish (result, NULL, NULL, &error);
  DzUpdateDialog *dialog;

  if (self->session)
    dz_task_bar_end (self->task_bar);
  if (!self->session || dz_session_get_project (self->session) != reading->project || !can_update (self))
    ;
  else if (!transcript && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dz_window_show_error (self, _ ("The Original Could Not Be Updated"), error);
  else if (transcript && !has_text (transcript))
    refuse_empty (reading);
  else if (transcript)
    {
      dz_window_flush (self);
      dialog = dz_update_dialog_new (GTK_WINDOW (self), self->session, reading->file, transcript);
      g_signal_connect_object (dialog, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  reading_free (reading);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzWindow) self = user_data;
  g_autoptr (GFile) file = dz_compat_file_finish (result, NULL);
  g_autofree char *name = file ? g_file_get_basename (file) : NULL;
  g_autofree char *shown = file ? g_filename_display_name (name) : NULL;
  g_autofree char *text = file ? g_strdup_printf (_ ("Reading %s…"), shown) : NULL;
  Reading *reading;

  if (!file || !can_update (self))
    return;
  reading = g_new0 (Reading, 1);
  reading->window = g_object_ref (self);
  reading->project = g_object_ref (dz_session_get_project (self->session));
  reading->file = g_object_ref (file);
  dz_desk_open_async (file, NULL, dz_task_bar_begin (self->task_bar, text), read_cb, reading);
}

/* Transcripts alone: a project is no new version of one. */
static GListStore *
make_filters (void)
{
  g_autoptr (GPtrArray) formats = dz_desk_list_formats ();
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) transcripts = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (transcripts, _ ("Transcripts"));
  for (guint i = 0; i < formats->len; i++)
    {
      const DzDeskFormat *format = g_ptr_array_index (formats, i);

      for (guint k = 0; format->format && dz_desk_format_can_read (format) && format->suffixes[k]; k++)
        gtk_file_filter_add_suffix (transcripts, format->suffixes[k]);
    }
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, transcripts);
  g_list_store_append (filters, all);
  return filters;
}

static void
update_original_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  g_autoptr (GListStore) filters = make_filters ();

  dz_compat_open_file_async (GTK_WINDOW (self), _ ("New Version of the Transcript"), G_LIST_MODEL (filters),
                             dz_session_get_folder (self->session), chosen_cb, g_object_ref (self));
}

void
dz_window_install_update_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.update-original", NULL, update_original_cb);
}

void
dz_window_update_update_actions (DzWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.update-original",
                                 can_update (self) && !dz_session_get_busy (self->session));
}
