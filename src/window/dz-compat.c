#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/dz-compat.h"

static gboolean
give_answer_cb (gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_pointer (task, g_task_get_task_data (task), NULL);
  return G_SOURCE_REMOVE;
}

/* What the answer leads to may destroy the window that the dialog belongs to, which GTK does not expect before the dialog
 * itself is closed. */
static void
answer_cb (GObject *dialog, const char *response, gpointer user_data)
{
  GTask *task = G_TASK (user_data);

  g_task_set_task_data (task, (gpointer) g_intern_string (response), NULL);
  g_idle_add_full (G_PRIORITY_DEFAULT, give_answer_cb, task, g_object_unref);
}

GtkWidget *
dz_compat_ask_async (GtkWidget *parent,
                     const DzQuestion *question,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  const DzResponse *response;

  g_task_set_source_tag (task, dz_compat_ask_async);
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (question->heading, question->body));

  adw_alert_dialog_set_extra_child (dialog, question->child);
  for (response = question->responses; response->id; response++)
    {
      adw_alert_dialog_add_response (dialog, response->id, response->label);
      adw_alert_dialog_set_response_appearance (dialog, response->id, response->appearance);
    }
  adw_alert_dialog_set_default_response (dialog, question->standard);
  adw_alert_dialog_set_close_response (dialog, question->closing);
  g_signal_connect (dialog, "response", G_CALLBACK (answer_cb), task);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  AdwMessageDialog *dialog;
  GtkRoot *root = gtk_widget_get_root (parent);

  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, question->heading, question->body));
  adw_message_dialog_set_extra_child (dialog, question->child);
  for (response = question->responses; response->id; response++)
    {
      adw_message_dialog_add_response (dialog, response->id, response->label);
      adw_message_dialog_set_response_appearance (dialog, response->id, response->appearance);
    }
  adw_message_dialog_set_default_response (dialog, question->standard);
  adw_message_dialog_set_close_response (dialog, question->closing);
  g_signal_connect (dialog, "response", G_CALLBACK (answer_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
  return GTK_WIDGET (dialog);
}

const char *
dz_compat_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
dz_compat_ask_set_enabled (GtkWidget *dialog, const char *response, gboolean enabled)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), response, enabled);
#else
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), response, enabled);
#endif
}

#if GTK_CHECK_VERSION(4, 10, 0)

static void
return_file (GTask *task, GFile *file, GError *error)
{
  if (file)
    g_task_return_pointer (task, file, g_object_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_FAILED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
  g_clear_error (&error);
  g_object_unref (task);
}

static void
open_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, &error);

  return_file (user_data, file, error);
}

static void
save_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, &error);

  return_file (user_data, file, error);
}

static GtkFileDialog *
make_file_dialog (const char *title, GListModel *filters, GFile *folder)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_modal (dialog, TRUE);
  if (filters)
    gtk_file_dialog_set_filters (dialog, filters);
  if (folder)
    gtk_file_dialog_set_initial_folder (dialog, folder);
  return dialog;
}

#else

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static GtkFileChooserNative *
make_file_dialog (GtkWindow *parent,
                  const char *title,
                  GListModel *filters,
                  GFile *folder,
                  GtkFileChooserAction action)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  guint n = filters ? g_list_model_get_n_items (filters) : 0;

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  if (folder)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  return dialog;
}

#endif

void
dz_compat_open_file_async (GtkWindow *parent,
                           const char *title,
                           GListModel *filters,
                           GFile *folder,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, dz_compat_open_file_async);
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = make_file_dialog (title, filters, folder);

  gtk_file_dialog_open (dialog, parent, NULL, open_chosen_cb, task);
#else
  GtkFileChooserNative *dialog = make_file_dialog (parent, title, filters, folder, GTK_FILE_CHOOSER_ACTION_OPEN);

  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

void
dz_compat_save_file_async (GtkWindow *parent,
                           const char *title,
                           GListModel *filters,
                           GFile *folder,
                           const char *name,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, dz_compat_save_file_async);
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = make_file_dialog (title, filters, folder);

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, NULL, save_chosen_cb, task);
#else
  GtkFileChooserNative *dialog = make_file_dialog (parent, title, filters, folder, GTK_FILE_CHOOSER_ACTION_SAVE);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

GFile *
dz_compat_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
launched_cb (GObject *launcher, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error))
    g_message ("%s", error->message);
}
#endif

void
dz_compat_launch_uri (GtkWindow *parent, const char *uri)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, parent, NULL, launched_cb, NULL);
#else
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
#endif
}

void
dz_compat_present_about (GtkWindow *parent, const DzAbout *about)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *window = adw_about_dialog_new ();
#else
  GtkWidget *window = adw_about_window_new ();
#endif

  g_object_set (window, "application-name", about->name, "application-icon", about->icon, "version", about->version,
                "comments", about->comments, "website", about->website, "issue-url", about->issues, "developer-name",
                about->developer, "translator-credits", about->translators, "license-type", GTK_LICENSE_GPL_3_0, NULL);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (window, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
#endif
}

void
dz_compat_present_preferences (GtkWindow *parent, AdwPreferencesPage *page)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *window = adw_preferences_dialog_new ();

  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (window), page);
  adw_dialog_present (window, GTK_WIDGET (parent));
#else
  GtkWidget *window = adw_preferences_window_new ();

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 440);
  gtk_window_present (GTK_WINDOW (window));
#endif
}

static gboolean
forward_cb (GtkWidget *popover, guint keyval, guint keycode, GdkModifierType modifiers, GtkEventController *controller)
{
  GtkRoot *root = gtk_widget_get_root (popover);
  gboolean function = keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12;

  /* All others, as Tab and the arrows, are for what is in the popover. */
  if (!root || (!function && !(modifiers & GDK_CONTROL_MASK)))
    return GDK_EVENT_PROPAGATE;
  return gtk_event_controller_key_forward (GTK_EVENT_CONTROLLER_KEY (controller), GTK_WIDGET (root));
}

void
dz_compat_let_shortcuts_through (GtkPopover *popover)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (forward_cb), popover);
  gtk_widget_add_controller (GTK_WIDGET (popover), keys);
}

void
dz_compat_list_scroll_to (GtkListView *list, guint position, gboolean focus)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_list_view_scroll_to (list, position, focus ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_NONE, NULL);
#else
  gtk_widget_activate_action (GTK_WIDGET (list), "list.scroll-to-item", "u", position);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (list));
#endif
}

void
dz_compat_announce (GtkWidget *widget, const char *message)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}
