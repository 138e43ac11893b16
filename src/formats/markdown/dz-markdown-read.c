#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/markdown/dz-markdown-parse.h"
#include "formats/markdown/dz-markdown-read.h"
#include "formats/reading/dz-transcript.h"

DzProject *
dz_markdown_read (GBytes *bytes, const DzReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autofree char *source = dz_transcript_read_text (bytes, options, error);
  g_autoptr (DzFrontMatter) front = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  const char *text;

  if (source == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  front = dz_front_matter_parse (source, &text);
  blocks = dz_markdown_parse (text);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return dz_transcript_build (blocks, front, options, cancellable, error);
}
