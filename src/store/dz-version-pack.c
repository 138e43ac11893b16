#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>
#include <utime.h>

#include <glib/gi18n.h>
#include <gio/gio.h>

#include "store/dz-file-stamp.h"
#include "store/dz-project-file.h"
#include "store/dz-replace-file.h"
#include "store/dz-store-error.h"
#include "store/dz-versions-private.h"

/* Before and after a digest that stands for a picture: a character that no JSON text has. */
#define TOKEN '\001'
/* Bytes from which on a string is a picture's. */
#define LARGE 4096

/* Appends what @converter makes of @bytes; @most: bytes that @array may come to have. */
static gboolean
convert (GByteArray *array, GConverter *converter, GBytes *bytes, gsize most, GError **error)
{
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, converter);
  g_autofree guint8 *chunk = g_malloc (64 * 1024);
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, 64 * 1024, NULL, error)) > 0)
    {
      if (array->len + (gsize)n > most)
        {
          g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE, _ ("it is too large"));
          return FALSE;
        }
      g_byte_array_append (array, chunk, (guint)n);
    }
  return n == 0;
}

static gboolean
gunzip_into (GByteArray *array, GBytes *bytes, gsize most, GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

  return convert (array, converter, bytes, most, error);
}

GBytes *
dz_gzip (GBytes *bytes, GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GByteArray) array = g_byte_array_new ();

  return convert (array, converter, bytes, G_MAXINT32, error) ? g_byte_array_free_to_bytes (g_steal_pointer (&array))
                                                              : NULL;
}

GBytes *
dz_gunzip (GBytes *bytes, gsize most, GError **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();

  return gunzip_into (array, bytes, most, error) ? g_byte_array_free_to_bytes (g_steal_pointer (&array)) : NULL;
}

static GFile *
file_of (const char *folder, const char *digest)
{
  g_autofree char *name = g_strconcat (digest, ".gz", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_new_for_path (path);
}

static gboolean
keep_picture (const char *folder, const char *data, gsize length, char **digest, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GFile) file = NULL;

  *digest = dz_digest_bytes (bytes);
  file = file_of (folder, *digest);
  /* It is in use again: one that has not been for long may just be being swept away. */
  if (utime (g_file_peek_path (file), NULL) == 0)
    return TRUE;
  packed = dz_gzip (bytes, error);
  return packed != NULL && dz_replace_file (file, packed, FALSE, NULL, error);
}

/* The next string of at least LARGE bytes in which nothing is escaped: from behind its quote to its other one. */
static const char *
find_large (const char *text, const char *end, const char **stop)
{
  for (const char *start = memchr (text, '"', (gsize)(end - text)); start != NULL;)
    {
      const char *p = start + 1;

      while (p < end && *p != '"' && *p != '\\')
        p++;
      if (p == end)
        return NULL;
      if (*p == '"' && p - start > LARGE)
        {
          *stop = p;
          return start + 1;
        }
      while (p < end && *p != '"')
        p += *p == '\\' ? 2 : 1;
      start = p < end ? memchr (p + 1, '"', (gsize)(end - p - 1)) : NULL;
    }
  return NULL;
}

GBytes *
dz_version_pack (GBytes *bytes, const char *folder, GStrv *pictures, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length), *end;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) packed = g_string_sized_new (length / 2);
  const char *start, *stop;

  if (length == 0)
    {
      *pictures = g_strv_builder_end (builder);
      return g_bytes_ref (bytes);
    }
  end = text + length;
  while ((start = find_large (text, end, &stop)) != NULL)
    {
      g_autofree char *digest = NULL;

      if (!keep_picture (folder, start, (gsize)(stop - start), &digest, error))
        return NULL;
      g_string_append_len (packed, text, start - text);
      g_string_append_printf (packed, "%c%s%c", TOKEN, digest, TOKEN);
      g_strv_builder_add (builder, digest);
      text = stop;
    }
  g_string_append_len (packed, text, end - text);
  *pictures = g_strv_builder_end (builder);
  return g_string_free_to_bytes (g_steal_pointer (&packed));
}

static gboolean
append (GByteArray *array, const char *text, gsize length, GError **error)
{
  if (array->len + length > DZ_PROJECT_FILE_MAX_SIZE)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE, _ ("it is too large"));
      return FALSE;
    }
  g_byte_array_append (array, (const guint8 *)text, (guint)length);
  return TRUE;
}

static gboolean
append_picture (GByteArray *array, const char *folder, const char *digest, GError **error)
{
  g_autoptr (GFile) file = file_of (folder, digest);
  g_autoptr (GBytes) packed = g_file_load_bytes (file, NULL, NULL, error);

  return packed != NULL && gunzip_into (array, packed, DZ_PROJECT_FILE_MAX_SIZE, error);
}

GBytes *
dz_version_unpack (GBytes *packed, const char *folder, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (packed, &length), *end;
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  const char *token;

  if (length == 0)
    return g_bytes_ref (packed);
  end = text + length;
  while ((token = memchr (text, TOKEN, (gsize)(end - text))) != NULL)
    {
      g_autofree char *digest = g_strndup (token + 1, MIN (DZ_DIGEST_LENGTH, (gsize)(end - token - 1)));

      if (strspn (digest, "0123456789abcdef") != DZ_DIGEST_LENGTH || end - token < DZ_DIGEST_LENGTH + 2)
        {
          g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("it is damaged"));
          return NULL;
        }
      if (!append (whole, text, (gsize)(token - text), error) || !append_picture (whole, folder, digest, error))
        return NULL;
      text = token + DZ_DIGEST_LENGTH + 2;
    }
  return append (whole, text, (gsize)(end - text), error) ? g_byte_array_free_to_bytes (g_steal_pointer (&whole)) : NULL;
}
