#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "desk/dz-desk-error.h"
#include "desk/dz-desk-read.h"

#define CHUNK_SIZE (256 * 1024)

/* Says what went wrong with @file in words that help who chose it. Cancelling is no mistake and passes through. */
static void
take_read_error (GError **error, GFile *file, GError *cause)
{
  g_autofree char *name = g_file_get_parse_name (file);

  if (cause->domain == DZ_DESK_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_READ, _ ("There is no file “%s”. Check its name and its folder."), name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_READ,
                 _ ("“%s” may not be read: permission is denied. Change its permissions, or ask its owner for a copy."), name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_READ, _ ("“%s” is a folder. Choose a file in it."), name);
  else
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_READ, _ ("“%s” cannot be read (%s). Try again, or choose another file."),
                 name, cause->message);
  g_error_free (cause);
}

static void
set_too_large (GError **error, GFile *file, gsize max_size)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *limit = g_format_size (max_size);

  g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_TOO_LARGE,
               _ ("“%s” is too large for an interview: more than %s. Choose another file, or cut it into parts."), name, limit);
}

static gboolean
check_info (GFile *file, gsize max_size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info
    = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                         cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "");
      return FALSE;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && (guint64) g_file_info_get_size (info) > max_size)
    {
      set_too_large (error, file, max_size);
      return FALSE;
    }

  return TRUE;
}

/* Reads on although the size is known: a file may grow meanwhile, and a device has none. */
static GBytes *
read_stream (GFile *file, gsize max_size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n_read = 1;

  if (stream == NULL)
    return NULL;

  while (n_read > 0)
    {
      gsize length = bytes->len;

      g_byte_array_set_size (bytes, length + CHUNK_SIZE);
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes->data + length, CHUNK_SIZE, &n_read, cancellable, error))
        return NULL;
      g_byte_array_set_size (bytes, length + n_read);
      if (bytes->len > max_size)
        {
          set_too_large (error, file, max_size);
          return NULL;
        }
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
dz_desk_read (GFile *file, gsize max_size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (check_info (file, max_size, cancellable, &cause))
    bytes = read_stream (file, max_size, cancellable, &cause);
  if (bytes == NULL)
    {
      take_read_error (error, file, cause);
      return NULL;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_EMPTY, _ ("“%s” is empty. Choose a file that has text in it."), name);
      return NULL;
    }

  return g_steal_pointer (&bytes);
}
