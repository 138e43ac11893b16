#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit.h"
#include "model/dz-tag-private.h"
#include "model/dz-types.h"

struct _DzTag
{
  GObject parent_instance;

  DzEntityBase base;
  DzTag *parent; /* which owns this one by its list of children */
  DzList *children;
  guint n_highlights;
};

static const DzField fields[] = {
  { "name", "s" },
  { "color", "s" },
  { "description", "s" },
  { NULL },
};

#define PROP_N_HIGHLIGHTS (G_N_ELEMENTS (fields) + 1)

static void
dz_tag_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzTag, dz_tag, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_tag_entity_init))

static const DzField *
dz_tag_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_tag_get_base (DzEntity *entity)
{
  return &DZ_TAG (entity)->base;
}

static gboolean
is_color (const char *word)
{
  guint n_digits = 0;

  if (word[0] != '#')
    return FALSE;
  while (n_digits < 7 && g_ascii_isxdigit (word[1 + n_digits]))
    n_digits++;

  return n_digits == 6 && word[7] == '\0';
}

static gboolean
dz_tag_check (DzEntity *entity, const char *name, GVariant *value, GError **error)
{
  if (!g_str_equal (name, "color") || is_color (g_variant_get_string (value, NULL)))
    return TRUE;

  g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("“%s” is not a colour; write it like #3584e4"),
               g_variant_get_string (value, NULL));
  return FALSE;
}

static void
dz_tag_copy_rest (DzEntity *entity, DzEntity *other, gboolean attached)
{
  DzTag *self = DZ_TAG (entity);
  DzTag *copy = DZ_TAG (other);

  if (!attached)
    return;

  copy->n_highlights = self->n_highlights;
  dz_list_copy_entities (self->children, copy->children);
  for (guint i = 0; i < dz_list_get_length (copy->children); i++)
    DZ_TAG (dz_list_get (copy->children, i))->parent = copy;
}

static void
dz_tag_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_tag_get_fields;
  iface->get_base = dz_tag_get_base;
  iface->check = dz_tag_check;
  iface->copy_rest = dz_tag_copy_rest;
}

static void (*get_field_property) (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec);

static void
dz_tag_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_N_HIGHLIGHTS)
    g_value_set_uint (value, DZ_TAG (object)->n_highlights);
  else
    get_field_property (object, prop_id, value, pspec);
}

static void
dz_tag_finalize (GObject *object)
{
  DzTag *self = DZ_TAG (object);

  for (guint i = 0; i < dz_list_get_length (self->children); i++)
    DZ_TAG (dz_list_get (self->children, i))->parent = NULL;
  dz_entity_base_clear (&self->base);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (dz_tag_parent_class)->finalize (object);
}

static void
dz_tag_class_init (DzTagClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_tag_finalize;
  dz_entity_class_install (object_class, fields);
  get_field_property = object_class->get_property;
  object_class->get_property = dz_tag_get_property;
  g_object_class_install_property (
      object_class, PROP_N_HIGHLIGHTS,
      g_param_spec_uint ("n-highlights", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
dz_tag_init (DzTag *self)
{
  self->children = dz_list_new (DZ_TYPE_TAG);
}

/**
 * dz_tag_new:
 * @id: (nullable): NULL for a new one
 * @color: (nullable): "#rrggbb"; NULL for the first of the palette
 * @description: (nullable)
 *
 * Returns: (transfer full): a tag without children, in no project yet
 */
DzTag *
dz_tag_new (const char *id, const char *name, const char *color, const char *description)
{
  DzTag *self = g_object_new (DZ_TYPE_TAG, NULL);

  dz_entity_base_init (&self->base, id, fields, TRUE);
  dz_entity_write_string (DZ_ENTITY (self), "name", name);
  dz_entity_write_string (DZ_ENTITY (self), "color", color != NULL ? color : dz_tag_palette ()[0]);
  dz_entity_write_string (DZ_ENTITY (self), "description", description);

  return self;
}

const char *
dz_tag_get_id (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  return self->base.id;
}

const char *
dz_tag_get_name (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "name");
}

const char *
dz_tag_get_color (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "color");
}

const char *
dz_tag_get_description (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "description");
}

/**
 * dz_tag_get_parent:
 *
 * Returns: (transfer none) (nullable): the tag that it lies under; NULL at the top
 */
DzTag *
dz_tag_get_parent (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  return self->parent;
}

/**
 * dz_tag_get_children:
 *
 * Returns: (transfer none): a list model of the tags under it, in order
 */
GListModel *
dz_tag_get_children (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  return G_LIST_MODEL (self->children);
}

/**
 * dz_tag_get_n_highlights:
 *
 * Returns: how many highlights carry it, orphans included
 */
guint
dz_tag_get_n_highlights (DzTag *self)
{
  g_return_val_if_fail (DZ_IS_TAG (self), 0);

  return self->n_highlights;
}

/**
 * dz_tag_get_height:
 *
 * Returns: how many levels it makes with those under it: 1 without any
 */
guint
dz_tag_get_height (DzTag *self)
{
  guint height = 0;

  g_return_val_if_fail (DZ_IS_TAG (self), 0);

  for (guint i = 0; i < dz_list_get_length (self->children); i++)
    {
      guint below = dz_tag_get_height (dz_list_get (self->children, i));

      height = MAX (height, below);
    }

  return height + 1;
}

/**
 * dz_tag_get_depth:
 *
 * Returns: how deep it lies: 1 at the top
 */
guint
dz_tag_get_depth (DzTag *self)
{
  guint depth = 1;

  g_return_val_if_fail (DZ_IS_TAG (self), 0);

  for (DzTag *tag = self->parent; tag != NULL; tag = tag->parent)
    depth++;

  return depth;
}

/**
 * dz_tag_dup_path:
 *
 * Returns: (transfer full): its name after those it lies under: "Parent / Child"
 */
char *
dz_tag_dup_path (DzTag *self)
{
  g_autoptr (GString) path = NULL;

  g_return_val_if_fail (DZ_IS_TAG (self), NULL);

  path = g_string_new (dz_tag_get_name (self));
  for (DzTag *tag = self->parent; tag != NULL; tag = tag->parent)
    {
      g_string_prepend (path, " / ");
      g_string_prepend (path, dz_tag_get_name (tag));
    }

  return g_string_free (g_steal_pointer (&path), FALSE);
}

DzList *
dz_tag_get_list (DzTag *self)
{
  return self->children;
}

void
dz_tag_set_parent (DzTag *self, DzTag *parent)
{
  self->parent = parent;
}

void
dz_tag_add_highlights (DzTag *self, int n_highlights)
{
  self->n_highlights = (guint)((int)self->n_highlights + n_highlights);
}
