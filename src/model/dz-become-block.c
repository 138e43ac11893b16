#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-become-private.h"
#include "model/dz-become.h"
#include "model/dz-edit-private.h"

/* The place in a list of @project behind the nearest one before @index in the list of another that it has too. */
static guint
place_behind (DzProject *project, GListModel *here, GListModel *wanted, guint index)
{
  for (guint i = index; i > 0; i--)
    {
      gpointer before = dz_become_find (project, dz_container_get (wanted, i - 1));
      guint place = before != NULL ? dz_container_find (here, before) : G_MAXUINT;

      if (place != G_MAXUINT)
        return place + 1;
    }

  return 0;
}

/* @copy: (transfer full) */
static void
insert (DzProject *project, const char *parent, GListModel *wanted, guint index, DzEntity *copy)
{
  g_autoptr (DzEntity) owned = copy;
  GListModel *here = dz_project_find_container (project, G_OBJECT_TYPE (copy), parent, NULL);

  dz_edit_apply_insert (project, parent, place_behind (project, here, wanted, index), copy);
}

/* What a block names comes along when it is missing. */
static void
bring (DzProject *project, DzProject *target, GType type, const char *id)
{
  DzEntity *wanted = id != NULL ? dz_project_lookup (target, id) : NULL;
  GListModel *list = G_LIST_MODEL (dz_project_get_list (target, type));

  if (wanted == NULL || G_OBJECT_TYPE (wanted) != type || dz_project_lookup (project, id) != NULL)
    return;

  insert (project, NULL, list, dz_container_find (list, wanted), dz_entity_copy (wanted, FALSE));
}

static void
bring_used (DzProject *project, DzProject *target, DzBlock *wanted)
{
  const char *source = dz_block_get_source (wanted);

  bring (project, target, DZ_TYPE_SPEAKER, dz_block_get_speaker (wanted));
  if (g_str_has_prefix (source, "picture:"))
    bring (project, target, DZ_TYPE_PICTURE, source + strlen ("picture:"));
}

/* The document in which it is to stand; one that is missing comes back without its blocks. NULL when there is something
 * else under its id. */
static DzDocument *
find_document (DzProject *project, DzProject *target, DzBlock *wanted)
{
  DzDocument *document = dz_block_get_document (wanted);
  GListModel *documents = dz_project_get_documents (target);

  if (dz_project_lookup (project, dz_document_get_id (document)) == NULL)
    {
      g_autoptr (DzDocument) empty = dz_document_new (dz_document_get_id (document), NULL);

      for (const DzField *field = dz_entity_get_fields (DZ_ENTITY (document)); field->name != NULL; field++)
        {
          g_autoptr (GVariant) value = dz_entity_dup_field (DZ_ENTITY (document), field->name);

          dz_document_init_field (empty, field->name, value);
        }
      dz_entity_init_unknown (DZ_ENTITY (empty), dz_entity_get_unknown (DZ_ENTITY (document)));
      insert (project, NULL, documents, dz_container_find (documents, document), g_object_ref (DZ_ENTITY (empty)));
    }

  return dz_project_lookup_document (project, dz_document_get_id (document));
}

static gboolean
lies_on_alone (DzHighlight *highlight, const char *block)
{
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

      if (anchor != NULL && (g_strcmp0 (anchor->start_block, block) != 0 || g_strcmp0 (anchor->end_block, block) != 0))
        return FALSE;
    }

  return TRUE;
}

static DzEntity *
copy_with_known_tags (DzProject *project, DzHighlight *highlight)
{
  DzEntity *copy = dz_entity_copy (DZ_ENTITY (highlight), FALSE);
  const char *const *tags = dz_highlight_get_tags (highlight);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    if (dz_project_lookup_tag (project, tags[i]) != NULL)
      g_ptr_array_add (known, (gpointer)tags[i]);
  dz_entity_write (copy, "tags", g_variant_new_strv ((const char *const *)known->pdata, known->len));
  return copy;
}

static void
bring_highlights (DzProject *project, DzProject *target, const char *block)
{
  GListModel *highlights = dz_project_get_highlights (target);
  guint n_highlights = g_list_model_get_n_items (highlights);

  for (guint i = 0; i < n_highlights; i++)
    {
      DzHighlight *highlight = dz_container_get (highlights, i);

      if (lies_on_alone (highlight, block) && dz_project_lookup (project, dz_highlight_get_id (highlight)) == NULL)
        insert (project, NULL, highlights, i, copy_with_known_tags (project, highlight));
    }
}

static void
remove_block (DzProject *project, DzBlock *block)
{
  DzDocument *document = dz_block_get_document (block);

  dz_edit_apply_remove (project, dz_document_get_id (document), dz_document_index_of (document, block), block);
}

/* Only when it does not stand already between those that it is to stand between. */
static void
become_place (DzProject *project, DzBlock *block, DzBlock *wanted)
{
  DzDocument *document = dz_block_get_document (block);
  DzDocument *other = dz_block_get_document (wanted);
  guint n_blocks = dz_document_get_n_blocks (other);
  guint index = dz_document_index_of (other, wanted);
  guint present = dz_document_index_of (document, block);
  guint place = place_behind (project, G_LIST_MODEL (document), G_LIST_MODEL (other), index);
  guint before = dz_document_get_n_blocks (document);

  for (guint i = index + 1; i < n_blocks && before == dz_document_get_n_blocks (document); i++)
    {
      DzBlock *behind = dz_become_find (project, DZ_ENTITY (dz_document_get_block (other, i)));

      if (behind != NULL)
        before = dz_document_index_of (document, behind);
    }
  if (present >= place && present < before)
    return;

  if (present < place)
    place--;
  if (present != place)
    dz_edit_apply (project, dz_change_new_move (dz_block_get_id (block), dz_document_get_id (document), present,
                                                dz_document_get_id (document), place));
}

static void
become_block (DzProject *project, DzProject *target, DzBlock *wanted)
{
  DzBlock *block = dz_project_lookup_block (project, dz_block_get_id (wanted));
  DzDocument *document = find_document (project, target, wanted);
  DzDocument *other = dz_block_get_document (wanted);

  if (document == NULL)
    return;
  bring_used (project, target, wanted);
  if (dz_block_get_speaker (wanted) != NULL
      && dz_project_lookup_speaker (project, dz_block_get_speaker (wanted)) == NULL)
    return;
  if (block != NULL && dz_block_get_document (block) != document)
    {
      remove_block (project, block);
      block = NULL;
    }
  if (block == NULL)
    {
      insert (project, dz_document_get_id (document), G_LIST_MODEL (other), dz_document_index_of (other, wanted),
              dz_entity_copy (DZ_ENTITY (wanted), FALSE));
    }
  else
    {
      dz_become_texts (project, block, wanted);
      dz_become_fields (project, DZ_ENTITY (block), DZ_ENTITY (wanted));
      become_place (project, block, wanted);
    }
  bring_highlights (project, target, dz_block_get_id (wanted));
}

void
dz_edit_become_block (DzProject *project, DzProject *target, const char *block, const char *label)
{
  DzBlock *present;
  DzBlock *wanted;

  g_return_if_fail (DZ_IS_PROJECT (project) && DZ_IS_PROJECT (target) && block != NULL && label != NULL);

  present = dz_project_lookup_block (project, block);
  wanted = dz_project_lookup_block (target, block);
  dz_project_begin_step (project, label);
  if (wanted == NULL && present != NULL)
    remove_block (project, present);
  else if (wanted != NULL && (present != NULL || dz_project_lookup (project, block) == NULL))
    become_block (project, target, wanted);
  dz_project_end_step (project);
}
