#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Hexadecimal SHA-256 of a file's bytes: what it holds, whatever its name and time. */
#define DZ_DIGEST_LENGTH 64

/* (transfer full) */
char *dz_digest_bytes (GBytes *bytes);

/**
 * DzFileStamp:
 *
 * What a file held when it was read or written: tells later whether somebody else has written it since. Immutable.
 */
typedef struct _DzFileStamp DzFileStamp;

DzFileStamp *dz_file_stamp_ref (DzFileStamp *self);
void dz_file_stamp_unref (DzFileStamp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzFileStamp, dz_file_stamp_unref)

/* @digest: of what was just read from, or written to @file. Reads the file's size and time now; where that cannot be, or
 * @file is NULL, comparing reads all of the file. */
DzFileStamp *dz_file_stamp_new (GFile *file, const char *digest);
const char *dz_file_stamp_get_digest (DzFileStamp *self);

/**
 * DzFileNews:
 * @DZ_FILE_SAME: what it held is what it holds
 * @DZ_FILE_CHANGED: it holds something else
 * @DZ_FILE_GONE: it, or the place that it lay in, is not there
 */
typedef enum
{
  DZ_FILE_SAME,
  DZ_FILE_CHANGED,
  DZ_FILE_GONE,
} DzFileNews;

/* Looks whether @file is still what it was. Reads all of it only when its size is the same and its time is not; a file
 * that was merely touched is the same. */
DzFileNews dz_file_stamp_compare (DzFileStamp *self, GFile *file, GCancellable *cancellable);

G_END_DECLS
