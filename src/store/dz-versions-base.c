#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "language/dz-diff.h"
#include "model/dz-become.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "store/dz-versions-private.h"

/* More are not looked at: each is read and compared as a whole. */
#define MOST_CANDIDATES 40
/* So few are asked about, whatever they say. */
#define FEW 5

/**
 * Copies:
 * @version: a state of ours
 * @older: (nullable): the one before it
 */
typedef struct
{
  DzProject *version;
  DzProject *older;
  DzProject *ours;
  DzProject *theirs;
} Copies;

static DzEntity *
find (DzProject *project, DzEntity *like)
{
  gpointer found = dz_project_lookup (project, dz_entity_get_id (like));

  return found != NULL && G_OBJECT_TYPE (found) == G_OBJECT_TYPE (like) ? found : NULL;
}

/* Whether both are missing, or both are there and the same. */
static gboolean
is_same (DzEntity *a, DzEntity *b)
{
  return a == b || (a != NULL && b != NULL && dz_entity_equal (a, b));
}

static void
add_all (GPtrArray *all, GListModel *list)
{
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      DzEntity *entity = g_list_model_get_item (list, i);

      if (!DZ_IS_DOCUMENT (entity))
        g_ptr_array_add (all, g_object_ref (entity));
      if (DZ_IS_TAG (entity))
        add_all (all, dz_tag_get_children (DZ_TAG (entity)));
      if (DZ_IS_DOCUMENT (entity))
        add_all (all, G_LIST_MODEL (entity));
      g_object_unref (entity);
    }
}

/* Blocks, tags, speakers and highlights. */
static GPtrArray *
list_all (DzProject *project)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  add_all (all, dz_project_get_documents (project));
  add_all (all, dz_project_get_tags (project));
  add_all (all, dz_project_get_speakers (project));
  add_all (all, dz_project_get_highlights (project));
  return all;
}

/* What both copies have and the version has not was done after it, and before they parted. */
static guint
count_foreign (const Copies *copies, GPtrArray *ours)
{
  guint foreign = 0;

  for (guint i = 0; i < ours->len; i++)
    {
      DzEntity *entity = g_ptr_array_index (ours, i), *theirs = find (copies->theirs, entity);

      foreign += theirs != NULL && dz_entity_equal (entity, theirs) && !is_same (find (copies->version, entity), entity);
    }
  return foreign;
}

/* What theirs still has as it was in the older state, while it is another in the version, was changed here after they
 * parted: the version is too young. */
static gboolean
is_too_young (const Copies *copies)
{
  DzProject *const states[] = { copies->version, copies->older };

  for (guint s = 0; s < G_N_ELEMENTS (states); s++)
    {
      g_autoptr (GPtrArray) all = list_all (states[s]);

      for (guint i = 0; i < all->len; i++)
        {
          DzEntity *entity = g_ptr_array_index (all, i);
          DzEntity *now = find (copies->version, entity), *then = find (copies->older, entity);

          if (!is_same (now, then) && is_same (find (copies->theirs, entity), then))
            return TRUE;
        }
    }
  return FALSE;
}

/* Whether @after says something that @before does not: nobody's older state does. */
static gboolean
has_new_words (DzText *before, DzText *after)
{
  g_autoptr (GArray) edits = dz_diff_words (dz_text_get_string (before), dz_text_get_string (after));

  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      g_autofree char *words = dz_text_dup_slice_string (after, edit->b_start, edit->b_start + edit->b_length);

      for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
        if (g_unichar_isalnum (g_utf8_get_char (p)))
          return TRUE;
    }
  return FALSE;
}

/* Whether what theirs has instead of the version's may as well be what stood here when the copy was made. */
static gboolean
is_in_doubt (const Copies *copies, DzEntity *entity)
{
  DzEntity *theirs = find (copies->theirs, entity);

  if (is_same (entity, theirs) || (copies->older != NULL && is_same (entity, find (copies->older, entity))))
    return FALSE;
  return theirs == NULL || DZ_IS_BLOCK (entity);
}

/* Whether they wrote something into a block. */
static gboolean
has_their_words (const Copies *copies, DzEntity *entity)
{
  DzEntity *theirs = find (copies->theirs, entity);

  for (DzSide side = 0; theirs != NULL && DZ_IS_BLOCK (entity) && side < DZ_N_SIDES; side++)
    if (has_new_words (dz_block_get_text (DZ_BLOCK (entity), side), dz_block_get_text (DZ_BLOCK (theirs), side)))
      return TRUE;
  return FALSE;
}

/* (transfer full): of many, those where they wrote something are theirs: nobody's work is in the middle of so much. */
static GPtrArray *
list_doubts (const Copies *copies)
{
  g_autoptr (GPtrArray) all = list_all (copies->version);
  GPtrArray *doubts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    if (is_in_doubt (copies, g_ptr_array_index (all, i)))
      g_ptr_array_add (doubts, g_object_ref (g_ptr_array_index (all, i)));
  for (guint i = doubts->len > FEW ? doubts->len : 0; i > 0; i--)
    if (has_their_words (copies, g_ptr_array_index (doubts, i - 1)))
      g_ptr_array_remove_index (doubts, i - 1);
  return doubts;
}

static void
leave_out (DzProject *base, DzEntity *entity)
{
  DzEntity *own = find (base, entity);

  if (DZ_IS_HIGHLIGHT (own))
    dz_edit_remove_highlight (base, DZ_HIGHLIGHT (own));
  else if (DZ_IS_TAG (own))
    dz_edit_remove_tag (base, DZ_TAG (own));
  else if (DZ_IS_BLOCK (own))
    {
      DzDocument *document = dz_project_document_of (base, DZ_BLOCK (own));

      dz_edit_remove_blocks (base, document, dz_document_index_of (document, DZ_BLOCK (own)), 1);
    }
}

/* The version, but where it is in doubt what both began with: there it is as it was before, or has nothing. Then a merge
 * asks, or keeps what one of them has; it never takes what is here for what they took away. */
static DzProject *
make_base (const Copies *copies)
{
  DzProject *base = dz_project_copy (copies->version);
  g_autoptr (GPtrArray) doubts = list_doubts (copies);

  for (guint i = doubts->len; i > 0; i--)
    {
      DzEntity *entity = g_ptr_array_index (doubts, i - 1);

      if (copies->older != NULL && DZ_IS_BLOCK (entity))
        dz_edit_become_block (base, copies->older, dz_entity_get_id (entity), "");
      else
        leave_out (base, entity);
    }
  return base;
}

DzProject *
dz_versions_find_base (DzVersions *self, DzProject *ours, DzProject *theirs)
{
  g_autoptr (GPtrArray) versions = dz_versions_list (self), all = list_all (ours);
  g_autoptr (DzProject) best = NULL, older = NULL;
  guint least = G_MAXUINT;

  /* From the latest on; once they have parted, everything that both have is there. */
  for (guint i = 0; i < MIN (versions->len, MOST_CANDIDATES) && (least > 0 || older == NULL); i++)
    {
      DzVersion *version = g_ptr_array_index (versions, i);
      g_autoptr (DzProject) project = dz_versions_load (self, dz_version_get_digest (version), NULL);
      const Copies copies = { project, NULL, ours, theirs };
      guint foreign = project != NULL ? count_foreign (&copies, all) : G_MAXUINT;

      if (project == NULL)
        continue;
      if (foreign <= least)
        {
          least = foreign;
          g_set_object (&best, project);
          g_clear_object (&older);
        }
      else if (older == NULL)
        g_set_object (&older, project);
    }
  if (best == NULL)
    return NULL;
  if (older != NULL && is_too_young (&(const Copies){ best, older, ours, theirs }))
    return g_steal_pointer (&older);
  return make_base (&(const Copies){ best, older, ours, theirs });
}
