#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-damage-private.h"
#include "store/dz-json.h"

/* A value is walked through without recursion: the stack is of a fixed size, and deep nesting goes wrong. */
typedef struct
{
  const char *at;
  const char *end;
  char open[DZ_JSON_MAX_DEPTH]; /* the closing brackets that are awaited */
  guint depth;
} Walk;

static void
skip_blanks (Walk *self)
{
  while (self->at < self->end && *self->at != '\0' && strchr (" \t\r\n", *self->at) != NULL)
    self->at++;
}

static gboolean
take (Walk *self, char c)
{
  if (self->at >= self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
walk_string (Walk *self)
{
  DzScannedString string;

  if (!take (self, '"'))
    return FALSE;
  dz_scan_string (self->at, self->end, &string);
  self->at = string.bad != NULL ? string.bad : string.end;
  return !string.cut && string.bad == NULL;
}

static gboolean
walk_digits (Walk *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > start;
}

static gboolean
walk_number (Walk *self)
{
  take (self, '-');
  if (!take (self, '0') && !walk_digits (self))
    return FALSE;
  if (take (self, '.') && !walk_digits (self))
    return FALSE;
  if (!take (self, 'e') && !take (self, 'E'))
    return TRUE;
  if (!take (self, '+'))
    take (self, '-');
  return walk_digits (self);
}

static gboolean
walk_word (Walk *self)
{
  static const char *const words[] = { "null", "true", "false" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize)(self->end - self->at) >= length && memcmp (self->at, words[i], length) == 0)
        {
          self->at += length;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
walk_key (Walk *self)
{
  skip_blanks (self);
  if (!walk_string (self))
    return FALSE;
  skip_blanks (self);
  return take (self, ':');
}

/* After a value: up to where the next one begins, or to the end of all. */
static gboolean
walk_on (Walk *self)
{
  while (self->depth > 0)
    {
      char close = self->open[self->depth - 1];

      skip_blanks (self);
      if (take (self, ','))
        return close == ']' || walk_key (self);
      if (!take (self, close))
        return FALSE;
      self->depth--;
    }
  return TRUE;
}

static gboolean
walk_open (Walk *self)
{
  char close = *self->at == '{' ? '}' : ']';

  if (self->depth == DZ_JSON_MAX_DEPTH)
    return FALSE;
  self->at++;
  skip_blanks (self);
  if (take (self, close))
    return walk_on (self);
  self->open[self->depth++] = close;
  return close == ']' || walk_key (self);
}

static gboolean
walk_value (Walk *self)
{
  skip_blanks (self);
  if (self->at >= self->end)
    return FALSE;
  switch (*self->at)
    {
    case '{':
    case '[':
      return walk_open (self);
    case '"':
      return walk_string (self) && walk_on (self);
    case '-':
    case '0' ... '9':
      return walk_number (self) && walk_on (self);
    default:
      return walk_word (self) && walk_on (self);
    }
}

const char *
dz_scan_value (const char *at, const char *end, const char **stop)
{
  Walk walk;

  walk.at = at;
  walk.end = end;
  walk.depth = 0;
  do
    if (!walk_value (&walk))
      {
        *stop = walk.at;
        return NULL;
      }
  while (walk.depth > 0);
  return walk.at;
}
