#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzHtmlTag:
 * @name: in lower case
 * @end: whether it is an end tag
 * @attributes: what stands between the name and the closing bracket
 * @length: how many bytes the tag takes, brackets included
 */
typedef struct
{
  char name[16];
  gboolean end;
  const char *attributes;
  gsize attributes_length;
  gsize length;
} DzHtmlTag;

/* FALSE when @html does not begin with a whole tag. Longer names than any that matters are cut. */
gboolean dz_html_tag_parse (const char *html, DzHtmlTag *tag);
/* (transfer full) (nullable): an attribute's value, entities decoded. */
char *dz_html_tag_dup_attribute (const DzHtmlTag *tag, const char *name);
/* (transfer full): @length bytes of text, entities decoded. */
char *dz_html_decode (const char *text, gsize length);

G_END_DECLS
