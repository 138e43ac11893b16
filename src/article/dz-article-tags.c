#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "article/dz-article-tags.h"

typedef struct
{
  const char *const *wanted;
  gboolean *found;
  GPtrArray *index;
  GHashTable *by_id;
} Selection;

void
dz_article_tag_free (gpointer data)
{
  DzArticleTag *tag = data;

  g_free (tag->name);
  g_free (tag->path);
  g_free (tag->color);
  g_free (tag->description);
  g_ptr_array_unref (tag->highlights);
  g_free (tag);
}

/* Marks every word that names @tag, so that one that names none is told. */
static gboolean
is_wanted (Selection *selection, DzTag *tag)
{
  g_autofree char *path = dz_tag_dup_path (tag);
  gboolean wanted = FALSE;

  for (guint i = 0; selection->wanted[i] != NULL; i++)
    {
      const char *word = selection->wanted[i];

      if (g_str_equal (word, dz_tag_get_id (tag)) || g_str_equal (word, dz_tag_get_name (tag))
          || g_str_equal (word, path))
        {
          selection->found[i] = TRUE;
          wanted = TRUE;
        }
    }
  return wanted;
}

static void
add_tag (Selection *selection, DzTag *tag, guint depth)
{
  DzArticleTag *entry = g_new0 (DzArticleTag, 1);

  entry->name = g_strdup (dz_tag_get_name (tag));
  entry->path = dz_tag_dup_path (tag);
  entry->color = g_strdup (dz_tag_get_color (tag));
  entry->description = g_strdup (dz_tag_get_description (tag));
  entry->depth = depth;
  entry->highlights = g_ptr_array_new ();
  g_ptr_array_add (selection->index, entry);
  g_hash_table_insert (selection->by_id, g_strdup (dz_tag_get_id (tag)), entry);
}

static void
select_tags (Selection *selection, GListModel *tags, gboolean under_wanted, guint depth)
{
  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (DzTag) tag = g_list_model_get_item (tags, i);
      gboolean wanted = under_wanted;

      if (selection->wanted == NULL || is_wanted (selection, tag))
        wanted = TRUE;
      if (wanted)
        add_tag (selection, tag, depth);
      select_tags (selection, dz_tag_get_children (tag), wanted, wanted ? depth + 1 : depth);
    }
}

GHashTable *
dz_article_tags_select (DzProject *project, const char *const *wanted, GPtrArray *index, GError **error)
{
  g_autofree gboolean *found = g_new0 (gboolean, wanted == NULL ? 1 : g_strv_length ((char **)wanted) + 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Selection selection = { wanted, found, index, by_id };

  select_tags (&selection, dz_project_get_tags (project), FALSE, 0);
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      if (!found[i])
        {
          g_set_error (error, DZ_ARTICLE_ERROR, DZ_ARTICLE_ERROR_UNKNOWN_TAG,
                       _ ("This project has no tag “%s”: give the name of one that it has"), wanted[i]);
          return NULL;
        }
    }
  return g_steal_pointer (&by_id);
}

void
dz_article_tags_prune (GPtrArray *index)
{
  guint next_depth = 0;

  /* Backwards: an entry that is deeper than the one before it in the tree is under that one. */
  for (guint i = index->len; i > 0; i--)
    {
      DzArticleTag *tag = g_ptr_array_index (index, i - 1);

      if (tag->highlights->len > 0 || next_depth > tag->depth)
        next_depth = tag->depth;
      else
        g_ptr_array_remove_index (index, i - 1);
    }
  for (guint i = 0; i < index->len; i++)
    ((DzArticleTag *)g_ptr_array_index (index, i))->number = i + 1;
}
