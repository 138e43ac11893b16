#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/markdown/dz-markdown-mend.h"

/* The private use area of the basic plane: letters to cmark, which knows no better. */
#define MARK_FIRST 0xe000
#define MARK_COUNT 6400

typedef struct
{
  GString *out;
  char mark[8];
  gunichar before; /* the character before the one at hand on its line, or 0 */
  gboolean escaped;
  gboolean in_address;
} Mender;

static gunichar
unused_mark (const char *source)
{
  g_autofree guint8 *used = g_malloc0 (MARK_COUNT);

  for (const char *p = source; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character >= MARK_FIRST && character < MARK_FIRST + MARK_COUNT)
        used[character - MARK_FIRST] = 1;
    }
  for (guint i = 0; i < MARK_COUNT; i++)
    {
      if (!used[i])
        return MARK_FIRST + i;
    }
  /* A plane of its own, where nothing is assigned. */
  return 0xf0000;
}

static gboolean
is_white (gunichar character)
{
  return character == 0 || character == '\n' || character == '\t' || dz_runs_is_blank (character);
}

/* The two sides of a run of delimiters between which nobody puts blanks: Chinese text or its punctuation. */
static gboolean
is_chinese (gunichar character)
{
  return g_unichar_iswide (character) || (character >= 0x2010 && character <= 0x2027) || character == 0xb7;
}

static gboolean
starts_address (const char *p)
{
  return g_str_has_prefix (p, "http://") || g_str_has_prefix (p, "https://");
}

static const char *
mend_stars (Mender *self, const char *p)
{
  gsize length = strspn (p, "*");
  gunichar after = g_utf8_get_char (p + length);
  gboolean beside = !is_white (self->before) && !is_white (after) && (is_chinese (self->before) || is_chinese (after));

  if (beside)
    g_string_append (self->out, self->mark);
  /* The end of one emphasis and the beginning of the next: lengths that are no multiple of three together. */
  if (beside && length == 4)
    g_string_append_printf (self->out, "**%s**", self->mark);
  else
    g_string_append_len (self->out, p, (gssize)length);
  if (beside)
    g_string_append (self->out, self->mark);
  self->before = '*';
  return p + length;
}

static const char *
mend_underscores (Mender *self, const char *p)
{
  gsize length = strspn (p, "_");

  g_string_append (self->out, self->mark);
  g_string_append_len (self->out, p, (gssize)length);
  g_string_append (self->out, self->mark);
  self->before = '_';
  return p + length;
}

static const char *
mend_escape (Mender *self, const char *p)
{
  g_string_append_len (self->out, p, 2);
  if (p[1] == '*' || p[1] == '~')
    g_string_append (self->out, self->mark);
  self->before = (gunichar)p[1];
  return p + 2;
}

static const char *
mend_character (Mender *self, const char *p)
{
  const char *next = g_utf8_next_char (p);
  gunichar character = g_utf8_get_char (p);

  if (starts_address (p))
    self->in_address = TRUE;
  else if (self->in_address && (character <= ' ' || character >= 0x7f || strchr ("<>\"", (int)character) != NULL))
    self->in_address = FALSE;
  g_string_append_len (self->out, p, next - p);
  self->before = character;
  return next;
}

static void
mend_line (Mender *self, const char *line, const char *end)
{
  self->before = 0;
  self->in_address = FALSE;
  while (line < end)
    {
      if (*line == '\\' && line + 1 < end && g_ascii_ispunct (line[1]))
        line = mend_escape (self, line);
      else if (*line == '*')
        line = mend_stars (self, line);
      else if (*line == '_' && self->in_address)
        line = mend_underscores (self, line);
      else
        line = mend_character (self, line);
    }
}

/* Behind the marks of quotation boxes. */
static const char *
behind_quotes (const char *line, guint *depth)
{
  const char *p = line;

  *depth = 0;
  for (;;)
    {
      gsize blanks = strspn (p, " ");

      if (p[blanks] != '>')
        return p;
      p += blanks + 1;
      if (*p == ' ')
        p++;
      (*depth)++;
    }
}

static gsize
marker_length (const char *p)
{
  gsize digits = strspn (p, "0123456789");

  if (strchr ("*-+", *p) != NULL && *p != '\0')
    return 1;
  return digits > 0 && digits < 10 && (p[digits] == '.' || p[digits] == ')') ? digits + 1 : 0;
}

static gboolean
is_lone_marker (const char *p, gboolean after_text)
{
  gsize indent = strspn (p, " ");
  gsize length = marker_length (p + indent);

  if (length == 0 || p[indent + length + strspn (p + indent + length, " \t")] != '\n')
    return FALSE;
  /* Under a line of text, a dash makes that a heading, and a number at the margin ends a sentence. */
  return !after_text || p[indent] == '*' || p[indent] == '+' || (p[indent] != '-' && indent >= 2);
}

static gboolean
is_plain_text_line (const char *p)
{
  gsize length;

  p += strspn (p, " \t");
  if (*p == '\n' || *p == '\0' || strchr ("#>|<", *p) != NULL || g_str_has_prefix (p, "```")
      || g_str_has_prefix (p, "~~~"))
    return FALSE;
  length = marker_length (p);
  return length == 0 || (p[length] != ' ' && p[length] != '\n');
}

static gboolean
is_fence (const char *p)
{
  p += strspn (p, " ");
  return g_str_has_prefix (p, "```") || g_str_has_prefix (p, "~~~");
}

char *
dz_markdown_mend (const char *source, gunichar *mark)
{
  Mender self = { 0 };
  gboolean fenced = FALSE;
  gboolean after_text = FALSE;

  *mark = unused_mark (source);
  g_unichar_to_utf8 (*mark, self.mark);
  self.out = g_string_sized_new (strlen (source) + 1024);
  while (*source != '\0')
    {
      gsize length = strcspn (source, "\n");
      const char *next = source + length + (source[length] == '\n');
      guint depth;
      guint next_depth;
      const char *content = behind_quotes (source, &depth);
      const char *next_content = behind_quotes (next, &next_depth);

      fenced ^= is_fence (content);
      mend_line (&self, source, source + length);
      if (!fenced && *next != '\0' && depth == next_depth && is_lone_marker (content, after_text)
          && is_plain_text_line (next_content))
        {
          length = strcspn (next, "\n");
          g_string_append_c (self.out, ' ');
          mend_line (&self, next_content + strspn (next_content, " \t"), next + length);
          next += length + (next[length] == '\n');
        }
      after_text = content[strspn (content, " \t")] != '\n';
      g_string_append_c (self.out, '\n');
      source = next;
    }
  return g_string_free (self.out, FALSE);
}

char *
dz_markdown_unmark (const char *text, gunichar mark)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_utf8_get_char (p) != mark)
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (out, FALSE);
}
