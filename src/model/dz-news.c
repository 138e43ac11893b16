#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-news-private.h"

typedef struct
{
  GObject *object;
  const char *property;
  DzSide side;
  guint position;
  guint removed;
  guint added;
} Item;

struct _DzNews
{
  GArray *lists;
  GArray *texts;
  GArray *properties;
  GArray *covers;
  GArray *highlights;
  GHashTable *covered[DZ_N_SIDES];
};

static void
clear_item (gpointer data)
{
  g_clear_object (&((Item *)data)->object);
}

static GArray *
items_new (void)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  g_array_set_clear_func (items, clear_item);
  return items;
}

DzNews *
dz_news_new (void)
{
  DzNews *news = g_new0 (DzNews, 1);

  news->lists = items_new ();
  news->texts = items_new ();
  news->properties = items_new ();
  news->covers = items_new ();
  news->highlights = items_new ();
  for (guint side = 0; side < DZ_N_SIDES; side++)
    news->covered[side] = g_hash_table_new (NULL, NULL);
  return news;
}

void
dz_news_free (DzNews *news)
{
  g_array_unref (news->lists);
  g_array_unref (news->texts);
  g_array_unref (news->properties);
  g_array_unref (news->covers);
  g_array_unref (news->highlights);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_hash_table_unref (news->covered[side]);
  g_free (news);
}

void
dz_news_items (DzNews *news, GListModel *list, guint position, guint removed, guint added)
{
  Item item = { NULL, NULL, 0, position, removed, added };

  if (news == NULL || (removed == 0 && added == 0))
    return;

  item.object = g_object_ref (G_OBJECT (list));
  g_array_append_val (news->lists, item);
}

void
dz_news_text (DzNews *news, DzBlock *block, DzSide side, guint position, guint removed, guint inserted)
{
  Item item = { NULL, NULL, side, position, removed, inserted };

  if (news == NULL || (removed == 0 && inserted == 0))
    return;

  item.object = g_object_ref (G_OBJECT (block));
  g_array_append_val (news->texts, item);
}

void
dz_news_notify (DzNews *news, gpointer object, const char *property)
{
  Item item = { NULL, g_intern_string (property), 0, 0, 0, 0 };

  if (news == NULL)
    return;

  item.object = g_object_ref (object);
  g_array_append_val (news->properties, item);
}

void
dz_news_highlight (DzNews *news, DzHighlight *highlight)
{
  Item item = { NULL, NULL, 0, 0, 0, 0 };

  if (news == NULL)
    return;

  item.object = g_object_ref (G_OBJECT (highlight));
  g_array_append_val (news->highlights, item);
}

void
dz_news_cover (DzNews *news, DzBlock *block, DzSide side)
{
  Item item = { NULL, NULL, side, 0, 0, 0 };

  if (news == NULL || !g_hash_table_add (news->covered[side], block))
    return;

  item.object = g_object_ref (G_OBJECT (block));
  g_array_append_val (news->covers, item);
}

void
dz_news_anchor (DzNews *news, DzProject *project, DzSide side, DzAnchor *anchor)
{
  DzBlock *first;
  DzBlock *last;
  DzDocument *document;
  guint end;

  if (news == NULL || anchor == NULL || anchor->orphan)
    return;

  first = dz_project_lookup_block (project, anchor->start_block);
  last = dz_project_lookup_block (project, anchor->end_block);
  if (first == NULL || last == NULL)
    return;

  document = dz_block_get_document (first);
  end = dz_document_index_of (document, last);
  for (guint i = dz_document_index_of (document, first); i <= end; i++)
    dz_news_cover (news, dz_document_get_block (document, i), side);
}

void
dz_news_all_of_highlight (DzNews *news, DzProject *project, DzHighlight *highlight)
{
  const char *const *tags = dz_highlight_get_tags (highlight);

  if (news == NULL)
    return;

  for (guint side = 0; side < DZ_N_SIDES; side++)
    dz_news_anchor (news, project, side, dz_highlight_get_anchor (highlight, side));
  for (guint i = 0; tags[i] != NULL; i++)
    dz_news_notify (news, dz_project_lookup_tag (project, tags[i]), "n-highlights");
}

void
dz_news_tell (DzNews *news)
{
  for (guint i = 0; i < news->lists->len; i++)
    {
      const Item *item = &g_array_index (news->lists, Item, i);

      g_list_model_items_changed (G_LIST_MODEL (item->object), item->position, item->removed, item->added);
    }
  for (guint i = 0; i < news->texts->len; i++)
    {
      const Item *item = &g_array_index (news->texts, Item, i);

      dz_block_emit_text_changed (DZ_BLOCK (item->object), item->side, item->position, item->removed, item->added);
    }
  for (guint i = 0; i < news->properties->len; i++)
    {
      const Item *item = &g_array_index (news->properties, Item, i);

      g_object_notify (item->object, item->property);
    }
  for (guint i = 0; i < news->covers->len; i++)
    {
      const Item *item = &g_array_index (news->covers, Item, i);

      dz_block_emit_highlights_changed (DZ_BLOCK (item->object), item->side);
    }
  for (guint i = 0; i < news->highlights->len; i++)
    dz_highlight_emit_changed (DZ_HIGHLIGHT (g_array_index (news->highlights, Item, i).object));
}
