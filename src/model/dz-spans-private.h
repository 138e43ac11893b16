#pragma once

#include "model/dz-text.h"

G_BEGIN_DECLS

/* The spans of a text that is being put together; owns what it holds. */
typedef struct
{
  GArray *array; /* of DzSpan */
} DzSpans;

DzSpans dz_spans_new (void);
/* Copies the part of @span that lies in @from to @to, moved by @shift; an empty part is left out. */
void dz_spans_add (DzSpans *spans, const DzSpan *span, gint64 shift, guint from, guint to);
/* Brings them into the normal form and hands over the array (NULL when empty). */
DzSpan *dz_spans_finish (DzSpans *spans, guint *n_spans);
gboolean dz_span_same_format (const DzSpan *a, const DzSpan *b);
gboolean dz_span_is_link (const DzSpan *span);

G_END_DECLS
