#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzPictures:
 *
 * Takes pictures that lie beside a file, or in it, into a project.
 */
typedef struct _DzPictures DzPictures;

/* @base: (nullable): the folder of the file; @project gets the pictures. Both outlive this. */
DzPictures *dz_pictures_new (DzProject *project, const char *base);
void dz_pictures_free (DzPictures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzPictures, dz_pictures_free)

/**
 * dz_pictures_take:
 * @address: as the transcript has it
 *
 * A "data:" address, and one of a picture in the file's folder or below, becomes "picture:ID"; the same one twice is kept
 * once. Whatever else, is too large or is no picture stays as it was.
 *
 * Returns: (transfer full): a block's source
 */
char *dz_pictures_take (DzPictures *self, const char *address);

/* (nullable): "image/png" and the like, by what the bytes are. */
const char *dz_pictures_sniff (const guint8 *data, gsize size);

G_END_DECLS
