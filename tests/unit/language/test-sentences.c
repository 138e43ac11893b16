#include <locale.h>
#include <string.h>

#include "language/dz-sentences.h"

/* Sentences are parted by "¦". */
static const char *const chinese[] = {
  /* The rows of the study. */
  "他说：“我不去。”¦然后就走了。",
  "“走。”¦“好。”",
  "他说“好。”，我没理。",
  "真的吗？！¦我不信。",
  "我想……算了……不说了。",
  "你是谁?¦我不知道.",
  "3.5万元",
  "line\n¦line",
  /* Runs of terminators. */
  "太好了！！！¦我们走吧。",
  "什么？？？¦他走了……？¦是的。",
  "走！……¦然后他停了。",
  "等等。。。¦我想想。",
  "成果 。....¦这种情况持续了几十年。",
  "并没有成果....这种情况持续了几十年。",
  "这是一个例子......五年后仍然如此。",
  /* Quotes and closers. */
  "“我不去。¦我累了。”¦他没有动。",
  "“我不去。”他说。¦我点点头。",
  "“我不去！”那位老先生慢慢地说，“我累了。”¦后来他睡了。",
  "“走。”¦他说得对。",
  "“走。”¦他笑了。",
  "「走吧。」¦「好啊！」¦他們走了。",
  "『真的？』我問。¦他沒回答。",
  "他引用了“知识就是力量。”这句话。",
  "他问了“为什么是现在？”这个问题。¦我没有回答。",
  "这是“为什么？”的问题。",
  "“为什么？”¦这个问题很好。",
  "他说：‘我听见她喊“救命！”’¦我不信。",
  "他说:\"我不去。\"¦然后走了。",
  "他说。¦\"我不去。\"",
  "好。 ”¦然后走了。",
  "“我……”¦“你说什么？”",
  "“我……”他没有说完。",
  "“不！”——他喊了出来。",
  "我问他（“你好吗？”），他没回答。",
  /* Brackets. */
  "他来了（其实没来。他骗人！）然后走了。¦完。",
  "我读过《你好！中国》这本书。¦很好。",
  "（笑声。）¦好。",
  "【注意！请看】正文开始。",
  "没有关上的（括号。¦下一句。",
  "他说（笑）。¦好的。",
  "好。¦（笑）我们继续。",
  "他走了（再也没有回来。）¦我们也走了。",
  "他（你知道吧？）其实不懂。¦对。",
  /* Full stops of ASCII. */
  "我不知道.¦你呢?",
  "我用的是 Node.js。¦你呢？",
  "我用.NET 开发。¦很好。",
  "Dr. Smith 说过这句话。¦我记得。",
  "J. K. 罗琳写了《哈利·波特》。",
  "1. 第一点。¦2. 第二点。",
  "版本 2.0.1 发布了！¦大家高兴。",
  "网址是 https://example.com/?id=3 请看。",
  "我说 OK. ¦我们走。",
  "He came. ¦我走了。",
  /* Lines and blanks. */
  "主持人：你好。\n¦马克：你好！\n¦",
  "第一行没有句号\n¦第二行也没有",
  "我想……\n¦算了。",
  "好。  ¦再见。",
  "　　好。　¦再见。",
  "\n\n好。",
  "好。\n\n\n¦再见。",
  "   ",
  "。",
  /* Outside of the basic plane, marks and selectors. */
  "𠮷野家😀。¦好吃！😀",
  "葛󠄀城市。¦か゛。",
  "好。😀",
  "好。¦😀我们走。",
  "他在 Apple Inc. 工作，住在 Washington, D.C. 附近。",
  "全角句号｡¦下一句⁉¦完",
  "他说：“好；真的？”、“不好。”。",
  "是吗？：他想。",
};

static const char *const english[] = {
  "He came. ¦She left.",
  "Dr. Li met Mr. Wang at St. Mary’s. ¦They talked.",
  "J. K. Rowling and George W. Bush met.",
  "It costs 3.5 million. ¦That is a lot.",
  "It rose by 2.5. ¦5 people noticed.",
  "He works for Apple Inc. ¦The company is large.",
  "He works for Acme Inc. Chairman Li agreed.",
  "In the U.S. Government they say so. ¦In the U.S. ¦It is different.",
  "We use GPUs, e.g. Nvidia’s, i.e. the best.",
  "At 3 p.m. we left. ¦At 4 p.m. ¦We arrived.",
  "“Stop!” ¦He ran.",
  "“Stop!” he said. ¦He ran.",
  "“Stop!” Mr. Li said. ¦“Why?” I asked. ¦Nobody knew.",
  "\"Go.\" ¦\"Now?\" ¦\"Yes.\"",
  "Really?! ¦Yes!!! ¦No...",
  "Wait... what? ¦I see... ¦But why?",
  "I thought… well, no.",
  "He (allegedly!) left. ¦Fine.",
  "(He left.) ¦She stayed.",
  "See No. 5. ¦No. ¦I mean yes.",
  "See fig. 3 and vol. 2. ¦Then go on.",
  "1. First things first. ¦2. Second.",
  "Visit example.com or a16z.com. ¦Thanks.",
  "Node.js is fine.Really.",
  "It began in Oct. 2012 or so. ¦Then it grew.",
  "Vitamin C. ¦The end.",
  "He has a Ph.D. ¦He teaches.",
  "He said “no.” ¦Then he said “yes.”",
  "The so-called ‘end.’ ¦And on it goes.",
  "Line one\n¦line two\n\n¦Line three.",
  "Yes — no! ¦Maybe.",
  "It ended. — Or did it?",
  "They met (cf. p. 5). ¦Then left.",
  "We asked: why? ¦Because.",
  "中文。¦English. ¦中文",
  "Café. ¦Naïve! ¦𠮷😀. ¦Ünal?",
  "",
  "No end",
};

static void
check (const char *marked, DzSentenceLanguage language)
{
  g_auto (GStrv) parts = g_strsplit (marked, "¦", -1);
  g_autofree char *text = g_strjoinv ("", parts);
  g_autoptr (GArray) sentences = dz_sentences_find (text, language);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (marked);
  guint end = 0;

  /* A mark at the very end says that nothing follows. */
  if (g_str_has_suffix (marked, "¦"))
    g_string_truncate (expected, expected->len - strlen ("¦"));

  for (guint i = 0; i < sentences->len; i++)
    {
      const DzSentence *sentence = &g_array_index (sentences, DzSentence, i);
      g_autofree char *part = g_utf8_substring (text, sentence->start, sentence->end);

      g_assert_cmpuint (sentence->start, ==, end);
      g_assert_cmpuint (sentence->end, >, sentence->start);
      end = sentence->end;
      if (i > 0)
        g_string_append (found, "¦");
      g_string_append (found, part);
    }
  g_assert_cmpuint (end, ==, g_utf8_strlen (text, -1));
  if (!g_str_equal (found->str, expected->str))
    g_test_message ("%s\n  should be\n%s", found->str, expected->str);
  if (!g_str_equal (found->str, expected->str))
    g_test_fail ();
}

static void
test_chinese (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (chinese); i++)
    check (chinese[i], DZ_SENTENCE_CHINESE);
}

static void
test_english (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (english); i++)
    check (english[i], DZ_SENTENCE_ENGLISH);
}

static void
test_language (void)
{
  g_assert_cmpint (dz_sentence_language_for ("zh"), ==, DZ_SENTENCE_CHINESE);
  g_assert_cmpint (dz_sentence_language_for ("zh-Hant-TW"), ==, DZ_SENTENCE_CHINESE);
  g_assert_cmpint (dz_sentence_language_for ("ZH_cn"), ==, DZ_SENTENCE_CHINESE);
  g_assert_cmpint (dz_sentence_language_for ("en-GB"), ==, DZ_SENTENCE_ENGLISH);
  g_assert_cmpint (dz_sentence_language_for (NULL), ==, DZ_SENTENCE_ENGLISH);
}

/* A text cannot be so odd that its sentences take long to find or that a character is left out. */
static void
check_hostile (const char *a, const char *b, const char *c, guint n, DzSentenceLanguage language)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) sentences = NULL;
  const char *const pieces[] = { a, b, c };
  gint64 start;
  guint end = 0;

  for (guint part = 0; part < 3; part++)
    for (guint i = 0; i < n; i++)
      g_string_append (text, pieces[part]);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, a);
      g_string_append (text, b);
      g_string_append (text, c);
    }

  start = g_get_monotonic_time ();
  sentences = dz_sentences_find (text->str, language);
  for (guint i = 0; i < sentences->len; i++)
    {
      g_assert_cmpuint (g_array_index (sentences, DzSentence, i).start, ==, end);
      end = g_array_index (sentences, DzSentence, i).end;
    }
  g_assert_cmpuint (end, ==, g_utf8_strlen (text->str, -1));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

static void
test_hostile (void)
{
  static const char *const pieces[]
      = { "（", "）", "“", "”", "\"", "。", "…", ".", "他", "A", " ", "[", "！", "，", "\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (pieces); j++)
      for (gsize k = 0; k < G_N_ELEMENTS (pieces); k++)
        for (int language = DZ_SENTENCE_CHINESE; language <= DZ_SENTENCE_ENGLISH; language++)
          check_hostile (pieces[i], pieces[j], pieces[k], 40, language);

  check_hostile ("（", "[", "。a", 20000, DZ_SENTENCE_CHINESE);
  check_hostile ("（", "！", "）", 20000, DZ_SENTENCE_CHINESE);
  check_hostile ("\"", "。", "”", 20000, DZ_SENTENCE_CHINESE);
  check_hostile ("“a", "。”", "这个", 20000, DZ_SENTENCE_CHINESE);
  check_hostile ("A.", " ", "\"", 20000, DZ_SENTENCE_ENGLISH);
  check_hostile ("(", "A. ", ")", 20000, DZ_SENTENCE_ENGLISH);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/sentences/chinese", test_chinese);
  g_test_add_func ("/language/sentences/english", test_english);
  g_test_add_func ("/language/sentences/language", test_language);
  g_test_add_func ("/language/sentences/hostile", test_hostile);

  return g_test_run ();
}
