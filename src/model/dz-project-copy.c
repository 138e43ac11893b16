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

static void
drop_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_object_unref (data);
}

void
dz_project_drop (DzProject *project)
{
  g_autoptr (GTask) task = project != NULL ? g_task_new (NULL, NULL, NULL, NULL) : NULL;

  if (task == NULL)
    return;

  g_task_set_source_tag (task, dz_project_drop);
  g_task_set_task_data (task, project, NULL);
  g_task_run_in_thread (task, drop_thread);
}
