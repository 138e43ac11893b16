#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-label.h"

#define LONGEST_NAME 40
#define LONGEST_ROLE 30

typedef struct
{
  const DzRuns *runs;
  guint name_start;
  guint name_end;
  guint position;
  gboolean stamp;
  gboolean bracketed_stamp;
} Scan;

static gboolean
ends_line (gunichar character)
{
  return character == 0 || character == DZ_RUNS_LINE_END || character == DZ_RUNS_BREAK;
}

static guint
skip_blanks (const DzRuns *runs, guint position)
{
  while (dz_runs_is_blank (dz_runs_char (runs, position)))
    position++;
  return position;
}

static gboolean
is_colon (gunichar character)
{
  return character == ':' || character == 0xff1a || character == 0x2236 || character == 0xfe55;
}

static gunichar
closing_of (gunichar character)
{
  switch (character)
    {
    case '[':
      return ']';
    case '(':
      return ')';
    case 0xff08:
      return 0xff09;
    case 0x3010:
      return 0x3011;
    case 0x3014:
      return 0x3015;
    case '<':
      return '>';
    default:
      return 0;
    }
}

static guint
skip_digits (const DzRuns *runs, guint position, guint most)
{
  guint start = position;

  while (position - start < most && g_unichar_isdigit (dz_runs_char (runs, position)))
    position++;
  return position;
}

/* "12:33", "1:02:03", "00:12:33.250": returns where it ends, or @position. */
static guint
skip_clock (const DzRuns *runs, guint position)
{
  guint end = skip_digits (runs, position, 3);
  guint parts = 0;

  if (end == position)
    return position;
  while (parts < 2 && is_colon (dz_runs_char (runs, end)) && skip_digits (runs, end + 1, 2) == end + 3)
    {
      end += 3;
      parts++;
    }
  if (parts == 0 || g_unichar_isdigit (dz_runs_char (runs, end)))
    return position;
  if ((dz_runs_char (runs, end) == '.' || dz_runs_char (runs, end) == ',') && skip_digits (runs, end + 1, 3) > end + 1)
    end = skip_digits (runs, end + 1, 3);
  return end;
}

static gboolean
is_dash (gunichar character)
{
  return character == '-' || character == '>' || character == '~' || character == 0x2013 || character == 0x2014
         || character == 0x2192;
}

/* A clock, or two with a dash between them, in brackets or bare. */
static guint
skip_stamp (const DzRuns *runs, guint position, gboolean *bracketed)
{
  gunichar closing = closing_of (dz_runs_char (runs, position));
  guint start = closing != 0 ? skip_blanks (runs, position + 1) : position;
  guint end = skip_clock (runs, start);
  guint dash;

  if (end == start)
    return position;
  dash = skip_blanks (runs, end);
  for (guint i = dash; i < dash + 3 && is_dash (dz_runs_char (runs, i)); i++)
    {
      guint second = skip_clock (runs, skip_blanks (runs, i + 1));

      if (second > skip_blanks (runs, i + 1))
        end = second;
    }
  if (closing != 0)
    {
      end = skip_blanks (runs, end);
      if (dz_runs_char (runs, end) != closing)
        return position;
      end++;
    }
  *bracketed = closing != 0;
  return end;
}

static gboolean
belongs_to_name (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character) || dz_runs_is_blank (character)
         || (character < 0x80 && character > ' ' && strchr (".-_'&/@", (int)character) != NULL) || character == 0xb7
         || character == 0x2022 || character == 0x30fb || character == 0x2027 || character == 0x2019
         || character == 0x3001;
}

/* A role in brackets behind the name belongs to it. */
static guint
skip_role (const DzRuns *runs, guint position)
{
  gunichar closing = closing_of (dz_runs_char (runs, position));

  if (closing != ')' && closing != 0xff09)
    return position;
  for (guint i = position + 1; i < position + LONGEST_ROLE && !ends_line (dz_runs_char (runs, i)); i++)
    {
      if (dz_runs_char (runs, i) == closing)
        return i + 1;
    }
  return position;
}

static gboolean
take_stamp (Scan *self)
{
  guint end = skip_stamp (self->runs, self->position, &self->bracketed_stamp);

  if (end == self->position)
    return FALSE;
  self->stamp = TRUE;
  self->position = skip_blanks (self->runs, end);
  return TRUE;
}

/* Moves behind the name; what stands there is a colon, the end of the line, or what follows a stamp. */
static gboolean
scan_name (Scan *self)
{
  self->name_start = self->position;
  while (self->position - self->name_start <= LONGEST_NAME + LONGEST_ROLE)
    {
      gunichar character = dz_runs_char (self->runs, self->position);
      gboolean parted
          = self->position > self->name_start
            && (dz_runs_is_blank (dz_runs_char (self->runs, self->position - 1)) || closing_of (character) != 0);
      guint role;

      self->name_end = self->position;
      if (is_colon (character) || ends_line (character))
        return TRUE;
      if (parted && take_stamp (self))
        return is_colon (dz_runs_char (self->runs, self->position)) || self->bracketed_stamp
               || ends_line (dz_runs_char (self->runs, self->position));
      role = self->position > self->name_start ? skip_role (self->runs, self->position) : self->position;
      if (role > self->position)
        self->position = role;
      else if (belongs_to_name (character))
        self->position++;
      else
        return FALSE;
    }
  return FALSE;
}

static gboolean
scan_boxed (Scan *self)
{
  gunichar closing = closing_of (dz_runs_char (self->runs, self->position));

  if (closing != ']' && closing != 0x3011 && closing != 0x3015)
    return FALSE;
  self->name_start = ++self->position;
  while (self->position - self->name_start <= LONGEST_NAME)
    {
      gunichar character = dz_runs_char (self->runs, self->position);

      self->name_end = self->position++;
      if (character == closing)
        {
          self->position = skip_blanks (self->runs, self->position);
          return TRUE;
        }
      if (!belongs_to_name (character))
        return FALSE;
    }
  return FALSE;
}

static gboolean
is_colon_of_label (const DzRuns *runs, const guint8 *bold, guint position)
{
  gunichar after = dz_runs_char (runs, position + 1);

  if (dz_runs_char (runs, position) != ':')
    return is_colon (dz_runs_char (runs, position));
  return ends_line (after) || dz_runs_is_blank (after) || g_unichar_iswide (after) || after == 0x201c
         || (bold[position] != bold[position + 1] && after != '/');
}

static char *
dup_name (const Scan *self)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean blank = FALSE;
  gunichar last = 0;

  for (guint i = self->name_start; i < self->name_end; i++)
    {
      gunichar character = dz_runs_char (self->runs, i);

      if (dz_runs_is_blank (character))
        {
          blank = TRUE;
          continue;
        }
      /* Names of two characters are spread to the width of those of three. */
      if (blank && last != 0 && !(g_unichar_iswide (last) && g_unichar_iswide (character)))
        g_string_append_c (name, ' ');
      g_string_append_unichar (name, character);
      last = character;
      blank = FALSE;
    }
  return g_strdup (name->str);
}

static char *
dup_key (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *key = g_utf8_casefold (normal, -1);
  GString *out = g_string_new (NULL);
  char *bracket = strchr (key, '(');

  if (bracket != NULL && bracket > key)
    *bracket = '\0';
  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        g_string_append_unichar (out, g_utf8_get_char (p));
    }
  return g_string_free (out, FALSE);
}

/* Numbered questions and answers are two speakers all the same. */
static void
drop_number (char *name)
{
  char *number = g_utf8_next_char (name);

  if (g_utf8_strchr ("问問答QAqa", -1, g_utf8_get_char (name)) != NULL && number[strspn (number, "0123456789")] == '\0')
    *number = '\0';
}

static gboolean
has_letter (const char *name)
{
  for (; *name != '\0'; name = g_utf8_next_char (name))
    {
      if (g_unichar_isalpha (g_utf8_get_char (name)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_all_bold (const Scan *self, const guint8 *bold)
{
  for (guint i = self->name_start; i < self->name_end; i++)
    {
      if (!bold[i] && !dz_runs_is_blank (dz_runs_char (self->runs, i)))
        return FALSE;
    }
  return TRUE;
}

gboolean
dz_label_parse (const DzRuns *runs, const guint8 *bold, guint start, gboolean bare, DzLabel *label)
{
  Scan scan = { .runs = runs, .position = skip_blanks (runs, start) };
  g_autofree char *name = NULL;
  gunichar after;

  memset (label, 0, sizeof *label);
  take_stamp (&scan);
  label->boxed = scan_boxed (&scan);
  if (!label->boxed && !scan_name (&scan))
    return FALSE;

  while (scan.name_end > scan.name_start && dz_runs_is_blank (dz_runs_char (runs, scan.name_end - 1)))
    scan.name_end--;
  name = dup_name (&scan);
  if (scan.name_end - scan.name_start > LONGEST_NAME || !has_letter (name))
    return FALSE;

  drop_number (name);
  label->bold = is_all_bold (&scan, bold);
  label->stamp = scan.stamp;
  after = dz_runs_char (runs, scan.position);
  if (is_colon (after))
    {
      if (!is_colon_of_label (runs, bold, scan.position))
        return FALSE;
      label->colon = TRUE;
      scan.position = skip_blanks (runs, scan.position + 1);
      scan.position = skip_blanks (runs, skip_stamp (runs, scan.position, &scan.bracketed_stamp));
    }
  label->alone = ends_line (dz_runs_char (runs, scan.position));
  if (!label->colon && !label->boxed && !scan.stamp && !(label->alone && (bare || label->bold)))
    return FALSE;
  if (!label->colon && !label->boxed && !label->alone && !scan.bracketed_stamp)
    return FALSE;

  label->end = scan.position;
  label->key = dup_key (name);
  label->name = g_steal_pointer (&name);
  return TRUE;
}

void
dz_label_clear (DzLabel *label)
{
  g_clear_pointer (&label->name, g_free);
  g_clear_pointer (&label->key, g_free);
}
