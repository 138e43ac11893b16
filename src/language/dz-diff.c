#include <string.h>

#include "language/dz-diff.h"

/* How many differences are looked through before a stretch is cut where it has got furthest. */
#define MAX_COST 256
/* Texts with more tokens are first compared by what they are made of. */
#define LONG 2000
#define LITTLE_IN_COMMON 0.2

/* @forward and @backward: for each diagonal x - y, how far from the beginning, and from the end, one gets on it. */
typedef struct
{
  DzDiffEqual equal;
  gpointer data;
  gint64 *forward;
  gint64 *backward;
  gboolean *a_changed;
  gboolean *b_changed;
} Search;

typedef struct
{
  gint64 a_start;
  gint64 a_end;
  gint64 b_start;
  gint64 b_end;
} Stretch;

static gboolean
same (Search *self, gint64 a, gint64 b)
{
  return self->equal ((guint)a, (guint)b, self->data);
}

/* The diagonals that are looked at now, and those that there are. */
typedef struct
{
  gint64 low;
  gint64 high;
  gint64 lowest;
  gint64 highest;
} Band;

static Band
band_new (const Stretch *in, gint64 diagonal)
{
  return (Band){ diagonal, diagonal, in->a_start - in->b_end, in->a_end - in->b_start };
}

/* One diagonal more on either side, with @beyond outside of it; at an edge, every other one is left. */
static void
band_grow (Band *band, gint64 *reach, gint64 beyond)
{
  if (band->low > band->lowest)
    reach[--band->low - 1] = beyond;
  else
    band->low++;
  if (band->high < band->highest)
    reach[++band->high + 1] = beyond;
  else
    band->high--;
}

static gboolean
band_has (const Band *band, gint64 diagonal)
{
  return diagonal >= band->low && diagonal <= band->high;
}

/* One difference more from the beginning; TRUE when it meets what came from the end. */
static gboolean
step_forward (Search *self, const Stretch *in, Band *band, const Band *other, gint64 *x, gint64 *y)
{
  gboolean odd = ((in->a_start - in->b_start - in->a_end + in->b_end) & 1) != 0;
  gint64 *reach = self->forward;

  band_grow (band, reach, -1);
  for (gint64 d = band->high; d >= band->low; d -= 2)
    {
      gint64 at = reach[d - 1] < reach[d + 1] ? reach[d + 1] : reach[d - 1] + 1;

      while (at < in->a_end && at - d < in->b_end && same (self, at, at - d))
        at++;
      reach[d] = at;
      if (odd && band_has (other, d) && self->backward[d] <= at)
        {
          *x = at;
          *y = at - d;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
step_backward (Search *self, const Stretch *in, Band *band, const Band *other, gint64 *x, gint64 *y)
{
  gboolean odd = ((in->a_start - in->b_start - in->a_end + in->b_end) & 1) != 0;
  gint64 *reach = self->backward;

  band_grow (band, reach, G_MAXINT64);
  for (gint64 d = band->high; d >= band->low; d -= 2)
    {
      gint64 at = reach[d - 1] < reach[d + 1] ? reach[d - 1] : reach[d + 1] - 1;

      while (at > in->a_start && at - d > in->b_start && same (self, at - 1, at - d - 1))
        at--;
      reach[d] = at;
      if (!odd && band_has (other, d) && at <= self->forward[d])
        {
          *x = at;
          *y = at - d;
          return TRUE;
        }
    }
  return FALSE;
}

/* Where one got furthest from the beginning. */
static void
take_furthest (Search *self, const Stretch *in, const Band *band, gint64 *x, gint64 *y)
{
  gint64 best = -1;

  for (gint64 d = band->low; d <= band->high; d += 2)
    {
      gint64 at = MIN (self->forward[d], in->a_end);

      if (at - d > in->b_end)
        at = in->b_end + d;
      if (at + at - d <= best)
        continue;
      best = at + at - d;
      *x = at;
      *y = at - d;
    }
}

/* Where to cut @in in two so that the differences of both parts are those of the whole. */
static void
find_cut (Search *self, const Stretch *in, gint64 *x, gint64 *y)
{
  Band forward = band_new (in, in->a_start - in->b_start);
  Band backward = band_new (in, in->a_end - in->b_end);

  self->forward[forward.low] = in->a_start;
  self->backward[backward.low] = in->a_end;
  for (guint cost = 0; cost < MAX_COST; cost++)
    if (step_forward (self, in, &forward, &backward, x, y) || step_backward (self, in, &backward, &forward, x, y))
      return;
  take_furthest (self, in, &forward, x, y);
}

static void
compare (Search *self, Stretch in)
{
  for (;;)
    {
      Stretch head;
      gint64 x = 0, y = 0;

      while (in.a_start < in.a_end && in.b_start < in.b_end && same (self, in.a_start, in.b_start))
        {
          in.a_start++;
          in.b_start++;
        }
      while (in.a_start < in.a_end && in.b_start < in.b_end && same (self, in.a_end - 1, in.b_end - 1))
        {
          in.a_end--;
          in.b_end--;
        }
      if (in.a_start == in.a_end || in.b_start == in.b_end)
        break;
      find_cut (self, &in, &x, &y);
      head = (Stretch){ in.a_start, x, in.b_start, y };
      in.a_start = x;
      in.b_start = y;
      compare (self, head);
    }
  for (gint64 i = in.a_start; i < in.a_end; i++)
    self->a_changed[i] = TRUE;
  for (gint64 i = in.b_start; i < in.b_end; i++)
    self->b_changed[i] = TRUE;
}

static GArray *
collect (const gboolean *a_changed, guint n_a, const gboolean *b_changed, guint n_b)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (DzDiffEdit));
  guint a = 0, b = 0;

  while (a < n_a || b < n_b)
    {
      DzDiffEdit edit = { a, 0, b, 0 };

      while (a < n_a && a_changed[a])
        a++;
      while (b < n_b && b_changed[b])
        b++;
      edit.a_length = a - edit.a_start;
      edit.b_length = b - edit.b_start;
      if (edit.a_length > 0 || edit.b_length > 0)
        g_array_append_val (edits, edit);
      else
        {
          a++;
          b++;
        }
    }
  return edits;
}

GArray *
dz_diff (guint n_a, guint n_b, DzDiffEqual equal, gpointer data)
{
  gsize diagonals = (gsize)n_a + n_b + 3;
  g_autofree gint64 *forward = g_new (gint64, diagonals);
  g_autofree gint64 *backward = g_new (gint64, diagonals);
  g_autofree gboolean *a_changed = g_new0 (gboolean, (gsize)n_a + 1);
  g_autofree gboolean *b_changed = g_new0 (gboolean, (gsize)n_b + 1);
  Search search = { equal, data, forward + n_b + 1, backward + n_b + 1, a_changed, b_changed };

  compare (&search, (Stretch){ 0, n_a, 0, n_b });
  return collect (a_changed, n_a, b_changed, n_b);
}

/* Tokens of a text: where each begins, with the end of the last one, and a number for what it says. */
typedef struct
{
  GArray *starts;
  GArray *words;
} Tokens;

static gboolean
goes_on (gunichar before, gunichar character)
{
  if (g_unichar_ismark (character) || character == 0x200D || before == 0x200D)
    return TRUE;
  if (g_unichar_iswide (before) || g_unichar_iswide (character))
    return FALSE;
  return g_unichar_isalnum (character) && g_unichar_isalnum (before);
}

static guint
number_of (GHashTable *numbers, const char *word, gsize length)
{
  g_autofree char *key = g_strndup (word, length);
  gpointer number;

  if (g_hash_table_lookup_extended (numbers, key, NULL, &number))
    return GPOINTER_TO_UINT (number);
  number = GUINT_TO_POINTER (g_hash_table_size (numbers));
  g_hash_table_insert (numbers, g_steal_pointer (&key), number);
  return GPOINTER_TO_UINT (number);
}

static void
tokens_init (Tokens *self, GHashTable *numbers, const char *text)
{
  const char *word = text;
  guint position = 0;
  gunichar before = 0;

  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->words = g_array_new (FALSE, FALSE, sizeof (guint));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), position++)
    {
      gunichar character = g_utf8_get_char (p);

      if (position == 0 || !goes_on (before, character))
        {
          if (position > 0)
            {
              guint number = number_of (numbers, word, (gsize)(p - word));

              g_array_append_val (self->words, number);
            }
          g_array_append_val (self->starts, position);
          word = p;
        }
      before = character;
    }
  if (position > 0)
    {
      guint number = number_of (numbers, word, strlen (word));

      g_array_append_val (self->words, number);
    }
  g_array_append_val (self->starts, position);
}

static void
tokens_clear (Tokens *self)
{
  g_array_unref (self->starts);
  g_array_unref (self->words);
}

static gboolean
equal_tokens (guint a, guint b, gpointer data)
{
  Tokens *tokens = data;

  return g_array_index (tokens[0].words, guint, a) == g_array_index (tokens[1].words, guint, b);
}

/* Token numbers become positions; what only a blank parts is one difference. */
static GArray *
place (GArray *edits, const Tokens *a, const Tokens *b, guint blank)
{
  GArray *placed = g_array_sized_new (FALSE, FALSE, sizeof (DzDiffEdit), edits->len);

  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      const DzDiffEdit *before = edit - 1;
      guint a_start = g_array_index (a->starts, guint, edit->a_start);
      guint a_end = g_array_index (a->starts, guint, edit->a_start + edit->a_length);
      guint b_start = g_array_index (b->starts, guint, edit->b_start);
      guint b_end = g_array_index (b->starts, guint, edit->b_start + edit->b_length);
      DzDiffEdit next = { a_start, a_end - a_start, b_start, b_end - b_start };

      if (i > 0 && before->a_start + before->a_length + 1 == edit->a_start
          && g_array_index (a->words, guint, edit->a_start - 1) == blank)
        {
          DzDiffEdit *last = &g_array_index (placed, DzDiffEdit, placed->len - 1);

          last->a_length = a_end - last->a_start;
          last->b_length = b_end - last->b_start;
        }
      else
        g_array_append_val (placed, next);
    }
  return placed;
}

static GHashTable *
make_numbers (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GArray *
dz_diff_words (const char *a, const char *b)
{
  g_autoptr (GHashTable) numbers = make_numbers ();
  guint blank = number_of (numbers, " ", 1);
  Tokens tokens[2];
  g_autoptr (GArray) edits = NULL;
  GArray *placed;

  tokens_init (&tokens[0], numbers, a);
  tokens_init (&tokens[1], numbers, b);
  edits = dz_diff (tokens[0].words->len, tokens[1].words->len, equal_tokens, tokens);
  placed = place (edits, &tokens[0], &tokens[1], blank);
  tokens_clear (&tokens[0]);
  tokens_clear (&tokens[1]);
  return placed;
}

/* Which part of two texts could be the same at most: that of the tokens that both have. */
static double
common_part (const Tokens *a, const Tokens *b, guint n_numbers)
{
  g_autofree guint *counts = g_new0 (guint, n_numbers);
  guint common = 0;

  for (guint i = 0; i < a->words->len; i++)
    counts[g_array_index (a->words, guint, i)]++;
  for (guint i = 0; i < b->words->len; i++)
    if (counts[g_array_index (b->words, guint, i)] > 0)
      {
        counts[g_array_index (b->words, guint, i)]--;
        common++;
      }
  return 2.0 * common / (a->words->len + b->words->len);
}

double
dz_diff_likeness (const char *a, const char *b)
{
  g_autoptr (GHashTable) numbers = make_numbers ();
  Tokens tokens[2];
  guint length_a, length_b;
  double likeness = 1;

  tokens_init (&tokens[0], numbers, a);
  tokens_init (&tokens[1], numbers, b);
  length_a = g_array_index (tokens[0].starts, guint, tokens[0].words->len);
  length_b = g_array_index (tokens[1].starts, guint, tokens[1].words->len);
  if (tokens[0].words->len + tokens[1].words->len > LONG
      && common_part (&tokens[0], &tokens[1], g_hash_table_size (numbers)) < LITTLE_IN_COMMON)
    likeness = 0;
  else if (length_a + length_b > 0)
    {
      g_autoptr (GArray) edits = dz_diff (tokens[0].words->len, tokens[1].words->len, equal_tokens, tokens);
      g_autoptr (GArray) placed = place (edits, &tokens[0], &tokens[1], G_MAXUINT);
      guint differing = 0;

      for (guint i = 0; i < placed->len; i++)
        differing += g_array_index (placed, DzDiffEdit, i).a_length + g_array_index (placed, DzDiffEdit, i).b_length;
      likeness = (double)(length_a + length_b - differing) / (length_a + length_b);
    }
  tokens_clear (&tokens[0]);
  tokens_clear (&tokens[1]);
  return likeness;
}
