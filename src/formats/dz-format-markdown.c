#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "formats/dz-format-markdown.h"
#include "formats/markdown/dz-markdown-read.h"
#include "formats/markdown/dz-markdown-write.h"

static const char *const suffixes[] = { "md", "markdown", "mdown", "mkd", NULL };

const DzFormat dz_format_markdown = {
  .id = "markdown",
  .name = N_ ("Markdown"),
  .suffixes = suffixes,
  .media_type = "text/markdown",
  .read = dz_markdown_read,
  .write = dz_markdown_write,
};
