#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-anchor-rule-private.h"
#include "model/dz-change-private.h"
#include "model/dz-follow-private.h"

/* One anchor that goes along. */
typedef struct
{
  DzHighlight *highlight;
  DzSide side;
  DzAnchor *before;
  DzAnchor *after;
  gboolean listed; /* by the change's own effects */
} Carried;

struct _DzFollow
{
  DzProject *project;
  DzChange *change;
  GPtrArray *carried;
};

static void
carried_free (gpointer data)
{
  Carried *carried = data;

  g_object_unref (carried->highlight);
  g_clear_pointer (&carried->before, dz_anchor_unref);
  g_clear_pointer (&carried->after, dz_anchor_unref);
  g_free (carried);
}

void
dz_follow_free (DzFollow *follow)
{
  g_ptr_array_unref (follow->carried);
  g_free (follow);
}

static char *
quote_key (const char *highlight, DzSide side)
{
  return g_strdup_printf ("%u%s", (guint)side, highlight);
}

GHashTable *
dz_quotes_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)dz_anchor_unref);
}

void
dz_quotes_forget (GHashTable *quotes, const char *highlight)
{
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_autofree char *key = quote_key (highlight, side);

      g_hash_table_remove (quotes, key);
    }
}

/* A passage that is deleted piece by piece in one step becomes an orphan with the words that it had at first. */
static void
keep_quote (DzFollow *follow, Carried *carried, GHashTable *quotes)
{
  g_autofree char *key = NULL;
  DzAnchor *kept;

  if (!dz_anchor_loses_text (follow->project, follow->change, carried->side, carried->before))
    return;

  key = quote_key (dz_highlight_get_id (carried->highlight), carried->side);
  kept = g_hash_table_lookup (quotes, key);
  if (carried->after->orphan)
    {
      if (kept != NULL)
        {
          DzAnchor *after = dz_anchor_new_orphan (carried->after->start_block, carried->after->start, kept->quote,
                                                  kept->before, kept->after);

          dz_anchor_unref (carried->after);
          carried->after = after;
        }
    }
  else if (kept == NULL)
    {
      g_autofree char *quote = dz_project_dup_passage (follow->project, carried->side, carried->before);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      dz_project_dup_surroundings (follow->project, carried->side, carried->before, &before, &after);
      g_hash_table_insert (quotes, g_steal_pointer (&key), dz_anchor_new_orphan (NULL, 0, quote, before, after));
    }
}

static Carried *
carry (DzFollow *follow, DzHighlight *highlight, DzSide side)
{
  Carried *carried = g_new0 (Carried, 1);

  carried->highlight = g_object_ref (highlight);
  carried->side = side;
  carried->before = dz_anchor_ref (dz_highlight_get_anchor (highlight, side));
  g_ptr_array_add (follow->carried, carried);
  return carried;
}

/* Those that begin or end in @block, but for the ones in @seen. */
static void
carry_block (DzFollow *follow, DzBlock *block, DzSide side, GHashTable *seen)
{
  GPtrArray *anchored = dz_block_get_anchored (block, side);

  for (guint i = 0; anchored != NULL && i < anchored->len; i++)
    if (g_hash_table_add (seen, g_ptr_array_index (anchored, i)))
      carry (follow, g_ptr_array_index (anchored, i), side);
}

static void
carry_touched (DzFollow *follow, DzSide side, GHashTable *seen)
{
  DzChange *change = follow->change;
  DzBlock *target = change->target != NULL ? dz_project_lookup_block (follow->project, change->target) : NULL;

  switch (change->kind)
    {
    case DZ_CHANGE_TEXT:
      if (side == change->side)
        carry_block (follow, target, side, seen);
      break;
    case DZ_CHANGE_SPLIT:
    case DZ_CHANGE_MOVE:
      if (target != NULL)
        carry_block (follow, target, side, seen);
      break;
    case DZ_CHANGE_JOIN:
      carry_block (follow, target, side, seen);
      carry_block (follow, g_ptr_array_index (change->objects, 0), side, seen);
      break;
    case DZ_CHANGE_REMOVE:
      for (guint i = 0; DZ_IS_BLOCK (g_ptr_array_index (change->objects, 0)) && i < change->objects->len; i++)
        carry_block (follow, g_ptr_array_index (change->objects, i), side, seen);
      break;
    default:
      break;
    }
}

/* Anchors of which the change itself says where they go. */
static gboolean
carry_listed (DzFollow *follow, GHashTable *seen[DZ_N_SIDES], GError **error)
{
  GPtrArray *effects = follow->change->effects;

  for (guint i = 0; effects != NULL && i < effects->len; i++)
    {
      const DzAnchorEffect *effect = g_ptr_array_index (effects, i);
      DzHighlight *highlight;
      Carried *carried;

      highlight = effect->highlight != NULL ? dz_project_lookup_highlight (follow->project, effect->highlight) : NULL;
      if (highlight == NULL || (guint)effect->side >= DZ_N_SIDES)
        {
          g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_UNKNOWN_ID, _ ("There is no highlight with the id “%s”"),
                       effect->highlight != NULL ? effect->highlight : "");
          return FALSE;
        }
      if (effect->before == NULL || effect->after == NULL
          || !dz_anchor_equal (effect->before, dz_highlight_get_anchor (highlight, effect->side))
          || !g_hash_table_add (seen[effect->side], highlight))
        {
          g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_MISMATCH,
                       _ ("A change moves the highlight %s from where it is not"), effect->highlight);
          return FALSE;
        }
      carried = carry (follow, highlight, effect->side);
      carried->after = dz_anchor_ref (effect->after);
      carried->listed = TRUE;
    }

  return TRUE;
}

static int
compare_carried (gconstpointer pa, gconstpointer pb)
{
  const Carried *a = *(const Carried *const *)pa;
  const Carried *b = *(const Carried *const *)pb;
  int order = strcmp (dz_highlight_get_id (a->highlight), dz_highlight_get_id (b->highlight));

  return order != 0 ? order : (int)a->side - (int)b->side;
}

DzFollow *
dz_follow_new (DzProject *project, DzChange *change, GHashTable *quotes, GError **error)
{
  g_autoptr (DzFollow) follow = g_new0 (DzFollow, 1);
  GHashTable *seen[DZ_N_SIDES];
  gboolean good;

  dz_project_get_entities (project);
  follow->project = project;
  follow->change = change;
  follow->carried = g_ptr_array_new_with_free_func (carried_free);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    seen[side] = g_hash_table_new (NULL, NULL);
  good = carry_listed (follow, seen, error);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (good)
        carry_touched (follow, side, seen[side]);
      g_hash_table_unref (seen[side]);
    }
  if (!good)
    return NULL;

  /* So that the effects stand in one order, whatever order the index has. */
  g_ptr_array_sort (follow->carried, compare_carried);
  for (guint i = 0; i < follow->carried->len; i++)
    {
      Carried *carried = g_ptr_array_index (follow->carried, i);

      if (carried->listed)
        continue;
      carried->after = dz_anchor_follow (project, change, carried->side, carried->before);
      keep_quote (follow, carried, quotes);
    }

  return g_steal_pointer (&follow);
}

/* A passage over many blocks whose ends stay in theirs looks the same in those between. */
static void
cover (DzFollow *follow, DzNews *news, Carried *carried, DzAnchor *anchor)
{
  DzAnchor *before = carried->before;
  DzAnchor *after = carried->after;

  if (!before->orphan && !after->orphan && g_str_equal (before->start_block, after->start_block)
      && g_str_equal (before->end_block, after->end_block))
    {
      dz_news_cover (news, dz_project_lookup_block (follow->project, anchor->start_block), carried->side);
      dz_news_cover (news, dz_project_lookup_block (follow->project, anchor->end_block), carried->side);
    }
  else
    {
      dz_news_anchor (news, follow->project, carried->side, anchor);
    }
}

void
dz_follow_lift (DzFollow *follow, DzNews *news)
{
  for (guint i = 0; i < follow->carried->len; i++)
    {
      Carried *carried = g_ptr_array_index (follow->carried, i);

      if (!dz_anchor_equal (carried->before, carried->after))
        cover (follow, news, carried, carried->before);
      dz_project_unindex_anchor (follow->project, carried->highlight, carried->side);
    }
}

void
dz_follow_put_back (DzFollow *follow)
{
  for (guint i = 0; i < follow->carried->len; i++)
    {
      Carried *carried = g_ptr_array_index (follow->carried, i);

      dz_project_index_anchor (follow->project, carried->highlight, carried->side);
    }
}

/* Lists what the rule does not find by itself, in either direction. */
static void
list_missing (DzFollow *follow)
{
  g_autoptr (DzChange) inverse = NULL;

  for (guint i = 0; i < follow->carried->len; i++)
    {
      Carried *carried = g_ptr_array_index (follow->carried, i);
      g_autoptr (DzAnchor) back = NULL;

      if (carried->listed)
        continue;
      if (inverse == NULL)
        inverse = dz_change_invert_bare (follow->change);
      back = dz_anchor_follow (follow->project, inverse, carried->side, carried->after);
      if (!dz_anchor_equal (back, carried->before))
        dz_change_add_effect (follow->change, dz_highlight_get_id (carried->highlight), carried->side, carried->before,
                              carried->after);
    }
}

gboolean
dz_follow_settle (DzFollow *follow, DzNews *news, GError **error)
{
  for (guint i = 0; i < follow->carried->len; i++)
    {
      const Carried *carried = g_ptr_array_index (follow->carried, i);

      if (carried->listed
          && !dz_project_check_anchor (follow->project, dz_highlight_get_document (carried->highlight), carried->side,
                                       carried->after, error))
        return FALSE;
    }

  for (guint i = 0; i < follow->carried->len; i++)
    {
      Carried *carried = g_ptr_array_index (follow->carried, i);

      dz_highlight_set_anchor (carried->highlight, carried->side, carried->after);
      dz_project_index_anchor (follow->project, carried->highlight, carried->side);
    }
  list_missing (follow);
  for (guint i = 0; i < follow->carried->len; i++)
    {
      Carried *carried = g_ptr_array_index (follow->carried, i);

      if (dz_anchor_equal (carried->before, carried->after))
        continue;
      cover (follow, news, carried, carried->after);
      dz_news_highlight (news, carried->highlight);
    }

  return TRUE;
}
