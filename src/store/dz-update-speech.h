#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzUpdateSpeech:
 *
 * Who of a new transcript is who of the project: by name, or, where all that one said is said by another now, by what
 * they say. A transcript that names nobody leaves all as it is.
 */
typedef struct _DzUpdateSpeech DzUpdateSpeech;

/* @partners: for each block of @news the index of its counterpart in @document, or G_MAXUINT. @news may be NULL. */
DzUpdateSpeech *
dz_update_speech_new (
    DzProject *project, DzDocument *document, DzProject *transcript, DzDocument *news, const guint *partners);
void
dz_update_speech_free (DzUpdateSpeech *self);

/* (nullable): the name of who speaks a block of @project */
const char *
dz_update_speech_get_name (DzProject *project, DzBlock *block);
/* (transfer full) (nullable): id of who speaks @new. @old: (nullable): its counterpart, or what it stands behind.
 * @coming: set to a speaker that the project has not yet. */
char *
dz_update_speech_dup_id (DzUpdateSpeech *self, DzBlock *old, DzBlock *new, DzSpeaker **coming);
gboolean
dz_update_speech_has_turn (DzUpdateSpeech *self, DzBlock *old, DzBlock *new);

/* Speakers of the project (by id) who have another name now, in the order of the project. */
void
dz_update_speech_foreach_renamed (DzUpdateSpeech *self,
                                  void (*func) (const char *id, const char *name, gpointer data),
                                  gpointer data);

G_END_DECLS
