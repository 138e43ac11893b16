#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-change-private.h"

typedef struct
{
  DzChange change;
  gatomicrefcount ref_count;
} Box;

G_DEFINE_BOXED_TYPE (DzChange, dz_change, dz_change_ref, dz_change_unref)

static void
effect_free (gpointer data)
{
  DzAnchorEffect *effect = data;

  g_free (effect->highlight);
  g_clear_pointer (&effect->before, dz_anchor_unref);
  g_clear_pointer (&effect->after, dz_anchor_unref);
  g_free (effect);
}

static DzText *
text_ref (DzText *text)
{
  return text != NULL ? dz_text_ref (text) : NULL;
}

static DzAnchor *
anchor_ref (DzAnchor *anchor)
{
  return anchor != NULL ? dz_anchor_ref (anchor) : NULL;
}

static GVariant *
variant_ref (GVariant *value)
{
  return value != NULL ? g_variant_ref_sink (value) : NULL;
}

/**
 * dz_change_new:
 *
 * The low-level way, for reading a change from a file: whoever calls it fills in the record, all of whose pointers the
 * change then owns. @objects frees its elements with g_object_unref().
 *
 * Returns: (transfer full): a change that says nothing yet
 */
DzChange *
dz_change_new (DzChangeKind kind)
{
  Box *box = g_new0 (Box, 1);

  g_atomic_ref_count_init (&box->ref_count);
  box->change.kind = kind;
  return &box->change;
}

DzChange *
dz_change_ref (DzChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  g_atomic_ref_count_inc (&((Box *)change)->ref_count);
  return change;
}

void
dz_change_unref (DzChange *change)
{
  Box *box = (Box *)change;

  g_return_if_fail (change != NULL);

  if (!g_atomic_ref_count_dec (&box->ref_count))
    return;

  g_free (change->target);
  g_free (change->parent);
  g_free (change->parent2);
  g_free (change->field);
  g_clear_pointer (&change->removed, dz_text_unref);
  g_clear_pointer (&change->inserted, dz_text_unref);
  g_clear_pointer (&change->objects, g_ptr_array_unref);
  g_clear_pointer (&change->old_value, g_variant_unref);
  g_clear_pointer (&change->new_value, g_variant_unref);
  g_clear_pointer (&change->old_anchor, dz_anchor_unref);
  g_clear_pointer (&change->new_anchor, dz_anchor_unref);
  g_clear_pointer (&change->effects, g_ptr_array_unref);
  g_free (box);
}

/**
 * dz_change_new_text:
 * @block: id of the block
 * @position: code point at which @removed begins
 * @removed: (nullable): what is there now and gives way
 * @inserted: (nullable): what comes
 *
 * Returns: (transfer full): a change of a text
 */
DzChange *
dz_change_new_text (const char *block, DzSide side, guint position, DzText *removed, DzText *inserted)
{
  DzChange *change = dz_change_new (DZ_CHANGE_TEXT);

  change->target = g_strdup (block);
  change->side = side;
  change->position = position;
  change->removed = removed != NULL ? dz_text_ref (removed) : dz_text_empty ();
  change->inserted = inserted != NULL ? dz_text_ref (inserted) : dz_text_empty ();
  return change;
}

/**
 * dz_change_new_split:
 * @block: id of the block that is cut
 * @original: code point in its original at which what goes begins
 * @translation: the same in its translation
 * @object: the new block, which has the texts that go
 *
 * Returns: (transfer full): a change that cuts a block
 */
DzChange *
dz_change_new_split (const char *block, guint original, guint translation, DzEntity *object)
{
  DzChange *change = dz_change_new (DZ_CHANGE_SPLIT);

  change->target = g_strdup (block);
  change->position = original;
  change->position2 = translation;
  change->objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (change->objects, g_object_ref (object));
  return change;
}

/**
 * dz_change_new_join:
 * @block: id of the block that grows
 * @original: the length of its original
 * @translation: the length of its translation
 * @object: the block that follows it, and leaves
 *
 * Returns: (transfer full): a change that puts a block at another's end
 */
DzChange *
dz_change_new_join (const char *block, guint original, guint translation, DzEntity *object)
{
  DzChange *change = dz_change_new_split (block, original, translation, object);

  change->kind = DZ_CHANGE_JOIN;
  return change;
}

/**
 * dz_change_new_insert:
 * @parent: (nullable): id of the document of blocks, or of the tag above tags
 * @objects: (element-type DzEntity): what comes in, all of one type
 *
 * Returns: (transfer full): a change that brings something in
 */
DzChange *
dz_change_new_insert (const char *parent, guint position, GPtrArray *objects)
{
  DzChange *change = dz_change_new (DZ_CHANGE_INSERT);

  change->parent = g_strdup (parent);
  change->position = position;
  change->objects = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < objects->len; i++)
    g_ptr_array_add (change->objects, g_object_ref (g_ptr_array_index (objects, i)));
  return change;
}

/**
 * dz_change_new_remove:
 * @parent: (nullable): id of the document of blocks, or of the tag above tags
 * @position: where the first of them is now
 * @objects: (element-type DzEntity): what leaves, neighbours in their list
 *
 * Returns: (transfer full): a change that takes something out
 */
DzChange *
dz_change_new_remove (const char *parent, guint position, GPtrArray *objects)
{
  DzChange *change = dz_change_new_insert (parent, position, objects);

  change->kind = DZ_CHANGE_REMOVE;
  return change;
}

/**
 * dz_change_new_move:
 * @target: id of what moves
 * @parent: (nullable): where it is now
 * @position: its place there
 * @parent2: (nullable): where it goes
 * @position2: its place there, once it has left the old one
 *
 * Returns: (transfer full): a change of place
 */
DzChange *
dz_change_new_move (const char *target, const char *parent, guint position, const char *parent2, guint position2)
{
  DzChange *change = dz_change_new (DZ_CHANGE_MOVE);

  change->target = g_strdup (target);
  change->parent = g_strdup (parent);
  change->position = position;
  change->parent2 = g_strdup (parent2);
  change->position2 = position2;
  return change;
}

/**
 * dz_change_new_set:
 * @field: one of @target's fields; its present value becomes the change's old one
 * @new_value: a floating one is sunk
 *
 * Returns: (transfer full): a change of a field
 */
DzChange *
dz_change_new_set (DzEntity *target, const char *field, GVariant *new_value)
{
  DzChange *change = dz_change_new (DZ_CHANGE_SET);

  change->target = g_strdup (dz_entity_get_id (target));
  change->field = g_strdup (field);
  change->old_value = dz_entity_dup_field (target, field);
  change->new_value = variant_ref (new_value);
  return change;
}

/**
 * dz_change_new_anchor:
 * @highlight: its id
 * @old_anchor: (nullable): what it has now
 * @new_anchor: (nullable): what it gets
 *
 * Returns: (transfer full): a change of a highlight's place on one side
 */
DzChange *
dz_change_new_anchor (const char *highlight, DzSide side, DzAnchor *old_anchor, DzAnchor *new_anchor)
{
  DzChange *change = dz_change_new (DZ_CHANGE_ANCHOR);

  change->target = g_strdup (highlight);
  change->side = side;
  change->old_anchor = anchor_ref (old_anchor);
  change->new_anchor = anchor_ref (new_anchor);
  return change;
}

/**
 * dz_change_add_effect:
 *
 * For reading a change from a file; of a fresh change, dz_project_apply() finds out its effects.
 */
void
dz_change_add_effect (DzChange *change, const char *highlight, DzSide side, DzAnchor *before, DzAnchor *after)
{
  DzAnchorEffect *effect = g_new0 (DzAnchorEffect, 1);

  effect->highlight = g_strdup (highlight);
  effect->side = side;
  effect->before = anchor_ref (before);
  effect->after = anchor_ref (after);
  if (change->effects == NULL)
    change->effects = g_ptr_array_new_with_free_func (effect_free);
  g_ptr_array_add (change->effects, effect);
}

static DzChangeKind
invert_kind (DzChangeKind kind)
{
  switch (kind)
    {
    case DZ_CHANGE_SPLIT:
      return DZ_CHANGE_JOIN;
    case DZ_CHANGE_JOIN:
      return DZ_CHANGE_SPLIT;
    case DZ_CHANGE_INSERT:
      return DZ_CHANGE_REMOVE;
    case DZ_CHANGE_REMOVE:
      return DZ_CHANGE_INSERT;
    default:
      return kind;
    }
}

/* The inverse as far as it goes by rule: without effects. */
DzChange *
dz_change_invert_bare (DzChange *change)
{
  DzChange *inverse = dz_change_new (invert_kind (change->kind));
  gboolean moves = change->kind == DZ_CHANGE_MOVE;

  inverse->target = g_strdup (change->target);
  inverse->side = change->side;
  inverse->position = moves ? change->position2 : change->position;
  inverse->position2 = moves ? change->position : change->position2;
  inverse->removed = text_ref (change->inserted);
  inverse->inserted = text_ref (change->removed);
  inverse->parent = g_strdup (moves ? change->parent2 : change->parent);
  inverse->parent2 = g_strdup (moves ? change->parent : change->parent2);
  inverse->objects = change->objects != NULL ? g_ptr_array_ref (change->objects) : NULL;
  inverse->field = g_strdup (change->field);
  inverse->old_value = variant_ref (change->new_value);
  inverse->new_value = variant_ref (change->old_value);
  inverse->old_anchor = anchor_ref (change->new_anchor);
  inverse->new_anchor = anchor_ref (change->old_anchor);
  return inverse;
}

/**
 * dz_change_invert:
 * @change: one that was applied
 *
 * Returns: (transfer full): the change that takes it back
 */
DzChange *
dz_change_invert (DzChange *change)
{
  DzChange *inverse;

  g_return_val_if_fail (change != NULL, NULL);

  inverse = dz_change_invert_bare (change);
  inverse->prepared = TRUE;
  for (guint i = 0; change->effects != NULL && i < change->effects->len; i++)
    {
      DzAnchorEffect *effect = g_ptr_array_index (change->effects, i);

      dz_change_add_effect (inverse, effect->highlight, effect->side, effect->after, effect->before);
    }

  return inverse;
}
