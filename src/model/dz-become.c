#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-become-private.h"
#include "model/dz-become.h"
#include "model/dz-edit-private.h"
#include "model/dz-picture.h"

static gboolean
has_same_document (DzBlock *a, DzBlock *b)
{
  return g_str_equal (dz_document_get_id (dz_block_get_document (a)), dz_document_get_id (dz_block_get_document (b)));
}

static gboolean
has_same_bytes (DzPicture *a, DzPicture *b)
{
  GBytes *mine = dz_picture_get_bytes (a);
  GBytes *theirs = dz_picture_get_bytes (b);

  return mine == theirs || g_bytes_equal (mine, theirs);
}

gpointer
dz_become_find (DzProject *project, DzEntity *entity)
{
  gpointer there = dz_project_lookup (project, dz_entity_get_id (entity));

  if (there == NULL || G_OBJECT_TYPE (there) != G_OBJECT_TYPE (entity)
      || (DZ_IS_BLOCK (entity) && !has_same_document (there, DZ_BLOCK (entity)))
      || (DZ_IS_PICTURE (entity) && !has_same_bytes (there, DZ_PICTURE (entity)))
      || (DZ_IS_HIGHLIGHT (entity)
          && !g_str_equal (dz_highlight_get_document (there), dz_highlight_get_document (DZ_HIGHLIGHT (entity)))))
    return NULL;

  return there;
}

static void
become_field (DzProject *project, DzEntity *entity, DzEntity *wanted, const char *name)
{
  g_autoptr (GVariant) value = dz_entity_dup_field (wanted, name);

  dz_edit_apply_set (project, entity, name, value);
}

void
dz_become_fields (DzProject *project, DzEntity *entity, DzEntity *wanted)
{
  if (!dz_entity_equal_fields (entity, wanted))
    for (const DzField *field = dz_entity_get_fields (wanted); field->name != NULL; field++)
      become_field (project, entity, wanted, field->name);
  if (g_strcmp0 (dz_entity_get_unknown (entity), dz_entity_get_unknown (wanted)) != 0)
    become_field (project, entity, wanted, DZ_FIELD_UNKNOWN);
}

void
dz_become_texts (DzProject *project, DzBlock *block, DzBlock *wanted)
{
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzText *text = dz_block_get_text (block, side);
      DzText *other = dz_block_get_text (wanted, side);
      g_autoptr (DzText) removed = NULL;
      g_autoptr (DzText) inserted = NULL;
      guint head, tail;

      if (dz_text_equal (text, other))
        continue;

      dz_text_get_common (text, other, &head, &tail);
      removed = dz_text_slice (text, head, dz_text_get_length (text) - tail);
      inserted = dz_text_slice (other, head, dz_text_get_length (other) - tail);
      dz_edit_apply (project, dz_change_new_text (dz_block_get_id (block), side, head, removed, inserted));
    }
}

/* Those that come before those that go, for a highlight must lie somewhere. */
static void
become_anchors (DzProject *project, DzHighlight *highlight, DzHighlight *wanted)
{
  for (guint going = 0; going < 2; going++)
    for (guint side = 0; side < DZ_N_SIDES; side++)
      {
        DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
        DzAnchor *other = dz_highlight_get_anchor (wanted, side);

        if ((other == NULL) == (going == 1) && !dz_anchor_equal (anchor, other))
          dz_edit_apply (project, dz_change_new_anchor (dz_highlight_get_id (highlight), side, anchor, other));
      }
}

void
dz_become_entity (DzProject *project, DzEntity *wanted)
{
  DzEntity *entity = dz_project_lookup (project, dz_entity_get_id (wanted));

  if (DZ_IS_BLOCK (wanted))
    dz_become_texts (project, DZ_BLOCK (entity), DZ_BLOCK (wanted));
  dz_become_fields (project, entity, wanted);
  if (DZ_IS_HIGHLIGHT (wanted))
    become_anchors (project, DZ_HIGHLIGHT (entity), DZ_HIGHLIGHT (wanted));
}

/* A highlight's tags without those that will go. */
static void
release_tags (DzProject *project, DzProject *target, DzHighlight *highlight)
{
  const char *const *tags = dz_highlight_get_tags (highlight);
  g_autoptr (GPtrArray) staying = g_ptr_array_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    if (dz_project_lookup_tag (target, tags[i]) != NULL)
      g_ptr_array_add (staying, (gpointer)tags[i]);
  if (tags[staying->len] != NULL)
    dz_edit_apply_set (project, highlight, "tags",
                       g_variant_new_strv ((const char *const *)staying->pdata, staying->len));
}

/* A block whose speaker will go gets the one that it is to have, unless that one is still to come. */
static void
release_speaker (DzProject *project, DzProject *target, DzBlock *block)
{
  const char *speaker = dz_block_get_speaker (block);
  const char *wanted;

  if (speaker == NULL || dz_project_lookup_speaker (target, speaker) != NULL)
    return;

  wanted = dz_block_get_speaker (dz_project_lookup_block (target, dz_block_get_id (block)));
  if (wanted == NULL || dz_project_lookup_speaker (project, wanted) == NULL)
    wanted = "";
  dz_edit_apply_set (project, block, "speaker", g_variant_new_string (wanted));
}

static void
remove_blocks (DzProject *project, DzProject *target)
{
  GListModel *documents = dz_project_get_documents (project);

  for (guint d = 0; d < g_list_model_get_n_items (documents); d++)
    {
      DzDocument *document = dz_container_get (documents, d);

      dz_arrange_remove (project, DZ_TYPE_BLOCK, dz_document_get_id (document), target);
      for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
        release_speaker (project, target, dz_document_get_block (document, i));
    }
}

/* Everything but tags that @target has not leaves, what uses it before what is used. */
static void
remove_all (DzProject *project, DzProject *target)
{
  guint n_types = 0;

  while (dz_project_get_list_type (n_types) != G_TYPE_INVALID)
    n_types++;
  for (guint i = n_types; i > 0; i--)
    {
      GType type = dz_project_get_list_type (i - 1);
      GListModel *list = G_LIST_MODEL (dz_project_get_list (project, type));

      if (type != DZ_TYPE_TAG)
        dz_arrange_remove (project, type, NULL, target);
      if (type == DZ_TYPE_DOCUMENT)
        remove_blocks (project, target);
      if (type == DZ_TYPE_HIGHLIGHT)
        for (guint h = 0; h < g_list_model_get_n_items (list); h++)
          release_tags (project, target, dz_container_get (list, h));
    }
}

static guint
height_of (GListModel *tags)
{
  guint height = 0;

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      guint below = dz_tag_get_height (dz_container_get (tags, i));

      height = MAX (height, below);
    }

  return height;
}

/* On its way to its place a tag takes along what lies under it. Where that could be too deep, all go to the top first.
 */
static void
flatten_tags (DzProject *project, DzProject *target)
{
  GListModel *tags = dz_project_get_tags (project);

  if (height_of (tags) + height_of (dz_project_get_tags (target)) <= DZ_TAG_MAX_DEPTH)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      DzTag *tag = dz_container_get (tags, i);
      GListModel *children = dz_tag_get_children (tag);

      for (guint n = g_list_model_get_n_items (children); n > 0; n--)
        dz_edit_apply (project, dz_change_new_move (dz_tag_get_id (dz_container_get (children, n - 1)),
                                                    dz_tag_get_id (tag), n - 1, NULL, g_list_model_get_n_items (tags)));
    }
}

/* From the top down, so that no tag ever comes to lie under itself: above the place where one is put stand those alone
 * that are to stand above it. */
static void
arrange_tags (DzProject *project, const char *parent, GListModel *wanted)
{
  guint n_wanted = g_list_model_get_n_items (wanted);

  dz_arrange (project, DZ_TYPE_TAG, parent, wanted);
  for (guint i = 0; i < n_wanted; i++)
    {
      DzTag *tag = dz_container_get (wanted, i);

      dz_become_entity (project, DZ_ENTITY (tag));
      arrange_tags (project, dz_tag_get_id (tag), dz_tag_get_children (tag));
    }
}

/* What is left under a tag that goes goes too. */
static void
remove_tags (DzProject *project, DzProject *target, DzTag *parent)
{
  GListModel *list = parent != NULL ? dz_tag_get_children (parent) : dz_project_get_tags (project);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    remove_tags (project, target, dz_container_get (list, i));
  dz_arrange_remove (project, DZ_TYPE_TAG, parent != NULL ? dz_tag_get_id (parent) : NULL, target);
}

/* What is used comes before what uses it. */
static void
arrange_all (DzProject *project, DzProject *target)
{
  GType type;

  for (guint t = 0; (type = dz_project_get_list_type (t)) != G_TYPE_INVALID; t++)
    {
      GListModel *wanted = G_LIST_MODEL (dz_project_get_list (target, type));
      guint n_wanted = g_list_model_get_n_items (wanted);

      if (type == DZ_TYPE_TAG)
        continue;

      dz_arrange (project, type, NULL, wanted);
      for (guint i = 0; i < n_wanted; i++)
        {
          DzEntity *entity = dz_container_get (wanted, i);

          dz_become_entity (project, entity);
          if (!DZ_IS_DOCUMENT (entity))
            continue;
          dz_arrange (project, DZ_TYPE_BLOCK, dz_entity_get_id (entity), G_LIST_MODEL (entity));
          for (guint b = 0; b < dz_document_get_n_blocks (DZ_DOCUMENT (entity)); b++)
            dz_become_entity (project, DZ_ENTITY (dz_document_get_block (DZ_DOCUMENT (entity), b)));
        }
    }
}

void
dz_edit_become (DzProject *project, DzProject *target, const char *label)
{
  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_PROJECT (target) && label != NULL);
  g_return_if_fail (g_str_equal (dz_project_get_id (project), dz_project_get_id (target)));

  dz_project_begin_step (project, label);
  dz_become_entity (project, DZ_ENTITY (target));
  remove_all (project, target);
  flatten_tags (project, target);
  arrange_tags (project, NULL, dz_project_get_tags (target));
  remove_tags (project, target, NULL);
  arrange_all (project, target);
  dz_project_end_step (project);
}
