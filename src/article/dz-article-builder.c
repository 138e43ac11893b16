#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "article/dz-article-private.h"
#include "article/dz-article-runs.h"
#include "article/dz-article-tags.h"
#include "language/dz-count.h"
#include "language/dz-lines.h"

#define PICTURE_PREFIX "picture:"

/* A highlight that is being followed through the text. */
typedef struct
{
  DzArticleHighlight *highlight;
  DzHighlight *model;
  DzArticleRun *last[DZ_N_SIDES];
  guint last_item[DZ_N_SIDES];
} Passage;

typedef struct
{
  DzProject *project;
  DzArticle *article;
  gboolean filtered;
  GHashTable *tags;     /* id → DzArticleTag */
  GHashTable *speakers; /* id → DzArticleSpeaker */
  GHashTable *passages; /* DzHighlight → Passage */
  const char *turn_speaker;
  gboolean turn_pending;
  guint skipped;
} Builder;

static DzArticleSpeaker *
find_speaker (Builder *self, const char *id)
{
  DzArticleSpeaker *speaker;
  DzSpeaker *model;

  if (id == NULL || *id == '\0')
    return NULL;
  speaker = g_hash_table_lookup (self->speakers, id);
  if (speaker != NULL)
    return speaker;
  model = dz_project_lookup_speaker (self->project, id);
  if (model == NULL)
    return NULL;
  speaker = g_new0 (DzArticleSpeaker, 1);
  speaker->name[DZ_SIDE_ORIGINAL] = g_strdup (dz_speaker_get_name (model));
  speaker->name[DZ_SIDE_TRANSLATION] = g_strdup (dz_speaker_get_translated_name (model));
  if (speaker->name[DZ_SIDE_TRANSLATION] == NULL || *speaker->name[DZ_SIDE_TRANSLATION] == '\0')
    {
      g_free (speaker->name[DZ_SIDE_TRANSLATION]);
      speaker->name[DZ_SIDE_TRANSLATION] = g_strdup (dz_speaker_get_name (model));
    }
  g_ptr_array_add (self->article->speakers, speaker);
  speaker->number = self->article->speakers->len;
  g_hash_table_insert (self->speakers, (gpointer)id, speaker);
  return speaker;
}

static DzArticlePicture *
resolve_picture (Builder *self, const char *source)
{
  DzArticlePicture *picture = g_new0 (DzArticlePicture, 1);
  DzPicture *model = NULL;

  if (g_str_has_prefix (source, PICTURE_PREFIX))
    model = dz_project_lookup_picture (self->project, source + strlen (PICTURE_PREFIX));
  if (g_str_has_prefix (source, PICTURE_PREFIX))
    picture->address = g_strdup (model != NULL ? dz_picture_get_address (model) : "");
  else
    picture->address = g_strdup (source);
  picture->name = g_strdup (model != NULL ? dz_picture_get_name (model) : "");
  if (model != NULL)
    {
      picture->media_type = g_strdup (dz_picture_get_media_type (model));
      picture->bytes = g_bytes_ref (dz_picture_get_bytes (model));
    }
  return picture;
}

/* The tags of a highlight that were asked for, in the order of the tree. */
static GPtrArray *
collect_tags (Builder *self, DzHighlight *model)
{
  GPtrArray *tags = g_ptr_array_new ();

  for (guint i = 0; i < self->article->tags->len; i++)
    {
      DzArticleTag *tag = g_ptr_array_index (self->article->tags, i);

      for (const char *const *id = dz_highlight_get_tags (model); id != NULL && *id != NULL; id++)
        {
          if (g_hash_table_lookup (self->tags, *id) == tag)
            g_ptr_array_add (tags, tag);
        }
    }
  return tags;
}

/* (nullable): what follows a highlight through the text; NULL when it was not asked for. */
static Passage *
find_passage (Builder *self, DzHighlight *model, DzArticleSpeaker *speaker)
{
  Passage *passage = g_hash_table_lookup (self->passages, model);
  g_autoptr (GPtrArray) tags = NULL;

  if (passage != NULL)
    return passage;
  tags = collect_tags (self, model);
  if (self->filtered && tags->len == 0)
    return NULL;

  passage = g_new0 (Passage, 1);
  passage->model = model;
  passage->highlight = g_new0 (DzArticleHighlight, 1);
  g_ptr_array_add (self->article->highlights, passage->highlight);
  passage->highlight->number = self->article->highlights->len;
  passage->highlight->note = g_strdup (dz_highlight_get_note (model));
  passage->highlight->speaker = speaker;
  passage->highlight->item = self->article->items->len;
  for (guint i = 0; i < tags->len; i++)
    {
      DzArticleTag *tag = g_ptr_array_index (tags, i);

      g_ptr_array_add (tag->highlights, passage->highlight);
    }
  passage->highlight->tags = g_steal_pointer (&tags);
  g_hash_table_insert (self->passages, model, passage);
  return passage;
}

static void
mark_run (GPtrArray **marks, DzArticleHighlight *highlight)
{
  if (*marks == NULL)
    *marks = g_ptr_array_new ();
  g_ptr_array_add (*marks, highlight);
}

/* Notes where each highlight begins on this side, and how far it went by now. */
static void
follow_passages (Builder *self, DzSide side, GPtrArray *runs, GPtrArray *passages)
{
  for (guint r = 0; r < runs->len; r++)
    {
      DzArticleRun *run = g_ptr_array_index (runs, r);

      for (guint i = 0; run->highlights != NULL && i < passages->len; i++)
        {
          Passage *passage = g_ptr_array_index (passages, i);

          if (!g_ptr_array_find (run->highlights, passage->highlight, NULL))
            continue;
          if (passage->last[side] == NULL)
            {
              mark_run (&run->starts, passage->highlight);
              passage->highlight->shown[side] = TRUE;
            }
          passage->last[side] = run;
          passage->last_item[side] = self->article->items->len;
        }
    }
}

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const DzArticleStretch *left = a;
  const DzArticleStretch *right = b;

  return (left->highlight->number > right->highlight->number) - (left->highlight->number < right->highlight->number);
}

static GPtrArray *
build_runs (Builder *self, DzBlock *block, DzSide side, DzArticleSpeaker *speaker)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (DzArticleStretch));
  g_autoptr (GPtrArray) passages = g_ptr_array_new ();
  g_autoptr (GPtrArray) models = NULL;
  GPtrArray *runs;

  if (self->article->annotations)
    models = dz_project_highlights_on (self->project, block, side);
  for (guint i = 0; models != NULL && i < models->len; i++)
    {
      DzHighlight *model = g_ptr_array_index (models, i);
      DzArticleStretch stretch;
      Passage *passage;

      if (!dz_project_highlight_range (self->project, model, side, block, &stretch.start, &stretch.end)
          || stretch.start >= stretch.end)
        continue;
      passage = find_passage (self, model, speaker);
      if (passage == NULL)
        continue;
      stretch.highlight = passage->highlight;
      g_array_append_val (stretches, stretch);
      g_ptr_array_add (passages, passage);
    }
  g_array_sort (stretches, compare_stretches);
  runs = dz_article_runs_new (dz_block_get_text (block, side), (DzArticleStretch *)(gpointer)stretches->data,
                              stretches->len);
  if (runs != NULL)
    follow_passages (self, side, runs, passages);
  return runs;
}

static gboolean
side_is_empty (DzBlock *block, DzSide side)
{
  return dz_text_is_empty (dz_block_get_text (block, side));
}

/* FALSE for a block of which nothing is shown. */
static gboolean
is_published (Builder *self, DzBlock *block)
{
  DzBlockKind kind = dz_block_get_kind (block);

  if (kind == DZ_BLOCK_PICTURE || kind == DZ_BLOCK_RULE)
    return TRUE;
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (dz_article_shows (self->article, side) && !side_is_empty (block, side))
        return TRUE;
    }
  return FALSE;
}

/* A turn whose first block is left out begins with the next one that is shown; what nobody says, as a picture, does not
 * end it. */
static void
note_turn (Builder *self, DzBlock *block)
{
  const char *speaker = dz_block_get_speaker (block);

  if (speaker == NULL || *speaker == '\0')
    return;
  if (dz_block_get_turn (block) || g_strcmp0 (speaker, self->turn_speaker) != 0)
    self->turn_pending = TRUE;
  self->turn_speaker = speaker;
}

static void
add_block (Builder *self, DzBlock *block)
{
  DzArticleItem *item;

  note_turn (self, block);
  if (!is_published (self, block))
    {
      if (dz_block_is_translatable (block))
        self->skipped++;
      return;
    }
  item = g_new0 (DzArticleItem, 1);
  item->form = *dz_block_get_form (block);
  item->speaker = find_speaker (self, dz_block_get_speaker (block));
  item->turn = self->turn_pending && item->speaker != NULL;
  if (item->turn)
    self->turn_pending = FALSE;
  item->skipped = self->skipped;
  self->skipped = 0;
  if (item->form.kind == DZ_BLOCK_PICTURE)
    item->picture = resolve_picture (self, dz_block_get_source (block));
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (dz_article_shows (self->article, side))
        item->runs[side] = build_runs (self, block, side, item->speaker);
    }
  g_ptr_array_add (self->article->items, item);
}

/* The places where highlights end are known only now. */
static void
end_passages (Builder *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->passages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Passage *passage = value;

      for (int side = DZ_N_SIDES - 1; side >= 0; side--)
        {
          g_autofree char *quote = NULL;

          if (!passage->highlight->shown[side])
            continue;
          mark_run (&passage->last[side]->ends, passage->highlight);
          passage->highlight->end_item = passage->last_item[side];
          quote = dz_project_dup_quote (self->project, passage->model, side);
          passage->highlight->quote[side] = dz_lines_join (quote != NULL ? quote : "");
        }
    }
}

static int
compare_highlights (gconstpointer a, gconstpointer b)
{
  const DzArticleHighlight *left = *(const DzArticleHighlight *const *)a;
  const DzArticleHighlight *right = *(const DzArticleHighlight *const *)b;

  return (left->number > right->number) - (left->number < right->number);
}

/* The table of passages has no order of its own. */
static void
sort_ends (Builder *self)
{
  for (guint i = 0; i < self->article->items->len; i++)
    {
      DzArticleItem *item = g_ptr_array_index (self->article->items, i);

      for (guint side = 0; side < DZ_N_SIDES; side++)
        {
          for (guint r = 0; item->runs[side] != NULL && r < item->runs[side]->len; r++)
            {
              DzArticleRun *run = g_ptr_array_index (item->runs[side], r);

              if (run->ends != NULL)
                g_ptr_array_sort (run->ends, compare_highlights);
            }
        }
    }
}

static void
add_details (DzArticle *article, DzDocument *document)
{
  g_autoptr (GVariant) details = dz_entity_dup_field (DZ_ENTITY (document), "details");
  GVariantIter iter;
  char *name;
  char *value;

  if (details == NULL)
    return;
  g_variant_iter_init (&iter, details);
  while (g_variant_iter_next (&iter, "(ss)", &name, &value))
    {
      DzArticleDetail *detail = g_new0 (DzArticleDetail, 1);

      detail->name = name;
      detail->value = value;
      g_ptr_array_add (article->details, detail);
    }
}

static char *
dup_language (DzProject *project, const char *field, const char *otherwise)
{
  g_autoptr (GVariant) value = dz_entity_dup_field (DZ_ENTITY (project), field);
  const char *language = value != NULL ? g_variant_get_string (value, NULL) : "";

  return g_strdup (*language != '\0' ? language : otherwise);
}

/* What stands under the title is written once, in either language: where the translation stands alone, people have
 * their names in it, and what is said in Chinese is left out. */
static char *
dup_name (Builder *self, const char *name)
{
  GListModel *speakers = dz_project_get_speakers (self->project);

  for (guint i = 0; self->article->layout == DZ_LAYOUT_TRANSLATION && i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (speakers, i);
      const char *translated = dz_speaker_get_translated_name (speaker);

      if (g_strcmp0 (dz_speaker_get_name (speaker), name) == 0 && translated != NULL && *translated != '\0')
        return g_strdup (translated);
    }
  return g_strdup (name);
}

static char *
dup_summary (Builder *self, const char *summary)
{
  return g_strdup (self->article->layout == DZ_LAYOUT_TRANSLATION && dz_count_han (summary) > 0 ? "" : summary);
}

static void
add_front (Builder *self, DzDocument *document)
{
  DzArticle *article = self->article;
  const char *cover = dz_document_get_detail (document, "cover");

  article->language[DZ_SIDE_ORIGINAL] = dup_language (self->project, "original-language", "zh");
  article->language[DZ_SIDE_TRANSLATION] = dup_language (self->project, "translation-language", "en");
  article->title[DZ_SIDE_ORIGINAL] = g_strdup (dz_document_get_title (document));
  article->title[DZ_SIDE_TRANSLATION] = g_strdup (dz_document_get_detail (document, "translated-title"));
  article->author = dup_name (self, dz_document_get_detail (document, "author"));
  article->translator = dup_name (self, dz_document_get_detail (document, "translator"));
  article->publisher = g_strdup (dz_document_get_detail (document, "publisher"));
  article->date = g_strdup (dz_document_get_detail (document, "date"));
  article->place = g_strdup (dz_document_get_detail (document, "place"));
  article->source = g_strdup (dz_document_get_detail (document, "source"));
  article->summary = dup_summary (self, dz_document_get_detail (document, "summary"));
  if (*cover != '\0')
    article->cover = resolve_picture (self, cover);
  add_details (article, document);
}

static DzDocument *
first_document (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return document;
}

DzArticle *
dz_article_new (DzProject *project, DzDocument *document, const DzArticleOptions *options, GError **error)
{
  g_autoptr (DzArticle) article = NULL;
  g_autoptr (GHashTable) tags = NULL;
  g_autoptr (GHashTable) speakers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) passages = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Builder builder = { .project = project, .speakers = speakers, .passages = passages };

  g_return_val_if_fail (DZ_IS_PROJECT (project), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  if (document == NULL)
    document = first_document (project);
  if (document == NULL)
    {
      g_set_error_literal (error, DZ_ARTICLE_ERROR, DZ_ARTICLE_ERROR_NO_DOCUMENT,
                           _ ("This project has no document to publish: open a transcript first"));
      return NULL;
    }
  article = dz_article_alloc ();
  article->layout = options->layout;
  article->annotations = options->annotations;
  tags = dz_article_tags_select (project, options->tags, article->tags, error);
  if (tags == NULL)
    return NULL;
  builder.article = article;
  builder.tags = tags;
  builder.filtered = options->tags != NULL;
  add_front (&builder, document);
  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    add_block (&builder, dz_document_get_block (document, i));
  article->skipped = builder.skipped;
  end_passages (&builder);
  sort_ends (&builder);
  dz_article_tags_prune (article->tags);
  return g_steal_pointer (&article);
}
