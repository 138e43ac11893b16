#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>
#include <time.h>

#include "model/dz-edit.h"
#include "update-case.h"

/* Ten times what it takes, for sanitizers; what grows with the square of the length takes a hundred times. */
#define MOST_SECONDS 10

static const char *const pieces[] = { "我们",    "对。", "对。",   "昨天",        "，",    "在北京", "第一次",
                                      "𠮷野家😀", "学校", "很多人", "Andreessen ", "said ", "。" };

static char *
random_text (GRand *random, guint least, guint most)
{
  GString *text = g_string_new (NULL);
  guint n = (guint)g_rand_int_range (random, (gint32)least, (gint32)most);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static guint
pick (GRand *random, guint n)
{
  return n > 0 ? (guint)g_rand_int_range (random, 0, (gint32)n) : 0;
}

/* One correction of a list of texts. */
static void
correct (GPtrArray *texts, GRand *random)
{
  guint at = pick (random, texts->len);
  char *text = texts->len > 0 ? g_ptr_array_index (texts, at) : NULL;
  guint length = text != NULL ? (guint)g_utf8_strlen (text, -1) : 0, from = pick (random, length + 1);
  g_autofree char *added = random_text (random, 0, 4);

  switch (text == NULL ? 0 : pick (random, 7))
    {
    case 0:
      g_ptr_array_insert (texts, (int)at, random_text (random, 0, 12));
      break;
    case 1:
      g_ptr_array_remove_index (texts, at);
      break;
    case 2: /* cut */
      g_ptr_array_insert (texts, (int)at + 1, g_utf8_substring (text, from, -1));
      *g_utf8_offset_to_pointer (text, from) = '\0';
      break;
    case 3: /* joined */
      if (at + 1 < texts->len)
        {
          g_ptr_array_index (texts, at) = g_strconcat (text, g_ptr_array_index (texts, at + 1), NULL);
          g_free (text);
          g_ptr_array_remove_index (texts, at + 1);
        }
      break;
    case 4: /* moved */
      g_ptr_array_steal_index (texts, at);
      g_ptr_array_insert (texts, (int)pick (random, texts->len + 1), text);
      break;
    default:
      {
        guint taken = pick (random, 5), to = MIN (length, from + taken);
        g_autofree char *head = g_utf8_substring (text, 0, from), *tail = g_utf8_substring (text, to, -1);

        g_ptr_array_index (texts, at) = g_strconcat (head, added, tail, NULL);
        g_free (text);
      }
    }
}

static UpdateLine *
make_lines (GPtrArray *texts, gboolean translated)
{
  UpdateLine *lines = g_new0 (UpdateLine, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    lines[i] = (UpdateLine){ i % 3 == 0 ? "甲" : "乙", g_ptr_array_index (texts, i),
                             translated && i % 4 != 0 ? "a translation of it, in words" : NULL };
  return lines;
}

static void
make_highlights (UpdateCase *self, GRand *random, GHashTable *quotes)
{
  guint n = dz_document_get_n_blocks (self->document);

  for (guint i = 0; i < 12 && n > 0; i++)
    {
      guint first = pick (random, n), more = i % 3 == 0 ? pick (random, 3) : 0, last = MIN (n - 1, first + more);
      DzSide side = i % 4 == 0 ? DZ_SIDE_TRANSLATION : DZ_SIDE_ORIGINAL;
      DzBlock *start = dz_document_get_block (self->document, first),
              *end = dz_document_get_block (self->document, last);
      guint from = pick (random, dz_text_get_length (dz_block_get_text (start, side)));
      guint to = (first == last ? from : 0) + 1 + pick (random, 6);
      DzHighlight *made = dz_edit_highlight (self->project, side, start, from, end,
                                             MIN (to, dz_text_get_length (dz_block_get_text (end, side))), NULL);

      if (made != NULL)
        g_hash_table_insert (quotes, g_strdup_printf ("%s %u", dz_highlight_get_id (made), side),
                             dz_project_dup_quote (self->project, made, side));
    }
}

static gboolean
is_without_empty (const char *quote, const char *other)
{
  g_autoptr (GRegex) regex = g_regex_new ("\n+", 0, 0, NULL);
  g_autofree char *a = g_regex_replace_literal (regex, quote, -1, 0, "\n", 0, NULL);
  g_autofree char *b = g_regex_replace_literal (regex, other, -1, 0, "\n", 0, NULL);

  return g_str_equal (a, b);
}

/* Live or not, a highlight is about the words that it was made on; nothing that was translated is gone from where
 * nothing was removed; the originals are those of the new version; undo takes all of it back. */
static void
check_laws (UpdateCase *self, GHashTable *quotes, GPtrArray *texts, guint n_translations)
{
  GListModel *highlights = dz_project_get_highlights (self->project);
  guint translations = 0;

  for (guint i = 0; i < g_list_model_get_n_items (highlights); i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);

      for (DzSide side = 0; side < DZ_N_SIDES; side++)
        {
          g_autofree char *key = g_strdup_printf ("%s %u", dz_highlight_get_id (highlight), side);
          g_autofree char *quote = dz_project_dup_quote (self->project, highlight, side);
          const char *expected = g_hash_table_lookup (quotes, key);

          if (side == DZ_SIDE_TRANSLATION && expected != NULL)
            g_assert_true (is_without_empty (quote, expected));
          else
            g_assert_cmpstr (quote, ==, expected);
        }
    }
  g_assert_cmpuint (dz_document_get_n_blocks (self->document), ==, texts->len);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *translation = update_text_at (self, i, DZ_SIDE_TRANSLATION);

      g_assert_cmpstr (update_text_at (self, i, DZ_SIDE_ORIGINAL), ==, g_ptr_array_index (texts, i));
      for (; (translation = strstr (translation, "a translation")) != NULL; translation++)
        translations++;
    }
  g_assert_cmpuint (translations + self->result.translations, ==, n_translations);
}

/* Where no character stands twice, a passage that is there still, with all that stood around it, is found. */
static void
check_found (UpdateCase *self, GPtrArray *contexts, GPtrArray *texts)
{
  for (guint i = 0; i < contexts->len; i++)
    {
      const char *context = g_ptr_array_index (contexts, i), *id = context + strlen (context) + 1;
      DzHighlight *highlight = dz_project_lookup_highlight (self->project, id);
      gboolean stands = FALSE;

      for (guint k = 0; k < texts->len && !stands; k++)
        stands = strstr (g_ptr_array_index (texts, k), context) != NULL;
      g_assert_true (!stands || !dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL)->orphan);
    }
}

/* (element-type utf8): for each highlight that lies in one original its words between what stands around them, then its
 * id */
static GPtrArray *
list_contexts (UpdateCase *self)
{
  GListModel *highlights = dz_project_get_highlights (self->project);
  GPtrArray *contexts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (highlights); i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);
      g_autofree char *quote = dz_project_dup_quote (self->project, highlight, DZ_SIDE_ORIGINAL), *before = NULL,
                      *after = NULL;

      if (quote == NULL || strchr (quote, '\n') != NULL)
        continue;
      dz_project_dup_context (self->project, highlight, DZ_SIDE_ORIGINAL, &before, &after);
      /* The whole of a block has nothing around it to be known by. */
      if (*before == '\0' && *after == '\0')
        continue;
      g_ptr_array_add (contexts,
                       g_strdup_printf ("%s%s%s%c%s", before, quote, after, '\0', dz_highlight_get_id (highlight)));
    }
  return contexts;
}

/* Out of characters that stand nowhere else. */
static char *
unique_text (GRand *random, gunichar *next)
{
  GString *text = g_string_new (NULL);

  for (guint n = pick (random, 60); n > 0; n--)
    g_string_append_unichar (text, (*next)++);
  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20240502);
  guint rounds = g_test_slow () ? 20000 : 1500, live = 0, orphans = 0;

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free), contexts = NULL;
      g_autoptr (GHashTable) quotes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_autofree UpdateLine *before = NULL, *after = NULL;
      guint n_translations = 0, n = pick (random, 14);
      gunichar next = 0x8000;
      UpdateCase self;

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (texts, round % 2 == 0 ? random_text (random, 0, 14) : unique_text (random, &next));
      before = make_lines (texts, TRUE);
      for (guint i = 0; i < n; i++)
        n_translations += before[i].translation != NULL;
      update_case_init (&self, before);
      make_highlights (&self, random, quotes);
      contexts = list_contexts (&self);
      for (guint i = pick (random, 9); i > 0; i--)
        correct (texts, random);
      after = make_lines (texts, FALSE);
      update_case_update (&self, after);
      check_laws (&self, quotes, texts, n_translations);
      if (round % 2 == 1)
        check_found (&self, contexts, texts);
      orphans += self.result.orphans;
      live += g_hash_table_size (quotes) - self.result.orphans;
      update_case_clear (&self);
    }
  g_test_message ("%u updates: %u highlights live, %u orphans", rounds, live, orphans);
}

/* In seconds of this program alone. */
static double
time_plan (UpdateCase *self, const UpdateLine *lines)
{
  g_autoptr (DzProject) transcript = update_make_project (lines);
  clock_t start = clock ();

  g_clear_object (&self->plan);
  self->plan = dz_update_plan (self->project, self->document, transcript);
  return (double)(clock () - start) / CLOCKS_PER_SEC;
}

/* Two versions of a long interview (slowly: of a year of them), and two that have nothing in common. */
static void
test_scale (void)
{
  const guint n = g_test_slow () ? 20000 : 5000;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free),
                        others = g_ptr_array_new_with_free_func (g_free);
  g_autofree UpdateLine *before = NULL, *after = NULL, *other = NULL;
  double seconds[3], applying;
  clock_t start;
  UpdateCase self;

  for (guint i = 0; i < n; i++)
    {
      GString *text = g_string_new (NULL);

      for (guint k = 0; k < 60; k++)
        g_string_append_unichar (text, (gunichar)g_rand_int_range (random, 0x4e00, 0x5200));
      g_ptr_array_add (texts, g_string_free (text, FALSE));
      g_ptr_array_add (others, random_text (random, 5, 30));
    }
  before = make_lines (texts, TRUE);
  update_case_init (&self, before);
  for (guint i = 0; i < n; i += 10)
    {
      g_autofree char *words = g_utf8_substring (update_text_at (&self, i, DZ_SIDE_ORIGINAL), 20, 26);

      update_highlight (&self, i, DZ_SIDE_ORIGINAL, words, 0);
    }
  for (guint i = 0; i < n / 10; i++)
    correct (texts, random);
  after = make_lines (texts, FALSE);
  seconds[0] = time_plan (&self, after);
  start = clock ();
  dz_update_apply (self.project, self.document, self.plan, &self.result);
  applying = (double)(clock () - start) / CLOCKS_PER_SEC;
  other = make_lines (others, FALSE);
  seconds[1] = time_plan (&self, other);
  for (guint i = 0; i < texts->len; i++)
    {
      char *text = g_ptr_array_index (texts, i);

      g_ptr_array_index (texts, i) = g_strconcat ("啊，", text, NULL);
      g_free (text);
    }
  g_free (after);
  after = make_lines (texts, FALSE);
  seconds[2] = time_plan (&self, after);
  g_test_message ("%u blocks: %.0f ms for %u corrections (%.0f ms to apply), %.0f ms for another text, %.0f ms for all "
                  "changed",
                  n, seconds[0] * 1000, n / 10, applying * 1000, seconds[1] * 1000, seconds[2] * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    g_assert_cmpfloat (seconds[i] + applying, <, MOST_SECONDS);
  update_case_clear (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/update-laws/random", test_random);
  g_test_add_func ("/store/update-laws/scale", test_scale);
  return g_test_run ();
}
