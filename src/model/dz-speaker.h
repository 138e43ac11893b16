#pragma once

#include "model/dz-entity.h"

G_BEGIN_DECLS

#define DZ_TYPE_SPEAKER (dz_speaker_get_type ())
/* Fields: "name" s, "translated-name" s. @id: NULL for a new one (in every _new() of the model). */
G_DECLARE_FINAL_TYPE (DzSpeaker, dz_speaker, DZ, SPEAKER, GObject)

DzSpeaker *dz_speaker_new (const char *id, const char *name, const char *translated_name);
const char *dz_speaker_get_id (DzSpeaker *self);
const char *dz_speaker_get_name (DzSpeaker *self);
/* "" when none was given. */
const char *dz_speaker_get_translated_name (DzSpeaker *self);

G_END_DECLS
