#pragma once

#include "formats/dz-format.h"

G_BEGIN_DECLS

/**
 * dz_markdown_write:
 *
 * The writer of the Markdown format: CommonMark, and footnotes for annotations. It has one column: asked for two, it
 * fails with DZ_FORMAT_ERROR_UNSUPPORTED.
 */
GBytes *
dz_markdown_write (DzProject *project, const DzArticleOptions *options, GCancellable *cancellable, GError **error);

G_END_DECLS
