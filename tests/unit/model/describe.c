#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "describe.h"

static void
describe_fields (GString *out, gpointer entity)
{
  g_string_append_printf (out, "%s %s", G_OBJECT_TYPE_NAME (entity), dz_entity_get_id (entity));
  for (const DzField *field = dz_entity_get_fields (entity); field->name != NULL; field++)
    {
      g_autoptr (GVariant) value = dz_entity_dup_field (entity, field->name);
      g_autofree char *shown = g_variant_print (value, FALSE);

      g_string_append_printf (out, " %s=%s", field->name, shown);
    }
  g_string_append_c (out, '\n');
}

static void
describe_text (GString *out, DzText *text)
{
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);

  g_string_append_printf (out, "  “%s”", dz_text_get_string (text));
  for (guint i = 0; i < n_spans; i++)
    g_string_append_printf (out, " %u-%u %s %s", spans[i].start, spans[i].end, spans[i].kind,
                            spans[i].value != NULL ? spans[i].value : "");
  g_string_append_c (out, '\n');
}

static void
describe_anchor (GString *out, DzAnchor *anchor)
{
  if (anchor == NULL)
    g_string_append (out, "  nowhere\n");
  else
    g_string_append_printf (out, "  %s:%u %s:%u %d «%s» «%s» «%s»\n", anchor->start_block, anchor->start,
                            anchor->end_block, anchor->end, anchor->orphan, anchor->quote, anchor->before,
                            anchor->after);
}

static void
describe_list (GString *out, GListModel *list)
{
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (list, i);

      describe_fields (out, object);
      if (DZ_IS_DOCUMENT (object))
        describe_list (out, G_LIST_MODEL (object));
      if (DZ_IS_BLOCK (object))
        for (guint side = 0; side < DZ_N_SIDES; side++)
          describe_text (out, dz_block_get_text (DZ_BLOCK (object), side));
      if (DZ_IS_HIGHLIGHT (object))
        for (guint side = 0; side < DZ_N_SIDES; side++)
          describe_anchor (out, dz_highlight_get_anchor (DZ_HIGHLIGHT (object), side));
      if (DZ_IS_TAG (object))
        {
          g_string_append_printf (out, "  %u {\n", dz_tag_get_n_highlights (DZ_TAG (object)));
          describe_list (out, dz_tag_get_children (DZ_TAG (object)));
          g_string_append (out, "  }\n");
        }
    }
}

char *
describe_project (DzProject *project)
{
  GString *out = g_string_new (NULL);

  describe_fields (out, project);
  describe_list (out, dz_project_get_speakers (project));
  describe_list (out, dz_project_get_tags (project));
  describe_list (out, dz_project_get_documents (project));
  describe_list (out, dz_project_get_highlights (project));
  describe_list (out, dz_project_get_pictures (project));
  return g_string_free (out, FALSE);
}

static DzText *
copy_text (DzText *text)
{
  guint n_spans;
  const DzSpan *spans;

  if (text == NULL)
    return NULL;
  spans = dz_text_get_spans (text, &n_spans);
  return dz_text_new_with_spans (dz_text_get_string (text), spans, n_spans);
}

static DzAnchor *
copy_anchor (DzAnchor *anchor)
{
  if (anchor == NULL)
    return NULL;
  if (anchor->orphan)
    return dz_anchor_new_orphan (anchor->start_block, anchor->start, anchor->quote, anchor->before, anchor->after);
  return dz_anchor_new (anchor->start_block, anchor->start, anchor->end_block, anchor->end);
}

static GVariant *
copy_value (GVariant *value)
{
  g_autofree char *printed = NULL;

  if (value == NULL)
    return NULL;
  printed = g_variant_print (value, TRUE);
  return g_variant_parse (NULL, printed, NULL, NULL, NULL);
}

static DzEntity *
copy_bare (DzEntity *entity)
{
  const char *id = dz_entity_get_id (entity);

  if (DZ_IS_SPEAKER (entity))
    return DZ_ENTITY (dz_speaker_new (id, "", NULL));
  if (DZ_IS_TAG (entity))
    return DZ_ENTITY (dz_tag_new (id, "", NULL, NULL));
  if (DZ_IS_DOCUMENT (entity))
    return DZ_ENTITY (dz_document_new (id, ""));
  if (DZ_IS_PICTURE (entity))
    return DZ_ENTITY (dz_picture_new (id, "", "", dz_picture_get_bytes (DZ_PICTURE (entity))));
  if (DZ_IS_HIGHLIGHT (entity))
    {
      g_autoptr (DzAnchor) original = copy_anchor (dz_highlight_get_anchor (DZ_HIGHLIGHT (entity), DZ_SIDE_ORIGINAL));
      g_autoptr (DzAnchor) translation
          = copy_anchor (dz_highlight_get_anchor (DZ_HIGHLIGHT (entity), DZ_SIDE_TRANSLATION));

      return DZ_ENTITY (
          dz_highlight_new (id, dz_highlight_get_document (DZ_HIGHLIGHT (entity)), original, translation, NULL, NULL));
    }
  else
    {
      g_autoptr (DzText) original = copy_text (dz_block_get_text (DZ_BLOCK (entity), DZ_SIDE_ORIGINAL));
      g_autoptr (DzText) translation = copy_text (dz_block_get_text (DZ_BLOCK (entity), DZ_SIDE_TRANSLATION));

      return DZ_ENTITY (dz_block_new (id, NULL, original, translation));
    }
}

static DzEntity *
copy_entity (DzEntity *entity)
{
  DzEntity *copy = copy_bare (entity);

  for (const DzField *field = dz_entity_get_fields (entity); field->name != NULL; field++)
    {
      g_autoptr (GVariant) value = dz_entity_dup_field (entity, field->name);

      g_assert_true (dz_entity_init_field (copy, field->name, value, NULL));
    }
  for (guint i = 0; DZ_IS_DOCUMENT (entity) && i < dz_document_get_n_blocks (DZ_DOCUMENT (entity)); i++)
    {
      g_autoptr (DzEntity) block = copy_entity (DZ_ENTITY (dz_document_get_block (DZ_DOCUMENT (entity), i)));

      dz_document_init_append (DZ_DOCUMENT (copy), DZ_BLOCK (block));
    }

  return copy;
}

DzChange *
copy_change (DzChange *change)
{
  DzChange *copy = dz_change_new (change->kind);

  copy->target = g_strdup (change->target);
  copy->side = change->side;
  copy->position = change->position;
  copy->position2 = change->position2;
  copy->removed = copy_text (change->removed);
  copy->inserted = copy_text (change->inserted);
  copy->parent = g_strdup (change->parent);
  copy->parent2 = g_strdup (change->parent2);
  copy->field = g_strdup (change->field);
  copy->old_value = copy_value (change->old_value);
  copy->new_value = copy_value (change->new_value);
  copy->old_anchor = copy_anchor (change->old_anchor);
  copy->new_anchor = copy_anchor (change->new_anchor);
  copy->prepared = TRUE;
  if (change->objects != NULL)
    {
      copy->objects = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < change->objects->len; i++)
        g_ptr_array_add (copy->objects, copy_entity (g_ptr_array_index (change->objects, i)));
    }
  for (guint i = 0; change->effects != NULL && i < change->effects->len; i++)
    {
      const DzAnchorEffect *effect = g_ptr_array_index (change->effects, i);
      g_autoptr (DzAnchor) before = copy_anchor (effect->before);
      g_autoptr (DzAnchor) after = copy_anchor (effect->after);

      dz_change_add_effect (copy, effect->highlight, effect->side, before, after);
    }

  return copy;
}
