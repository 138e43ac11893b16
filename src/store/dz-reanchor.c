#define G_LOG_DOMAIN "duizhao"
#define _GNU_SOURCE /* memmem() */

#include "config.h"

#include <string.h>

#include "store/dz-reanchor.h"

#define ENOUGH 0.5
/* For a passage that stood at the edge of its block, and would stand inside of one. */
#define WAS_AT_EDGE 0.25
/* So many words of Chinese at the very place where they were are no chance. */
#define LONG_QUOTE 12
/* What all searches of one file may cost, in bytes looked at: about half a second. A comparison of contexts counts as
 * so many. Beyond, nothing is looked for any more. */
#define BUDGET (256 * 1024 * 1024)
#define COMPARISON_COST 2048
#define STRIDE 1024

/* All blocks of a document on one side, parted by "\n". */
typedef struct
{
  DzDocument *document;
  DzSide side;
  GString *text;
  gsize *starts;  /* of each block, in bytes */
  guint *counts;  /* of the characters before each block */
  GArray *stones; /* the byte of each STRIDE-th character: a position in a long block is not counted from its start */
  GArray *ranges; /* of Range: what is searched */
} Page;

/* In bytes. */
typedef struct
{
  gsize start;
  gsize end;
} Range;

struct _DzReanchor
{
  DzProject *project;
  GHashTable *pages[DZ_N_SIDES]; /* DzDocument → Page */
  gsize spent;
  GHashTable *blocks; /* (nullable): those that are searched */
  DzReanchorAccept accept;
  gpointer data;
};

/* The place that fits a passage best, so far. */
typedef struct
{
  gsize from; /* G_MAXSIZE: none, or no single one */
  double likeness;
} Best;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_string_free (page->text, TRUE);
  g_free (page->starts);
  g_free (page->counts);
  g_array_unref (page->stones);
  g_array_unref (page->ranges);
  g_free (page);
}

DzReanchor *
dz_reanchor_new (DzProject *project)
{
  DzReanchor *self = g_new0 (DzReanchor, 1);

  self->project = project;
  for (guint side = 0; side < DZ_N_SIDES; side++)
    self->pages[side] = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  return self;
}

void
dz_reanchor_free (DzReanchor *self)
{
  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_hash_table_unref (self->pages[side]);
  g_clear_pointer (&self->blocks, g_hash_table_unref);
  g_free (self);
}

void
dz_reanchor_limit (DzReanchor *self, GHashTable *blocks, DzReanchorAccept accept, gpointer data)
{
  g_clear_pointer (&self->blocks, g_hash_table_unref);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_hash_table_remove_all (self->pages[side]);
  self->blocks = g_hash_table_ref (blocks);
  self->accept = accept;
  self->data = data;
}

static void
lay_stones (Page *page)
{
  guint count = 0;

  page->stones = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (const char *p = page->text->str; *p != '\0'; p = g_utf8_next_char (p), count++)
    if (count % STRIDE == 0)
      {
        gsize byte = (gsize)(p - page->text->str);

        g_array_append_val (page->stones, byte);
      }
}

/* Neighbours are searched as one, for passages over several blocks. */
static void
list_ranges (Page *page, GHashTable *blocks)
{
  guint n_blocks = dz_document_get_n_blocks (page->document);

  page->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  for (guint i = 0; i < n_blocks; i++)
    {
      guint first = i;
      Range range;

      while (i < n_blocks
             && (blocks == NULL || g_hash_table_contains (blocks, dz_document_get_block (page->document, i))))
        i++;
      range = (Range){ page->starts[first], page->starts[i] };
      if (i > first)
        g_array_append_val (page->ranges, range);
    }
}

static Page *
get_page (DzReanchor *self, DzDocument *document, DzSide side)
{
  Page *page = g_hash_table_lookup (self->pages[side], document);
  guint n_blocks = dz_document_get_n_blocks (document);

  if (page != NULL)
    return page;
  page = g_new0 (Page, 1);
  page->document = document;
  page->side = side;
  page->text = g_string_new (NULL);
  page->starts = g_new0 (gsize, n_blocks + 1);
  page->counts = g_new0 (guint, n_blocks + 1);
  for (guint i = 0; i < n_blocks; i++)
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, i), side);

      g_string_append (page->text, dz_text_get_string (text));
      g_string_append_c (page->text, '\n');
      page->starts[i + 1] = page->text->len;
      page->counts[i + 1] = page->counts[i] + dz_text_get_length (text) + 1;
    }
  lay_stones (page);
  list_ranges (page, self->blocks);
  g_hash_table_insert (self->pages[side], document, page);
  return page;
}

/* The byte of a position; FALSE when there is no such block or character. */
static gboolean
find_byte (DzReanchor *self, Page *page, const char *block_id, guint position, gsize *byte)
{
  DzBlock *block = dz_project_lookup_block (self->project, block_id);
  guint index = block == NULL ? G_MAXUINT : dz_document_index_of (page->document, block);
  const char *stone;

  if (index == G_MAXUINT || position > dz_text_get_length (dz_block_get_text (block, page->side)))
    return FALSE;
  position += page->counts[index];
  stone = page->text->str + g_array_index (page->stones, gsize, position / STRIDE);
  *byte = (gsize)(g_utf8_offset_to_pointer (stone, position % STRIDE) - page->text->str);
  return TRUE;
}

/* The block in which a byte lies; G_MAXUINT for what parts two of them. */
static guint
find_block (Page *page, gsize byte)
{
  guint low = 0, high = dz_document_get_n_blocks (page->document);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (page->starts[middle] <= byte)
        low = middle;
      else
        high = middle;
    }
  return byte + 1 < page->starts[low + 1] ? low : G_MAXUINT;
}

static guint
take_characters (const char *from, const char *to, gboolean last, gunichar characters[DZ_ANCHOR_CONTEXT])
{
  guint n = 0;

  if (last)
    {
      const char *start = to;

      while (start > from && n < DZ_ANCHOR_CONTEXT)
        {
          start = g_utf8_prev_char (start);
          n++;
        }
      from = start;
    }
  n = 0;
  for (; from < to && n < DZ_ANCHOR_CONTEXT; from = g_utf8_next_char (from))
    characters[n++] = g_utf8_get_char (from);
  return n;
}

/* Levenshtein's distance. */
static guint
count_edits (const gunichar *a, guint a_length, const gunichar *b, guint b_length)
{
  guint row[DZ_ANCHOR_CONTEXT + 1];

  for (guint j = 0; j <= b_length; j++)
    row[j] = j;
  for (guint i = 1; i <= a_length; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= b_length; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (row[j], row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
          diagonal = above;
        }
    }
  return row[b_length];
}

/* How much of one side of a stored context stands between @from and @to, from 0 to 1. */
static double
compare_context (const char *stored, const char *from, const char *to, gboolean before)
{
  gunichar wanted[DZ_ANCHOR_CONTEXT], there[DZ_ANCHOR_CONTEXT];
  guint n_wanted = take_characters (stored, stored + strlen (stored), before, wanted);
  guint n_there = take_characters (from, to, before, there);

  if (n_wanted == 0)
    return n_there == 0 ? 1 : WAS_AT_EDGE;
  /* No more than was stored: a context ends with its block. */
  if (n_there > n_wanted)
    {
      if (before)
        memmove (there, there + n_there - n_wanted, n_wanted * sizeof *there);
      n_there = n_wanted;
    }
  return 1.0 - (double)count_edits (wanted, n_wanted, there, n_there) / n_wanted;
}

/* Both ends lie in blocks. */
static double
likeness_around (Page *page, gsize from, gsize to, const DzAnchor *stored)
{
  const char *text = page->text->str;
  const char *start = text + page->starts[find_block (page, from)];
  const char *end = text + page->starts[find_block (page, to - 1) + 1] - 1;
  double sum = 0;
  guint n = 0;

  if (stored->before != NULL)
    {
      sum += compare_context (stored->before, start, text + from, TRUE);
      n++;
    }
  if (stored->after != NULL)
    {
      sum += compare_context (stored->after, text + to, end, FALSE);
      n++;
    }
  return n == 0 ? 1 : sum / n;
}

static gboolean
stands_there (DzReanchor *self, Page *page, const DzAnchor *stored)
{
  gsize length = strlen (stored->quote), from, to;

  return find_byte (self, page, stored->start_block, stored->start, &from)
         && find_byte (self, page, stored->end_block, stored->end, &to) && from < to && to - from == length
         && memcmp (page->text->str + from, stored->quote, length) == 0 && find_block (page, from) != G_MAXUINT
         && find_block (page, to - 1) != G_MAXUINT
         && (g_utf8_strlen (stored->quote, -1) >= LONG_QUOTE || likeness_around (page, from, to, stored) >= ENOUGH);
}

static guint
position_in (Page *page, guint block, gsize byte)
{
  const char *text = page->text->str;

  return (guint)g_utf8_pointer_to_offset (text + page->starts[block], text + byte);
}

/* Both ends lie in blocks. */
static gboolean
is_acceptable (DzReanchor *self, Page *page, gsize from, gsize to)
{
  guint first = find_block (page, from), last = find_block (page, to - 1);

  return self->accept == NULL
         || self->accept (dz_document_get_block (page->document, first), position_in (page, first, from),
                          dz_document_get_block (page->document, last), position_in (page, last, to), self->data);
}

/* Looks from one byte to another; FALSE when there was too much to look at. */
static gboolean
search (DzReanchor *self, Page *page, const DzAnchor *stored, gsize start, gsize end, Best *best)
{
  const char *stop = page->text->str + end;
  gsize length = strlen (stored->quote);

  self->spent += end - start;
  for (const char *at = page->text->str + start; (at = memmem (at, (gsize)(stop - at), stored->quote, length)) != NULL;
       at = g_utf8_next_char (at))
    {
      gsize from = (gsize)(at - page->text->str);
      double likeness;

      self->spent += COMPARISON_COST;
      if (self->spent > BUDGET)
        return FALSE;
      if (find_block (page, from) == G_MAXUINT || find_block (page, from + length - 1) == G_MAXUINT)
        continue;
      likeness = likeness_around (page, from, from + length, stored);
      if (likeness < ENOUGH || likeness < best->likeness || !is_acceptable (self, page, from, from + length))
        continue;
      best->from = likeness > best->likeness ? from : G_MAXSIZE;
      best->likeness = likeness;
    }
  return self->spent <= BUDGET;
}

/* The one place where the quote stands between its context; G_MAXSIZE when there is none, or no single best one. */
static gsize
find_quote (DzReanchor *self, Page *page, const DzAnchor *stored)
{
  Best best = { G_MAXSIZE, 0 };

  if (*stored->quote == '\0')
    return G_MAXSIZE;
  for (guint i = 0; i < page->ranges->len; i++)
    {
      const Range *range = &g_array_index (page->ranges, Range, i);

      if (!search (self, page, stored, range->start, range->end, &best))
        return G_MAXSIZE;
    }
  return best.from;
}

static DzAnchor *
new_live (Page *page, gsize from, gsize to)
{
  guint first = find_block (page, from), last = find_block (page, to - 1);

  return dz_anchor_new (dz_block_get_id (dz_document_get_block (page->document, first)), position_in (page, first, from),
                        dz_block_get_id (dz_document_get_block (page->document, last)), position_in (page, last, to));
}

/* As near to where it was as there is text. */
static DzAnchor *
new_orphan (DzReanchor *self, Page *page, const DzAnchor *stored)
{
  const char *ids[] = { stored->start_block, stored->end_block };
  /* Where an orphan says no place, its document had no blocks then. */
  DzBlock *block = ids[0] == NULL ? NULL : dz_document_get_block (page->document, 0);
  guint position = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      DzBlock *stored_block = ids[i] == NULL ? NULL : dz_project_lookup_block (self->project, ids[i]);

      if (stored_block == NULL || dz_document_index_of (page->document, stored_block) == G_MAXUINT)
        continue;
      block = stored_block;
      position = i == 0 ? MIN (stored->start, dz_text_get_length (dz_block_get_text (block, page->side))) : 0;
      break;
    }
  return dz_anchor_new_orphan (block == NULL ? NULL : dz_block_get_id (block), position, stored->quote, stored->before,
                               stored->after);
}

DzAnchor *
dz_reanchor_resolve (DzReanchor *self, const char *document_id, DzSide side, const DzAnchor *stored)
{
  DzDocument *document = dz_project_lookup_document (self->project, document_id);
  Page *page;
  gsize from;

  if (document == NULL)
    return dz_anchor_new_orphan (stored->start_block, stored->start, stored->quote, stored->before, stored->after);
  page = get_page (self, document, side);
  if (stored->orphan)
    return new_orphan (self, page, stored);
  if (stands_there (self, page, stored))
    return dz_anchor_new (stored->start_block, stored->start, stored->end_block, stored->end);
  from = find_quote (self, page, stored);
  return from == G_MAXSIZE ? new_orphan (self, page, stored) : new_live (page, from, from + strlen (stored->quote));
}
