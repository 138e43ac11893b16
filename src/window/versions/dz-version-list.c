#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/versions/dz-version-list.h"

struct _DzVersionList
{
  AdwBin parent_instance;

  GtkListBox *box;
  GCancellable *cancellable;
  char *chosen; /* digest */
  char *present;
};

G_DEFINE_FINAL_TYPE (DzVersionList, dz_version_list, ADW_TYPE_BIN)

enum
{
  LOADED,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static DzVersion *
get_version (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "version");
}

static char *
dup_day (DzVersion *version)
{
  g_autoptr (GDateTime) when = g_date_time_to_local (dz_version_get_time (version));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *day = g_date_time_format (when, "%F");
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autofree char *before = g_date_time_format (yesterday, "%F");

  if (g_str_equal (day, today))
    return g_strdup (_ ("Today"));
  if (g_str_equal (day, before))
    return g_strdup (_ ("Yesterday"));
  /* Translators: a day, as g_date_time_format() writes it: 24 November 2026 */
  return g_date_time_format (when, _ ("%-d %B %Y"));
}

static char *
dup_time (DzVersion *version)
{
  g_autoptr (GDateTime) when = g_date_time_to_local (dz_version_get_time (version));

  return g_date_time_format (when, "%H:%M");
}

char *
dz_version_list_dup_when (DzVersion *version)
{
  g_autofree char *day = dup_day (version);
  g_autofree char *time = dup_time (version);

  /* Translators: a day and a time: "Today, 14:02" */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

static char *
dup_reason (DzVersion *version)
{
  const char *reason = dz_version_get_reason (version);

  /* Translators: %s is what was done then, as "Replace All" */
  return reason ? g_strdup_printf (_ ("Before “%s”"), reason) : g_strdup (_ ("Saved"));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *first = gtk_label_new (title), *second = gtk_label_new (subtitle);
  g_autofree char *name = g_strdup_printf ("%s. %s", title, subtitle);

  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (second), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
add_present (DzVersionList *self)
{
  GtkWidget *row = make_row (_ ("Now"), _ ("The project as it is"));

  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->box, row);
}

static GtkListBoxRow *
add_version (DzVersionList *self, DzVersion *version)
{
  g_autofree char *time = dup_time (version);
  g_autofree char *reason = dup_reason (version);
  g_autofree char *when = dz_version_list_dup_when (version);
  g_autofree char *name = g_strdup_printf ("%s. %s", when, reason);
  GtkWidget *row = make_row (time, reason);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "version", g_object_ref (version), g_object_unref);
  gtk_list_box_append (self->box, row);
  return GTK_LIST_BOX_ROW (row);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  DzVersion *version = get_version (row), *last = before ? get_version (before) : NULL;
  g_autofree char *day = version ? dup_day (version) : NULL;
  g_autofree char *last_day = last ? dup_day (last) : NULL;
  GtkWidget *label;

  if (!day || g_strcmp0 (day, last_day) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (day);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dz-day");
  gtk_list_box_row_set_header (row, label);
}

static void
selected_cb (DzVersionList *self, GtkListBoxRow *row)
{
  DzVersion *version = row ? get_version (row) : NULL;

  if (!version || g_strcmp0 (self->chosen, dz_version_get_digest (version)) == 0)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (dz_version_get_digest (version));
  g_signal_emit (self, signals[CHOSEN], 0, version);
}

static void
fill (DzVersionList *self, GPtrArray *versions)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->box)), *child;
  GtkListBoxRow *wanted = NULL, *first = NULL, *other = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_list_box_remove (self->box, child);
  add_present (self);
  for (guint i = 0; i < versions->len; i++)
    {
      DzVersion *version = g_ptr_array_index (versions, i);
      GtkListBoxRow *row = add_version (self, version);

      if (!first)
        first = row;
      if (!other && g_strcmp0 (self->present, dz_version_get_digest (version)) != 0)
        other = row;
      if (g_strcmp0 (self->chosen, dz_version_get_digest (version)) == 0)
        wanted = row;
    }
  if (!wanted)
    wanted = other ? other : first;
  gtk_list_box_select_row (self->box, wanted);
  if (focus && wanted)
    gtk_widget_grab_focus (GTK_WIDGET (wanted));
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, dz_versions_list (data), (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DzVersionList *self = DZ_VERSION_LIST (source);
  g_autoptr (GPtrArray) versions = g_task_propagate_pointer (G_TASK (result), NULL);

  /* None when it was cancelled: by a newer list, or because the window went. */
  if (!versions || !self->box)
    return;
  fill (self, versions);
  g_signal_emit (self, signals[LOADED], 0, versions->len);
}

void
dz_version_list_load (DzVersionList *self, DzVersions *versions, const char *present)
{
  g_autoptr (GTask) task = NULL;

  g_free (self->present);
  self->present = g_strdup (present);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_source_tag (task, dz_version_list_load);
  g_task_set_task_data (task, g_object_ref (versions), g_object_unref);
  g_task_run_in_thread (task, list_thread);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  DzVersionList *self = DZ_VERSION_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->box);

  return row && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
dz_version_list_dispose (GObject *object)
{
  DzVersionList *self = DZ_VERSION_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->box)
    g_signal_handlers_disconnect_by_data (self->box, self);
  self->box = NULL;
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->present, g_free);
  G_OBJECT_CLASS (dz_version_list_parent_class)->dispose (object);
}

static void
dz_version_list_class_init (DzVersionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_version_list_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  signals[LOADED] = g_signal_new ("loaded", DZ_TYPE_VERSION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_UINT);
  signals[CHOSEN] = g_signal_new ("chosen", DZ_TYPE_VERSION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  DZ_TYPE_VERSION);
}

static void
dz_version_list_init (DzVersionList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "dz-versions");
  gtk_list_box_set_header_func (self->box, header_cb, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Versions"), -1);
  g_signal_connect_swapped (self->box, "row-selected", G_CALLBACK (selected_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), scroller);
}
