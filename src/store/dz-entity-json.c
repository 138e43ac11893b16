#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-conflict.h"
#include "store/dz-entity-json.h"
#include "store/dz-json-take.h"
#include "store/dz-reanchor.h"
#include "store/dz-variant-json.h"

#define MAX_NAME 64

typedef DzEntity *(*ReadFunc) (DzJson *json, const char *id, DzReading *reading, GError **error);
typedef void (*WriteFunc) (DzEntity *self, DzProject *project, DzJsonWriter *writer);

/* What is particular to a type: the rest is in its table of fields. */
typedef struct
{
  const char *word;
  GType (*get_type) (void);
  ReadFunc read;
  WriteFunc write;        /* what is no field; may be NULL */
  const char *members[4]; /* the names under which it stands */
} EntityType;

static const EntityType *
find_type (GType type);

static void
member_name (const DzField *field, char name[MAX_NAME])
{
  g_strlcpy (name, field->name, MAX_NAME);
  g_strdelimit (name, "-", '_');
}

/* A conflict's values are JSON themselves. */
static gboolean
holds_json (DzEntity *self, const DzField *field)
{
  static const char *const names[] = { "base", "ours", "theirs", NULL };

  return DZ_IS_CONFLICT (self) && g_strv_contains (names, field->name);
}

static void
add_parsed (GVariant *value, DzJsonWriter *writer, const char *name)
{
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (DzJsonTree) tree = dz_json_parse (bytes, NULL);

  g_return_if_fail (tree != NULL);
  dz_json_writer_add_json (writer, name, dz_json_tree_get_root (tree));
}

static GVariant *
unparse (DzJson *json)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_json_writer_add_json (writer, NULL, json);
  return g_variant_ref_sink (g_variant_new_take_string (dz_json_writer_dup_string (writer)));
}

void
dz_fields_to_json (DzEntity *self, DzJsonWriter *writer)
{
  for (const DzField *field = dz_entity_get_fields (self); field->name != NULL; field++)
    {
      g_autoptr (GVariant) value = dz_entity_dup_field (self, field->name);
      char name[MAX_NAME];

      if (dz_variant_is_empty (value))
        continue;
      member_name (field, name);
      if (holds_json (self, field))
        add_parsed (value, writer, name);
      else
        dz_variant_to_json (value, writer, name);
    }
}

static gboolean
field_from_json (DzEntity *self, const DzField *field, DzJson *json, GError **error)
{
  g_autoptr (GVariant) value = holds_json (self, field)
                                   ? unparse (json)
                                   : dz_variant_from_json (json, G_VARIANT_TYPE (field->type), error);
  g_autoptr (GError) local = NULL;

  if (value == NULL)
    return FALSE;
  return dz_entity_init_field (self, field->name, value, &local) || dz_json_fail (json, error, "%s", local->message);
}

gboolean
dz_fields_from_json (DzEntity *self, DzJson *object, DzReading *reading, GError **error)
{
  for (const DzField *field = dz_entity_get_fields (self); field->name != NULL; field++)
    {
      char name[MAX_NAME];
      GError *local = NULL;
      DzJson *json;

      member_name (field, name);
      json = dz_json_take (object, name);
      if (json == NULL || field_from_json (self, field, json, &local))
        continue;
      if (reading->lenient && reading->loss_func == NULL)
        {
          reading->lost = TRUE;
          g_error_free (local);
        }
      else if (!dz_reading_pass_over (reading, local, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_field (DzEntity *self, const char *key)
{
  for (const DzField *field = dz_entity_get_fields (self); field->name != NULL; field++)
    {
      char name[MAX_NAME];

      member_name (field, name);
      if (g_str_equal (name, key))
        return TRUE;
    }
  return FALSE;
}

/* What stands in the object already. A reader keeps nothing of that name, but a change that an enemy wrote might. */
static gboolean
is_known (DzEntity *self, const char *key)
{
  static const char *const of_project[]
      = { "format", "version", "speakers", "tags", "documents", "highlights", "pictures", "conflicts", NULL };
  const EntityType *type;

  if (g_str_equal (key, "id") || is_field (self, key))
    return TRUE;
  if (DZ_IS_PROJECT (self))
    return g_strv_contains (of_project, key);
  type = find_type (G_OBJECT_TYPE (self));
  for (guint i = 0; i < G_N_ELEMENTS (type->members) && type->members[i] != NULL; i++)
    if (g_str_equal (type->members[i], key))
      return TRUE;
  return FALSE;
}

void
dz_unknown_to_json (DzEntity *self, DzJsonWriter *writer)
{
  const char *unknown = dz_entity_get_unknown (self);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DzJsonTree) tree = NULL;

  if (unknown == NULL)
    return;
  bytes = g_bytes_new_static (unknown, strlen (unknown));
  tree = dz_json_parse (bytes, NULL);
  g_return_if_fail (tree != NULL);
  for (DzJson *member = dz_json_tree_get_root (tree)->child; member != NULL; member = member->next)
    if (!is_known (self, member->key))
      dz_json_writer_add_json (writer, member->key, member);
}

void
dz_entity_list_to_json (GListModel *list, DzProject *project, DzJsonWriter *writer, const char *key)
{
  guint n_items = g_list_model_get_n_items (list);

  if (n_items == 0)
    return;
  dz_json_writer_begin_array (writer, key);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DzEntity) item = g_list_model_get_item (list, i);

      dz_entity_to_json (item, project, writer);
    }
  dz_json_writer_end (writer);
}

static void
write_block (DzEntity *self, DzProject *project, DzJsonWriter *writer)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    dz_text_to_members (dz_block_get_text (DZ_BLOCK (self), side), writer, dz_side_to_word (side));
}

static DzEntity *
read_block (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  const DzBlockForm form = { 0 };
  g_autoptr (DzText) original = NULL, translation = NULL;

  original = dz_text_from_members (json, dz_side_to_word (DZ_SIDE_ORIGINAL), reading, error);
  if (original == NULL)
    return NULL;
  translation = dz_text_from_members (json, dz_side_to_word (DZ_SIDE_TRANSLATION), reading, error);
  if (translation == NULL)
    return NULL;
  return DZ_ENTITY (dz_block_new (id, &form, original, translation));
}

static void
write_document (DzEntity *self, DzProject *project, DzJsonWriter *writer)
{
  dz_entity_list_to_json (G_LIST_MODEL (self), project, writer, "blocks");
}

static DzEntity *
read_document (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  g_autoptr (DzDocument) document = dz_document_new (id, "");
  DzJson *blocks = NULL;

  if (!dz_json_take_optional (json, "blocks", DZ_JSON_ARRAY, &blocks, error)
      || (blocks != NULL && !dz_reading_begin_list (reading, blocks, error)))
    return NULL;
  for (DzJson *child = blocks != NULL ? blocks->child : NULL; child != NULL; child = child->next)
    {
      g_autoptr (DzEntity) block = dz_entity_from_json (child, DZ_TYPE_BLOCK, reading, error);

      if (block == NULL)
        return NULL;
      dz_document_init_append (document, DZ_BLOCK (block));
    }
  return DZ_ENTITY (g_steal_pointer (&document));
}

static DzEntity *
read_speaker (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  return DZ_ENTITY (dz_speaker_new (id, "", ""));
}

static void
write_tag (DzEntity *self, DzProject *project, DzJsonWriter *writer)
{
  dz_entity_list_to_json (dz_tag_get_children (DZ_TAG (self)), project, writer, "children");
}

static DzEntity *
read_tag (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  DzJson *children = dz_json_take (json, "children");

  /* The reader of a project goes on with them; a change brings in one tag after the other. */
  if (children != NULL && reading->ids == NULL)
    {
      dz_json_fail (children, error, _ ("there are tags under the one that begins here"));
      return NULL;
    }
  return DZ_ENTITY (dz_tag_new (id, "", "", ""));
}

static void
write_highlight (DzEntity *self, DzProject *project, DzJsonWriter *writer)
{
  DzHighlight *highlight = DZ_HIGHLIGHT (self);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);
      g_autofree char *quote = NULL, *before = NULL, *after = NULL;

      if (anchor == NULL)
        continue;
      if (project != NULL && !anchor->orphan)
        {
          quote = dz_project_dup_quote (project, highlight, side);
          dz_project_dup_context (project, highlight, side, &before, &after);
        }
      dz_anchor_to_json (anchor, writer, dz_side_to_word (side), quote, before, after);
    }
}

static gboolean
read_anchor (
    DzJson *highlight, DzSide side, const char *document, DzReading *reading, DzAnchor **anchor, GError **error)
{
  DzJson *json = NULL;
  DzAnchor stored;

  *anchor = NULL;
  if (!dz_json_take_optional (highlight, dz_side_to_word (side), DZ_JSON_OBJECT, &json, error))
    return FALSE;
  if (json == NULL)
    return TRUE;
  if (reading->reanchor == NULL)
    {
      *anchor = dz_anchor_from_json (json, reading, error);
      return *anchor != NULL;
    }
  if (!dz_anchor_read_json (json, &stored, reading, error))
    return FALSE;
  if (stored.quote == NULL)
    return dz_json_fail (json, error, _ ("the passage that begins here has no “%s”"), "quote");
  *anchor = dz_reanchor_resolve (reading->reanchor, document, side, &stored);
  return TRUE;
}

static gboolean
read_anchors (DzJson *highlight, const char *document, DzReading *reading, DzAnchor **anchors[], GError **error)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      GError *local = NULL;

      if (!read_anchor (highlight, side, document, reading, anchors[side], &local)
          && !dz_reading_pass_over (reading, local, error))
        return FALSE;
    }
  return TRUE;
}

static DzEntity *
read_highlight (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  g_autoptr (DzAnchor) original = NULL, translation = NULL;
  DzAnchor **anchors[DZ_N_SIDES] = { &original, &translation };
  const char *document;

  if (!dz_json_take_id (json, "document", &document, error)
      || !read_anchors (json, document, reading, anchors, error))
    return NULL;
  if (original == NULL && translation == NULL)
    {
      dz_json_fail (json, error, _ ("the highlight that begins here has no passage on either side"));
      return NULL;
    }
  return DZ_ENTITY (dz_highlight_new (id, document, original, translation, NULL, ""));
}

static void
write_picture (DzEntity *self, DzProject *project, DzJsonWriter *writer)
{
  dz_json_writer_add_bytes (writer, "data", dz_picture_get_bytes (DZ_PICTURE (self)));
}

static gboolean
is_base64 (const char *text, gsize length)
{
  gsize n_padding = 0;

  if (length % 4 != 0)
    return FALSE;
  while (n_padding < 2 && n_padding < length && text[length - 1 - n_padding] == '=')
    n_padding++;
  for (gsize i = 0; i < length - n_padding; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
      return FALSE;
  return TRUE;
}

static DzEntity *
read_picture (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  DzJson *data = NULL;
  guchar *decoded;
  gsize length;

  if (!dz_json_take_optional (json, "data", DZ_JSON_STRING, &data, error))
    return NULL;
  if (data == NULL || !is_base64 (data->string, data->length))
    {
      dz_json_fail (json, error, _ ("the picture that begins here has no “%s” in Base64"), "data");
      return NULL;
    }
  decoded = g_base64_decode (data->string, &length);
  bytes = g_bytes_new_take (decoded, length);
  return DZ_ENTITY (dz_picture_new (id, "", "", bytes));
}

static DzEntity *
read_conflict (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  return DZ_ENTITY (dz_conflict_new (id, "", "", "", "", ""));
}

static const EntityType types[] = {
  { "block",
    dz_block_get_type,
    read_block,
    write_block,
    { "original", "original_spans", "translation", "translation_spans" } },
  { "conflict", dz_conflict_get_type, read_conflict, NULL },
  { "document", dz_document_get_type, read_document, write_document, { "blocks" } },
  { "highlight", dz_highlight_get_type, read_highlight, write_highlight, { "document", "original", "translation" } },
  { "picture", dz_picture_get_type, read_picture, write_picture, { "data" } },
  { "speaker", dz_speaker_get_type, read_speaker, NULL },
  { "tag", dz_tag_get_type, read_tag, write_tag, { "children" } },
};

static const EntityType *
find_type (GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].get_type () == type)
      return &types[i];
  g_return_val_if_reached (NULL);
}

const char *
dz_entity_type_to_word (GType type)
{
  return find_type (type)->word;
}

gboolean
dz_entity_type_from_word (const char *word, GType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].word, word))
      {
        *type = types[i].get_type ();
        return TRUE;
      }
  return FALSE;
}

void
dz_entity_to_json (DzEntity *self, DzProject *project, DzJsonWriter *writer)
{
  const EntityType *type = find_type (G_OBJECT_TYPE (self));

  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "id", dz_entity_get_id (self));
  if (type->get_type == dz_highlight_get_type)
    dz_json_writer_add_string (writer, "document", dz_highlight_get_document (DZ_HIGHLIGHT (self)));
  dz_fields_to_json (self, writer);
  if (type->write != NULL)
    type->write (self, project, writer);
  dz_unknown_to_json (self, writer);
  dz_json_writer_end (writer);
}

static gboolean
check_id (DzJson *json, const char *id, DzReading *reading, GError **error)
{
  if (reading->ids == NULL || g_hash_table_add (reading->ids, g_strdup (id)))
    return TRUE;
  return dz_json_fail (json, error, _ ("the id “%s” is there already"), id);
}

DzEntity *
dz_entity_from_json (DzJson *json, GType gtype, DzReading *reading, GError **error)
{
  const EntityType *type = find_type (gtype);
  g_autoptr (DzEntity) entity = NULL;
  g_autofree char *unknown = NULL;
  const char *id;

  if (!dz_json_check_type (json, DZ_JSON_OBJECT, error) || !dz_json_take_id (json, "id", &id, error)
      || !check_id (json, id, reading, error))
    return NULL;
  entity = type->read (json, id, reading, error);
  if (entity == NULL || !dz_fields_from_json (entity, json, reading, error))
    return NULL;
  unknown = dz_json_dup_rest (json);
  if (unknown != NULL)
    dz_entity_init_unknown (entity, unknown);
  return g_steal_pointer (&entity);
}
