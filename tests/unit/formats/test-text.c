#include "config.h"

#include <string.h>

#include "outline.h"

static const OutlineCase cases[] = {
  /* Paragraphs. */
  { "blank-lines", "一。\n\n二。\n\n\n三。\n", "p 一。\np 二。\np 三。\n" },
  { "one-a-line", "今天的天气很好。\n他们都来了，坐在一起。\n然后走了。\n",
    "p 今天的天气很好。\np 他们都来了，坐在一起。\np 然后走了。\n" },
  { "indents", "　　今天的天气很好，\n我们\n　　他们来了。", "p 今天的天气很好，\np 我们\np 他们来了。\n" },
  { "filled-lines",
    "图书馆在山脚下，门前有一棵很老的树，树下常\n有人坐着看书。冬天的时候，屋里烧着炉子，窗\n户上结着霜，外面的人看不清"
    "里面在做什么。\n"
    "后来他们搬走了，书也搬走了，只有那棵树还在\n原来的地方。\n",
    "p "
    "图书馆在山脚下，门前有一棵很老的树，树下常有人坐着看书。冬天的时候，屋里烧着炉子，窗户上结着霜，外面的人看不清里面"
    "在做什么。"
    "后来他们搬走了，书也搬走了，只有那棵树还在原来的地方。\n" },
  { "filled-and-indented",
    "　　图书馆在山脚下，门前有一棵很老的树，树下\n常有人坐着看书。冬天的时候，屋里烧着炉子，窗\n户上结着霜。\n　　后来"
    "他们搬走了，书也搬走了，只有那棵树还在\n原来的地方。\n",
    "p 图书馆在山脚下，门前有一棵很老的树，树下常有人坐着看书。冬天的时候，屋里烧着炉子，窗户上结着霜。\n"
    "p 后来他们搬走了，书也搬走了，只有那棵树还在原来的地方。\n" },
  { "filled-english",
    "The library stood at the foot of the hill, and in\nfront of it was a very old tree, under which people\noften sat "
    "and "
    "read. In winter there was a fire in\nthe stove.\n\nLater they moved.",
    "p The library stood at the foot of the hill, and in front of it was a very old tree, under which people often sat "
    "and "
    "read. In winter there was a fire in the stove.\np Later they moved.\n" },
  { "one-line", "今天的天气很好。", "p 今天的天气很好。\n" },
  { "one-line-with-names", "主持人：好吗？林知遥：很好。主持人：那就走吧！",
    "p +主持人: 好吗？\np +林知遥: 很好。\np +主持人: 那就走吧！\n" },
  { "mixed-line-ends", "一。\r\n二。\r三。\n四。", "p 一。\np 二。\np 三。\np 四。\n" },
  { "markdown-is-text", "**一**。\n\n# 二。\n\n[三](四)。", "p **一**。\np # 二。\np [三](四)。\n" },
  { "address", "见 https://a.b/c 吧。\n\n二。", "p 见 {l https://a.b/c:https://a.b/c} 吧。\np 二。\n" },

  /* Titles, details, headings. */
  { "title", "山脚下的图书馆\n\n一。\n\n二。", "= 山脚下的图书馆\np 一。\np 二。\n" },
  { "title-with-colon", "对话林知遥：一座图书馆\n\n主持人：一。\n\n林知遥：二。\n\n主持人：三。",
    "= 对话林知遥：一座图书馆\np +主持人: 一。\np +林知遥: 二。\np +主持人: 三。\n" },
  { "title-underlined", "山脚下的图书馆\n==========\n\n一。", "= 山脚下的图书馆\np 一。\n" },
  { "no-title", "今天天气很好。\n\n二。", "p 今天天气很好。\np 二。\n" },
  { "name-is-no-title", "小遥：今天\n\n小牧：好\n\n小遥：走\n\n小牧：嗯",
    "p +小遥: 今天\np +小牧: 好\np +小遥: 走\np +小牧: 嗯\n" },
  { "details", "山脚下的图书馆\n作者：陈默\n时间：2023-05-06\n原文链接：https://a.b/c\n\n一。",
    "= 山脚下的图书馆\nauthor= 陈默\ndate= 2023-05-06\nsource= https://a.b/c\np 一。\n" },
  { "details-first", "标题：山脚下的图书馆\n作者：陈默\n\n一。", "= 山脚下的图书馆\nauthor= 陈默\np 一。\n" },
  { "parts", "题\n\n一、童年\n\n甲。\n\n二、后来\n\n乙。", "= 题\nh2 一、童年\np 甲。\nh2 二、后来\np 乙。\n" },
  { "parts-and-subparts", "题\n第一部分 童年\n（一）山\n甲。\n（二）水\n乙。\n第二部分 后来\n丙。",
    "= 题\nh2 第一部分 童年\nh3 （一）山\np 甲。\nh3 （二）水\np 乙。\nh2 第二部分 后来\np 丙。\n" },
  { "numbered-sentences-are-text", "甲。\n\n一、我们要去。\n\n二、我们要回。",
    "p 甲。\np 一、我们要去。\np 二、我们要回。\n" },
  { "lone-part-is-text", "甲。\n\n一、童年\n\n乙。", "p 甲。\np 一、童年\np 乙。\n" },

  /* Lists and rules. */
  { "bullets", "甲。\n\n• 一\n• 二\n\n- 三\n- 四", "p 甲。\nli1 一\nli1 二\nli1^ 三\nli1 四\n" },
  { "numbers", "甲。\n1. 一\n2、二\n3）三\n乙。", "p 甲。\nli1#1 一\nli1#2 二\nli1#3 三\np 乙。\n" },
  { "lone-number-is-text", "甲。\n\n1. 一\n\n乙。", "p 甲。\np 1. 一\np 乙。\n" },
  { "decimal-is-text", "甲。\n\n1.5 倍。\n\n2.5 倍。", "p 甲。\np 1.5 倍。\np 2.5 倍。\n" },
  { "rules", "甲。\n\n------\n\n乙。\n* * *\n丙。", "p 甲。\nrule\np 乙。\nrule\np 丙。\n" },

  /* Speakers. */
  { "labels", "主持人：一\n林知遥：二\n　　三\n主持人：四",
    "p +主持人: 一\np +林知遥: 二\np 林知遥: 三\np +主持人: 四\n" },
  { "labels-alone", "说话人 1 00:12\n今天天气很好\n\n说话人 2 00:34\n是的",
    "p +说话人 1: 今天天气很好\np +说话人 2: 是的\n" },
  { "labels-and-a-tail", "问：一\n答：二\n问：三\n答：四\n\n（完）\n\n扫码关注我们",
    "p +问: 一\np +答: 二\np +问: 三\np +答: 四\np （完）\np 扫码关注我们\n" },
};

/* The same text in every character set that a transcript comes in. */
static void
test_charsets (void)
{
  static const char *const charsets[] = { "UTF-8", "UTF-16", "UTF-16LE", "GB18030", "BIG5" };
  const char *text
      = "對話圖書館館長\r\n\r\n主持人：這座圖書館在山腳下，門前有一棵很老的樹。\r\n林知遠：樹下常有人坐著看書。\r\n"
        "主持人：冬天的時候，屋裡燒著爐子，外面的人看不清裡面在做什麼。\r\n";

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length;
      g_autoptr (GError) error = NULL;
      char *encoded = g_convert (text, -1, charsets[i], "UTF-8", NULL, &length, &error);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (DzProject) project = NULL;
      g_autofree char *outline = NULL;

      g_assert_no_error (error);
      bytes = g_bytes_new_take (encoded, length);
      project = dz_formats_lookup ("text")->read (bytes, NULL, NULL, &error);
      g_assert_no_error (error);
      outline = outline_of (project);
      g_assert_cmpstr (
          outline, ==,
          "= 對話圖書館館長\np +主持人: 這座圖書館在山腳下，門前有一棵很老的樹。\np +林知遠: 樹下常有人坐著看書。\n"
          "p +主持人: 冬天的時候，屋裡燒著爐子，外面的人看不清裡面在做什麼。\n");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  outline_add_cases ("text", "text", cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/text/charsets", test_charsets);
  return g_test_run ();
}
