#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-entity-json.h"
#include "store/dz-merge-private.h"
#include "store/dz-variant-json.h"

char *
dz_merge_text_json (DzText *text)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_text_to_json (text, writer, NULL);
  return dz_json_writer_dup_string (writer);
}

char *
dz_merge_value_json (GVariant *value)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_variant_to_json (value, writer, NULL);
  return dz_json_writer_dup_string (writer);
}

char *
dz_merge_string_json (const char *string)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_json_writer_add_string (writer, NULL, string);
  return dz_json_writer_dup_string (writer);
}

char *
dz_merge_entity_json (DzMerge *self, DzCopy copy, DzEntity *entity)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_entity_to_json (entity, self->copies[copy], writer);
  return dz_json_writer_dup_string (writer);
}

char *
dz_merge_anchor_json (DzMerge *self, DzSide side, DzAnchor *anchor)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);
  g_autofree char *quote = NULL, *before = NULL, *after = NULL;

  if (anchor == NULL)
    return NULL;
  /* With its words, for the text may be another one by the time that somebody chooses. */
  quote = dz_project_dup_passage (self->merged, side, anchor);
  dz_project_dup_surroundings (self->merged, side, anchor, &before, &after);
  dz_anchor_to_json (anchor, writer, NULL, quote, before, after);
  return dz_json_writer_dup_string (writer);
}

/* The ids that both kept or either added, in an order that both would give them. */
static GVariant *
merge_ids (GVariant *base, GVariant *ours, GVariant *theirs)
{
  g_autofree const char **before = base != NULL ? g_variant_get_strv (base, NULL) : g_new0 (const char *, 1);
  g_autofree const char **left = g_variant_get_strv (ours, NULL);
  g_autofree const char **right = g_variant_get_strv (theirs, NULL);
  g_autoptr (GPtrArray) base_ids = g_ptr_array_new (), our_ids = g_ptr_array_new (), their_ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) moved = NULL, order = NULL;

  for (guint i = 0; before[i] != NULL; i++)
    g_ptr_array_add (base_ids, (gpointer)before[i]);
  for (guint i = 0; left[i] != NULL; i++)
    if (!g_strv_contains (before, left[i]) || g_strv_contains (right, left[i]))
      g_ptr_array_add (our_ids, (gpointer)left[i]);
  for (guint i = 0; right[i] != NULL; i++)
    if (!g_strv_contains (before, right[i]) || g_strv_contains (left, right[i]))
      g_ptr_array_add (their_ids, (gpointer)right[i]);
  order = dz_merge_order (base_ids, our_ids, their_ids, &moved);
  return g_variant_ref_sink (g_variant_new_strv ((const char *const *)order->pdata, (gssize)order->len));
}

/* What a person wrote is merged by word, as a text is. NULL when that cannot be. */
static GVariant *
merge_strings (GVariant *base, GVariant *ours, GVariant *theirs)
{
  g_autoptr (DzText) before = base != NULL ? dz_text_new (g_variant_get_string (base, NULL)) : NULL;
  g_autoptr (DzText) left = dz_text_new (g_variant_get_string (ours, NULL));
  g_autoptr (DzText) right = dz_text_new (g_variant_get_string (theirs, NULL));
  gboolean conflict;
  g_autoptr (DzText) merged = dz_merge_texts (before, left, right, &conflict);

  return conflict ? NULL : g_variant_ref_sink (g_variant_new_string (dz_text_get_string (merged)));
}

/* Of two states that both chose, the one that promises less. */
static GVariant *
merge_states (GVariant *ours, GVariant *theirs)
{
  DzState left = DZ_STATE_UNTRANSLATED, right = DZ_STATE_UNTRANSLATED;

  dz_state_from_word (g_variant_get_string (ours, NULL), &left);
  dz_state_from_word (g_variant_get_string (theirs, NULL), &right);
  return g_variant_ref_sink (g_variant_new_string (dz_state_to_word (MIN (left, right))));
}

/* Of two texts of which a translation was made, any: that there is one says what is to be done. */
static GVariant *
merge_earlier (GVariant *ours, GVariant *theirs)
{
  return g_variant_ref (strcmp (g_variant_get_string (ours, NULL), g_variant_get_string (theirs, NULL)) >= 0 ? ours : theirs);
}

static GVariant *
merge_specially (const char *name, GVariant *base, GVariant *ours, GVariant *theirs)
{
  if (g_str_equal (name, "tags"))
    return merge_ids (base, ours, theirs);
  if (g_str_equal (name, "state"))
    return merge_states (ours, theirs);
  if (g_str_equal (name, "earlier-original"))
    return merge_earlier (ours, theirs);
  if (g_str_equal (name, "note") || g_str_equal (name, "description") || g_str_equal (name, "summary"))
    return merge_strings (base, ours, theirs);
  return NULL;
}

static GVariant *
merge_field (DzMerge *self, DzEntity *const entities[DZ_N_COPIES], const char *name)
{
  g_autoptr (GVariant) ours = dz_entity_dup_field (entities[DZ_OURS], name);
  g_autoptr (GVariant) theirs = dz_entity_dup_field (entities[DZ_THEIRS], name);
  g_autoptr (GVariant) base = entities[DZ_BASE] != NULL ? dz_entity_dup_field (entities[DZ_BASE], name) : NULL;
  GVariant *merged;
  char *json[DZ_N_COPIES];

  if (g_variant_equal (ours, theirs) || (base != NULL && g_variant_equal (theirs, base)))
    return g_steal_pointer (&ours);
  if (base != NULL && g_variant_equal (ours, base))
    return g_steal_pointer (&theirs);
  merged = merge_specially (name, base, ours, theirs);
  if (merged != NULL)
    return merged;
  json[DZ_OURS] = dz_merge_value_json (ours);
  json[DZ_THEIRS] = dz_merge_value_json (theirs);
  json[DZ_BASE] = base != NULL ? dz_merge_value_json (base) : NULL;
  merged = g_variant_ref (strcmp (json[DZ_OURS], json[DZ_THEIRS]) >= 0 ? ours : theirs);
  dz_merge_conflict (self, dz_entity_get_id (entities[DZ_OURS]), name, json[DZ_BASE], json[DZ_OURS], json[DZ_THEIRS]);
  return merged;
}

static const char *
merge_unknown (DzEntity *const entities[DZ_N_COPIES])
{
  const char *ours = dz_entity_get_unknown (entities[DZ_OURS]);
  const char *theirs = dz_entity_get_unknown (entities[DZ_THEIRS]);
  const char *base = entities[DZ_BASE] != NULL ? dz_entity_get_unknown (entities[DZ_BASE]) : NULL;

  if (g_strcmp0 (ours, base) == 0)
    return theirs;
  if (g_strcmp0 (theirs, base) == 0)
    return ours;
  return g_strcmp0 (ours, theirs) >= 0 ? ours : theirs;
}

void
dz_merge_fields (DzMerge *self, DzEntity *result, gboolean is_project)
{
  const char *id = dz_entity_get_id (result);
  DzEntity *entities[DZ_N_COPIES];

  for (guint i = 0; i < DZ_N_COPIES; i++)
    entities[i] = is_project ? (DzEntity *)self->copies[i] : dz_merge_lookup (self, i, G_OBJECT_TYPE (result), id);
  for (guint i = 0; i < DZ_BASE; i++)
    if (entities[i] == NULL)
      entities[i] = entities[1 - i];
  if (entities[DZ_OURS] == NULL)
    return;
  /* Both have it open already: whose is called ours there is nothing to disagree about. */
  if (DZ_IS_CONFLICT (result))
    entities[DZ_THEIRS] = entities[DZ_OURS];
  for (const DzField *field = dz_entity_get_fields (result); field->name != NULL; field++)
    {
      g_autoptr (GVariant) value = merge_field (self, entities, field->name);

      if (is_project)
        dz_project_build_field (DZ_PROJECT (result), field->name, value);
      else
        dz_entity_init_field (result, field->name, value, NULL);
    }
  dz_entity_init_unknown (result, merge_unknown (entities));
}
