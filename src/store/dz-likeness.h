#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzGrams:
 * @hashes: a number for each pair of neighbouring words (of Chinese: characters), its edges counted as such, ascending
 * @n: how many there are; 0 for a text without words
 *
 * What a text is made of, to compare many with many.
 */
typedef struct
{
  guint32 *hashes;
  guint n;
} DzGrams;

/* Marks and blanks do not count, but in a text that has nothing else. */
void dz_grams_init (DzGrams *self, const char *text);
void dz_grams_clear (DzGrams *self);
/* How many two texts have in common. */
guint dz_grams_count_common (const DzGrams *a, const DzGrams *b);

/* One of @a and one of @b, and how much speaks for their being a pair. */
typedef struct
{
  guint a;
  guint b;
  guint weight;
} DzCandidate;

/* Drops all but the heaviest set of @candidates (of DzCandidate) in which both @a and @b rise; it is sorted afterwards. */
void dz_candidates_keep_rising (GArray *candidates);
/* Sets their weights to how many grams the two have in common, and adds no pair that has none. The grams that many of
 * either have say little, and are not looked at. @a_indices, @b_indices: which to compare, of guint. */
GArray *dz_candidates_from_grams (const DzGrams *a, GArray *a_indices, const DzGrams *b, GArray *b_indices);

G_END_DECLS
