#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-json-take.h"
#include "store/dz-merge.h"
#include "store/dz-text-json.h"

static const char *
value_of (DzConflict *conflict, DzConflictChoice choice)
{
  if (choice == DZ_CONFLICT_OURS)
    return dz_conflict_get_ours (conflict);
  return choice == DZ_CONFLICT_THEIRS ? dz_conflict_get_theirs (conflict) : dz_conflict_get_base (conflict);
}

/* What a passage covers now where it would lie. */
static char *
show_anchor (DzProject *project, DzJson *root, DzSide side)
{
  DzReading reading = { .lenient = TRUE };
  g_autoptr (DzAnchor) anchor = dz_anchor_from_json (root, &reading, NULL);
  DzBlock *block;

  if (anchor == NULL)
    return g_strdup ("");
  if (anchor->orphan)
    return g_strdup (anchor->quote);
  block = dz_project_lookup_block (project, anchor->start_block);
  if (block == NULL)
    return g_strdup ("");
  return dz_text_dup_slice_string (dz_block_get_text (block, side), anchor->start,
                                   g_str_equal (anchor->start_block, anchor->end_block)
                                       ? MIN (anchor->end, dz_text_get_length (dz_block_get_text (block, side)))
                                       : dz_text_get_length (dz_block_get_text (block, side)));
}

static void
append_strings (GString *shown, DzProject *project, DzJson *list)
{
  for (DzJson *json = list->child; json != NULL; json = json->next)
    if (json->type == DZ_JSON_STRING)
      {
        DzTag *tag = dz_project_lookup_tag (project, json->string);

        g_string_append_printf (shown, "%s%s", shown->len > 0 ? " · " : "", tag ? dz_tag_get_name (tag) : json->string);
      }
    else if (json->type == DZ_JSON_ARRAY)
      append_strings (shown, project, json);
}

/* Of a whole block its texts, of anything else its name or note. */
static char *
show_entity (DzJson *root)
{
  static const char *const members[] = { "original", "translation", "name", "note", "title", NULL };
  GString *shown = g_string_new (NULL);

  for (const char *const *name = members; *name != NULL; name++)
    for (DzJson *json = root->child; json != NULL; json = json->next)
      if (json->type == DZ_JSON_STRING && g_strcmp0 (json->key, *name) == 0)
        g_string_append_printf (shown, "%s%s", shown->len > 0 ? "\n" : "", json->string);
  return g_string_free (shown, FALSE);
}

static char *
show_object (DzProject *project, DzConflict *conflict, DzJson *root)
{
  const char *what = dz_conflict_get_what (conflict);

  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    if (g_str_has_prefix (what, dz_side_to_word (side)))
      {
        DzReading reading = { .lenient = TRUE };
        g_autoptr (DzText) text = NULL;

        if (g_str_has_suffix (what, "-anchor"))
          return show_anchor (project, root, side);
        text = dz_text_from_json (root, &reading, NULL);
        return g_strdup (text != NULL ? dz_text_get_string (text) : "");
      }
  return show_entity (root);
}

static char *
show_string (DzProject *project, DzConflict *conflict, const char *string)
{
  const char *what = dz_conflict_get_what (conflict);
  DzEntity *entity = dz_project_lookup (project, string);

  if (g_str_equal (what, "speaker") && DZ_IS_SPEAKER (entity))
    return g_strdup (dz_speaker_get_name (DZ_SPEAKER (entity)));
  if (!g_str_equal (what, "place"))
    return g_strdup (string);
  if (DZ_IS_TAG (entity))
    return dz_tag_dup_path (DZ_TAG (entity));
  return g_strdup (DZ_IS_DOCUMENT (entity) ? dz_document_get_title (DZ_DOCUMENT (entity)) : _ ("At the top"));
}

char *
dz_conflict_dup_shown (DzProject *project, DzConflict *conflict, DzConflictChoice choice)
{
  const char *json = value_of (conflict, choice);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (DzJsonTree) tree = *json != '\0' ? dz_json_parse (bytes, NULL) : NULL;
  DzJson *root = tree != NULL ? dz_json_tree_get_root (tree) : NULL;
  GString *shown;

  if (root == NULL)
    return g_strdup ("");
  switch (root->type)
    {
    case DZ_JSON_STRING:
      return show_string (project, conflict, root->string);
    case DZ_JSON_NUMBER:
      return g_strdup (root->string);
    case DZ_JSON_BOOLEAN:
      return g_strdup (root->boolean ? _ ("yes") : _ ("no"));
    case DZ_JSON_OBJECT:
      return show_object (project, conflict, root);
    case DZ_JSON_ARRAY:
      shown = g_string_new (NULL);
      append_strings (shown, project, root);
      return g_string_free (shown, FALSE);
    default:
      return g_strdup ("");
    }
}

/* The thing itself. */
static char *
name_target (DzProject *project, DzConflict *conflict)
{
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));
  g_autofree char *quote = NULL;

  if (DZ_IS_BLOCK (target))
    {
      DzDocument *document = dz_project_document_of (project, DZ_BLOCK (target));

      return g_strdup_printf (_ ("Block %u"), dz_document_index_of (document, DZ_BLOCK (target)) + 1);
    }
  if (DZ_IS_TAG (target))
    return g_strdup_printf (_ ("Tag “%s”"), dz_tag_get_name (DZ_TAG (target)));
  if (DZ_IS_SPEAKER (target))
    return g_strdup_printf (_ ("Speaker “%s”"), dz_speaker_get_name (DZ_SPEAKER (target)));
  if (DZ_IS_DOCUMENT (target))
    return g_strdup_printf (_ ("Document “%s”"), dz_document_get_title (DZ_DOCUMENT (target)));
  if (!DZ_IS_HIGHLIGHT (target))
    return g_strdup (DZ_IS_PROJECT (target) ? _ ("Project") : _ ("Something that is gone meanwhile"));
  quote = dz_project_dup_quote (project, DZ_HIGHLIGHT (target), DZ_SIDE_ORIGINAL);
  if (quote == NULL)
    quote = dz_project_dup_quote (project, DZ_HIGHLIGHT (target), DZ_SIDE_TRANSLATION);
  return g_strdup_printf (_ ("Highlight “%s”"), quote != NULL ? quote : "");
}

/* (nullable): what of it */
static const char *
name_what (const char *what)
{
  static const struct
  {
    const char *what;
    const char *name;
  } names[] = {
    { "original", N_ ("original") },
    { "translation", N_ ("translation") },
    { "original-anchor", N_ ("passage in the original") },
    { "translation-anchor", N_ ("passage in the translation") },
    { "presence", N_ ("changed in one copy, removed in the other") },
    { "place", N_ ("where it belongs") },
    { "name", N_ ("name") },
    { "translated-name", N_ ("translated name") },
    { "title", N_ ("title") },
    { "note", N_ ("note") },
    { "color", N_ ("colour") },
    { "description", N_ ("description") },
    { "speaker", N_ ("speaker") },
    { "kind", N_ ("kind") },
    { "source", N_ ("picture") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].what, what))
      return _ (names[i].name);
  return what;
}

char *
dz_conflict_dup_title (DzProject *project, DzConflict *conflict)
{
  g_autofree char *target = name_target (project, conflict);

  /* Translators: a thing and what of it, as "Block 12: translation" */
  return g_strdup_printf (_ ("%s: %s"), target, name_what (dz_conflict_get_what (conflict)));
}
