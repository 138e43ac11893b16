#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-edit-private.h"

typedef void (*SourceFunc) (DzEntity *entity, const char *field, const char *source, gpointer user_data);

/* Calls @func for everything that shows a picture. */
static void
for_each_source (DzProject *project, SourceFunc func, gpointer user_data)
{
  GListModel *documents = dz_project_get_documents (project);
  guint n_documents = g_list_model_get_n_items (documents);

  for (guint d = 0; d < n_documents; d++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, d);
      guint n_blocks = dz_document_get_n_blocks (document);

      func (DZ_ENTITY (document), "cover", dz_document_get_detail (document, "cover"), user_data);
      for (guint b = 0; b < n_blocks; b++)
        {
          DzBlock *block = dz_document_get_block (document, b);

          if (dz_block_get_kind (block) == DZ_BLOCK_PICTURE)
            func (DZ_ENTITY (block), "source", dz_block_get_source (block), user_data);
        }
    }
}

typedef struct
{
  GHashTable *seen; /* of strings that @addresses owns */
  GPtrArray *addresses;
} Listing;

static void
list_source (DzEntity *entity, const char *field, const char *source, gpointer user_data)
{
  Listing *listing = user_data;
  g_autofree char *scheme = g_uri_parse_scheme (source);
  char *address;

  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return;
  if (g_hash_table_contains (listing->seen, source))
    return;

  address = g_strdup (source);
  g_ptr_array_add (listing->addresses, address);
  g_hash_table_add (listing->seen, address);
}

/**
 * dz_edit_list_remote_pictures:
 *
 * Returns: (element-type utf8) (transfer full): the http and https addresses of pictures that are not in the project yet,
 *   each once, in the order of the text
 */
GPtrArray *
dz_edit_list_remote_pictures (DzProject *project)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Listing listing = { seen, NULL };

  g_return_val_if_fail (DZ_IS_PROJECT (project), NULL);

  listing.addresses = g_ptr_array_new_with_free_func (g_free);
  for_each_source (project, list_source, &listing);
  return listing.addresses;
}

typedef struct
{
  DzProject *project;
  GHashTable *by_address; /* address → DzPicture */
  GHashTable *taken;
} Taking;

static void
take_source (DzEntity *entity, const char *field, const char *source, gpointer user_data)
{
  Taking *taking = user_data;
  DzPicture *picture = g_hash_table_lookup (taking->by_address, source);
  g_autofree char *inside = NULL;

  if (picture == NULL)
    return;
  if (g_hash_table_add (taking->taken, picture))
    dz_edit_apply_insert (taking->project, NULL, g_list_model_get_n_items (dz_project_get_pictures (taking->project)),
                          picture);
  inside = g_strconcat ("picture:", dz_picture_get_id (picture), NULL);
  dz_edit_apply_set (taking->project, entity, field, g_variant_new_string (inside));
}

/**
 * dz_edit_take_pictures:
 * @pictures: (element-type DzPicture): pictures of no project yet, whose addresses say where they were fetched from
 *
 * Whatever shows a picture at one of these addresses shows the one in the project from now on: all that as one step. A
 * picture whose address nothing shows any more stays outside.
 *
 * Returns: how many of @pictures were put into the project
 */
guint
dz_edit_take_pictures (DzProject *project, GPtrArray *pictures)
{
  g_autoptr (GHashTable) by_address = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  Taking taking = { project, by_address, taken };

  g_return_val_if_fail (DZ_IS_PROJECT (project) && pictures != NULL, 0);

  for (guint i = 0; i < pictures->len; i++)
    {
      DzPicture *picture = g_ptr_array_index (pictures, i);

      if (*dz_picture_get_address (picture) != '\0')
        g_hash_table_insert (by_address, (gpointer) dz_picture_get_address (picture), picture);
    }
  if (g_hash_table_size (by_address) == 0)
    return 0;

  dz_project_begin_step (project, _ ("Fetch Pictures"));
  for_each_source (project, take_source, &taking);
  dz_project_end_step (project);
  return g_hash_table_size (taken);
}
