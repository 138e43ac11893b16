#pragma once

#include "formats/reading/dz-front-matter.h"
#include "formats/reading/dz-raw-block.h"

G_BEGIN_DECLS

/**
 * DzDetails:
 * @title: (nullable)
 * @fields: (element-type utf8 utf8): values of a document's fields by their names: "author", "date", "source", "cover"…
 * @keys: (element-type utf8): of lines that are none of these, as they came
 * @values: (element-type utf8): as many
 *
 * What a file says about its text.
 */
typedef struct
{
  char *title;
  GHashTable *fields;
  GPtrArray *keys;
  GPtrArray *values;
} DzDetails;

/**
 * dz_details_take:
 * @blocks: (element-type DzRawBlock): loses its title and the lines of details under it
 * @front: (nullable): front matter
 *
 * The title is the first heading, unless a text comes before it that a heading of the second rank follows. Lines under it
 * that say "key: value" are details as long as no other text comes between, and one of their paragraph's keys is known.
 *
 * Returns: (transfer full)
 */
DzDetails *dz_details_take (GPtrArray *blocks, const DzFrontMatter *front);
void dz_details_free (DzDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzDetails, dz_details_free)

/* (nullable): which of a document's fields a key names; @value tells a link from a name. */
const char *dz_details_field_of (const char *key, const char *value);

G_END_DECLS
