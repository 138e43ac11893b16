#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "model/dz-project-copy.h"
#include "store/dz-update-pairs.h"
#include "store/dz-update-private.h"
#include "store/dz-update-speech.h"

#define INSIDE "picture:"

typedef struct
{
  DzProject *project;
  DzDocument *document;
  DzProject *transcript;
  /* (nullable): of the transcript; NULL where it has none */
  DzDocument *news;
  DzUpdateSpeech *speech;
  GHashTable *pictures; /* of the transcript: id → DzPicture, as it is or is to come into the project */
  GHashTable *bytes;    /* of the project: GBytes → DzPicture; made when first needed */
  GPtrArray *rows;
} Plan;

static DzDocument *
find_document (DzProject *transcript)
{
  GListModel *documents = dz_project_get_documents (transcript);
  guint n = g_list_model_get_n_items (documents);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, i);

      if (dz_document_get_n_blocks (document) > 0)
        return document; /* the project keeps it */
    }
  return NULL;
}

static GHashTable *
list_bytes (DzProject *project)
{
  GListModel *pictures = dz_project_get_pictures (project);
  guint n = g_list_model_get_n_items (pictures);
  GHashTable *bytes = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzPicture) picture = g_list_model_get_item (pictures, i);

      g_hash_table_insert (bytes, dz_picture_get_bytes (picture), picture);
    }
  return bytes;
}

/* (transfer none): what a picture of the transcript is, or will be, in the project */
static DzPicture *
take_picture (Plan *self, const char *id)
{
  DzPicture *known = g_hash_table_lookup (self->pictures, id);
  DzPicture *picture = dz_project_lookup_picture (self->transcript, id);

  if (known != NULL || picture == NULL)
    return known;
  if (self->bytes == NULL)
    self->bytes = list_bytes (self->project);
  known = g_hash_table_lookup (self->bytes, dz_picture_get_bytes (picture));
  if (known != NULL)
    {
      g_object_ref (known);
    }
  else
    {
      known = dz_picture_new (NULL, dz_picture_get_media_type (picture), dz_picture_get_name (picture),
                              dz_picture_get_bytes (picture));
      dz_picture_init_address (known, dz_picture_get_address (picture));
    }
  g_hash_table_insert (self->pictures, g_strdup (id), known);
  return known;
}

/* (transfer none) (nullable): one that was fetched from an address */
static DzPicture *
find_fetched (Plan *self, const char *address)
{
  GListModel *pictures = dz_project_get_pictures (self->project);
  guint n = *address != '\0' ? g_list_model_get_n_items (pictures) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzPicture) picture = g_list_model_get_item (pictures, i);

      if (g_str_equal (dz_picture_get_address (picture), address))
        return picture; /* the project keeps it */
    }
  return NULL;
}

/* (transfer full): a source of the transcript as the project has it. @coming: (out): set to a picture that has to come.
 */
static char *
dup_source (Plan *self, const char *source, DzPicture **coming)
{
  DzPicture *picture
      = g_str_has_prefix (source, INSIDE) ? take_picture (self, source + strlen (INSIDE)) : find_fetched (self, source);

  if (picture == NULL)
    return g_strdup (source);
  if (dz_project_lookup_picture (self->project, dz_picture_get_id (picture)) == NULL)
    g_set_object (coming, picture);
  return g_strconcat (INSIDE, dz_picture_get_id (picture), NULL);
}

static const char *
get_words (DzBlock *block)
{
  return dz_text_get_string (dz_block_get_text (block, DZ_SIDE_ORIGINAL));
}

/* @sources: keeps those of the pictures. */
static GArray *
list_pieces (Plan *self, DzDocument *document, gboolean is_new, GPtrArray *sources)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (DzPiece));
  guint n = document != NULL ? dz_document_get_n_blocks (document) : 0;

  for (guint i = 0; i < n; i++)
    {
      DzBlock *block = dz_document_get_block (document, i);
      DzPiece piece = { get_words (block), DZ_PIECE_TEXT,
                        dz_update_speech_get_name (is_new ? self->transcript : self->project, block) };

      if (dz_block_get_kind (block) == DZ_BLOCK_PICTURE)
        {
          g_autoptr (DzPicture) coming = NULL;
          const char *source = dz_block_get_source (block);

          g_ptr_array_add (sources, is_new ? dup_source (self, source, &coming) : g_strdup (source));
          piece.sort = DZ_PIECE_PICTURE;
          piece.text = g_ptr_array_index (sources, sources->len - 1);
        }
      else if (dz_block_get_kind (block) == DZ_BLOCK_RULE)
        {
          piece.sort = DZ_PIECE_RULE;
        }
      g_array_append_val (pieces, piece);
    }
  return pieces;
}

static gboolean
has_other_look (DzBlock *a, DzBlock *b)
{
  const DzBlockForm *x = dz_block_get_form (a), *y = dz_block_get_form (b);

  return x->kind != y->kind || x->level != y->level || x->quoted != y->quoted || x->ordered != y->ordered;
}

/* The words of the new text, those that stay in the formats that they have. */
static DzText *
merge_formats (DzUpdateRow *row, DzText *before, DzText *after)
{
  GArray *edits = dz_update_row_get_edits (row);
  DzText *result = dz_text_ref (dz_text_empty ());
  guint at = 0;

  for (guint i = 0; i <= edits->len; i++)
    {
      const DzDiffEdit end = { dz_text_get_length (before), 0, dz_text_get_length (after), 0 };
      const DzDiffEdit *edit = i < edits->len ? &g_array_index (edits, DzDiffEdit, i) : &end;
      g_autoptr (DzText) kept = dz_text_slice (before, at, edit->a_start);
      g_autoptr (DzText) added = dz_text_slice (after, edit->b_start, edit->b_start + edit->b_length);
      g_autoptr (DzText) first = dz_text_concat (result, kept);

      dz_text_unref (result);
      result = dz_text_concat (first, added);
      at = edit->a_start + edit->a_length;
    }
  return result;
}

static gboolean
has_spans (DzText *text)
{
  guint n;

  dz_text_get_spans (text, &n);
  return n > 0;
}

/* What @old is to be; sets what differs. */
static DzBlock *
make_changed (Plan *self, DzUpdateRow *row, DzBlock *old, DzBlock *new, gboolean *look)
{
  DzBlockForm form = *dz_block_get_form (old);
  const DzBlockForm *other = dz_block_get_form (new);
  DzText *before = dz_block_get_text (old, DZ_SIDE_ORIGINAL), *after = dz_block_get_text (new, DZ_SIDE_ORIGINAL);
  g_autofree char *source = dup_source (self, dz_block_get_source (new), &row->picture);
  g_autofree char *speaker = dz_update_speech_dup_id (self->speech, old, new, &row->speaker);
  gboolean turn = dz_update_speech_has_turn (self->speech, old, new), rest;
  g_autoptr (DzText) text = NULL;
  DzBlock *wanted;

  row->words = strcmp (dz_text_get_string (before), dz_text_get_string (after)) != 0;
  *look = has_other_look (old, new) || (!row->words && !dz_text_equal (before, after));
  rest = row->words || row->moved || g_strcmp0 (speaker, dz_block_get_speaker (old)) != 0
         || turn != dz_block_get_turn (old) || !g_str_equal (source, dz_block_get_source (old));
  if (*look && !rest)
    {
      form = *other;
      text = dz_text_ref (after);
    }
  else
    {
      if (form.kind == other->kind)
        {
          form.number = other->number;
          form.starts = other->starts;
        }
      text = dz_text_ref (row->words ? after : before);
    }
  *look = *look && !rest;
  wanted = dz_block_new (NULL, &form, text, NULL);
  dz_block_init_speech (wanted, speaker, turn);
  dz_block_init_source (wanted, source);
  return wanted;
}

static gboolean
is_different (DzBlock *old, DzBlock *wanted)
{
  const DzBlockForm *x = dz_block_get_form (old), *y = dz_block_get_form (wanted);

  return has_other_look (old, wanted) || x->number != y->number || x->starts != y->starts
         || dz_block_get_turn (old) != dz_block_get_turn (wanted)
         || g_strcmp0 (dz_block_get_speaker (old), dz_block_get_speaker (wanted)) != 0
         || !g_str_equal (dz_block_get_source (old), dz_block_get_source (wanted))
         || !dz_text_equal (dz_block_get_text (old, DZ_SIDE_ORIGINAL), dz_block_get_text (wanted, DZ_SIDE_ORIGINAL));
}

static DzUpdateRow *
add_row (Plan *self, DzUpdateKind kind, DzBlock *old)
{
  DzUpdateRow *row = g_object_new (DZ_TYPE_UPDATE_ROW, NULL);

  row->kind = kind;
  g_set_object (&row->old, old);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* @wanted with the formats of the words that stay; (transfer full) */
static DzBlock *
with_formats (DzUpdateRow *row, DzBlock *wanted)
{
  DzText *before = dz_block_get_text (row->old, DZ_SIDE_ORIGINAL),
         *after = dz_block_get_text (wanted, DZ_SIDE_ORIGINAL);
  g_autoptr (DzText) merged = NULL;
  DzBlock *block;

  if (!row->words || (!has_spans (before) && !has_spans (after)))
    return g_object_ref (wanted);
  merged = merge_formats (row, before, after);
  block = dz_block_new (NULL, dz_block_get_form (wanted), merged, NULL);
  dz_block_init_speech (block, dz_block_get_speaker (wanted), dz_block_get_turn (wanted));
  dz_block_init_source (block, dz_block_get_source (wanted));
  return block;
}

static void
add_pair (Plan *self, DzBlock *old, DzBlock *new, gboolean moved)
{
  DzUpdateRow *row = add_row (self, DZ_UPDATE_CHANGED, old);
  g_autoptr (DzBlock) formatted = NULL;
  gboolean look;

  row->moved = moved;
  row->new = make_changed (self, row, old, new, &look);
  formatted = with_formats (row, row->new);
  g_set_object (&row->new, formatted);
  row->take = !look;
  if (!moved && !is_different (old, row->new))
    row->kind = DZ_UPDATE_SAME;
}

static void
add_new (Plan *self, DzBlock *new)
{
  DzUpdateRow *row = add_row (self, DZ_UPDATE_ADDED, NULL);
  DzUpdateRow *before = self->rows->len > 1 ? g_ptr_array_index (self->rows, self->rows->len - 2) : NULL;
  DzBlock *neighbour = before == NULL ? NULL : before->new != NULL ? before->new : before->old;
  g_autofree char *source = dup_source (self, dz_block_get_source (new), &row->picture);
  g_autofree char *speaker = dz_update_speech_dup_id (self->speech, neighbour, new, &row->speaker);

  row->new = dz_block_new (NULL, dz_block_get_form (new), dz_block_get_text (new, DZ_SIDE_ORIGINAL),
                           dz_block_get_text (new, DZ_SIDE_TRANSLATION));
  dz_block_init_speech (row->new, speaker, dz_block_get_turn (new));
  dz_block_init_state (row->new, dz_block_get_state (new));
  dz_block_init_source (row->new, source);
  row->words = TRUE;
}

/* Those from *@at to @end that have no partner; @rows: where their rows are. */
static void
add_removed (Plan *self, const DzPairs *pairs, const gboolean *has_partner, guint *at, guint end, guint *rows)
{
  for (; *at < end; (*at)++)
    {
      DzUpdateRow *row;

      if (has_partner[*at])
        continue;
      row = add_row (self, DZ_UPDATE_REMOVED, dz_document_get_block (self->document, *at));
      /* Of the new piece for now; of its row at last. */
      row->joined = pairs->joined[*at];
      row->words = TRUE;
      rows[*at] = self->rows->len - 1;
    }
}

static void
add_blocks (Plan *self, const DzPairs *pairs)
{
  guint n_old = dz_document_get_n_blocks (self->document), at = 0;
  guint n_new = self->news != NULL ? dz_document_get_n_blocks (self->news) : 0;
  g_autofree gboolean *has_partner = g_new0 (gboolean, n_old + 1);
  g_autofree guint *old_rows = g_new0 (guint, n_old + 1);
  g_autofree guint *new_rows = g_new0 (guint, n_new + 1);
  g_autofree guint *next = g_new (guint, n_new + 1); /* the next old one whose partner stands in its place */

  next[n_new] = n_old;
  for (guint i = n_new; i > 0; i--)
    {
      guint partner = pairs->partners[i - 1];

      if (partner != G_MAXUINT)
        has_partner[partner] = TRUE;
      next[i - 1] = partner != G_MAXUINT && !pairs->moved[i - 1] ? partner : next[i];
    }
  for (guint i = 0; i < n_new; i++)
    {
      DzBlock *new = dz_document_get_block (self->news, i);

      add_removed (self, pairs, has_partner, &at, next[i], old_rows);
      new_rows[i] = self->rows->len;
      if (pairs->partners[i] == G_MAXUINT)
        add_new (self, new);
      else
        add_pair (self, dz_document_get_block (self->document, pairs->partners[i]), new, pairs->moved[i]);
    }
  add_removed (self, pairs, has_partner, &at, n_old, old_rows);
  for (guint i = 0; i < n_old; i++)
    if (!has_partner[i])
      {
        DzUpdateRow *row = g_ptr_array_index (self->rows, old_rows[i]);

        row->joined = row->joined != G_MAXUINT ? new_rows[row->joined] : G_MAXUINT;
      }
}

static gboolean
is_empty (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return *g_variant_get_string (value, NULL) == '\0';
  return g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY) && g_variant_n_children (value) == 0;
}

static DzUpdateRow *
add_field (Plan *self, gpointer entity, const char *field, GVariant *before, GVariant *after)
{
  DzUpdateRow *row = add_row (self, DZ_UPDATE_CHANGED, NULL);

  row->entity = g_object_ref (entity);
  row->field = g_strdup (field);
  row->old_value = g_variant_ref (before);
  row->new_value = g_variant_ref (after);
  return row;
}

static void
add_details (Plan *self)
{
  const DzField *fields = dz_entity_get_fields (DZ_ENTITY (self->document));

  for (guint i = 0; self->news != NULL && fields[i].name != NULL; i++)
    {
      const char *name = fields[i].name;
      g_autoptr (GVariant) before = dz_entity_dup_field (DZ_ENTITY (self->document), name);
      g_autoptr (GVariant) after = dz_entity_dup_field (DZ_ENTITY (self->news), name);
      g_autoptr (DzPicture) coming = NULL;
      DzUpdateRow *row;

      if (g_str_equal (name, "cover"))
        {
          GVariant *cover = g_variant_new_take_string (dup_source (self, g_variant_get_string (after, NULL), &coming));

          g_variant_unref (after);
          after = g_variant_ref_sink (cover);
        }
      if (is_empty (after) || g_variant_equal (before, after))
        continue;
      row = add_field (self, self->document, name, before, after);
      row->take = is_empty (before);
      g_set_object (&row->picture, coming);
    }
}

static void
add_renamed (const char *id, const char *name, gpointer data)
{
  Plan *self = data;
  DzSpeaker *speaker = dz_project_lookup_speaker (self->project, id);
  g_autoptr (GVariant) before = dz_entity_dup_field (DZ_ENTITY (speaker), "name");
  g_autoptr (GVariant) after = g_variant_ref_sink (g_variant_new_string (name));
  DzUpdateRow *row = add_field (self, speaker, "name", before, after);

  row->take = *dz_speaker_get_translated_name (speaker) == '\0';
}

/* What will come of it is seen on a copy. */
static void
foresee (DzProject *project, DzDocument *document, GListModel *plan)
{
  g_autoptr (DzProject) copy = dz_project_copy (project);

  dz_update_apply (copy, dz_project_lookup_document (copy, dz_document_get_id (document)), plan, NULL);
}

GListModel *
dz_update_plan (DzProject *project, DzDocument *document, DzProject *transcript)
{
  Plan self = { .project = project, .document = document, .transcript = transcript };
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) olds = NULL, news = NULL;
  g_autoptr (DzPairs) pairs = NULL;
  GListStore *plan = g_list_store_new (DZ_TYPE_UPDATE_ROW);

  g_return_val_if_fail (DZ_IS_PROJECT (project) && DZ_IS_DOCUMENT (document) && DZ_IS_PROJECT (transcript), NULL);

  self.news = find_document (transcript);
  self.pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self.rows = g_ptr_array_new_with_free_func (g_object_unref);
  olds = list_pieces (&self, document, FALSE, sources);
  news = list_pieces (&self, self.news, TRUE, sources);
  pairs = dz_pairs_find (olds, news);
  self.speech = dz_update_speech_new (project, document, transcript, self.news, pairs->partners);
  add_details (&self);
  dz_update_speech_foreach_renamed (self.speech, add_renamed, &self);
  add_blocks (&self, pairs);
  g_list_store_splice (plan, 0, 0, self.rows->pdata, self.rows->len);
  foresee (project, document, G_LIST_MODEL (plan));
  dz_update_speech_free (self.speech);
  g_hash_table_unref (self.pictures);
  g_clear_pointer (&self.bytes, g_hash_table_unref);
  g_ptr_array_unref (self.rows);
  return G_LIST_MODEL (plan);
}
