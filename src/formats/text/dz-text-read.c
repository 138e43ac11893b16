#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/reading/dz-transcript.h"
#include "formats/text/dz-text-parse.h"
#include "formats/text/dz-text-read.h"

DzProject *
dz_text_read (GBytes *bytes, const DzReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autofree char *source = dz_transcript_read_text (bytes, options, error);
  g_autoptr (GPtrArray) blocks = NULL;

  if (source == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  blocks = dz_text_parse (source);
  return dz_transcript_build (blocks, NULL, options, cancellable, error);
}
