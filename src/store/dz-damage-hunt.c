#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-damage-private.h"
#include "store/dz-json.h"

/* What a hunt looks for, at a quotation mark. Neither can stand in a text: marks have a backslash there. */
typedef struct
{
  const char *start;
  const char *rest;       /* behind its opening bracket */
  const DzListWord *list; /* NULL: it is an entity */
} Quarry;

static const char *
skip (const char *at, const char *end, char c)
{
  if (at == NULL)
    return NULL;
  at = dz_scan_skip_blanks (at, end);
  return at < end && *at == c ? at + 1 : NULL;
}

/* Behind what every entity begins with, but for its brace; NULL when it does not stand at @at. */
static const char *
skip_id (const char *at, const char *end)
{
  if (at == NULL || end - at < 4 || memcmp (at, "\"id\"", 4) != 0)
    return NULL;
  return skip (at + 4, end, ':');
}

static const char *
skip_back (const char *at, const char *start)
{
  while (at > start && dz_scan_skip_blanks (at - 1, at) == at)
    at--;
  return at;
}

/* @from: where its brace may stand at the earliest */
static gboolean
is_entity (DzScan *self, const char *from, const char *mark, Quarry *quarry)
{
  const char *brace, *before;

  if (skip_id (mark, self->end) == NULL)
    return FALSE;
  brace = skip_back (mark, from);
  if (brace == from || brace[-1] != '{')
    return FALSE;
  /* The value of a member is no entry of a list: a conflict has such ones. */
  before = skip_back (brace - 1, self->text);
  if (before > self->text && before[-1] == ':')
    return FALSE;
  *quarry = (Quarry){ brace - 1, brace, NULL };
  return TRUE;
}

static gboolean
is_list (DzScan *self, const char *mark, Quarry *quarry)
{
  static const gsize longest = sizeof "highlights" - 1;
  gsize room = (gsize)(self->end - mark) - 1;
  const char *name_end = memchr (mark + 1, '"', MIN (room, longest + 1)), *rest, *brace;

  if (name_end == NULL)
    return FALSE;
  rest = skip (skip (name_end + 1, self->end, ':'), self->end, '[');
  brace = skip (rest, self->end, '{');
  if (brace == NULL || skip_id (dz_scan_skip_blanks (brace, self->end), self->end) == NULL)
    return FALSE;
  quarry->list = dz_list_word_find (mark + 1, (gsize)(name_end - mark) - 1);
  if (quarry->list == NULL)
    return FALSE;
  quarry->start = mark;
  quarry->rest = rest;
  return TRUE;
}

static gboolean
find (DzScan *self, Quarry *quarry)
{
  const char *mark = self->at;

  for (; (mark = memchr (mark, '"', (gsize)(self->end - mark))) != NULL; mark++)
    /* No other words begin with these letters, and most marks stand before other ones. */
    if (mark + 1 < self->end && mark[1] >= 'b' && mark[1] <= 't'
        && (is_entity (self, self->at, mark, quarry) || is_list (self, mark, quarry)))
      return TRUE;
  return FALSE;
}

gboolean
dz_scan_has_entity (DzScan *self, const char *from, const char *to)
{
  Quarry quarry;

  for (const char *mark = from; (mark = memchr (mark, '"', (gsize)(to - mark))) != NULL; mark++)
    if (is_entity (self, from, mark, &quarry))
      return TRUE;
  return FALSE;
}

/* Whether nothing stands there that says something. */
static gboolean
is_void (DzScan *self, const char *from, const char *to)
{
  for (const char *at = from; at < to; at++)
    if (self->closed ? dz_scan_skip_blanks (at, to) == at : *at == '\0' || strchr (" \t\r\n,]}", *at) == NULL)
      return FALSE;
  return TRUE;
}

/* Everything before @to is understood or lost. */
static void
end_gap (DzScan *self, const char *to)
{
  const char *from = self->gap != NULL ? self->gap : self->at;
  gboolean empty = is_void (self, from, to);

  if (self->closed && !empty)
    {
      dz_losses_add (self->losses, dz_scan_get_line (self, dz_scan_skip_blanks (from, to)),
                     _ ("there is something after the end"));
      self->closed = FALSE;
    }
  else if (self->ended && to == self->end)
    dz_losses_add (self->losses, dz_scan_get_line (self, to),
                   self->text == self->end ? _ ("it is empty") : _ ("the file ends too early"));
  else if (self->gap != NULL || !empty)
    dz_scan_lose (self, from, to);
  if (self->gap != NULL || !empty)
    self->skipped = (gsize)(to - from);
  self->gap = NULL;
  self->at = to;
}

/* Whose list it is that goes on, or begins, behind a gap. */
static guint
find_owner (DzScan *self, const Quarry *quarry, guint broken)
{
  DzPiece *piece = broken != DZ_NO_PIECE ? dz_scan_get_piece (self, broken) : NULL;
  guint owner = broken;

  if (quarry->list->owner == DZ_PIECE_PROJECT)
    return 0;
  if (piece != NULL && (piece->kind == quarry->list->owner || piece->kind == DZ_PIECE_UNKNOWN)
      && (piece->lists & 1u << quarry->list->kind) == 0)
    piece->kind = quarry->list->owner;
  else if (quarry->list->owner == DZ_PIECE_TAG)
    return DZ_NO_PIECE;
  else
    {
      owner = dz_scan_add_piece (self, DZ_PIECE_DOCUMENT, 0, quarry->start);
      if (owner == DZ_NO_PIECE)
        return DZ_NO_PIECE;
      dz_scan_get_piece (self, owner)->text = g_string_new ("{");
    }
  if (quarry->list->owner == DZ_PIECE_DOCUMENT)
    self->document = owner;
  return owner;
}

static void
begin_list (DzScan *self, const Quarry *quarry, guint broken)
{
  guint owner = find_owner (self, quarry, broken);
  DzScanFrame *frame;

  if (self->at == self->end)
    return;
  self->at = quarry->rest;
  if (owner == 0)
    {
      self->skipped = 0;
      frame = dz_scan_push (self, FALSE, DZ_PIECE_PROJECT, 0);
      frame->column = dz_scan_get_column (self, quarry->start);
      frame->known = quarry->start;
    }
  if (owner != DZ_NO_PIECE)
    dz_scan_get_piece (self, owner)->lists |= 1u << quarry->list->kind;
  dz_scan_push (self, TRUE, quarry->list->kind, owner);
}

gboolean
dz_scan_hunt (DzScan *self)
{
  guint broken = self->gap != NULL ? self->broken : DZ_NO_PIECE, piece;
  Quarry quarry;

  if (!find (self, &quarry))
    {
      end_gap (self, self->end);
      return FALSE;
    }
  end_gap (self, quarry.start);
  if (quarry.list != NULL)
    {
      begin_list (self, &quarry, broken);
      return TRUE;
    }
  piece = dz_scan_add_piece (self, DZ_PIECE_UNKNOWN, self->document, quarry.start);
  if (piece != DZ_NO_PIECE)
    {
      dz_scan_push (self, FALSE, DZ_PIECE_UNKNOWN, piece);
      self->at = quarry.rest;
    }
  return TRUE;
}
