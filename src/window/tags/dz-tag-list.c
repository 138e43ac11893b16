#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/tags/dz-tag-list.h"

#define MOST_KEYS 9

static void
collect (GListModel *tags, GPtrArray *into)
{
  guint n = g_list_model_get_n_items (tags);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzTag) tag = g_list_model_get_item (tags, i);

      g_ptr_array_add (into, tag);
      collect (dz_tag_get_children (tag), into);
    }
}

GPtrArray *
dz_tag_list_flatten (DzProject *project)
{
  GPtrArray *all = g_ptr_array_new ();

  if (project)
    collect (dz_project_get_tags (project), all);
  return all;
}

DzTag *
dz_tag_list_nth (DzProject *project, guint number)
{
  g_autoptr (GPtrArray) all = dz_tag_list_flatten (project);

  return number >= 1 && number <= all->len ? g_ptr_array_index (all, number - 1) : NULL;
}

guint
dz_tag_list_number_of (DzProject *project, DzTag *tag)
{
  g_autoptr (GPtrArray) all = dz_tag_list_flatten (project);
  guint index;

  return g_ptr_array_find (all, tag, &index) && index < MOST_KEYS ? index + 1 : 0;
}

/* 0: not at all; more is better. */
static int
rate (DzTag *tag, const char *folded)
{
  g_autofree char *path = dz_tag_dup_path (tag);
  g_autofree char *folded_path = g_utf8_casefold (path, -1);
  g_autofree char *folded_name = g_utf8_casefold (dz_tag_get_name (tag), -1);

  if (g_str_equal (folded_name, folded))
    return 4;
  if (g_str_has_prefix (folded_name, folded))
    return 3;
  if (strstr (folded_name, folded))
    return 2;
  return strstr (folded_path, folded) ? 1 : 0;
}

GPtrArray *
dz_tag_list_find (DzProject *project, const char *text)
{
  g_autoptr (GPtrArray) all = dz_tag_list_flatten (project);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GPtrArray *found = g_ptr_array_new ();

  for (int wanted = 4; wanted > 0; wanted--)
    for (guint i = 0; i < all->len; i++)
      if (rate (g_ptr_array_index (all, i), folded) == wanted)
        g_ptr_array_add (found, g_ptr_array_index (all, i));
  return found;
}

DzTag *
dz_tag_list_lookup_name (DzProject *project, const char *name)
{
  g_autoptr (GPtrArray) all = dz_tag_list_flatten (project);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < all->len; i++)
    if (rate (g_ptr_array_index (all, i), folded) == 4)
      return g_ptr_array_index (all, i);
  return NULL;
}

gboolean
dz_tag_list_is_under (DzTag *tag, DzTag *ancestor)
{
  for (; tag; tag = dz_tag_get_parent (tag))
    if (tag == ancestor)
      return TRUE;
  return FALSE;
}

guint
dz_tag_list_position (DzProject *project, DzTag *tag)
{
  DzTag *parent = dz_tag_get_parent (tag);
  GListModel *siblings = parent ? dz_tag_get_children (parent) : dz_project_get_tags (project);
  guint n = g_list_model_get_n_items (siblings);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DzTag) sibling = g_list_model_get_item (siblings, i);

      if (sibling == tag)
        return i;
    }
  return n;
}
