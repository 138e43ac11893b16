#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

static GListModel *
tags_under (DzProject *project, DzTag *parent)
{
  return parent != NULL ? dz_tag_get_children (parent) : dz_project_get_tags (project);
}

static const char *
id_or_null (DzTag *tag)
{
  return tag != NULL ? dz_tag_get_id (tag) : NULL;
}

static void
count_colors (GListModel *tags, guint *counts)
{
  const char *const *palette = dz_tag_palette ();

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (DzTag) tag = g_list_model_get_item (tags, i);

      for (guint c = 0; palette[c] != NULL; c++)
        if (g_strcmp0 (palette[c], dz_tag_get_color (tag)) == 0)
          counts[c]++;
      count_colors (dz_tag_get_children (tag), counts);
    }
}

static const char *
least_used_color (DzProject *project)
{
  const char *const *palette = dz_tag_palette ();
  guint n_colors = g_strv_length ((char **) palette);
  g_autofree guint *counts = g_new0 (guint, n_colors);
  guint best = 0;

  count_colors (dz_project_get_tags (project), counts);
  for (guint i = 1; i < n_colors; i++)
    if (counts[i] < counts[best])
      best = i;
  return palette[best];
}

DzTag *
dz_edit_add_tag (DzProject *project, DzTag *parent, const char *name, const char *color)
{
  g_autoptr (DzTag) tag = dz_tag_new (NULL, name, color != NULL ? color : least_used_color (project), NULL);

  dz_project_begin_step (project, _("Add Tag"));
  dz_edit_insert (project, id_or_null (parent), g_list_model_get_n_items (tags_under (project, parent)), tag);
  dz_project_end_step (project);
  return dz_project_lookup_tag (project, dz_tag_get_id (tag));
}

static void
move (DzProject *project, DzTag *tag, DzTag *parent, guint index)
{
  DzTag *old_parent = dz_tag_get_parent (tag);
  guint position = dz_edit_position (tags_under (project, old_parent), tag);

  if (old_parent == parent && position == index)
    return;
  dz_edit_apply (project, dz_change_new_move (dz_tag_get_id (tag), id_or_null (old_parent), position,
                                              id_or_null (parent), index));
}

static gboolean
lies_under (DzTag *tag, DzTag *ancestor)
{
  for (; tag != NULL; tag = dz_tag_get_parent (tag))
    if (tag == ancestor)
      return TRUE;
  return FALSE;
}

/**
 * dz_edit_move_tag:
 * @parent: (nullable): where it goes; the top of the tree when %NULL
 * @index: its place among the other children there, once it has left its old place
 *
 * Moves a tag, with all that lies under it. A tag cannot go under itself: then nothing happens.
 */
void
dz_edit_move_tag (DzProject *project, DzTag *tag, DzTag *parent, guint index)
{
  guint n_there = g_list_model_get_n_items (tags_under (project, parent));

  if (lies_under (parent, tag))
    return;
  if (dz_tag_get_parent (tag) == parent)
    n_there--;
  dz_project_begin_step (project, _("Move Tag"));
  move (project, tag, parent, MIN (index, n_there));
  dz_project_end_step (project);
}

/* Every highlight that carries @tag gets @into in its place, or, for NULL, just loses it. */
static void
retag (DzProject *project, DzTag *tag, DzTag *into)
{
  GListModel *highlights = dz_project_get_highlights (project);

  for (guint i = 0; i < g_list_model_get_n_items (highlights); i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) tags = NULL;

      if (!dz_highlight_has_tag (highlight, dz_tag_get_id (tag)))
        continue;
      for (const char *const *id = dz_highlight_get_tags (highlight); *id != NULL; id++)
        if (g_strcmp0 (*id, dz_tag_get_id (tag)) != 0)
          g_strv_builder_add (builder, *id);
        else if (into != NULL && !dz_highlight_has_tag (highlight, dz_tag_get_id (into)))
          g_strv_builder_add (builder, dz_tag_get_id (into));
      tags = g_strv_builder_end (builder);
      dz_edit_set_field (project, highlight, "tags", g_variant_new_strv ((const char *const *) tags, -1));
    }
}

static void
move_children (DzProject *project, DzTag *tag, DzTag *parent, guint index)
{
  GListModel *children = dz_tag_get_children (tag);

  while (g_list_model_get_n_items (children) > 0)
    {
      g_autoptr (DzTag) child = g_list_model_get_item (children, 0);

      move (project, child, parent, index++);
    }
}

static void
remove_tag (DzProject *project, DzTag *tag)
{
  DzTag *parent = dz_tag_get_parent (tag);

  dz_edit_remove (project, id_or_null (parent), dz_edit_position (tags_under (project, parent), tag), tag);
}

void
dz_edit_merge_tag (DzProject *project, DzTag *tag, DzTag *into)
{
  g_autoptr (DzTag) held = g_object_ref (tag);

  if (lies_under (into, tag))
    return;
  dz_project_begin_step (project, _("Merge Tags"));
  retag (project, tag, into);
  move_children (project, tag, into, g_list_model_get_n_items (dz_tag_get_children (into)));
  remove_tag (project, tag);
  dz_project_end_step (project);
}

void
dz_edit_remove_tag (DzProject *project, DzTag *tag)
{
  g_autoptr (DzTag) held = g_object_ref (tag);
  DzTag *parent = dz_tag_get_parent (tag);

  dz_project_begin_step (project, _("Delete Tag"));
  retag (project, tag, NULL);
  move_children (project, tag, parent, dz_edit_position (tags_under (project, parent), tag) + 1);
  remove_tag (project, tag);
  dz_project_end_step (project);
}
