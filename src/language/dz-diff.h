#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzDiffEdit:
 * @a_start: where in the first sequence the stretch begins that gives way
 * @a_length: how long it is; 0 for what was only put in
 * @b_start: where in the second sequence its replacement begins
 * @b_length: how long that is; 0 for what was only taken out
 *
 * One difference. Of a list of them, in order, none touch: what lies between two is the same on both sides.
 */
typedef struct
{
  guint a_start;
  guint a_length;
  guint b_start;
  guint b_length;
} DzDiffEdit;

/* Whether element @a of the first sequence is the same as element @b of the second. */
typedef gboolean (*DzDiffEqual) (guint a, guint b, gpointer data);

/**
 * dz_diff:
 * @n_a: length of the first sequence
 * @n_b: length of the second
 * @equal: compares
 *
 * The fewest differences between two sequences (E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986). When
 * they are too different for that to be found in reasonable time, fewer stretches are found equal, never wrong ones.
 *
 * Returns: (transfer full) (element-type DzDiffEdit): in order
 */
GArray *dz_diff (guint n_a, guint n_b, DzDiffEqual equal, gpointer data);

/**
 * dz_diff_words:
 *
 * The differences between two texts as a reader sees them: whole words of languages with blanks, single characters of
 * Chinese, punctuation marks and blanks each by itself. A lone blank between two differences does not part them.
 *
 * Returns: (transfer full) (element-type DzDiffEdit): in code points
 */
GArray *dz_diff_words (const char *a, const char *b);

/**
 * dz_diff_likeness:
 *
 * How alike two texts are: 2 × the code points that dz_diff_words() finds equal / the code points of both; 1 for two
 * empty ones. Bounded in time: of long texts that have little in common it says 0.
 */
double dz_diff_likeness (const char *a, const char *b);

G_END_DECLS
