#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "store/dz-likeness.h"
#include "store/dz-update-pairs.h"

/* So many pairs between two others are all looked at. */
#define FEW 2500
/* How often a gap that is too large for that is parted. */
#define DEPTH 6
/* Grams of a text that stands for itself wherever it is. */
#define TELLING 8
/* So far off a piece may stand that it was joined with. */
#define NEAR 8
/* Out of 100: what is common, of both; and of the smaller, of a part of something that was cut or joined. */
#define LIKE 30
#define PART 70
#define HARDLY_LIKE 10
#define VERY_LIKE 60

/* The two versions. */
typedef struct
{
  GArray *pieces;
  guint *keys; /* equal for equal sorts and texts */
  DzGrams *grams;
} Version;

typedef struct
{
  Version old;
  Version new;
  guint n_keys;
  guint *partners; /* of the old pieces, too */
  DzPairs *pairs;
} Pairing;

typedef struct
{
  guint a_start;
  guint a_end;
  guint b_start;
  guint b_end;
} Gap;

static const DzPiece *
piece_at (const Version *version, guint index)
{
  return &g_array_index (version->pieces, DzPiece, index);
}

static void
version_init (Version *self, GArray *pieces, GHashTable *keys)
{
  self->pieces = pieces;
  self->keys = g_new (guint, pieces->len + 1);
  self->grams = g_new (DzGrams, pieces->len + 1);
  for (guint i = 0; i < pieces->len; i++)
    {
      const DzPiece *piece = &g_array_index (pieces, DzPiece, i);
      g_autofree char *name = g_strdup_printf ("%u %s", piece->sort, piece->text);
      gpointer key = g_hash_table_lookup (keys, name);

      if (key == NULL)
        {
          key = GUINT_TO_POINTER (g_hash_table_size (keys) + 1);
          g_hash_table_insert (keys, g_steal_pointer (&name), key);
        }
      self->keys[i] = GPOINTER_TO_UINT (key);
      dz_grams_init (&self->grams[i], piece->text);
    }
}

static void
version_clear (Version *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    dz_grams_clear (&self->grams[i]);
  g_free (self->grams);
  g_free (self->keys);
}

static void
join (Pairing *self, guint a, guint b)
{
  self->partners[a] = b;
  self->pairs->partners[b] = a;
}

static gboolean
has_same_speaker (Pairing *self, guint a, guint b)
{
  return g_strcmp0 (piece_at (&self->old, a)->speaker, piece_at (&self->new, b)->speaker) == 0;
}

static gboolean
has_text (Pairing *self, guint a, guint b)
{
  return piece_at (&self->old, a)->sort == DZ_PIECE_TEXT && piece_at (&self->new, b)->sort == DZ_PIECE_TEXT;
}

static gboolean
is_equal (Pairing *self, guint a, guint b)
{
  return self->old.keys[a] == self->new.keys[b];
}

/* At an edge of a gap, where neighbours are paired: what is short must be said by the same one. */
static gboolean
continues (Pairing *self, guint a, guint b)
{
  return is_equal (self, a, b) && (self->old.grams[a].n >= TELLING || has_same_speaker (self, a, b));
}

static void
trim (Pairing *self, Gap *gap)
{
  while (gap->a_start < gap->a_end && gap->b_start < gap->b_end && continues (self, gap->a_start, gap->b_start))
    join (self, gap->a_start++, gap->b_start++);
  while (gap->a_start < gap->a_end && gap->b_start < gap->b_end && continues (self, gap->a_end - 1, gap->b_end - 1))
    join (self, --gap->a_end, --gap->b_end);
}

/* What is common of two that are not the same, out of 100 of both. */
static guint
likeness (Pairing *self, guint a, guint b, guint common)
{
  guint sum = self->old.grams[a].n + self->new.grams[b].n;

  return sum > 0 ? common * 200 / sum : 0;
}

/* How much speaks for a pair; 0: it is none. */
static guint
weigh (Pairing *self, guint a, guint b, guint common)
{
  guint least = MIN (self->old.grams[a].n, self->new.grams[b].n);
  guint weight;

  if (is_equal (self, a, b))
    weight = MAX (least, 1) * 20;
  else if (common > 0 && has_text (self, a, b)
           && (likeness (self, a, b, common) >= LIKE || (least >= TELLING && common * 100 >= least * PART)))
    weight = common * 16;
  else
    return 0;
  return has_same_speaker (self, a, b) ? weight + weight / 8 + 1 : weight;
}

static GArray *
list_all (Pairing *self, const Gap *gap)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (DzCandidate));

  for (guint b = gap->b_start; b < gap->b_end; b++)
    for (guint a = gap->a_start; a < gap->a_end; a++)
      {
        DzCandidate candidate = { a, b, 0 };
        guint common = is_equal (self, a, b) ? 0 : dz_grams_count_common (&self->old.grams[a], &self->new.grams[b]);

        candidate.weight = weigh (self, a, b, common);
        if (candidate.weight > 0)
          g_array_append_val (candidates, candidate);
      }
  return candidates;
}

/* For each key where it stands alone in a stretch: its place + 1; 0 when nowhere, G_MAXUINT when more than once. */
static guint *
find_single (Pairing *self, const Version *version, guint start, guint end)
{
  guint *places = g_new0 (guint, self->n_keys + 1);

  for (guint i = start; i < end; i++)
    places[version->keys[i]] = places[version->keys[i]] == 0 ? i + 1 : G_MAXUINT;
  return places;
}

static GArray *
list_single (Pairing *self, const Gap *gap)
{
  g_autofree guint *olds = find_single (self, &self->old, gap->a_start, gap->a_end);
  g_autofree guint *news = find_single (self, &self->new, gap->b_start, gap->b_end);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (DzCandidate));

  for (guint b = gap->b_start; b < gap->b_end; b++)
    {
      guint old = olds[self->new.keys[b]];
      DzCandidate candidate = { old - 1, b, 0 };

      if (old == 0 || old == G_MAXUINT || news[self->new.keys[b]] != b + 1 || self->new.grams[b].n < TELLING)
        continue;
      candidate.weight = weigh (self, candidate.a, b, 0);
      g_array_append_val (candidates, candidate);
    }
  return candidates;
}

static GArray *
list_range (guint start, guint end)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = start; i < end; i++)
    g_array_append_val (indices, i);
  return indices;
}

static GArray *
list_like (Pairing *self, const Gap *gap)
{
  g_autoptr (GArray) olds = list_range (gap->a_start, gap->a_end), news = list_range (gap->b_start, gap->b_end);
  GArray *candidates = dz_candidates_from_grams (self->old.grams, olds, self->new.grams, news);
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      DzCandidate candidate = g_array_index (candidates, DzCandidate, i);

      candidate.weight = weigh (self, candidate.a, candidate.b, candidate.weight);
      if (candidate.weight > 0)
        g_array_index (candidates, DzCandidate, n++) = candidate;
    }
  g_array_set_size (candidates, n);
  return candidates;
}

typedef struct
{
  Pairing *pairing;
  const Gap *gap;
} Equal;

static gboolean
equal_in_gap (guint a, guint b, gpointer data)
{
  Equal *self = data;

  return is_equal (self->pairing, self->gap->a_start + a, self->gap->b_start + b);
}

static GArray *
list_equal (Pairing *self, const Gap *gap)
{
  Equal equal = { self, gap };
  guint n_a = gap->a_end - gap->a_start, n_b = gap->b_end - gap->b_start, a = 0, b = 0;
  g_autoptr (GArray) edits = dz_diff (n_a, n_b, equal_in_gap, &equal);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (DzCandidate));

  for (guint i = 0; i <= edits->len; i++)
    {
      const DzDiffEdit end = { n_a, 0, n_b, 0 };
      const DzDiffEdit *edit = i < edits->len ? &g_array_index (edits, DzDiffEdit, i) : &end;

      for (; a < edit->a_start; a++, b++)
        {
          DzCandidate candidate = { gap->a_start + a, gap->b_start + b, 1 };

          g_array_append_val (candidates, candidate);
        }
      a = edit->a_start + edit->a_length;
      b = edit->b_start + edit->b_length;
    }
  return candidates;
}

/* One for one, between the same neighbours and by the same speaker: a short answer that was heard wrong shares nothing
 * with what was said, nor does one picture with another. */
static void
join_lone (Pairing *self, const Gap *gap)
{
  guint a = gap->a_start, b = gap->b_start;
  guint common;

  if (gap->a_end - a != 1 || gap->b_end - b != 1 || !has_same_speaker (self, a, b)
      || piece_at (&self->old, a)->sort != piece_at (&self->new, b)->sort)
    return;
  common = dz_grams_count_common (&self->old.grams[a], &self->new.grams[b]);
  if (MIN (self->old.grams[a].n, self->new.grams[b].n) <= TELLING || likeness (self, a, b, common) >= HARDLY_LIKE)
    join (self, a, b);
}

static void
pair_gap (Pairing *self, Gap gap, guint depth);

/* Pairs those of @candidates that can be together; FALSE when there is none. */
static gboolean
pair_and_go_on (Pairing *self, const Gap *gap, GArray *candidates, guint depth)
{
  guint a = gap->a_start, b = gap->b_start;

  dz_candidates_keep_rising (candidates);
  for (guint i = 0; i < candidates->len; i++)
    join (self, g_array_index (candidates, DzCandidate, i).a, g_array_index (candidates, DzCandidate, i).b);
  for (guint i = 0; i <= candidates->len && candidates->len > 0; i++)
    {
      const DzCandidate end = { gap->a_end, gap->b_end, 0 };
      const DzCandidate *next = i < candidates->len ? &g_array_index (candidates, DzCandidate, i) : &end;

      pair_gap (self, (Gap){ a, next->a, b, next->b }, depth + 1);
      a = next->a + 1;
      b = next->b + 1;
    }
  return candidates->len > 0;
}

static void
pair_gap (Pairing *self, Gap gap, guint depth)
{
  static GArray *(*const ways[]) (Pairing *, const Gap *) = { list_single, list_like, list_equal };

  trim (self, &gap);
  if (gap.a_start == gap.a_end || gap.b_start == gap.b_end)
    return;
  if ((guint64)(gap.a_end - gap.a_start) * (gap.b_end - gap.b_start) <= FEW)
    {
      g_autoptr (GArray) candidates = list_all (self, &gap);

      /* What is left between these is no pair but by its place. */
      if (!pair_and_go_on (self, &gap, candidates, DEPTH))
        join_lone (self, &gap);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways) && depth < DEPTH; i++)
    {
      g_autoptr (GArray) candidates = ways[i](self, &gap);

      if (pair_and_go_on (self, &gap, candidates, depth))
        return;
    }
}

static GArray *
list_lone (const guint *partners, guint n)
{
  GArray *lone = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    if (partners[i] == G_MAXUINT)
      g_array_append_val (lone, i);
  return lone;
}

static int
compare_weights (gconstpointer pa, gconstpointer pb)
{
  const DzCandidate *a = pa, *b = pb;

  if (a->weight != b->weight)
    return a->weight > b->weight ? -1 : 1;
  if (a->b != b->b)
    return a->b < b->b ? -1 : 1;
  return (a->a > b->a) - (a->a < b->a);
}

/* What stands in another place now: long enough to be no chance, and very like. */
static void
pair_moved (Pairing *self)
{
  g_autoptr (GArray) olds = list_lone (self->partners, self->old.pieces->len);
  g_autoptr (GArray) news = list_lone (self->pairs->partners, self->new.pieces->len);
  g_autoptr (GArray) candidates = dz_candidates_from_grams (self->old.grams, olds, self->new.grams, news);

  g_array_sort (candidates, compare_weights);
  for (guint i = 0; i < candidates->len; i++)
    {
      const DzCandidate *candidate = &g_array_index (candidates, DzCandidate, i);
      guint a = candidate->a, b = candidate->b;

      if (self->partners[a] != G_MAXUINT || self->pairs->partners[b] != G_MAXUINT
          || !(has_text (self, a, b) || is_equal (self, a, b))
          || MIN (self->old.grams[a].n, self->new.grams[b].n) <= TELLING
          || likeness (self, a, b, candidate->weight) < VERY_LIKE)
        continue;
      join (self, a, b);
      self->pairs->moved[b] = TRUE;
    }
}

/* The nearest old piece before (or behind) one that has a partner in its place; G_MAXUINT when it is far. */
static guint
find_neighbour (Pairing *self, guint a, gboolean behind)
{
  for (guint steps = 1; steps <= NEAR; steps++)
    {
      guint neighbour = behind ? a + steps : a - steps;

      if (neighbour >= self->old.pieces->len)
        break;
      if (self->partners[neighbour] != G_MAXUINT)
        return self->pairs->moved[self->partners[neighbour]] ? G_MAXUINT : neighbour;
    }
  return G_MAXUINT;
}

/* How much of an old piece stands with a neighbour's words now; 0 when it does not. */
static guint
count_joined (Pairing *self, guint a, guint neighbour)
{
  const DzGrams *grams = &self->old.grams[a];
  const char *text = piece_at (&self->old, a)->text;
  guint partner = neighbour != G_MAXUINT ? self->partners[neighbour] : G_MAXUINT;
  guint common;

  if (*text == '\0' || partner == G_MAXUINT || is_equal (self, neighbour, partner) || !has_text (self, a, partner))
    return 0;
  /* What the neighbour said itself is no sign. */
  if (strstr (piece_at (&self->new, partner)->text, text) != NULL)
    return strstr (piece_at (&self->old, neighbour)->text, text) == NULL ? MAX (grams->n, 1) : 0;
  common = dz_grams_count_common (grams, &self->new.grams[partner]);
  return common * 100 >= grams->n * PART && common > dz_grams_count_common (grams, &self->old.grams[neighbour]) ? common
                                                                                                                : 0;
}

/* Those without a partner whose words stand with a neighbour's now. */
static void
find_joined (Pairing *self)
{
  for (guint a = 0; a < self->old.pieces->len; a++)
    {
      guint neighbours[2], common[2];

      if (self->partners[a] != G_MAXUINT)
        continue;
      for (guint behind = 0; behind < 2; behind++)
        {
          neighbours[behind] = find_neighbour (self, a, behind);
          common[behind] = count_joined (self, a, neighbours[behind]);
        }
      if (common[0] > 0 || common[1] > 0)
        self->pairs->joined[a] = self->partners[neighbours[common[1] > common[0]]];
    }
}

static guint *
new_none (guint n)
{
  guint *indices = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    indices[i] = G_MAXUINT;
  return indices;
}

DzPairs *
dz_pairs_find (GArray *olds, GArray *news)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Pairing self = { .pairs = g_new0 (DzPairs, 1) };

  version_init (&self.old, olds, keys);
  version_init (&self.new, news, keys);
  self.n_keys = g_hash_table_size (keys);
  self.partners = new_none (olds->len);
  self.pairs->partners = new_none (news->len);
  self.pairs->joined = new_none (olds->len);
  self.pairs->moved = g_new0 (gboolean, news->len + 1);
  pair_gap (&self, (Gap){ 0, olds->len, 0, news->len }, 0);
  pair_moved (&self);
  find_joined (&self);
  version_clear (&self.old);
  version_clear (&self.new);
  g_free (self.partners);
  return self.pairs;
}

void
dz_pairs_free (DzPairs *self)
{
  g_free (self->partners);
  g_free (self->moved);
  g_free (self->joined);
  g_free (self);
}
