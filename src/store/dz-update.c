#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-update-private.h"

gboolean
dz_update_work_does (DzUpdateWork *self, guint index)
{
  DzUpdateRow *row = g_ptr_array_index (self->rows, index);

  return row->take && row->kind != DZ_UPDATE_SAME;
}

void
dz_update_work_apply (DzUpdateWork *self, DzChange *change)
{
  g_autoptr (DzChange) owned = change;
  g_autoptr (GError) error = NULL;

  if (!dz_project_apply (self->project, owned, &error))
    g_critical ("A new version of a transcript does not fit the project: %s", error->message);
}

/* @value: floating ones are sunk */
static void
set_field (DzUpdateWork *self, gpointer entity, const char *field, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  g_autoptr (GVariant) present = dz_entity_dup_field (entity, field);

  if (!g_variant_equal (present, sunk))
    dz_update_work_apply (self, dz_change_new_set (entity, field, sunk));
}

static void
insert_last (DzUpdateWork *self, GListModel *list, gpointer object)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  g_ptr_array_add (objects, object);
  dz_update_work_apply (self, dz_change_new_insert (NULL, g_list_model_get_n_items (list), objects));
}

/* What a row needs that the project has not. */
static void
bring_used (DzUpdateWork *self, DzUpdateRow *row)
{
  if (row->speaker != NULL && dz_project_lookup (self->project, dz_speaker_get_id (row->speaker)) == NULL)
    {
      g_autoptr (DzSpeaker) speaker
          = dz_speaker_new (dz_speaker_get_id (row->speaker), dz_speaker_get_name (row->speaker),
                            dz_speaker_get_translated_name (row->speaker));

      insert_last (self, dz_project_get_speakers (self->project), speaker);
    }
  if (row->picture != NULL && dz_project_lookup (self->project, dz_picture_get_id (row->picture)) == NULL)
    {
      g_autoptr (DzPicture) picture
          = dz_picture_new (dz_picture_get_id (row->picture), dz_picture_get_media_type (row->picture),
                            dz_picture_get_name (row->picture), dz_picture_get_bytes (row->picture));

      dz_picture_init_address (picture, dz_picture_get_address (row->picture));
      insert_last (self, dz_project_get_pictures (self->project), picture);
    }
}

/* A row's block in the project; NULL when it is not in this document any more. */
static DzBlock *
find_block (DzUpdateWork *self, DzUpdateRow *row)
{
  DzBlock *block = row->old != NULL ? dz_project_lookup_block (self->project, dz_block_get_id (row->old)) : NULL;

  return block != NULL && dz_project_document_of (self->project, block) == self->document ? block : NULL;
}

/* Only the middle that differs gives way, so that carets stay. */
static void
replace_text (DzUpdateWork *self, DzBlock *block, DzSide side, DzText *wanted)
{
  DzText *text = dz_block_get_text (block, side);
  g_autoptr (DzText) removed = NULL;
  g_autoptr (DzText) inserted = NULL;
  guint head, tail;

  if (dz_text_equal (text, wanted))
    return;
  dz_text_get_common (text, wanted, &head, &tail);
  removed = dz_text_slice (text, head, dz_text_get_length (text) - tail);
  inserted = dz_text_slice (wanted, head, dz_text_get_length (wanted) - tail);
  dz_update_work_apply (self, dz_change_new_text (dz_block_get_id (block), side, head, removed, inserted));
}

/* (transfer full): the original of which a block's translation was made */
static char *
dup_translated (DzBlock *block)
{
  const char *earlier = dz_block_get_earlier_original (block);

  return g_strdup (*earlier != '\0' ? earlier : dz_text_get_string (dz_block_get_text (block, DZ_SIDE_ORIGINAL)));
}

/* A person has to look at a translation that was made of another original than the present one. */
static void
mark_block (DzUpdateWork *self, DzUpdateRow *row, const char *earlier)
{
  DzBlock *block = find_block (self, row);
  const char *now = dz_text_get_string (dz_block_get_text (block, DZ_SIDE_ORIGINAL));
  gboolean same = g_str_equal (earlier, now);

  set_field (self, block, "earlier-original", g_variant_new_string (same ? "" : earlier));
  if (same)
    return;
  if (dz_block_get_state (block) > DZ_STATE_DRAFT)
    set_field (self, block, "state", g_variant_new_string (dz_state_to_word (DZ_STATE_DRAFT)));
  row->marks = TRUE;
  self->result->marked++;
}

static void
set_form (DzUpdateWork *self, DzBlock *block, const DzBlockForm *form)
{
  set_field (self, block, "kind", g_variant_new_string (dz_block_kind_to_word (form->kind)));
  set_field (self, block, "level", g_variant_new_uint32 (form->level));
  set_field (self, block, "quoted", g_variant_new_uint32 (form->quoted));
  set_field (self, block, "ordered", g_variant_new_boolean (form->ordered));
  set_field (self, block, "number", g_variant_new_uint32 (form->number));
  set_field (self, block, "starts", g_variant_new_boolean (form->starts));
}

static void
change_block (DzUpdateWork *self, guint index, DzBlock *block)
{
  DzUpdateRow *row = g_ptr_array_index (self->rows, index);
  const char *speaker = dz_block_get_speaker (row->new);

  if (row->words && dz_update_has_translation (block))
    self->earlier[index] = dup_translated (block);
  bring_used (self, row);
  replace_text (self, block, DZ_SIDE_ORIGINAL, dz_block_get_text (row->new, DZ_SIDE_ORIGINAL));
  set_form (self, block, dz_block_get_form (row->new));
  set_field (self, block, "speaker", g_variant_new_string (speaker != NULL ? speaker : ""));
  set_field (self, block, "turn", g_variant_new_boolean (dz_block_get_turn (row->new)));
  set_field (self, block, "source", g_variant_new_string (dz_block_get_source (row->new)));
  self->result->changed++;
}

static gboolean
needs_blank (DzText *first, DzText *second)
{
  const char *string = dz_text_get_string (first);
  gunichar last, next;

  if (dz_text_is_empty (first) || dz_text_is_empty (second))
    return FALSE;
  last = g_utf8_get_char (g_utf8_prev_char (string + strlen (string)));
  next = g_utf8_get_char (dz_text_get_string (second));
  return !g_unichar_isspace (last) && !g_unichar_isspace (next) && !g_unichar_iswide (last) && !g_unichar_iswide (next);
}

/* Puts the translation of the block that @row removes before or behind the one of the block in which its words stand
 * now. */
static void
join_translation (DzUpdateWork *self, DzUpdateAnchors *anchors, guint row)
{
  DzBlock *block = find_block (self, g_ptr_array_index (self->rows, row));
  guint into = ((DzUpdateRow *)g_ptr_array_index (self->rows, row))->joined;
  DzBlock *target = find_block (self, g_ptr_array_index (self->rows, into));
  gboolean before = self->old_index[row] < self->old_index[into];
  DzText *moving = dz_block_get_text (block, DZ_SIDE_TRANSLATION);
  DzState state = dz_block_get_state (block);
  g_autoptr (DzText) staying = NULL, blank = NULL, whole = NULL, parted = NULL;
  g_autofree char *other = NULL, *own = NULL;

  if (dz_text_is_empty (moving))
    return;
  staying = dz_text_ref (dz_block_get_text (target, DZ_SIDE_TRANSLATION));
  blank = dz_text_new (needs_blank (before ? moving : staying, before ? staying : moving) ? " " : "");
  parted = dz_text_concat (before ? moving : staying, blank);
  whole = dz_text_concat (parted, before ? staying : moving);
  replace_text (self, target, DZ_SIDE_TRANSLATION, whole);
  dz_update_anchors_join (anchors, row, target, before ? 0 : dz_text_get_length (parted),
                          before ? dz_text_get_length (parted) : 0);

  other = dup_translated (block);
  own = g_steal_pointer (&self->earlier[into]);
  if (own != NULL)
    state = MIN (state, dz_block_get_state (target));
  state = MAX (state, DZ_STATE_DRAFT);
  set_field (self, target, "state", g_variant_new_string (dz_state_to_word (state)));
  self->earlier[into] = before || own == NULL ? g_strconcat (other, own, NULL) : g_strconcat (own, other, NULL);
}

/* Whether a row removes a block whose words stand in the one of another row now, which goes on before (or behind) it.
 */
static gboolean
is_joined (DzUpdateWork *self, guint index, gboolean before)
{
  DzUpdateRow *row = g_ptr_array_index (self->rows, index);

  return row->joined != G_MAXUINT && dz_update_work_does (self, index) && dz_update_work_does (self, row->joined)
         && self->old_index[index] != G_MAXUINT && self->old_index[row->joined] != G_MAXUINT
         && (self->old_index[index] < self->old_index[row->joined]) == before;
}

static void
mark_blocks (DzUpdateWork *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (self->earlier[i] != NULL)
      mark_block (self, g_ptr_array_index (self->rows, i), self->earlier[i]);
}

static void
change_blocks (DzUpdateWork *self, DzUpdateAnchors *anchors)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DzUpdateRow *row = g_ptr_array_index (self->rows, i);
      DzBlock *block = find_block (self, row);

      if (dz_update_work_does (self, i) && row->kind == DZ_UPDATE_CHANGED && block != NULL)
        change_block (self, i, block);
    }
  /* What stands before another is put before it, the nearest first. */
  for (guint i = self->rows->len; i > 0; i--)
    if (is_joined (self, i - 1, TRUE))
      join_translation (self, anchors, i - 1);
  for (guint i = 0; i < self->rows->len; i++)
    if (is_joined (self, i, FALSE))
      join_translation (self, anchors, i);
}

/* Neighbours leave together, the last ones first. */
static void
remove_blocks (DzUpdateWork *self)
{
  const char *parent = dz_document_get_id (self->document);
  guint end = dz_document_get_n_blocks (self->document);
  g_autofree gboolean *leaves = g_new0 (gboolean, end + 1);

  for (guint i = 0; i < self->rows->len; i++)
    {
      DzUpdateRow *row = g_ptr_array_index (self->rows, i);

      if (row->kind != DZ_UPDATE_REMOVED || !dz_update_work_does (self, i) || self->old_index[i] == G_MAXUINT)
        continue;
      leaves[self->old_index[i]] = TRUE;
      self->result->removed++;
      if (!is_joined (self, i, TRUE) && !is_joined (self, i, FALSE)
          && !dz_text_is_empty (dz_block_get_text (find_block (self, row), DZ_SIDE_TRANSLATION)))
        self->result->translations++;
    }
  while (end > 0)
    {
      g_autoptr (GPtrArray) objects = g_ptr_array_new ();
      guint start = end;

      while (start > 0 && leaves[start - 1])
        start--;
      for (guint i = start; i < end; i++)
        g_ptr_array_add (objects, dz_document_get_block (self->document, i));
      if (start < end)
        dz_update_work_apply (self, dz_change_new_remove (parent, start, objects));
      end = start > 0 ? start - 1 : 0;
    }
}

/* (transfer full) */
static DzBlock *
copy_block (DzBlock *block)
{
  DzBlock *copy
      = dz_block_new (dz_block_get_id (block), dz_block_get_form (block), dz_block_get_text (block, DZ_SIDE_ORIGINAL),
                      dz_block_get_text (block, DZ_SIDE_TRANSLATION));

  dz_block_init_speech (copy, dz_block_get_speaker (block), dz_block_get_turn (block));
  dz_block_init_state (copy, dz_block_get_state (block));
  dz_block_init_source (copy, dz_block_get_source (block));
  return copy;
}

/* Inserts the blocks of the row and of those right behind it; returns the last of these rows. */
static guint
insert_run (DzUpdateWork *self, guint first, guint position)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  guint last = first;

  for (guint i = first; i < self->rows->len; i++)
    {
      DzUpdateRow *row = g_ptr_array_index (self->rows, i);
      DzBlock *block;

      if (row->kind != DZ_UPDATE_ADDED)
        break;
      last = i;
      if (!dz_update_work_does (self, i) || dz_project_lookup (self->project, dz_block_get_id (row->new)) != NULL)
        continue;
      bring_used (self, row);
      block = copy_block (row->new);
      g_ptr_array_add (objects, block);
      g_hash_table_insert (self->row_of, block, GUINT_TO_POINTER (i + 1));
    }
  if (objects->len > 0)
    dz_update_work_apply (self, dz_change_new_insert (dz_document_get_id (self->document), position, objects));
  self->result->added += objects->len;
  return last;
}

static void
move_block (DzUpdateWork *self, DzBlock *block, guint from, guint to)
{
  const char *parent = dz_document_get_id (self->document);

  if (from != to)
    dz_update_work_apply (self, dz_change_new_move (dz_block_get_id (block), parent, from, parent, to));
}

/* What comes and what moves goes behind what stands before it in the plan. */
static void
arrange_blocks (DzUpdateWork *self)
{
  guint position = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      DzUpdateRow *row = g_ptr_array_index (self->rows, i);
      DzBlock *block = find_block (self, row);

      if (row->kind == DZ_UPDATE_ADDED)
        {
          guint before = dz_document_get_n_blocks (self->document);

          i = insert_run (self, i, position);
          position += dz_document_get_n_blocks (self->document) - before;
        }
      else if (block != NULL && row->moved && dz_update_work_does (self, i))
        {
          guint from = dz_document_index_of (self->document, block);

          if (from < position)
            position--;
          move_block (self, block, from, position);
          position++;
        }
      else if (block != NULL && !row->moved)
        {
          position = dz_document_index_of (self->document, block) + 1;
        }
    }
}

static void
set_fields (DzUpdateWork *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DzUpdateRow *row = g_ptr_array_index (self->rows, i);
      DzEntity *entity = row->entity != NULL ? dz_project_lookup (self->project, dz_entity_get_id (row->entity)) : NULL;

      if (entity == NULL || !row->take || G_OBJECT_TYPE (entity) != G_OBJECT_TYPE (row->entity))
        continue;
      bring_used (self, row);
      set_field (self, entity, row->field, row->new_value);
      self->result->fields++;
    }
}

static void
work_init (DzUpdateWork *self, GListModel *plan)
{
  guint n = g_list_model_get_n_items (plan);

  self->rows = g_ptr_array_new_full (n, g_object_unref);
  self->old_index = g_new (guint, n + 1);
  self->earlier = g_new0 (char *, n + 1);
  self->row_of = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      DzUpdateRow *row = g_list_model_get_item (plan, i);
      DzBlock *block = find_block (self, row);

      g_ptr_array_add (self->rows, row);
      row->n_orphans = 0;
      row->marks = FALSE;
      self->old_index[i] = block != NULL ? dz_document_index_of (self->document, block) : G_MAXUINT;
      if (block != NULL)
        g_hash_table_insert (self->row_of, block, GUINT_TO_POINTER (i + 1));
    }
}

void
dz_update_apply (DzProject *project, DzDocument *document, GListModel *plan, DzUpdateResult *result)
{
  DzUpdateResult counts = { 0 };
  DzUpdateWork work = { .project = project, .document = document, .result = &counts };
  g_autoptr (DzUpdateAnchors) anchors = NULL;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_DOCUMENT (document) && G_IS_LIST_MODEL (plan));

  work_init (&work, plan);
  dz_project_begin_step (project, _ ("Update the Original"));
  anchors = dz_update_anchors_new (&work);
  set_fields (&work);
  change_blocks (&work, anchors);
  mark_blocks (&work);
  remove_blocks (&work);
  arrange_blocks (&work);
  dz_update_anchors_settle (anchors);
  dz_project_end_step (project);
  if (result != NULL)
    *result = counts;
  g_ptr_array_unref (work.rows);
  for (guint i = 0; i < g_list_model_get_n_items (plan); i++)
    g_free (work.earlier[i]);
  g_free (work.earlier);
  g_free (work.old_index);
  g_hash_table_unref (work.row_of);
}
