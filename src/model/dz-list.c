#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-entity-private.h"
#include "model/dz-list-private.h"

struct _DzList
{
  GObject parent_instance;

  GType item_type;
  GPtrArray *items;
};

static void
dz_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzList,
                               dz_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dz_list_model_init))

static GType
dz_list_get_item_type (GListModel *model)
{
  return DZ_LIST (model)->item_type;
}

static guint
dz_list_get_n_items (GListModel *model)
{
  return DZ_LIST (model)->items->len;
}

static gpointer
dz_list_get_item (GListModel *model, guint position)
{
  gpointer item = dz_list_get (DZ_LIST (model), position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
dz_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dz_list_get_item_type;
  iface->get_n_items = dz_list_get_n_items;
  iface->get_item = dz_list_get_item;
}

static void
dz_list_finalize (GObject *object)
{
  g_ptr_array_unref (DZ_LIST (object)->items);

  G_OBJECT_CLASS (dz_list_parent_class)->finalize (object);
}

static void
dz_list_class_init (DzListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dz_list_finalize;
}

static void
dz_list_init (DzList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

DzList *
dz_list_new (GType item_type)
{
  DzList *self = g_object_new (DZ_TYPE_LIST, NULL);

  self->item_type = item_type;
  return self;
}

guint
dz_list_get_length (DzList *self)
{
  return self->items->len;
}

gpointer
dz_list_get (DzList *self, guint index)
{
  return index < self->items->len ? g_ptr_array_index (self->items, index) : NULL;
}

guint
dz_list_find (DzList *self, gpointer item)
{
  guint index;

  return g_ptr_array_find (self->items, item, &index) ? index : G_MAXUINT;
}

void
dz_list_insert (DzList *self, guint index, gpointer item)
{
  g_assert (index <= self->items->len);

  g_ptr_array_insert (self->items, (gint)index, g_object_ref (item));
}

void
dz_list_remove (DzList *self, guint index)
{
  g_ptr_array_remove_index (self->items, index);
}

void
dz_list_copy_entities (DzList *self, DzList *copy)
{
  g_assert (copy->items->len == 0);

  g_ptr_array_set_size (copy->items, (gint)self->items->len);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_index (copy->items, i) = dz_entity_copy (g_ptr_array_index (self->items, i), TRUE);
}
