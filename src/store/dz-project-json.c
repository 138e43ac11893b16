#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-conflict.h"
#include "store/dz-entity-json.h"
#include "store/dz-json-take.h"
#include "store/dz-project-json.h"
#include "store/dz-reanchor.h"
#include "store/dz-store-error.h"

GBytes *
dz_project_to_json (DzProject *project)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (TRUE);

  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "format", DZ_PROJECT_JSON_FORMAT);
  dz_json_writer_add_uint (writer, "version", DZ_PROJECT_JSON_VERSION);
  dz_json_writer_add_string (writer, "id", dz_project_get_id (project));
  dz_fields_to_json (DZ_ENTITY (project), writer);
  dz_entity_list_to_json (dz_project_get_speakers (project), project, writer, "speakers");
  dz_entity_list_to_json (dz_project_get_tags (project), project, writer, "tags");
  dz_entity_list_to_json (dz_project_get_documents (project), project, writer, "documents");
  dz_entity_list_to_json (dz_project_get_highlights (project), project, writer, "highlights");
  dz_entity_list_to_json (dz_project_get_conflicts (project), project, writer, "conflicts");
  dz_unknown_to_json (DZ_ENTITY (project), writer);
  dz_entity_list_to_json (dz_project_get_pictures (project), project, writer, "pictures");
  dz_json_writer_end (writer);
  return dz_json_writer_to_bytes (writer);
}

gboolean
dz_project_json_is_readable (GBytes *bytes, DzProject *project)
{
  GListModel *pictures = dz_project_get_pictures (project);
  gsize text = g_bytes_get_size (bytes);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr (DzPicture) picture = g_list_model_get_item (pictures, i);

      text -= (g_bytes_get_size (dz_picture_get_bytes (picture)) + 2) / 3 * 4;
    }
  return text <= DZ_PROJECT_JSON_MAX_TEXT;
}

static gboolean
build (DzProject *project, const char *parent, DzJson *json, DzEntity *entity, GError **error)
{
  GError *local = NULL;

  if (dz_project_build (project, parent, entity, &local))
    return TRUE;
  dz_json_fail (json, error, "%s", local->message);
  g_error_free (local);
  return FALSE;
}

static gboolean
read_list (DzProject *project,
           DzJson *object,
           const char *key,
           GType type,
           const char *parent,
           DzReading *reading,
           GError **error)
{
  DzJson *list = NULL;

  if (!dz_json_take_optional (object, key, DZ_JSON_ARRAY, &list, error)
      || (list != NULL && !dz_reading_begin_list (reading, list, error)))
    return FALSE;
  for (DzJson *json = list != NULL ? list->child : NULL; json != NULL; json = json->next)
    {
      g_autoptr (DzEntity) entity = dz_entity_from_json (json, type, reading, error);

      if (entity == NULL || !build (project, parent, json, entity, error))
        return FALSE;
      if (type == DZ_TYPE_TAG
          && !read_list (project, json, "children", type, dz_entity_get_id (entity), reading, error))
        return FALSE;
    }
  return TRUE;
}

/* In this order, so that nothing names what is not there yet. */
static gboolean
read_lists (DzProject *project, DzJson *root, DzReading *reading, GError **error)
{
  g_autoptr (DzReanchor) reanchor = dz_reanchor_new (project);
  gboolean ok;

  ok = read_list (project, root, "pictures", DZ_TYPE_PICTURE, NULL, reading, error)
       && read_list (project, root, "speakers", DZ_TYPE_SPEAKER, NULL, reading, error)
       && read_list (project, root, "tags", DZ_TYPE_TAG, NULL, reading, error)
       && read_list (project, root, "documents", DZ_TYPE_DOCUMENT, NULL, reading, error)
       && read_list (project, root, "conflicts", DZ_TYPE_CONFLICT, NULL, reading, error);
  reading->reanchor = reanchor;
  ok = ok && read_list (project, root, "highlights", DZ_TYPE_HIGHLIGHT, NULL, reading, error);
  reading->reanchor = NULL;
  return ok;
}

static DzProject *
read_project (DzJson *root, DzReading *reading, GError **error)
{
  g_autoptr (DzProject) project = NULL;
  g_autofree char *unknown = NULL;
  const char *id;

  if (!dz_json_take_id (root, "id", &id, error))
    return NULL;
  g_hash_table_add (reading->ids, g_strdup (id));
  project = dz_project_new (id);
  if (!dz_fields_from_json (DZ_ENTITY (project), root, reading, error) || !read_lists (project, root, reading, error))
    return NULL;
  unknown = dz_json_dup_rest (root);
  if (unknown != NULL)
    dz_entity_init_unknown (DZ_ENTITY (project), unknown);
  return g_steal_pointer (&project);
}

/* What is no JSON object at all never was a project; it is not called damaged. */
static gboolean
check_start (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length), *end;

  if (length == 0)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("it is empty"));
      return FALSE;
    }
  end = data + length;
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3;
  while (data < end && (*data == ' ' || *data == '\n' || *data == '\t' || *data == '\r'))
    data++;
  if (data < end && *data == '{')
    return TRUE;
  g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN, _ ("it is not a Duizhao project"));
  return FALSE;
}

static gboolean
check_format (DzJson *root, guint *version, GError **error)
{
  DzJson *format = dz_json_take (root, "format");

  if (format == NULL || format->type != DZ_JSON_STRING || strcmp (format->string, DZ_PROJECT_JSON_FORMAT) != 0)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN, _ ("it is not a Duizhao project"));
      return FALSE;
    }
  if (!dz_json_take_uint (root, "version", version, error))
    return FALSE;
  return *version > 0 || dz_json_fail (root, error, _ ("there never was a version %u of its format"), *version);
}

/* Of a project's file, how much is in its pictures. */
static gsize
count_pictures (DzJson *root)
{
  gsize size = 0;

  for (DzJson *list = root->child; list != NULL; list = list->next)
    if (list->type == DZ_JSON_ARRAY && strcmp (list->key, "pictures") == 0)
      for (DzJson *picture = list->child; picture != NULL; picture = picture->next)
        for (DzJson *data = picture->type == DZ_JSON_OBJECT ? picture->child : NULL; data != NULL; data = data->next)
          if (data->type == DZ_JSON_STRING && strcmp (data->key, "data") == 0)
            size += data->length;
  return size;
}

static gboolean
check_size (DzJson *root, gsize size, GError **error)
{
  if (size - count_pictures (root) <= DZ_PROJECT_JSON_MAX_TEXT)
    return TRUE;
  g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE, _ ("it has more than %d MB beside its pictures"),
               (int)(DZ_PROJECT_JSON_MAX_TEXT / 1024 / 1024));
  return FALSE;
}

static DzProject *
project_from_tree (DzJsonTree *tree, gsize size, gboolean *newer, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DzProject) project = NULL;
  DzReading reading = { .ids = ids };
  DzJson *root = dz_json_tree_get_root (tree);
  guint version;

  if (!check_format (root, &version, error) || !check_size (root, size, error))
    return NULL;
  reading.lenient = version > DZ_PROJECT_JSON_VERSION;
  project = read_project (root, &reading, error);
  if (project == NULL && reading.lenient)
    g_prefix_error (error, _ ("a later version of Duizhao wrote it, and only that one can read it: "));
  if (newer != NULL)
    *newer = reading.lenient || reading.lost;
  return g_steal_pointer (&project);
}

DzProject *
dz_project_from_json (GBytes *bytes, gboolean *newer, GError **error)
{
  g_autoptr (DzJsonTree) tree = NULL;

  if (!check_start (bytes, error))
    return NULL;
  tree = dz_json_parse (bytes, error);
  return tree != NULL ? project_from_tree (tree, g_bytes_get_size (bytes), newer, error) : NULL;
}

DzProject *
dz_project_from_json_take (GBytes *bytes, gboolean *newer, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (DzJsonTree) tree = NULL;
  gsize size = g_bytes_get_size (bytes);

  if (!check_start (bytes, error))
    return NULL;
  tree = dz_json_parse_take (g_steal_pointer (&owned), error);
  return tree != NULL ? project_from_tree (tree, size, newer, error) : NULL;
}
