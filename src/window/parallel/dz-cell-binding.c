#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/parallel/dz-cell-binding.h"
#include "window/parallel/dz-text-style.h"

typedef struct
{
  guint position;
  guint removed;
  guint inserted;
} Delta;

struct _DzCellBinding
{
  GObject parent_instance;

  GtkTextBuffer *buffer;
  DzSide side;
  DzProject *project;
  DzBlock *block;
  char *language;

  guint filling;  /* the model writes to the buffer */
  guint typing;   /* the buffer writes to the model */
  guint moving;   /* the buffer is being edited and has not told the model yet */
  guint in_steps; /* user actions that have opened a step */
  gboolean composing;
  GArray *waiting; /* of Delta: what the model changed during a composition */
  guint delete_start;
  guint delete_end;
};

G_DEFINE_FINAL_TYPE (DzCellBinding, dz_cell_binding, G_TYPE_OBJECT)

enum
{
  UPDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_buffer_string (DzCellBinding *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
replace_in_buffer (DzCellBinding *self, guint start, guint end, const char *string)
{
  GtkTextIter from, to;

  self->filling++;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &from, (int)start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to, (int)end);
  gtk_text_buffer_delete (self->buffer, &from, &to);
  gtk_text_buffer_insert (self->buffer, &from, string, -1);
  self->filling--;
}

static void
restyle (DzCellBinding *self)
{
  if (self->composing || !self->block)
    return;
  dz_text_style_apply (self->buffer, dz_block_get_text (self->block, self->side), dz_block_get_form (self->block),
                       self->language);
  g_signal_emit (self, signals[UPDATED], 0);
}

/* Makes the buffer equal to the model, touching only the stretch in which they differ, so that marks stay. */
static void
fill_from_model (DzCellBinding *self)
{
  DzText *text = dz_block_get_text (self->block, self->side);
  const char *wanted = dz_text_get_string (text);
  g_autofree char *shown = dup_buffer_string (self);
  const char *a = shown;
  const char *b = wanted;
  const char *a_end = shown + strlen (shown);
  const char *b_end = wanted + strlen (wanted);
  guint start = 0, length;
  g_autofree char *middle = NULL;

  while (*a && *b && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
      start++;
    }
  while (a_end > a && b_end > b
         && g_utf8_get_char (g_utf8_prev_char (a_end)) == g_utf8_get_char (g_utf8_prev_char (b_end)))
    {
      a_end = g_utf8_prev_char (a_end);
      b_end = g_utf8_prev_char (b_end);
    }
  length = (guint)g_utf8_strlen (a, a_end - a);
  middle = g_strndup (b, (gsize)(b_end - b));
  if (length > 0 || *middle)
    replace_in_buffer (self, start, start + length, middle);
}

static void
text_changed_cb (DzCellBinding *self, guint side, guint position, guint removed, guint inserted, DzBlock *block)
{
  g_autofree char *string = NULL;

  if (side != self->side || self->typing > 0)
    return;
  if (self->composing)
    {
      Delta delta = { position, removed, inserted };

      g_array_append_val (self->waiting, delta);
      return;
    }
  string = dz_text_dup_slice_string (dz_block_get_text (block, self->side), position, position + inserted);
  replace_in_buffer (self, position, position + removed, string);
  restyle (self);
}

/* Where a place in the buffer is in the model, which may have gone on during a composition. */
static guint
to_model (DzCellBinding *self, guint position)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      const Delta *delta = &g_array_index (self->waiting, Delta, i);

      if (position >= delta->position + delta->removed)
        position = position - delta->removed + delta->inserted;
      else if (position > delta->position)
        position = delta->position + delta->inserted;
    }
  return MIN (position, dz_text_get_length (dz_block_get_text (self->block, self->side)));
}

static void
edit_model (DzCellBinding *self, guint start, guint end, const char *string)
{
  DzText *text;

  self->typing++;
  dz_edit_type (self->project, self->block, self->side, to_model (self, start), to_model (self, end), string);
  self->typing--;

  if (self->waiting->len > 0)
    {
      Delta typed = { start, end - start, (guint)g_utf8_strlen (string, -1) };

      /* The buffer has it already, so for later places the earlier ones count as they are now. */
      for (guint i = 0; i < self->waiting->len; i++)
        {
          Delta *delta = &g_array_index (self->waiting, Delta, i);

          if (delta->position >= typed.position)
            delta->position += typed.inserted - MIN (typed.removed, delta->position - typed.position);
        }
      return;
    }
  if (self->composing)
    return;
  text = dz_block_get_text (self->block, self->side);
  if ((guint)gtk_text_buffer_get_char_count (self->buffer) != dz_text_get_length (text))
    fill_from_model (self);
  restyle (self);
}

static gboolean
is_typed (DzCellBinding *self)
{
  return self->filling == 0 && self->block && self->project;
}

static void
insert_cb (DzCellBinding *self, GtkTextIter *location, const char *string, int length, GtkTextBuffer *buffer)
{
  self->moving++;
}

static void
inserted_cb (DzCellBinding *self, GtkTextIter *location, const char *string, int length, GtkTextBuffer *buffer)
{
  g_autofree char *piece = NULL;
  guint start, end;

  self->moving--;
  if (!is_typed (self))
    return;
  piece = length < 0 ? g_strdup (string) : g_strndup (string, (gsize)length);
  end = (guint)gtk_text_iter_get_offset (location);
  start = end - (guint)g_utf8_strlen (piece, -1);
  edit_model (self, start, start, piece);
  gtk_text_buffer_get_iter_at_offset (buffer, location, (int)end);
}

static void
delete_cb (DzCellBinding *self, GtkTextIter *start, GtkTextIter *end, GtkTextBuffer *buffer)
{
  self->moving++;
  self->delete_start = (guint)gtk_text_iter_get_offset (start);
  self->delete_end = (guint)gtk_text_iter_get_offset (end);
}

static void
deleted_cb (DzCellBinding *self, GtkTextIter *start, GtkTextIter *end, GtkTextBuffer *buffer)
{
  guint from = self->delete_start;

  self->moving--;
  if (!is_typed (self) || self->delete_end == from)
    return;
  edit_model (self, from, self->delete_end, "");
  gtk_text_buffer_get_iter_at_offset (buffer, start, (int)from);
  *end = *start;
}

static void
begin_user_action_cb (DzCellBinding *self, GtkTextBuffer *buffer)
{
  if (!is_typed (self))
    return;
  self->in_steps++;
  dz_project_begin_typing_step (self->project, _ ("Typing"));
}

static void
end_user_action_cb (DzCellBinding *self, GtkTextBuffer *buffer)
{
  if (self->in_steps == 0)
    return;
  self->in_steps--;
  dz_project_end_step (self->project);
}

static void
form_changed_cb (DzCellBinding *self, GParamSpec *pspec, DzBlock *block)
{
  restyle (self);
}

static void
dz_cell_binding_finalize (GObject *object)
{
  DzCellBinding *self = DZ_CELL_BINDING (object);

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->block);
  g_clear_object (&self->project);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->waiting, g_array_unref);
  G_OBJECT_CLASS (dz_cell_binding_parent_class)->finalize (object);
}

static void
dz_cell_binding_class_init (DzCellBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dz_cell_binding_finalize;

  signals[UPDATED]
      = g_signal_new ("updated", DZ_TYPE_CELL_BINDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dz_cell_binding_init (DzCellBinding *self)
{
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Delta));
}

DzCellBinding *
dz_cell_binding_new (GtkTextBuffer *buffer, DzSide side)
{
  DzCellBinding *self = g_object_new (DZ_TYPE_CELL_BINDING, NULL);

  self->buffer = g_object_ref (buffer);
  self->side = side;
  g_signal_connect_swapped (buffer, "insert-text", G_CALLBACK (insert_cb), self);
  g_signal_connect_data (buffer, "insert-text", G_CALLBACK (inserted_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (buffer, "delete-range", G_CALLBACK (delete_cb), self);
  g_signal_connect_data (buffer, "delete-range", G_CALLBACK (deleted_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (buffer, "begin-user-action", G_CALLBACK (begin_user_action_cb), self);
  g_signal_connect_swapped (buffer, "end-user-action", G_CALLBACK (end_user_action_cb), self);
  return self;
}

void
dz_cell_binding_bind (DzCellBinding *self, DzProject *project, DzBlock *block, const char *language)
{
  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_set_object (&self->project, project);
  g_set_object (&self->block, block);
  g_free (self->language);
  self->language = g_strdup (language);
  g_array_set_size (self->waiting, 0);
  self->composing = FALSE;

  self->filling++;
  gtk_text_buffer_set_text (self->buffer, block ? dz_text_get_string (dz_block_get_text (block, self->side)) : "", -1);
  if (block)
    {
      GtkTextIter start;

      gtk_text_buffer_get_start_iter (self->buffer, &start);
      gtk_text_buffer_place_cursor (self->buffer, &start);
      g_signal_connect_swapped (block, "text-changed", G_CALLBACK (text_changed_cb), self);
      g_signal_connect_swapped (block, "notify", G_CALLBACK (form_changed_cb), self);
    }
  restyle (self);
  self->filling--;
}

DzBlock *
dz_cell_binding_get_block (DzCellBinding *self)
{
  return self->block;
}

DzProject *
dz_cell_binding_get_project (DzCellBinding *self)
{
  return self->project;
}

const char *
dz_cell_binding_get_language (DzCellBinding *self)
{
  return self->language;
}

void
dz_cell_binding_set_composing (DzCellBinding *self, gboolean composing)
{
  if (self->composing == composing)
    return;
  self->composing = composing;
  if (composing || !self->block)
    return;
  g_array_set_size (self->waiting, 0);
  fill_from_model (self);
  restyle (self);
}

gboolean
dz_cell_binding_get_composing (DzCellBinding *self)
{
  return self->composing;
}

gboolean
dz_cell_binding_is_busy (DzCellBinding *self)
{
  return self->filling > 0 || self->typing > 0 || self->moving > 0;
}

DzText *
dz_cell_binding_dup_text (DzCellBinding *self)
{
  g_autofree char *shown = NULL;

  if (self->block && self->waiting->len == 0 && self->typing == 0)
    return dz_text_ref (dz_block_get_text (self->block, self->side));
  shown = dup_buffer_string (self);
  return dz_text_new (shown);
}
