#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "formats/reading/dz-details.h"
#include "formats/reading/dz-pictures.h"
#include "formats/reading/dz-speakers.h"
#include "formats/reading/dz-transcript.h"
#include "formats/reading/dz-turns.h"
#include "language/dz-decode.h"

/* A day of speech has some thousands. */
#define MAX_BLOCKS 80000
/* Line ends and the characters that may be marks: each can cost a parser some hundred bytes. */
#define MAX_MARKS 500000

static const char *
shown_name (const DzReadOptions *options)
{
  return options != NULL && options->name != NULL ? options->name : _ ("the text");
}

static gboolean
check_marks (const char *text, const DzReadOptions *options, GError **error)
{
  guint n_marks = 0;

  for (const char *p = text + strcspn (text, "\n*_[]`<>&"); *p != '\0'; p += 1 + strcspn (p + 1, "\n*_[]`<>&"))
    n_marks++;
  if (n_marks <= MAX_MARKS)
    return TRUE;
  g_set_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_TOO_LARGE,
               _ ("“%s” has more than %d lines and marks. Cut it into parts, and open these."), shown_name (options),
               MAX_MARKS);
  return FALSE;
}

char *
dz_transcript_read_text (GBytes *bytes, const DzReadOptions *options, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;

  if (g_bytes_get_size (bytes) > DZ_FORMAT_MAX_BYTES)
    {
      g_set_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_TOO_LARGE,
                   _ ("“%s” is larger than %d MB. Cut it into parts, and open these."), shown_name (options),
                   DZ_FORMAT_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  text = dz_decode (bytes, NULL, &reason);
  if (text == NULL)
    {
      g_set_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_ENCODING, _ ("“%s” cannot be read: %s"),
                   shown_name (options), reason->message);
      return NULL;
    }
  if (!check_marks (text, options, error))
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)) && !dz_runs_is_blank (g_utf8_get_char (p)))
        return g_steal_pointer (&text);
    }
  g_set_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_EMPTY, _ ("There is no text in “%s”."), shown_name (options));
  return NULL;
}

static char *
dup_title (const DzDetails *details, const DzReadOptions *options)
{
  g_autofree char *name = NULL;
  char *dot;

  if (details->title != NULL && *details->title != '\0')
    return g_strdup (details->title);
  if (options == NULL || options->name == NULL)
    return g_strdup ("");
  name = g_utf8_make_valid (options->name, -1);
  dot = strrchr (name, '.');
  if (dot != NULL && dot > name)
    *dot = '\0';
  return g_strdup (g_strstrip (name));
}

static void
init_details (DzDocument *document, const DzDetails *details, DzPictures *pictures)
{
  GHashTableIter iter;
  gpointer field;
  gpointer value;
  GVariantBuilder others;

  g_hash_table_iter_init (&iter, details->fields);
  while (g_hash_table_iter_next (&iter, &field, &value))
    {
      g_autofree char *cover = strcmp (field, "cover") == 0 ? dz_pictures_take (pictures, value) : NULL;

      dz_document_init_field (document, field, g_variant_new_string (cover != NULL ? cover : value));
    }
  if (details->keys->len == 0)
    return;
  g_variant_builder_init (&others, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < details->keys->len; i++)
    g_variant_builder_add (&others, "(ss)", g_ptr_array_index (details->keys, i),
                           g_ptr_array_index (details->values, i));
  dz_document_init_field (document, "details", g_variant_builder_end (&others));
}

static GHashTable *
build_speakers (DzProject *project, GHashTable *names, const GPtrArray *order, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < order->len; i++)
    {
      char *key = g_ptr_array_index (order, i);
      g_autoptr (DzSpeaker) speaker = dz_speaker_new (NULL, g_hash_table_lookup (names, key), "");

      if (!dz_project_build (project, NULL, DZ_ENTITY (speaker), error))
        return NULL;
      g_hash_table_insert (ids, key, g_strdup (dz_speaker_get_id (speaker)));
    }
  return g_steal_pointer (&ids);
}

static DzBlock *
build_block (const DzSpeech *speech, GHashTable *ids, DzPictures *pictures)
{
  g_autoptr (DzText) text = dz_runs_to_text (speech->block->text);
  DzBlock *block = dz_block_new (NULL, &speech->block->form, text, NULL);

  if (speech->speaker != NULL)
    dz_block_init_speech (block, g_hash_table_lookup (ids, speech->speaker), speech->turn);
  if (speech->block->source != NULL)
    {
      g_autofree char *source = dz_pictures_take (pictures, speech->block->source);

      dz_block_init_source (block, source);
    }
  return block;
}

static DzProject *
build_project (GPtrArray *blocks,
               const DzFrontMatter *front,
               const DzReadOptions *options,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (DzProject) project = dz_project_new (NULL);
  g_autoptr (DzPictures) pictures = dz_pictures_new (project, options != NULL ? options->base : NULL);
  g_autoptr (DzDetails) details = dz_details_take (blocks, front);
  g_autoptr (DzSpeakers) speakers = dz_speakers_find (blocks);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) speeches = dz_turns_find (blocks, speakers, names, order);
  g_autofree char *title = dup_title (details, options);
  g_autoptr (DzDocument) document = dz_document_new (NULL, title);
  g_autoptr (GHashTable) ids = build_speakers (project, names, order, error);

  if (ids == NULL)
    return NULL;
  init_details (document, details, pictures);
  for (guint i = 0; i < speeches->len; i++)
    {
      g_autoptr (DzBlock) block = build_block (g_ptr_array_index (speeches, i), ids, pictures);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      dz_document_init_append (document, block);
    }
  if (!dz_project_build (project, NULL, DZ_ENTITY (document), error))
    return NULL;
  dz_project_build_field (project, "title", g_variant_new_string (title));
  return g_steal_pointer (&project);
}

static gboolean
check_length (GPtrArray *blocks, const DzReadOptions *options, GError **error)
{
  gsize length = 0;

  for (guint i = 0; i < blocks->len; i++)
    length += dz_runs_length (((DzRawBlock *)g_ptr_array_index (blocks, i))->text);
  if (length <= DZ_RUNS_MAX)
    return TRUE;
  g_set_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_TOO_LARGE,
               _ ("“%s” has more than %d characters. Cut it into parts, and open these."), shown_name (options),
               DZ_RUNS_MAX);
  return FALSE;
}

DzProject *
dz_transcript_build (GPtrArray *blocks,
                     const DzFrontMatter *front,
                     const DzReadOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  if (blocks->len > MAX_BLOCKS)
    {
      g_set_error (error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_TOO_LARGE,
                   _ ("“%s” has more than %d paragraphs. Cut it into parts, and open these."), shown_name (options),
                   MAX_BLOCKS);
      return NULL;
    }
  return check_length (blocks, options, error) ? build_project (blocks, front, options, cancellable, error) : NULL;
}
