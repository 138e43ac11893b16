#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "article/dz-article.h"

/* A talk of four blocks: two turns, the second going on after a picture; the last block is not translated.
 *
 * original:    b0 长达𠮷野家的发展 · b1 picture · b2 我们不知道 · b3 再见
 * translation: b0 Yoshinoya's growth · b1 – · b2 We do not know · b3 – */

static void
build (DzProject *project, const char *parent, gpointer object)
{
  g_autoptr (GError) error = NULL;

  dz_project_build (project, parent, object, &error);
  g_assert_no_error (error);
  g_object_unref (object);
}

static void
append (DzDocument *document,
        const char *id,
        DzBlockKind kind,
        const char *original,
        const char *translation,
        const char *speaker,
        gboolean turn)
{
  DzBlockForm form = { .kind = kind };
  DzSpan bold = { .start = 2, .end = 5, .kind = DZ_SPAN_BOLD };
  g_autoptr (DzText) zh = dz_text_new_with_spans (original, &bold, g_str_equal (id, "b0") ? 1 : 0);
  g_autoptr (DzText) en = dz_text_new (translation);
  g_autoptr (DzBlock) block = dz_block_new (id, &form, zh, en);

  dz_block_init_speech (block, speaker, turn);
  if (kind == DZ_BLOCK_PICTURE)
    dz_block_init_source (block, "https://example.org/a.png");
  dz_document_init_append (document, block);
}

static DzHighlight *
highlight (const char *id, DzAnchor *original, DzAnchor *translation, const char *tag, const char *note)
{
  const char *tags[] = { tag, NULL };
  DzHighlight *made = dz_highlight_new (id, "d", original, translation, tags, note);

  g_clear_pointer (&original, dz_anchor_unref);
  g_clear_pointer (&translation, dz_anchor_unref);
  return made;
}

static DzProject *
make_project (void)
{
  DzProject *project = dz_project_new ("p");
  DzDocument *document = dz_document_new ("d", "对话");

  dz_document_init_field (document, "author", g_variant_new_string ("主持人"));
  dz_document_init_field (document, "summary", g_variant_new_string ("谈发展"));
  build (project, NULL, dz_speaker_new ("s1", "主持人", "Host"));
  build (project, NULL, dz_speaker_new ("s2", "嘉宾", ""));
  build (project, NULL, dz_tag_new ("t1", "想法", "#3584e4", ""));
  build (project, "t1", dz_tag_new ("t2", "历史", "#33d17a", ""));
  build (project, NULL, dz_tag_new ("t3", "空", "#000000", ""));
  append (document, "b0", DZ_BLOCK_PARAGRAPH, "长达𠮷野家的发展", "Yoshinoya's growth", "s1", TRUE);
  append (document, "b1", DZ_BLOCK_PICTURE, "", "", NULL, FALSE);
  append (document, "b2", DZ_BLOCK_PARAGRAPH, "我们不知道", "We do not know", "s1", FALSE);
  append (document, "b3", DZ_BLOCK_PARAGRAPH, "再见", "", "s2", TRUE);
  build (project, NULL, document);
  build (project, NULL,
         highlight ("h1", dz_anchor_new ("b0", 4, "b2", 2), dz_anchor_new ("b2", 0, "b2", 2), "t2", "注"));
  build (project, NULL, highlight ("h2", dz_anchor_new ("b0", 3, "b0", 6), NULL, "t1", ""));
  return project;
}

static DzArticle *
make_article (DzLayout layout, const char *const *tags)
{
  g_autoptr (DzProject) project = make_project ();
  DzArticleOptions options = { layout, TRUE, tags };
  g_autoptr (GError) error = NULL;
  DzArticle *article = dz_article_new (project, NULL, &options, &error);

  g_assert_no_error (error);
  return article;
}

/* "text/format/highlights+starts-ends|…" */
static char *
describe (DzArticle *article, guint index, DzSide side)
{
  DzArticleItem *item = g_ptr_array_index (article->items, index);
  GString *out = g_string_new (NULL);

  for (guint r = 0; item->runs[side] != NULL && r < item->runs[side]->len; r++)
    {
      DzArticleRun *run = g_ptr_array_index (item->runs[side], r);
      const struct
      {
        const char *sign;
        GPtrArray *list;
      } parts[] = { { "/", run->highlights }, { "+", run->starts }, { "-", run->ends } };

      g_string_append_printf (out, "%s%s%s", r > 0 ? "|" : "", run->text, run->format & DZ_ARTICLE_BOLD ? "/b" : "");
      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        {
          for (guint i = 0; parts[p].list != NULL && i < parts[p].list->len; i++)
            g_string_append_printf (out, "%s%u", parts[p].sign,
                                    ((DzArticleHighlight *)g_ptr_array_index (parts[p].list, i))->number);
        }
    }
  return g_string_free (out, FALSE);
}

static void
test_runs (void)
{
  g_autoptr (DzArticle) article = make_article (DZ_LAYOUT_SIDE_BY_SIDE, NULL);
  g_autofree char *first = describe (article, 0, DZ_SIDE_ORIGINAL);
  g_autofree char *last = describe (article, 2, DZ_SIDE_ORIGINAL);
  g_autofree char *english = describe (article, 2, DZ_SIDE_TRANSLATION);
  DzArticleHighlight *one = g_ptr_array_index (article->highlights, 1);

  /* Bold from 2 to 5, one highlight from 3 to 6, the other from 4 to the third block. */
  g_assert_cmpstr (first, ==, "长达|𠮷/b|野/b/1+1|家/b/1/2+2|的/1/2-1|发展/2");
  g_assert_cmpstr (last, ==, "我们/2-2|不知道");
  g_assert_cmpstr (english, ==, "We/2+2-2| do not know");
  g_assert_cmpstr (one->quote[DZ_SIDE_ORIGINAL], ==, "家的发展我们");
  g_assert_cmpstr (one->quote[DZ_SIDE_TRANSLATION], ==, "We");
  g_assert_cmpuint (one->item, ==, 0);
  g_assert_cmpuint (one->end_item, ==, 2);
  g_assert_cmpstr (one->note, ==, "注");
}

static void
test_layouts (void)
{
  for (guint layout = 0; layout < DZ_N_LAYOUTS; layout++)
    {
      g_autoptr (DzArticle) article = make_article (layout, NULL);

      g_assert_cmpuint (article->items->len, ==, layout == DZ_LAYOUT_TRANSLATION ? 3 : 4);
      g_assert_cmpuint (article->skipped, ==, layout == DZ_LAYOUT_TRANSLATION ? 1 : 0);
      for (guint i = 0; i < article->items->len; i++)
        {
          DzArticleItem *item = g_ptr_array_index (article->items, i);

          g_assert_true (item->runs[DZ_SIDE_ORIGINAL] == NULL || dz_article_shows (article, DZ_SIDE_ORIGINAL));
          g_assert_true (item->runs[DZ_SIDE_TRANSLATION] == NULL || dz_article_shows (article, DZ_SIDE_TRANSLATION));
        }
    }
}

static void
test_turns (void)
{
  g_autoptr (DzArticle) article = make_article (DZ_LAYOUT_ORIGINAL, NULL);
  DzArticleItem *first = g_ptr_array_index (article->items, 0);
  DzArticleItem *picture = g_ptr_array_index (article->items, 1);
  DzArticleItem *second = g_ptr_array_index (article->items, 2);
  DzArticleItem *third = g_ptr_array_index (article->items, 3);

  g_assert_true (first->turn);
  g_assert_false (picture->turn);
  g_assert_cmpstr (picture->picture->address, ==, "https://example.org/a.png");
  g_assert_false (second->turn);
  g_assert_true (second->speaker == first->speaker);
  g_assert_true (third->turn);
  g_assert_cmpstr (third->speaker->name[DZ_SIDE_TRANSLATION], ==, "嘉宾");
}

static void
test_index (void)
{
  g_autoptr (DzArticle) article = make_article (DZ_LAYOUT_ORIGINAL, NULL);
  DzArticleTag *parent = g_ptr_array_index (article->tags, 0);
  DzArticleTag *child = g_ptr_array_index (article->tags, 1);

  g_assert_cmpuint (article->tags->len, ==, 2);
  g_assert_cmpstr (parent->name, ==, "想法");
  g_assert_cmpuint (parent->highlights->len, ==, 1);
  g_assert_cmpstr (child->path, ==, "想法 / 历史");
  g_assert_cmpuint (child->depth, ==, 1);
  g_assert_cmpuint (child->number, ==, 2);
}

static void
test_tags_asked_for (void)
{
  const char *const parent[] = { "想法", NULL };
  const char *const child[] = { "想法 / 历史", NULL };
  const char *const by_id[] = { "t2", "t3", NULL };
  g_autoptr (DzArticle) all = make_article (DZ_LAYOUT_ORIGINAL, parent);
  g_autoptr (DzArticle) one = make_article (DZ_LAYOUT_ORIGINAL, child);
  g_autoptr (DzArticle) other = make_article (DZ_LAYOUT_ORIGINAL, by_id);

  g_assert_cmpuint (all->highlights->len, ==, 2);
  g_assert_cmpuint (one->highlights->len, ==, 1);
  g_assert_cmpuint (one->tags->len, ==, 1);
  g_assert_cmpuint (((DzArticleTag *)g_ptr_array_index (one->tags, 0))->depth, ==, 0);
  g_assert_cmpuint (other->highlights->len, ==, 1);
  g_assert_cmpuint (other->tags->len, ==, 1);
}

static void
test_unknown_tag (void)
{
  const char *const tags[] = { "没有", NULL };
  g_autoptr (DzProject) project = make_project ();
  DzArticleOptions options = { DZ_LAYOUT_ORIGINAL, TRUE, tags };
  g_autoptr (GError) error = NULL;

  g_assert_null (dz_article_new (project, NULL, &options, &error));
  g_assert_error (error, DZ_ARTICLE_ERROR, DZ_ARTICLE_ERROR_UNKNOWN_TAG);
  g_assert_nonnull (g_strstr_len (error->message, -1, "没有"));
}

static void
test_no_document (void)
{
  g_autoptr (DzProject) project = dz_project_new (NULL);
  DzArticleOptions options = { DZ_LAYOUT_ORIGINAL, TRUE, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (dz_article_new (project, NULL, &options, &error));
  g_assert_error (error, DZ_ARTICLE_ERROR, DZ_ARTICLE_ERROR_NO_DOCUMENT);
}

static void
test_plain (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzArticleOptions options = { DZ_LAYOUT_ORIGINAL, FALSE, NULL };
  g_autoptr (DzArticle) article = dz_article_new (project, NULL, &options, NULL);
  g_autofree char *first = describe (article, 0, DZ_SIDE_ORIGINAL);

  g_assert_cmpstr (first, ==, "长达|𠮷野家/b|的发展");
  g_assert_cmpuint (article->highlights->len, ==, 0);
  g_assert_cmpuint (article->tags->len, ==, 0);
}

/* Published in English alone, nothing under the title is in Chinese that need not be. */
static void
test_front (void)
{
  g_autoptr (DzProject) project = make_project ();
  DzDocument *document = dz_project_lookup_document (project, "d");
  DzArticleOptions options = { DZ_LAYOUT_TRANSLATION, FALSE, NULL };
  g_autoptr (DzArticle) english = NULL;
  g_autoptr (DzArticle) both = NULL;

  english = dz_article_new (project, document, &options, NULL);
  options.layout = DZ_LAYOUT_INTERLEAVED;
  both = dz_article_new (project, document, &options, NULL);
  g_assert_cmpstr (english->author, ==, "Host");
  g_assert_cmpstr (english->summary, ==, "");
  g_assert_cmpstr (english->title[DZ_SIDE_TRANSLATION], ==, "");
  g_assert_cmpstr (dz_article_get_title (english, DZ_SIDE_TRANSLATION), ==, "对话");
  g_assert_cmpstr (both->author, ==, "主持人");
  g_assert_cmpstr (both->summary, ==, "谈发展");
}

static void
test_words (void)
{
  for (guint i = 0; i < DZ_N_LAYOUTS; i++)
    {
      DzLayout layout = DZ_N_LAYOUTS;

      g_assert_true (dz_layout_from_word (dz_layout_to_word (i), &layout));
      g_assert_cmpuint (layout, ==, i);
      g_assert_false (dz_layout_from_word ("columns", &layout));
      g_assert_cmpuint (layout, ==, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/runs", test_runs);
  g_test_add_func ("/article/layouts", test_layouts);
  g_test_add_func ("/article/turns", test_turns);
  g_test_add_func ("/article/index", test_index);
  g_test_add_func ("/article/tags-asked-for", test_tags_asked_for);
  g_test_add_func ("/article/unknown-tag", test_unknown_tag);
  g_test_add_func ("/article/no-document", test_no_document);
  g_test_add_func ("/article/plain", test_plain);
  g_test_add_func ("/article/front", test_front);
  g_test_add_func ("/article/words", test_words);
  return g_test_run ();
}
