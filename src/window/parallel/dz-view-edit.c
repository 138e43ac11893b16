#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/parallel/dz-changed-mark.h"
#include "window/parallel/dz-view-private.h"

static gboolean
can_edit (DzParallelView *self)
{
  return self->project && self->selection.head.block && self->selection.side == DZ_SIDE_TRANSLATION && !self->read_only;
}

static void
put_caret (DzParallelView *self, DzBlock *block, guint position)
{
  DzViewPlace place = { block, position };

  dz_view_caret_set (self, self->selection.side, &place, &place, dz_view_caret_has_focus (self), DZ_REVEAL_NEAR);
}

/* Of several blocks each keeps what was not selected; the blocks stay. */
static void
delete_long_selection (DzParallelView *self, const char *label)
{
  g_autoptr (DzText) nothing = dz_text_empty ();
  DzViewPlace start, end;
  guint last;

  dz_view_selection_get_ends (&self->selection, &start, &end);
  last = dz_document_index_of (self->document, end.block);
  dz_project_begin_step (self->project, label);
  for (guint i = dz_document_index_of (self->document, start.block); i <= last; i++)
    {
      DzBlock *block = dz_document_get_block (self->document, i);
      guint length = dz_text_get_length (dz_block_get_text (block, self->selection.side));
      guint from = block == start.block ? start.position : 0;
      guint to = block == end.block ? MIN (end.position, length) : length;

      if (from < to)
        dz_edit_replace (self->project, block, self->selection.side, from, to, nothing, label);
    }
  dz_project_end_step (self->project);
}

static gboolean
delete_selection (DzCellHost *host, DzTextCell *cell)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  DzViewPlace start, end;

  if (!can_edit (self) || !dz_view_selection_is_long (&self->selection))
    return FALSE;
  dz_view_selection_get_ends (&self->selection, &start, &end);
  delete_long_selection (self, _ ("Delete"));
  put_caret (self, start.block, start.position);
  return TRUE;
}

/* Over a selection of several blocks nothing is typed: one key would clear them all. It may tag them; otherwise it
 * lets go of the selection and is typed at the caret. */
static gboolean
before_typing (DzCellHost *host, DzTextCell *cell, guint keyval, GdkModifierType state)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);

  if (!dz_view_selection_is_long (&self->selection))
    return FALSE;
  if (dz_view_emit_selection_key (self, keyval, state & gtk_accelerator_get_default_mod_mask ()))
    return TRUE;
  put_caret (self, self->selection.head.block, self->selection.head.position);
  return FALSE;
}

/* Line ends of other systems become ours; what no text should have goes. */
static char *
dup_clean (const char *text)
{
  GString *clean = g_string_sized_new (strlen (text));

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x0b || c == 0x0c)
        c = '\n';
      else if (c == '\t')
        c = ' ';
      if (c == '\n' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }
  while (clean->len > 0 && clean->str[clean->len - 1] == '\n')
    g_string_truncate (clean, clean->len - 1);
  return g_string_free (clean, FALSE);
}

gboolean
dz_parallel_view_insert (DzParallelView *self, const char *text, const char *label)
{
  g_autofree char *clean = NULL;
  g_autoptr (DzText) inserted = NULL;
  DzViewPlace start, end;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  if (!can_edit (self) || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  dz_parallel_view_commit_composition (self);
  clean = dup_clean (text);
  inserted = dz_text_new (clean);
  dz_view_selection_get_ends (&self->selection, &start, &end);
  dz_project_begin_step (self->project, label);
  if (start.block != end.block)
    {
      delete_long_selection (self, label);
      end = start;
    }
  dz_edit_replace (self->project, start.block, self->selection.side, start.position, end.position, inserted, label);
  dz_project_end_step (self->project);
  put_caret (self, start.block, start.position + dz_text_get_length (inserted));
  return TRUE;
}

static void
copy (DzCellHost *host, DzTextCell *cell)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  g_autofree char *text = dz_view_selection_dup_text (&self->selection);

  if (text && *text)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
cut (DzCellHost *host, DzTextCell *cell)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  g_autoptr (DzText) nothing = dz_text_empty ();
  DzViewPlace start, end;

  if (dz_view_selection_is_empty (&self->selection))
    return;
  copy (host, cell);
  if (!can_edit (self))
    return;
  dz_view_selection_get_ends (&self->selection, &start, &end);
  if (start.block != end.block)
    delete_long_selection (self, _ ("Cut"));
  else
    dz_edit_replace (self->project, start.block, self->selection.side, start.position, end.position, nothing,
                     _ ("Cut"));
  put_caret (self, start.block, start.position);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DzParallelView) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text && *text)
    dz_parallel_view_insert (self, text, _ ("Paste"));
}

static void
paste (DzCellHost *host, DzTextCell *cell)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);

  if (can_edit (self))
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb, g_object_ref (self));
}

static void
undo (DzCellHost *host, gboolean redo)
{
  if (redo)
    dz_parallel_view_redo (DZ_PARALLEL_VIEW (host));
  else
    dz_parallel_view_undo (DZ_PARALLEL_VIEW (host));
}

static gboolean
step_history (DzParallelView *self, gboolean redo)
{
  gboolean done;

  if (!self->project || self->read_only)
    return FALSE;
  dz_parallel_view_commit_composition (self);
  g_clear_object (&self->undone.block);
  self->undoing = TRUE;
  done = redo ? dz_project_redo (self->project) : dz_project_undo (self->project);
  self->undoing = FALSE;
  if (self->undone.block && dz_document_index_of (self->document, self->undone.block) != G_MAXUINT)
    {
      DzViewPlace place = self->undone;
      guint length = dz_text_get_length (dz_block_get_text (place.block, self->undone_side));

      place.position = MIN (place.position, length);
      dz_view_caret_set (self, self->undone_side, &place, &place, dz_view_caret_has_focus (self), DZ_REVEAL_NEAR);
    }
  g_clear_object (&self->undone.block);
  return done;
}

gboolean
dz_parallel_view_undo (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  return step_history (self, FALSE);
}

gboolean
dz_parallel_view_redo (DzParallelView *self)
{
  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  return step_history (self, TRUE);
}

gboolean
dz_parallel_view_toggle_span (DzParallelView *self, const char *kind)
{
  DzViewPlace start, end;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  if (!can_edit (self) || dz_view_selection_is_empty (&self->selection) || dz_view_selection_is_long (&self->selection))
    return FALSE;
  dz_view_selection_get_ends (&self->selection, &start, &end);
  dz_edit_toggle_span (self->project, start.block, self->selection.side, start.position, end.position, kind);
  return TRUE;
}

static gboolean
is_unfinished (DzBlock *block)
{
  return dz_block_is_translatable (block)
         && (dz_block_get_state (block) < DZ_STATE_TRANSLATED || dz_changed_mark_is_on (block));
}

gboolean
dz_parallel_view_go_unfinished (DzParallelView *self, int direction)
{
  guint n, index;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  if (!self->selection.head.block)
    return FALSE;
  n = dz_document_get_n_blocks (self->document);
  index = dz_document_index_of (self->document, self->selection.head.block);
  while (direction > 0 ? index + 1 < n : index > 0)
    {
      DzBlock *block = dz_document_get_block (self->document, index += (guint)(direction > 0 ? 1 : -1));

      if (is_unfinished (block))
        {
          dz_parallel_view_focus (self, block, DZ_SIDE_TRANSLATION,
                                  dz_text_get_length (dz_block_get_text (block, DZ_SIDE_TRANSLATION)));
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
dz_parallel_view_confirm (DzParallelView *self, gboolean stay)
{
  DzBlock *block;
  gboolean done;

  g_return_val_if_fail (DZ_IS_PARALLEL_VIEW (self), FALSE);

  dz_parallel_view_commit_composition (self);
  block = self->selection.head.block;
  if (!block || !self->project || self->read_only)
    return FALSE;
  done = is_unfinished (block) && !dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_TRANSLATION));
  if (done)
    dz_edit_set_state (self->project, block, DZ_STATE_TRANSLATED);
  if (!stay)
    dz_parallel_view_go_unfinished (self, 1);
  return done;
}

static gboolean
enter_pressed (DzParallelView *self, DzTextCell *cell, GdkModifierType state)
{
  if (state & GDK_CONTROL_MASK)
    dz_parallel_view_confirm (self, (state & GDK_SHIFT_MASK) != 0);
  else if (state & GDK_ALT_MASK)
    dz_parallel_view_activate_highlights (self);
  else if ((state & GDK_SHIFT_MASK) && can_edit (self))
    g_signal_emit_by_name (cell, "insert-at-cursor", "\n");
  else if (!(state & GDK_SHIFT_MASK))
    dz_view_caret_walk (self, 1);
  return TRUE;
}

static gboolean
change_side (DzParallelView *self, gboolean back)
{
  DzSide target = back ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION;

  if (self->selection.side == target)
    return FALSE;
  dz_parallel_view_focus_side (self, target);
  return TRUE;
}

static gboolean
key_pressed (DzCellHost *host, DzTextCell *cell, guint keyval, GdkModifierType state)
{
  DzParallelView *self = DZ_PARALLEL_VIEW (host);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return enter_pressed (self, cell, modifiers);
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_F6:
      return !(modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) && change_side (self, (modifiers & GDK_SHIFT_MASK) != 0);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return modifiers == GDK_ALT_MASK && (dz_parallel_view_go_unfinished (self, -1), TRUE);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return modifiers == GDK_ALT_MASK && (dz_parallel_view_go_unfinished (self, 1), TRUE);
    default:
      return !dz_view_selection_is_empty (&self->selection) && dz_view_emit_selection_key (self, keyval, modifiers);
    }
}

static void
note_undone (DzParallelView *self, DzChange *change)
{
  DzBlock *block = change->target ? dz_project_lookup_block (self->project, change->target) : NULL;

  if (!block || dz_project_document_of (self->project, block) != self->document)
    return;
  g_set_object (&self->undone.block, block);
  self->undone_side = change->kind == DZ_CHANGE_TEXT ? change->side : self->selection.side;
  self->undone.position = 0;
  if (change->kind == DZ_CHANGE_TEXT)
    self->undone.position = change->position + dz_text_get_length (change->inserted);
  else if (block == self->selection.head.block)
    self->undone.position = self->selection.head.position;
}

static void
text_changed (DzParallelView *self, DzBlock *block, DzChange *change)
{
  if (dz_view_selection_is_long (&self->selection))
    {
      dz_view_selection_shift (&self->selection, block, change->side, change->position,
                               dz_text_get_length (change->removed), dz_text_get_length (change->inserted));
      dz_view_caret_sync (self);
    }
  dz_view_rows_forget_height (self, block);
}

void
dz_view_edit_project_changed (DzParallelView *self, DzChange *change)
{
  DzBlock *block = change->target ? dz_project_lookup_block (self->project, change->target) : NULL;

  if (!self->document)
    return;
  if (block && dz_document_index_of (self->document, block) == G_MAXUINT)
    return;
  if (block && change->kind == DZ_CHANGE_TEXT)
    text_changed (self, block, change);
  else if (block)
    dz_view_rows_forget_height (self, block);
  if (self->undoing)
    note_undone (self, change);
  if (block)
    dz_view_rows_refresh (self, block, change->kind == DZ_CHANGE_TEXT);
  else
    dz_view_rows_queue_refresh (self);
}

void
dz_view_edit_init_host (DzCellHostInterface *iface)
{
  iface->key_pressed = key_pressed;
  iface->before_typing = before_typing;
  iface->delete_selection = delete_selection;
  iface->copy = copy;
  iface->cut = cut;
  iface->paste = paste;
  iface->undo = undo;
}
