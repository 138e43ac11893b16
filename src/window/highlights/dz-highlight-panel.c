#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/highlights/dz-highlight-panel.h"
#include "window/highlights/dz-highlight-row.h"
#include "window/highlights/dz-highlight-words.h"
#include "window/tags/dz-tag-list.h"

#include "model/dz-edit.h"

/* A burst of changes fills the list once. */
#define REFILL 120
#define DOUBLE_CLICK (G_USEC_PER_SEC / 2)

enum
{
  FILTER_ALL,
  FILTER_NO_TAG,
  FILTER_LOST,
  N_FIXED_FILTERS
};

struct _DzHighlightPanel
{
  GtkBox parent_instance;

  GtkWidget *search;
  GtkDropDown *filter;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *count;

  DzProject *project;
  DzDocument *document;
  gboolean read_only;
  GListStore *shown;
  GtkSingleSelection *selection;
  GPtrArray *filter_tags;
  DzTag *tag;
  gboolean filling;
  guint refill;
  gint64 clicked_at;
};

G_DEFINE_FINAL_TYPE (DzHighlightPanel, dz_highlight_panel, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static DzHighlight *
get_selected (DzHighlightPanel *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
update_actions (DzHighlightPanel *self)
{
  gboolean any = get_selected (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "highlight.edit", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "highlight.remove", any && !self->read_only);
}

static gboolean
has_tag_under (DzHighlightPanel *self, DzHighlight *highlight, DzTag *tag)
{
  const char *const *ids = dz_highlight_get_tags (highlight);

  for (guint i = 0; ids && ids[i]; i++)
    {
      DzTag *own = dz_project_lookup_tag (self->project, ids[i]);

      if (own && dz_tag_list_is_under (own, tag))
        return TRUE;
    }
  return FALSE;
}

static gboolean
passes_filter (DzHighlightPanel *self, DzHighlight *highlight)
{
  guint chosen = gtk_drop_down_get_selected (self->filter);
  const char *const *tags = dz_highlight_get_tags (highlight);

  if (g_strcmp0 (dz_highlight_get_document (highlight), dz_document_get_id (self->document)) != 0)
    return FALSE;
  if (chosen == FILTER_NO_TAG)
    return !tags || !tags[0];
  if (chosen == FILTER_LOST)
    return dz_highlight_words_is_lost (highlight, DZ_SIDE_ORIGINAL)
           || dz_highlight_words_is_lost (highlight, DZ_SIDE_TRANSLATION);
  if (chosen >= N_FIXED_FILTERS && self->filter_tags && chosen - N_FIXED_FILTERS < self->filter_tags->len)
    return has_tag_under (self, highlight, g_ptr_array_index (self->filter_tags, chosen - N_FIXED_FILTERS));
  return TRUE;
}

static gboolean
holds_words (DzHighlightPanel *self, DzHighlight *highlight, const char *folded)
{
  g_autofree char *original = dz_highlight_words_dup_quote (self->project, highlight, DZ_SIDE_ORIGINAL);
  g_autofree char *translation = dz_highlight_words_dup_quote (self->project, highlight, DZ_SIDE_TRANSLATION);
  g_autofree char *speaker = dz_highlight_words_dup_speaker (self->project, highlight);
  g_autofree char *tags = dz_highlight_words_dup_tags (self->project, highlight);
  const char *note = dz_highlight_get_note (highlight);
  g_autofree char *all = g_strjoin ("\n", original, translation, speaker, tags, note ? note : "", NULL);
  g_autofree char *folded_all = g_utf8_casefold (all, -1);

  return strstr (folded_all, folded) != NULL;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return dz_highlight_words_compare (user_data, *(DzHighlight **) a, *(DzHighlight **) b);
}

static GPtrArray *
collect (DzHighlightPanel *self, guint *n_all)
{
  GListModel *all = dz_project_get_highlights (self->project);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  *n_all = g_list_model_get_n_items (all);
  for (guint i = 0; i < *n_all; i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (all, i);

      if (passes_filter (self, highlight) && (!*folded || holds_words (self, highlight, folded)))
        g_ptr_array_add (found, g_steal_pointer (&highlight));
    }
  g_ptr_array_sort_with_data (found, compare_cb, self->project);
  return found;
}

/* Only what differs is replaced, so that the selection and the place in the list stay. */
static void
show_found (DzHighlightPanel *self, GPtrArray *found)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint head = 0, tail = 0;

  while (head < old && head < found->len)
    {
      g_autoptr (DzHighlight) at = g_list_model_get_item (G_LIST_MODEL (self->shown), head);

      if (at != g_ptr_array_index (found, head))
        break;
      head++;
    }
  while (tail < old - head && tail < found->len - head)
    {
      g_autoptr (DzHighlight) at = g_list_model_get_item (G_LIST_MODEL (self->shown), old - 1 - tail);

      if (at != g_ptr_array_index (found, found->len - 1 - tail))
        break;
      tail++;
    }
  if (head + tail < old || head + tail < found->len)
    g_list_store_splice (self->shown, head, old - head - tail, found->pdata + head, found->len - head - tail);
}

static void
fill (DzHighlightPanel *self)
{
  g_autoptr (GPtrArray) found = NULL;
  guint n_all;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->refill, g_source_remove);
  if (!self->project || !self->document)
    return;
  found = collect (self, &n_all);
  show_found (self, found);
  text = found->len == n_all ? g_strdup_printf (ngettext ("%u highlight", "%u highlights", n_all), n_all)
                             : g_strdup_printf (_ ("%u of %u highlights"), found->len, n_all);
  gtk_label_set_text (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, found->len ? "list" : n_all ? "nothing" : "empty");
  update_actions (self);
}

static gboolean
refill_cb (gpointer user_data)
{
  DzHighlightPanel *self = user_data;

  self->refill = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
refill_soon (DzHighlightPanel *self)
{
  if (!self->refill)
    self->refill = g_timeout_add (REFILL, refill_cb, self);
}

/* @fixed: which of the filters that are no tag's is chosen where no tag is */
static void
fill_filter (DzHighlightPanel *self, guint fixed)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = fixed < N_FIXED_FILTERS ? fixed : FILTER_ALL, index;

  self->filling = TRUE;
  g_clear_pointer (&self->filter_tags, g_ptr_array_unref);
  self->filter_tags = dz_tag_list_flatten (self->project);
  g_ptr_array_foreach (self->filter_tags, (GFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->filter_tags, g_object_unref);
  gtk_string_list_append (names, _ ("All highlights"));
  gtk_string_list_append (names, _ ("Without a tag"));
  gtk_string_list_append (names, _ ("Without their text"));
  for (guint i = 0; i < self->filter_tags->len; i++)
    {
      g_autofree char *path = dz_tag_dup_path (g_ptr_array_index (self->filter_tags, i));

      gtk_string_list_append (names, path);
    }
  if (self->tag && g_ptr_array_find (self->filter_tags, self->tag, &index))
    chosen = index + N_FIXED_FILTERS;
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->filter, chosen);
  self->filling = FALSE;
}

static void
changed_cb (DzHighlightPanel *self, DzChange *change)
{
  gboolean of_tag = change->target && dz_project_lookup_tag (self->project, change->target);

  if (change->objects && change->objects->len)
    of_tag |= DZ_IS_TAG (g_ptr_array_index (change->objects, 0));
  if (of_tag)
    fill_filter (self, gtk_drop_down_get_selected (self->filter));
  if (change->kind == DZ_CHANGE_TEXT && (!change->effects || !change->effects->len))
    return;
  refill_soon (self);
}

static void
filter_chosen_cb (DzHighlightPanel *self)
{
  guint chosen = gtk_drop_down_get_selected (self->filter);

  if (self->filling)
    return;
  g_clear_object (&self->tag);
  if (chosen >= N_FIXED_FILTERS && chosen - N_FIXED_FILTERS < self->filter_tags->len)
    self->tag = g_object_ref (g_ptr_array_index (self->filter_tags, chosen - N_FIXED_FILTERS));
  fill (self);
}

static void
activate_cb (DzHighlightPanel *self, guint position)
{
  if (g_get_monotonic_time () - self->clicked_at > DOUBLE_CLICK && get_selected (self))
    g_signal_emit (self, signals[CHOSEN], 0, get_selected (self));
}

static void
clicked_cb (DzHighlightPanel *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (gesture), "item");
  DzHighlight *highlight = gtk_list_item_get_item (item);

  self->clicked_at = g_get_monotonic_time ();
  if (!highlight)
    return;
  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
  g_signal_emit (self, signals[n_press == 1 ? CHOSEN : EDIT], 0, highlight);
}

static void
setup_cb (DzHighlightPanel *self, GtkListItem *item)
{
  GtkWidget *row = dz_highlight_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (click), "item", item);
  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (DzHighlightPanel *self, GtkListItem *item)
{
  DzHighlight *highlight = gtk_list_item_get_item (item);
  guint position = gtk_list_item_get_position (item);
  gboolean first = dz_highlight_is_orphan (highlight);

  if (first && position > 0)
    {
      g_autoptr (DzHighlight) before = g_list_model_get_item (G_LIST_MODEL (self->shown), position - 1);

      first = !dz_highlight_is_orphan (before);
    }
  dz_highlight_row_set_highlight (DZ_HIGHLIGHT_ROW (gtk_list_item_get_child (item)), self->project, highlight,
                                  first ? _ ("Without their text: select a passage and join them with it") : NULL);
}

static void
unbind_cb (DzHighlightPanel *self, GtkListItem *item)
{
  dz_highlight_row_set_highlight (DZ_HIGHLIGHT_ROW (gtk_list_item_get_child (item)), NULL, NULL, NULL);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzHighlight *highlight = get_selected (DZ_HIGHLIGHT_PANEL (widget));

  if (highlight)
    g_signal_emit (widget, signals[EDIT], 0, highlight);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzHighlightPanel *self = DZ_HIGHLIGHT_PANEL (widget);
  DzHighlight *highlight = get_selected (self);

  if (!highlight || self->read_only)
    return;
  dz_edit_remove_highlight (self->project, highlight);
  fill (self);
}

static void
dz_highlight_panel_dispose (GObject *object)
{
  DzHighlightPanel *self = DZ_HIGHLIGHT_PANEL (object);

  g_clear_handle_id (&self->refill, g_source_remove);
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->tag);
  g_clear_pointer (&self->filter_tags, g_ptr_array_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->project);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_HIGHLIGHT_PANEL);
  G_OBJECT_CLASS (dz_highlight_panel_parent_class)->dispose (object);
}

static void
dz_highlight_panel_class_init (DzHighlightPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_highlight_panel_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", DZ_TYPE_HIGHLIGHT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, DZ_TYPE_HIGHLIGHT);
  signals[EDIT] = g_signal_new ("edit", DZ_TYPE_HIGHLIGHT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                DZ_TYPE_HIGHLIGHT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duizhao/Duizhao/highlights/dz-highlight-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DzHighlightPanel, search);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightPanel, filter);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightPanel, list);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightPanel, count);
  gtk_widget_class_install_action (widget_class, "highlight.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "highlight.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "highlight.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "highlight.remove", NULL);
}

static void
dz_highlight_panel_init (DzHighlightPanel *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (DZ_TYPE_HIGHLIGHT);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (update_actions), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->filter, "notify::selected", G_CALLBACK (filter_chosen_cb), self);
  update_actions (self);
}

void
dz_highlight_panel_set_project (DzHighlightPanel *self, DzProject *project, DzDocument *document, gboolean read_only)
{
  self->read_only = read_only;
  if (project != self->project)
    {
      if (self->project)
        g_signal_handlers_disconnect_by_data (self->project, self);
      g_list_store_remove_all (self->shown);
      g_clear_object (&self->tag);
      g_set_object (&self->project, project);
      g_signal_connect_swapped (project, "changed", G_CALLBACK (changed_cb), self);
    }
  g_set_object (&self->document, document);
  fill_filter (self, FILTER_ALL);
  fill (self);
}

void
dz_highlight_panel_set_tag (DzHighlightPanel *self, DzTag *tag)
{
  g_set_object (&self->tag, tag);
  fill_filter (self, FILTER_ALL);
  fill (self);
}

void
dz_highlight_panel_show_lost (DzHighlightPanel *self)
{
  g_clear_object (&self->tag);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->filter, FILTER_LOST);
  fill (self);
}

void
dz_highlight_panel_focus_search (DzHighlightPanel *self)
{
  gtk_widget_grab_focus (self->search);
}
