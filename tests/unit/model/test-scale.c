#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-edit.h"

#define N_BLOCKS 20000
#define N_HIGHLIGHTS 5000
#define N_LETTERS 2000

static DzProject *
large_project (void)
{
  DzProject *project = dz_project_new ("p");
  g_autoptr (DzDocument) document = dz_document_new ("d", "长谈");
  g_autoptr (DzText) original = dz_text_new ("我们花了八十年，才走到今天这一步，而这只是开始。");
  g_autoptr (DzText) translation = dz_text_new ("It took us eighty years to come this far, and it is only the start.");

  for (guint i = 0; i < N_BLOCKS; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      g_autoptr (DzBlock) block = dz_block_new (id, NULL, original, translation);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  for (guint i = 0; i < N_HIGHLIGHTS; i++)
    {
      g_autofree char *first = g_strdup_printf ("b%u", i * 4 % N_BLOCKS);
      g_autofree char *last = g_strdup_printf ("b%u", i % 50 == 0 ? i * 4 % N_BLOCKS + 3 : i * 4 % N_BLOCKS);
      g_autoptr (DzAnchor) anchor = dz_anchor_new (first, 3, last, 9);
      g_autoptr (DzHighlight) highlight = dz_highlight_new (NULL, "d", anchor, anchor, NULL, NULL);

      g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (highlight), NULL));
    }

  return project;
}

static double
microseconds_a_letter (DzProject *project, guint index)
{
  DzBlock *block = dz_document_get_block (dz_project_lookup_document (project, "d"), index);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_LETTERS; i++)
    {
      g_autoptr (GPtrArray) on = NULL;

      dz_edit_type (project, block, DZ_SIDE_TRANSLATION, i % 12, i % 12, "a");
      on = dz_project_highlights_on (project, block, DZ_SIDE_TRANSLATION);
    }

  return (double)(g_get_monotonic_time () - start) / N_LETTERS;
}

/* A bound that only a cost which grows with the document can break: a letter takes some microseconds. */
static void
test_letter_costs_no_more (void)
{
  g_autoptr (DzProject) project = large_project ();
  DzDocument *document = dz_project_lookup_document (project, "d");
  double first = microseconds_a_letter (project, 8);
  double last = microseconds_a_letter (project, N_BLOCKS - 4);

  g_test_message ("a letter: %.1f µs at the beginning, %.1f µs at the end of %u blocks", first, last, N_BLOCKS);
  g_assert_cmpfloat (first, <, 2000);
  g_assert_cmpfloat (last, <, 2000);
  while (dz_project_undo (project))
    ;
  g_assert_cmpuint (dz_document_get_n_blocks (document), ==, N_BLOCKS);
  g_assert_false (dz_project_get_modified (project));
}

static void
test_structure_is_counted_lazily (void)
{
  g_autoptr (DzProject) project = large_project ();
  DzDocument *document = dz_project_lookup_document (project, "d");
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 500; i++)
    {
      DzBlock *block = dz_document_get_block (document, 100 + i * 7);

      dz_edit_split (project, block, 3, 3);
    }
  dz_edit_remove_blocks (project, document, 10, 15000);
  g_test_message ("500 splits and 15,000 blocks removed: %.1f ms", (double)(g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (dz_document_get_n_blocks (document), ==, N_BLOCKS + 500 - 15000);
  start = g_get_monotonic_time ();
  while (dz_project_undo (project))
    ;
  g_test_message ("all undone: %.1f ms", (double)(g_get_monotonic_time () - start) / 1000);
  for (guint i = 0; i < N_BLOCKS; i += 999)
    g_assert_cmpuint (dz_document_index_of (document, dz_document_get_block (document, i)), ==, i);
}

/* Words far into a long block are not looked for from its beginning. */
static void
test_long_block (void)
{
  g_autoptr (DzProject) project = dz_project_new ("p");
  g_autoptr (DzDocument) document = dz_document_new ("d", "长谈");
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (DzText) text = NULL;
  g_autoptr (DzBlock) block = NULL;
  gint64 start;

  for (guint i = 0; i < 100000; i++)
    g_string_append (string, "我们走到今天这一步，");
  text = dz_text_new (string->str);
  block = dz_block_new ("b", NULL, text, NULL);
  dz_document_init_append (document, block);
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_HIGHLIGHTS; i++)
    {
      guint position = 999000 - i * 10;
      g_autoptr (DzAnchor) anchor = dz_anchor_new ("b", position, "b", position + 2);
      g_autoptr (DzHighlight) highlight = dz_highlight_new (NULL, "d", anchor, NULL, NULL, NULL);
      g_autofree char *quote = NULL, *before = NULL, *after = NULL;

      g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (highlight), NULL));
      quote = dz_project_dup_quote (project, highlight, DZ_SIDE_ORIGINAL);
      g_assert_cmpstr (quote, ==, "我们");
      dz_project_dup_context (project, highlight, DZ_SIDE_ORIGINAL, &before, &after);
    }
  g_test_message ("%u quotes of a block of 1,000,000 characters: %.1f ms", N_HIGHLIGHTS,
                  (double)(g_get_monotonic_time () - start) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/scale/letter-costs-no-more", test_letter_costs_no_more);
  g_test_add_func ("/model/scale/structure-is-counted-lazily", test_structure_is_counted_lazily);
  g_test_add_func ("/model/scale/long-block", test_long_block);
  return g_test_run ();
}
