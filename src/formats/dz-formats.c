#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/dz-format-html.h"
#include "formats/dz-format-markdown.h"
#include "formats/dz-format-text.h"
#include "formats/dz-formats.h"

/* A new format: a line in this table, in the order in which people are shown them. */
static const DzFormat *const formats[] = {
  &dz_format_markdown,
  &dz_format_text,
  &dz_format_html,
  NULL,
};

G_DEFINE_QUARK (dz - format - error - quark, dz_format_error)

const DzFormat *const *
dz_formats_list (void)
{
  return formats;
}

const DzFormat *
dz_formats_lookup (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      if (strcmp (formats[i]->id, id) == 0)
        return formats[i];
    }
  return NULL;
}

static gboolean
name_has_suffix (const char *name, const char *suffix)
{
  gsize name_length = strlen (name);
  gsize length = strlen (suffix);

  return name_length > length && name[name_length - length - 1] == '.'
         && g_ascii_strcasecmp (name + name_length - length, suffix) == 0;
}

const DzFormat *
dz_formats_for_name (const char *name)
{
  const DzFormat *found = NULL;
  gsize longest = 0;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      for (const char *const *suffix = formats[i]->suffixes; *suffix != NULL; suffix++)
        {
          if (strlen (*suffix) > longest && name_has_suffix (name, *suffix))
            {
              found = formats[i];
              longest = strlen (*suffix);
            }
        }
    }
  return found;
}
