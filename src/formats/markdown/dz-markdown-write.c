#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "formats/markdown/dz-markdown-escape.h"
#include "formats/markdown/dz-markdown-front.h"
#include "formats/markdown/dz-markdown-inline.h"
#include "formats/markdown/dz-markdown-notes.h"
#include "formats/markdown/dz-markdown-write.h"

#define MOST_DEPTH 8

typedef struct
{
  gboolean ordered;
  gboolean second; /* of two lists that follow each other, the later has the other marker */
  guint width;     /* of the marker: how far its item's text is indented */
} List;

typedef struct
{
  const DzArticle *article;
  GString *out;
  GPtrArray *pictures;
  gboolean chinese;
  guint n_boxes;
  guint n_lists;
  List lists[MOST_DEPTH];
  gboolean tight; /* nothing but list items since the list began */
} Writer;

static gboolean
is_chinese (const char *language)
{
  return g_ascii_strncasecmp (language, "zh", strlen ("zh")) == 0;
}

/* What stands before the text of the lines of an item: "> > " and the indent of lists. */
static char *
dup_prefix (Writer *self, guint n_lists)
{
  GString *prefix = g_string_new (NULL);

  for (guint i = 0; i < self->n_boxes; i++)
    g_string_append (prefix, "> ");
  for (guint i = 0; i < n_lists; i++)
    g_string_append_printf (prefix, "%*s", (int)self->lists[i].width, "");
  return g_string_free (prefix, FALSE);
}

static void
append_line_with_prefix (GString *out, const char *prefix, const char *line)
{
  g_autofree char *whole = g_strconcat (prefix, line, NULL);

  g_string_append (out, *line == '\0' ? g_strchomp (whole) : whole);
  g_string_append_c (out, '\n');
}

/* @text may have several lines, which all belong to one block. */
static void
append_block (Writer *self, const char *first_prefix, const char *prefix, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    append_line_with_prefix (self->out, i == 0 ? first_prefix : prefix, lines[i]);
}

static void
append_blank_line (Writer *self)
{
  g_autofree char *prefix = NULL;

  if (self->out->len == 0)
    return;
  prefix = dup_prefix (self, 0);
  append_line_with_prefix (self->out, prefix, "");
}

/* Says how many boxes go on from the block before; the line between two of them has no other marker. */
static guint
count_boxes_that_go_on (Writer *self, const DzBlockForm *form)
{
  gboolean begins = form->starts && form->kind != DZ_BLOCK_LIST_ITEM && form->quoted > 0;

  return MIN (self->n_boxes, begins ? form->quoted - 1 : form->quoted);
}

/* Opens or goes on a list and returns its item's marker. */
static char *
enter_item (Writer *self, const DzBlockForm *form)
{
  guint depth = CLAMP (form->level, 1, MIN (self->n_lists + 1, MOST_DEPTH));
  List *list = &self->lists[depth - 1];
  gboolean goes_on = self->n_lists >= depth && !form->starts && list->ordered == form->ordered;

  if (!goes_on)
    list->second = self->n_lists >= depth && list->ordered == form->ordered && !list->second;
  list->ordered = form->ordered;
  self->n_lists = depth;
  if (form->ordered)
    {
      char *marker = g_strdup_printf ("%u%s ", form->number, list->second ? ")" : ".");

      list->width = strlen (marker);
      return marker;
    }
  list->width = strlen ("- ");
  return g_strdup (list->second ? "* " : "- ");
}

static void
append_label (Writer *self, GString *text, const DzArticleSpeaker *speaker, DzSide side)
{
  g_string_append (text, "**");
  dz_markdown_append_escaped (text, speaker->name[side], FALSE);
  g_string_append (text, is_chinese (self->article->language[side]) ? "：**" : ":**");
}

static char *
dup_caption (Writer *self, const DzArticleItem *item)
{
  GString *caption = g_string_new (NULL);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (item->runs[side] == NULL)
        continue;
      if (caption->len > 0)
        g_string_append (caption, " / ");
      for (guint i = 0; i < item->runs[side]->len; i++)
        dz_markdown_append_escaped (caption, ((DzArticleRun *)g_ptr_array_index (item->runs[side], i))->text, TRUE);
    }
  g_strdelimit (caption->str, "\n", ' ');
  return g_string_free (caption, FALSE);
}

/* One line: a line end within a heading or a caption would end it. */
static char *
dup_heading (Writer *self, const DzArticleItem *item)
{
  GString *text = g_string_new (NULL);
  guint level = CLAMP (item->form.level, 1, 6);
  gboolean is_first = TRUE;
  gsize length;

  g_string_append_printf (text, "%.*s ", (int)level, "######");
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (item->runs[side] == NULL)
        continue;
      g_string_append (text, is_first ? "" : " / ");
      dz_markdown_append_runs (text, item->runs[side], self->article->annotations);
      is_first = FALSE;
    }
  g_string_replace (text, "\\\n", " ", 0);
  length = text->len;
  while (text->str[length - 1] == '#')
    length--;
  if (length < text->len && text->str[length - 1] == ' ')
    g_string_insert (text, length, "\\");
  return g_string_free (text, FALSE);
}

/* The sides of a paragraph, each a block; the first behind the item's marker, where there is one. */
static void
append_sides (Writer *self, const DzArticleItem *item, const char *marker)
{
  g_autofree char *prefix = dup_prefix (self, self->n_lists);
  g_autofree char *outer = dup_prefix (self, self->n_lists - (marker != NULL ? 1 : 0));
  g_autofree char *first = g_strconcat (outer, marker != NULL ? marker : "", NULL);
  gboolean is_first = TRUE;

  if (marker == NULL)
    {
      g_free (first);
      first = g_strdup (prefix);
    }
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      if (item->runs[side] == NULL)
        continue;
      if (item->turn)
        {
          append_label (self, text, item->speaker, side);
          g_string_append_c (text, ' ');
        }
      dz_markdown_append_runs (text, item->runs[side], self->article->annotations);
      if (!is_first)
        append_blank_line (self);
      append_block (self, is_first ? first : prefix, prefix, text->str);
      is_first = FALSE;
    }
}

/* A turn that begins with something else than a paragraph: its label has a line of its own. */
static void
append_label_alone (Writer *self, const DzArticleItem *item)
{
  g_autofree char *prefix = dup_prefix (self, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      if (!dz_article_shows (self->article, side))
        continue;
      if (text->len > 0)
        g_string_append (text, " / ");
      append_label (self, text, item->speaker, side);
    }
  append_block (self, prefix, prefix, text->str);
  append_blank_line (self);
}

static void
append_one_line (Writer *self, const char *text)
{
  g_autofree char *prefix = dup_prefix (self, self->n_lists);

  append_block (self, prefix, prefix, text);
}

static void
append_skipped (Writer *self, guint skipped)
{
  if (skipped == 0)
    return;
  self->n_boxes = self->n_lists = 0;
  append_blank_line (self);
  append_one_line (self, "[…]");
}

/* The blank line between blocks; items of a list that has nothing else follow each other without. */
static void
part (Writer *self, const DzArticleItem *item)
{
  gboolean is_item = item->form.kind == DZ_BLOCK_LIST_ITEM;
  gboolean joins = is_item && self->n_lists > 0 && self->tight && self->article->layout != DZ_LAYOUT_INTERLEAVED
                   && !item->turn && item->form.quoted == self->n_boxes && !item->form.starts;
  guint boxes = count_boxes_that_go_on (self, &item->form);

  self->tight = is_item;
  if (item->turn || item->form.kind == DZ_BLOCK_HEADING)
    self->n_lists = 0;
  else if (!is_item)
    self->n_lists = MIN (item->form.level, self->n_lists);
  if (item->form.quoted != self->n_boxes || boxes < self->n_boxes)
    self->n_lists = 0;
  self->n_boxes = boxes;
  if (!joins)
    append_blank_line (self);
  self->n_boxes = MIN (item->form.quoted, MOST_DEPTH);
}

static void
append_item (Writer *self, const DzArticleItem *item)
{
  g_autofree char *text = NULL;

  append_skipped (self, item->skipped);
  part (self, item);
  if (item->turn && item->form.kind != DZ_BLOCK_PARAGRAPH && item->form.kind != DZ_BLOCK_QUOTATION)
    append_label_alone (self, item);
  switch (item->form.kind)
    {
    case DZ_BLOCK_HEADING:
      text = dup_heading (self, item);
      append_one_line (self, text);
      break;
    case DZ_BLOCK_PICTURE:
      {
        g_autofree char *caption = dup_caption (self, item);
        g_autoptr (GString) picture = g_string_new (NULL);

        dz_markdown_append_picture (picture, item->picture, caption, self->pictures);
        append_one_line (self, picture->str);
        break;
      }
    case DZ_BLOCK_RULE:
      append_one_line (self, "***");
      break;
    case DZ_BLOCK_LIST_ITEM:
      text = enter_item (self, &item->form);
      append_sides (self, item, text);
      break;
    case DZ_BLOCK_PARAGRAPH:
    case DZ_BLOCK_QUOTATION:
      append_sides (self, item, NULL);
      break;
    }
}

GBytes *
dz_markdown_write (DzProject *project, const DzArticleOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (DzArticle) article = NULL;
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  Writer writer = { .out = out, .pictures = pictures };

  if (options->layout == DZ_LAYOUT_SIDE_BY_SIDE)
    {
      g_set_error_literal (
          error, DZ_FORMAT_ERROR, DZ_FORMAT_ERROR_UNSUPPORTED,
          _ ("Markdown has no columns: choose original, translation or interleaved instead of side by side"));
      return NULL;
    }
  article = dz_article_new (project, NULL, options, error);
  if (article == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  writer.article = article;
  writer.chinese
      = is_chinese (article->language[article->layout == DZ_LAYOUT_ORIGINAL ? DZ_SIDE_ORIGINAL : DZ_SIDE_TRANSLATION]);
  dz_markdown_append_front (out, article, writer.chinese, pictures);
  for (guint i = 0; i < article->items->len; i++)
    append_item (&writer, g_ptr_array_index (article->items, i));
  append_skipped (&writer, article->skipped);
  dz_markdown_append_notes (out, article, writer.chinese);
  dz_markdown_append_pictures (out, pictures);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
