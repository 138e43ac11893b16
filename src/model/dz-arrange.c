#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-become-private.h"
#include "model/dz-edit-private.h"

/* Of blocks and highlights, when more than so many stand in other places, they leave and come back all at once: to move
 * each costs the length of the list. */
#define MANY_MOVES 256

#define NOWHERE G_MAXUINT

typedef struct
{
  DzProject *project;
  GType type;
  const char *parent;
  GListModel *here;
  GListModel *wanted;
  guint from; /* places of @wanted that lie between its head and its tail that are as they are wanted */
  guint to;
  gboolean *stays; /* one for each of them */
} Arrange;

static const char *
id_at (GListModel *list, guint index)
{
  return dz_entity_get_id (dz_container_get (list, index));
}

static gboolean
is_same (Arrange *self, guint here, guint wanted)
{
  return g_str_equal (id_at (self->here, here), id_at (self->wanted, wanted));
}

/* The indices into @places (of which no two are equal) of a longest rising sequence, told by *@stays at the place. */
static guint
find_rising (const guint *places, guint n_places, gboolean *stays, guint base)
{
  g_autofree guint *tails = g_new (guint, n_places + 1);
  g_autofree guint *before = g_new (guint, n_places + 1);
  guint length = 0;

  for (guint i = 0; i < n_places; i++)
    {
      guint low = 0, high = length;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (places[tails[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? tails[low - 1] : NOWHERE;
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  for (guint i = length > 0 ? tails[length - 1] : NOWHERE; i != NOWHERE; i = before[i])
    stays[places[i] - base] = TRUE;
  return length;
}

/* Where those that are here, between head and tail, stand in the wanted list; those that do not are left out. */
static GArray *
find_places (Arrange *self, guint n_tail)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_here = g_list_model_get_n_items (self->here);

  for (guint i = self->from; i < self->to; i++)
    g_hash_table_insert (places, (gpointer)id_at (self->wanted, i), GUINT_TO_POINTER (i));
  for (guint i = self->from; i < n_here - n_tail; i++)
    {
      gpointer place;

      if (g_hash_table_lookup_extended (places, id_at (self->here, i), NULL, &place))
        {
          guint index = GPOINTER_TO_UINT (place);

          g_array_append_val (found, index);
        }
    }

  return found;
}

static void
remove_run (DzProject *project, GListModel *list, const char *parent, guint from, guint to)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  for (guint i = from; i < to; i++)
    g_ptr_array_add (objects, dz_container_get (list, i));
  dz_edit_apply (project, dz_change_new_remove (parent, from, objects));
}

typedef gboolean (*Leaves) (DzEntity *entity, gpointer data);

/* Neighbours leave together, the last ones first. */
static void
remove_those (DzProject *project, GListModel *list, const char *parent, Leaves leaves, gpointer data)
{
  guint end = g_list_model_get_n_items (list);

  while (end > 0)
    {
      guint start = end;

      while (start > 0 && leaves (dz_container_get (list, start - 1), data))
        start--;
      if (start < end)
        remove_run (project, list, parent, start, end);
      end = start > 0 ? start - 1 : 0;
    }
}

static gboolean
moves (DzEntity *entity, gpointer data)
{
  GHashTable *movers = data;

  return g_hash_table_contains (movers, entity);
}

static void
remove_movers (Arrange *self, GArray *places)
{
  g_autoptr (GHashTable) movers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < places->len; i++)
    {
      guint place = g_array_index (places, guint, i);

      if (!self->stays[place - self->from])
        g_hash_table_add (movers, dz_project_lookup (self->project, id_at (self->wanted, place)));
    }
  remove_those (self->project, self->here, self->parent, moves, movers);
}

static const char *
parent_of (DzEntity *entity)
{
  if (DZ_IS_BLOCK (entity))
    return dz_document_get_id (dz_block_get_document (DZ_BLOCK (entity)));
  if (DZ_IS_TAG (entity) && dz_tag_get_parent (DZ_TAG (entity)) != NULL)
    return dz_tag_get_id (dz_tag_get_parent (DZ_TAG (entity)));

  return NULL;
}

static void
move (Arrange *self, DzEntity *entity, guint position)
{
  const char *parent = parent_of (entity);
  GListModel *list = dz_project_find_container (self->project, self->type, parent, NULL);
  guint old = dz_container_find (list, entity);

  if (list == self->here && old < position)
    position--;
  dz_edit_apply (self->project, dz_change_new_move (dz_entity_get_id (entity), parent, old, self->parent, position));
}

/* Copies of the wanted ones from @index on that are nowhere yet. Returns how many there are. */
static guint
insert_run (Arrange *self, guint index, guint position)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = index; i < self->to && dz_project_lookup (self->project, id_at (self->wanted, i)) == NULL; i++)
    g_ptr_array_add (objects, dz_entity_copy (dz_container_get (self->wanted, i), FALSE));
  dz_edit_apply (self->project, dz_change_new_insert (self->parent, position, objects));
  return objects->len;
}

/* Each that does not stay goes behind the one that it is wanted behind, which stands right by then. */
static void
put_in_order (Arrange *self)
{
  DzEntity *last = NULL; /* NULL: it stands just before @position */
  guint position = self->from;
  guint i = self->from;

  while (i < self->to)
    {
      DzEntity *entity = dz_project_lookup (self->project, id_at (self->wanted, i));

      if (entity != NULL && self->stays[i - self->from])
        {
          last = entity;
          i++;
          continue;
        }
      if (last != NULL)
        position = dz_container_find (self->here, last) + 1;
      last = NULL;
      if (entity == NULL)
        {
          guint n_inserted = insert_run (self, i, position);

          i += n_inserted;
          position += n_inserted;
        }
      else
        {
          move (self, entity, position);
          last = entity;
          i++;
        }
    }
}

void
dz_arrange (DzProject *project, GType type, const char *parent, GListModel *wanted)
{
  Arrange self = { project, type, parent, dz_project_find_container (project, type, parent, NULL), wanted };
  guint n_here = g_list_model_get_n_items (self.here);
  guint n_wanted = g_list_model_get_n_items (wanted);
  g_autofree gboolean *stays = NULL;
  g_autoptr (GArray) places = NULL;
  guint n_tail = 0;
  guint n_rising;

  while (self.from < MIN (n_here, n_wanted) && is_same (&self, self.from, self.from))
    self.from++;
  while (n_tail < MIN (n_here, n_wanted) - self.from && is_same (&self, n_here - 1 - n_tail, n_wanted - 1 - n_tail))
    n_tail++;
  self.to = n_wanted - n_tail;
  if (self.from == self.to)
    return;

  self.stays = stays = g_new0 (gboolean, self.to - self.from);
  places = find_places (&self, n_tail);
  n_rising = find_rising ((const guint *)(gpointer)places->data, places->len, stays, self.from);
  if ((type == DZ_TYPE_BLOCK || type == DZ_TYPE_HIGHLIGHT) && places->len - n_rising > MANY_MOVES)
    remove_movers (&self, places);
  put_in_order (&self);
}

static gboolean
is_missing (DzEntity *entity, gpointer other)
{
  return dz_become_find (other, entity) == NULL;
}

void
dz_arrange_remove (DzProject *project, GType type, const char *parent, DzProject *other)
{
  remove_those (project, dz_project_find_container (project, type, parent, NULL), parent, is_missing, other);
}
