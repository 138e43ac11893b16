#pragma once

#include "store/dz-file-stamp.h"

G_BEGIN_DECLS

#define DZ_TYPE_FILE_WATCH (dz_file_watch_get_type ())
/**
 * DzFileWatch:
 *
 * Notices when a file is not what it was: at once where the system tells, and otherwise within seconds.
 *
 * Signal "news" (int: a DzFileNews): how the file stands to the stamp, when that is not as it was last said.
 */
G_DECLARE_FINAL_TYPE (DzFileWatch, dz_file_watch, DZ, FILE_WATCH, GObject)

DzFileWatch *dz_file_watch_new (GFile *file, DzFileStamp *stamp);
/* Looks from here on for what is different from @stamp, which is what it holds now. */
void dz_file_watch_set_stamp (DzFileWatch *self, DzFileStamp *stamp);
/* Says how it stands at the next look, whatever was said before. */
void dz_file_watch_ask (DzFileWatch *self);

G_END_DECLS
