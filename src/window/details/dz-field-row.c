#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-editable.h"
#include "window/app/dz-soon.h"
#include "window/details/dz-field-row.h"

#include "model/dz-edit.h"

struct _DzFieldRow
{
  AdwEntryRow parent_instance;

  DzProject *project;
  DzEntity *entity;
  const char *field;
  const char *label;
  guint soon;
};

G_DEFINE_FINAL_TYPE (DzFieldRow, dz_field_row, ADW_TYPE_ENTRY_ROW)

static char *
dup_value (DzFieldRow *self)
{
  g_autoptr (GVariant) value = dz_entity_dup_field (self->entity, self->field);

  return value ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

static char *
dup_typed (DzFieldRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}

/* Whether what is typed is the value: blanks around it make no difference. */
static gboolean
is_put (DzFieldRow *self, const char *typed)
{
  g_autofree char *stripped = g_strstrip (dup_value (self));

  return g_str_equal (typed, stripped);
}

/* The blank at the end of what is being typed stays. */
static void
update (DzFieldRow *self)
{
  g_autofree char *value = dup_value (self);
  g_autofree char *typed = dup_typed (self);

  if (!is_put (self, typed))
    dz_editable_show (GTK_EDITABLE (self), value);
}

static void
put (DzFieldRow *self)
{
  g_autofree char *typed = dup_typed (self);

  g_clear_handle_id (&self->soon, g_source_remove);
  if (dz_project_lookup (self->project, dz_entity_get_id (self->entity)) != self->entity)
    return;
  if (!is_put (self, typed))
    dz_edit_type_string (self->project, self->entity, self->field, typed, self->label);
}

static gboolean
soon_cb (gpointer user_data)
{
  DzFieldRow *self = user_data;

  self->soon = 0;
  put (self);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (DzFieldRow *self)
{
  dz_soon_call (&self->soon, soon_cb, self);
}

void
dz_field_row_flush (DzFieldRow *self)
{
  put (self);
  dz_project_break_typing (self->project);
}

static void
changed_cb (DzFieldRow *self, DzChange *change)
{
  if (change->kind == DZ_CHANGE_SET && g_strcmp0 (change->field, self->field) == 0
      && g_strcmp0 (change->target, dz_entity_get_id (self->entity)) == 0)
    update (self);
}

static void
dz_field_row_dispose (GObject *object)
{
  DzFieldRow *self = DZ_FIELD_ROW (object);

  g_clear_handle_id (&self->soon, g_source_remove);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->entity);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (dz_field_row_parent_class)->dispose (object);
}

static void
dz_field_row_class_init (DzFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_field_row_dispose;
}

static void
dz_field_row_init (DzFieldRow *self)
{
}

static void
left_cb (DzFieldRow *self)
{
  if (self->project)
    dz_field_row_flush (self);
}

GtkWidget *
dz_field_row_new (DzProject *project,
                  DzEntity *entity,
                  const char *field,
                  const char *title,
                  const char *label,
                  gboolean read_only)
{
  DzFieldRow *self = g_object_new (DZ_TYPE_FIELD_ROW, "title", title, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->project = g_object_ref (project);
  self->entity = g_object_ref (entity);
  self->field = g_intern_string (field);
  self->label = g_intern_string (label);
  gtk_editable_set_editable (GTK_EDITABLE (self), !read_only);
  update (self);
  g_signal_connect_swapped (project, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self, "changed", G_CALLBACK (typed_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (dz_field_row_flush), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  return GTK_WIDGET (self);
}
