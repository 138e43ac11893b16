#pragma once

#include "formats/reading/dz-raw-block.h"
#include "formats/reading/dz-speakers.h"

G_BEGIN_DECLS

/**
 * DzSpeech:
 * @block: what is said, clean
 * @speaker: (nullable): key of who says it
 * @turn: they begin here
 *
 * A block of a transcript, once it is known who speaks it.
 */
typedef struct
{
  DzRawBlock *block;
  char *speaker;
  gboolean turn;
} DzSpeech;

/**
 * dz_turns_find:
 * @blocks: (element-type DzRawBlock): without the document's title and details; their texts are used up
 * @names: (element-type utf8 utf8): takes each speaker's name by its key
 * @order: (element-type utf8): takes the keys, in order of appearance
 *
 * Cuts blocks where somebody else begins to speak, takes the labels out of the texts, and gives each block to who says
 * it. A turn goes on over pictures, and ends at the next label, at a heading as high as the transcript's own, and at what
 * stands behind the talk: lists of links, invitations to follow, a rule.
 *
 * Returns: (transfer full) (element-type DzSpeech)
 */
GPtrArray *dz_turns_find (const GPtrArray *blocks, const DzSpeakers *speakers, GHashTable *names, GPtrArray *order);

/* Whether a block looks like what stands behind a talk and belongs to nobody in it. */
gboolean dz_turns_is_tail (const DzRawBlock *block);

G_END_DECLS
