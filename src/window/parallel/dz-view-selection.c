#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-view-selection.h"

static void
set_place (DzViewPlace *place, DzBlock *block, guint position)
{
  g_set_object (&place->block, block);
  place->position = position;
}

void
dz_view_selection_init (DzViewSelection *self)
{
  *self = (DzViewSelection){ .side = DZ_SIDE_TRANSLATION };
}

void
dz_view_selection_clear (DzViewSelection *self)
{
  g_clear_object (&self->document);
  g_clear_object (&self->anchor.block);
  g_clear_object (&self->head.block);
}

void
dz_view_selection_set_document (DzViewSelection *self, DzDocument *document)
{
  DzBlock *block = document ? dz_document_get_block (document, 0) : NULL;

  g_set_object (&self->document, document);
  set_place (&self->anchor, block, 0);
  set_place (&self->head, block, 0);
}

void
dz_view_selection_set (DzViewSelection *self, DzSide side, const DzViewPlace *anchor, const DzViewPlace *head)
{
  DzViewPlace from = *anchor;
  DzViewPlace to = *head;
  g_autoptr (DzBlock) held = g_object_ref (to.block);

  self->side = side;
  set_place (&self->anchor, from.block, from.position);
  set_place (&self->head, to.block, to.position);
}

void
dz_view_selection_move (DzViewSelection *self, DzSide side, const DzViewPlace *head, gboolean extend)
{
  DzViewPlace to = *head;
  DzViewPlace from = extend && side == self->side ? self->anchor : to;

  dz_view_selection_set (self, side, &from, &to);
}

gboolean
dz_view_selection_is_empty (DzViewSelection *self)
{
  return self->anchor.block == self->head.block && self->anchor.position == self->head.position;
}

gboolean
dz_view_selection_is_long (DzViewSelection *self)
{
  return self->anchor.block != self->head.block;
}

void
dz_view_selection_get_ends (DzViewSelection *self, DzViewPlace *start, DzViewPlace *end)
{
  gboolean forward = self->anchor.position <= self->head.position;

  if (dz_view_selection_is_long (self))
    forward = dz_document_index_of (self->document, self->anchor.block)
              < dz_document_index_of (self->document, self->head.block);
  *start = forward ? self->anchor : self->head;
  *end = forward ? self->head : self->anchor;
}

gboolean
dz_view_selection_get_range (DzViewSelection *self, DzBlock *block, guint *start, guint *end)
{
  DzViewPlace first, last;
  guint index;

  if (!self->document || !self->head.block || dz_view_selection_is_empty (self))
    return FALSE;

  dz_view_selection_get_ends (self, &first, &last);
  index = dz_document_index_of (self->document, block);
  if (index < dz_document_index_of (self->document, first.block)
      || index > dz_document_index_of (self->document, last.block))
    return FALSE;

  *start = block == first.block ? first.position : 0;
  *end = block == last.block ? last.position : dz_text_get_length (dz_block_get_text (block, self->side));
  return *start < *end;
}

char *
dz_view_selection_dup_text (DzViewSelection *self)
{
  DzViewPlace first, last;
  GString *words;

  if (!self->document || !self->head.block || dz_view_selection_is_empty (self))
    return NULL;

  dz_view_selection_get_ends (self, &first, &last);
  words = g_string_new (NULL);
  for (guint i = dz_document_index_of (self->document, first.block);
       i <= dz_document_index_of (self->document, last.block); i++)
    {
      DzBlock *block = dz_document_get_block (self->document, i);
      DzText *text = dz_block_get_text (block, self->side);
      guint start = block == first.block ? first.position : 0;
      guint end = block == last.block ? last.position : dz_text_get_length (text);
      g_autofree char *piece = dz_text_dup_slice_string (text, start, end);

      if (block != first.block)
        g_string_append_c (words, '\n');
      g_string_append (words, piece);
    }
  return g_string_free (words, FALSE);
}

static void
shift_place (DzViewPlace *place, DzBlock *block, guint position, guint removed, guint inserted)
{
  if (place->block != block || place->position <= position)
    return;
  if (place->position >= position + removed)
    place->position = place->position - removed + inserted;
  else
    place->position = position;
}

void
dz_view_selection_shift (
    DzViewSelection *self, DzBlock *block, DzSide side, guint position, guint removed, guint inserted)
{
  if (side != self->side)
    return;
  shift_place (&self->anchor, block, position, removed, inserted);
  shift_place (&self->head, block, position, removed, inserted);
}

static void
repair_place (DzViewSelection *self, DzViewPlace *place, guint near)
{
  guint n = dz_document_get_n_blocks (self->document);
  guint length;

  if (!place->block || dz_document_index_of (self->document, place->block) == G_MAXUINT)
    set_place (place, n > 0 ? dz_document_get_block (self->document, MIN (near, n - 1)) : NULL, 0);
  if (!place->block)
    return;
  length = dz_text_get_length (dz_block_get_text (place->block, self->side));
  place->position = MIN (place->position, length);
}

gboolean
dz_view_selection_repair (DzViewSelection *self, guint near)
{
  if (!self->document)
    return FALSE;
  repair_place (self, &self->anchor, near);
  repair_place (self, &self->head, near);
  return self->head.block != NULL;
}
