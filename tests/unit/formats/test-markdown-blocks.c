#include "config.h"

#include "outline.h"

static const OutlineCase cases[] = {
  /* Lines. */
  { "wrap-chinese", "他说今天天气很好\n我们出去。", "p 他说今天天气很好我们出去。\n" },
  { "wrap-latin", "长达 80\n年的发展", "p 长达 80 年的发展\n" },
  { "wrap-english", "hard\nwrapped", "p hard wrapped\n" },
  { "wrap-hyphen", "在厄巴纳-\n香槟分校", "p 在厄巴纳-香槟分校\n" },
  { "wrap-after-emphasis", "**今天构建。**\n当时", "p {b:今天构建。}当时\n" },
  { "wrap-before-full-stop", "**没有成果**\n。其中", "p {b:没有成果}。其中\n" },
  { "wrap-in-emphasis", "**今天\n构建**", "p {b:今天构建}\n" },
  { "wrap-in-link", "[今天\n构建](http://a.b)", "p {l http://a.b:今天构建}\n" },
  { "wrap-in-box", "> 今天\n> 构建 AI\n> 模型", "q> 今天构建 AI 模型\n" },
  { "wrap-lazily", "> 今天\n构建", "q> 今天构建\n" },
  { "wrap-in-item", "- 今天\n  构建\n明天", "li1 今天构建明天\n" },
  { "wrap-indented", "今天\n　　构建", "p 今天构建\n" },
  { "wrap-quotes", "他说：“好。”\n“走吧。”", "p 他说：“好。”“走吧。”\n" },
  { "hard-break", "一  \n二\\\n三<br>四", "p 一⏎二⏎三⏎四\n" },
  { "table", "| 一 | 二 |\n|---|---|\n| 三 | 四 |", "p | 一 | 二 |⏎|---|---|⏎| 三 | 四 |\n" },
  { "indent", "　　今天构建", "p 今天构建\n" },
  { "indented-by-four", "前\n\n    今天\n    **构建**", "p 前\np 今天{b:构建}\n" },
  { "line-ends", "一\r\n\r\n二\r\r三", "p 一\np 二\np 三\n" },
  { "byte-order-mark", "\xef\xbb\xbf# 题\n\n文", "= 题\np 文\n" },

  /* Lists and boxes. */
  { "ordered", "3. 甲\n4. 乙\n", "li1#3 甲\nli1#4 乙\n" },
  { "nested", "- 甲\n  - 乙\n    1. 丙\n- 丁", "li1 甲\nli2 乙\nli3#1 丙\nli1 丁\n" },
  { "item-of-two-paragraphs", "- 甲\n\n  乙\n\n丙", "li1 甲\np1 乙\np 丙\n" },
  { "two-lists", "- 甲\n\n* 乙", "li1 甲\nli1^ 乙\n" },
  { "bullets-then-numbers", "- 甲\n\n1. 乙", "li1 甲\nli1#1 乙\n" },
  { "list-after-text", "1. 甲\n\n文\n\n1. 乙", "li1#1 甲\np 文\nli1#1 乙\n" },
  { "two-boxes", "> 甲\n>\n> 乙\n\n> 丙", "q> 甲\nq> 乙\nq>^ 丙\n" },
  { "box-in-box", "> 甲\n>> 乙\n", "q> 甲\nq>> 乙\n" },
  { "list-in-box", "> 甲\n>\n>   1. 乙\n> 丙", "q> 甲\nli1#1> 乙丙\n" },
  { "box-in-item", "- 甲\n\n  > 乙\n", "li1 甲\nq1> 乙\n" },
  { "heading-in-box", "> ## 甲\n> 乙", "h2> 甲\nq> 乙\n" },
  { "marker-alone", "  *\n我们\n....这种\n  * 第二", "li1 我们 ....这种\nli1 第二\n" },
  { "marker-alone-in-box", "> 题\n>\n>   *\n> **我们。**\n> ....这种\n>   * 第二\n>   *\n> 第三",
    "q> 题\nli1> {b:我们。} ....这种\nli1> 第二\nli1> 第三\n" },
  { "number-alone", "  1.\n我们\n  2.\n你们", "li1#1 我们\nli1#2 你们\n" },
  { "marker-alone-before-blank", "*\n\n我们", "p 我们\n" },
  { "dash-under-text-is-a-heading", "文\n\n题\n-\n文", "p 文\nh2 题\np 文\n" },

  /* Headings and rules. */
  { "headings", "文\n\n## 二\n\n三\n---\n", "p 文\nh2 二\nh2 三\n" },
  { "rules", "文\n\n---\n\n* * *", "p 文\nrule\nrule\n" },
  { "escaped-rule", "文\n\n\\---\n\n文", "p 文\nrule\np 文\n" },
  { "code", "```c\nint a；  \n\n  **b**;\n```", "p {c:int a；  ⏎⏎  **b**;}\n" },

  /* Pictures. */
  { "picture", "![图](http://a.b/c.png)", "pic <http://a.b/c.png> 图\n" },
  { "two-pictures-on-a-line", "![](a.png)![](b.png)", "pic <a.png>\npic <b.png>\n" },
  { "picture-in-text", "前**粗![图](a.png)粗**后", "p 前{b:粗}\npic <a.png> 图\np {b:粗}后\n" },
  { "picture-title", "![](a.png \"题\")", "pic <a.png> 题\n" },
  { "picture-in-item", "- 甲\n  ![](a.png)", "li1 甲\npic1 <a.png>\n" },
  { "picture-in-link", "[![图](a.png)](http://a.b)", "pic <a.png> 图\n" },
  { "picture-of-html", "前<img src=\"a.png\" alt=\"图&amp;\"/>后", "p 前\npic <a.png> 图&\np 后\n" },
  { "picture-of-data", "![](data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=)", "pic <inside>\n" },
  { "data-that-is-no-picture", "![](data:text/html;base64,PGI+)", "pic <data:text/html;base64,PGI+>\n" },

  /* HTML. */
  { "html-blocks", "<div>\n<p>甲</p>\n<p>乙<br/>丙</p>\n</div>\n\n丁", "p 甲\np 乙⏎丙\np 丁\n" },
  { "html-heading", "文\n\n<h2>题</h2>\n\n文", "p 文\nh2 题\np 文\n" },
  { "html-list", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>", "li1 甲\nli1 乙\n" },
  { "html-box", "<blockquote>甲</blockquote>", "q> 甲\n" },
  { "html-comment", "<!-- 无 -->\n\n甲<!-- 无 -->乙", "p 甲乙\n" },
  { "html-script-block", "<script>\nalert(1)\n</script>\n\n甲", "p 甲\n" },
  { "html-details", "<details><summary>译文</summary>\n\nHere **it** is.\n\n</details>",
    "p 译文\np Here {b:it} is.\n" },

  /* Titles and details. */
  { "title", "# 题：**一**\n\n文", "= 题：一\np 文\n" },
  { "title-of-second-rank", "## 题\n\n文", "= 题\np 文\n" },
  { "text-before-title", "文\n\n# 题\n\n文", "= 题\np 文\np 文\n" },
  { "no-title", "文\n\n## 节\n\n文", "p 文\nh2 节\np 文\n" },
  { "details",
    "# 题\n\n文章作者: 陈默\n发布时间：2023-05-06 08:08\n发布地: 浙江\n原文链接: "
    "http://a.b/?__x=1&y=2_3#z\n\n封面图链接: "
    "https://a.b/c_d_e/1\n\n文",
    "= 题\nauthor= 陈默\ndate= 2023-05-06 08:08\nplace= 浙江\nsource= http://a.b/?__x=1&y=2_3#z\ncover= "
    "https://a.b/c_d_e/1\np 文\n" },
  { "details-unknown", "# 题\n\n作者：陈默\n录音: 林\n", "= 题\nauthor= 陈默\n!录音= 林\n" },
  { "details-english", "# T\n\nAuthor: C. M.\nDate: 2023\nSource: https://a.b/\n\nText",
    "= T\nauthor= C. M.\ndate= 2023\nsource= https://a.b/\np Text\n" },
  { "details-bold", "# 题\n\n**作者：** 陈默\n\n**来源**：远山日报\n\n文",
    "= 题\nauthor= 陈默\npublisher= 远山日报\np 文\n" },
  { "details-linked", "# 题\n\n原文链接: [这里](https://a.b/)\n\n文", "= 题\nsource= https://a.b/\np 文\n" },
  { "details-then-text", "# 题\n\n作者：陈默\n他说过这件事。\n", "= 题\nauthor= 陈默\np 他说过这件事。\n" },
  { "details-cover", "# 题\n\n封面：![](http://a.b/c.png)\n\n文", "= 题\ncover= http://a.b/c.png\np 文\n" },
  { "no-details", "# 题\n\n他认为：这很好\n\n作者：陈默", "= 题\np 他认为：这很好\np 作者：陈默\n" },
  { "front-matter", "---\ntitle: \"题\"\nauthor: 陈默\ntags:\n  - 甲\n  - 乙\n---\n\n# 题\n\n文",
    "= 题\nauthor= 陈默\n!tags= 甲、乙\np 文\n" },
  { "front-matter-after-a-blank-line", "\n---\ntitle: 题\n---\n文", "= 题\np 文\n" },
  { "front-matter-and-heading", "---\ntitle: 题\n---\n# 节\n\n文", "= 题\nh1 节\np 文\n" },
  { "no-front-matter", "---\n\n文\n\n---\n", "rule\np 文\nrule\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  outline_add_cases ("markdown-blocks", "markdown", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
