#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-details.h"
#include "formats/reading/dz-label.h"
#include "formats/text/dz-text-marks.h"
#include "formats/text/dz-text-parse.h"

/* In columns. */
#define LONGEST_TITLE 100

typedef struct
{
  guint first; /* its lines: from here */
  guint end;   /* to here, not included */
  DzTextMark mark;
} Paragraph;

static gboolean
is_single_line (const Paragraph *paragraph)
{
  return paragraph->end == paragraph->first + 1;
}

/* Headings and rules stand on lines of their own, whatever is around them. */
static gboolean
stands_alone (DzTextMarkKind kind)
{
  return kind == DZ_TEXT_MARK_RULE || kind == DZ_TEXT_MARK_PART || kind == DZ_TEXT_MARK_SUBPART;
}

static GArray *
find_paragraphs (const GArray *lines)
{
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (Paragraph));
  gboolean alone = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const DzTextLine *line = &g_array_index (lines, DzTextLine, i);
      DzTextMark mark;

      if (line->length == 0)
        continue;
      mark = dz_text_mark_of (line);
      if (line->begins || alone || stands_alone (mark.kind) || mark.kind == DZ_TEXT_MARK_BULLET)
        {
          Paragraph paragraph = { i, i + 1, mark };

          g_array_append_val (paragraphs, paragraph);
        }
      else
        g_array_index (paragraphs, Paragraph, paragraphs->len - 1).end = i + 1;
      alone = mark.kind == DZ_TEXT_MARK_RULE;
    }
  return paragraphs;
}

static gboolean
goes_on (const DzTextMark *mark, const DzTextMark *next)
{
  if (mark->kind != next->kind)
    return FALSE;
  return mark->kind == DZ_TEXT_MARK_NUMBER ? next->number == mark->number + 1 : mark->bullet == next->bullet;
}

/* Marks that have no second one of their kind, beside them or, for headings, anywhere, are text. */
static void
drop_lone_marks (GArray *paragraphs)
{
  guint count[DZ_TEXT_MARK_NUMBER + 1] = { 0 };
  gboolean continued = FALSE;

  for (guint i = 0; i < paragraphs->len; i++)
    count[g_array_index (paragraphs, Paragraph, i).mark.kind]++;
  for (guint i = 0; i < paragraphs->len; i++)
    {
      Paragraph *paragraph = &g_array_index (paragraphs, Paragraph, i);
      DzTextMark mark = paragraph->mark;
      gboolean next = i + 1 < paragraphs->len && goes_on (&mark, &paragraph[1].mark);

      if ((mark.kind == DZ_TEXT_MARK_BULLET || mark.kind == DZ_TEXT_MARK_NUMBER) && !continued && !next)
        paragraph->mark.kind = DZ_TEXT_MARK_NONE;
      else if ((mark.kind == DZ_TEXT_MARK_PART || mark.kind == DZ_TEXT_MARK_SUBPART)
               && (count[mark.kind] < 2 || !is_single_line (paragraph)))
        paragraph->mark.kind = DZ_TEXT_MARK_NONE;
      continued = next;
    }
}

/* Whether another paragraph begins like the first, as far as its colon. */
static gboolean
begins_again (const GArray *lines, const GArray *paragraphs)
{
  const char *text = g_array_index (lines, DzTextLine, g_array_index (paragraphs, Paragraph, 0).first).text;
  const char *colon = text;
  g_autofree char *prefix = NULL;

  while (*colon != '\0' && *colon != ':' && g_utf8_get_char (colon) != 0xff1a)
    colon = g_utf8_next_char (colon);
  prefix = g_strndup (text, (gsize)(colon - text) + 1);
  for (guint i = 1; i < paragraphs->len; i++)
    {
      if (g_str_has_prefix (g_array_index (lines, DzTextLine, g_array_index (paragraphs, Paragraph, i).first).text,
                            prefix))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_title (const GArray *lines, const GArray *paragraphs)
{
  const Paragraph *paragraph = &g_array_index (paragraphs, Paragraph, 0);
  const DzTextLine *line = &g_array_index (lines, DzTextLine, paragraph->first);
  g_autoptr (DzRuns) runs = NULL;
  g_autofree guint8 *bold = NULL;
  g_auto (DzLabel) label = { 0 };
  gunichar last;

  if (paragraphs->len < 2 || !is_single_line (paragraph) || line->width > LONGEST_TITLE
      || paragraph->mark.kind != DZ_TEXT_MARK_NONE)
    return FALSE;
  last = g_utf8_get_char (g_utf8_prev_char (line->text + line->length));
  if (last == 0x3002 || last == 0xff0c || last == ',' || last == ';' || last == ':' || last == 0xff1a || last == '.')
    return FALSE;
  runs = dz_runs_new ();
  dz_runs_append (runs, line->text, (gssize)line->length);
  bold = dz_runs_mask (runs, DZ_SPAN_BOLD);
  if (!dz_label_parse (runs, bold, 0, TRUE, &label))
    return TRUE;
  if (label.stamp || label.boxed || dz_label_is_role (label.key))
    return FALSE;
  /* A title may have a colon, but what stands before it is nobody's name and no detail's then. */
  return !label.colon
         || (dz_details_field_of (label.name, "://") == NULL && !dz_label_is_person (label.name, label.key)
             && !begins_again (lines, paragraphs));
}

static DzBlockForm
form_of (const Paragraph *paragraph, const Paragraph *last)
{
  DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };

  switch (paragraph->mark.kind)
    {
    case DZ_TEXT_MARK_RULE:
      form.kind = DZ_BLOCK_RULE;
      break;
    case DZ_TEXT_MARK_PART:
    case DZ_TEXT_MARK_SUBPART:
      form.kind = DZ_BLOCK_HEADING;
      form.level = paragraph->mark.kind == DZ_TEXT_MARK_PART ? 2 : 3;
      break;
    case DZ_TEXT_MARK_NUMBER:
    case DZ_TEXT_MARK_BULLET:
      form.kind = DZ_BLOCK_LIST_ITEM;
      form.level = 1;
      form.ordered = paragraph->mark.kind == DZ_TEXT_MARK_NUMBER;
      form.number = form.ordered ? paragraph->mark.number : 0;
      form.starts = last != NULL && last->mark.kind == paragraph->mark.kind && !goes_on (&last->mark, &paragraph->mark);
      break;
    default:
      break;
    }
  return form;
}

static DzRawBlock *
make_block (const GArray *lines, const Paragraph *paragraph, const DzBlockForm *form)
{
  DzRawBlock *block = dz_raw_block_new (form, NULL);

  if (form->kind == DZ_BLOCK_RULE)
    return block;
  for (guint i = paragraph->first; i < paragraph->end; i++)
    {
      const DzTextLine *line = &g_array_index (lines, DzTextLine, i);
      gsize skip = i == paragraph->first && form->kind == DZ_BLOCK_LIST_ITEM ? paragraph->mark.length : 0;

      if (i > paragraph->first)
        dz_runs_append_char (block->text, DZ_RUNS_LINE_END);
      dz_runs_append (block->text, line->text + skip, (gssize)(line->length - skip));
    }
  return block;
}

GPtrArray *
dz_text_parse (const char *source)
{
  GPtrArray *blocks = dz_raw_blocks_new ();
  g_autoptr (GArray) lines = dz_text_lines_split (source);
  g_autoptr (GArray) paragraphs = find_paragraphs (lines);
  gboolean titled;

  drop_lone_marks (paragraphs);
  titled = paragraphs->len > 0 && is_title (lines, paragraphs);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const Paragraph *paragraph = &g_array_index (paragraphs, Paragraph, i);
      DzBlockForm form = form_of (paragraph, i > 0 ? paragraph - 1 : NULL);

      if (i == 0 && titled)
        form = (DzBlockForm){ .kind = DZ_BLOCK_HEADING, .level = 1 };
      /* The line under a title. */
      if (i == 1 && titled && form.kind == DZ_BLOCK_RULE
          && *g_array_index (lines, DzTextLine, paragraph->first).text == '=')
        continue;
      g_ptr_array_add (blocks, make_block (lines, paragraph, &form));
    }
  return blocks;
}
