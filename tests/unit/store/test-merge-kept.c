/* That a merge keeps every change of either side that does not conflict, seen from outside: what each copy has that the
 * base has not is looked for in the result, thing by thing. */

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "merge-fixture.h"
#include "model/dz-conflict.h"
#include "model/dz-project-copy.h"
#include "store/dz-merge.h"

enum
{
  OURS,
  THEIRS,
  BASE,
  N_COPIES
};

typedef struct
{
  DzProject *copies[N_COPIES];
  DzProject *merged;
  /* "id what" of each conflict of the result */
  GHashTable *conflicts;
  guint n_checked;
} Kept;

static gboolean
has_conflict (Kept *self, const char *id, const char *what)
{
  g_autofree char *key = g_strdup_printf ("%s %s", id, what);

  return g_hash_table_contains (self->conflicts, key);
}

static gpointer
find (DzProject *project, DzEntity *like)
{
  gpointer found = dz_project_lookup (project, dz_entity_get_id (like));

  return found != NULL && G_OBJECT_TYPE (found) == G_OBJECT_TYPE (like) ? found : NULL;
}

static void
add_all (GPtrArray *all, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      DzEntity *entity = g_list_model_get_item (list, i);

      g_ptr_array_add (all, entity);
      if (DZ_IS_TAG (entity))
        add_all (all, dz_tag_get_children (DZ_TAG (entity)));
      else if (DZ_IS_DOCUMENT (entity))
        add_all (all, G_LIST_MODEL (entity));
    }
}

static GPtrArray *
list_all (DzProject *project)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  add_all (all, dz_project_get_speakers (project));
  add_all (all, dz_project_get_tags (project));
  add_all (all, dz_project_get_documents (project));
  add_all (all, dz_project_get_highlights (project));
  return all;
}

static DzText *
text_of (gpointer block, DzSide side)
{
  return dz_block_get_text (DZ_BLOCK (block), side);
}

/* How many characters longer @to is than @from, and that every stretch that it has instead is in @merged, in order. */
static void
check_words (DzText *from, DzText *to, DzText *merged)
{
  g_autoptr (GArray) edits = dz_diff_words (dz_text_get_string (from), dz_text_get_string (to));
  const char *at = dz_text_get_string (merged);

  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      g_autofree char *put_in = dz_text_dup_slice_string (to, edit->b_start, edit->b_start + edit->b_length);

      at = strstr (at, put_in);
      g_assert_nonnull (at);
      at += strlen (put_in);
    }
}

static void
check_text (Kept *self, const char *id, gpointer blocks[N_COPIES], gpointer merged, DzSide side)
{
  DzText *ours = text_of (blocks[OURS], side), *theirs = text_of (blocks[THEIRS], side);
  DzText *base = text_of (blocks[BASE], side), *result = text_of (merged, side);

  if (dz_text_equal (ours, base) || dz_text_equal (ours, theirs))
    g_assert_true (dz_text_equal (result, theirs));
  else if (dz_text_equal (theirs, base))
    g_assert_true (dz_text_equal (result, ours));
  else if (!has_conflict (self, id, dz_side_to_word (side))
           || (!dz_text_equal (result, ours) && !dz_text_equal (result, theirs)))
    {
      check_words (base, ours, result);
      check_words (base, theirs, result);
    }
}

static gboolean
contains (GVariant *list, const char *id)
{
  g_autofree const char **ids = g_variant_get_strv (list, NULL);

  return g_strv_contains (ids, id);
}

/* Of the tags of a highlight: those that either gave it, and those that neither took. */
static void
check_tags (Kept *self, GVariant *values[N_COPIES], GVariant *merged)
{
  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autofree const char **ids = g_variant_get_strv (values[i], NULL);

      for (guint at = 0; ids[at] != NULL; at++)
        {
          gboolean ours = contains (values[OURS], ids[at]), theirs = contains (values[THEIRS], ids[at]);
          gboolean wanted = contains (values[BASE], ids[at]) ? ours && theirs : ours || theirs;

          if (dz_project_lookup_tag (self->merged, ids[at]) != NULL)
            g_assert_cmpint (contains (merged, ids[at]), ==, wanted);
        }
    }
}

static void
check_field (Kept *self, gpointer entities[N_COPIES], gpointer merged, const char *name)
{
  GVariant *values[N_COPIES];
  g_autoptr (GVariant) value = dz_entity_dup_field (merged, name);

  for (guint i = 0; i < N_COPIES; i++)
    values[i] = dz_entity_dup_field (entities[i], name);
  if (g_str_equal (name, "tags"))
    check_tags (self, values, value);
  else if (g_variant_equal (values[OURS], values[BASE]) || g_variant_equal (values[OURS], values[THEIRS]))
    g_assert_true (g_variant_equal (value, values[THEIRS]));
  else if (g_variant_equal (values[THEIRS], values[BASE]))
    g_assert_true (g_variant_equal (value, values[OURS]));
  else if (has_conflict (self, dz_entity_get_id (merged), name))
    g_assert_true (g_variant_equal (value, values[OURS]) || g_variant_equal (value, values[THEIRS]));
  else
    g_assert_true (g_strv_contains (((const char *[]){ "state", "note", "description", "summary", NULL }), name));
  for (guint i = 0; i < N_COPIES; i++)
    g_variant_unref (values[i]);
}

/* A passage within a block whose text, and whose place, only @copy has changed lies in the result as it lies there. */
static void
check_anchor (Kept *self, guint copy, DzHighlight *highlight, DzHighlight *merged, DzSide side)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
  DzProject *other = self->copies[1 - copy], *base = self->copies[BASE];
  DzHighlight *there = find (other, DZ_ENTITY (highlight)), *before = find (base, DZ_ENTITY (highlight));
  DzBlock *block, *old;

  if (anchor == NULL || anchor->orphan || !g_str_equal (anchor->start_block, anchor->end_block))
    return;
  block = dz_project_lookup_block (other, anchor->start_block);
  old = dz_project_lookup_block (base, anchor->start_block);
  if (block == NULL || old == NULL || !dz_text_equal (text_of (block, side), text_of (old, side)))
    return;
  if ((there == NULL) != (before == NULL)
      || (there != NULL
          && !dz_anchor_equal (dz_highlight_get_anchor (there, side), dz_highlight_get_anchor (before, side))))
    return;
  g_assert_true (dz_anchor_equal (anchor, dz_highlight_get_anchor (merged, side)));
  self->n_checked++;
}

static void
check_in_both (Kept *self, guint copy, DzEntity *entity, gpointer merged)
{
  gpointer entities[N_COPIES];

  for (guint i = 0; i < N_COPIES; i++)
    entities[i] = find (self->copies[i], entity);
  if (DZ_IS_HIGHLIGHT (entity))
    for (DzSide side = 0; side < DZ_N_SIDES; side++)
      check_anchor (self, copy, DZ_HIGHLIGHT (entity), merged, side);
  if (entities[1 - copy] == NULL || entities[BASE] == NULL)
    return;
  for (const DzField *field = dz_entity_get_fields (entity); field->name != NULL; field++)
    check_field (self, entities, merged, field->name);
  if (DZ_IS_BLOCK (entity))
    for (DzSide side = 0; side < DZ_N_SIDES; side++)
      check_text (self, dz_entity_get_id (entity), entities, merged, side);
}

/* A new highlight that is not there has given its tags to the one that the other made at the same place. */
static void
check_united (Kept *self, guint copy, DzHighlight *highlight)
{
  GListModel *list = dz_project_get_highlights (self->merged);
  const char *const *tags = dz_highlight_get_tags (highlight);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (list) && !found; i++)
    {
      g_autoptr (DzHighlight) other = g_list_model_get_item (list, i);

      found = dz_project_lookup (self->copies[BASE], dz_highlight_get_id (other)) == NULL
              && dz_project_lookup (self->copies[1 - copy], dz_highlight_get_id (other)) != NULL
              && strstr (dz_highlight_get_note (other), dz_highlight_get_note (highlight)) != NULL;
      for (guint at = 0; found && tags[at] != NULL; at++)
        found = dz_highlight_has_tag (other, tags[at]) || dz_project_lookup_tag (self->merged, tags[at]) == NULL;
    }
  g_assert_true (found);
}

static void
check_entity (Kept *self, guint copy, DzEntity *entity)
{
  gpointer other = find (self->copies[1 - copy], entity), before = find (self->copies[BASE], entity);
  gpointer merged = find (self->merged, entity);

  if (merged != NULL)
    check_in_both (self, copy, entity, merged);
  else if (before == NULL && other == NULL && DZ_IS_HIGHLIGHT (entity))
    check_united (self, copy, DZ_HIGHLIGHT (entity));
  else
    {
      /* What is not there was taken away by the other, and left as it was by this one. */
      g_assert_true (other == NULL && before != NULL);
      if (!DZ_IS_HIGHLIGHT (entity))
        g_assert_true (DZ_IS_DOCUMENT (entity) || DZ_IS_TAG (entity) || dz_entity_equal (entity, before));
    }
  self->n_checked++;
}

/* (transfer container): the ids of what of @list is in @also too */
static GPtrArray *
ids_of (GListModel *list, DzProject *also)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DzEntity) entity = g_list_model_get_item (list, i);

      if (dz_project_lookup (also, dz_entity_get_id (entity)) != NULL)
        g_ptr_array_add (ids, (gpointer) dz_entity_get_id (entity));
    }
  return ids;
}

static gboolean
is_same_list (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len && a->len == b->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return a->len == b->len;
}

/* Where one moved nothing, everything stands as the other put it; of what came to both after the base, nobody knows who
 * put it where it stands. */
static void
check_order (Kept *self, guint copy, GListModel *list, GListModel *other, GListModel *before, GListModel *merged)
{
  DzProject *own = self->copies[copy], *theirs = self->copies[1 - copy];
  g_autoptr (GPtrArray) then = ids_of (before, theirs), now = ids_of (other, self->copies[BASE]);
  g_autoptr (GPtrArray) shared = ids_of (list, theirs);
  g_autoptr (GPtrArray) wanted = ids_of (list, self->merged), got = ids_of (merged, own);
  gboolean all_known = TRUE;

  for (guint i = 0; i < shared->len; i++)
    all_known &= dz_project_lookup (self->copies[BASE], g_ptr_array_index (shared, i)) != NULL;
  if (all_known && is_same_list (then, now))
    g_assert_true (is_same_list (wanted, got));
}

static void
check_orders (Kept *self, guint copy)
{
  GListModel *documents = dz_project_get_documents (self->copies[copy]);

  check_order (self, copy, documents, dz_project_get_documents (self->copies[1 - copy]),
               dz_project_get_documents (self->copies[BASE]), dz_project_get_documents (self->merged));
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (DzEntity) document = g_list_model_get_item (documents, i);
      GListModel *other = find (self->copies[1 - copy], document), *before = find (self->copies[BASE], document);

      if (other != NULL && before != NULL)
        check_order (self, copy, G_LIST_MODEL (document), other, before, find (self->merged, document));
    }
}

static guint
check_kept (DzProject *base, DzProject *ours, DzProject *theirs, DzProject *merged)
{
  Kept self = { { ours, theirs, base }, merged };
  GListModel *conflicts = dz_project_get_conflicts (merged);

  self.conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr (DzConflict) conflict = g_list_model_get_item (conflicts, i);

      g_hash_table_add (self.conflicts, g_strdup_printf ("%s %s", dz_conflict_get_target (conflict),
                                                         dz_conflict_get_what (conflict)));
    }
  for (guint copy = 0; copy < BASE; copy++)
    {
      g_autoptr (GPtrArray) all = list_all (self.copies[copy]);

      for (guint i = 0; i < all->len; i++)
        check_entity (&self, copy, g_ptr_array_index (all, i));
      check_orders (&self, copy);
    }
  g_hash_table_unref (self.conflicts);
  return self.n_checked;
}

typedef struct
{
  DzProject *base;
  DzProject *ours;
  DzProject *theirs;
} Three;

/* Two copies of one project on which two people worked. */
static void
three_init (Three *three)
{
  three->base = make_project (6);
  edit (three->base, 40);
  three->ours = dz_project_copy (three->base);
  three->theirs = dz_project_copy (three->base);
  edit (three->ours, (guint) g_test_rand_int_range (0, 12));
  edit (three->theirs, (guint) g_test_rand_int_range (0, 12));
}

static void
three_clear (Three *three)
{
  g_clear_object (&three->base);
  g_clear_object (&three->ours);
  g_clear_object (&three->theirs);
}

static void
test_kept (void)
{
  guint n_checked = 0;

  for (guint round = 0; round < rounds (); round++)
    {
      Three three;
      g_autoptr (DzProject) merged = NULL;

      three_init (&three);
      merged = merge (three.base, three.ours, three.theirs, NULL);
      n_checked += check_kept (three.base, three.ours, three.theirs, merged);
      three_clear (&three);
    }
  g_test_message ("%u things looked for", n_checked);
  g_assert_cmpuint (n_checked, >, 20 * rounds ());
}

/* Both merged what the other did: then they have the same, and when they merge again there is nothing new to choose. */
static void
test_crossed (void)
{
  for (guint round = 0; round < rounds (); round++)
    {
      Three three;
      g_autoptr (DzProject) one = NULL, other = NULL, again = NULL;
      guint n;

      three_init (&three);
      one = merge (three.base, three.ours, three.theirs, NULL);
      other = merge (three.base, three.theirs, three.ours, NULL);
      again = merge (g_test_rand_int_range (0, 2) ? three.base : three.ours, one, other, &n);
      g_assert_cmpuint (n, ==, 0);
      assert_equal (again, one);
      three_clear (&three);
    }
}

/* What came in once comes in again, and more of it, with the beginning that git knows and with an older one. */
static void
test_again (void)
{
  for (guint round = 0; round < rounds (); round++)
    {
      Three three;
      g_autoptr (DzProject) merged = NULL, again = NULL, more = NULL;

      three_init (&three);
      merged = merge (three.base, three.ours, three.theirs, NULL);
      edit (three.theirs, 3);
      again = merge (three.base, merged, three.theirs, NULL);
      check_readable (again);
      check_kept (three.base, merged, three.theirs, again);
      edit (merged, 3);
      more = merge (three.ours, merged, again, NULL);
      check_readable (more);
      check_kept (three.ours, merged, again, more);
      three_clear (&three);
    }
}

/* Without a base nothing that either has is missing. */
static void
test_without_base (void)
{
  for (guint round = 0; round < rounds (); round++)
    {
      Three three;
      g_autoptr (DzProject) merged = NULL, other = NULL, swapped = NULL, both = NULL;
      guint n;

      three_init (&three);
      merged = merge (NULL, three.ours, three.theirs, NULL);
      check_readable (merged);
      for (guint copy = 0; copy < 2; copy++)
        {
          g_autoptr (GPtrArray) all = list_all (copy ? three.theirs : three.ours);

          for (guint i = 0; i < all->len; i++)
            if (!DZ_IS_HIGHLIGHT (g_ptr_array_index (all, i)))
              g_assert_nonnull (find (merged, g_ptr_array_index (all, i)));
        }
      other = merge (NULL, three.theirs, three.ours, NULL);
      swapped = swap_names (other);
      assert_equal (merged, swapped);
      both = merge (NULL, three.ours, three.ours, &n);
      g_assert_cmpuint (n, ==, 0);
      assert_equal (both, three.ours);
      three_clear (&three);
    }
}

/* What is offered can be done, and taken back; what is not offered does nothing. */
static void
check_choice (DzProject *merged, DzConflict *conflict, DzConflictChoice choice)
{
  guint n = g_list_model_get_n_items (dz_project_get_conflicts (merged)), n_offered = 0;
  g_autofree char *before = write_project (merged), *after = NULL;
  g_autofree char *title = dz_conflict_dup_title (merged, conflict);
  g_autofree char *shown = dz_conflict_dup_shown (merged, conflict, choice);

  g_assert_cmpint (*title, !=, '\0');
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  for (guint i = 0; i < DZ_N_CONFLICT_CHOICES; i++)
    n_offered += dz_conflict_can_choose (merged, conflict, i);
  g_assert_cmpuint (n_offered, >, 0);
  if (dz_conflict_can_choose (merged, conflict, choice))
    {
      g_assert_true (dz_conflict_choose (merged, conflict, choice));
      check_readable (merged);
      g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_conflicts (merged)), ==, n - 1);
      g_assert_true (dz_project_undo (merged));
    }
  else
    g_assert_false (dz_conflict_choose (merged, conflict, choice));
  after = write_project (merged);
  g_assert_cmpstr (before, ==, after);
}

/* Every choice that is offered can be made, leaves a whole project, and can be taken back. */
static void
test_choices (void)
{
  guint n_chosen = 0;

  for (guint round = 0; round < rounds (); round++)
    {
      Three three;
      g_autoptr (DzProject) merged = NULL;
      GListModel *conflicts;

      three_init (&three);
      merged = merge (three.base, three.ours, three.theirs, NULL);
      conflicts = dz_project_get_conflicts (merged);
      for (guint n = g_list_model_get_n_items (conflicts); n > 0; n = g_list_model_get_n_items (conflicts))
        {
          g_autoptr (DzConflict) conflict = g_list_model_get_item (conflicts, (guint) g_test_rand_int_range (0, (gint32) n));
          DzConflictChoice choice = (DzConflictChoice) g_test_rand_int_range (0, DZ_N_CONFLICT_CHOICES);

          check_choice (merged, conflict, choice);
          n_chosen += dz_conflict_choose (merged, conflict, choice);
          if (g_test_rand_int_range (0, 3) == 0)
            edit (merged, 1);
        }
      check_readable (merged);
      three_clear (&three);
    }
  g_test_message ("%u choices", n_chosen);
  g_assert_cmpuint (n_chosen, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge-kept/kept", test_kept);
  g_test_add_func ("/merge-kept/crossed", test_crossed);
  g_test_add_func ("/merge-kept/again", test_again);
  g_test_add_func ("/merge-kept/without-base", test_without_base);
  g_test_add_func ("/merge-kept/choices", test_choices);
  return g_test_run ();
}
