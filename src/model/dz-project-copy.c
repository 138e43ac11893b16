#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-project-copy.h"
#include "model/dz-project-private.h"

/* Nothing is checked, and no index is made: the copy of a project is as good as the project is, and who only reads it
 * from its first list to its last never asks for one. */
DzProject *
dz_project_copy (DzProject *project)
{
  DzProject *copy;
  GType type;

  g_return_val_if_fail (DZ_IS_PROJECT (project), NULL);

  copy = dz_entity_copy (DZ_ENTITY (project), FALSE);
  for (guint i = 0; (type = dz_project_get_list_type (i)) != G_TYPE_INVALID; i++)
    dz_list_copy_entities (dz_project_get_list (project, type), dz_project_get_list (copy, type));

  return copy;
}
