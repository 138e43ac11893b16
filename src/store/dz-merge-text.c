#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "language/dz-diff.h"
#include "store/dz-merge-private.h"

/* One of three texts, with what was done to the base. */
typedef struct
{
  DzText *text;
  GArray *edits;
  guint next;
} Changed;

static int
compare_texts (DzText *a, DzText *b)
{
  int order = strcmp (dz_text_get_string (a), dz_text_get_string (b));
  g_autofree char *json_a = NULL, *json_b = NULL;

  if (order != 0)
    return order;
  json_a = dz_merge_text_json (a);
  json_b = dz_merge_text_json (b);
  return strcmp (json_a, json_b);
}

static DzText *
choose (DzText *ours, DzText *theirs, gboolean *conflict)
{
  *conflict = TRUE;
  return dz_text_ref (compare_texts (ours, theirs) >= 0 ? ours : theirs);
}

static const DzDiffEdit *
next_edit (const Changed *self)
{
  return self->next < self->edits->len ? &g_array_index (self->edits, DzDiffEdit, self->next) : NULL;
}

/* Whether there is a word in what nobody changed between two edits: only then are they apart. */
static gboolean
has_word_between (DzText *base, guint start, guint end)
{
  g_autofree char *between = start < end ? dz_text_dup_slice_string (base, start, end) : NULL;

  for (const char *p = between; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
is_same_edit (const Changed *a, const DzDiffEdit *edit_a, const Changed *b, const DzDiffEdit *edit_b)
{
  g_autoptr (DzText) text_a = NULL, text_b = NULL;

  if (edit_a->a_start != edit_b->a_start || edit_a->a_length != edit_b->a_length)
    return FALSE;
  text_a = dz_text_slice (a->text, edit_a->b_start, edit_a->b_start + edit_a->b_length);
  text_b = dz_text_slice (b->text, edit_b->b_start, edit_b->b_start + edit_b->b_length);
  return dz_text_equal (text_a, text_b);
}

static gboolean
covers (DzText *text, guint at, const char *kind, const char **value)
{
  guint n;
  const DzSpan *spans = dz_text_get_spans (text, &n);

  for (guint i = 0; i < n; i++)
    if (spans[i].kind == kind && spans[i].start <= at && at < spans[i].end)
      {
        *value = spans[i].value;
        return TRUE;
      }
  *value = NULL;
  return FALSE;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *)a, second = *(const guint *)b;

  return (first > second) - (first < second);
}

/* Where a format of that kind begins or ends in one of the texts, in order. */
static GArray *
find_bounds (DzText *const texts[3], const char *kind)
{
  GArray *bounds = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint t = 0; t < 3; t++)
    {
      guint n;
      const DzSpan *spans = dz_text_get_spans (texts[t], &n);

      for (guint i = 0; i < n; i++)
        if (spans[i].kind == kind)
          {
            g_array_append_val (bounds, spans[i].start);
            g_array_append_val (bounds, spans[i].end);
          }
    }
  g_array_sort (bounds, compare_positions);
  return bounds;
}

/* Gives @result the formats of one kind. FALSE when both gave the same characters different ones. */
static gboolean
merge_kind (DzText **result, DzText *const texts[3], const char *kind)
{
  g_autoptr (GArray) bounds = find_bounds (texts, kind);

  for (guint i = 0; i + 1 < bounds->len; i++)
    {
      guint start = g_array_index (bounds, guint, i), end = g_array_index (bounds, guint, i + 1);
      const char *values[3];
      gboolean was = covers (texts[0], start, kind, &values[0]);
      gboolean ours = covers (texts[1], start, kind, &values[1]);
      gboolean theirs = covers (texts[2], start, kind, &values[2]);
      gboolean we = ours != was || g_strcmp0 (values[1], values[0]) != 0;
      gboolean they = theirs != was || g_strcmp0 (values[2], values[0]) != 0;
      DzText *next;

      if (we && they && (ours != theirs || g_strcmp0 (values[1], values[2]) != 0))
        return FALSE;
      if (start == end || !(we ? ours : theirs))
        continue;
      next = dz_text_add_span (*result, start, end, kind, we ? values[1] : values[2]);
      dz_text_unref (*result);
      *result = next;
    }
  return TRUE;
}

/* Of a stretch whose characters nobody changed, but both the formats: each character has those that either gave it, less
 * those that either took. NULL when they gave it different links. */
static DzText *
merge_formats (DzText *base, DzText *ours, DzText *theirs)
{
  g_autoptr (DzText) result = dz_text_new (dz_text_get_string (base));
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  DzText *const texts[] = { base, ours, theirs };

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      guint n;
      const DzSpan *spans = dz_text_get_spans (texts[t], &n);

      for (guint i = 0; i < n; i++)
        if (g_hash_table_add (kinds, (gpointer)spans[i].kind) && !merge_kind (&result, texts, spans[i].kind))
          return NULL;
    }
  return g_steal_pointer (&result);
}

/* What nobody changed of the words, from @start to @end of the base. */
static DzText *
merge_stretch (DzText *base, const Changed sides[2], const gint64 offsets[2], guint start, guint end)
{
  g_autoptr (DzText) before = dz_text_slice (base, start, end);
  g_autoptr (DzText) ours = dz_text_slice (sides[0].text, (guint)(start + offsets[0]), (guint)(end + offsets[0]));
  g_autoptr (DzText) theirs = dz_text_slice (sides[1].text, (guint)(start + offsets[1]), (guint)(end + offsets[1]));

  if (dz_text_equal (ours, before) || dz_text_equal (ours, theirs))
    return g_steal_pointer (&theirs);
  if (dz_text_equal (theirs, before))
    return g_steal_pointer (&ours);
  return merge_formats (before, ours, theirs);
}

static void
append (DzText **text, DzText *piece)
{
  DzText *longer = dz_text_concat (*text, piece);

  dz_text_unref (*text);
  *text = longer;
  dz_text_unref (piece);
}

/* NULL when they touch each other. */
static DzText *
weave (DzText *base, Changed sides[2])
{
  g_autoptr (DzText) result = dz_text_ref (dz_text_empty ());
  gint64 offsets[2] = { 0, 0 };
  guint at = 0, last_side = 2;

  for (;;)
    {
      const DzDiffEdit *edits[2] = { next_edit (&sides[0]), next_edit (&sides[1]) };
      guint side = edits[1] != NULL && (edits[0] == NULL || edits[1]->a_start < edits[0]->a_start);
      const DzDiffEdit *edit = edits[side];
      guint start = edit != NULL ? edit->a_start : dz_text_get_length (base);
      gboolean both = edits[0] != NULL && edits[1] != NULL && is_same_edit (&sides[0], edits[0], &sides[1], edits[1]);
      DzText *stretch;

      if (start < at || (edit != NULL && last_side < 2 && last_side != side && !both && !has_word_between (base, at, start)))
        return NULL;
      stretch = merge_stretch (base, sides, offsets, at, start);
      if (stretch == NULL)
        return NULL;
      append (&result, stretch);
      if (edit == NULL)
        return g_steal_pointer (&result);
      append (&result, dz_text_slice (sides[side].text, edit->b_start, edit->b_start + edit->b_length));
      at = start + edit->a_length;
      last_side = both ? 2 : side;
      for (guint i = 0; i < 2; i++)
        if (i == side || both)
          {
            offsets[i] += (gint64)edits[i]->b_length - edits[i]->a_length;
            sides[i].next++;
          }
    }
}

DzText *
dz_merge_texts (DzText *base, DzText *ours, DzText *theirs, gboolean *conflict)
{
  Changed sides[2] = { { ours, NULL, 0 }, { theirs, NULL, 0 } };
  DzText *result;

  *conflict = FALSE;
  if (dz_text_equal (ours, theirs) || (base != NULL && dz_text_equal (theirs, base)))
    return dz_text_ref (ours);
  if (base == NULL)
    return choose (ours, theirs, conflict);
  if (dz_text_equal (ours, base))
    return dz_text_ref (theirs);
  for (guint i = 0; i < 2; i++)
    sides[i].edits = dz_diff_words (dz_text_get_string (base), dz_text_get_string (sides[i].text));
  result = weave (base, sides);
  g_array_unref (sides[0].edits);
  g_array_unref (sides[1].edits);
  return result != NULL ? result : choose (ours, theirs, conflict);
}
