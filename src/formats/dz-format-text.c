#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "formats/dz-format-text.h"
#include "formats/text/dz-text-read.h"

static const char *const suffixes[] = { "txt", "text", NULL };

const DzFormat dz_format_text = {
  .id = "text",
  .name = N_ ("Plain text"),
  .suffixes = suffixes,
  .media_type = "text/plain",
  .read = dz_text_read,
};
