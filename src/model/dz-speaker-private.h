#pragma once

#include "model/dz-entity-private.h"
#include "model/dz-speaker.h"

G_BEGIN_DECLS

/* How many blocks of the project name this speaker: one that is named cannot leave. */
void dz_speaker_add_blocks (DzSpeaker *self, int n_blocks);
guint dz_speaker_get_n_blocks (DzSpeaker *self);

G_END_DECLS
