#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-document-private.h"

struct _DzDocument
{
  GObject parent_instance;

  DzEntityBase base;
  GPtrArray *blocks;
  guint n_counted; /* the blocks before this one know their place */
  GPtrArray *spanning[DZ_N_SIDES];
};

static const DzField fields[] = {
  { "title", "s" },      { "translated-title", "s" }, { "author", "s" },
  { "translator", "s" }, { "publisher", "s" },        { "date", "s" },
  { "place", "s" },      { "source", "s" },           { "cover", "s" },
  { "summary", "s" },    { "details", "a(ss)" },      { NULL },
};

static void
dz_document_entity_init (DzEntityInterface *iface);
static void
dz_document_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzDocument,
                               dz_document,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_document_entity_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dz_document_model_init))

static const DzField *
dz_document_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_document_get_base (DzEntity *entity)
{
  return &DZ_DOCUMENT (entity)->base;
}

static gboolean
dz_document_equal_rest (DzEntity *entity, DzEntity *other)
{
  GPtrArray *mine = DZ_DOCUMENT (entity)->blocks;
  GPtrArray *theirs = DZ_DOCUMENT (other)->blocks;

  if (mine->len != theirs->len)
    return FALSE;
  for (guint i = 0; i < mine->len; i++)
    if (!dz_entity_equal (g_ptr_array_index (mine, i), g_ptr_array_index (theirs, i)))
      return FALSE;

  return TRUE;
}

static void
dz_document_copy_rest (DzEntity *entity, DzEntity *other, gboolean attached)
{
  DzDocument *self = DZ_DOCUMENT (entity);
  DzDocument *copy = DZ_DOCUMENT (other);

  g_ptr_array_set_size (copy->blocks, (gint)self->blocks->len);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      DzBlock *block = dz_entity_copy (g_ptr_array_index (self->blocks, i), attached);

      g_ptr_array_index (copy->blocks, i) = block;
      dz_block_set_document (block, copy);
      dz_block_set_cached_index (block, i);
    }
  copy->n_counted = self->blocks->len;
}

static void
dz_document_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_document_get_fields;
  iface->get_base = dz_document_get_base;
  iface->equal_rest = dz_document_equal_rest;
  iface->copy_rest = dz_document_copy_rest;
}

static GType
dz_document_get_item_type (GListModel *model)
{
  return DZ_TYPE_BLOCK;
}

static guint
dz_document_get_n_items (GListModel *model)
{
  return DZ_DOCUMENT (model)->blocks->len;
}

static gpointer
dz_document_get_item (GListModel *model, guint position)
{
  DzBlock *block = dz_document_get_block (DZ_DOCUMENT (model), position);

  return block != NULL ? g_object_ref (block) : NULL;
}

static void
dz_document_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dz_document_get_item_type;
  iface->get_n_items = dz_document_get_n_items;
  iface->get_item = dz_document_get_item;
}

static void
dz_document_finalize (GObject *object)
{
  DzDocument *self = DZ_DOCUMENT (object);

  for (guint i = 0; i < self->blocks->len; i++)
    dz_block_set_document (g_ptr_array_index (self->blocks, i), NULL);
  g_ptr_array_unref (self->blocks);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_ptr_array_unref (self->spanning[side]);
  dz_entity_base_clear (&self->base);

  G_OBJECT_CLASS (dz_document_parent_class)->finalize (object);
}

static void
dz_document_class_init (DzDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_document_finalize;
  dz_entity_class_install (object_class, fields);
}

static void
dz_document_init (DzDocument *self)
{
  self->blocks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    self->spanning[side] = g_ptr_array_new ();
}

/**
 * dz_document_new:
 * @id: (nullable): NULL for a new one
 * @title: (nullable): in the original's language
 *
 * Returns: (transfer full): a document without blocks, in no project yet
 */
DzDocument *
dz_document_new (const char *id, const char *title)
{
  DzDocument *self = g_object_new (DZ_TYPE_DOCUMENT, NULL);

  dz_entity_base_init (&self->base, id, fields, TRUE);
  dz_entity_write_string (DZ_ENTITY (self), "title", title);

  return self;
}

/**
 * dz_document_init_field:
 * @name: one of its fields
 * @value: of that field's type; a floating one is sunk
 */
void
dz_document_init_field (DzDocument *self, const char *name, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  g_return_if_fail (DZ_IS_DOCUMENT (self) && !self->base.attached);
  g_return_if_fail (dz_entity_check_field (DZ_ENTITY (self), name, sunk, NULL));

  dz_entity_write (DZ_ENTITY (self), name, sunk);
}

/**
 * dz_document_init_append:
 * @block: one that is in no document yet
 */
void
dz_document_init_append (DzDocument *self, DzBlock *block)
{
  g_return_if_fail (DZ_IS_DOCUMENT (self) && !self->base.attached);
  g_return_if_fail (DZ_IS_BLOCK (block) && dz_block_get_document (block) == NULL);

  dz_document_insert_block (self, self->blocks->len, block);
}

const char *
dz_document_get_id (DzDocument *self)
{
  g_return_val_if_fail (DZ_IS_DOCUMENT (self), NULL);

  return self->base.id;
}

const char *
dz_document_get_title (DzDocument *self)
{
  return dz_document_get_detail (self, "title");
}

/**
 * dz_document_get_detail:
 * @name: any field of type s
 *
 * Returns: (transfer none): its string, "" when empty; good until the field changes
 */
const char *
dz_document_get_detail (DzDocument *self, const char *name)
{
  g_return_val_if_fail (DZ_IS_DOCUMENT (self) && name != NULL, NULL);

  return dz_entity_get_string (DZ_ENTITY (self), name);
}

guint
dz_document_get_n_blocks (DzDocument *self)
{
  g_return_val_if_fail (DZ_IS_DOCUMENT (self), 0);

  return self->blocks->len;
}

/**
 * dz_document_get_block:
 *
 * Returns: (transfer none) (nullable): the block at @index; NULL beyond the end
 */
DzBlock *
dz_document_get_block (DzDocument *self, guint index)
{
  g_return_val_if_fail (DZ_IS_DOCUMENT (self), NULL);

  return index < self->blocks->len ? g_ptr_array_index (self->blocks, index) : NULL;
}

/**
 * dz_document_index_of:
 *
 * Returns: where @block stands; G_MAXUINT when it is not in this document
 */
guint
dz_document_index_of (DzDocument *self, DzBlock *block)
{
  guint index;

  g_return_val_if_fail (DZ_IS_DOCUMENT (self) && DZ_IS_BLOCK (block), G_MAXUINT);

  if (dz_block_get_document (block) != self)
    return G_MAXUINT;

  /* A block behind the counted ones carries an old index, at which another one may stand. */
  index = dz_block_get_cached_index (block);
  if (index >= self->n_counted || g_ptr_array_index (self->blocks, index) != block)
    do
      {
        index = self->n_counted++;
        dz_block_set_cached_index (g_ptr_array_index (self->blocks, index), index);
      }
    while (g_ptr_array_index (self->blocks, index) != block);

  return index;
}

void
dz_document_insert_block (DzDocument *self, guint index, DzBlock *block)
{
  g_assert (index <= self->blocks->len);

  if (index == self->blocks->len && self->n_counted == index)
    self->n_counted++;
  else
    self->n_counted = MIN (self->n_counted, index);
  g_ptr_array_insert (self->blocks, (gint)index, g_object_ref (block));
  dz_block_set_document (block, self);
  dz_block_set_cached_index (block, index);
}

void
dz_document_remove_block (DzDocument *self, guint index)
{
  DzBlock *block = dz_document_get_block (self, index);

  self->n_counted = MIN (self->n_counted, index);
  dz_block_set_document (block, NULL);
  g_ptr_array_remove_index (self->blocks, index);
}

GPtrArray *
dz_document_get_spanning (DzDocument *self, DzSide side)
{
  return self->spanning[side];
}
