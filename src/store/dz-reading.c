#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-reading.h"

void
dz_reading_finish_value (DzReading *reading, DzJson *object)
{
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (!member->taken)
      reading->lost = TRUE;
}
