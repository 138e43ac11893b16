#pragma once

#include "model/dz-entity.h"

G_BEGIN_DECLS

#define DZ_TYPE_PICTURE (dz_picture_get_type ())
/* The bytes of a picture that is kept inside the project. Fields: "media-type" s, "name" s, "address" s (where on the web it
 * was fetched from, or ""). The bytes never change. */
G_DECLARE_FINAL_TYPE (DzPicture, dz_picture, DZ, PICTURE, GObject)

DzPicture *dz_picture_new (const char *id, const char *media_type, const char *name, GBytes *bytes);
/* For a picture that is in no project yet. */
void dz_picture_init_address (DzPicture *self, const char *address);
const char *dz_picture_get_id (DzPicture *self);
const char *dz_picture_get_media_type (DzPicture *self);
const char *dz_picture_get_name (DzPicture *self);
const char *dz_picture_get_address (DzPicture *self);
GBytes *dz_picture_get_bytes (DzPicture *self);

G_END_DECLS
