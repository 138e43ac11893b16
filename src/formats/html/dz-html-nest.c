#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/html/dz-html-nest.h"

/* Deeper than anybody can follow; what is deeper still lies at the deepest. */
#define MOST_DEPTH 8

typedef struct
{
  gboolean ordered;
  guint next_number;
} List;

struct _DzHtmlNest
{
  GString *out;
  guint n_boxes;
  guint n_lists;
  List lists[MOST_DEPTH];
};

DzHtmlNest *
dz_html_nest_new (GString *out)
{
  DzHtmlNest *self = g_new0 (DzHtmlNest, 1);

  self->out = out;
  return self;
}

void
dz_html_nest_free (DzHtmlNest *self)
{
  g_free (self);
}

static void
close_lists (DzHtmlNest *self, guint depth)
{
  for (; self->n_lists > depth; self->n_lists--)
    g_string_append (self->out, self->lists[self->n_lists - 1].ordered ? "</li></ol>\n" : "</li></ul>\n");
}

static void
set_boxes (DzHtmlNest *self, guint depth, gboolean starts)
{
  if (depth == self->n_boxes && !starts)
    return;
  close_lists (self, 0);
  while (self->n_boxes > (starts && depth > 0 ? depth - 1 : depth))
    {
      g_string_append (self->out, "</blockquote>\n");
      self->n_boxes--;
    }
  for (; self->n_boxes < depth; self->n_boxes++)
    g_string_append (self->out, "<blockquote>\n");
}

static void
open_list (DzHtmlNest *self, const DzBlockForm *form)
{
  List *list = &self->lists[self->n_lists++];

  list->ordered = form->ordered;
  list->next_number = form->number + 1;
  if (form->ordered && form->number != 1)
    g_string_append_printf (self->out, "<ol start=\"%u\"><li>", form->number);
  else
    g_string_append (self->out, form->ordered ? "<ol><li>" : "<ul><li>");
}

static void
enter_item (DzHtmlNest *self, const DzBlockForm *form)
{
  guint depth = CLAMP (form->level, 1, MIN (self->n_lists + 1, MOST_DEPTH));
  List *list = &self->lists[depth - 1];

  close_lists (self, depth);
  if (self->n_lists == depth && (form->starts || list->ordered != form->ordered))
    close_lists (self, depth - 1);
  if (self->n_lists < depth)
    {
      open_list (self, form);
      return;
    }
  if (form->ordered && form->number != list->next_number)
    g_string_append_printf (self->out, "</li>\n<li value=\"%u\">", form->number);
  else
    g_string_append (self->out, "</li>\n<li>");
  list->next_number = form->number + 1;
}

void
dz_html_nest_enter (DzHtmlNest *self, const DzBlockForm *form, gboolean turn)
{
  gboolean is_item = form->kind == DZ_BLOCK_LIST_ITEM;

  if (turn)
    close_lists (self, 0);
  set_boxes (self, MIN (form->quoted, MOST_DEPTH), form->starts && !is_item);
  if (is_item)
    enter_item (self, form);
  else
    close_lists (self, form->kind == DZ_BLOCK_HEADING ? 0 : MIN (form->level, self->n_lists));
}

void
dz_html_nest_end (DzHtmlNest *self)
{
  set_boxes (self, 0, FALSE);
  close_lists (self, 0);
}
