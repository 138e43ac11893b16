#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-editable.h"
#include "window/dz-compat.h"
#include "window/tags/dz-swatch-grid.h"
#include "window/tags/dz-tag-form.h"
#include "window/tags/dz-tag-list.h"
#include "window/tags/dz-tag-swatch.h"

#include "model/dz-edit.h"

typedef struct
{
  DzProject *project;
  DzTag *tag;
  DzTag *parent;
  GtkWidget *dialog;
  GtkWidget *name;
  GtkWidget *description;
  GtkWidget *colors;
  GPtrArray *others;
  GtkWidget *list;
} Form;

static void
form_free (Form *form)
{
  g_clear_object (&form->project);
  g_clear_object (&form->tag);
  g_clear_object (&form->parent);
  g_clear_object (&form->name);
  g_clear_object (&form->description);
  g_clear_object (&form->colors);
  g_clear_object (&form->list);
  g_clear_pointer (&form->others, g_ptr_array_unref);
  g_free (form);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Form, form_free)

static Form *
form_new (DzProject *project, DzTag *tag, DzTag *parent)
{
  Form *form = g_new0 (Form, 1);

  g_set_object (&form->project, project);
  g_set_object (&form->tag, tag);
  g_set_object (&form->parent, parent);
  return form;
}

static gboolean
is_alive (Form *form, DzTag *tag)
{
  return !tag || dz_project_lookup_tag (form->project, dz_tag_get_id (tag)) == tag;
}

static char *
dup_entered (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
name_changed_cb (Form *form)
{
  g_autofree char *name = dup_entered (form->name);

  if (form->dialog)
    dz_compat_ask_set_enabled (form->dialog, "ok", *name != '\0');
}

static GtkWidget *
make_form (Form *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();

  form->name = g_object_ref_sink (adw_entry_row_new ());
  form->description = g_object_ref_sink (adw_entry_row_new ());
  form->colors = g_object_ref_sink (dz_swatch_grid_new (form->tag ? dz_tag_get_color (form->tag) : NULL));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (form->name), _ ("Name"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (form->description), _ ("Description"));
  if (form->tag)
    {
      gtk_editable_set_text (GTK_EDITABLE (form->name), dz_tag_get_name (form->tag));
      gtk_editable_set_text (GTK_EDITABLE (form->description), dz_tag_get_description (form->tag));
    }
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (form->name), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (form->description), TRUE);
  g_signal_connect_swapped (form->name, "changed", G_CALLBACK (name_changed_cb), form);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), form->name);
  gtk_list_box_append (GTK_LIST_BOX (list), form->description);
  gtk_widget_set_halign (form->colors, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), form->colors);
  return box;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Form) form = user_data;
  g_autofree char *name = dup_entered (form->name), *description = dup_entered (form->description);
  DzTag *tag;

  g_signal_handlers_disconnect_by_data (form->name, form);
  if (!g_str_equal (dz_compat_ask_finish (result), "ok") || !*name || !is_alive (form, form->parent))
    return;
  dz_project_begin_step (form->project, _ ("Make Tag"));
  tag = dz_edit_add_tag (form->project, form->parent, name, dz_swatch_grid_get_color (DZ_SWATCH_GRID (form->colors)));
  if (tag && *description)
    dz_edit_set_string (form->project, DZ_ENTITY (tag), "description", description, _ ("Make Tag"));
  dz_project_end_step (form->project);
}

void
dz_tag_form_ask_new (GtkWidget *widget, DzProject *project, DzTag *parent)
{
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "ok", _ ("_Make"), ADW_RESPONSE_SUGGESTED },
                                   { 0 } };
  Form *form = form_new (project, NULL, parent);
  g_autofree char *heading
      = parent ? g_strdup_printf (_ ("New Tag under “%s”"), dz_tag_get_name (parent)) : g_strdup (_ ("New Tag"));
  const DzQuestion question = { heading, NULL, make_form (form), responses, "ok", "cancel" };

  form->dialog = dz_compat_ask_async (widget, &question, made_cb, form);
  name_changed_cb (form);
  gtk_widget_grab_focus (form->name);
}

static void
edit_field (Form *form, const char *field, const char *was, const char *value)
{
  if (g_strcmp0 (was, value) != 0)
    dz_edit_set_string (form->project, DZ_ENTITY (form->tag), field, value, _ ("Edit Tag"));
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Form) form = user_data;
  g_autofree char *name = dup_entered (form->name), *description = dup_entered (form->description);

  g_signal_handlers_disconnect_by_data (form->name, form);
  if (!g_str_equal (dz_compat_ask_finish (result), "ok") || !*name || !is_alive (form, form->tag))
    return;
  dz_project_begin_step (form->project, _ ("Edit Tag"));
  edit_field (form, "name", dz_tag_get_name (form->tag), name);
  edit_field (form, "description", dz_tag_get_description (form->tag), description);
  edit_field (form, "color", dz_tag_get_color (form->tag), dz_swatch_grid_get_color (DZ_SWATCH_GRID (form->colors)));
  dz_project_end_step (form->project);
}

void
dz_tag_form_ask_edit (GtkWidget *widget, DzProject *project, DzTag *tag)
{
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "ok", _ ("_Apply"), ADW_RESPONSE_SUGGESTED },
                                   { 0 } };
  Form *form = form_new (project, tag, NULL);
  const DzQuestion question = { _ ("Edit Tag"), NULL, make_form (form), responses, "ok", "cancel" };

  form->dialog = dz_compat_ask_async (widget, &question, edited_cb, form);
  gtk_widget_grab_focus (form->name);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Form) form = user_data;

  if (g_str_equal (dz_compat_ask_finish (result), "delete") && is_alive (form, form->tag))
    dz_edit_remove_tag (form->project, form->tag);
}

void
dz_tag_form_ask_remove (GtkWidget *widget, DzProject *project, DzTag *tag)
{
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "delete", _ ("_Delete"), ADW_RESPONSE_DESTRUCTIVE },
                                   { 0 } };
  guint n = dz_tag_get_n_highlights (tag), n_children = g_list_model_get_n_items (dz_tag_get_children (tag));
  g_autofree char *heading = g_strdup_printf (_ ("Delete Tag “%s”?"), dz_tag_get_name (tag));
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u highlight carries it and will stay without it.", "%u highlights carry it and will stay without it.", n),
      n);
  g_autofree char *with_children
      = n_children ? g_strconcat (body, " ", _ ("The tags under it move up."), NULL) : g_strdup (body);
  const DzQuestion question = { heading, with_children, NULL, responses, "cancel", "cancel" };

  if (n == 0 && n_children == 0)
    dz_edit_remove_tag (project, tag);
  else
    dz_compat_ask_async (widget, &question, removed_cb, form_new (project, tag, NULL));
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Form) form = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (form->list));
  DzTag *into = row ? g_ptr_array_index (form->others, gtk_list_box_row_get_index (row)) : NULL;

  g_signal_handlers_disconnect_by_data (form->list, form);
  if (g_str_equal (dz_compat_ask_finish (result), "ok") && into && is_alive (form, form->tag) && is_alive (form, into))
    dz_edit_merge_tag (form->project, form->tag, into);
}

static void
other_selected_cb (Form *form)
{
  if (form->dialog)
    dz_compat_ask_set_enabled (form->dialog, "ok",
                               gtk_list_box_get_selected_row (GTK_LIST_BOX (form->list)) != NULL);
}

static GtkWidget *
make_other_row (DzTag *tag)
{
  g_autofree char *path = dz_tag_dup_path (tag);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (path);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), dz_tag_swatch_new (dz_tag_get_color (tag), 0));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "dz-list-row");
  return box;
}

/* A tag does not become part of one that lies under it: that one would have nowhere to stay. */
static GtkWidget *
make_others (Form *form)
{
  g_autoptr (GPtrArray) all = dz_tag_list_flatten (form->project);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  form->others = g_ptr_array_new_with_free_func (g_object_unref);
  form->list = g_object_ref_sink (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (form->list), GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (form->list, "boxed-list");
  for (guint i = 0; i < all->len; i++)
    {
      DzTag *other = g_ptr_array_index (all, i);

      if (dz_tag_list_is_under (other, form->tag))
        continue;
      g_ptr_array_add (form->others, g_object_ref (other));
      gtk_list_box_append (GTK_LIST_BOX (form->list), make_other_row (other));
    }
  g_signal_connect_swapped (form->list, "selected-rows-changed", G_CALLBACK (other_selected_cb), form);
  gtk_accessible_update_property (GTK_ACCESSIBLE (form->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Other tags"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), form->list);
  return scroller;
}

void
dz_tag_form_ask_merge (GtkWidget *widget, DzProject *project, DzTag *tag)
{
  const DzResponse responses[] = { { "cancel", _ ("_Cancel"), ADW_RESPONSE_DEFAULT },
                                   { "ok", _ ("_Merge"), ADW_RESPONSE_SUGGESTED },
                                   { 0 } };
  Form *form = form_new (project, tag, NULL);
  g_autofree char *heading = g_strdup_printf (_ ("Merge “%s” Into…"), dz_tag_get_name (tag));
  const DzQuestion question = { heading,   _ ("Its highlights get the tag that you choose, and what lies under it goes there."),
                                make_others (form), responses, "ok", "cancel" };

  gtk_list_box_unselect_all (GTK_LIST_BOX (form->list));
  form->dialog = dz_compat_ask_async (widget, &question, merged_cb, form);
  other_selected_cb (form);
}
