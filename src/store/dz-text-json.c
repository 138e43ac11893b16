#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "store/dz-json-take.h"
#include "store/dz-text-json.h"

static void
spans_to_json (DzText *text, DzJsonWriter *writer, const char *key)
{
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);

  if (n_spans == 0)
    return;
  dz_json_writer_begin_array (writer, key);
  for (guint i = 0; i < n_spans; i++)
    {
      dz_json_writer_begin_object (writer, NULL);
      dz_json_writer_add_uint (writer, "start", spans[i].start);
      dz_json_writer_add_uint (writer, "end", spans[i].end);
      dz_json_writer_add_string (writer, "kind", spans[i].kind);
      if (spans[i].value != NULL)
        dz_json_writer_add_string (writer, "value", spans[i].value);
      dz_json_writer_end (writer);
    }
  dz_json_writer_end (writer);
}

static gboolean
span_from_json (DzJson *json, guint length, DzSpan *span, DzReading *reading, GError **error)
{
  const char *kind, *value = NULL;

  if (!dz_json_check_type (json, DZ_JSON_OBJECT, error) || !dz_json_take_uint (json, "start", &span->start, error)
      || !dz_json_take_uint (json, "end", &span->end, error) || !dz_json_take_id (json, "kind", &kind, error)
      || !dz_json_take_optional_string (json, "value", &value, error))
    return FALSE;
  if (span->start >= span->end || span->end > length)
    return dz_json_fail (json, error, _ ("the stretch from %u to %u is not inside its text, which has %u characters"),
                         span->start, span->end, length);
  dz_reading_finish_value (reading, json);
  span->kind = g_intern_string (kind);
  span->value = (char *)value;
  return TRUE;
}

static DzText *
text_new (const char *string, DzJson *spans, DzReading *reading, GError **error)
{
  g_autofree DzSpan *list = NULL;
  guint n_spans = 0, length;

  if (spans == NULL || spans->length == 0)
    return dz_text_new (string);
  length = (guint)g_utf8_strlen (string, -1);
  list = g_new0 (DzSpan, spans->length);
  for (DzJson *json = spans->child; json != NULL; json = json->next)
    {
      GError *local = NULL;

      if (span_from_json (json, length, &list[n_spans], reading, &local))
        n_spans++;
      else if (!dz_reading_pass_over (reading, local, error))
        return NULL;
    }
  return dz_text_new_with_spans (string, list, n_spans);
}

void
dz_text_to_members (DzText *text, DzJsonWriter *writer, const char *key)
{
  g_autofree char *spans = NULL;

  if (dz_text_is_empty (text))
    return;
  spans = g_strconcat (key, "_spans", NULL);
  dz_json_writer_add_string (writer, key, dz_text_get_string (text));
  spans_to_json (text, writer, spans);
}

DzText *
dz_text_from_members (DzJson *object, const char *key, DzReading *reading, GError **error)
{
  g_autofree char *spans_key = g_strconcat (key, "_spans", NULL);
  const char *string = "";
  DzJson *spans = NULL;
  GError *local = NULL;

  if (!dz_json_take_optional_string (object, key, &string, &local) && !dz_reading_pass_over (reading, local, error))
    return NULL;
  local = NULL;
  if (!dz_json_take_optional (object, spans_key, DZ_JSON_ARRAY, &spans, &local)
      && !dz_reading_pass_over (reading, local, error))
    return NULL;
  return text_new (string, spans, reading, error);
}

void
dz_text_to_json (DzText *text, DzJsonWriter *writer, const char *key)
{
  guint n_spans;

  dz_text_get_spans (text, &n_spans);
  if (n_spans == 0)
    {
      dz_json_writer_add_string (writer, key, dz_text_get_string (text));
      return;
    }
  dz_json_writer_begin_object (writer, key);
  dz_json_writer_add_string (writer, "string", dz_text_get_string (text));
  spans_to_json (text, writer, "spans");
  dz_json_writer_end (writer);
}

DzText *
dz_text_from_json (DzJson *json, DzReading *reading, GError **error)
{
  const char *string;
  DzJson *spans = NULL;

  if (json->type == DZ_JSON_STRING)
    return dz_text_new (json->string);
  if (!dz_json_check_type (json, DZ_JSON_OBJECT, error) || !dz_json_take_string (json, "string", &string, error)
      || !dz_json_take_optional (json, "spans", DZ_JSON_ARRAY, &spans, error))
    return NULL;
  dz_reading_finish_value (reading, json);
  return text_new (string, spans, reading, error);
}

static void
point_to_json (DzJsonWriter *writer, const char *key, const char *block, guint position)
{
  dz_json_writer_begin_object (writer, key);
  dz_json_writer_add_string (writer, "block", block);
  dz_json_writer_add_uint (writer, "position", position);
  dz_json_writer_end (writer);
}

static void
add_string_if_any (DzJsonWriter *writer, const char *key, const char *string)
{
  if (string != NULL)
    dz_json_writer_add_string (writer, key, string);
}

void
dz_anchor_to_json (
    DzAnchor *anchor, DzJsonWriter *writer, const char *key, const char *quote, const char *before, const char *after)
{
  dz_json_writer_begin_object (writer, key);
  if (anchor->start_block != NULL)
    point_to_json (writer, "start", anchor->start_block, anchor->start);
  if (anchor->orphan)
    dz_json_writer_add_boolean (writer, "orphan", TRUE);
  else
    point_to_json (writer, "end", anchor->end_block, anchor->end);
  add_string_if_any (writer, "quote", anchor->orphan ? anchor->quote : quote);
  add_string_if_any (writer, "before", anchor->orphan ? anchor->before : before);
  add_string_if_any (writer, "after", anchor->orphan ? anchor->after : after);
  dz_json_writer_end (writer);
}

static gboolean
point_from_json (DzJson *json, const char **block, guint *position, DzReading *reading, GError **error)
{
  if (!dz_json_take_id (json, "block", block, error) || !dz_json_take_uint (json, "position", position, error))
    return FALSE;
  dz_reading_finish_value (reading, json);
  return TRUE;
}

static gboolean
check_live (DzJson *json, DzJson *start, DzJson *end, const DzAnchor *anchor, GError **error)
{
  if (start == NULL || end == NULL)
    return dz_json_fail (json, error, _ ("the passage that begins here has no “%s”"), start == NULL ? "start" : "end");
  if (g_str_equal (anchor->start_block, anchor->end_block) && anchor->start >= anchor->end)
    return dz_json_fail (json, error, _ ("the passage that begins here ends before it starts"));
  return TRUE;
}

gboolean
dz_anchor_read_json (DzJson *json, DzAnchor *anchor, DzReading *reading, GError **error)
{
  DzJson *start = NULL, *end = NULL;

  *anchor = (DzAnchor){ 0 };
  if (!dz_json_check_type (json, DZ_JSON_OBJECT, error)
      || !dz_json_take_optional (json, "start", DZ_JSON_OBJECT, &start, error)
      || !dz_json_take_optional (json, "end", DZ_JSON_OBJECT, &end, error)
      || !dz_json_take_optional_boolean (json, "orphan", &anchor->orphan, error)
      || !dz_json_take_optional_string (json, "quote", &anchor->quote, error)
      || !dz_json_take_optional_string (json, "before", &anchor->before, error)
      || !dz_json_take_optional_string (json, "after", &anchor->after, error))
    return FALSE;
  if ((start != NULL && !point_from_json (start, &anchor->start_block, &anchor->start, reading, error))
      || (end != NULL && !point_from_json (end, &anchor->end_block, &anchor->end, reading, error)))
    return FALSE;
  if (!anchor->orphan && !check_live (json, start, end, anchor, error))
    return FALSE;
  if (anchor->orphan && anchor->quote == NULL)
    return dz_json_fail (json, error, _ ("the passage that begins here has no “%s”"), "quote");
  dz_reading_finish_value (reading, json);
  return TRUE;
}

DzAnchor *
dz_anchor_from_json (DzJson *json, DzReading *reading, GError **error)
{
  DzAnchor anchor;

  if (!dz_anchor_read_json (json, &anchor, reading, error))
    return NULL;
  if (anchor.orphan)
    return dz_anchor_new_orphan (anchor.start_block, anchor.start, anchor.quote, anchor.before, anchor.after);
  return dz_anchor_new (anchor.start_block, anchor.start, anchor.end_block, anchor.end);
}
