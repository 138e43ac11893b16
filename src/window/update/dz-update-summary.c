#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/update/dz-update-summary.h"

/* One in so many blocks of a document has to be in its new version, of a document that has so many. */
#define LEAST_SHARE 8
#define LEAST_BLOCKS 4

/* @text: (transfer full): left out where it is of none */
static void
say (GString *out, guint n, char *text)
{
  if (n > 0)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
  g_free (text);
}

char *
dz_update_summary_dup (const DzUpdateResult *result)
{
  GString *out = g_string_new (NULL);

  say (out, result->changed,
       g_strdup_printf (ngettext ("%u block changes", "%u blocks change", result->changed), result->changed));
  say (out, result->added,
       g_strdup_printf (ngettext ("%u block is new", "%u blocks are new", result->added), result->added));
  say (out, result->removed,
       g_strdup_printf (ngettext ("%u block goes", "%u blocks go", result->removed), result->removed));
  say (out, result->fields,
       g_strdup_printf (ngettext ("%u detail changes", "%u details change", result->fields), result->fields));
  say (out, result->marked,
       g_strdup_printf (ngettext ("%u translation to check", "%u translations to check", result->marked),
                        result->marked));
  say (out, result->translations,
       g_strdup_printf (ngettext ("%u translation goes with its block", "%u translations go with their blocks",
                                  result->translations),
                        result->translations));
  say (out, result->orphans,
       g_strdup_printf (
           ngettext ("%u highlight will have no place", "%u highlights will have no place", result->orphans),
           result->orphans));
  if (out->len == 0)
    g_string_append (out, _ ("Nothing will be changed"));
  return g_string_free (out, FALSE);
}

char *
dz_update_summary_dup_done (const DzUpdateResult *result)
{
  GString *out = g_string_new (NULL);

  /* Little of it may be seen in a narrow window: first what is left to do. */
  say (out, result->orphans,
       g_strdup_printf (
           ngettext ("%u highlight without its place", "%u highlights without their place", result->orphans),
           result->orphans));
  say (out, result->marked,
       g_strdup_printf (ngettext ("%u translation to check", "%u translations to check", result->marked),
                        result->marked));
  say (out, result->changed,
       g_strdup_printf (ngettext ("%u block changed", "%u blocks changed", result->changed), result->changed));
  say (out, result->added, g_strdup_printf (ngettext ("%u added", "%u added", result->added), result->added));
  say (out, result->removed, g_strdup_printf (ngettext ("%u removed", "%u removed", result->removed), result->removed));
  say (out, result->fields,
       g_strdup_printf (ngettext ("%u detail changed", "%u details changed", result->fields), result->fields));
  return g_string_free (out, FALSE);
}

gboolean
dz_update_summary_is_strange (GListModel *plan)
{
  guint n = g_list_model_get_n_items (plan), n_old = 0, n_pairs = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzUpdateRow) row = g_list_model_get_item (plan, i);

      n_old += dz_update_row_get_old (row) != NULL;
      n_pairs += dz_update_row_get_old (row) && dz_update_row_get_new (row);
    }
  return n_old >= LEAST_BLOCKS && n_pairs * LEAST_SHARE < n_old;
}
