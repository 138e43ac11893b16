#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "formats/reading/dz-pictures.h"
#include "formats/reading/dz-svg.h"
#include "model/dz-edit.h"
#include "services/dz-http.h"
#include "window/app/dz-window-private.h"
#include "window/dz-compat.h"

#define MOST_BYTES (20 * 1024 * 1024)
/* Of all pictures of a project together, so that its file stays one that can be opened. */
#define MOST_ALL_BYTES (128 * 1024 * 1024)
#define LIST_HEIGHT 240

typedef struct
{
  DzWindow *window;
  DzProject *project;
  GCancellable *cancellable;
  GPtrArray *addresses;
  guint next;
  GPtrArray *pictures;
  GString *failures; /* one a line */
  gsize bytes;
} Fetch;

static void fetch_next (Fetch *fetch);

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->window);
  g_object_unref (fetch->project);
  g_object_unref (fetch->cancellable);
  g_ptr_array_unref (fetch->addresses);
  g_ptr_array_unref (fetch->pictures);
  g_string_free (fetch->failures, TRUE);
  g_free (fetch);
}

static gsize
count_bytes (DzProject *project)
{
  GListModel *pictures = dz_project_get_pictures (project);
  guint n_pictures = g_list_model_get_n_items (pictures);
  gsize bytes = 0;

  for (guint i = 0; i < n_pictures; i++)
    {
      g_autoptr (DzPicture) picture = g_list_model_get_item (pictures, i);

      bytes += g_bytes_get_size (dz_picture_get_bytes (picture));
    }
  return bytes;
}

/* The last part of the path, as a file would be called. */
static char *
dup_name (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *slash = uri ? strrchr (g_uri_get_path (uri), '/') : NULL;

  return g_strdup (slash ? slash + 1 : "");
}

static void
add_failure (Fetch *fetch, const char *message)
{
  g_string_append_printf (fetch->failures, "%s%s", fetch->failures->len > 0 ? "\n" : "", message);
}

static void
take (Fetch *fetch, const char *address, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *type = data ? dz_pictures_sniff (data, size) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  DzPicture *picture;

  if (!type)
    message = g_strdup_printf (_ ("What “%s” gives is not a PNG, JPEG, GIF, WebP or SVG picture."), address);
  else if (g_str_equal (type, "image/svg+xml") && !dz_svg_is_safe (data, size))
    message = g_strdup_printf (_ ("The drawing “%s” contains more than a drawing, so it is not taken in."), address);
  else if (fetch->bytes + size > MOST_ALL_BYTES)
    message = g_strdup_printf (_ ("With “%s” the project would become too large."), address);
  if (message)
    {
      add_failure (fetch, message);
      return;
    }
  name = dup_name (address);
  picture = dz_picture_new (NULL, type, name, bytes);
  dz_picture_init_address (picture, address);
  g_ptr_array_add (fetch->pictures, picture);
  fetch->bytes += size;
}

static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  dz_compat_ask_finish (result);
}

static void
show_failures (Fetch *fetch, guint taken)
{
  const DzResponse responses[] = { { "close", _ ("_Close"), ADW_RESPONSE_DEFAULT }, { 0 } };
  GtkWidget *label = gtk_label_new (fetch->failures->str);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autofree char *body
      = taken > 0 ? g_strdup_printf (ngettext ("%u picture was fetched and is in the project now. The others remain links:",
                                               "%u pictures were fetched and are in the project now. The others remain links:",
                                               taken),
                                     taken)
                  : g_strdup (_ ("The pictures remain links:"));
  const DzQuestion question
      = { _ ("Some Pictures Could Not Be Fetched"), body, scroller, responses, "close", "close" };

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  dz_compat_ask_async (GTK_WIDGET (fetch->window), &question, ignore_cb, NULL);
}

/* Still the same project in the same window, and one that may be edited. */
static gboolean
is_wanted (Fetch *fetch)
{
  DzSession *session = fetch->window->session;

  return session && dz_session_get_project (session) == fetch->project && !dz_session_get_read_only (session);
}

/* What came before it was cancelled is kept. */
static void
finish (Fetch *fetch)
{
  DzWindow *self = fetch->window;
  guint taken = 0;

  if (!self->session)
    {
      fetch_free (fetch);
      return;
    }
  dz_task_bar_end (self->fetch_bar);
  g_clear_object (&self->fetching);
  if (is_wanted (fetch))
    {
      dz_window_flush (self);
      taken = dz_edit_take_pictures (fetch->project, fetch->pictures);
      if (fetch->failures->len > 0)
        show_failures (fetch, taken);
      else
        {
          g_autofree char *message
              = g_strdup_printf (ngettext ("%u picture fetched", "%u pictures fetched", taken), taken);

          dz_window_tell (self, message);
        }
    }
  dz_window_update_actions (self);
  fetch_free (fetch);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  const char *address = g_ptr_array_index (fetch->addresses, fetch->next);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dz_http_get_finish (result, &error);

  if (bytes)
    take (fetch, address, bytes);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    add_failure (fetch, error->message);
  fetch->next++;
  fetch_next (fetch);
}

static void
fetch_next (Fetch *fetch)
{
  guint n = fetch->addresses->len;
  g_autofree char *what = NULL;

  if (!is_wanted (fetch) || fetch->next >= n || g_cancellable_is_cancelled (fetch->cancellable))
    {
      finish (fetch);
      return;
    }
  what = g_strdup_printf (_ ("Fetching picture %u of %u…"), fetch->next + 1, n);
  dz_task_bar_set_progress (fetch->window->fetch_bar, (double) fetch->next / n, what);
  dz_http_get_async (g_ptr_array_index (fetch->addresses, fetch->next), MOST_BYTES, fetch->cancellable, fetched_cb, fetch);
}

static void
start (DzWindow *self, DzProject *project, GPtrArray *addresses)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->window = g_object_ref (self);
  fetch->project = g_object_ref (project);
  fetch->addresses = g_ptr_array_ref (addresses);
  fetch->pictures = g_ptr_array_new_with_free_func (g_object_unref);
  fetch->failures = g_string_new (NULL);
  fetch->bytes = count_bytes (project);
  fetch->cancellable = g_object_ref (dz_task_bar_begin (self->fetch_bar, _ ("Fetching pictures…")));
  g_set_object (&self->fetching, fetch->cancellable);
  dz_window_update_actions (self);
  fetch_next (fetch);
}

/* Exactly the addresses that were agreed to. */
typedef struct
{
  DzWindow *window;
  DzProject *project;
  GPtrArray *addresses;
} Asked;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  DzWindow *self = asked->window;
  const char *answer = dz_compat_ask_finish (result);

  if (g_str_equal (answer, "fetch") && self->session && !self->fetching
      && dz_session_get_project (self->session) == asked->project)
    start (self, asked->project, asked->addresses);
  g_object_unref (asked->window);
  g_object_unref (asked->project);
  g_ptr_array_unref (asked->addresses);
  g_free (asked);
}

/* "example.org (3)", one a line, in the order of the text. */
static char *
dup_hosts (GPtrArray *addresses)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++)
    {
      const char *address = g_ptr_array_index (addresses, i);
      g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
      char *host = g_strdup (uri && g_uri_get_host (uri) ? g_uri_get_host (uri) : address);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, host));

      if (count == 0)
        g_ptr_array_add (hosts, host);
      /* A key that is there stays, and the new one is freed. */
      g_hash_table_insert (counts, host, GUINT_TO_POINTER (count + 1));
    }
  for (guint i = 0; i < hosts->len; i++)
    {
      const char *host = g_ptr_array_index (hosts, i);

      g_string_append_printf (out, "%s%s (%u)", i > 0 ? "\n" : "", host,
                              GPOINTER_TO_UINT (g_hash_table_lookup (counts, host)));
    }
  return g_string_free (out, FALSE);
}

static void
fetch_pictures_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  DzProject *project = dz_session_get_project (self->session);
  g_autoptr (GPtrArray) addresses = dz_edit_list_remote_pictures (project);
  g_autofree char *hosts = dup_hosts (addresses);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Fetch %u Picture from the Web?", "Fetch %u Pictures from the Web?", addresses->len), addresses->len);
  g_autofree char *body = g_strdup_printf (
      _ ("These servers will be asked, and those that they lead on to. They learn your network address and which pictures "
         "you ask for, and nothing else:\n%s\nThe pictures become part of the project."),
      hosts);
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "fetch", _ ("_Fetch"), ADW_RESPONSE_SUGGESTED },
                                   { 0 } };
  const DzQuestion question = { heading, body, NULL, responses, "fetch", "cancel" };
  Asked *asked;

  if (addresses->len == 0)
    return;
  asked = g_new0 (Asked, 1);
  asked->window = g_object_ref (self);
  asked->project = g_object_ref (project);
  asked->addresses = g_ptr_array_ref (addresses);
  dz_compat_ask_async (widget, &question, answered_cb, asked);
}

void
dz_window_install_picture_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.fetch-pictures", NULL, fetch_pictures_cb);
}

void
dz_window_update_picture_actions (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);
  g_autoptr (GPtrArray) addresses = project ? dz_edit_list_remote_pictures (project) : NULL;
  gboolean can_fetch = addresses && addresses->len > 0 && !self->fetching && !dz_session_get_read_only (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.fetch-pictures", can_fetch);
}
