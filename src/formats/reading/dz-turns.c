#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-turns.h"

typedef struct
{
  const DzSpeakers *speakers;
  GHashTable *names;
  GPtrArray *order;
  GPtrArray *speeches;
  const char *speaker; /* who has the word; owned by @order */
  gboolean pending;    /* their label has come, their words not yet */
  DzBlockForm waiting; /* the form of the block in which it came */
  guint labels_left;
  guint talk_level; /* of the heading under which the talk stands, or 0 */
} Turns;

static void
speech_free (gpointer data)
{
  DzSpeech *speech = data;

  dz_raw_block_free (speech->block);
  g_free (speech->speaker);
  g_free (speech);
}

static gboolean
parse_label (const Turns *self, const DzRawBlock *block, const guint8 *bold, guint start, DzLabel *label)
{
  gboolean heading = block->form.kind == DZ_BLOCK_HEADING;

  if (!dz_label_parse (block->text, bold, start, heading, label))
    return FALSE;
  if (dz_speakers_has (self->speakers, label->key) && (!heading || label->alone))
    return TRUE;
  dz_label_clear (label);
  return FALSE;
}

/* (element-type guint): where labels of speakers begin in @block. */
static GArray *
find_labels (const Turns *self, const DzRawBlock *block)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) starts = NULL;
  g_autofree guint8 *bold = NULL;

  if (!dz_raw_block_has_text (block) || block->literal)
    return found;
  starts = dz_speakers_line_starts (block);
  bold = dz_runs_mask (block->text, DZ_SPAN_BOLD);
  for (guint i = 0; i < starts->len; i++)
    {
      g_auto (DzLabel) label = { 0 };
      guint start = g_array_index (starts, guint, i);

      if (parse_label (self, block, bold, start, &label))
        g_array_append_val (found, start);
    }
  return found;
}

static void
add_speech (Turns *self, DzRawBlock *block)
{
  DzSpeech *speech = g_new0 (DzSpeech, 1);
  gboolean spoken = dz_raw_block_has_text (block) && block->form.kind != DZ_BLOCK_HEADING;

  speech->block = block;
  if (spoken && self->speaker != NULL)
    {
      speech->speaker = g_strdup (self->speaker);
      speech->turn = self->pending;
      self->pending = FALSE;
    }
  g_ptr_array_add (self->speeches, speech);
}

/* Whose name was called and who said nothing has had a turn all the same. */
static void
flush_pending (Turns *self)
{
  if (self->pending)
    add_speech (self, dz_raw_block_new (&self->waiting, NULL));
}

static void
begin_turn (Turns *self, const DzLabel *label, const DzBlockForm *form)
{
  gpointer key;

  flush_pending (self);
  if (!g_hash_table_lookup_extended (self->names, label->key, &key, NULL))
    {
      key = g_strdup (label->key);
      g_hash_table_insert (self->names, key, g_strdup (label->name));
      g_ptr_array_add (self->order, g_strdup (label->key));
    }
  self->speaker = key;
  self->pending = TRUE;
  self->waiting = *form;
  if (self->waiting.kind == DZ_BLOCK_HEADING)
    self->waiting = (DzBlockForm){ .kind = DZ_BLOCK_PARAGRAPH };
  self->labels_left--;
}

static void
remove_start (DzRuns *runs, guint end)
{
  g_autofree gunichar *with = g_new (gunichar, dz_runs_length (runs) + 1);

  if (dz_runs_length (runs) == 0)
    return;
  memcpy (with, runs->chars->data, dz_runs_length (runs) * sizeof *with);
  memset (with, 0, end * sizeof *with);
  dz_runs_rewrite (runs, with);
}

static DzBlockForm
form_of_piece (const DzRawBlock *block, guint index)
{
  DzBlockForm form = block->form;

  if (index == 0)
    return form;
  if (form.kind == DZ_BLOCK_LIST_ITEM)
    form.kind = form.quoted > 0 ? DZ_BLOCK_QUOTATION : DZ_BLOCK_PARAGRAPH;
  form.ordered = FALSE;
  form.number = 0;
  form.starts = FALSE;
  return form;
}

static void
add_piece (Turns *self, const DzRawBlock *block, DzRuns *text, guint index)
{
  DzBlockForm form = form_of_piece (block, index);
  g_autoptr (DzRawBlock) piece = dz_raw_block_new (&form, text);
  g_autofree guint8 *bold = dz_runs_mask (text, DZ_SPAN_BOLD);
  g_auto (DzLabel) label = { 0 };

  piece->source = g_strdup (block->source);
  piece->literal = block->literal;
  if (dz_raw_block_has_text (block) && !block->literal && parse_label (self, piece, bold, 0, &label))
    {
      begin_turn (self, &label, &form);
      remove_start (text, label.end);
    }
  dz_runs_settle (text);
  dz_runs_link_addresses (text);
  if (dz_runs_length (text) > 0 || !dz_raw_block_has_text (piece))
    add_speech (self, g_steal_pointer (&piece));
}

static void
end_turn (Turns *self)
{
  flush_pending (self);
  self->speaker = NULL;
}

/* Whether the talk is over, or somebody else's part of the page begins, with @block. */
static gboolean
ends_talk (const Turns *self, const DzRawBlock *block)
{
  if (block->form.kind == DZ_BLOCK_HEADING)
    return self->talk_level > 0 ? block->form.level <= self->talk_level : self->labels_left == 0;
  if (self->labels_left > 0)
    return FALSE;
  return block->form.kind == DZ_BLOCK_RULE || dz_turns_is_tail (block);
}

static void
add_block (Turns *self, const DzRawBlock *block, const GArray *labels)
{
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) pieces = NULL;

  if (self->speaker != NULL && labels->len == 0 && ends_talk (self, block))
    end_turn (self);
  for (guint i = 0; i < labels->len; i++)
    {
      if (g_array_index (labels, guint, i) > 0)
        g_array_append_val (cuts, g_array_index (labels, guint, i));
    }
  pieces = dz_runs_cut (block->text, cuts);
  g_ptr_array_set_free_func (pieces, NULL);
  for (guint i = 0; i < pieces->len; i++)
    add_piece (self, block, g_ptr_array_index (pieces, i), i);
}

GPtrArray *
dz_turns_find (const GPtrArray *blocks, const DzSpeakers *speakers, GHashTable *names, GPtrArray *order)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  Turns self = { .speakers = speakers, .names = names, .order = order };
  guint level = 0;

  self.speeches = g_ptr_array_new_with_free_func (speech_free);
  for (guint i = 0; i < blocks->len; i++)
    {
      const DzRawBlock *block = g_ptr_array_index (blocks, i);
      GArray *found = find_labels (&self, block);

      g_ptr_array_add (labels, found);
      if (self.labels_left == 0 && found->len > 0)
        self.talk_level = level;
      else if (block->form.kind == DZ_BLOCK_HEADING)
        level = block->form.level;
      self.labels_left += found->len;
    }
  for (guint i = 0; i < blocks->len; i++)
    add_block (&self, g_ptr_array_index (blocks, i), g_ptr_array_index (labels, i));
  end_turn (&self);
  return self.speeches;
}
