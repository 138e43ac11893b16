#include "model/dz-edit.h"
#include "window/details/dz-progress.h"

static DzBlock *
append (DzDocument *document, DzBlockKind kind, const char *original, DzState state)
{
  const DzBlockForm form = { .kind = kind };
  g_autoptr (DzText) text = dz_text_new (original);
  g_autoptr (DzText) translation = dz_text_new (state == DZ_STATE_UNTRANSLATED ? "" : "Text");
  g_autoptr (DzBlock) block = dz_block_new (NULL, &form, text, translation);

  dz_block_init_state (block, state);
  dz_document_init_append (document, block);
  return block;
}

static void
test_count (void)
{
  g_autoptr (DzDocument) document = dz_document_new (NULL, "题");
  DzProgress progress;

  append (document, DZ_BLOCK_PARAGRAPH, "一", DZ_STATE_UNTRANSLATED);
  append (document, DZ_BLOCK_PARAGRAPH, "二", DZ_STATE_DRAFT);
  append (document, DZ_BLOCK_PARAGRAPH, "三", DZ_STATE_TRANSLATED);
  append (document, DZ_BLOCK_HEADING, "四", DZ_STATE_FINAL);
  append (document, DZ_BLOCK_RULE, "", DZ_STATE_UNTRANSLATED);
  dz_progress_count (&progress, document);
  g_assert_cmpuint (progress.all, ==, 4);
  g_assert_cmpuint (progress.done, ==, 2);
  g_assert_cmpuint (progress.counts[DZ_STATE_DRAFT], ==, 1);
  dz_progress_count (&progress, NULL);
  g_assert_cmpuint (progress.all, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/count", test_count);
  return g_test_run ();
}
