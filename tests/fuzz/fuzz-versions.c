#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "fuzz.h"
#include "store/dz-file-stamp.h"
#include "store/dz-versions-private.h"

#define ID "00000000-0000-4000-8000-000000000000"
#define GZIP "\037\213"
/* What stands for a picture in a packed file. */
#define TOKEN '\001'
#define MOST (64 * 1024 * 1024)

static char *
dup_path (const char *name, const char *end)
{
  return g_build_filename (g_get_user_data_dir (), "duizhao", "versions", ID, name, end, NULL);
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

static void
remove_all (void)
{
  g_autofree char *data = NULL, *pictures = NULL;

  data = dup_path (NULL, NULL);
  pictures = dup_path ("pictures", NULL);
  remove_files (pictures);
  g_rmdir (pictures);
  remove_files (data);
}

/* What a project file is when it is packed and unpacked: itself. */
static void
check_pack (GBytes *bytes, const char *pictures)
{
  g_auto (GStrv) digests = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = dz_version_pack (bytes, pictures, &digests, &error), unpacked = NULL;

  g_assert_no_error (error);
  if (memchr (g_bytes_get_data (bytes, NULL), TOKEN, g_bytes_get_size (bytes)) != NULL)
    return;
  unpacked = dz_version_unpack (packed, pictures, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (unpacked, bytes));
}

/* (transfer full) (nullable): the digest that the version would have by its name, were it whole. */
static char *
find_digest (GBytes *text, const char *pictures)
{
  gsize length;
  const char *start = g_bytes_get_data (text, &length), *end = length > 0 ? memchr (start, '\n', length) : NULL;
  g_autoptr (GBytes) body = NULL, whole = NULL;
  g_autoptr (GError) error = NULL;

  if (end == NULL)
    return NULL;
  body = g_bytes_new_from_bytes (text, (gsize)(end + 1 - start), length - (gsize)(end + 1 - start));
  check_pack (body, pictures);
  whole = dz_version_unpack (body, pictures, &error);
  g_assert_true ((whole == NULL) == (error != NULL));
  return whole != NULL ? dz_digest_bytes (whole) : NULL;
}

static void
check_load (GBytes *file, const char *digest)
{
  g_autofree char *name = g_strdup_printf ("0000000000001-%s.gz", digest), *path = dup_path (name, NULL);
  g_autoptr (DzVersions) versions = dz_versions_new (ID);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = NULL, base = NULL;

  g_file_set_contents_full (path, g_bytes_get_data (file, NULL), (gssize)g_bytes_get_size (file),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  list = dz_versions_list (versions);
  g_assert_cmpuint (list->len, <=, 1);
  project = dz_versions_load (versions, digest, &error);
  g_assert_true ((project == NULL) == (error != NULL));
  if (project == NULL)
    return;
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (dz_version_get_digest (g_ptr_array_index (list, 0)), ==, digest);
  base = dz_versions_find_base (versions, project, project);
  fuzz_check_equal (base, project);
}

static void
prepare (void)
{
  g_autofree char *folder = g_dir_make_tmp ("duizhao-fuzz-XXXXXX", NULL);

  /* Read once, and kept by GLib. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
}

/* Lists and loads the input as a version's file: as it is, or what would be in it, under the name that it must have. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static gboolean prepared = FALSE;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size), file = NULL, text = NULL;
  g_autofree char *pictures = NULL, *digest = NULL;
  g_autoptr (GError) error = NULL;

  if (!prepared)
    prepare ();
  prepared = TRUE;
  pictures = dup_path ("pictures", NULL);
  g_mkdir_with_parents (pictures, 0700);
  if (size >= strlen (GZIP) && memcmp (data, GZIP, strlen (GZIP)) == 0)
    {
      file = g_bytes_ref (bytes);
      text = dz_gunzip (file, MOST, &error);
      g_assert_true ((text == NULL) == (error != NULL));
    }
  else
    {
      file = dz_gzip (bytes, NULL);
      text = g_bytes_ref (bytes);
    }
  digest = text != NULL ? find_digest (text, pictures) : NULL;
  check_load (file, digest != NULL ? digest : ID);
  remove_all ();
  return 0;
}
