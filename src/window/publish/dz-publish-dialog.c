#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-settings.h"
#include "window/app/dz-toast.h"
#include "window/dz-compat.h"
#include "window/publish/dz-publish-dialog.h"
#include "window/tags/dz-tag-list.h"
#include "window/tags/dz-tag-swatch.h"

#include "desk/dz-desk.h"

#define TOAST_SECONDS 5

struct _DzPublishDialog
{
  AdwWindow parent_instance;

  AdwComboRow *format;
  AdwComboRow *layout;
  GtkSwitch *annotations;
  AdwPreferencesGroup *tags;
  GtkCheckButton *all_tags;
  GtkWidget *publish;

  DzSession *session;
  DzTaskBar *task_bar;
  AdwToastOverlay *toasts;
  GPtrArray *formats;
  GPtrArray *checks;
};

G_DEFINE_FINAL_TYPE (DzPublishDialog, dz_publish_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  GtkWindow *parent;
  DzSession *session;
  DzTaskBar *task_bar;
  AdwToastOverlay *toasts;
  const DzDeskFormat *format;
  DzArticleOptions options;
  GStrv tags;
  GFile *file;
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->parent);
  g_clear_object (&job->session);
  g_clear_object (&job->task_bar);
  g_clear_object (&job->toasts);
  g_clear_object (&job->file);
  g_strfreev (job->tags);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
tell_published (Job *job)
{
  g_autofree char *base = g_file_get_basename (job->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *plain = g_strdup_printf (_ ("Published “%s”"), name);
  g_autofree char *text = g_markup_escape_text (plain, -1);
  g_autofree char *uri = g_file_get_uri (job->file);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Open"));
  adw_toast_set_action_name (toast, "win.launch");
  adw_toast_set_action_target (toast, "s", uri);
  dz_toast_show (job->toasts, toast, TOAST_SECONDS);
}

static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  dz_compat_ask_finish (result);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  const DzResponse responses[] = { { "close", _ ("_Close"), ADW_RESPONSE_DEFAULT }, { 0 } };
  gboolean written = dz_desk_write_finish (result, &error);

  dz_task_bar_end (job->task_bar);
  if (written)
    tell_published (job);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      const DzQuestion question
          = { _ ("The Document Could Not Be Published"), error->message, NULL, responses, "close", "close" };

      dz_compat_ask_async (GTK_WIDGET (job->parent), &question, ignore_cb, NULL);
    }
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GFile) file = dz_compat_file_finish (result, NULL);
  g_autofree char *base = file ? g_file_get_basename (file) : NULL;
  g_autofree char *text = NULL;

  if (!file || !dz_session_get_project (job->session))
    return;
  g_set_object (&job->file, file);
  text = g_strdup_printf (_ ("Publishing %s…"), base);
  dz_desk_write_async (dz_session_get_project (job->session), file, job->format->id, &job->options,
                       dz_task_bar_begin (job->task_bar, text), written_cb, job);
  job = NULL;
}

static GStrv
dup_tags (DzPublishDialog *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (gtk_check_button_get_active (self->all_tags))
    return NULL;
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      if (gtk_check_button_get_active (check))
        g_strv_builder_add (ids, g_object_get_data (G_OBJECT (check), "id"));
    }
  return g_strv_builder_end (ids);
}

static const DzDeskFormat *
get_format (DzPublishDialog *self)
{
  return g_ptr_array_index (self->formats, adw_combo_row_get_selected (self->format));
}

static void
remember (DzPublishDialog *self)
{
  dz_settings_set_string ("publish-format", get_format (self)->id);
  dz_settings_set_enum ("publish-layout", (int) adw_combo_row_get_selected (self->layout));
  dz_settings_set_boolean ("publish-annotations", gtk_switch_get_active (self->annotations));
}

static void
publish_cb (DzPublishDialog *self)
{
  const DzDeskFormat *format = get_format (self);
  Job *job = g_new0 (Job, 1);
  g_autofree char *name = g_strdup_printf ("%s.%s", dz_session_get_name (self->session), format->suffixes[0]);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  remember (self);
  job->parent = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self)));
  job->session = g_object_ref (self->session);
  job->task_bar = g_object_ref (self->task_bar);
  job->toasts = g_object_ref (self->toasts);
  job->format = format;
  job->tags = dup_tags (self);
  job->options.layout = (DzLayout) adw_combo_row_get_selected (self->layout);
  job->options.annotations = gtk_switch_get_active (self->annotations);
  job->options.tags = (const char *const *) job->tags;
  gtk_file_filter_set_name (filter, _ (format->name));
  for (guint i = 0; format->suffixes[i]; i++)
    gtk_file_filter_add_suffix (filter, format->suffixes[i]);
  g_list_store_append (filters, filter);
  dz_compat_save_file_async (job->parent, _ ("Publish"), G_LIST_MODEL (filters),
                             dz_session_get_folder (self->session), name, file_chosen_cb, job);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fill_formats (DzPublishDialog *self)
{
  g_autoptr (GPtrArray) all = dz_desk_list_formats ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *last = dz_settings_dup_string ("publish-format", "html");
  guint selected = 0;

  self->formats = g_ptr_array_new ();
  for (guint i = 0; i < all->len; i++)
    {
      const DzDeskFormat *format = g_ptr_array_index (all, i);

      if (!format->format || !dz_desk_format_can_write (format))
        continue;
      if (g_str_equal (format->id, last))
        selected = self->formats->len;
      g_ptr_array_add (self->formats, (gpointer) format);
      gtk_string_list_append (names, _ (format->name));
    }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->format, selected);
  gtk_widget_set_sensitive (self->publish, self->formats->len > 0);
}

static void
add_tag (DzPublishDialog *self, DzTag *tag)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  g_autofree char *path = dz_tag_dup_path (tag);
  g_autofree char *title = g_markup_escape_text (path, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, path, -1);
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (dz_tag_get_id (tag)), g_free);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), dz_tag_swatch_new (dz_tag_get_color (tag), 0));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_bind_property (self->all_tags, "active", row, "sensitive", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  adw_preferences_group_add (self->tags, row);
  g_ptr_array_add (self->checks, check);
}

static void
fill (DzPublishDialog *self)
{
  DzProject *project = dz_session_get_project (self->session);
  g_autoptr (GPtrArray) tags = dz_tag_list_flatten (project);
  GSettings *settings = dz_settings_get ();
  g_autoptr (GVariant) chosen = settings ? g_settings_get_user_value (settings, "publish-layout") : NULL;
  DzLayout layout = dz_desk_default_layout (project);

  /* What was chosen last time, but not sides of which there is nothing to show. */
  if (chosen && layout != DZ_LAYOUT_ORIGINAL)
    layout = (DzLayout) dz_settings_get_enum ("publish-layout", layout);
  fill_formats (self);
  adw_combo_row_set_selected (self->layout, layout);
  gtk_switch_set_active (self->annotations, dz_settings_get_boolean ("publish-annotations", TRUE));
  for (guint i = 0; i < tags->len; i++)
    add_tag (self, g_ptr_array_index (tags, i));
  gtk_widget_set_visible (GTK_WIDGET (self->tags), tags->len > 0);
}

static void
dz_publish_dialog_dispose (GObject *object)
{
  DzPublishDialog *self = DZ_PUBLISH_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->task_bar);
  g_clear_object (&self->toasts);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_PUBLISH_DIALOG);
  G_OBJECT_CLASS (dz_publish_dialog_parent_class)->dispose (object);
}

static void
dz_publish_dialog_class_init (DzPublishDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_publish_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/publish/dz-publish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DzPublishDialog, format);
  gtk_widget_class_bind_template_child (widget_class, DzPublishDialog, layout);
  gtk_widget_class_bind_template_child (widget_class, DzPublishDialog, annotations);
  gtk_widget_class_bind_template_child (widget_class, DzPublishDialog, tags);
  gtk_widget_class_bind_template_child (widget_class, DzPublishDialog, all_tags);
  gtk_widget_class_bind_template_child (widget_class, DzPublishDialog, publish);
}

static void
dz_publish_dialog_init (DzPublishDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
  g_signal_connect_swapped (self->publish, "clicked", G_CALLBACK (publish_cb), self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->publish);
}

void
dz_publish_dialog_present (GtkWindow *parent, DzSession *session, DzTaskBar *task_bar, AdwToastOverlay *toasts)
{
  DzPublishDialog *self = g_object_new (DZ_TYPE_PUBLISH_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->task_bar = g_object_ref (task_bar);
  self->toasts = g_object_ref (toasts);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->publish);
}
