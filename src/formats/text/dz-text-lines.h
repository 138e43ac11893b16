#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzTextLine:
 * @text: where it begins behind its indent, in the source
 * @length: in bytes, without blanks at its end; 0 for a blank line
 * @width: in columns, without its indent: wide characters take two
 * @indent: in columns
 * @begins: a paragraph begins here
 *
 * One line of a plain text.
 */
typedef struct
{
  const char *text;
  gsize length;
  guint width;
  guint indent;
  gboolean begins;
} DzTextLine;

/**
 * dz_text_lines_split:
 * @source: UTF-8, lines end in LF
 *
 * Cuts a text into lines, and says which begin a paragraph. There are three ways to write paragraphs, and the file shows which it
 * is: parted by blank lines; one a line; or lines filled up to a width, where the last one of a paragraph is shorter
 * or the next is indented.
 *
 * Returns: (transfer full) (element-type DzTextLine): blank lines included
 */
GArray *dz_text_lines_split (const char *source);

/* What may stand at the end of a sentence. */
gboolean dz_text_lines_ends_sentence (const DzTextLine *line);

G_END_DECLS
