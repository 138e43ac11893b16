#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-json-take.h"
#include "store/dz-merge-private.h"
#include "store/dz-text-json.h"

static const char *
find_string (DzJson *object, const char *key)
{
  for (DzJson *json = object->child; json != NULL; json = json->next)
    if (json->type == DZ_JSON_STRING && g_strcmp0 (json->key, key) == 0)
      return json->string;
  return NULL;
}

/* The words of a passage in brackets, between those around it: where only its ends differ, that is seen too. */
static char *
show_anchor (DzJson *anchor)
{
  const char *quote = find_string (anchor, "quote");
  const char *before = find_string (anchor, "before"), *after = find_string (anchor, "after");

  if (quote == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s[%s]%s", before != NULL ? before : "", quote, after != NULL ? after : "");
}

static void
append_line (GString *shown, const char *line)
{
  g_string_append_printf (shown, "%s%s", shown->len > 0 ? "\n" : "", line);
}

/* Of a whole block its texts, of a highlight its words, of anything else its name, and what was written about it. */
static char *
show_entity (DzJson *entity)
{
  static const char *const members[] = { "original", "translation", "name", "title", "note", "description", NULL };
  GString *shown = g_string_new (NULL);

  for (const char *const *name = members; *name != NULL; name++)
    for (DzJson *json = entity->child; json != NULL; json = json->next)
      {
        const char *line = json->type == DZ_JSON_OBJECT ? find_string (json, "quote") : NULL;

        if (json->type == DZ_JSON_STRING)
          line = json->string;
        if (line != NULL && g_strcmp0 (json->key, *name) == 0)
          append_line (shown, line);
      }
  return g_string_free (shown, FALSE);
}

static char *
show_object (DzConflict *conflict, DzJson *object)
{
  DzReading reading = { .lenient = TRUE };
  g_autoptr (DzText) text = NULL;
  DzSide side;

  if (dz_conflict_is_of_anchor (conflict, &side))
    return show_anchor (object);
  if (!dz_conflict_is_of_text (conflict, &side))
    return show_entity (object);
  text = dz_text_from_json (object, &reading, NULL);
  return g_strdup (text != NULL ? dz_text_get_string (text) : "");
}

/* Tags by their names; of other lists each entry, and of pairs what is called how. */
static char *
show_list (DzProject *project, DzJson *list)
{
  GString *shown = g_string_new (NULL);

  for (DzJson *json = list->child; json != NULL; json = json->next)
    {
      DzTag *tag = json->type == DZ_JSON_STRING ? dz_project_lookup_tag (project, json->string) : NULL;
      DzJson *name = json->type == DZ_JSON_ARRAY ? json->child : NULL;
      g_autofree char *pair = NULL;

      if (json->type == DZ_JSON_STRING)
        append_line (shown, tag != NULL ? dz_tag_get_name (tag) : json->string);
      if (name == NULL || name->type != DZ_JSON_STRING || name->next == NULL || name->next->type != DZ_JSON_STRING)
        continue;
      /* Translators: one of a document's details, as "Recorded by: Wang" */
      pair = g_strdup_printf (_ ("%s: %s"), name->string, name->next->string);
      append_line (shown, pair);
    }
  return g_string_free (shown, FALSE);
}

static const char *
show_kind (const char *word)
{
  static const char *const names[DZ_N_BLOCK_KINDS] = {
    [DZ_BLOCK_PARAGRAPH] = N_ ("Paragraph"), [DZ_BLOCK_HEADING] = N_ ("Heading"), [DZ_BLOCK_LIST_ITEM] = N_ ("List item"),
    [DZ_BLOCK_QUOTATION] = N_ ("Quotation"), [DZ_BLOCK_PICTURE] = N_ ("Picture"), [DZ_BLOCK_RULE] = N_ ("Rule"),
  };
  DzBlockKind kind;

  return dz_block_kind_from_word (word, &kind) ? _ (names[kind]) : word;
}

/* The name of a picture of the project, or where it lies. */
static const char *
show_address (DzProject *project, const char *address)
{
  static const char prefix[] = "picture:";
  DzPicture *picture = g_str_has_prefix (address, prefix) ? dz_project_lookup_picture (project, address + strlen (prefix)) : NULL;

  return picture != NULL && *dz_picture_get_name (picture) != '\0' ? dz_picture_get_name (picture) : address;
}

static char *
show_place (DzProject *project, const char *id)
{
  DzEntity *entity = *id != '\0' ? dz_project_lookup (project, id) : NULL;

  if (DZ_IS_TAG (entity))
    return dz_tag_dup_path (DZ_TAG (entity));
  if (DZ_IS_DOCUMENT (entity))
    return g_strdup (dz_document_get_title (DZ_DOCUMENT (entity)));
  return g_strdup (*id != '\0' ? _ ("Under a tag that is gone meanwhile") : _ ("At the top"));
}

static char *
show_string (DzProject *project, DzConflict *conflict, const char *string)
{
  const char *what = dz_conflict_get_what (conflict);
  DzSpeaker *speaker;

  if (dz_conflict_is_of_place (project, conflict))
    return show_place (project, string);
  if (g_str_equal (what, "kind"))
    return g_strdup (show_kind (string));
  if (g_str_equal (what, "source") || g_str_equal (what, "cover"))
    return g_strdup (show_address (project, string));
  if (!g_str_equal (what, "speaker") || *string == '\0')
    return g_strdup (string);
  speaker = dz_project_lookup_speaker (project, string);
  return g_strdup (speaker != NULL ? dz_speaker_get_name (speaker) : _ ("A speaker who is gone meanwhile"));
}

static char *
show (DzProject *project, DzConflict *conflict, DzJson *json)
{
  switch (json->type)
    {
    case DZ_JSON_STRING:
      return show_string (project, conflict, json->string);
    case DZ_JSON_NUMBER:
      return g_strdup (json->string);
    case DZ_JSON_BOOLEAN:
      return g_strdup (json->boolean ? _ ("yes") : _ ("no"));
    case DZ_JSON_OBJECT:
      return show_object (conflict, json);
    case DZ_JSON_ARRAY:
      return show_list (project, json);
    default:
      return g_strdup ("");
    }
}

/* (transfer full) (nullable): what stands there, as JSON; of what has a value at all. */
static char *
dup_now (DzProject *project, DzConflict *conflict)
{
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));
  const char *what = dz_conflict_get_what (conflict);
  DzSide side;

  if (DZ_IS_BLOCK (target) && dz_conflict_is_of_text (conflict, &side))
    return dz_merge_text_json (dz_block_get_text (DZ_BLOCK (target), side));
  for (const DzField *field = target != NULL ? dz_entity_get_fields (target) : NULL; field && field->name; field++)
    if (g_str_equal (field->name, what))
      {
        g_autoptr (GVariant) value = dz_entity_dup_field (target, what);

        return dz_merge_value_json (value);
      }
  return NULL;
}

char *
dz_conflict_dup_shown (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  g_autofree char *now = choice == DZ_CONFLICT_NOW ? dup_now (project, conflict) : NULL;
  const char *json = now != NULL ? now : dz_conflict_get_value (conflict, choice);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (DzJsonTree) tree = *json != '\0' ? dz_json_parse (bytes, NULL) : NULL;

  return tree != NULL ? show (project, conflict, dz_json_tree_get_root (tree)) : g_strdup ("");
}
