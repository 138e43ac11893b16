#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/dz-compat.h"
#include "window/highlights/dz-annotator.h"
#include "window/highlights/dz-highlight-popover.h"
#include "window/highlights/dz-highlight-words.h"
#include "window/highlights/dz-passage.h"
#include "window/highlights/dz-selection-bar.h"
#include "window/tags/dz-tag-list.h"

struct _DzAnnotator
{
  GObject parent_instance;

  DzTextPane *pane;
  DzParallelView *view;
  DzSelectionBar *bar;
  DzHighlightPopover *popover;
  GtkEventController *keys;
  DzProject *project;
  DzDocument *document;
  gboolean read_only;
  DzHighlight *current;
  DzHighlight *joining;
  /* The side on which the joining one has its passage. */
  DzSide joining_from;
};

G_DEFINE_FINAL_TYPE (DzAnnotator, dz_annotator, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_JOINING,
  PROP_CAN_JOIN,
  N_PROPS
};

enum
{
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
tell (DzAnnotator *self, const char *message)
{
  if (self->pane)
    dz_compat_announce (GTK_WIDGET (self->pane), message);
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static gboolean
is_alive (DzAnnotator *self, DzHighlight *highlight)
{
  return highlight && self->project
         && dz_project_lookup_highlight (self->project, dz_highlight_get_id (highlight)) == highlight;
}

static void
set_current (DzAnnotator *self, DzHighlight *highlight)
{
  g_set_object (&self->current, highlight);
  dz_parallel_view_set_current_highlight (self->view, highlight);
}

static gboolean
get_passage (DzAnnotator *self, DzPassage *passage)
{
  return self->view && self->project && dz_passage_get_selected (self->view, passage);
}

/* Whether the selected passage could become @highlight's on its side. */
static gboolean
can_join (DzAnnotator *self, DzHighlight *highlight, const DzPassage *passage)
{
  return !self->read_only && is_alive (self, highlight) && !dz_highlight_words_is_on (highlight, passage->side)
         && (dz_highlight_words_is_on (highlight, !passage->side) || dz_highlight_is_orphan (highlight));
}

static gboolean
is_in_bar (DzAnnotator *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self->bar)) != NULL;
}

/* GTK would leave the focus in what is not to be seen any more, where no key does anything. */
static void
hide_bar (DzAnnotator *self)
{
  if (is_in_bar (self) && !dz_parallel_view_take_focus (self->view))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self->bar)), NULL);
  gtk_popover_popdown (GTK_POPOVER (self->bar));
}

static void
place_bar (DzAnnotator *self)
{
  DzPassage passage;
  GdkRectangle place;

  if (self->read_only || self->joining || !get_passage (self, &passage)
      || !dz_parallel_view_get_selection_rect (self->view, &place))
    {
      hide_bar (self);
      return;
    }
  dz_text_pane_translate (self->pane, &place);
  dz_selection_bar_show (self->bar, self->project, passage.side, &place,
                         self->current && can_join (self, self->current, &passage));
}

/* What was typed for another passage is not meant for this one. */
static void
selection_settled_cb (DzAnnotator *self)
{
  if (!is_in_bar (self))
    dz_selection_bar_clear (self->bar);
  place_bar (self);
}

/* Back to the text, where the passage is still selected. */
static void
return_to_text (DzAnnotator *self)
{
  DzPassage passage;
  DzSide side = DZ_SIDE_ORIGINAL;

  if (get_passage (self, &passage))
    {
      dz_parallel_view_focus_side (self->view, passage.side);
      dz_passage_select (self->view, &passage);
      return;
    }
  dz_parallel_view_get_caret (self->view, NULL, &side, NULL);
  dz_parallel_view_focus_side (self->view, side);
}

static void
leave_passage (DzAnnotator *self)
{
  gboolean inside = is_in_bar (self);
  DzSide side = DZ_SIDE_ORIGINAL;

  dz_parallel_view_get_caret (self->view, NULL, &side, NULL);
  hide_bar (self);
  dz_parallel_view_clear_selection (self->view);
  if (inside)
    dz_parallel_view_focus_side (self->view, side);
}

static void
tag_passage (DzAnnotator *self, DzTag *tag)
{
  DzPassage passage;
  DzHighlight *highlight;

  if (self->read_only || !get_passage (self, &passage))
    return;
  highlight = dz_edit_highlight (self->project, passage.side, passage.start_block, passage.start, passage.end_block,
                                 passage.end, tag);
  leave_passage (self);
  if (!highlight)
    return;
  set_current (self, highlight);
  if (tag)
    {
      g_autofree char *text = g_strdup_printf (_ ("Tagged “%s”"), dz_tag_get_name (tag));

      dz_compat_announce (GTK_WIDGET (self->pane), text);
    }
}

static void
tag_made_cb (DzAnnotator *self, const char *name)
{
  DzTag *tag;

  if (self->read_only || !dz_passage_get_selected (self->view, &(DzPassage) { 0 }))
    return;
  dz_project_begin_step (self->project, _ ("Tag With New Tag"));
  tag = dz_edit_add_tag (self->project, NULL, name, NULL);
  tag_passage (self, tag);
  dz_project_end_step (self->project);
}

void
dz_annotator_tag (DzAnnotator *self, guint number)
{
  DzTag *tag = self->project ? dz_tag_list_nth (self->project, number) : NULL;
  DzPassage passage;

  if (!tag || self->read_only)
    return;
  if (get_passage (self, &passage))
    tag_passage (self, tag);
  else if (is_alive (self, self->current))
    dz_edit_toggle_tag (self->project, self->current, tag);
  else
    tell (self, _ ("Select a passage first"));
}

void
dz_annotator_highlight (DzAnnotator *self)
{
  DzPassage passage;

  if (get_passage (self, &passage))
    tag_passage (self, NULL);
  else
    tell (self, _ ("Select a passage first"));
}

void
dz_annotator_enter_bar (DzAnnotator *self)
{
  DzPassage passage;

  if (!self->project || self->read_only)
    return;
  if (!get_passage (self, &passage))
    {
      dz_annotator_show_here (self);
      return;
    }
  place_bar (self);
  dz_selection_bar_enter (self->bar, NULL);
}

static void
show_at (DzAnnotator *self, GPtrArray *highlights, DzSide side, const GdkRectangle *place)
{
  GdkRectangle at = *place;

  hide_bar (self);
  dz_text_pane_translate (self->pane, &at);
  dz_highlight_popover_show (self->popover, self->project, highlights, side, &at, self->read_only);
}

static DzSide
side_of (DzAnnotator *self, DzHighlight *highlight)
{
  DzSide side = DZ_SIDE_ORIGINAL;

  dz_parallel_view_get_caret (self->view, NULL, &side, NULL);
  return dz_highlight_words_is_on (highlight, side) ? side : !side;
}

void
dz_annotator_go_to (DzAnnotator *self, DzHighlight *highlight)
{
  if (!is_alive (self, highlight))
    return;
  set_current (self, highlight);
  if (!dz_parallel_view_reveal_highlight (self->view, highlight, side_of (self, highlight)))
    tell (self, _ ("Its text is gone: select a passage, then join them (Ctrl+J)"));
}

void
dz_annotator_edit (DzAnnotator *self, DzHighlight *highlight)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  GdkRectangle place;

  if (!is_alive (self, highlight))
    return;
  dz_annotator_go_to (self, highlight);
  if (!dz_parallel_view_get_caret_rect (self->view, &place))
    place = (GdkRectangle) { gtk_widget_get_width (GTK_WIDGET (self->view)) / 2, 20, 1, 1 };
  g_ptr_array_add (one, highlight);
  show_at (self, one, side_of (self, highlight), &place);
}

void
dz_annotator_show_here (DzAnnotator *self)
{
  if (!self->project || dz_parallel_view_activate_highlights (self->view))
    return;
  /* The one that was just made, whose end the caret stands at. */
  if (is_alive (self, self->current) && !dz_highlight_is_orphan (self->current))
    dz_annotator_edit (self, self->current);
  else
    tell (self, _ ("There is no highlight here: select a passage to make one"));
}

void
dz_annotator_step (DzAnnotator *self, int direction)
{
  DzHighlight *next
      = self->project ? dz_passage_find_next (self->view, self->project, self->document, self->current, direction) : NULL;

  if (next)
    dz_annotator_go_to (self, next);
  else
    tell (self, direction > 0 ? _ ("No highlight follows") : _ ("No highlight comes before"));
}

static void
set_joining (DzAnnotator *self, DzHighlight *highlight)
{
  if (!g_set_object (&self->joining, highlight))
    return;
  if (highlight)
    {
      self->joining_from
          = dz_highlight_words_is_on (highlight, DZ_SIDE_ORIGINAL) ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION;
      set_current (self, highlight);
      hide_bar (self);
      if (!dz_highlight_is_orphan (highlight))
        dz_parallel_view_focus_side (self->view, !self->joining_from);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOINING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_JOIN]);
}

void
dz_annotator_join (DzAnnotator *self)
{
  DzHighlight *highlight = self->joining ? self->joining : self->current;
  DzPassage passage;

  if (!get_passage (self, &passage) || !highlight || !can_join (self, highlight, &passage))
    return;
  dz_passage_join (self->project, &passage, highlight);
  leave_passage (self);
  set_joining (self, NULL);
  set_current (self, highlight);
  tell (self, _ ("Joined: one highlight with two passages"));
}

void
dz_annotator_join_with (DzAnnotator *self)
{
  g_autoptr (GPtrArray) here = NULL;
  DzPassage passage;
  DzHighlight *highlight = NULL;

  if (!self->project || self->read_only)
    return;
  if (get_passage (self, &passage))
    {
      if (self->current && can_join (self, self->current, &passage))
        {
          dz_annotator_join (self);
          return;
        }
      tag_passage (self, NULL);
      highlight = self->current;
    }
  else
    {
      here = dz_parallel_view_get_highlights_at_caret (self->view);
      highlight = here && here->len ? g_ptr_array_index (here, 0) : self->current;
    }
  if (!is_alive (self, highlight))
    tell (self, _ ("Select a passage first"));
  else if (dz_highlight_words_is_on (highlight, DZ_SIDE_ORIGINAL)
           && dz_highlight_words_is_on (highlight, DZ_SIDE_TRANSLATION))
    tell (self, _ ("This highlight has a passage on both sides already"));
  else
    set_joining (self, highlight);
}

void
dz_annotator_cancel_join (DzAnnotator *self)
{
  set_joining (self, NULL);
  place_bar (self);
}

DzHighlight *
dz_annotator_get_joining (DzAnnotator *self)
{
  return self->joining;
}

void
dz_annotator_flush (DzAnnotator *self)
{
  if (self->popover)
    dz_highlight_popover_flush (self->popover);
}

static void
selection_changed_cb (DzAnnotator *self)
{
  if (!dz_parallel_view_get_selection (self->view, NULL, NULL, NULL, NULL, NULL))
    hide_bar (self);
  if (self->joining)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_JOIN]);
}

static void
scrolled_cb (DzAnnotator *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->bar)))
    place_bar (self);
}

static void
activated_cb (DzAnnotator *self, GPtrArray *highlights, int side, GdkRectangle *place)
{
  if (!self->joining && highlights->len)
    show_at (self, highlights, side, place);
}

static gboolean
selection_key_cb (DzAnnotator *self, guint keyval, GdkModifierType modifiers)
{
  gunichar character = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };
  DzPassage passage;

  if (self->read_only || self->joining || !get_passage (self, &passage))
    return FALSE;
  if (character >= '1' && character <= '9')
    {
      dz_annotator_tag (self, character - '0');
      return TRUE;
    }
  if (!g_unichar_isalpha (character))
    return FALSE;
  g_unichar_to_utf8 (character, text);
  place_bar (self);
  dz_selection_bar_enter (self->bar, text);
  return TRUE;
}

/* The text itself knows nothing of joining: Enter and Escape are caught before it sees them. */
static gboolean
key_pressed_cb (DzAnnotator *self, guint keyval, guint keycode, GdkModifierType modifiers)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (dz_parallel_view_is_composing (self->view) || (modifiers & gtk_accelerator_get_default_mod_mask ()))
    return GDK_EVENT_PROPAGATE;
  if (self->joining && enter)
    dz_annotator_join (self);
  else if (self->joining && keyval == GDK_KEY_Escape)
    dz_annotator_cancel_join (self);
  else if (keyval == GDK_KEY_Escape && gtk_widget_get_visible (GTK_WIDGET (self->bar)))
    leave_passage (self);
  else if (keyval == GDK_KEY_Escape && self->current)
    set_current (self, NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
current_changed_cb (DzAnnotator *self, DzHighlight *highlight)
{
  set_current (self, highlight);
}

static void
popover_closed_cb (DzAnnotator *self)
{
  DzSide side;

  if (dz_parallel_view_get_caret (self->view, NULL, &side, NULL))
    dz_parallel_view_focus_side (self->view, side);
}

static void
jump_cb (DzAnnotator *self, DzHighlight *highlight, int side)
{
  set_current (self, highlight);
  dz_parallel_view_reveal_highlight (self->view, highlight, side);
  dz_parallel_view_focus_side (self->view, side);
}

static void
forget_removed (DzAnnotator *self)
{
  if (self->current && !is_alive (self, self->current))
    set_current (self, NULL);
  if (self->joining && !is_alive (self, self->joining))
    set_joining (self, NULL);
}

static void
dz_annotator_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DzAnnotator *self = DZ_ANNOTATOR (object);
  DzPassage passage;

  switch (id)
    {
    case PROP_JOINING:
      g_value_set_object (value, self->joining);
      break;
    case PROP_CAN_JOIN:
      g_value_set_boolean (value, self->joining && get_passage (self, &passage)
                                      && can_join (self, self->joining, &passage));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dz_annotator_dispose (GObject *object)
{
  dz_annotator_detach (DZ_ANNOTATOR (object));
  G_OBJECT_CLASS (dz_annotator_parent_class)->dispose (object);
}

static void
dz_annotator_class_init (DzAnnotatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = dz_annotator_dispose;
  object_class->get_property = dz_annotator_get_property;
  properties[PROP_JOINING] = g_param_spec_object ("joining", NULL, NULL, DZ_TYPE_HIGHLIGHT, flags);
  properties[PROP_CAN_JOIN] = g_param_spec_boolean ("can-join", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MESSAGE] = g_signal_new ("message", DZ_TYPE_ANNOTATOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
dz_annotator_init (DzAnnotator *self)
{
}

static void
connect_view (DzAnnotator *self)
{
  g_signal_connect_swapped (self->view, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->view, "selection-settled", G_CALLBACK (selection_settled_cb), self);
  g_signal_connect_swapped (self->view, "scrolled", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (self->view, "highlight-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->view, "selection-key", G_CALLBACK (selection_key_cb), self);
}

DzAnnotator *
dz_annotator_new (DzTextPane *pane)
{
  DzAnnotator *self = g_object_new (DZ_TYPE_ANNOTATOR, NULL);

  self->pane = pane;
  self->view = dz_text_pane_get_view (pane);
  self->bar = DZ_SELECTION_BAR (dz_selection_bar_new ());
  self->popover = DZ_HIGHLIGHT_POPOVER (dz_highlight_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (pane));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (pane));
  connect_view (self);
  g_signal_connect_swapped (self->bar, "chosen", G_CALLBACK (tag_passage), self);
  g_signal_connect_swapped (self->bar, "made", G_CALLBACK (tag_made_cb), self);
  g_signal_connect_swapped (self->bar, "plain", G_CALLBACK (dz_annotator_highlight), self);
  g_signal_connect_swapped (self->bar, "join", G_CALLBACK (dz_annotator_join), self);
  g_signal_connect_swapped (self->bar, "left", G_CALLBACK (return_to_text), self);
  g_signal_connect_swapped (self->popover, "current-changed", G_CALLBACK (current_changed_cb), self);
  g_signal_connect_swapped (self->popover, "jump", G_CALLBACK (jump_cb), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (popover_closed_cb), self);
  g_signal_connect_swapped (self->popover, "join", G_CALLBACK (set_joining), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (return_to_text), self);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->keys);
  return self;
}

void
dz_annotator_detach (DzAnnotator *self)
{
  if (!self->pane)
    return;
  if (self->project)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_signal_handlers_disconnect_by_data (self->bar, self);
  g_signal_handlers_disconnect_by_data (self->popover, self);
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->keys);
  g_clear_pointer ((GtkWidget **) &self->bar, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
  g_clear_object (&self->current);
  g_clear_object (&self->joining);
  g_clear_object (&self->document);
  g_clear_object (&self->project);
  self->view = NULL;
  self->pane = NULL;
}

void
dz_annotator_set_project (DzAnnotator *self, DzProject *project, DzDocument *document, gboolean read_only)
{
  self->read_only = read_only;
  if (project != self->project)
    {
      hide_bar (self);
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      set_joining (self, NULL);
      set_current (self, NULL);
      if (self->project)
        g_signal_handlers_disconnect_by_data (self->project, self);
      g_set_object (&self->project, project);
      g_signal_connect_swapped (project, "step-ended", G_CALLBACK (forget_removed), self);
    }
  g_set_object (&self->document, document);
}
