#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

static GListModel *
list_under (DzProject *project, DzTag *parent)
{
  return parent != NULL ? dz_tag_get_children (parent) : dz_project_get_tags (project);
}

static const char *
id_or_null (DzTag *tag)
{
  return tag != NULL ? dz_tag_get_id (tag) : NULL;
}

static guint
index_in (GListModel *list, gpointer object)
{
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) there = g_list_model_get_item (list, i);

      if (there == object)
        return i;
    }

  return G_MAXUINT;
}

static void
count_colors (GListModel *tags, guint *counts)
{
  guint n = g_list_model_get_n_items (tags);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzTag) tag = g_list_model_get_item (tags, i);

      for (guint color = 0; dz_tag_palette ()[color] != NULL; color++)
        if (g_ascii_strcasecmp (dz_tag_palette ()[color], dz_tag_get_color (tag)) == 0)
          counts[color]++;
      count_colors (dz_tag_get_children (tag), counts);
    }
}

static const char *
least_used_color (DzProject *project)
{
  const char *const *palette = dz_tag_palette ();
  g_autofree guint *counts = g_new0 (guint, g_strv_length ((GStrv)palette));
  guint best = 0;

  count_colors (dz_project_get_tags (project), counts);
  for (guint color = 0; palette[color] != NULL; color++)
    if (counts[color] < counts[best])
      best = color;

  return palette[best];
}

static gboolean
fits_under (DzTag *parent, guint height)
{
  return parent == NULL || dz_tag_get_depth (parent) + height <= DZ_TAG_MAX_DEPTH;
}

/**
 * dz_edit_add_tag:
 * @parent: (nullable): the tag that it lies under, last; NULL: the top. One that lies as deep as a tag can is passed
 * over for the one above it
 * @color: (nullable): NULL for the first of the palette that is used least
 *
 * Returns: (transfer none): the new tag
 */
DzTag *
dz_edit_add_tag (DzProject *project, DzTag *parent, const char *name, const char *color)
{
  g_autoptr (DzTag) tag = NULL;

  g_return_val_if_fail (DZ_IS_PROJECT (project) && name != NULL, NULL);

  while (!fits_under (parent, 1))
    parent = dz_tag_get_parent (parent);
  tag = dz_tag_new (NULL, name, color != NULL ? color : least_used_color (project), NULL);
  dz_project_begin_step (project, _ ("Add Tag"));
  dz_edit_apply_insert (project, id_or_null (parent), g_list_model_get_n_items (list_under (project, parent)), tag);
  dz_project_end_step (project);
  return tag;
}

static gboolean
lies_under (DzTag *tag, DzTag *other)
{
  for (; tag != NULL; tag = dz_tag_get_parent (tag))
    if (tag == other)
      return TRUE;

  return FALSE;
}

static void
apply_move (DzProject *project, DzTag *tag, DzTag *parent, guint index)
{
  DzTag *old = dz_tag_get_parent (tag);
  guint position = index_in (list_under (project, old), tag);
  guint n = g_list_model_get_n_items (list_under (project, parent)) - (old == parent ? 1 : 0);

  index = MIN (index, n);
  if (old != parent || position != index)
    dz_edit_apply (project,
                   dz_change_new_move (dz_tag_get_id (tag), id_or_null (old), position, id_or_null (parent), index));
}

/**
 * dz_edit_move_tag:
 * @parent: (nullable): NULL for the top; nothing happens when it is @tag or lies under it, or when tags would lie under
 *   each other more than DZ_TAG_MAX_DEPTH deep
 * @index: @tag's place there in the end
 */
void
dz_edit_move_tag (DzProject *project, DzTag *tag, DzTag *parent, guint index)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_TAG (tag));

  if (lies_under (parent, tag) || !fits_under (parent, dz_tag_get_height (tag)))
    return;

  dz_project_begin_step (project, _ ("Move Tag"));
  apply_move (project, tag, parent, index);
  dz_project_end_step (project);
}

/* From all highlights that have @tag; they get @into, when that is not NULL. */
static void
apply_retag (DzProject *project, DzTag *tag, DzTag *into)
{
  GListModel *highlights = dz_project_get_highlights (project);
  guint n = g_list_model_get_n_items (highlights);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);

      if (dz_highlight_has_tag (highlight, dz_tag_get_id (tag)))
        dz_edit_apply_tags (project, highlight, id_or_null (into), dz_tag_get_id (tag));
    }
}

/* Children of @tag go under @parent, to @index and behind, or to its end. Those that would lie too deep there stay
 * beside
 * @tag. */
static void
apply_move_children (DzProject *project, DzTag *tag, DzTag *parent, guint index)
{
  GListModel *children = dz_tag_get_children (tag);

  while (g_list_model_get_n_items (children) > 0)
    {
      g_autoptr (DzTag) child = g_list_model_get_item (children, 0);

      if (!fits_under (parent, dz_tag_get_height (child)))
        {
          apply_move (project, child, dz_tag_get_parent (tag), G_MAXUINT);
          continue;
        }
      apply_move (project, child, parent, index);
      if (index < G_MAXUINT)
        index++;
    }
}

static void
apply_remove (DzProject *project, DzTag *tag)
{
  DzTag *parent = dz_tag_get_parent (tag);

  dz_edit_apply_remove (project, id_or_null (parent), index_in (list_under (project, parent), tag), tag);
}

void
dz_edit_merge_tag (DzProject *project, DzTag *tag, DzTag *into)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_TAG (tag) && DZ_IS_TAG (into));

  if (tag == into)
    return;

  dz_project_begin_step (project, _ ("Merge Tags"));
  if (lies_under (into, tag))
    apply_move (project, into, dz_tag_get_parent (tag), index_in (list_under (project, dz_tag_get_parent (tag)), tag));
  apply_retag (project, tag, into);
  apply_move_children (project, tag, into, G_MAXUINT);
  apply_remove (project, tag);
  dz_project_end_step (project);
}

void
dz_edit_remove_tag (DzProject *project, DzTag *tag)
{
  DzTag *parent;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_TAG (tag));

  parent = dz_tag_get_parent (tag);
  dz_project_begin_step (project, _ ("Remove Tag"));
  apply_retag (project, tag, NULL);
  apply_move_children (project, tag, parent, index_in (list_under (project, parent), tag));
  apply_remove (project, tag);
  dz_project_end_step (project);
}
