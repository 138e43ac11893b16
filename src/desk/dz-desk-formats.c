#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "desk/dz-desk-error.h"
#include "desk/dz-desk-formats.h"

static const char *const project_suffixes[] = { "duizhao", NULL };

static const DzDeskFormat project = {
  DZ_DESK_PROJECT, N_ ("Duizhao project"), project_suffixes, "application/vnd.duizhao+json", NULL,
};

gboolean
dz_desk_format_can_read (const DzDeskFormat *format)
{
  g_return_val_if_fail (format != NULL, FALSE);

  return format->format == NULL || format->format->read != NULL;
}

gboolean
dz_desk_format_can_write (const DzDeskFormat *format)
{
  g_return_val_if_fail (format != NULL, FALSE);

  return format->format == NULL || format->format->write != NULL;
}

gboolean
dz_desk_format_has_layout (const DzDeskFormat *format, DzLayout layout)
{
  g_return_val_if_fail (format != NULL, FALSE);

  return format->format != NULL && (layout != DZ_LAYOUT_SIDE_BY_SIDE || format->format->columns);
}

static GPtrArray *
build_list (void)
{
  GPtrArray *list = g_ptr_array_new ();
  const DzFormat *const *formats = dz_formats_list ();

  g_ptr_array_add (list, (gpointer) &project);
  for (; *formats != NULL; formats++)
    {
      DzDeskFormat *entry = g_new0 (DzDeskFormat, 1);

      entry->id = (*formats)->id;
      entry->name = (*formats)->name;
      entry->suffixes = (*formats)->suffixes;
      entry->media_type = (*formats)->media_type;
      entry->format = *formats;
      g_ptr_array_add (list, entry);
    }

  return list;
}

GPtrArray *
dz_desk_list_formats (void)
{
  static GPtrArray *list;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      list = build_list ();
      g_once_init_leave (&ready, 1);
    }

  return g_ptr_array_ref (list);
}

static const DzDeskFormat *
find_by_id (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    {
      const DzDeskFormat *format = list->pdata[i];

      if (g_str_equal (format->id, id))
        return format;
    }

  return NULL;
}

static const DzDeskFormat *
find_by_name (GPtrArray *list, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_utf8_make_valid (name, -1);
  g_autofree char *small = g_ascii_strdown (folded, -1);
  const DzFormat *format;

  if (g_str_has_suffix (small, ".duizhao"))
    return &project;
  format = dz_formats_for_name (folded);

  return format != NULL ? find_by_id (list, format->id) : NULL;
}

/* The words that may stand where the one did that is none of them. */
static char *
describe_choice (GPtrArray *list, gboolean writing, gboolean suffixes)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const DzDeskFormat *format = list->pdata[i];

      if (writing ? !dz_desk_format_can_write (format) : !dz_desk_format_can_read (format))
        continue;
      if (words->len > 0)
        g_string_append (words, ", ");
      g_string_append_printf (words, suffixes ? ".%s" : "%s", suffixes ? format->suffixes[0] : format->id);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

const DzDeskFormat *
dz_desk_find_format (GFile *file, const char *id, gboolean writing, GError **error)
{
  g_autoptr (GPtrArray) list = dz_desk_list_formats ();
  g_autofree char *name = g_file_get_parse_name (file);
  const DzDeskFormat *format = id != NULL ? find_by_id (list, id) : find_by_name (list, file);
  g_autofree char *choice = describe_choice (list, writing, id == NULL);

  if (format == NULL && id != NULL)
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT, _ ("There is no format “%s”. Choose one of: %s."), id, choice);
  else if (format == NULL)
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT,
                 _ ("The name of “%s” does not say which format it is. Say which, or let the name end in one of: %s."), name,
                 choice);
  else if (writing && !dz_desk_format_can_write (format))
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT,
                 _ ("“%s” cannot be written as %s, which is only read. Choose one of: %s."), name, _ (format->name), choice);
  else if (!writing && !dz_desk_format_can_read (format))
    g_set_error (error, DZ_DESK_ERROR, DZ_DESK_ERROR_FORMAT,
                 _ ("“%s” cannot be read as %s, which is only written. Choose one of: %s."), name, _ (format->name), choice);
  else
    return format;

  return NULL;
}
