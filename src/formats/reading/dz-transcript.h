#pragma once

#include "formats/dz-format.h"
#include "formats/reading/dz-front-matter.h"

G_BEGIN_DECLS

/**
 * dz_transcript_read_text:
 *
 * What every reader of text begins with: bounds, character set, line ends.
 *
 * Returns: (transfer full): UTF-8 with something in it, lines end in LF; NULL with DZ_FORMAT_ERROR
 */
char *dz_transcript_read_text (GBytes *bytes, const DzReadOptions *options, GError **error);

/**
 * dz_transcript_build:
 * @blocks: (element-type DzRawBlock): used up
 * @front: (nullable): front matter
 * @options: (nullable)
 *
 * Makes a project of what a parser found: recognises title, details, speakers and turns, takes pictures in.
 *
 * Nothing that a reader of the file sees is dropped: what is no detail and no speaker's name stays a block, invitations
 * to follow and the like included, as blocks of nobody.
 *
 * Returns: (transfer full): NULL with DZ_FORMAT_ERROR or G_IO_ERROR_CANCELLED
 */
DzProject *dz_transcript_build (GPtrArray *blocks, const DzFrontMatter *front, const DzReadOptions *options,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
