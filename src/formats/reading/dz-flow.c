#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-flow.h"

typedef struct
{
  const char *kind;
  guint depth;
  guint start;
  char *value;
} Format;

typedef struct
{
  guint serial;
  gboolean ordered;
  guint number;
} List;

struct _DzFlow
{
  GPtrArray *blocks;
  DzRawBlock *open;
  Format formats[6];

  guint quoted;
  guint box; /* the outermost box's serial */
  GArray *lists;
  gboolean item_pending; /* a list item's marker has come, its text not yet */
  guint serial;

  guint last_box;
  GArray *last_lists; /* lists in which the last block lies */
};

static const char *const kinds[] = {
  DZ_SPAN_BOLD, DZ_SPAN_ITALIC, DZ_SPAN_UNDERLINE, DZ_SPAN_STRIKE, DZ_SPAN_CODE, DZ_SPAN_LINK,
};

DzFlow *
dz_flow_new (void)
{
  DzFlow *self = g_new0 (DzFlow, 1);

  self->blocks = dz_raw_blocks_new ();
  self->lists = g_array_new (FALSE, TRUE, sizeof (List));
  self->last_lists = g_array_new (FALSE, TRUE, sizeof (List));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    self->formats[i].kind = kinds[i];
  return self;
}

void
dz_flow_free (DzFlow *self)
{
  g_clear_pointer (&self->open, dz_raw_block_free);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_free (self->formats[i].value);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->lists);
  g_array_unref (self->last_lists);
  g_free (self);
}

GPtrArray *
dz_flow_steal_blocks (DzFlow *self)
{
  GPtrArray *blocks;

  dz_flow_close (self);
  blocks = self->blocks;
  self->blocks = dz_raw_blocks_new ();
  return blocks;
}

static List *
innermost_list (DzFlow *self)
{
  return self->lists->len > 0 ? &g_array_index (self->lists, List, self->lists->len - 1) : NULL;
}

/* Whether a block here could be taken for a part of the list or box of the one before. */
static gboolean
begins_anew (DzFlow *self, DzBlockKind kind)
{
  const List *list = innermost_list (self);
  const List *last;

  if (self->quoted > 0 && self->last_box != 0 && self->box != self->last_box)
    return TRUE;
  if (kind != DZ_BLOCK_LIST_ITEM || self->box != self->last_box || self->last_lists->len < self->lists->len)
    return FALSE;
  last = &g_array_index (self->last_lists, List, self->lists->len - 1);
  return last->serial != list->serial && last->ordered == list->ordered;
}

static void
remember_place (DzFlow *self)
{
  self->last_box = self->quoted > 0 ? self->box : 0;
  g_array_set_size (self->last_lists, 0);
  if (self->lists->len > 0)
    g_array_append_vals (self->last_lists, self->lists->data, self->lists->len);
}

static DzBlockForm
form_here (DzFlow *self, DzBlockKind kind)
{
  DzBlockForm form = { .kind = kind, .level = self->lists->len, .quoted = self->quoted };

  if (kind == DZ_BLOCK_PARAGRAPH && self->item_pending)
    {
      List *list = innermost_list (self);

      form.kind = DZ_BLOCK_LIST_ITEM;
      form.ordered = list->ordered;
      form.number = list->ordered ? list->number : 0;
    }
  else if (kind == DZ_BLOCK_PARAGRAPH && self->quoted > 0)
    form.kind = DZ_BLOCK_QUOTATION;
  form.starts = begins_anew (self, form.kind);
  return form;
}

static void
end_spans (DzFlow *self)
{
  guint length = dz_runs_length (self->open->text);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Format *format = &self->formats[i];

      if (format->depth > 0)
        dz_runs_add_span (self->open->text, format->start, length, format->kind, format->value);
      format->start = 0;
    }
}

static gboolean
is_blank_text (const DzRuns *text)
{
  for (guint i = 0; i < dz_runs_length (text); i++)
    {
      gunichar character = dz_runs_char (text, i);

      if (character != DZ_RUNS_LINE_END && character != DZ_RUNS_BREAK && !dz_runs_is_blank (character))
        return FALSE;
    }
  return TRUE;
}

void
dz_flow_close (DzFlow *self)
{
  if (self->open == NULL)
    return;

  end_spans (self);
  if (is_blank_text (self->open->text))
    {
      g_clear_pointer (&self->open, dz_raw_block_free);
      return;
    }
  self->open->form.starts = begins_anew (self, self->open->form.kind);
  remember_place (self);
  self->item_pending = FALSE;
  g_ptr_array_add (self->blocks, g_steal_pointer (&self->open));
}

void
dz_flow_open_paragraph (DzFlow *self)
{
  DzBlockForm form;

  dz_flow_close (self);
  form = form_here (self, DZ_BLOCK_PARAGRAPH);
  self->open = dz_raw_block_new (&form, NULL);
}

void
dz_flow_open_heading (DzFlow *self, guint level)
{
  DzBlockForm form;

  dz_flow_close (self);
  form = form_here (self, DZ_BLOCK_HEADING);
  form.level = CLAMP (level, 1, 6);
  self->open = dz_raw_block_new (&form, NULL);
}

void
dz_flow_push_quotation (DzFlow *self)
{
  dz_flow_close (self);
  if (self->quoted++ == 0)
    self->box = ++self->serial;
}

void
dz_flow_pop_quotation (DzFlow *self)
{
  dz_flow_close (self);
  if (self->quoted > 0 && --self->quoted == 0)
    self->box = 0;
}

void
dz_flow_push_list (DzFlow *self, gboolean ordered, guint first_number)
{
  List list = { ++self->serial, ordered, first_number };

  dz_flow_close (self);
  g_array_append_val (self->lists, list);
}

void
dz_flow_pop_list (DzFlow *self)
{
  dz_flow_close (self);
  /* HTML closes a list over the head of an item that it never closed. */
  self->item_pending = FALSE;
  if (self->lists->len > 0)
    g_array_set_size (self->lists, self->lists->len - 1);
}

void
dz_flow_push_item (DzFlow *self)
{
  dz_flow_close (self);
  self->item_pending = self->lists->len > 0;
}

void
dz_flow_pop_item (DzFlow *self)
{
  List *list = innermost_list (self);

  dz_flow_close (self);
  self->item_pending = FALSE;
  if (list != NULL)
    list->number++;
}

static DzRuns *
open_text (DzFlow *self)
{
  if (self->open == NULL)
    dz_flow_open_paragraph (self);
  return self->open->text;
}

void
dz_flow_text (DzFlow *self, const char *utf8, gssize length)
{
  dz_runs_append (open_text (self), utf8, length);
}

void
dz_flow_char (DzFlow *self, gunichar character)
{
  dz_runs_append_char (open_text (self), character);
}

static Format *
format_of (DzFlow *self, const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (self->formats[i].kind, kind) == 0)
        return &self->formats[i];
    }
  g_return_val_if_reached (&self->formats[0]);
}

void
dz_flow_push_format (DzFlow *self, const char *kind, const char *value)
{
  Format *format = format_of (self, kind);

  if (format->depth++ > 0)
    return;
  format->start = self->open != NULL ? dz_runs_length (self->open->text) : 0;
  g_free (format->value);
  format->value = g_strdup (value);
}

void
dz_flow_pop_format (DzFlow *self, const char *kind)
{
  Format *format = format_of (self, kind);

  if (format->depth == 0 || --format->depth > 0 || self->open == NULL)
    return;
  dz_runs_add_span (self->open->text, format->start, dz_runs_length (self->open->text), kind, format->value);
}

void
dz_flow_end_formats (DzFlow *self)
{
  if (self->open != NULL)
    end_spans (self);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    self->formats[i].depth = 0;
}

void
dz_flow_rule (DzFlow *self)
{
  DzBlockForm form;

  dz_flow_close (self);
  form = form_here (self, DZ_BLOCK_RULE);
  remember_place (self);
  g_ptr_array_add (self->blocks, dz_raw_block_new (&form, NULL));
}

void
dz_flow_picture (DzFlow *self, const char *source, const char *caption)
{
  DzBlockForm around = { 0 };
  DzBlockForm form;
  DzRawBlock *block;
  gboolean inside = self->open != NULL;

  if (inside)
    around = self->open->form;
  dz_flow_close (self);
  form = form_here (self, DZ_BLOCK_PICTURE);
  block = dz_raw_block_new (&form, NULL);
  block->source = g_strdup (source);
  dz_runs_append (block->text, caption, -1);
  remember_place (self);
  g_ptr_array_add (self->blocks, block);

  if (!inside)
    return;
  if (around.kind == DZ_BLOCK_HEADING)
    dz_flow_open_heading (self, around.level);
  else
    dz_flow_open_paragraph (self);
}

void
dz_flow_listing (DzFlow *self, const char *utf8, gssize length)
{
  guint end;

  dz_flow_open_paragraph (self);
  if (length > 0 && utf8[length - 1] == '\n')
    length--;
  for (const char *p = utf8; p < utf8 + length; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      dz_flow_char (self, character == '\n' ? DZ_RUNS_BREAK : character);
    }
  end = dz_runs_length (self->open->text);
  dz_runs_add_span (self->open->text, 0, end, DZ_SPAN_CODE, NULL);
  self->open->literal = TRUE;
  dz_flow_close (self);
}
