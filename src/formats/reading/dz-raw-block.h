#pragma once

#include "formats/reading/dz-runs.h"
#include "model/dz-block.h"

G_BEGIN_DECLS

/**
 * DzRawBlock:
 * @form: what its parser says it is
 * @text: its text; of a picture the caption
 * @source: (nullable): a picture's address, as written
 * @run_on: it is all that the file has, on one line: names may stand in the middle of it
 * @literal: lines and blanks are as they should be, and nothing in it is a speaker's name
 *
 * What a parser found, of whatever syntax, before anybody has looked for titles, details and speakers in it.
 */
typedef struct
{
  DzBlockForm form;
  DzRuns *text;
  char *source;
  gboolean run_on;
  gboolean literal;
} DzRawBlock;

/* Takes @text; NULL for none. */
DzRawBlock *dz_raw_block_new (const DzBlockForm *form, DzRuns *text);
void dz_raw_block_free (DzRawBlock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzRawBlock, dz_raw_block_free)

/* (transfer full) (element-type DzRawBlock): an empty list that frees what is in it. */
GPtrArray *dz_raw_blocks_new (void);

/* The block a text of its own can be: no picture, no rule. */
gboolean dz_raw_block_has_text (const DzRawBlock *self);

G_END_DECLS
