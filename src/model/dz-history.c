#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-follow-private.h"
#include "model/dz-history-private.h"
#include "model/dz-typing-private.h"

void
dz_step_free (DzStep *step)
{
  g_free (step->label);
  g_ptr_array_unref (step->changes);
  g_free (step);
}

DzHistory *
dz_history_new (void)
{
  DzHistory *history = g_new0 (DzHistory, 1);

  history->undo = g_ptr_array_new_with_free_func ((GDestroyNotify)dz_step_free);
  history->redo = g_ptr_array_new_with_free_func ((GDestroyNotify)dz_step_free);
  history->quotes = dz_quotes_new ();
  history->revision = history->saved = history->last_revision = 1;
  return history;
}

void
dz_history_free (DzHistory *history)
{
  g_ptr_array_unref (history->undo);
  g_ptr_array_unref (history->redo);
  g_clear_pointer (&history->open, dz_step_free);
  g_hash_table_unref (history->quotes);
  g_free (history);
}

void
dz_history_begin (DzHistory *history, const char *label, gboolean typing)
{
  if (history->depth++ > 0)
    return;

  history->open = g_new0 (DzStep, 1);
  history->open->label = g_strdup (label);
  history->open->typing = typing;
  history->open->before = history->open->after = history->revision;
  history->open->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)dz_change_unref);
  history->grows = FALSE;
}

static DzChange *
last_text_change (DzStep *step)
{
  for (guint i = step->changes->len; i > 0; i--)
    {
      DzChange *change = g_ptr_array_index (step->changes, i - 1);

      if (change->kind == DZ_CHANGE_TEXT)
        return change;
    }

  return NULL;
}

/* A note that is written letter by letter. */
static gboolean
sets_same_field (DzStep *step, DzChange *change)
{
  DzChange *last = g_ptr_array_index (step->changes, step->changes->len - 1);

  return last->kind == DZ_CHANGE_SET && g_strcmp0 (last->target, change->target) == 0
         && g_strcmp0 (last->field, change->field) == 0;
}

static gboolean
goes_on (DzHistory *history, DzProject *project, DzChange *change)
{
  DzStep *top = history->undo->len > 0 ? g_ptr_array_index (history->undo, history->undo->len - 1) : NULL;
  DzChange *last;
  DzBlock *block;

  if (history->broken || top == NULL || !top->typing || !history->open->typing)
    return FALSE;
  if (change->kind == DZ_CHANGE_SET)
    return sets_same_field (top, change);
  if (change->kind != DZ_CHANGE_TEXT || change->removed == NULL || change->inserted == NULL || change->target == NULL)
    return FALSE;

  last = last_text_change (top);
  block = dz_project_lookup_block (project, change->target);
  return last != NULL && block != NULL && (guint)change->side < DZ_N_SIDES
         && dz_typing_goes_on (last, change, dz_block_get_text (block, change->side));
}

void
dz_history_expect (DzHistory *history, DzProject *project, DzChange *change)
{
  if (history->open->changes->len > 0)
    return;

  history->grows = goes_on (history, project, change);
  if (!history->grows)
    g_hash_table_remove_all (history->quotes);
}

void
dz_history_record (DzHistory *history, DzChange *change)
{
  g_ptr_array_add (history->open->changes, dz_change_ref (change));
  history->revision = history->open->after = ++history->last_revision;
}

/* A field that was typed into, and has come back to what it was: nothing is left to take back. */
static gboolean
is_typed_away (DzStep *step)
{
  DzChange *first = g_ptr_array_index (step->changes, 0);
  DzChange *last = g_ptr_array_index (step->changes, step->changes->len - 1);

  for (guint i = 0; i < step->changes->len; i++)
    {
      DzChange *change = g_ptr_array_index (step->changes, i);

      if (change->kind != DZ_CHANGE_SET || g_strcmp0 (change->target, first->target) != 0
          || g_strcmp0 (change->field, first->field) != 0)
        return FALSE;
    }
  return g_variant_equal (first->old_value, last->new_value);
}

static void
grow_last (DzHistory *history, DzStep *step)
{
  DzStep *top = g_ptr_array_index (history->undo, history->undo->len - 1);

  for (guint i = 0; i < step->changes->len; i++)
    g_ptr_array_add (top->changes, dz_change_ref (g_ptr_array_index (step->changes, i)));
  top->after = step->after;
  if (!is_typed_away (top))
    return;
  history->revision = top->before;
  /* What lies below it ended when it began. */
  history->broken = TRUE;
  g_ptr_array_set_size (history->undo, (int)history->undo->len - 1);
}

gboolean
dz_history_end (DzHistory *history)
{
  DzStep *step;

  g_assert (history->depth > 0);
  if (--history->depth > 0)
    return FALSE;

  step = g_steal_pointer (&history->open);
  if (step->changes->len == 0)
    {
      dz_step_free (step);
      return FALSE;
    }

  g_ptr_array_set_size (history->redo, 0);
  history->broken = FALSE;
  if (history->grows)
    {
      grow_last (history, step);
      dz_step_free (step);
    }
  else
    {
      g_ptr_array_add (history->undo, step);
    }

  return TRUE;
}
