#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-apply-private.h"
#include "model/dz-history-private.h"
#include "model/dz-project-private.h"

/* What was told last of the history, so that a letter more tells nothing that is not new. */
typedef struct
{
  gboolean can_undo;
  gboolean can_redo;
  gboolean modified;
  char *undo_label;
  char *redo_label;
} Told;

static Told
look (DzProject *self)
{
  return (Told){ dz_project_get_can_undo (self), dz_project_get_can_redo (self), dz_project_get_modified (self),
                 g_strdup (dz_project_get_undo_label (self)), g_strdup (dz_project_get_redo_label (self)) };
}

static void
tell_difference (DzProject *self, Told before)
{
  Told now = look (self);

  if (before.can_undo != now.can_undo)
    g_object_notify (G_OBJECT (self), "can-undo");
  if (before.can_redo != now.can_redo)
    g_object_notify (G_OBJECT (self), "can-redo");
  if (before.modified != now.modified)
    g_object_notify (G_OBJECT (self), "modified");
  if (g_strcmp0 (before.undo_label, now.undo_label) != 0)
    g_object_notify (G_OBJECT (self), "undo-label");
  if (g_strcmp0 (before.redo_label, now.redo_label) != 0)
    g_object_notify (G_OBJECT (self), "redo-label");

  g_free (before.undo_label);
  g_free (before.redo_label);
  g_free (now.undo_label);
  g_free (now.redo_label);
}

/* Nobody who is told of a change may make one: others, the journal first of all, would hear of it too early. */
static void
emit_changed (DzProject *self, DzChange *change)
{
  dz_project_set_busy (self, TRUE);
  dz_project_emit_changed (self, change);
  dz_project_set_busy (self, FALSE);
}

static gboolean
perform (DzProject *self, DzChange *change, GError **error)
{
  gboolean done;

  dz_project_set_busy (self, TRUE);
  done = dz_change_perform (self, change, dz_project_get_history (self)->quotes, error);
  dz_project_set_busy (self, FALSE);
  return done;
}

/**
 * dz_project_apply:
 * @change: whatever it says; one that a file or another program wrote as well
 *
 * The one door: checks @change, applies it, lets anchors follow, records it in the history, tells everybody. Who is
 * being told of a change cannot apply another; in "step-ended" it can be done.
 *
 * Returns: FALSE when it does not fit the project; nothing has changed then
 */
gboolean
dz_project_apply (DzProject *self, DzChange *change, GError **error)
{
  DzHistory *history;
  gboolean done;

  g_return_val_if_fail (DZ_IS_PROJECT (self) && change != NULL, FALSE);

  if (dz_project_get_busy (self))
    {
      g_set_error_literal (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE,
                           _ ("A change cannot be made while another is being made"));
      return FALSE;
    }

  history = dz_project_get_history (self);
  dz_project_begin_step (self, _ ("Edit"));
  dz_history_expect (history, self, change);
  done = perform (self, change, error);
  if (done)
    {
      Told before = look (self);

      dz_history_record (history, change);
      tell_difference (self, before);
      emit_changed (self, change);
    }
  dz_project_end_step (self);

  return done;
}

/**
 * dz_project_begin_step:
 * @label: shown after "Undo" and "Redo", and so translated; the outermost step's counts
 *
 * All changes up to the same number of dz_project_end_step() are one step.
 */
void
dz_project_begin_step (DzProject *self, const char *label)
{
  g_return_if_fail (DZ_IS_PROJECT (self) && label != NULL);

  dz_history_begin (dz_project_get_history (self), label, FALSE);
}

/**
 * dz_project_begin_typing_step:
 * @label: as of dz_project_begin_step()
 *
 * The step grows the one before it when both are typing, or both deleting, that goes on at the same caret: until a new
 * word begins after a blank, a new sentence after its end, or dz_project_break_typing(). So does one that sets a field
 * which the one before it has set last.
 */
void
dz_project_begin_typing_step (DzProject *self, const char *label)
{
  g_return_if_fail (DZ_IS_PROJECT (self) && label != NULL);

  dz_history_begin (dz_project_get_history (self), label, TRUE);
}

/**
 * dz_project_break_typing:
 *
 * Whatever is typed next begins a step of its own.
 */
void
dz_project_break_typing (DzProject *self)
{
  g_return_if_fail (DZ_IS_PROJECT (self));

  dz_project_get_history (self)->broken = TRUE;
}

/**
 * dz_project_end_step:
 *
 * Ends what dz_project_begin_step() or dz_project_begin_typing_step() began; after the outermost, "step-ended" is
 * emitted if anything was done.
 */
void
dz_project_end_step (DzProject *self)
{
  DzHistory *history;
  Told before;
  gboolean ended;

  g_return_if_fail (DZ_IS_PROJECT (self));
  history = dz_project_get_history (self);
  g_return_if_fail (history->depth > 0);

  before = look (self);
  ended = dz_history_end (history);
  tell_difference (self, before);
  if (ended)
    dz_project_emit_step_ended (self);
}

/* Does again, or takes back, what was done before on the same state: it cannot fail but by a mistake in the model. */
static void
replay (DzProject *self, DzChange *change)
{
  g_autoptr (GError) error = NULL;

  if (!perform (self, change, &error))
    g_error ("A change that was made cannot be taken back: %s", error->message);
  emit_changed (self, change);
}

static void
take_back (DzProject *self, DzStep *step)
{
  DzHistory *history = dz_project_get_history (self);

  g_hash_table_remove_all (history->quotes);
  for (guint i = step->changes->len; i > 0; i--)
    {
      g_autoptr (DzChange) inverse = dz_change_invert (g_ptr_array_index (step->changes, i - 1));

      history->revision = i == 1 ? step->before : ++history->last_revision;
      replay (self, inverse);
    }
  history->broken = TRUE;
  g_hash_table_remove_all (history->quotes);
}

/**
 * dz_project_cancel_step:
 *
 * Takes back everything since the outermost dz_project_begin_step() and forgets it: that step is over then, and its
 * dz_project_end_step() must not be called.
 */
void
dz_project_cancel_step (DzProject *self)
{
  DzHistory *history;
  DzStep *step;
  Told before;

  g_return_if_fail (DZ_IS_PROJECT (self));
  history = dz_project_get_history (self);
  g_return_if_fail (history->depth > 0);

  before = look (self);
  step = g_steal_pointer (&history->open);
  history->depth = 0;
  take_back (self, step);
  tell_difference (self, before);
  if (step->changes->len > 0)
    dz_project_emit_step_ended (self);
  dz_step_free (step);
}

static gboolean
is_closed (DzProject *self)
{
  return dz_project_get_history (self)->depth == 0 && !dz_project_get_busy (self);
}

/**
 * dz_project_undo:
 *
 * Returns: FALSE when there is nothing to take back, or a step is open
 */
gboolean
dz_project_undo (DzProject *self)
{
  DzHistory *history;
  DzStep *step;
  Told before;

  g_return_val_if_fail (DZ_IS_PROJECT (self), FALSE);

  if (!dz_project_get_can_undo (self) || !is_closed (self))
    return FALSE;

  history = dz_project_get_history (self);
  before = look (self);
  step = g_ptr_array_steal_index (history->undo, history->undo->len - 1);
  g_ptr_array_add (history->redo, step);
  take_back (self, step);
  tell_difference (self, before);
  dz_project_emit_step_ended (self);
  return TRUE;
}

/**
 * dz_project_redo:
 *
 * Returns: FALSE when there is nothing to do again, or a step is open
 */
gboolean
dz_project_redo (DzProject *self)
{
  DzHistory *history;
  DzStep *step;
  Told before;

  g_return_val_if_fail (DZ_IS_PROJECT (self), FALSE);

  if (!dz_project_get_can_redo (self) || !is_closed (self))
    return FALSE;

  history = dz_project_get_history (self);
  before = look (self);
  step = g_ptr_array_steal_index (history->redo, history->redo->len - 1);
  g_ptr_array_add (history->undo, step);
  g_hash_table_remove_all (history->quotes);
  for (guint i = 0; i < step->changes->len; i++)
    {
      history->revision = i + 1 == step->changes->len ? step->after : ++history->last_revision;
      replay (self, g_ptr_array_index (step->changes, i));
    }
  history->broken = TRUE;
  g_hash_table_remove_all (history->quotes);
  tell_difference (self, before);
  dz_project_emit_step_ended (self);
  return TRUE;
}

gboolean
dz_project_get_can_undo (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), FALSE);

  return dz_project_get_history (self)->undo->len > 0;
}

gboolean
dz_project_get_can_redo (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), FALSE);

  return dz_project_get_history (self)->redo->len > 0;
}

static const char *
last_label (GPtrArray *steps)
{
  return steps->len > 0 ? ((DzStep *)g_ptr_array_index (steps, steps->len - 1))->label : NULL;
}

/**
 * dz_project_get_undo_label:
 *
 * Returns: (transfer none) (nullable): what undo would take back
 */
const char *
dz_project_get_undo_label (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return last_label (dz_project_get_history (self)->undo);
}

/**
 * dz_project_get_redo_label:
 *
 * Returns: (transfer none) (nullable): what redo would do again
 */
const char *
dz_project_get_redo_label (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return last_label (dz_project_get_history (self)->redo);
}

/**
 * dz_project_get_modified:
 *
 * Returns: whether the project differs from what was last marked as saved
 */
gboolean
dz_project_get_modified (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), FALSE);

  return dz_project_get_history (self)->revision != dz_project_get_history (self)->saved;
}

/**
 * dz_project_get_revision:
 *
 * Returns: a number of the present state, never 0; undoing to a state brings its number back
 */
guint64
dz_project_get_revision (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), 0);

  return dz_project_get_history (self)->revision;
}

/**
 * dz_project_mark_saved:
 * @revision: the state that is on disk now; 0: none is, the project is new
 */
void
dz_project_mark_saved (DzProject *self, guint64 revision)
{
  Told before;

  g_return_if_fail (DZ_IS_PROJECT (self));

  before = look (self);
  dz_project_get_history (self)->saved = revision;
  tell_difference (self, before);
}
