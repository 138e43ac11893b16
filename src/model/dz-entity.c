#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "model/dz-entity-private.h"
#include "model/dz-shared-private.h"
#include "model/dz-types.h"

G_DEFINE_INTERFACE (DzEntity, dz_entity, G_TYPE_OBJECT)

static void
dz_entity_default_init (DzEntityInterface *iface)
{
}

/* Most strings of most entities are empty: one is enough for all. */
static GVariant *
empty_string (void)
{
  static gsize once = 0;
  static GVariant *empty = NULL;

  if (g_once_init_enter (&once))
    {
      empty = g_variant_ref_sink (g_variant_new_string (""));
      g_once_init_leave (&once, 1);
    }

  return g_variant_ref (empty);
}

static GVariant *
empty_value (const char *type)
{
  switch (type[0])
    {
    case 's':
      return empty_string ();
    case 'u':
      return g_variant_ref_sink (g_variant_new_uint32 (0));
    case 'b':
      return g_variant_ref_sink (g_variant_new_boolean (FALSE));
    default:
      g_assert (type[0] == 'a');
      return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE (type + 1), NULL, 0));
    }
}

void
dz_entity_base_init (DzEntityBase *base, const char *id, const DzField *fields, gboolean keep_values)
{
  g_autofree char *made = id == NULL ? dz_entity_new_id () : NULL;

  base->id = dz_shared_new (id != NULL ? id : made);
  if (!keep_values)
    return;

  while (fields[base->n_values].name != NULL)
    base->n_values++;
  base->values = g_new0 (GVariant *, base->n_values);
  for (guint i = 0; i < base->n_values; i++)
    base->values[i] = empty_value (fields[i].type);
}

void
dz_entity_base_clear (DzEntityBase *base)
{
  for (guint i = 0; i < base->n_values; i++)
    g_clear_pointer (&base->values[i], g_variant_unref);
  base->n_values = 0;
  g_clear_pointer (&base->values, g_free);
  g_clear_pointer (&base->unknown, dz_shared_unref);
  g_clear_pointer (&base->id, dz_shared_unref);
}

static void
base_copy (const DzEntityBase *base, DzEntityBase *copy, gboolean attached)
{
  copy->id = dz_shared_ref (base->id);
  copy->unknown = dz_shared_ref (base->unknown);
  copy->attached = attached;
  copy->n_values = base->n_values;
  if (base->n_values == 0)
    return;

  copy->values = g_new (GVariant *, base->n_values);
  for (guint i = 0; i < base->n_values; i++)
    copy->values[i] = g_variant_ref (base->values[i]);
}

gpointer
dz_entity_copy (DzEntity *self, gboolean attached)
{
  DzEntityInterface *iface = DZ_ENTITY_GET_IFACE (self);
  DzEntity *copy = g_object_new (G_OBJECT_TYPE (self), NULL);

  base_copy (iface->get_base (self), iface->get_base (copy), attached);
  if (iface->copy_rest != NULL)
    iface->copy_rest (self, copy, attached);

  return copy;
}

DzEntityBase *
dz_entity_get_base (DzEntity *self)
{
  return DZ_ENTITY_GET_IFACE (self)->get_base (self);
}

/**
 * dz_entity_get_id:
 *
 * Returns: (transfer none): its id, the same for life
 */
const char *
dz_entity_get_id (DzEntity *self)
{
  g_return_val_if_fail (DZ_IS_ENTITY (self), NULL);

  return dz_entity_get_base (self)->id;
}

/**
 * dz_entity_get_fields:
 *
 * Returns: (transfer none): its table of fields, which ends with a NULL name
 */
const DzField *
dz_entity_get_fields (DzEntity *self)
{
  g_return_val_if_fail (DZ_IS_ENTITY (self), NULL);

  return DZ_ENTITY_GET_IFACE (self)->get_fields (self);
}

static const DzField unknown_field = { DZ_FIELD_UNKNOWN, "s" };

const DzField *
dz_entity_find_field (DzEntity *self, const char *name)
{
  if (g_str_equal (name, DZ_FIELD_UNKNOWN))
    return &unknown_field;

  for (const DzField *field = dz_entity_get_fields (self); field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;

  return NULL;
}

/**
 * dz_entity_dup_field:
 * @name: one of its fields, or DZ_FIELD_UNKNOWN
 *
 * Returns: (transfer full): the field's value, of the type that the table says
 */
GVariant *
dz_entity_dup_field (DzEntity *self, const char *name)
{
  DzEntityInterface *iface;
  const DzField *field;

  g_return_val_if_fail (DZ_IS_ENTITY (self) && name != NULL, NULL);

  field = dz_entity_find_field (self, name);
  g_return_val_if_fail (field != NULL, NULL);

  if (field == &unknown_field)
    {
      const char *unknown = dz_entity_get_unknown (self);

      return g_variant_ref_sink (g_variant_new_string (unknown != NULL ? unknown : ""));
    }
  iface = DZ_ENTITY_GET_IFACE (self);
  if (iface->read != NULL)
    return g_variant_ref_sink (iface->read (self, name));

  return g_variant_ref (dz_entity_get_base (self)->values[field - dz_entity_get_fields (self)]);
}

/**
 * dz_entity_get_unknown:
 *
 * Returns: (transfer none) (nullable): one JSON object of the members that this version does not know
 */
const char *
dz_entity_get_unknown (DzEntity *self)
{
  g_return_val_if_fail (DZ_IS_ENTITY (self), NULL);

  return dz_entity_get_base (self)->unknown;
}

/**
 * dz_entity_init_unknown:
 * @json: (nullable): one JSON object of the members that this version does not know
 *
 * Keeps what a project file says beyond this version, so that it is written back.
 */
void
dz_entity_init_unknown (DzEntity *self, const char *json)
{
  DzEntityBase *base;

  g_return_if_fail (DZ_IS_ENTITY (self));

  base = dz_entity_get_base (self);
  g_return_if_fail (!base->attached);

  dz_shared_unref (base->unknown);
  base->unknown = dz_shared_new (json);
}

/**
 * dz_entity_init_field:
 * @name: the field's name
 * @value: not floating
 *
 * Gives an entity, in the same places as dz_entity_init_unknown(), what a file says of one of its fields.
 *
 * Returns: FALSE when there is no such field, or it cannot have this value: DZ_MODEL_ERROR_VALUE
 */
gboolean
dz_entity_init_field (DzEntity *self, const char *name, GVariant *value, GError **error)
{
  g_return_val_if_fail (DZ_IS_ENTITY (self) && name != NULL && value != NULL, FALSE);
  g_return_val_if_fail (!dz_entity_get_base (self)->attached, FALSE);

  if (!dz_entity_check_field (self, name, value, error))
    return FALSE;

  dz_entity_write (self, name, value);
  return TRUE;
}

gboolean
dz_entity_equal_fields (DzEntity *self, DzEntity *other)
{
  DzEntityInterface *iface = DZ_ENTITY_GET_IFACE (self);
  GVariant **mine = dz_entity_get_base (self)->values;
  GVariant **theirs = dz_entity_get_base (other)->values;

  if (iface->equal_fields != NULL)
    return iface->equal_fields (self, other);

  for (guint i = 0; i < dz_entity_get_base (self)->n_values; i++)
    if (mine[i] != theirs[i] && !g_variant_equal (mine[i], theirs[i]))
      return FALSE;

  return TRUE;
}

/**
 * dz_entity_equal:
 *
 * Returns: whether a file would say the same of both
 */
gboolean
dz_entity_equal (DzEntity *self, DzEntity *other)
{
  DzEntityInterface *iface;

  g_return_val_if_fail (DZ_IS_ENTITY (self) && DZ_IS_ENTITY (other), FALSE);

  if (self == other)
    return TRUE;
  if (G_OBJECT_TYPE (self) != G_OBJECT_TYPE (other) || !g_str_equal (dz_entity_get_id (self), dz_entity_get_id (other))
      || g_strcmp0 (dz_entity_get_unknown (self), dz_entity_get_unknown (other)) != 0)
    return FALSE;

  iface = DZ_ENTITY_GET_IFACE (self);
  return dz_entity_equal_fields (self, other) && (iface->equal_rest == NULL || iface->equal_rest (self, other));
}

/**
 * dz_entity_new_id:
 *
 * Returns: (transfer full): a new random UUID
 */
char *
dz_entity_new_id (void)
{
  return g_uuid_string_random ();
}

const char *
dz_entity_get_string (DzEntity *self, const char *name)
{
  const DzField *field = dz_entity_find_field (self, name);
  DzEntityBase *base = dz_entity_get_base (self);

  g_return_val_if_fail (field != NULL && g_str_equal (field->type, "s"), NULL);

  return g_variant_get_string (base->values[field - dz_entity_get_fields (self)], NULL);
}

gboolean
dz_entity_check_field (DzEntity *self, const char *name, GVariant *value, GError **error)
{
  DzEntityInterface *iface = DZ_ENTITY_GET_IFACE (self);
  const DzField *field = dz_entity_find_field (self, name);

  if (field == NULL)
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("There is no field “%s” in %s"), name,
                   dz_entity_get_id (self));
      return FALSE;
    }
  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE (field->type)))
    {
      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("The value for “%s” in %s is of the wrong kind"),
                   name, dz_entity_get_id (self));
      return FALSE;
    }

  return iface->check == NULL || iface->check (self, name, value, error);
}

gboolean
dz_entity_check_fields (DzEntity *self, GError **error)
{
  for (const DzField *field = dz_entity_get_fields (self); field->name != NULL; field++)
    {
      g_autoptr (GVariant) value = dz_entity_dup_field (self, field->name);

      if (!dz_entity_check_field (self, field->name, value, error))
        return FALSE;
    }

  return TRUE;
}

void
dz_entity_write (DzEntity *self, const char *name, GVariant *value)
{
  DzEntityInterface *iface = DZ_ENTITY_GET_IFACE (self);
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  if (g_str_equal (name, DZ_FIELD_UNKNOWN))
    {
      const char *unknown = g_variant_get_string (sunk, NULL);

      dz_shared_unref (dz_entity_get_base (self)->unknown);
      dz_entity_get_base (self)->unknown = *unknown != '\0' ? dz_shared_new (unknown) : NULL;
    }
  else if (iface->write != NULL)
    {
      iface->write (self, name, sunk);
    }
  else
    {
      const DzField *field = dz_entity_find_field (self, name);
      GVariant **place = &dz_entity_get_base (self)->values[field - dz_entity_get_fields (self)];

      g_variant_unref (*place);
      *place = g_variant_ref (sunk);
    }
}

void
dz_entity_write_string (DzEntity *self, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  g_autoptr (GVariant) variant = *valid != '\0' ? g_variant_ref_sink (g_variant_new_string (valid)) : empty_string ();

  dz_entity_write (self, name, variant);
}

static void
get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DzEntity *self = DZ_ENTITY (object);

  if (prop_id == 1)
    {
      g_value_set_string (value, dz_entity_get_id (self));
    }
  else if (G_IS_PARAM_SPEC_VARIANT (pspec))
    {
      g_value_take_variant (value, dz_entity_dup_field (self, pspec->name));
    }
  else
    {
      g_autoptr (GVariant) variant = dz_entity_dup_field (self, pspec->name);
      g_auto (GValue) read = G_VALUE_INIT;

      g_dbus_gvariant_to_gvalue (variant, &read);
      g_value_copy (&read, value);
    }
}

static GParamSpec *
field_spec (const DzField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  if (g_str_equal (field->type, "s"))
    return g_param_spec_string (field->name, NULL, NULL, "", flags);
  if (g_str_equal (field->type, "u"))
    return g_param_spec_uint (field->name, NULL, NULL, 0, G_MAXUINT, 0, flags);
  if (g_str_equal (field->type, "b"))
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
  if (g_str_equal (field->type, "as"))
    return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);

  return g_param_spec_variant (field->name, NULL, NULL, G_VARIANT_TYPE (field->type), NULL, flags);
}

/* A class that has further properties overrides get_property and hands on those up to its last field. */
void
dz_entity_class_install (GObjectClass *object_class, const DzField *fields)
{
  guint prop_id = 1;

  object_class->get_property = get_property;
  g_object_class_install_property (
      object_class, prop_id++, g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  for (const DzField *field = fields; field->name != NULL; field++)
    g_object_class_install_property (object_class, prop_id++, field_spec (field));
}
