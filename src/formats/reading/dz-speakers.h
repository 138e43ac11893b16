#pragma once

#include "formats/reading/dz-label.h"
#include "formats/reading/dz-raw-block.h"

G_BEGIN_DECLS

/**
 * DzSpeakers:
 *
 * Who speaks in a transcript: the labels for which there is evidence enough.
 */
typedef struct _DzSpeakers DzSpeakers;

/**
 * dz_speakers_find:
 * @blocks: (element-type DzRawBlock): without the document's title and details
 *
 * Weighs every label in the transcript. A bold name with a colon counts from its second time; a plain one too, unless it
 * is a word that stands before colons anyhow (他说, 问题); 问 and 答, 主持人 and other parts of a talk count
 * where the talk has them; a name that comes once counts beside others, when it looks like a person's.
 *
 * Returns: (transfer full)
 */
DzSpeakers *dz_speakers_find (const GPtrArray *blocks);
void dz_speakers_free (DzSpeakers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzSpeakers, dz_speakers_free)

gboolean dz_speakers_has (const DzSpeakers *self, const char *key);

/**
 * dz_speakers_line_starts:
 *
 * Where in a block's text a label may stand: at the beginnings of its lines; in a text that runs on, of its sentences.
 *
 * Returns: (transfer full) (element-type guint): ascending, the first one 0
 */
GArray *dz_speakers_line_starts (const DzRawBlock *block);

G_END_DECLS
