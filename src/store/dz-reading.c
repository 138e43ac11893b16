#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-project.h"
#include "store/dz-reading.h"
#include "store/dz-store-error.h"

void
dz_reading_finish_value (DzReading *reading, DzJson *object)
{
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (!member->taken)
      reading->lost = TRUE;
}

gboolean
dz_reading_pass_over (DzReading *reading, GError *reason, GError **error)
{
  if (reading->loss_func == NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  reading->loss_func (reason, reading->loss_data);
  reading->lost = TRUE;
  g_error_free (reason);
  return TRUE;
}

gboolean
dz_reading_begin_list (DzReading *reading, DzJson *list, GError **error)
{
  if (list->length <= DZ_PROJECT_MAX_ENTITIES - reading->n_entities)
    {
      reading->n_entities += (guint)list->length;
      return TRUE;
    }
  g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE,
               _ ("line %u: there are more than %d blocks, highlights, tags and other things"), list->line,
               DZ_PROJECT_MAX_ENTITIES);
  return FALSE;
}
