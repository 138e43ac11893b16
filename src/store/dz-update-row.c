#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "language/dz-diff.h"
#include "store/dz-update-private.h"

G_DEFINE_FINAL_TYPE (DzUpdateRow, dz_update_row, G_TYPE_OBJECT)

static void
dz_update_row_finalize (GObject *object)
{
  DzUpdateRow *self = DZ_UPDATE_ROW (object);

  g_clear_object (&self->old);
  g_clear_object (&self->new);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->old_value, g_variant_unref);
  g_clear_pointer (&self->new_value, g_variant_unref);
  g_clear_object (&self->speaker);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->edits, g_array_unref);
  G_OBJECT_CLASS (dz_update_row_parent_class)->finalize (object);
}

static void
dz_update_row_class_init (DzUpdateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dz_update_row_finalize;
}

static void
dz_update_row_init (DzUpdateRow *self)
{
  self->joined = G_MAXUINT;
  self->take = TRUE;
}

DzUpdateKind
dz_update_row_get_kind (DzUpdateRow *self)
{
  return self->kind;
}

DzBlock *
dz_update_row_get_old (DzUpdateRow *self)
{
  return self->old;
}

DzBlock *
dz_update_row_get_new (DzUpdateRow *self)
{
  return self->new;
}

DzEntity *
dz_update_row_get_entity (DzUpdateRow *self)
{
  return self->entity;
}

const char *
dz_update_row_get_field (DzUpdateRow *self)
{
  return self->field;
}

GVariant *
dz_update_row_get_old_value (DzUpdateRow *self)
{
  return self->old_value;
}

GVariant *
dz_update_row_get_new_value (DzUpdateRow *self)
{
  return self->new_value;
}

DzSpeaker *
dz_update_row_get_new_speaker (DzUpdateRow *self)
{
  return self->speaker;
}

gboolean
dz_update_row_get_moved (DzUpdateRow *self)
{
  return self->moved;
}

guint
dz_update_row_get_joined (DzUpdateRow *self)
{
  return self->joined;
}

gboolean
dz_update_row_get_marks_translation (DzUpdateRow *self)
{
  return self->marks;
}

guint
dz_update_row_get_n_orphans (DzUpdateRow *self)
{
  return self->n_orphans;
}

gboolean
dz_update_row_get_take (DzUpdateRow *self)
{
  return self->take;
}

void
dz_update_row_set_take (DzUpdateRow *self, gboolean take)
{
  self->take = take != FALSE;
}

GArray *
dz_update_row_get_edits (DzUpdateRow *self)
{
  if (self->edits == NULL)
    self->edits = dz_diff_words (dz_text_get_string (dz_block_get_text (self->old, DZ_SIDE_ORIGINAL)),
                                 dz_text_get_string (dz_block_get_text (self->new, DZ_SIDE_ORIGINAL)));
  return self->edits;
}

gboolean
dz_update_has_translation (DzBlock *block)
{
  return !dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION))
         || dz_block_get_state (block) > DZ_STATE_DRAFT;
}

static DzUpdateRow *
copy_row (DzUpdateRow *self)
{
  DzUpdateRow *copy = g_object_new (DZ_TYPE_UPDATE_ROW, NULL);

  copy->kind = self->kind;
  g_set_object (&copy->old, self->old);
  g_set_object (&copy->new, self->new);
  g_set_object (&copy->entity, self->entity);
  copy->field = g_strdup (self->field);
  copy->old_value = self->old_value != NULL ? g_variant_ref (self->old_value) : NULL;
  copy->new_value = self->new_value != NULL ? g_variant_ref (self->new_value) : NULL;
  g_set_object (&copy->speaker, self->speaker);
  g_set_object (&copy->picture, self->picture);
  copy->joined = self->joined;
  copy->moved = self->moved;
  copy->words = self->words;
  copy->marks = self->marks;
  copy->n_orphans = self->n_orphans;
  copy->take = self->take;
  copy->edits = self->edits != NULL ? g_array_ref (self->edits) : NULL;
  return copy;
}

GListModel *
dz_update_plan_copy (GListModel *plan)
{
  GListStore *store = g_list_store_new (DZ_TYPE_UPDATE_ROW);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (plan);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzUpdateRow) row = g_list_model_get_item (plan, i);

      g_ptr_array_add (rows, copy_row (row));
    }
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return G_LIST_MODEL (store);
}
