#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-runs.h"
#include "formats/text/dz-text-lines.h"

/* Widths to which people and programs fill lines, in columns. */
#define NARROWEST 30
#define WIDEST 200
/* Lines end a little before the margin where punctuation may not begin the next. */
#define RAGGED 4
/* From this width on a line that ends in the middle of a sentence was cut by a program. */
#define LONG_LINE 60

static guint
width_of (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

static DzTextLine
measure (const char *start, const char *end)
{
  DzTextLine line = { 0 };
  guint blanks = 0;
  const char *last = start;

  for (; start < end && dz_runs_is_blank (g_utf8_get_char (start)); start = g_utf8_next_char (start))
    line.indent += *start == '\t' ? 4 : width_of (g_utf8_get_char (start));
  line.text = start;
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (dz_runs_is_blank (character))
        {
          blanks += width_of (character);
          continue;
        }
      line.width += blanks + width_of (character);
      blanks = 0;
      last = g_utf8_next_char (p);
    }
  line.length = last > start ? (gsize)(last - start) : 0;
  return line;
}

static gunichar
last_character (const DzTextLine *line)
{
  return line->length > 0 ? g_utf8_get_char (g_utf8_prev_char (line->text + line->length)) : 0;
}

gboolean
dz_text_lines_ends_sentence (const DzTextLine *line)
{
  static const gunichar ends[] = { 0x3002, 0xff01, 0xff1f, 0xff1b, 0x2026, 0x201d, 0x300d, 0x300f, 0xff09,
                                   0xff1a, '.',    '!',    '?',    '"',    ':',    ';',    ')' };
  gunichar last = last_character (line);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (last == ends[i])
        return TRUE;
    }
  return FALSE;
}

/* The width of what a program could not have cut off the beginning of a line. */
static guint
first_unit (const DzTextLine *line)
{
  const char *end = line->text + line->length;
  guint width = 0;

  for (const char *p = line->text; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (dz_runs_is_blank (character) || (width > 0 && g_unichar_iswide (character)))
        break;
      width += width_of (character);
      if (g_unichar_iswide (character))
        break;
    }
  return width;
}

static gboolean
is_full (const DzTextLine *line, const DzTextLine *next, guint width)
{
  return line->indent + line->width + first_unit (next) + RAGGED > width;
}

/* Whether two lines may be parts of one paragraph. */
static gboolean
is_pair (const GArray *lines, guint index)
{
  return index + 1 < lines->len && g_array_index (lines, DzTextLine, index).length > 0
         && g_array_index (lines, DzTextLine, index + 1).length > 0;
}

/* The width to which lines are filled, or 0. */
static guint
filled_width (const GArray *lines)
{
  guint width = 0;
  guint pairs = 0;
  guint full = 0;
  guint ended = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const DzTextLine *line = &g_array_index (lines, DzTextLine, i);

      if (is_pair (lines, i))
        width = MAX (width, line->indent + line->width);
    }
  if (width < NARROWEST || width > WIDEST)
    return 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const DzTextLine *line = &g_array_index (lines, DzTextLine, i);

      if (!is_pair (lines, i))
        continue;
      pairs++;
      ended += dz_text_lines_ends_sentence (line);
      full += is_full (line, line + 1, width);
    }
  /* Paragraphs that happen to be of one length end in a full stop all the same. */
  return full * 10 >= pairs * 6 && ended * 10 < pairs * 8 ? width : 0;
}

static gboolean
has_blank_lines (const GArray *lines)
{
  guint blank = 0;
  guint pairs = 0;

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      blank += g_array_index (lines, DzTextLine, i).length > 0 && g_array_index (lines, DzTextLine, i + 1).length == 0;
      pairs += is_pair (lines, i);
    }
  return blank * 5 > pairs;
}

static guint
common_indent (const GArray *lines)
{
  guint indent = G_MAXUINT;

  for (guint i = 0; i < lines->len; i++)
    {
      const DzTextLine *line = &g_array_index (lines, DzTextLine, i);

      if (line->length > 0)
        indent = MIN (indent, line->indent);
    }
  return indent;
}

static void
find_paragraphs (GArray *lines)
{
  guint width = filled_width (lines);
  guint indent = width > 0 ? common_indent (lines) : 0;
  gboolean parted = has_blank_lines (lines);

  for (guint i = 0; i < lines->len; i++)
    {
      DzTextLine *line = &g_array_index (lines, DzTextLine, i);
      const DzTextLine *last = i > 0 ? line - 1 : NULL;

      if (line->length == 0)
        continue;
      if (last == NULL || last->length == 0 || line->indent > indent + 1)
        line->begins = TRUE;
      else if (width > 0)
        line->begins = !is_full (last, line, width);
      else
        line->begins = !parted || last->width < LONG_LINE || dz_text_lines_ends_sentence (last);
    }
}

GArray *
dz_text_lines_split (const char *source)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (DzTextLine));

  while (*source != '\0')
    {
      gsize length = strcspn (source, "\n");
      DzTextLine line = measure (source, source + length);

      g_array_append_val (lines, line);
      source += length + (source[length] == '\n');
    }
  find_paragraphs (lines);
  return lines;
}
