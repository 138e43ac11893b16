#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/details/dz-progress.h"

void
dz_progress_count (DzProgress *progress, DzDocument *document)
{
  guint n = document ? dz_document_get_n_blocks (document) : 0;

  *progress = (DzProgress) { 0 };
  for (guint i = 0; i < n; i++)
    {
      DzBlock *block = dz_document_get_block (document, i);
      DzState state = dz_block_get_state (block);

      if (!dz_block_is_translatable (block))
        continue;
      progress->all++;
      progress->counts[state]++;
      if (state >= DZ_STATE_TRANSLATED)
        progress->done++;
    }
}

gboolean
dz_progress_is_changed_by (DzChange *change)
{
  switch (change->kind)
    {
    case DZ_CHANGE_SPLIT:
    case DZ_CHANGE_JOIN:
    case DZ_CHANGE_INSERT:
    case DZ_CHANGE_REMOVE:
      return TRUE;
    case DZ_CHANGE_SET:
      return g_strcmp0 (change->field, "state") == 0 || g_strcmp0 (change->field, "kind") == 0;
    default:
      return FALSE;
    }
}

const char *
dz_progress_state_name (DzState state)
{
  switch (state)
    {
    case DZ_STATE_UNTRANSLATED:
      return C_ ("state", "Untranslated");
    case DZ_STATE_DRAFT:
      return C_ ("state", "Draft");
    case DZ_STATE_TRANSLATED:
      return C_ ("state", "Translated");
    case DZ_STATE_REVIEWED:
      return C_ ("state", "Reviewed");
    case DZ_STATE_FINAL:
      return C_ ("state", "Final");
    default:
      g_return_val_if_reached ("");
    }
}
