#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-soon.h"
#include "window/highlights/dz-highlight-editor.h"
#include "window/highlights/dz-highlight-words.h"
#include "window/tags/dz-tag-chooser.h"

#include "model/dz-edit.h"

struct _DzHighlightEditor
{
  GtkBox parent_instance;

  GtkWidget *quotes;
  GtkWidget *original;
  GtkWidget *translation;
  DzTagChooser *chooser;
  GtkWidget *note_label;
  GtkTextView *note;
  GtkWidget *jump;
  GtkWidget *join;
  GtkWidget *part;
  GtkWidget *remove;

  DzProject *project;
  DzHighlight *highlight;
  DzSide side;
  gboolean read_only;
  guint soon;
};

G_DEFINE_FINAL_TYPE (DzHighlightEditor, dz_highlight_editor, GTK_TYPE_BOX)

enum
{
  JUMP,
  JOIN,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_alive (DzHighlightEditor *self)
{
  return self->highlight
         && dz_project_lookup_highlight (self->project, dz_highlight_get_id (self->highlight)) == self->highlight;
}

static void
show_quote (DzHighlightEditor *self, GtkWidget *label, DzSide side)
{
  g_autofree char *quote = dz_highlight_words_dup_quote (self->project, self->highlight, side);
  DzAnchor *anchor = dz_highlight_get_anchor (self->highlight, side);
  g_autofree char *lost = NULL;

  if (anchor && anchor->orphan)
    /* Translators: a quote whose text was deleted */
    lost = g_strdup_printf (_ ("(gone) %s"), quote);
  gtk_label_set_text (GTK_LABEL (label), lost ? lost : quote);
  gtk_widget_set_visible (label, *quote != '\0');
}

static void
update (DzHighlightEditor *self)
{
  gboolean both, one;

  if (!is_alive (self))
    return;
  both = dz_highlight_words_is_on (self->highlight, DZ_SIDE_ORIGINAL)
         && dz_highlight_words_is_on (self->highlight, DZ_SIDE_TRANSLATION);
  one = dz_highlight_words_is_on (self->highlight, !self->side);
  show_quote (self, self->original, DZ_SIDE_ORIGINAL);
  show_quote (self, self->translation, DZ_SIDE_TRANSLATION);
  dz_tag_chooser_set_highlight (self->chooser, self->highlight);
  gtk_widget_set_visible (self->jump, one);
  gtk_widget_set_visible (self->join, !both && !self->read_only);
  gtk_widget_set_visible (self->part, both && !self->read_only);
  gtk_widget_set_visible (self->remove, !self->read_only);
}

static void
chosen_cb (DzHighlightEditor *self, DzTag *tag)
{
  if (is_alive (self) && !self->read_only)
    dz_edit_toggle_tag (self->project, self->highlight, tag);
}

static void
made_cb (DzHighlightEditor *self, const char *name)
{
  DzTag *tag;

  if (!is_alive (self) || self->read_only)
    return;
  dz_project_begin_step (self->project, _ ("Tag With New Tag"));
  tag = dz_edit_add_tag (self->project, NULL, name, NULL);
  dz_edit_toggle_tag (self->project, self->highlight, tag);
  dz_project_end_step (self->project);
}

static void
jump_cb (DzHighlightEditor *self)
{
  g_signal_emit (self, signals[JUMP], 0, (int) !self->side);
}

static void
join_cb (DzHighlightEditor *self)
{
  g_signal_emit (self, signals[JOIN], 0);
}

static void
part_cb (DzHighlightEditor *self)
{
  if (is_alive (self))
    dz_edit_part_highlight (self->project, self->highlight);
}

static void
remove_cb (DzHighlightEditor *self)
{
  g_autoptr (DzHighlight) highlight = NULL;

  if (!is_alive (self))
    return;
  dz_highlight_editor_flush (self);
  highlight = g_object_ref (self->highlight);
  dz_edit_remove_highlight (self->project, highlight);
  g_signal_emit (self, signals[REMOVED], 0);
}

/* Without the blanks around it: (transfer full). */
static char *
dup_typed (DzHighlightEditor *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (self->note), "text", &text, NULL);
  return g_strstrip (text);
}

/* Whether what is typed is the note: blanks around it make no difference. */
static gboolean
is_put (DzHighlightEditor *self, const char *typed)
{
  const char *note = dz_highlight_get_note (self->highlight);
  g_autofree char *stripped = g_strstrip (g_strdup (note ? note : ""));

  return g_str_equal (typed, stripped);
}

static void
fill_note (DzHighlightEditor *self)
{
  const char *note = self->highlight ? dz_highlight_get_note (self->highlight) : NULL;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note ? note : "", -1);
}

static void
put_note (DzHighlightEditor *self)
{
  g_autofree char *typed = dup_typed (self);

  g_clear_handle_id (&self->soon, g_source_remove);
  if (is_alive (self) && !self->read_only && !is_put (self, typed))
    dz_edit_type_string (self->project, DZ_ENTITY (self->highlight), "note", typed, _ ("Note"));
}

static gboolean
soon_cb (gpointer user_data)
{
  DzHighlightEditor *self = user_data;

  self->soon = 0;
  put_note (self);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (DzHighlightEditor *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->note)))
    dz_soon_call (&self->soon, soon_cb, self);
}

void
dz_highlight_editor_flush (DzHighlightEditor *self)
{
  put_note (self);
  if (self->project)
    dz_project_break_typing (self->project);
}

static void
changed_cb (DzHighlightEditor *self)
{
  g_autofree char *typed = dup_typed (self);

  update (self);
  /* Undone or redone from outside. What is being written here is not touched, nor are the blanks round what was. */
  if (is_alive (self) && !gtk_widget_has_focus (GTK_WIDGET (self->note)) && !is_put (self, typed))
    fill_note (self);
}

static void
dz_highlight_editor_dispose (GObject *object)
{
  DzHighlightEditor *self = DZ_HIGHLIGHT_EDITOR (object);

  g_clear_handle_id (&self->soon, g_source_remove);
  if (self->highlight)
    g_signal_handlers_disconnect_by_func (self->highlight, changed_cb, self);
  g_clear_object (&self->highlight);
  g_clear_object (&self->project);
  gtk_widget_dispose_template (GTK_WIDGET (self), DZ_TYPE_HIGHLIGHT_EDITOR);
  G_OBJECT_CLASS (dz_highlight_editor_parent_class)->dispose (object);
}

static void
dz_highlight_editor_class_init (DzHighlightEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_highlight_editor_dispose;
  signals[JUMP] = g_signal_new ("jump", DZ_TYPE_HIGHLIGHT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT);
  signals[JOIN]
      = g_signal_new ("join", DZ_TYPE_HIGHLIGHT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED]
      = g_signal_new ("removed", DZ_TYPE_HIGHLIGHT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DZ_TYPE_TAG_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duizhao/Duizhao/highlights/dz-highlight-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, quotes);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, original);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, translation);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, chooser);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, note_label);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, note);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, jump);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, join);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, part);
  gtk_widget_class_bind_template_child (widget_class, DzHighlightEditor, remove);
}

static void
dz_highlight_editor_init (DzHighlightEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->chooser, "made", G_CALLBACK (made_cb), self);
  g_signal_connect_swapped (self->jump, "clicked", G_CALLBACK (jump_cb), self);
  g_signal_connect_swapped (self->join, "clicked", G_CALLBACK (join_cb), self);
  g_signal_connect_swapped (self->part, "clicked", G_CALLBACK (part_cb), self);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (dz_highlight_editor_flush), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), focus);
  g_signal_connect_object (gtk_text_view_get_buffer (self->note), "changed", G_CALLBACK (typed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
dz_highlight_editor_set_highlight (DzHighlightEditor *self,
                                   DzProject *project,
                                   DzHighlight *highlight,
                                   DzSide side,
                                   gboolean read_only)
{
  dz_highlight_editor_flush (self);
  if (self->highlight)
    g_signal_handlers_disconnect_by_func (self->highlight, changed_cb, self);
  g_set_object (&self->project, project);
  g_set_object (&self->highlight, highlight);
  self->side = side;
  self->read_only = read_only;
  if (!highlight)
    return;
  g_signal_connect_swapped (highlight, "changed", G_CALLBACK (changed_cb), self);
  gtk_text_view_set_editable (self->note, !read_only);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), !read_only);
  dz_tag_chooser_set_project (self->chooser, project);
  fill_note (self);
  update (self);
}

void
dz_highlight_editor_set_shows_quotes (DzHighlightEditor *self, gboolean shows)
{
  gtk_widget_set_visible (self->quotes, shows);
}
