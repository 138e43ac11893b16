#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzFrontMatter:
 * @keys: (element-type utf8)
 * @values: (element-type utf8): as many
 *
 * "Key: value" lines that stand before a text, between lines of dashes.
 */
typedef struct
{
  GPtrArray *keys;
  GPtrArray *values;
} DzFrontMatter;

/**
 * dz_front_matter_parse:
 * @source: UTF-8, lines end in LF
 * @rest: (out): where the text itself begins in @source
 *
 * Blank lines before it do not matter. Lists become one value, parted by "、".
 *
 * Returns: (transfer full): without keys where there is none
 */
DzFrontMatter *dz_front_matter_parse (const char *source, const char **rest);
void dz_front_matter_free (DzFrontMatter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzFrontMatter, dz_front_matter_free)

G_END_DECLS
