#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "formats/reading/dz-pictures.h"

/* Of one picture, and of all of a transcript's. Whatever is beyond stays a link. */
#define MAX_BYTES (16 * 1024 * 1024)
#define MAX_ALL_BYTES (128 * 1024 * 1024)

struct _DzPictures
{
  DzProject *project;
  char *base;        /* real path, without links in it; or NULL */
  GHashTable *taken; /* address → source */
  gsize bytes;
};

DzPictures *
dz_pictures_new (DzProject *project, const char *base)
{
  DzPictures *self = g_new0 (DzPictures, 1);
  char *real = base != NULL ? realpath (base, NULL) : NULL;

  self->project = project;
  self->base = g_strdup (real);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  free (real);
  return self;
}

void
dz_pictures_free (DzPictures *self)
{
  g_hash_table_unref (self->taken);
  g_free (self->base);
  g_free (self);
}

static gboolean
has_bytes (const guint8 *data, gsize size, gsize offset, const char *bytes, gsize length)
{
  return size >= offset + length && memcmp (data + offset, bytes, length) == 0;
}

static gboolean
is_svg (const guint8 *data, gsize size)
{
  g_autofree char *head = g_strndup ((const char *)data, MIN (size, 1024));
  const char *start = head;

  if (g_str_has_prefix (start, "\xef\xbb\xbf"))
    start += 3;
  start += strspn (start, " \t\r\n");
  return g_str_has_prefix (start, "<svg")
         || (*start == '<' && strstr (start, "<svg") != NULL
             && (g_str_has_prefix (start, "<?xml") || g_str_has_prefix (start, "<!")));
}

const char *
dz_pictures_sniff (const guint8 *data, gsize size)
{
  if (has_bytes (data, size, 0, "\x89PNG\r\n\x1a\n", 8))
    return "image/png";
  if (has_bytes (data, size, 0, "\xff\xd8\xff", 3))
    return "image/jpeg";
  if (has_bytes (data, size, 0, "GIF87a", 6) || has_bytes (data, size, 0, "GIF89a", 6))
    return "image/gif";
  if (has_bytes (data, size, 0, "RIFF", 4) && has_bytes (data, size, 8, "WEBP", 4))
    return "image/webp";
  return is_svg (data, size) ? "image/svg+xml" : NULL;
}

static char *
add_picture (DzPictures *self, const char *name, const guint8 *data, gsize size)
{
  const char *type = dz_pictures_sniff (data, size);
  g_autoptr (DzPicture) picture = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (type == NULL || size > MAX_BYTES || self->bytes + size > MAX_ALL_BYTES)
    return NULL;
  bytes = g_bytes_new (data, size);
  picture = dz_picture_new (NULL, type, name, bytes);
  if (!dz_project_build (self->project, NULL, DZ_ENTITY (picture), NULL))
    return NULL;
  self->bytes += size;
  return g_strconcat ("picture:", dz_picture_get_id (picture), NULL);
}

static char *
take_data (DzPictures *self, const char *address)
{
  const char *comma = strchr (address, ',');
  g_autofree guint8 *data = NULL;
  gsize size;

  if (comma == NULL || strlen (comma) > MAX_BYTES / 3 * 4)
    return NULL;
  if (comma - address >= 7 && g_ascii_strncasecmp (comma - 7, ";base64", 7) == 0)
    data = g_base64_decode (comma + 1, &size);
  else
    {
      g_autoptr (GBytes) bytes = g_uri_unescape_bytes (comma + 1, -1, NULL, NULL);

      if (bytes == NULL)
        return NULL;
      data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);
    }
  return add_picture (self, "", data, size);
}

static gboolean
has_scheme (const char *address)
{
  gsize length = 0;

  while (g_ascii_isalnum (address[length])
         || (length > 0 && strchr ("+.-", address[length]) != NULL && address[length] != '\0'))
    length++;
  return length > 1 && address[length] == ':';
}

/* (nullable): the real path of a plain file below the folder, links followed. */
static char *
dup_path_below (const DzPictures *self, const char *relative)
{
  g_autofree char *joined = g_build_filename (self->base, relative, NULL);
  g_autofree char *prefix
      = g_str_has_suffix (self->base, "/") ? g_strdup (self->base) : g_strconcat (self->base, "/", NULL);
  char *real = realpath (joined, NULL);
  char *path = NULL;

  if (real != NULL && g_str_has_prefix (real, prefix) && g_file_test (real, G_FILE_TEST_IS_REGULAR))
    path = g_strdup (real);
  free (real);
  return path;
}

static char *
find_file (const DzPictures *self, const char *address)
{
  g_autofree char *cut = NULL;
  g_autofree char *unescaped = NULL;
  char *path;

  if (self->base == NULL || *address == '\0' || has_scheme (address) || g_path_is_absolute (address)
      || *address == '\\')
    return NULL;
  path = dup_path_below (self, address);
  if (path != NULL)
    return path;
  cut = g_strndup (address, strcspn (address, "?#"));
  unescaped = g_uri_unescape_string (cut, NULL);
  return unescaped != NULL && *unescaped != '\0' ? dup_path_below (self, unescaped) : NULL;
}

static char *
take_file (DzPictures *self, const char *address)
{
  g_autofree char *path = find_file (self, address);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *data = NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFileInfo) info = NULL;
  gsize size;

  if (file == NULL)
    return NULL;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info == NULL || g_file_info_get_size (info) > MAX_BYTES
      || !g_file_load_contents (file, NULL, &data, &size, NULL, NULL))
    return NULL;
  if (!g_utf8_validate (name, -1, NULL))
    {
      g_free (name);
      name = g_strdup ("");
    }
  return add_picture (self, name, (const guint8 *)data, size);
}

char *
dz_pictures_take (DzPictures *self, const char *address)
{
  const char *known = g_hash_table_lookup (self->taken, address);
  char *source;

  if (known != NULL)
    return g_strdup (known);
  source = g_ascii_strncasecmp (address, "data:", 5) == 0 ? take_data (self, address) : take_file (self, address);
  if (source == NULL)
    source = g_strdup (address);
  g_hash_table_insert (self->taken, g_strdup (address), g_strdup (source));
  return source;
}
