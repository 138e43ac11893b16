#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "model/dz-project-copy.h"
#include "store/dz-file-stamp.h"
#include "store/dz-folder.h"
#include "store/dz-json-take.h"
#include "store/dz-json-writer.h"
#include "store/dz-project-file.h"
#include "store/dz-project-json.h"
#include "store/dz-replace-file.h"
#include "store/dz-store-error.h"
#include "store/dz-versions-private.h"

/* A version's file: gzip of one line, {"reason":…,"pictures":[…]}, and the project file behind it. Its name is
 * MILLISECONDS-DIGEST.gz. */
#define SUFFIX ".gz"
#define PICTURES "pictures"
#define MOST_HEAD 65536
#define HEAD_CHUNK 4096
/* Another program may just be writing the version that a picture belongs to. */
#define YOUNG 3600 /* seconds */

struct _DzVersions
{
  GObject parent_instance;

  char *folder;
  char *pictures;
  GError *problem; /* read and written in the main thread alone */
};

G_DEFINE_FINAL_TYPE (DzVersions, dz_versions, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
dz_versions_finalize (GObject *object)
{
  DzVersions *self = DZ_VERSIONS (object);

  g_free (self->folder);
  g_free (self->pictures);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (dz_versions_parent_class)->finalize (object);
}

static void
dz_versions_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROBLEM)
    g_value_set_boxed (value, DZ_VERSIONS (object)->problem);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_versions_class_init (DzVersionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_versions_finalize;
  object_class->get_property = dz_versions_get_property;
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dz_versions_init (DzVersions *self)
{
}

DzVersions *
dz_versions_new (const char *project_id)
{
  DzVersions *self = g_object_new (DZ_TYPE_VERSIONS, NULL);
  /* An id comes out of a file, and may be anything. */
  g_autofree char *name = g_uuid_string_is_valid (project_id)
                              ? g_strdup (project_id)
                              : g_compute_checksum_for_string (G_CHECKSUM_SHA256, project_id, -1);

  self->folder = g_build_filename (g_get_user_data_dir (), "duizhao", "versions", name, NULL);
  self->pictures = g_build_filename (self->folder, PICTURES, NULL);
  return self;
}

const GError *
dz_versions_get_problem (DzVersions *self)
{
  return self->problem;
}

void
dz_versions_set_problem (DzVersions *self, GError *problem)
{
  gboolean news = problem != NULL || self->problem != NULL;

  g_clear_error (&self->problem);
  self->problem = problem;
  if (news)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static char *
make_head (const char *reason, const char *const *pictures)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_json_writer_begin_object (writer, NULL);
  if (reason != NULL)
    dz_json_writer_add_string (writer, "reason", reason);
  dz_json_writer_begin_array (writer, "pictures");
  for (guint i = 0; pictures[i] != NULL; i++)
    dz_json_writer_add_string (writer, NULL, pictures[i]);
  dz_json_writer_end (writer);
  dz_json_writer_end (writer);
  return dz_json_writer_dup_string (writer);
}

static gboolean
read_head (const char *line, gsize length, char **reason, GStrv *pictures)
{
  g_autoptr (GBytes) bytes = g_bytes_new (line, length);
  g_autoptr (DzJsonTree) tree = dz_json_parse (bytes, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DzJson *root = tree != NULL ? dz_json_tree_get_root (tree) : NULL;
  DzJson *list = NULL;
  const char *why = NULL;

  if (root == NULL || !dz_json_check_type (root, DZ_JSON_OBJECT, NULL)
      || !dz_json_take_optional_string (root, "reason", &why, NULL)
      || !dz_json_take_optional (root, "pictures", DZ_JSON_ARRAY, &list, NULL))
    return FALSE;
  for (DzJson *json = list != NULL ? list->child : NULL; json != NULL; json = json->next)
    if (json->type == DZ_JSON_STRING)
      g_strv_builder_add (builder, json->string);
  *reason = g_strdup (why);
  *pictures = g_strv_builder_end (builder);
  return TRUE;
}

/* Rather than that the disk does not let it be read. */
static gboolean
is_damage (const GError *error)
{
  return error->domain != G_IO_ERROR || error->code == G_IO_ERROR_INVALID_DATA
         || error->code == G_IO_ERROR_PARTIAL_INPUT;
}

/* (nullable): the file's first line. It is read no farther: of one that is damaged behind it, loading says so. */
static char *
read_beginning (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GFileInputStream) source = g_file_read (file, NULL, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *head = NULL;
  char *end = NULL;
  gsize n = 0;
  gssize got = 1;

  if (source == NULL)
    return NULL;
  head = g_malloc (MOST_HEAD);
  stream = g_converter_input_stream_new (G_INPUT_STREAM (source), converter);
  while (end == NULL && n < MOST_HEAD && got > 0)
    {
      got = g_input_stream_read (stream, head + n, MIN (HEAD_CHUNK, MOST_HEAD - n), NULL, error);
      n += (gsize)MAX (got, 0);
      end = memchr (head, '\n', n);
    }
  return end != NULL ? g_strndup (head, (gsize)(end - head)) : NULL;
}

/* (nullable): what a file of that name is, without what is in it; an error only when the disk does not let it be read
 */
static DzVersion *
read_version (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) local = NULL;
  g_autofree char *head = NULL;
  g_autofree char *digest = NULL;
  char *rest, *reason = NULL;
  gint64 milliseconds = g_ascii_strtoll (name, &rest, 10);
  GStrv pictures = NULL;
  GStatBuf found;

  if (*rest != '-')
    return NULL;
  head = read_beginning (path, &local);
  if (local != NULL && !is_damage (local) && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  if (head == NULL || g_stat (path, &found) != 0 || !read_head (head, strlen (head), &reason, &pictures))
    return NULL;
  digest = g_strndup (rest + 1, strcspn (rest + 1, "."));
  return dz_version_new (path, digest, milliseconds, reason, pictures, (guint64)found.st_size);
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  gint64 first = dz_version_get_milliseconds (*(DzVersion *const *)a);
  gint64 second = dz_version_get_milliseconds (*(DzVersion *const *)b);

  return (first < second) - (first > second);
}

/* @error: (nullable): set when there may be others, which cannot be read just now. GDir would not say that. */
static GPtrArray *
list_versions (DzVersions *self, GError **error)
{
  GPtrArray *versions = g_ptr_array_new_with_free_func (g_object_unref);
  DIR *dir = opendir (self->folder);
  g_autoptr (GError) local = NULL;
  struct dirent *entry;

  errno = dir == NULL && errno == ENOENT ? 0 : errno;
  while (dir != NULL && (errno = 0, entry = readdir (dir)) != NULL)
    {
      DzVersion *version = NULL;

      if (g_ascii_isdigit (*entry->d_name) && g_str_has_suffix (entry->d_name, SUFFIX))
        version = read_version (self->folder, entry->d_name, local == NULL ? &local : NULL);
      if (version != NULL)
        g_ptr_array_add (versions, version);
    }
  if (errno != 0 && local == NULL)
    g_set_error_literal (&local, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  if (dir != NULL)
    closedir (dir);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  g_ptr_array_sort (versions, compare_versions);
  return versions;
}

GPtrArray *
dz_versions_list (DzVersions *self)
{
  return list_versions (self, NULL);
}

/* Takes away pictures that no version has any more. */
static void
sweep_pictures (DzVersions *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = list_versions (self, &error);
  g_autoptr (GDir) dir = g_dir_open (self->pictures, 0, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  /* A version that cannot be read just now may have them. */
  if (error != NULL)
    return;
  for (guint i = 0; i < versions->len; i++)
    for (const char *const *picture = dz_version_get_pictures (g_ptr_array_index (versions, i)); *picture; picture++)
      g_hash_table_add (used, (gpointer)*picture);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *digest = g_strndup (name, strcspn (name, "."));
      g_autofree char *path = g_build_filename (self->pictures, name, NULL);
      GStatBuf found;

      if (!g_hash_table_contains (used, digest) && g_stat (path, &found) == 0 && found.st_mtime + YOUNG < now)
        g_unlink (path);
    }
}

static void
thin (DzVersions *self, gint64 now)
{
  g_autoptr (GPtrArray) versions = dz_versions_list (self);
  g_autoptr (GPtrArray) gone = dz_versions_thin (versions, now);

  for (guint i = 0; i < gone->len; i++)
    g_unlink (dz_version_get_path (g_ptr_array_index (gone, i)));
  sweep_pictures (self);
}

/* TRUE when the latest version is these bytes already, for the same reason. One that was only saved gets its reason. */
static gboolean
is_latest (DzVersions *self, const char *digest, const char *reason)
{
  g_autoptr (GPtrArray) versions = dz_versions_list (self);
  DzVersion *latest = versions->len > 0 ? g_ptr_array_index (versions, 0) : NULL;

  return latest != NULL && g_str_equal (dz_version_get_digest (latest), digest)
         && (reason == NULL || g_strcmp0 (dz_version_get_reason (latest), reason) == 0);
}

static GBytes *
make_file (DzVersions *self, GBytes *bytes, const char *reason, GError **error)
{
  g_auto (GStrv) pictures = NULL;
  g_autoptr (GBytes) packed = dz_version_pack (bytes, self->pictures, &pictures, error);
  g_autoptr (GBytes) joined = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *head = NULL;

  if (packed == NULL)
    return NULL;
  head = make_head (reason, (const char *const *)pictures);
  text = g_string_new (head);
  g_string_append_c (text, '\n');
  g_string_append_len (text, g_bytes_get_data (packed, NULL), (gssize)g_bytes_get_size (packed));
  joined = g_string_free_to_bytes (g_steal_pointer (&text));
  return dz_gzip (joined, error);
}

gboolean
dz_versions_keep (DzVersions *self, GBytes *bytes, const char *digest, const char *reason, GError **error)
{
  g_autofree char *own = digest == NULL ? dz_digest_bytes (bytes) : g_strdup (digest);
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *name = g_strdup_printf ("%013" G_GINT64_FORMAT "-%s%s", now, own, SUFFIX);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) packed = NULL;

  if (is_latest (self, own, reason))
    return TRUE;
  if (!dz_folder_make (self->pictures))
    {
      int code = errno;

      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_WRITE,
                   _ ("No version can be kept: the folder “%s” cannot be made (%s). See that there is room on the "
                      "disk, and that you may write there."),
                   self->pictures, g_strerror (code));
      return FALSE;
    }
  packed = make_file (self, bytes, reason, error);
  if (packed == NULL || !dz_replace_file (file, packed, FALSE, NULL, error))
    return FALSE;
  thin (self, now);
  return TRUE;
}

typedef struct
{
  DzProject *project;
  char *reason;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_clear_object (&keeping->project);
  g_free (keeping->reason);
  g_free (keeping);
}

static void
keep_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Keeping *keeping = task_data;
  g_autoptr (GBytes) bytes = dz_project_to_json (keeping->project);
  GError *error = NULL;

  if (dz_versions_keep (source, bytes, NULL, keeping->reason, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dz_versions_keep_async (
    DzVersions *self, DzProject *project, const char *reason, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->project = dz_project_copy (project);
  keeping->reason = g_strdup (reason);
  g_task_set_source_tag (task, dz_versions_keep_async);
  g_task_set_task_data (task, keeping, (GDestroyNotify)keeping_free);
  g_task_run_in_thread (task, keep_thread);
}

gboolean
dz_versions_keep_finish (DzVersions *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static DzVersion *
find_version (GPtrArray *versions, const char *digest)
{
  for (guint i = 0; i < versions->len; i++)
    if (g_str_equal (dz_version_get_digest (g_ptr_array_index (versions, i)), digest))
      return g_ptr_array_index (versions, i);
  return NULL;
}

static GBytes *
load_bytes (DzVersions *self, DzVersion *version, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (dz_version_get_path (version));
  g_autoptr (GBytes) packed = g_file_load_bytes (file, NULL, NULL, error);
  g_autoptr (GBytes) text = packed != NULL ? dz_gunzip (packed, DZ_PROJECT_FILE_MAX_SIZE, error) : NULL;
  g_autoptr (GBytes) body = NULL;
  const char *start, *end;
  gsize length;

  if (text == NULL)
    return NULL;
  start = g_bytes_get_data (text, &length);
  end = memchr (start, '\n', length);
  if (end == NULL)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("it is damaged"));
      return NULL;
    }
  body = g_bytes_new_from_bytes (text, (gsize)(end + 1 - start), length - (gsize)(end + 1 - start));
  return dz_version_unpack (body, self->pictures, error);
}

DzProject *
dz_versions_load (DzVersions *self, const char *digest, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) versions = list_versions (self, &local);
  DzVersion *version = find_version (versions, digest);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;
  DzProject *project = NULL;

  if (version == NULL && local == NULL)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_GONE, _ ("This version of the project is not kept any more."));
      return NULL;
    }
  if (version != NULL)
    {
      g_clear_error (&local);
      bytes = load_bytes (self, version, &local);
    }
  found = bytes != NULL ? dz_digest_bytes (bytes) : NULL;
  if (g_strcmp0 (found, digest) == 0)
    project = dz_project_from_json (bytes, NULL, &local);
  if (project == NULL)
    g_set_error (error, DZ_STORE_ERROR,
                 local == NULL || is_damage (local) ? DZ_STORE_ERROR_DAMAGED : DZ_STORE_ERROR_READ,
                 _ ("This version of the project cannot be read: %s. Choose another one."),
                 local != NULL ? local->message : _ ("it is damaged"));
  return project;
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  DzProject *project = dz_versions_load (source, task_data, &error);

  if (project != NULL)
    g_task_return_pointer (task, project, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
dz_versions_load_async (
    DzVersions *self, const char *digest, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, dz_versions_load_async);
  g_task_set_task_data (task, g_strdup (digest), g_free);
  g_task_run_in_thread (task, load_thread);
}

DzProject *
dz_versions_load_finish (DzVersions *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
