#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "commands/dz-stats.h"
#include "language/dz-count.h"

static void
speaker_stats_free (DzSpeakerStats *stats)
{
  g_object_unref (stats->speaker);
  g_free (stats);
}

static DzSpeakerStats *
find_speaker (DzStats *stats, const char *id)
{
  DzSpeaker *speaker = id != NULL && *id != '\0' ? dz_project_lookup_speaker (stats->project, id) : NULL;
  DzSpeakerStats *found;

  if (speaker == NULL)
    return NULL;
  for (guint i = 0; i < stats->speakers->len; i++)
    {
      found = stats->speakers->pdata[i];
      if (found->speaker == speaker)
        return found;
    }

  found = g_new0 (DzSpeakerStats, 1);
  found->speaker = g_object_ref (speaker);
  g_ptr_array_add (stats->speakers, found);

  return found;
}

static gsize
count_links (DzText *text)
{
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);
  gsize n_links = 0;

  for (guint i = 0; i < n_spans; i++)
    n_links += g_str_equal (spans[i].kind, DZ_SPAN_LINK);

  return n_links;
}

static void
add_block (DzStats *stats, DzBlock *block, DzSentenceLanguage language)
{
  DzText *original = dz_block_get_text (block, DZ_SIDE_ORIGINAL);
  const char *text = dz_text_get_string (original);
  DzSpeakerStats *speaker = find_speaker (stats, dz_block_get_speaker (block));

  stats->blocks++;
  stats->turns += dz_block_get_turn (block);
  stats->sentences += dz_count_sentences (text, language);
  stats->characters += dz_text_get_length (original);
  stats->han += dz_count_han (text);
  stats->words += dz_count_words (dz_text_get_string (dz_block_get_text (block, DZ_SIDE_TRANSLATION)));
  stats->pictures += dz_block_get_kind (block) == DZ_BLOCK_PICTURE;
  stats->links += count_links (original);
  stats->states[dz_block_get_state (block)]++;

  if (speaker != NULL)
    {
      speaker->turns += dz_block_get_turn (block);
      speaker->blocks++;
      speaker->characters += dz_text_get_length (original);
    }
}

DzStats *
dz_stats_new (DzProject *project)
{
  DzStats *stats = g_new0 (DzStats, 1);
  GListModel *documents = dz_project_get_documents (project);
  g_autofree char *tag = NULL;
  DzSentenceLanguage language;

  stats->project = g_object_ref (project);
  stats->speakers = g_ptr_array_new_with_free_func ((GDestroyNotify) speaker_stats_free);
  stats->documents = g_list_model_get_n_items (documents);
  stats->highlights = g_list_model_get_n_items (dz_project_get_highlights (project));
  stats->conflicts = g_list_model_get_n_items (dz_project_get_conflicts (project));
  g_object_get (project, "original-language", &tag, NULL);
  language = dz_sentence_language_for (tag != NULL && *tag != '\0' ? tag : "zh");

  for (guint i = 0; i < stats->documents; i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, i);

      for (guint j = 0; j < dz_document_get_n_blocks (document); j++)
        add_block (stats, dz_document_get_block (document, j), language);
    }

  return stats;
}

void
dz_stats_free (DzStats *stats)
{
  g_ptr_array_unref (stats->speakers);
  g_object_unref (stats->project);
  g_free (stats);
}

const char *
dz_stats_get_title (const DzStats *stats)
{
  const char *title = dz_project_get_title (stats->project);
  g_autoptr (DzDocument) document = NULL;

  if (title != NULL && *title != '\0')
    return title;
  document = g_list_model_get_item (dz_project_get_documents (stats->project), 0);

  return document != NULL ? dz_document_get_title (document) : "";
}

static void
add_tags (GPtrArray *tags, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      DzTag *tag = g_list_model_get_item (list, i);

      g_ptr_array_add (tags, tag);
      add_tags (tags, dz_tag_get_children (tag));
    }
}

GPtrArray *
dz_stats_list_tags (const DzStats *stats)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (g_object_unref);

  add_tags (tags, dz_project_get_tags (stats->project));

  return tags;
}
