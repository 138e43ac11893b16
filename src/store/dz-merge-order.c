#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "store/dz-merge-private.h"

static GHashTable *
make_set (GPtrArray *ids)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_ptr_array_index (ids, i));
  return set;
}

static GPtrArray *
filter (GPtrArray *ids, GHashTable *wanted)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_contains (wanted, g_ptr_array_index (ids, i)))
      g_ptr_array_add (found, g_ptr_array_index (ids, i));
  return found;
}

static gboolean
equal_ids (guint a, guint b, gpointer data)
{
  GPtrArray **lists = data;

  return g_str_equal (g_ptr_array_index (lists[0], a), g_ptr_array_index (lists[1], b));
}

/* Those of @before that stand in another order in @after, which has the same ones. */
static GHashTable *
find_moved (GPtrArray *before, GPtrArray *after)
{
  GHashTable *moved = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *lists[] = { before, after };
  g_autoptr (GArray) edits = dz_diff (before->len, after->len, equal_ids, lists);

  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);

      for (guint at = 0; at < edit->a_length; at++)
        g_hash_table_add (moved, g_ptr_array_index (before, edit->a_start + at));
    }
  return moved;
}

static int
compare_lists (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++)
    {
      int order = strcmp (g_ptr_array_index (a, i), g_ptr_array_index (b, i));

      if (order != 0)
        return order;
    }
  return (a->len > b->len) - (a->len < b->len);
}

/* @list without those that stand where the other one has them. */
static GPtrArray *
leave_out (GPtrArray *list, GHashTable *elsewhere)
{
  GPtrArray *left = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    if (!g_hash_table_contains (elsewhere, g_ptr_array_index (list, i)))
      g_ptr_array_add (left, g_ptr_array_index (list, i));
  return left;
}

/* Appends what stands in @list from @at on until the next one of the skeleton. */
static GPtrArray *
take_run (GPtrArray *list, guint *at, GHashTable *skeleton)
{
  GPtrArray *run = g_ptr_array_new ();

  while (*at < list->len && !g_hash_table_contains (skeleton, g_ptr_array_index (list, *at)))
    g_ptr_array_add (run, g_ptr_array_index (list, (*at)++));
  return run;
}

/* Both came between the same two neighbours: both stay, in an order that does not depend on whose they are. */
static GPtrArray *
interleave (GPtrArray *ours, GPtrArray *theirs, GHashTable *skeleton)
{
  GPtrArray *result = g_ptr_array_new ();
  guint at[2] = { 0, 0 };

  while (at[0] < ours->len || at[1] < theirs->len)
    {
      g_autoptr (GPtrArray) first = take_run (ours, &at[0], skeleton);
      g_autoptr (GPtrArray) second = take_run (theirs, &at[1], skeleton);

      if (compare_lists (first, second) > 0)
        {
          GPtrArray *other = first;

          first = second;
          second = other;
        }
      g_ptr_array_extend (result, first, NULL, NULL);
      g_ptr_array_extend (result, second, NULL, NULL);
      if (at[0] < ours->len)
        g_ptr_array_add (result, g_ptr_array_index (ours, at[0]));
      at[0]++;
      at[1]++;
    }
  return result;
}

GPtrArray *
dz_merge_order (GPtrArray *base, GPtrArray *ours, GPtrArray *theirs, GPtrArray **conflict)
{
  g_autoptr (GHashTable) in_base = make_set (base), in_theirs = make_set (theirs);
  g_autoptr (GPtrArray) ours_too = filter (ours, in_theirs), common = filter (ours_too, in_base);
  g_autoptr (GHashTable) in_common = make_set (common);
  g_autoptr (GPtrArray) before = filter (base, in_common), other = filter (theirs, in_common);
  g_autoptr (GHashTable) we_moved = find_moved (before, common), they_moved = find_moved (before, other);
  g_autoptr (GHashTable) skeleton = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) not_ours = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) not_theirs = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) left = NULL, right = NULL;
  gboolean ours_first = compare_lists (ours, theirs) >= 0;
  gboolean same = compare_lists (common, other) == 0;

  *conflict = g_ptr_array_new ();
  for (guint i = 0; i < ours_too->len; i++)
    {
      gpointer id = g_ptr_array_index (ours_too, i);
      gboolean we = g_hash_table_contains (we_moved, id), they = g_hash_table_contains (they_moved, id);

      if (!g_hash_table_contains (in_base, id))
        g_hash_table_add (ours_first ? not_theirs : not_ours, id);
      else if (!we && !they)
        g_hash_table_add (skeleton, id);
      else if (we != they)
        g_hash_table_add (we ? not_theirs : not_ours, id);
      else
        {
          g_hash_table_add (ours_first ? not_theirs : not_ours, id);
          if (!same)
            g_ptr_array_add (*conflict, id);
        }
    }
  left = leave_out (ours, not_ours);
  right = leave_out (theirs, not_theirs);
  return interleave (left, right, skeleton);
}
