#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-journal-replaced.h"

static G_DEFINE_QUARK (dz-journal-replaced, replaced)

void
dz_journal_add_replaced (DzProject *project, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *names = dz_journal_get_replaced (project);

  if (names != NULL && g_strv_contains (names, name))
    return;
  if (names != NULL)
    g_strv_builder_addv (builder, (const char **)names);
  g_strv_builder_add (builder, name);
  g_object_set_qdata_full (G_OBJECT (project), replaced_quark (), g_strv_builder_end (builder),
                           (GDestroyNotify)g_strfreev);
}

const char *const *
dz_journal_get_replaced (DzProject *project)
{
  return g_object_get_qdata (G_OBJECT (project), replaced_quark ());
}
