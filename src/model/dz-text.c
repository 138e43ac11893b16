#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-spans-private.h"
#include "model/dz-text.h"

#define STRIDE 1024

struct _DzText
{
  gatomicrefcount ref_count;
  char *string;
  gsize n_bytes;
  guint length;
  gsize *stones; /* (nullable): of a long text the byte of each STRIDE-th character: no position is counted from its
                    start */
  DzSpan *spans;
  guint n_spans;
};

G_DEFINE_BOXED_TYPE (DzText, dz_text, dz_text_ref, dz_text_unref)

static gsize *
lay_stones (const char *string, guint length)
{
  gsize *stones = g_new (gsize, length / STRIDE + 1);
  const char *p = string;

  for (guint i = 0; i <= length / STRIDE; i++)
    {
      stones[i] = (gsize)(p - string);
      if (i < length / STRIDE)
        p = g_utf8_offset_to_pointer (p, STRIDE);
    }

  return stones;
}

/* As g_utf8_strlen() of valid UTF-8, in a way that the compiler makes many bytes at once of. */
static guint
count_code_points (const char *string, gsize n_bytes)
{
  guint n = 0;

  for (gsize i = 0; i < n_bytes; i++)
    n += (string[i] & 0xc0) != 0x80;
  return n;
}

/* Takes @string, which is valid UTF-8, and the spans. */
static DzText *
text_take (char *string, DzSpans *spans)
{
  DzText *text = g_new0 (DzText, 1);

  g_atomic_ref_count_init (&text->ref_count);
  text->string = string;
  text->n_bytes = strlen (string);
  text->length = count_code_points (string, text->n_bytes);
  if (text->length >= 2 * STRIDE && text->length != text->n_bytes)
    text->stones = lay_stones (string, text->length);
  if (spans != NULL)
    text->spans = dz_spans_finish (spans, &text->n_spans);

  return text;
}

/* The bytes before code point @position; a text of one-byte characters is not walked through. */
static gsize
byte_offset (DzText *text, guint position)
{
  gsize from;

  if (position >= text->length)
    return text->n_bytes;
  if (text->n_bytes == text->length)
    return position;

  from = text->stones != NULL ? text->stones[position / STRIDE] : 0;
  return (gsize)(g_utf8_offset_to_pointer (text->string + from, text->stones != NULL ? position % STRIDE : position)
                 - text->string);
}

/**
 * dz_text_new:
 * @string: UTF-8; bytes that are not become U+FFFD
 *
 * Returns: (transfer full): a text without spans
 */
DzText *
dz_text_new (const char *string)
{
  g_return_val_if_fail (string != NULL, NULL);

  return text_take (g_utf8_make_valid (string, -1), NULL);
}

/**
 * dz_text_new_with_spans:
 * @string: UTF-8
 * @spans: (array length=n_spans) (nullable): in any order; of two links on one character, the one that begins first
 *   (or, beginning together, ends last) has it
 *
 * Returns: (transfer full): a text with the normal form of @spans
 */
DzText *
dz_text_new_with_spans (const char *string, const DzSpan *spans, guint n_spans)
{
  g_autofree char *valid = NULL;
  DzSpans list;
  guint length;

  g_return_val_if_fail (string != NULL, NULL);

  valid = g_utf8_make_valid (string, -1);
  length = (guint)g_utf8_strlen (valid, -1);
  list = dz_spans_new ();
  for (guint i = 0; i < n_spans; i++)
    {
      DzSpan span = spans[i];

      if (span.kind == NULL)
        continue;
      span.kind = g_intern_string (span.kind);
      dz_spans_add (&list, &span, 0, 0, length);
    }

  return text_take (g_steal_pointer (&valid), &list);
}

/**
 * dz_text_empty:
 *
 * Returns: (transfer full): the text without a character
 */
DzText *
dz_text_empty (void)
{
  static gsize once = 0;
  static DzText *empty = NULL;

  if (g_once_init_enter (&once))
    {
      empty = dz_text_new ("");
      g_once_init_leave (&once, 1);
    }

  return dz_text_ref (empty);
}

DzText *
dz_text_ref (DzText *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_atomic_ref_count_inc (&text->ref_count);
  return text;
}

void
dz_text_unref (DzText *text)
{
  g_return_if_fail (text != NULL);

  if (!g_atomic_ref_count_dec (&text->ref_count))
    return;

  for (guint i = 0; i < text->n_spans; i++)
    g_free (text->spans[i].value);
  g_free (text->spans);
  g_free (text->stones);
  g_free (text->string);
  g_free (text);
}

/**
 * dz_text_get_string:
 *
 * Returns: (transfer none): its characters, UTF-8
 */
const char *
dz_text_get_string (DzText *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return text->string;
}

/**
 * dz_text_get_length:
 *
 * Returns: how many code points it has
 */
guint
dz_text_get_length (DzText *text)
{
  g_return_val_if_fail (text != NULL, 0);

  return text->length;
}

/**
 * dz_text_get_spans:
 * @n_spans: (out)
 *
 * Returns: (transfer none) (array length=n_spans) (nullable): in the normal form, by start, the longer first
 */
const DzSpan *
dz_text_get_spans (DzText *text, guint *n_spans)
{
  g_return_val_if_fail (text != NULL, NULL);

  *n_spans = text->n_spans;
  return text->spans;
}

gboolean
dz_text_is_empty (DzText *text)
{
  g_return_val_if_fail (text != NULL, TRUE);

  return text->length == 0;
}

/**
 * dz_text_equal:
 *
 * Returns: whether the characters and the formats on each are equal
 */
gboolean
dz_text_equal (DzText *a, DzText *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->n_bytes != b->n_bytes || a->n_spans != b->n_spans || memcmp (a->string, b->string, a->n_bytes) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_spans; i++)
    if (a->spans[i].start != b->spans[i].start || a->spans[i].end != b->spans[i].end
        || !dz_span_same_format (&a->spans[i], &b->spans[i]))
      return FALSE;

  return TRUE;
}

/* Adds the spans of @text's stretch, as they lie when it begins at @place. */
static void
add_spans (DzSpans *spans, DzText *text, guint start, guint end, guint place)
{
  for (guint i = 0; i < text->n_spans; i++)
    dz_spans_add (spans, &text->spans[i], (gint64)place - (gint64)start, start, end);
}

/**
 * dz_text_slice:
 * @start: first code point; @end: the one after the last. Both are cut to the text
 *
 * Returns: (transfer full): that stretch, with its formats
 */
DzText *
dz_text_slice (DzText *text, guint start, guint end)
{
  DzSpans spans;

  g_return_val_if_fail (text != NULL, NULL);

  end = MIN (end, text->length);
  if (start >= end)
    return dz_text_empty ();
  if (start == 0 && end == text->length)
    return dz_text_ref (text);

  spans = dz_spans_new ();
  add_spans (&spans, text, start, end, 0);
  return text_take (dz_text_dup_slice_string (text, start, end), &spans);
}

/**
 * dz_text_dup_slice_string:
 * @start: first code point; @end: the one after the last. Both are cut to the text
 *
 * Returns: (transfer full): the characters of that stretch
 */
char *
dz_text_dup_slice_string (DzText *text, guint start, guint end)
{
  gsize from;
  gsize to;

  g_return_val_if_fail (text != NULL, NULL);

  if (start >= end)
    return g_strdup ("");

  from = byte_offset (text, start);
  to = byte_offset (text, end);
  return g_strndup (text->string + from, to - from);
}

/**
 * dz_text_replace:
 * @start: first code point that gives way; @end: the one after the last. Both are cut to the text
 *
 * Returns: (transfer full): the text with @inserted in place of that stretch
 */
DzText *
dz_text_replace (DzText *text, guint start, guint end, DzText *inserted)
{
  g_autoptr (GString) string = NULL;
  DzSpans spans;

  g_return_val_if_fail (text != NULL && inserted != NULL, NULL);

  start = MIN (start, text->length);
  end = CLAMP (end, start, text->length);

  string = g_string_sized_new (text->n_bytes + inserted->n_bytes + 1);
  g_string_append_len (string, text->string, (gssize)byte_offset (text, start));
  g_string_append_len (string, inserted->string, (gssize)inserted->n_bytes);
  g_string_append (string, text->string + byte_offset (text, end));

  spans = dz_spans_new ();
  add_spans (&spans, text, 0, start, 0);
  add_spans (&spans, inserted, 0, inserted->length, start);
  add_spans (&spans, text, end, text->length, start + inserted->length);
  return text_take (g_string_free (g_steal_pointer (&string), FALSE), &spans);
}

/**
 * dz_text_concat:
 *
 * Returns: (transfer full): @a with @b at its end
 */
DzText *
dz_text_concat (DzText *a, DzText *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  return dz_text_replace (a, a->length, a->length, b);
}

/**
 * dz_text_inherit:
 * @position: code point before which @string is typed
 *
 * Returns: (transfer full): @string with the formats that text typed there takes
 */
DzText *
dz_text_inherit (DzText *text, guint position, const char *string)
{
  g_autofree char *valid = NULL;
  DzSpans spans;
  guint length;

  g_return_val_if_fail (text != NULL && string != NULL, NULL);

  valid = g_utf8_make_valid (string, -1);
  length = (guint)g_utf8_strlen (valid, -1);
  spans = dz_spans_new ();
  for (guint i = 0; i < text->n_spans; i++)
    {
      DzSpan span = text->spans[i];

      if (span.start >= position || span.end <= position)
        continue;
      span.start = 0;
      span.end = length;
      dz_spans_add (&spans, &span, 0, 0, length);
    }

  return text_take (g_steal_pointer (&valid), &spans);
}

/* A copy whose spans of @kind leave @start to @end free. */
static DzSpans
spans_without (DzText *text, guint start, guint end, const char *kind)
{
  DzSpans spans = dz_spans_new ();

  for (guint i = 0; i < text->n_spans; i++)
    {
      const DzSpan *span = &text->spans[i];

      if (span->kind != kind)
        {
          dz_spans_add (&spans, span, 0, 0, text->length);
          continue;
        }
      dz_spans_add (&spans, span, 0, 0, start);
      dz_spans_add (&spans, span, 0, end, text->length);
    }

  return spans;
}

/**
 * dz_text_add_span:
 * @start: first code point; @end: the one after the last. Both are cut to the text
 * @value: (nullable): a link's address
 *
 * Returns: (transfer full): the text with one more format; another of the same kind gives way where they overlap
 */
DzText *
dz_text_add_span (DzText *text, guint start, guint end, const char *kind, const char *value)
{
  DzSpan span = { start, end, g_intern_string (kind), (char *)value };
  DzSpans spans;

  g_return_val_if_fail (text != NULL && kind != NULL, NULL);

  if (start >= MIN (end, text->length))
    return dz_text_ref (text);

  spans = spans_without (text, start, end, span.kind);
  dz_spans_add (&spans, &span, 0, 0, text->length);
  return text_take (g_strdup (text->string), &spans);
}

/**
 * dz_text_remove_span:
 * @start: first code point; @end: the one after the last. Both are cut to the text
 *
 * Returns: (transfer full): the text without formats of @kind there
 */
DzText *
dz_text_remove_span (DzText *text, guint start, guint end, const char *kind)
{
  DzSpans spans;

  g_return_val_if_fail (text != NULL && kind != NULL, NULL);

  if (start >= MIN (end, text->length))
    return dz_text_ref (text);

  spans = spans_without (text, start, end, g_intern_string (kind));
  return text_take (g_strdup (text->string), &spans);
}

/**
 * dz_text_has_span:
 *
 * Returns: whether every character of a range that is not empty has the format
 */
gboolean
dz_text_has_span (DzText *text, guint start, guint end, const char *kind)
{
  const char *interned = g_intern_string (kind);
  guint covered = start;

  g_return_val_if_fail (text != NULL && kind != NULL, FALSE);

  end = MIN (end, text->length);
  if (start >= end)
    return FALSE;
  for (guint i = 0; i < text->n_spans; i++)
    if (text->spans[i].kind == interned && text->spans[i].start <= covered)
      covered = MAX (covered, text->spans[i].end);

  return covered >= end;
}
