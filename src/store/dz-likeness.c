#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <stdlib.h>

#include "store/dz-likeness.h"

/* What stands at both edges of a text. */
#define EDGE 0x9e3779b9u
/* A gram that more of either have is no sign. */
#define MANY 8
/* Of long texts, one gram in so many is enough to find each other by. */
#define LONG 48
#define SAMPLE 4

static guint32
mix (guint32 a, guint32 b)
{
  guint32 hash = a * 0x85ebca6bu ^ (b + 0x7f4a7c15u + (a << 6) + (a >> 2));

  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  return hash ^ hash >> 13;
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c);
}

/* The word, or the character of a language without blanks, that begins at *@at; goes behind it. */
static guint32
take_word (const char **at)
{
  gunichar c = g_utf8_get_char (*at);
  guint32 hash = 5381;

  *at = g_utf8_next_char (*at);
  if (g_unichar_iswide (c))
    return c;
  for (;;)
    {
      hash = mix (hash, g_unichar_tolower (c));
      c = g_utf8_get_char (*at);
      if (!is_word (c) || g_unichar_iswide (c))
        return hash;
      *at = g_utf8_next_char (*at);
    }
}

static int
compare_hashes (const void *pa, const void *pb)
{
  guint32 a = *(const guint32 *)pa, b = *(const guint32 *)pb;

  return (a > b) - (a < b);
}

static void
add_all (GArray *hashes, const char *text, gboolean marks)
{
  guint32 before = EDGE;

  for (const char *at = text; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);
      guint32 word, gram;

      if (!is_word (c) && (!marks || g_unichar_isspace (c)))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      word = take_word (&at);
      gram = mix (before, word);
      g_array_append_val (hashes, gram);
      before = word;
    }
  if (hashes->len > 0)
    {
      guint32 gram = mix (before, EDGE);

      g_array_append_val (hashes, gram);
    }
}

void
dz_grams_init (DzGrams *self, const char *text)
{
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (guint32));

  add_all (hashes, text, FALSE);
  if (hashes->len == 0)
    add_all (hashes, text, TRUE);
  self->n = hashes->len;
  self->hashes = (guint32 *)(gpointer)g_array_free (hashes, FALSE);
  if (self->n > 1)
    qsort (self->hashes, self->n, sizeof (guint32), compare_hashes);
}

void
dz_grams_clear (DzGrams *self)
{
  g_clear_pointer (&self->hashes, g_free);
}

guint
dz_grams_count_common (const DzGrams *a, const DzGrams *b)
{
  guint common = 0, i = 0, j = 0;

  while (i < a->n && j < b->n)
    {
      guint32 x = a->hashes[i], y = b->hashes[j];

      common += x == y;
      i += x <= y;
      j += y <= x;
    }
  return common;
}

static int
compare_candidates (gconstpointer pa, gconstpointer pb)
{
  const DzCandidate *a = pa, *b = pb;

  if (a->b != b->b)
    return a->b < b->b ? -1 : 1;
  /* Of those with one partner none may stand on another. */
  return (a->a < b->a) - (a->a > b->a);
}

/* The heaviest chain that ends before a place. */
typedef struct
{
  guint64 weight;
  guint last; /* its last candidate + 1; 0: none */
} Chain;

static int
compare_numbers (const void *pa, const void *pb)
{
  guint a = *(const guint *)pa, b = *(const guint *)pb;

  return (a > b) - (a < b);
}

/* The places of the a's, so that a tree over them is no larger than they are many. */
static guint *
rank (GArray *candidates, guint *n_places)
{
  guint *places = g_new (guint, candidates->len + 1);
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++)
    places[i] = g_array_index (candidates, DzCandidate, i).a;
  qsort (places, candidates->len, sizeof *places, compare_numbers);
  for (guint i = 0; i < candidates->len; i++)
    if (i == 0 || places[i] != places[n - 1])
      places[n++] = places[i];
  *n_places = n;
  return places;
}

static guint
find_rank (const guint *places, guint n, guint a)
{
  guint low = 0, high = n;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (places[middle] <= a)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
dz_candidates_keep_rising (GArray *candidates)
{
  guint n = candidates->len, n_places;
  g_autofree guint *places = NULL;
  g_autofree guint *before = g_new0 (guint, n + 1);
  g_autofree gboolean *kept = g_new0 (gboolean, n + 1);
  g_autofree Chain *tree = g_new0 (Chain, n + 2);
  Chain best = { 0, 0 };
  guint n_kept = 0;

  g_array_sort (candidates, compare_candidates);
  places = rank (candidates, &n_places);
  for (guint i = 0; i < n; i++)
    {
      const DzCandidate *candidate = &g_array_index (candidates, DzCandidate, i);
      guint at = find_rank (places, n_places, candidate->a) + 1;
      Chain chain = { 0, 0 };

      for (guint k = at - 1; k > 0; k -= k & -k)
        if (tree[k].weight > chain.weight)
          chain = tree[k];
      before[i] = chain.last;
      chain.weight += candidate->weight;
      chain.last = i + 1;
      for (guint k = at; k <= n_places; k += k & -k)
        if (chain.weight > tree[k].weight)
          tree[k] = chain;
      if (chain.weight > best.weight)
        best = chain;
    }
  for (guint i = best.last; i > 0; i = before[i - 1])
    kept[i - 1] = TRUE;
  for (guint i = 0; i < n; i++)
    if (kept[i])
      g_array_index (candidates, DzCandidate, n_kept++) = g_array_index (candidates, DzCandidate, i);
  g_array_set_size (candidates, n_kept);
}

typedef struct
{
  guint32 hash;
  guint index;
} Occurrence;

static int
compare_occurrences (const void *pa, const void *pb)
{
  const Occurrence *a = pa, *b = pb;

  if (a->hash != b->hash)
    return a->hash < b->hash ? -1 : 1;
  return (a->index > b->index) - (a->index < b->index);
}

static GArray *
list_occurrences (const DzGrams *grams, GArray *indices)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Occurrence));

  for (guint i = 0; i < indices->len; i++)
    {
      guint index = g_array_index (indices, guint, i);

      for (guint k = 0; k < grams[index].n; k++)
        {
          Occurrence occurrence = { grams[index].hashes[k], index };

          if (grams[index].n < LONG || occurrence.hash % SAMPLE == 0)
            g_array_append_val (list, occurrence);
        }
    }
  if (list->len > 1)
    qsort (list->data, list->len, sizeof (Occurrence), compare_occurrences);
  return list;
}

static guint
count_equal (GArray *list, guint from)
{
  guint to = from + 1;

  while (to < list->len && g_array_index (list, Occurrence, to).hash == g_array_index (list, Occurrence, from).hash)
    to++;
  return to - from;
}

/* Every pair once for each gram that both have, as one number that sorts. */
static GArray *
meet (GArray *list_a, GArray *list_b)
{
  GArray *met = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint i = 0, j = 0;

  while (i < list_a->len && j < list_b->len)
    {
      guint32 x = g_array_index (list_a, Occurrence, i).hash, y = g_array_index (list_b, Occurrence, j).hash;
      guint n_a = x <= y ? count_equal (list_a, i) : 0, n_b = y <= x ? count_equal (list_b, j) : 0;

      if (n_a <= MANY && n_b <= MANY)
        for (guint k = 0; k < n_a; k++)
          for (guint l = 0; l < n_b; l++)
            {
              guint64 pair = (guint64)g_array_index (list_b, Occurrence, j + l).index << 32
                             | g_array_index (list_a, Occurrence, i + k).index;

              g_array_append_val (met, pair);
            }
      i += n_a;
      j += n_b;
    }
  return met;
}

static int
compare_pairs (const void *pa, const void *pb)
{
  guint64 a = *(const guint64 *)pa, b = *(const guint64 *)pb;

  return (a > b) - (a < b);
}

GArray *
dz_candidates_from_grams (const DzGrams *a, GArray *a_indices, const DzGrams *b, GArray *b_indices)
{
  g_autoptr (GArray) list_a = list_occurrences (a, a_indices), list_b = list_occurrences (b, b_indices);
  g_autoptr (GArray) met = meet (list_a, list_b);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (DzCandidate));

  if (met->len > 1)
    qsort (met->data, met->len, sizeof (guint64), compare_pairs);
  for (guint i = 0; i < met->len; i++)
    {
      guint64 pair = g_array_index (met, guint64, i);
      DzCandidate candidate = { (guint)(pair & G_MAXUINT32), (guint)(pair >> 32), 0 };

      if (i > 0 && g_array_index (met, guint64, i - 1) == pair)
        continue;
      candidate.weight = dz_grams_count_common (&a[candidate.a], &b[candidate.b]);
      g_array_append_val (candidates, candidate);
    }
  return candidates;
}
