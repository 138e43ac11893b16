#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/reading/dz-raw-block.h"

DzRawBlock *
dz_raw_block_new (const DzBlockForm *form, DzRuns *text)
{
  DzRawBlock *self = g_new0 (DzRawBlock, 1);

  self->form = *form;
  self->text = text != NULL ? text : dz_runs_new ();
  return self;
}

void
dz_raw_block_free (DzRawBlock *self)
{
  dz_runs_free (self->text);
  g_free (self->source);
  g_free (self);
}

GPtrArray *
dz_raw_blocks_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)dz_raw_block_free);
}

gboolean
dz_raw_block_has_text (const DzRawBlock *self)
{
  return self->form.kind != DZ_BLOCK_PICTURE && self->form.kind != DZ_BLOCK_RULE;
}
