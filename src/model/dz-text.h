#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DzSpan:
 * @start: first code point
 * @end: code point after the last one
 * @kind: interned word: "bold", "italic", "underline", "strike", "code", "link"; unknown ones are kept
 * @value: (nullable): a link's address
 *
 * An inline format of a stretch of text.
 */
typedef struct
{
  guint start;
  guint end;
  const char *kind;
  char *value;
} DzSpan;

#define DZ_SPAN_BOLD "bold"
#define DZ_SPAN_ITALIC "italic"
#define DZ_SPAN_UNDERLINE "underline"
#define DZ_SPAN_STRIKE "strike"
#define DZ_SPAN_CODE "code"
#define DZ_SPAN_LINK "link"

/**
 * DzText:
 *
 * An immutable text with inline spans; boxed and reference-counted. Positions are Unicode code points, end exclusive.
 *
 * Spans are properties of the characters they cover. They are kept in one normal form (sorted; equal ones that touch or
 * overlap are one; none empty; two links never cover the same character), so that two texts whose characters and their
 * properties are equal are equal to the byte, and cutting a text and putting it together again gives the same text.
 */
typedef struct _DzText DzText;

#define DZ_TYPE_TEXT (dz_text_get_type ())
GType dz_text_get_type (void);

DzText *dz_text_new (const char *string);
/* @spans (array of DzSpan, may be NULL) is copied and brought into the normal form; ranges are cut to the text. */
DzText *dz_text_new_with_spans (const char *string, const DzSpan *spans, guint n_spans);
DzText *dz_text_empty (void);
DzText *dz_text_ref (DzText *text);
void dz_text_unref (DzText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzText, dz_text_unref)

const char *dz_text_get_string (DzText *text);
guint dz_text_get_length (DzText *text);
const DzSpan *dz_text_get_spans (DzText *text, guint *n_spans);
gboolean dz_text_is_empty (DzText *text);
gboolean dz_text_equal (DzText *a, DzText *b);
/* How many characters of two texts are the same at their beginning and, of the rest, at their end; formats count. */
void dz_text_get_common (DzText *a, DzText *b, guint *head, guint *tail);

/* (transfer full) */
DzText *dz_text_slice (DzText *text, guint start, guint end);
char *dz_text_dup_slice_string (DzText *text, guint start, guint end);
DzText *dz_text_replace (DzText *text, guint start, guint end, DzText *inserted);
DzText *dz_text_concat (DzText *a, DzText *b);
/* @string with the formats that text typed at @position takes: those that cover both neighbours, except that a link is
 * never grown at its edges. */
DzText *dz_text_inherit (DzText *text, guint position, const char *string);
DzText *dz_text_add_span (DzText *text, guint start, guint end, const char *kind, const char *value);
DzText *dz_text_remove_span (DzText *text, guint start, guint end, const char *kind);
/* TRUE when every character of a range that is not empty has the format. */
gboolean dz_text_has_span (DzText *text, guint start, guint end, const char *kind);

G_END_DECLS
