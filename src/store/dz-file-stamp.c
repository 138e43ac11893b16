#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-file-stamp.h"

#define CHUNK (256 * 1024)
#define ATTRIBUTES                                                                                                     \
  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED                 \
                                 "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC "," G_FILE_ATTRIBUTE_UNIX_INODE

struct _DzFileStamp
{
  gatomicrefcount ref_count;
  char *digest;
  gboolean known; /* the rest */
  guint64 size;
  guint64 modified; /* microseconds */
  guint64 inode;
};

char *
dz_digest_bytes (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static gboolean
look (DzFileStamp *self, GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  /* Where the folder may not be looked into, GIO gives what it has: nothing; or what a link is itself. */
  if (info == NULL
      || g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE) == G_FILE_TYPE_SYMBOLIC_LINK
      || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_SIZE)
      || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_TIME_MODIFIED))
    return FALSE;
  self->size = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE);
  self->modified = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC
                   + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  self->inode = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE);
  self->known = TRUE;
  return TRUE;
}

DzFileStamp *
dz_file_stamp_new (GFile *file, const char *digest)
{
  DzFileStamp *self = g_new0 (DzFileStamp, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->digest = g_strdup (digest);
  if (file != NULL)
    look (self, file, NULL);
  return self;
}

DzFileStamp *
dz_file_stamp_ref (DzFileStamp *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dz_file_stamp_unref (DzFileStamp *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->digest);
  g_free (self);
}

const char *
dz_file_stamp_get_digest (DzFileStamp *self)
{
  return self->digest;
}

/* (nullable) */
static char *
digest_file (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *chunk = g_malloc (CHUNK);
  gssize n;

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK, cancellable, NULL)) > 0)
    g_checksum_update (checksum, chunk, n);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

DzFileNews
dz_file_stamp_compare (DzFileStamp *self, GFile *file, GCancellable *cancellable)
{
  DzFileStamp now = { 0 };
  g_autofree char *digest = NULL;

  if (!look (&now, file, cancellable))
    return DZ_FILE_GONE;
  if (self->known && now.size != self->size)
    return DZ_FILE_CHANGED;
  if (self->known && now.modified == self->modified && now.inode == self->inode)
    return DZ_FILE_SAME;
  digest = digest_file (file, cancellable);
  if (digest == NULL)
    return DZ_FILE_GONE;
  return g_str_equal (digest, self->digest) ? DZ_FILE_SAME : DZ_FILE_CHANGED;
}
