#pragma once

#include "formats/reading/dz-runs.h"

G_BEGIN_DECLS

/**
 * dz_markdown_mend:
 * @source: UTF-8, lines end in LF
 * @mark: (out): a character that @source does not have, and the result may
 *
 * Makes Markdown out of web pages into Markdown that a CommonMark parser understands as its readers do. @mark is a letter to the
 * parser and nothing to people: it is put beside delimiters so that those next to Chinese text can open and close
 * emphasis, behind escaped ones to tell them from those that were left over, and around underscores in web addresses.
 * List markers alone on their line get the text of the next.
 *
 * Returns: (transfer full): the mended source
 */
char *dz_markdown_mend (const char *source, gunichar *mark);

/* (transfer full): @text without @mark. */
char *dz_markdown_unmark (const char *text, gunichar mark);

/**
 * dz_markdown_settle_marks:
 *
 * Makes bold what stands between delimiters that the parser left over, drops empty ones (`****`), strikes what stands
 * between double tildes, and takes @mark out.
 */
void dz_markdown_settle_marks (DzRuns *runs, gunichar mark);

G_END_DECLS
