#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit-private.h"

void
dz_edit_apply (DzProject *project, DzChange *change)
{
  g_autoptr (DzChange) owned = change;
  g_autoptr (GError) error = NULL;

  if (!dz_project_apply (project, owned, &error))
    g_critical ("A change of the program's own could not be applied: %s", error->message);
}

void
dz_edit_set_field (DzProject *project, gpointer entity, const char *field, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  g_autoptr (GVariant) old = dz_entity_dup_field (entity, field);

  if (g_variant_equal (old, sunk))
    return;
  dz_edit_apply (project, dz_change_new_set (entity, field, sunk));
}

static GPtrArray *
array_of (gpointer object)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (objects, g_object_ref (object));
  return objects;
}

void
dz_edit_insert (DzProject *project, const char *parent, guint position, gpointer object)
{
  g_autoptr (GPtrArray) objects = array_of (object);

  dz_edit_apply (project, dz_change_new_insert (parent, position, objects));
}

void
dz_edit_remove (DzProject *project, const char *parent, guint position, gpointer object)
{
  g_autoptr (GPtrArray) objects = array_of (object);

  dz_edit_apply (project, dz_change_new_remove (parent, position, objects));
}

guint
dz_edit_position (GListModel *list, gpointer object)
{
  guint n_items = g_list_model_get_n_items (list);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      if ((gpointer) item == object)
        return i;
    }
  return G_MAXUINT;
}

/**
 * dz_edit_set_string:
 * @entity: any entity of @project
 * @field: one of its fields of type s
 * @label: what undo is then called, translated
 *
 * Sets one field as a step of its own.
 */
void
dz_edit_set_string (DzProject *project, DzEntity *entity, const char *field, const char *value, const char *label)
{
  dz_project_begin_step (project, label);
  dz_edit_set_field (project, entity, field, g_variant_new_string (value));
  dz_project_end_step (project);
}
