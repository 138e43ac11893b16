#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-damage-private.h"
#include "store/dz-json.h"
#include "store/dz-project-json.h"

#define NO_COLUMN G_MAXUINT
#define NO_COPY G_MAXSIZE
/* So few bytes that are no text cannot hide the end of an entity and the beginning of another. */
#define FEW_BAD 6
/* How far is looked ahead for a member's end, at once; and there and back in all. */
#define LOOK_AHEAD (1024 * 1024)
#define LOOK_IN_ALL (64 * 1024 * 1024)

DzPiece *
dz_scan_get_piece (DzScan *self, guint index)
{
  return &g_array_index (self->pieces, DzPiece, index);
}

static DzScanFrame *
get_top (DzScan *self)
{
  return &g_array_index (self->frames, DzScanFrame, self->frames->len - 1);
}

const char *
dz_scan_skip_blanks (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
    at++;
  return at;
}

guint
dz_scan_get_line (DzScan *self, const char *at)
{
  guint n = 0;

  for (const char *p = MIN (at, self->counted), *to = MAX (at, self->counted); p < to; p++)
    n += *p == '\n';
  self->line = at > self->counted ? self->line + n : self->line - n;
  self->counted = at;
  return self->line;
}

guint
dz_scan_get_column (DzScan *self, const char *at)
{
  const char *start = at;

  while (start > self->text && (start[-1] == ' ' || start[-1] == '\t'))
    start--;
  return start > self->text && start[-1] == '\n' ? (guint)(at - start) : NO_COLUMN;
}

void
dz_scan_lose (DzScan *self, const char *from, const char *to)
{
  guint first, last;

  while (to > from && dz_scan_skip_blanks (to - 1, to) == to)
    to--;
  first = dz_scan_get_line (self, from);
  last = dz_scan_get_line (self, to > from ? to - 1 : from);
  if (first == last)
    dz_losses_add (self->losses, first, _ ("what stands here could not be read"));
  else
    dz_losses_add (self->losses, first, _ ("from here to line %u, nothing could be read"), last);
}

guint
dz_scan_add_piece (DzScan *self, DzPieceKind kind, guint parent, const char *start)
{
  DzPiece piece = { .kind = kind, .parent = parent, .start = (gsize)(start - self->text) };

  if (self->pieces->len > DZ_PROJECT_MAX_ENTITIES)
    {
      dz_losses_add_rest (self->losses, dz_scan_get_line (self, start));
      g_array_set_size (self->frames, 0);
      self->at = self->end;
      self->gap = NULL;
      self->closed = TRUE;
      return DZ_NO_PIECE;
    }
  piece.line = dz_scan_get_line (self, start);
  g_array_append_val (self->pieces, piece);
  return self->pieces->len - 1;
}

DzScanFrame *
dz_scan_push (DzScan *self, gboolean is_list, DzPieceKind kind, guint piece)
{
  DzScanFrame frame = { .is_list = is_list, .kind = kind, .piece = piece, .column = NO_COLUMN };

  g_array_append_val (self->frames, frame);
  return get_top (self);
}

/* After what ends an entity or a list. */
static void
pop (DzScan *self)
{
  g_array_set_size (self->frames, self->frames->len - 1);
  if (self->frames->len > 0)
    {
      get_top (self)->wants_comma = TRUE;
      get_top (self)->known = self->at;
    }
}

static gboolean
may_copy (DzScan *self, gsize length)
{
  if (length <= DZ_PROJECT_JSON_MAX_TEXT - self->copied)
    {
      self->copied += length;
      return TRUE;
    }
  return FALSE;
}

/* From now on, what is read of the piece of the topmost entity is collected. */
static GString *
begin_text (DzScan *self, DzScanFrame *frame)
{
  DzPiece *piece = dz_scan_get_piece (self, frame->piece);
  const char *start = self->text + piece->start;
  gsize length = frame->known != NULL ? (gsize)(frame->known - start) : 1;

  if (piece->text != NULL)
    return piece->text;
  piece->text = g_string_new ("{");
  if (length > 1 && may_copy (self, length))
    g_string_append_len (piece->text, start + 1, (gssize)length - 1);
  else if (length > 1)
    dz_scan_lose (self, start, frame->known);
  return piece->text;
}

/* Appends what stands from @start to @end, of the member that goes on to @self->at. FALSE when there is no room for
 * that. */
static gboolean
append_member (DzScan *self, GString *text, const char *start, const char *end)
{
  if (!may_copy (self, (gsize)(self->at - start) + 1))
    return FALSE;
  if (text->len > 1)
    g_string_append_c (text, ',');
  g_string_append_len (text, start, end - start);
  return TRUE;
}

/* Of the topmost entity: the member from @start to @self->at is whole. */
static void
keep_member (DzScan *self, DzScanFrame *frame, const char *start)
{
  DzPiece *piece = dz_scan_get_piece (self, frame->piece);

  if (piece->text != NULL && !append_member (self, piece->text, start, self->at))
    dz_scan_lose (self, start, self->at);
  frame->known = self->at;
}

/* Nothing of what follows is understood. */
static void
open_gap (DzScan *self, const char *from)
{
  DzScanFrame *frame = get_top (self);

  if (!frame->is_list)
    begin_text (self, frame);
  self->gap = from;
  self->broken = frame->piece;
  self->ended = self->at == self->end;
  g_array_set_size (self->frames, 0);
}

/* In files that are written one member a line, the line on which the next member of the same entity begins, or its end:
 * when nothing before it can hide that the entity ended. */
static const char *
find_next_line (DzScan *self, DzScanFrame *frame, const char *from)
{
  gsize ahead = MIN (LOOK_AHEAD, LOOK_IN_ALL - self->looked);
  const char *limit = (gsize)(self->end - self->at) > ahead ? self->at + ahead : self->end, *at = self->at;

  while (frame->column != NO_COLUMN && (at = memchr (at, '\n', (gsize)(limit - at))) != NULL)
    {
      const char *line = ++at;
      guint column;

      while (at < limit && (*at == ' ' || *at == '\t'))
        at++;
      column = (guint)(at - line);
      if (at == limit)
        break;
      if ((column == frame->column && *at == '"') || (column < frame->column && *at == '}'))
        {
          self->looked += (gsize)(at - self->at);
          return dz_count_bad (from, at, FEW_BAD + 1) <= FEW_BAD && !dz_scan_has_entity (self, self->at, at) ? at
                                                                                                             : NULL;
        }
      if (column < frame->column || (column == frame->column && *at != ']' && *at != '}'))
        break;
    }
  self->looked += (gsize)((at != NULL ? at : limit) - self->at);
  return NULL;
}

static gboolean
may_look_back (DzScan *self, const char *from)
{
  gsize length = (gsize)(self->at - from);

  if (length > LOOK_IN_ALL - self->looked)
    return FALSE;
  self->looked += length;
  return TRUE;
}

/* The member that begins at @from, or the rest of it, is lost. @told: and that was said already. */
static void
lose_member (DzScan *self, const char *from, gboolean told)
{
  DzScanFrame *frame = get_top (self);
  gboolean has_entity = may_look_back (self, from) && dz_scan_has_entity (self, from, self->at);
  const char *next = has_entity ? NULL : find_next_line (self, frame, from);

  if (next == NULL)
    {
      open_gap (self, from);
      /* What was taken for a member was, or had in it, a list of what is looked for. */
      if (has_entity)
        self->at = from;
      return;
    }
  begin_text (self, frame);
  if (!told || dz_scan_get_line (self, next) != dz_scan_get_line (self, from) + 1)
    dz_scan_lose (self, from, next);
  self->at = next;
  frame->wants_comma = FALSE;
}

static gboolean
is_one_of (const char *at, const char *end, const char *set)
{
  return at < end && *at != '\0' && strchr (set, *at) != NULL;
}

/* Small dirt between two values is stepped over. */
static gboolean
skip_dirt (DzScan *self)
{
  const char *at = self->at;

  while (at < self->end && at - self->at <= FEW_BAD && !is_one_of (at, self->end, " \t\r\n\",:[]{}"))
    at++;
  if (at == self->at || at - self->at > FEW_BAD)
    return FALSE;
  dz_scan_lose (self, self->at, at);
  self->at = dz_scan_skip_blanks (at, self->end);
  return TRUE;
}

/* To one of @marks. */
static gboolean
find_mark (DzScan *self, const char *marks, gboolean *dirty)
{
  self->at = dz_scan_skip_blanks (self->at, self->end);
  if (is_one_of (self->at, self->end, marks))
    return TRUE;
  *dirty = TRUE;
  return skip_dirt (self) && is_one_of (self->at, self->end, marks);
}

/* To the next member or entry, which begins with @start, or to @close. */
static gboolean
take_comma (DzScan *self, DzScanFrame *frame, char start, char close)
{
  const char marks[] = { start, close, ',', '\0' }, no_comma[] = { start, close, '\0' };
  gboolean has_comma, wants_comma, dirty = FALSE;

  if (!find_mark (self, marks, &dirty))
    return FALSE;
  has_comma = *self->at == ',';
  if (has_comma)
    {
      self->at++;
      if (!find_mark (self, no_comma, &dirty))
        return FALSE;
    }
  wants_comma = frame->wants_comma && *self->at == start;
  if (!frame->is_list && (dirty || has_comma != wants_comma))
    begin_text (self, frame);
  /* This alone says nothing that could be lost; but the file is not as it was written. */
  if (has_comma != wants_comma && !dirty)
    dz_losses_add (self->losses, dz_scan_get_line (self, self->at),
                   has_comma ? _ ("something may be missing before this: a “,” stands there")
                             : _ ("something may be missing before this: no “,” stands there"));
  return TRUE;
}

static void
close_entity (DzScan *self)
{
  guint index = get_top (self)->piece;
  DzPiece *piece = dz_scan_get_piece (self, index);

  self->at++;
  if (piece->text == NULL)
    piece->length = (gsize)(self->at - self->text) - piece->start;
  /* A tag that is whole has a colour too. */
  if (piece->text == NULL && piece->named && piece->kind == DZ_PIECE_UNKNOWN)
    piece->kind = DZ_PIECE_SPEAKER;
  if (index == 0)
    self->closed = TRUE;
  pop (self);
}

/* What was skipped before it may have had the end in it of what it seems to lie in. */
static void
doubt (DzScan *self, DzPiece *piece)
{
  if (piece->kind != DZ_PIECE_BLOCK && piece->kind != DZ_PIECE_TAG)
    return;
  piece->gap = self->skipped;
  self->skipped = 0;
}

static void
tell_kind (DzScan *self, guint index, DzPieceKind kind)
{
  DzPiece *piece = dz_scan_get_piece (self, index);

  if (piece->kind != DZ_PIECE_UNKNOWN || kind == DZ_PIECE_UNKNOWN)
    return;
  piece->kind = kind;
  if (kind == DZ_PIECE_DOCUMENT)
    self->document = index;
  doubt (self, piece);
}

/* At its opening bracket. */
static gboolean
open_list (DzScan *self, DzScanFrame *frame, const DzListWord *list)
{
  DzPiece *piece = dz_scan_get_piece (self, frame->piece);

  if (self->frames->len >= DZ_JSON_MAX_DEPTH)
    return FALSE;
  begin_text (self, frame);
  tell_kind (self, frame->piece, list->owner);
  if (piece->lists & 1u << list->kind)
    dz_losses_add (self->losses, dz_scan_get_line (self, self->at), _ ("“%s” is there twice in one object"),
                   list->name);
  piece->lists |= 1u << list->kind;
  self->at++;
  dz_scan_push (self, TRUE, list->kind, frame->piece);
  return TRUE;
}

/* A string, of which perhaps not all is there; @start: where its member began. */
static void
read_string (DzScan *self, DzScanFrame *frame, const char *start, gboolean is_text)
{
  const char *value = self->at + 1;
  DzPiece *piece = dz_scan_get_piece (self, frame->piece);
  gboolean told = FALSE;
  DzScannedString string;

  dz_scan_string (value, self->end, &string);
  self->at = string.end;
  if (!string.cut && string.bad == NULL)
    {
      keep_member (self, frame, start);
      return;
    }
  begin_text (self, frame);
  if (is_text && string.end > value && append_member (self, piece->text, start, value - 1))
    {
      dz_mend_string (value, &string, piece->text);
      piece->mended = TRUE;
      told = TRUE;
      dz_losses_add (self->losses, dz_scan_get_line (self, value),
                     _ ("of a text, something is lost; “%s” stands in its place"), DZ_LOST);
    }
  else if (!string.cut)
    dz_scan_lose (self, start, self->at);
  if (string.cut)
    lose_member (self, start, told);
}

static gboolean
has_entities (const char *at, const char *end)
{
  const char *brace = dz_scan_skip_blanks (at + 1, end), *mark;

  if (*at != '[' || brace >= end || *brace != '{')
    return FALSE;
  mark = dz_scan_skip_blanks (brace + 1, end);
  return end - mark >= 4 && memcmp (mark, "\"id\"", 4) == 0;
}

/* The last member that was kept, which is looked at again when all else is known. */
static void
note_odd_list (DzScan *self, DzScanFrame *frame, const char *at)
{
  DzPiece *piece = dz_scan_get_piece (self, frame->piece);
  gsize length = (gsize)(self->at - at);
  DzOddList odd = { at, self->at, frame->piece, NO_COPY };

  if (piece->kind > DZ_PIECE_DOCUMENT)
    return;
  /* In the file, it must not be taken apart until then. */
  begin_text (self, frame);
  if (piece->text->len > length && memcmp (piece->text->str + piece->text->len - length, at, length) == 0)
    odd.copy = piece->text->len - length;
  g_array_append_val (self->odd, odd);
}

/* Behind the colon. FALSE when it goes wrong at @self->at. */
static gboolean
read_value (DzScan *self, const char *start, const char *key, gsize length)
{
  DzScanFrame *frame = get_top (self);
  DzPiece *piece = dz_scan_get_piece (self, frame->piece);
  const DzListWord *list = dz_list_word_find (key, length);
  const char *end, *value = self->at;

  if (list != NULL && list->owner != piece->kind
      && (piece->kind != DZ_PIECE_UNKNOWN || list->owner == DZ_PIECE_PROJECT))
    list = NULL;
  if (list != NULL && *self->at == '[')
    return open_list (self, frame, list);
  tell_kind (self, frame->piece, dz_word_get_kind (key, length, *self->at));
  piece->named |= length == strlen ("name") && memcmp (key, "name", length) == 0;
  if (*self->at == '"' && list == NULL)
    {
      read_string (self, frame, start, dz_word_is_text (key, length));
      return TRUE;
    }
  end = dz_scan_value (self->at, self->end, &self->at);
  if (end == NULL)
    return FALSE;
  self->at = end;
  if (list != NULL)
    {
      begin_text (self, frame);
      dz_losses_add (self->losses, dz_scan_get_line (self, start), _ ("“%s” is no list"), list->name);
      return TRUE;
    }
  keep_member (self, frame, start);
  if (has_entities (value, end))
    note_odd_list (self, frame, value);
  return TRUE;
}

static void
step_entity (DzScan *self)
{
  DzScanFrame *frame = get_top (self);
  const char *start;
  DzScannedString key;

  if (!take_comma (self, frame, '"', '}'))
    {
      lose_member (self, self->at, FALSE);
      return;
    }
  if (*self->at == '}')
    {
      close_entity (self);
      return;
    }
  start = self->at;
  if (frame->known == NULL)
    frame->column = dz_scan_get_column (self, start);
  dz_scan_string (start + 1, self->end, &key);
  self->at = key.bad != NULL ? key.bad : key.end;
  if (!key.cut && key.bad == NULL)
    {
      self->at = dz_scan_skip_blanks (self->at, self->end);
      if (self->at < self->end && *self->at == ':')
        {
          self->at = dz_scan_skip_blanks (self->at + 1, self->end);
          frame->wants_comma = TRUE;
          if (self->at < self->end && read_value (self, start, start + 1, (gsize)(key.end - start) - 2))
            return;
        }
    }
  lose_member (self, start, FALSE);
}

static void
step_list (DzScan *self)
{
  DzScanFrame *frame = get_top (self);
  DzPieceKind kind = frame->kind;
  guint piece;

  if (!take_comma (self, frame, '{', ']'))
    {
      open_gap (self, self->at);
      return;
    }
  if (*self->at == ']')
    {
      self->at++;
      pop (self);
      return;
    }
  piece = dz_scan_add_piece (self, kind, frame->piece, self->at);
  if (piece == DZ_NO_PIECE)
    return;
  if (kind == DZ_PIECE_DOCUMENT)
    self->document = piece;
  doubt (self, dz_scan_get_piece (self, piece));
  dz_scan_push (self, FALSE, kind, piece);
  self->at++;
}

/* The project is the first piece, whatever there is of it. */
static void
begin (DzScan *self)
{
  if (self->end - self->at >= 3 && memcmp (self->at, "\xef\xbb\xbf", 3) == 0)
    self->at += 3;
  self->at = dz_scan_skip_blanks (self->at, self->end);
  dz_scan_add_piece (self, DZ_PIECE_PROJECT, DZ_NO_PIECE, self->at);
  if (self->at < self->end && *self->at == '{')
    {
      dz_scan_push (self, FALSE, DZ_PIECE_PROJECT, 0);
      self->at++;
      return;
    }
  dz_scan_get_piece (self, 0)->text = g_string_new ("{");
  self->gap = self->at;
  self->ended = self->at == self->end;
}

static gboolean
has_blocks (DzScan *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (dz_scan_get_piece (self, i)->kind == DZ_PIECE_BLOCK)
      return TRUE;
  return FALSE;
}

static void
step (DzScan *self)
{
  if (get_top (self)->is_list)
    step_list (self);
  else
    step_entity (self);
}

/* In a damaged file, a list that has no name that is known may have had one. */
static void
read_odd_lists (DzScan *self)
{
  if (dz_losses_count (self->losses) == 0 && has_blocks (self))
    return;
  for (guint i = 0; i < self->odd->len; i++)
    {
      const DzOddList odd = g_array_index (self->odd, DzOddList, i);
      char *text = dz_scan_get_piece (self, odd.piece)->text->str;

      dz_losses_add (self->losses, dz_scan_get_line (self, odd.start),
                     _ ("this list has a name that is not known here; what is in it is taken for what it looks like"));
      if (odd.copy != NO_COPY)
        {
          memset (text + odd.copy, ' ', (gsize)(odd.end - odd.start));
          memcpy (text + odd.copy, "null", strlen ("null"));
        }
      self->at = odd.start + 1;
      self->end = odd.end;
      if (dz_scan_get_piece (self, odd.piece)->kind == DZ_PIECE_DOCUMENT)
        self->document = odd.piece;
      dz_scan_push (self, TRUE, DZ_PIECE_UNKNOWN, odd.piece);
      while (self->frames->len > 0)
        step (self);
    }
}

static void
piece_clear (gpointer data)
{
  DzPiece *piece = data;

  if (piece->text != NULL)
    g_string_free (piece->text, TRUE);
}

GArray *
dz_damage_scan (const char *text, gsize length, DzLosses *losses)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (DzScanFrame));
  g_autoptr (GArray) odd = g_array_new (FALSE, FALSE, sizeof (DzOddList));
  DzScan self = { .text = text,
                  .at = text,
                  .end = text + length,
                  .counted = text,
                  .line = 1,
                  .frames = frames,
                  .pieces = g_array_new (FALSE, FALSE, sizeof (DzPiece)),
                  .losses = losses,
                  .odd = odd,
                  .document = DZ_NO_PIECE,
                  .broken = DZ_NO_PIECE };

  g_array_set_clear_func (self.pieces, piece_clear);
  begin (&self);
  while (frames->len > 0 || dz_scan_hunt (&self))
    if (frames->len > 0)
      step (&self);
  read_odd_lists (&self);
  return self.pieces;
}
