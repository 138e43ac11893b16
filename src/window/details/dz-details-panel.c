#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "window/app/dz-soon.h"
#include "window/details/dz-details-panel.h"
#include "window/details/dz-field-row.h"
#include "window/details/dz-progress.h"
#include "window/details/dz-state-bar.h"

#include "model/dz-edit.h"

/* Milliseconds: a burst of changes is counted once. */
#define RECOUNT 80
/* Pixels that are seen above and below the caret. */
#define AROUND_CARET 12

struct _DzDetailsPanel
{
  GtkBox parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *done;
  DzStateBar *bar;
  GtkLabel *states;
  AdwPreferencesGroup *fields;
  GtkTextView *summary;
  GtkBox *speakers;

  DzProject *project;
  DzDocument *document;
  gboolean read_only;
  GPtrArray *rows;
  guint recount;
  guint soon;
  guint show_caret;
};

G_DEFINE_FINAL_TYPE (DzDetailsPanel, dz_details_panel, GTK_TYPE_BOX)

typedef struct
{
  const char *field;
  const char *title;
} Field;

static const Field fields[] = {
  { "title", N_ ("Title") },
  { "translated-title", N_ ("Title in translation") },
  { "author", N_ ("Author") },
  { "translator", N_ ("Translator") },
  { "publisher", N_ ("Publisher") },
  { "date", N_ ("Date") },
  { "place", N_ ("Place") },
  { "source", N_ ("Source link") },
};

static gboolean
count_cb (gpointer user_data)
{
  DzDetailsPanel *self = user_data;
  DzProgress progress;
  g_autofree char *done = NULL;
  g_autoptr (GString) states = g_string_new (NULL);

  self->recount = 0;
  dz_progress_count (&progress, self->document);
  done = g_strdup_printf (_ ("%u of %u blocks translated (%u %%)"), progress.done, progress.all,
                          progress.all ? progress.done * 100 / progress.all : 0);
  for (int i = 0; i < DZ_N_STATES; i++)
    g_string_append_printf (states, "%s%s %u", i ? "  ·  " : "", dz_progress_state_name (i), progress.counts[i]);
  gtk_label_set_text (self->done, done);
  gtk_label_set_text (self->states, states->str);
  dz_state_bar_set_counts (self->bar, progress.counts);
  return G_SOURCE_REMOVE;
}

static void
count_soon (DzDetailsPanel *self)
{
  if (!self->recount)
    self->recount = g_timeout_add (RECOUNT, count_cb, self);
}

static void
add_row (DzDetailsPanel *self, AdwPreferencesGroup *group, DzEntity *entity, const Field *field, const char *label)
{
  GtkWidget *row = dz_field_row_new (self->project, entity, field->field, _ (field->title), label, self->read_only);

  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, g_object_ref (row));
}

static void
clear_rows (DzDetailsPanel *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_is_ancestor (g_ptr_array_index (self->rows, i), GTK_WIDGET (self->fields)))
      adw_preferences_group_remove (self->fields, g_ptr_array_index (self->rows, i));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->speakers))))
    gtk_box_remove (self->speakers, child);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_speaker (DzDetailsPanel *self, DzSpeaker *speaker, guint number)
{
  static const Field name = { "name", N_ ("Name") }, translated = { "translated-name", N_ ("Name in translation") };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *title = g_strdup_printf (_ ("Speaker %u"), number);

  adw_preferences_group_set_title (group, title);
  add_row (self, group, DZ_ENTITY (speaker), &name, _ ("Rename Speaker"));
  add_row (self, group, DZ_ENTITY (speaker), &translated, _ ("Rename Speaker"));
  gtk_box_append (self->speakers, GTK_WIDGET (group));
}

static char *
dup_typed_summary (DzDetailsPanel *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (self->summary), "text", &text, NULL);
  return g_strstrip (text);
}

static const char *
get_summary (DzDetailsPanel *self)
{
  return self->document ? dz_document_get_detail (self->document, "summary") : "";
}

/* Whether what is typed is the summary: blanks around it make no difference. */
static gboolean
is_summary_put (DzDetailsPanel *self, const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (get_summary (self)));

  return g_str_equal (typed, stripped);
}

/* The blank at the end of what is being typed stays. */
static void
fill_summary (DzDetailsPanel *self)
{
  g_autofree char *typed = dup_typed_summary (self);

  if (!is_summary_put (self, typed))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->summary), get_summary (self), -1);
}

static void
fill (DzDetailsPanel *self)
{
  GListModel *speakers = dz_project_get_speakers (self->project);

  clear_rows (self);
  if (self->document)
    for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
      add_row (self, self->fields, DZ_ENTITY (self->document), &fields[i], _ ("Edit Details"));
  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (speakers, i);

      add_speaker (self, speaker, i + 1);
    }
  gtk_text_view_set_editable (self->summary, !self->read_only);
  fill_summary (self);
}

static void
put_summary (DzDetailsPanel *self)
{
  g_autofree char *text = dup_typed_summary (self);

  g_clear_handle_id (&self->soon, g_source_remove);
  if (!self->project || !self->document || self->read_only)
    return;
  if (!is_summary_put (self, text))
    dz_edit_type_string (self->project, DZ_ENTITY (self->document), "summary", text, _ ("Edit Summary"));
}

static gboolean
soon_cb (gpointer user_data)
{
  DzDetailsPanel *self = user_data;

  self->soon = 0;
  put_summary (self);
  return G_SOURCE_REMOVE;
}

/* The summary is as high as its text, and so it is the panel that scrolls. */
static gboolean
show_caret_cb (gpointer user_data)
{
  DzDetailsPanel *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->summary);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GdkRectangle caret;
  GtkTextIter at;
  double top;
  int y;

  self->show_caret = 0;
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->summary, &at, &caret);
  gtk_text_view_buffer_to_window_coords (self->summary, GTK_TEXT_WINDOW_WIDGET, caret.x, caret.y, NULL, &y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->summary), GTK_WIDGET (self->scroller), 0, y, NULL, &top);
  top += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, top - AROUND_CARET, top + caret.height + AROUND_CARET);
  return G_SOURCE_REMOVE;
}

/* Once the panel is as high as what was typed. */
static void
caret_moved_cb (DzDetailsPanel *self)
{
  if (self->show_caret == 0 && gtk_widget_has_focus (GTK_WIDGET (self->summary)))
    self->show_caret = g_idle_add (show_caret_cb, self);
}

static void
typed_cb (DzDetailsPanel *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->summary)))
    dz_soon_call (&self->soon, soon_cb, self);
}

static void
flush_summary (DzDetailsPanel *self)
{
  put_summary (self);
  if (self->project)
    dz_project_break_typing (self->project);
}

static void
changed_cb (DzDetailsPanel *self, DzChange *change)
{
  if (dz_progress_is_changed_by (change))
    count_soon (self);
  if (change->kind == DZ_CHANGE_SET && g_strcmp0 (change->field, "summary") == 0)
    fill_summary (self);
}

static void
dz_details_panel_dispose (GObject *object)
{
  DzDetailsPanel *self = DZ_DETAILS_PANEL (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->show_caret, g_source_remove);
  if (self->project)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (dz_project_get_speakers (self->project), self);
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->project);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_DETAILS_PANEL);
  G_OBJECT_CLASS (dz_details_panel_parent_class)->dispose (object);
}

static void
dz_details_panel_class_init (DzDetailsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_details_panel_dispose;
  g_type_ensure (DZ_TYPE_STATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duizhao/Duizhao/details/dz-details-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, done);
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, bar);
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, states);
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, fields);
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, DzDetailsPanel, speakers);
}

static void
dz_details_panel_init (DzDetailsPanel *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (flush_summary), self);
  gtk_widget_add_controller (GTK_WIDGET (self->summary), focus);
  g_signal_connect_object (gtk_text_view_get_buffer (self->summary), "changed", G_CALLBACK (typed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->summary), "notify::cursor-position",
                           G_CALLBACK (caret_moved_cb), self, G_CONNECT_SWAPPED);
}

void
dz_details_panel_set_project (DzDetailsPanel *self, DzProject *project, DzDocument *document, gboolean read_only)
{
  self->read_only = read_only;
  if (project != self->project)
    {
      if (self->project)
        {
          g_signal_handlers_disconnect_by_data (self->project, self);
          g_signal_handlers_disconnect_by_data (dz_project_get_speakers (self->project), self);
        }
      g_set_object (&self->project, project);
      g_signal_connect_swapped (project, "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect_swapped (dz_project_get_speakers (project), "items-changed", G_CALLBACK (fill), self);
    }
  g_set_object (&self->document, document);
  fill (self);
  count_soon (self);
}

void
dz_details_panel_flush (DzDetailsPanel *self)
{
  flush_summary (self);
  if (self->project && !self->read_only)
    for (guint i = 0; i < self->rows->len; i++)
      dz_field_row_flush (g_ptr_array_index (self->rows, i));
}
