#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-journal-place.h"
#include "store/dz-journal-writer.h"
#include "store/dz-json-take.h"
#include "store/dz-json-writer.h"
#include "store/dz-store-error.h"

void
dz_journal_header_clear (DzJournalHeader *header)
{
  g_clear_pointer (&header->project, g_free);
  g_clear_pointer (&header->title, g_free);
  g_clear_pointer (&header->uri, g_free);
  g_clear_pointer (&header->digest, g_free);
  g_clear_pointer (&header->replaces, g_strfreev);
}

char *
dz_journal_header_to_json (const DzJournalHeader *header)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);

  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "format", DZ_JOURNAL_FORMAT);
  dz_json_writer_add_uint (writer, "version", DZ_JOURNAL_VERSION);
  dz_json_writer_add_string (writer, "project", header->project);
  if (header->title != NULL)
    dz_json_writer_add_string (writer, "title", header->title);
  if (header->uri != NULL)
    dz_json_writer_add_string (writer, "file", header->uri);
  if (header->digest != NULL)
    dz_json_writer_add_string (writer, "digest", header->digest);
  dz_json_writer_add_boolean (writer, "base", header->has_base);
  dz_json_writer_add_uint (writer, "generation", header->generation);
  dz_json_writer_begin_array (writer, "replaces");
  for (guint i = 0; header->replaces != NULL && header->replaces[i] != NULL; i++)
    dz_json_writer_add_string (writer, NULL, header->replaces[i]);
  dz_json_writer_end (writer);
  dz_json_writer_end (writer);
  return dz_json_writer_dup_string (writer);
}

/* Those that are no names of folders are not taken: what they name would be removed. */
static GStrv
read_names (DzJson *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (DzJson *json = list != NULL ? list->child : NULL; json != NULL; json = json->next)
    if (json->type == DZ_JSON_STRING && dz_journal_place_is_name (json->string))
      g_strv_builder_add (builder, json->string);
  return g_strv_builder_end (builder);
}

static gboolean
read_header (DzJson *root, DzJournalHeader *header, GError **error)
{
  const char *format, *project, *title = NULL, *uri = NULL, *digest = NULL;
  DzJson *generation = NULL, *replaces = NULL;
  guint version;

  if (!dz_json_check_type (root, DZ_JSON_OBJECT, error) || !dz_json_take_string (root, "format", &format, error)
      || !dz_json_take_uint (root, "version", &version, error) || !dz_json_take_id (root, "project", &project, error)
      || !dz_json_take_optional_string (root, "title", &title, error)
      || !dz_json_take_optional_string (root, "file", &uri, error)
      || !dz_json_take_optional_string (root, "digest", &digest, error)
      || !dz_json_take_optional_boolean (root, "base", &header->has_base, error)
      || !dz_json_take_optional (root, "generation", DZ_JSON_NUMBER, &generation, error)
      || !dz_json_take_optional (root, "replaces", DZ_JSON_ARRAY, &replaces, error))
    return FALSE;
  if (!g_str_equal (format, DZ_JOURNAL_FORMAT) || version != DZ_JOURNAL_VERSION)
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN,
                   _ ("it is not a journal that this version of Duizhao reads"));
      return FALSE;
    }
  header->project = g_strdup (project);
  header->title = g_strdup (title);
  header->uri = g_strdup (uri);
  header->digest = g_strdup (digest);
  header->replaces = read_names (replaces);
  if (generation != NULL)
    dz_json_get_uint (generation, &header->generation);
  return TRUE;
}

gboolean
dz_journal_header_from_json (const char *json, DzJournalHeader *header, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (DzJsonTree) tree = dz_json_parse (bytes, error);

  *header = (DzJournalHeader){ 0 };
  return tree != NULL && read_header (dz_json_tree_get_root (tree), header, error);
}

/* FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): against torn and bit-rotten lines, not against people. */
static guint32
check_of (char type, const char *text)
{
  guint32 hash = 2166136261u;

  hash = (hash ^ (guchar)type) * 16777619u;
  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar)*text) * 16777619u;
  return hash;
}

char *
dz_journal_line_new (char type, const char *text)
{
  return g_strdup_printf ("%c %08x %s\n", type, check_of (type, text), text);
}

const char *
dz_journal_line_read (const char *line, char *type)
{
  guint32 check = 0;

  if (strlen (line) < 3 + DZ_JOURNAL_CHECK || line[1] != ' ' || line[2 + DZ_JOURNAL_CHECK] != ' ')
    return NULL;
  for (guint i = 2; i < 2 + DZ_JOURNAL_CHECK; i++)
    {
      int digit = g_ascii_xdigit_value (line[i]);

      if (digit < 0)
        return NULL;
      check = check << 4 | (guint32)digit;
    }
  *type = line[0];
  return check_of (line[0], line + 3 + DZ_JOURNAL_CHECK) == check ? line + 3 + DZ_JOURNAL_CHECK : NULL;
}
