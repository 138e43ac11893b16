#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-change-json.h"
#include "store/dz-entity-json.h"
#include "store/dz-json-take.h"
#include "store/dz-variant-json.h"

typedef enum
{
  HAS_TARGET = 1 << 0,
  HAS_SIDE = 1 << 1,
  HAS_POSITION = 1 << 2,
  HAS_POSITION2 = 1 << 3,
  HAS_TEXTS = 1 << 4,
  HAS_PARENT = 1 << 5, /* which may be missing: the top */
  HAS_PARENT2 = 1 << 6,
  HAS_OBJECTS = 1 << 7,
  HAS_FIELD = 1 << 8,
  HAS_ANCHORS = 1 << 9,
} Parts;

static const struct
{
  const char *word;
  Parts parts;
} kinds[] = {
  [DZ_CHANGE_TEXT] = { "text", HAS_TARGET | HAS_SIDE | HAS_POSITION | HAS_TEXTS },
  [DZ_CHANGE_SPLIT] = { "split", HAS_TARGET | HAS_POSITION | HAS_POSITION2 | HAS_OBJECTS },
  [DZ_CHANGE_JOIN] = { "join", HAS_TARGET | HAS_POSITION | HAS_POSITION2 | HAS_OBJECTS },
  [DZ_CHANGE_INSERT] = { "insert", HAS_PARENT | HAS_POSITION | HAS_OBJECTS },
  [DZ_CHANGE_REMOVE] = { "remove", HAS_PARENT | HAS_POSITION | HAS_OBJECTS },
  [DZ_CHANGE_MOVE] = { "move", HAS_TARGET | HAS_PARENT | HAS_POSITION | HAS_PARENT2 | HAS_POSITION2 },
  [DZ_CHANGE_SET] = { "set", HAS_TARGET | HAS_FIELD },
  [DZ_CHANGE_ANCHOR] = { "anchor", HAS_TARGET | HAS_SIDE | HAS_ANCHORS },
};

static void
write_anchor (DzAnchor *anchor, DzJsonWriter *writer, const char *key)
{
  if (anchor != NULL)
    dz_anchor_to_json (anchor, writer, key, NULL, NULL, NULL);
}

static void
write_objects (DzChange *change, DzJsonWriter *writer)
{
  dz_json_writer_add_string (writer, "type",
                             dz_entity_type_to_word (G_OBJECT_TYPE (g_ptr_array_index (change->objects, 0))));
  dz_json_writer_begin_array (writer, "objects");
  for (guint i = 0; i < change->objects->len; i++)
    dz_entity_to_json (g_ptr_array_index (change->objects, i), NULL, writer);
  dz_json_writer_end (writer);
}

static void
write_field (DzChange *change, DzJsonWriter *writer)
{
  dz_json_writer_add_string (writer, "field", change->field);
  dz_json_writer_add_string (writer, "value_type", g_variant_get_type_string (change->new_value));
  dz_variant_to_json (change->old_value, writer, "old_value");
  dz_variant_to_json (change->new_value, writer, "new_value");
}

/* Without them, who replays a step change by change would find other words for a passage that was deleted piece by
 * piece. That a change was prepared shows in its having a list, though it be empty. */
static void
write_effects (DzChange *change, DzJsonWriter *writer)
{
  if (!change->prepared && change->effects == NULL)
    return;
  dz_json_writer_begin_array (writer, "effects");
  for (guint i = 0; change->effects != NULL && i < change->effects->len; i++)
    {
      const DzAnchorEffect *effect = g_ptr_array_index (change->effects, i);

      dz_json_writer_begin_object (writer, NULL);
      dz_json_writer_add_string (writer, "highlight", effect->highlight);
      dz_json_writer_add_string (writer, "side", dz_side_to_word (effect->side));
      write_anchor (effect->before, writer, "before");
      write_anchor (effect->after, writer, "after");
      dz_json_writer_end (writer);
    }
  dz_json_writer_end (writer);
}

static void
write_places (DzChange *change, Parts parts, DzJsonWriter *writer)
{
  if (parts & HAS_TARGET)
    dz_json_writer_add_string (writer, "target", change->target);
  if (parts & HAS_SIDE)
    dz_json_writer_add_string (writer, "side", dz_side_to_word (change->side));
  if (change->parent != NULL && parts & HAS_PARENT)
    dz_json_writer_add_string (writer, "parent", change->parent);
  if (parts & HAS_POSITION)
    dz_json_writer_add_uint (writer, "position", change->position);
  if (change->parent2 != NULL && parts & HAS_PARENT2)
    dz_json_writer_add_string (writer, "parent2", change->parent2);
  if (parts & HAS_POSITION2)
    dz_json_writer_add_uint (writer, "position2", change->position2);
}

char *
dz_change_to_json (DzChange *change)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);
  Parts parts = kinds[change->kind].parts;

  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "kind", kinds[change->kind].word);
  write_places (change, parts, writer);
  if (parts & HAS_TEXTS)
    {
      dz_text_to_json (change->removed, writer, "removed");
      dz_text_to_json (change->inserted, writer, "inserted");
    }
  if (parts & HAS_OBJECTS)
    write_objects (change, writer);
  if (parts & HAS_FIELD)
    write_field (change, writer);
  if (parts & HAS_ANCHORS)
    {
      write_anchor (change->old_anchor, writer, "old_anchor");
      write_anchor (change->new_anchor, writer, "new_anchor");
    }
  write_effects (change, writer);
  dz_json_writer_end (writer);
  return dz_json_writer_dup_string (writer);
}

static gboolean
read_id (DzJson *json, const char *key, gboolean optional, char **id, GError **error)
{
  const char *value = NULL;

  if (optional ? !dz_json_take_optional_string (json, key, &value, error) : !dz_json_take_id (json, key, &value, error))
    return FALSE;
  *id = g_strdup (value);
  return TRUE;
}

static gboolean
read_side (DzJson *json, DzSide *side, GError **error)
{
  const char *word;

  if (!dz_json_take_string (json, "side", &word, error))
    return FALSE;
  return dz_side_from_word (word, side) || dz_json_fail (json, error, _ ("there is no side “%s”"), word);
}

static gboolean
read_places (DzJson *json, Parts parts, DzChange *change, GError **error)
{
  return (!(parts & HAS_TARGET) || read_id (json, "target", FALSE, &change->target, error))
         && (!(parts & HAS_SIDE) || read_side (json, &change->side, error))
         && (!(parts & HAS_PARENT) || read_id (json, "parent", TRUE, &change->parent, error))
         && (!(parts & HAS_POSITION) || dz_json_take_uint (json, "position", &change->position, error))
         && (!(parts & HAS_PARENT2) || read_id (json, "parent2", TRUE, &change->parent2, error))
         && (!(parts & HAS_POSITION2) || dz_json_take_uint (json, "position2", &change->position2, error));
}

static gboolean
take (DzJson *json, const char *key, DzJson **value, GError **error)
{
  *value = dz_json_take (json, key);
  return *value != NULL || dz_json_fail (json, error, _ ("the object that begins here has no “%s”"), key);
}

static gboolean
read_texts (DzJson *json, DzChange *change, DzReading *reading, GError **error)
{
  DzJson *removed, *inserted;

  if (!take (json, "removed", &removed, error) || !take (json, "inserted", &inserted, error))
    return FALSE;
  change->removed = dz_text_from_json (removed, reading, error);
  if (change->removed == NULL)
    return FALSE;
  change->inserted = dz_text_from_json (inserted, reading, error);
  return change->inserted != NULL;
}

static gboolean
read_objects (DzJson *json, DzChange *change, DzReading *reading, GError **error)
{
  DzJson *objects = NULL;
  const char *word;
  GType type;

  if (!dz_json_take_string (json, "type", &word, error)
      || !dz_json_take_optional (json, "objects", DZ_JSON_ARRAY, &objects, error))
    return FALSE;
  if (!dz_entity_type_from_word (word, &type))
    return dz_json_fail (json, error, _ ("there is no kind of object “%s”"), word);
  if (objects == NULL || objects->length == 0)
    return dz_json_fail (json, error, _ ("“%s” is empty"), "objects");
  change->objects = g_ptr_array_new_with_free_func (g_object_unref);
  for (DzJson *child = objects->child; child != NULL; child = child->next)
    {
      DzEntity *entity = dz_entity_from_json (child, type, reading, error);

      if (entity == NULL)
        return FALSE;
      g_ptr_array_add (change->objects, entity);
    }
  return TRUE;
}

/* Unknown members travel as the text of an object. */
static gboolean
check_unknown (DzJson *json, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DzJsonTree) tree = NULL;

  if (!dz_json_check_type (json, DZ_JSON_STRING, error) || json->length == 0)
    return json->type == DZ_JSON_STRING;
  bytes = g_bytes_new_static (json->string, json->length);
  tree = dz_json_parse (bytes, error);
  return tree != NULL && dz_json_check_type (dz_json_tree_get_root (tree), DZ_JSON_OBJECT, error);
}

static gboolean
read_field (DzJson *json, DzChange *change, GError **error)
{
  DzJson *old_value, *new_value;
  const char *type;

  if (!read_id (json, "field", FALSE, &change->field, error) || !dz_json_take_string (json, "value_type", &type, error)
      || !take (json, "old_value", &old_value, error) || !take (json, "new_value", &new_value, error))
    return FALSE;
  if (g_str_equal (change->field, DZ_FIELD_UNKNOWN) && !check_unknown (new_value, error))
    return FALSE;
  if (!g_variant_type_string_is_valid (type) || !dz_variant_type_has_json (G_VARIANT_TYPE (type)))
    return dz_json_fail (json, error, _ ("there is no kind of value “%s”"), type);
  change->old_value = dz_variant_from_json (old_value, G_VARIANT_TYPE (type), error);
  if (change->old_value == NULL)
    return FALSE;
  change->new_value = dz_variant_from_json (new_value, G_VARIANT_TYPE (type), error);
  return change->new_value != NULL;
}

static gboolean
read_anchor (DzJson *json, const char *key, DzAnchor **anchor, DzReading *reading, GError **error)
{
  DzJson *member = dz_json_take (json, key);

  if (member == NULL)
    return TRUE;
  *anchor = dz_anchor_from_json (member, reading, error);
  return *anchor != NULL;
}

static gboolean
read_effect (DzJson *json, DzChange *change, DzReading *reading, GError **error)
{
  g_autoptr (DzAnchor) before = NULL, after = NULL;
  const char *highlight;
  DzSide side;

  if (!dz_json_check_type (json, DZ_JSON_OBJECT, error) || !dz_json_take_id (json, "highlight", &highlight, error)
      || !read_side (json, &side, error) || !read_anchor (json, "before", &before, reading, error)
      || !read_anchor (json, "after", &after, reading, error))
    return FALSE;
  dz_reading_finish_value (reading, json);
  dz_change_add_effect (change, highlight, side, before, after);
  return TRUE;
}

static gboolean
read_effects (DzJson *json, DzChange *change, DzReading *reading, GError **error)
{
  DzJson *effects = NULL;

  if (!dz_json_take_optional (json, "effects", DZ_JSON_ARRAY, &effects, error))
    return FALSE;
  if (effects == NULL)
    return TRUE;
  change->prepared = TRUE;
  for (DzJson *child = effects->child; child != NULL; child = child->next)
    if (!read_effect (child, change, reading, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_kind (DzJson *json, DzChangeKind *kind, GError **error)
{
  const char *word;

  if (!dz_json_check_type (json, DZ_JSON_OBJECT, error) || !dz_json_take_string (json, "kind", &word, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].word, word) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return dz_json_fail (json, error, _ ("there is no kind of change “%s”"), word);
}

DzChange *
dz_change_from_json (const char *line, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (line, strlen (line));
  g_autoptr (DzJsonTree) tree = dz_json_parse (bytes, error);
  g_autoptr (DzChange) change = NULL;
  DzReading reading = { 0 };
  DzChangeKind kind = DZ_CHANGE_TEXT;
  DzJson *json;
  Parts parts;

  if (tree == NULL)
    return NULL;
  json = dz_json_tree_get_root (tree);
  if (!read_kind (json, &kind, error))
    return NULL;
  change = dz_change_new (kind);
  parts = kinds[kind].parts;
  if (!read_places (json, parts, change, error) || ((parts & HAS_TEXTS) && !read_texts (json, change, &reading, error))
      || ((parts & HAS_OBJECTS) && !read_objects (json, change, &reading, error))
      || ((parts & HAS_FIELD) && !read_field (json, change, error))
      || ((parts & HAS_ANCHORS)
          && (!read_anchor (json, "old_anchor", &change->old_anchor, &reading, error)
              || !read_anchor (json, "new_anchor", &change->new_anchor, &reading, error)))
      || !read_effects (json, change, &reading, error))
    return NULL;
  dz_reading_finish_value (&reading, json);
  if (!reading.lost)
    return g_steal_pointer (&change);
  dz_json_fail (json, error, _ ("a later version of Duizhao wrote this change"));
  return NULL;
}
